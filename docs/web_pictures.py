"""Take the pictures of docs/web.md: ``python docs/web_pictures.py`` (needs Chromium and requirements-dev.txt)."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent))

from tests.ui.serving import Server  # noqa: E402
from tests.ui.visiting import briefing, open_tab, visit  # noqa: E402

SIZE = {"width": 1100, "height": 760}


def main() -> None:
    """Write docs/web-article.png, the first screen, and docs/web-briefing.png, the samples' briefing."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(Path(folder), engine="ct2") as server,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        visit(page, server)
        take(page, "web-article")
        open_tab(page, "Briefing")
        page.locator("#start-samples").click()
        briefing(page).locator("article").first.wait_for(timeout=300_000)
        take(page, "web-briefing")
        browser.close()


def take(page: Page, name: str) -> None:
    """Write docs/NAME.png once nothing moves any more."""
    page.wait_for_timeout(2000)
    page.screenshot(path=DOCS / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    main()
