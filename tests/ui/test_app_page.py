"""The web page of app.py in a real browser, on the echo engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from summarizer.ui import build_page

SEED = Path(__file__).parents[2] / "seeds" / "002_37a5bb4c4e6875e9.txt"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MUJAZ_ENGINE", "echo")
        patch.setenv("MUJAZ_MEMORY", "none")
        page = build_page()
        _, url, _ = page.launch(prevent_thread_lock=True, quiet=True, server_name="127.0.0.1", share=False)
        yield url
        page.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    yield page
    page.close()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:", "about:"))] == []


def paste(page: Page, text: str) -> None:
    page.get_by_label("Arabic article").fill(text)
    page.get_by_role("button", name="Summarise and translate").click()


def test_a_pasted_article_is_summarised_and_translated(page: Page) -> None:
    paste(page, SEED.read_text(encoding="utf-8"))
    frame = page.frame_locator("iframe[title=Briefing]")
    expect(frame.locator("h1")).to_contain_text("1 article", timeout=60_000)
    expect(frame.locator("body")).to_contain_text("أكد الرئيس الكازاخستاني، قاسم جومارت توكاييف")
    assert page.get_by_label("Arabic article").evaluate("box => getComputedStyle(box).direction") == "rtl"


def test_a_link_inside_the_briefing_stays_in_it(page: Page) -> None:
    paste(page, SEED.read_text(encoding="utf-8"))
    frame = page.frame_locator("iframe[title=Briefing]")
    frame.get_by_role("link", name="sentence 3", exact=True).first.click(timeout=60_000)
    expect(frame.locator("#a1-s3")).to_be_in_viewport()
    expect(frame.locator("h1")).to_contain_text("1 article")


@pytest.mark.parametrize(("text", "code"), [("", "read.empty"), ("Only English here.", "read.no_arabic")])
def test_bad_input_is_told_with_its_code(page: Page, text: str, code: str) -> None:
    paste(page, text)
    expect(page.get_by_text(f"[{code}]")).to_be_visible(timeout=60_000)
