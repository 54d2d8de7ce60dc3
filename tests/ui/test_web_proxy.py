"""The page behind a reverse proxy that shows it below a path, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.ui.proxying import Proxy
from tests.ui.serving import Server
from tests.ui.visiting import FIRST, briefing, job_id
from tests.ui.watching import Watch


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page as it is started for a proxy that shows it at /mujaz/."""
    with Server(tmp_path_factory.mktemp("below"), "--root-path", "/mujaz") as server:
        yield server


@pytest.mark.parametrize("strips", [True, False], ids=["path taken off", "path left"])
@pytest.mark.parametrize("asked", ["", "/", "/ar", "/ar/"])
def test_below_a_path_the_page_works_as_at_the_root(
    context: BrowserContext, watch: Watch, below: Server, asked: str, strips: bool
) -> None:
    own, other = ("ar/", "") if asked.startswith("/ar") else ("", "ar/")
    with Proxy(below.address, "/mujaz", strips=strips) as proxy:
        page = context.new_page()
        page.goto(proxy.address + asked)
        expect(page.locator("#start-article")).to_be_visible()
        page.locator(".samples button").first.click()
        expect(page.locator("#article-text textarea")).not_to_have_value("")
        page.locator("#article-text textarea").fill(FIRST)
        page.locator("#start-article").click()
        job = job_id(page)
        assert page.url == f"{proxy.address}/{own}?job={job}"
        for reached in (lambda: None, page.reload, page.locator("#masthead a.other").click):
            reached()
            expect(briefing(page).locator("#a1-s1-ar p")).to_have_text(FIRST)
            expect(page.locator("#phase .done")).to_be_visible()
        assert page.url == f"{proxy.address}/{other}?job={job}"
        with page.expect_download() as coming:
            page.locator("#result .downloads a[download$=md]").click()
        assert coming.value.path().read_text(encoding="utf-8").startswith("# ")
        assert watch.outside(proxy.address.removesuffix("/mujaz")) == []
        assert (watch.complaints, proxy.strayed) == ([], [])
        page.close()
