"""Take the README's picture: ``python docs/picture.py`` (needs Chromium and requirements-dev.txt)."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from summarizer.batch import brief_inputs
from summarizer.options import Options
from summarizer.pipeline import Pipeline
from summarizer.walk import find_inputs
from summarizer.writers import write

DOCS = Path(__file__).parent


def main() -> None:
    """Write docs/briefing.png: the top of the briefing of seeds/."""
    with tempfile.TemporaryDirectory() as folder, Pipeline(Options()) as pipeline, sync_playwright() as playwright:
        index, *_ = write(brief_inputs(find_inputs([DOCS.parent / "seeds"]), pipeline), Path(folder))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 1320})
        page.goto(index.as_uri())
        page.screenshot(path=DOCS / "briefing.png")
        browser.close()


if __name__ == "__main__":
    main()
