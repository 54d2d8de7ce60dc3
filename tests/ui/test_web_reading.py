"""An article stands in the page as soon as it can be read; its files come beside it, and disturb nobody who reads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from summarizer.types import Language
from summarizer.writers.words import load_words
from tests.ui.screens import PATHS
from tests.ui.serving import Server
from tests.ui.visiting import FIRST, SEED_FILES, briefing, fresh_sentence, hold, paste, phase, release, start, visit
from tests.ui.watching import Watch

DOWNLOADS = "#result a[download]"


@pytest.fixture
def slow(server: Server) -> Iterator[Server]:
    """The server, whose briefings wait for their Word documents until ``hold_files`` goes."""
    server.hold_files.touch()
    yield server
    server.hold_files.unlink(missing_ok=True)
    server.full.unlink(missing_ok=True)


def read_early(page: Page, server: Server, text: str, language: Language = "en") -> str:
    """The id of the job of a text, once it can be read in the page."""
    visit(page, server, PATHS[language])
    paste(page, text)
    job = start(page)
    expect(phase(page)).to_have_text(load_words(language).say("Ready to read."))
    expect(briefing(page).locator("#a1-s1-ar p")).to_be_visible()
    expect(page.locator("#result")).to_contain_text(load_words(language).say("The files are being written ..."))
    expect(page.locator(DOWNLOADS)).to_have_count(0)
    return job


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_downloads_come_beside_the_article_and_leave_it_as_it_is(
    page: Page, slow: Server, watch: Watch, language: Language, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    job = read_early(page, slow, SEED_FILES[2].read_text(encoding="utf-8"), language)
    frame = briefing(page)
    frame.locator("#a1-s3 a").first.focus()
    frame.locator("html").evaluate("html => html.scrollTo(0, 400)")
    page.locator("#result iframe").evaluate("frame => { window.read = frame; }")
    before = page.locator("#result iframe").bounding_box()
    slow.hold_files.unlink()
    expect(phase(page)).to_have_text(load_words(language).say("Done."))
    expect(page.locator(DOWNLOADS)).to_have_count(6)
    assert page.locator("#result iframe").evaluate("frame => frame === window.read && frame === document.activeElement")
    assert page.locator("#result iframe").bounding_box() == before
    assert frame.locator("html").evaluate("html => html.scrollTop") == 400
    expect(frame.locator("#a1-s3 a").first).to_be_focused()
    assert sum(f"{job}/files/articles/" in url for url in watch.requests) == 1


def test_the_article_comes_into_the_frame_that_waits_for_it(page: Page, server: Server, watch: Watch) -> None:
    text = fresh_sentence()
    hold(server, text)
    try:
        visit(page, server)
        paste(page, text)
        job = start(page)
        expect(page.locator("#result")).to_have_text("The article will appear here.")
        page.locator("#result iframe").evaluate("frame => { window.waiting = frame; }")
    finally:
        release(server)
    expect(briefing(page).locator("#a1-s1-ar p")).to_have_text(text)
    expect(page.locator(DOWNLOADS)).to_have_count(6)
    assert page.locator("#result iframe").evaluate("frame => frame === window.waiting")
    assert sum(f"{job}/files/articles/" in url for url in watch.requests) == 1


def test_a_cancelled_article_leaves_no_frame(page: Page, server: Server) -> None:
    text = fresh_sentence()
    hold(server, text)
    try:
        visit(page, server)
        paste(page, text)
        start(page)
        expect(page.locator("#result iframe")).to_have_count(1)
        page.get_by_role("button", name="Cancel").click()
        expect(phase(page)).to_contain_text("Cancelling")
    finally:
        release(server)
    expect(phase(page)).to_contain_text("Cancelled")
    expect(page.locator("#result iframe")).to_have_count(0)
    page.get_by_role("button", name="Go on").click()
    expect(briefing(page).locator("#a1-s1-ar p")).to_have_text(text)


def test_the_link_beside_the_article_keeps_the_focus_when_the_downloads_come(page: Page, slow: Server) -> None:
    read_early(page, slow, FIRST)
    alone = page.get_by_role("link", name="Open on its own")
    alone.focus()
    slow.hold_files.unlink()
    expect(page.locator(DOWNLOADS)).to_have_count(6)
    expect(alone).to_be_focused()


def test_an_article_that_can_be_read_is_there_after_a_reload_and_in_other_tabs(page: Page, slow: Server) -> None:
    text = fresh_sentence()
    read_early(page, slow, text)
    page.reload()
    other = page.context.new_page()
    other.goto(page.url)
    for each in (page, other):
        expect(phase(each)).to_have_text("Ready to read.")
        expect(briefing(each).locator("#a1-s1-ar p")).to_have_text(text)
    slow.hold_files.unlink()
    for each in (page, other):
        expect(each.locator(DOWNLOADS)).to_have_count(6)


def test_who_cancels_while_the_files_are_written_keeps_the_article_and_gets_them(page: Page, slow: Server) -> None:
    read_early(page, slow, FIRST)
    page.get_by_role("button", name="Cancel").click()
    expect(phase(page)).to_contain_text("if only the files are left, they are finished")
    expect(briefing(page).locator("#a1-s1-ar p")).to_have_text(FIRST)
    slow.hold_files.unlink()
    expect(phase(page)).to_have_text("Done.")
    expect(page.locator(DOWNLOADS)).to_have_count(6)


def test_an_article_stays_to_be_read_when_the_disk_is_full_before_its_files_are_written(
    page: Page, slow: Server
) -> None:
    read_early(page, slow, FIRST)
    slow.full.touch()
    slow.hold_files.unlink()
    expect(phase(page)).to_contain_text("write.failed")
    expect(page.locator("#finished")).to_contain_text("No space left on device")
    expect(page.locator("#result")).not_to_contain_text("The files are being written")
    for _ in range(2):
        expect(briefing(page).locator("#a1-s1-ar p")).to_have_text(FIRST)
        expect(page.locator(DOWNLOADS)).to_have_count(0)
        page.reload()
    slow.full.unlink()
    page.get_by_role("button", name="Go on").click()
    expect(phase(page)).to_have_text("Done.")
    expect(page.locator(DOWNLOADS)).to_have_count(6)
    expect(briefing(page).locator("#a1-s1-ar p")).to_have_text(FIRST)


def test_the_last_jobs_of_a_browser_are_listed_the_newest_first(browser: Browser, server: Server) -> None:
    context = browser.new_context()
    page = context.new_page()
    jobs = []
    for _ in range(2):
        visit(page, server)
        paste(page, FIRST)
        jobs.append(start(page))
        expect(phase(page)).to_have_text("Done.")
    visit(page, server)
    expect(page.locator("#recent a")).to_have_count(2)
    links = [link.get_attribute("href") for link in page.locator("#recent a").all()]
    assert links == [f"?job={job}" for job in reversed(jobs)]
    context.close()
