"""A job outlives its tab, its visitor and its server; and visitors do not get in each other's way."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.ui.serving import Server
from tests.ui.visiting import (
    FIRST,
    SECOND,
    SEED_FILES,
    briefing,
    fresh_sentence,
    fresh_word,
    hold,
    open_tab,
    paste,
    phase,
    release,
    start,
    visit,
    visit_until_quiet,
    wait_until_drawn,
    write_article,
)
from tests.ui.watching import Watch


@pytest.fixture
def held(server: Server) -> Iterator[Server]:
    """The server, whose engine waits before each batch until it is released."""
    hold(server)
    yield server
    release(server)


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """Another visitor's tab."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_a_job_can_be_cancelled_and_keeps_what_was_finished(page: Page, held: Server, tmp_path: Path) -> None:
    word = fresh_word()
    hold(held, word)
    visit(page, held)
    open_tab(page, "Briefing")
    for name, text in (("a.txt", FIRST), ("b.txt", f"{SECOND} {word}")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    page.locator("#files input[type=file]").set_input_files(sorted(tmp_path.iterdir()))
    expect(page.locator("#files")).to_contain_text("b")
    page.get_by_role("button", name="Make the briefing").click()
    expect(page.locator("#finished a")).to_have_count(1)
    page.get_by_role("button", name="Cancel").click()
    expect(phase(page)).to_contain_text("Cancelling after the sentences in hand")
    expect(page.get_by_role("button", name="Cancel")).to_be_disabled()
    with page.expect_request(re.compile("/gradio_api/run/predict")) as looks:
        pass
    looks.value.response()
    wait_until_drawn(page)
    expect(page.get_by_role("button", name="Cancel")).to_be_disabled()
    release(held)
    expect(phase(page)).to_have_text("Cancelled. What was finished before is kept.")
    expect(page.get_by_role("button", name="Cancel")).to_be_hidden()
    with page.expect_popup() as opened:
        page.locator("#finished a").click()
    expect(opened.value.locator("#a1-s1-ar p")).to_have_text(FIRST)


def test_a_waiting_job_can_be_cancelled(page: Page, other: Page, held: Server) -> None:
    visit(other, held)
    paste(other, fresh_sentence())
    start(other)
    visit(page, held)
    paste(page, SECOND)
    start(page)
    expect(phase(page)).to_contain_text("Busy")
    page.get_by_role("button", name="Cancel").click()
    expect(phase(page)).to_contain_text("Cancelled")


def test_another_tab_learns_that_a_cancelled_job_goes_on(page: Page, other: Page, held: Server) -> None:
    hold(held)
    visit(page, held)
    paste(page, fresh_sentence())
    start(page)
    other.goto(page.url)
    expect(phase(other)).to_have_text("Translating.")
    page.get_by_role("button", name="Cancel").click()
    release(held)
    for tab in (page, other):
        expect(phase(tab)).to_contain_text("Cancelled.")
    page.get_by_role("button", name="Go on").click()
    for tab in (page, other):
        expect(phase(tab)).to_have_text("Done.")
    expect(other.get_by_role("button", name="Go on")).to_be_hidden()


def test_reloading_the_page_shows_the_job_again_and_so_does_its_address_elsewhere(
    page: Page, other: Page, held: Server
) -> None:
    text = fresh_sentence()
    visit(page, held)
    paste(page, text)
    start(page)
    expect(phase(page)).to_have_text("Translating.")
    page.reload()
    expect(phase(page)).to_have_text("Translating.")
    other.goto(page.url)
    expect(phase(other)).to_have_text("Translating.")
    release(held)
    for each in (page, other):
        expect(phase(each)).to_have_text("Done.")
        expect(briefing(each).locator("#a1-s1-ar p")).to_have_text(text)
    page.reload()
    expect(briefing(page).locator("#a1-s1-ar p")).to_have_text(text)


def test_users_wait_for_their_turn_and_each_gets_the_own_result(
    page: Page, other: Page, context: BrowserContext, held: Server
) -> None:
    third = context.new_page()
    texts = {each: fresh_sentence() for each in (page, other, third)}
    for each, text in texts.items():
        visit(each, held)
        paste(each, text)
        start(each)
    expect(phase(page)).to_have_text("Translating.")
    expect(phase(other)).to_have_text("Busy: you are next.")
    expect(phase(third)).to_have_text("Busy: your place in the queue is 2.")
    release(held)
    for each, text in texts.items():
        expect(phase(each)).to_have_text("Done.")
        expect(briefing(each).locator("#a1-s1-ar p")).to_have_text(text)


def test_the_next_article_can_be_given_after_a_result(page: Page, server: Server) -> None:
    visit(page, server)
    paste(page, FIRST)
    start(page)
    expect(phase(page)).to_have_text("Done.")
    page.get_by_role("button", name="New briefing").click()
    expect(page.locator("#article-text textarea")).to_be_visible()
    expect(page).not_to_have_url(re.compile("job="))


def test_what_comes_late_of_a_job_that_was_left_is_not_shown(page: Page, held: Server) -> None:
    visit(page, held)
    paste(page, fresh_sentence())
    start(page)
    expect(phase(page)).to_have_text("Translating.")
    page.wait_for_timeout(500)  # the page asks for the job by now, and is answered two seconds later
    page.get_by_role("button", name="New briefing").click()
    box = page.locator("#article-text textarea")
    text = fresh_sentence()
    box.fill(text)
    was_there = box.element_handle()
    page.wait_for_timeout(2500)
    assert was_there.evaluate("box => box.isConnected && box === document.activeElement")
    expect(box).to_have_value(text)
    expect(page.locator("#job")).to_be_hidden()
    start(page)
    expect(phase(page)).to_have_text("Busy: you are next.")


def test_the_same_job_can_be_seen_in_the_other_language(page: Page, server: Server) -> None:
    visit(page, server)
    paste(page, FIRST)
    job = start(page)
    expect(phase(page)).to_have_text("Done.")
    page.locator("#masthead a.other").click()
    page.wait_for_url(f"**/ar/?job={job}")
    expect(briefing(page).locator("#a1-s1-ar p")).to_have_text(FIRST)


def test_a_job_stays_when_the_first_answer_of_a_busy_server_comes_after_it(page: Page, server: Server) -> None:
    late: list[Route] = []
    page.route("**/gradio_api/run/predict", lambda route: route.continue_() if late else late.append(route))
    visit(page, server)
    paste(page, FIRST)
    start(page)
    expect(phase(page)).to_have_text("Done.")
    with page.expect_response("**/gradio_api/run/predict"):
        late[0].continue_()
    page.wait_for_timeout(500)
    expect(phase(page)).to_have_text("Done.", timeout=1)


def test_a_job_that_is_not_there_is_told(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/?job={'x' * 22}")
    expect(page.get_by_text("web.unknown")).to_be_visible()
    expect(page.get_by_role("button", name="New briefing")).to_be_visible()


def test_a_job_goes_on_after_its_server_was_killed(browser: Browser, tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        page = start_held(browser, server)
        kill_and_start(server)
        page.reload()
        expect(phase(page)).to_have_text("Done.")
        expect(briefing(page).locator("#a1-s1-ar p")).to_have_text(FIRST)
        page.close()


def test_a_page_that_waits_for_an_article_gets_it_from_the_next_server(browser: Browser, tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        page = start_held(browser, server)
        expect(page.locator("#result")).to_have_text("The article will appear here.")
        kill_and_start(server)
        expect(phase(page)).to_have_text("Done.")
        expect(briefing(page).locator("#a1-s1-ar p")).to_have_text(FIRST)
        page.close()


def start_held(browser: Browser, server: Server) -> Page:
    """A page whose article is held in the engine."""
    hold(server)
    page = browser.new_page()
    visit(page, server)
    paste(page, FIRST)
    start(page)
    expect(phase(page)).to_have_text("Translating.")
    return page


def kill_and_start(server: Server) -> None:
    server.stop(signal.SIGKILL)
    release(server)
    server.start()


def test_a_page_waits_for_an_article_however_long_that_takes(browser: Browser, tmp_path: Path) -> None:
    with Server(tmp_path, MUJAZ_TEST_READER_WAITS="0.1") as server:
        hold(server)
        context = browser.new_context()
        page, watch = context.new_page(), Watch(context)
        visit(page, server)
        paste(page, FIRST)
        job = start(page)
        page.wait_for_timeout(6000)  # browsers follow twenty redirects
        assert sum(f"{job}/article" in url for url in watch.requests) > 20
        release(server)
        expect(briefing(page).locator("#a1-s1-ar p")).to_have_text(FIRST)
        context.close()


def test_a_job_that_took_the_server_down_again_and_again_is_told(browser: Browser, tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        hold(server)
        page = browser.new_page()
        visit(page, server)
        paste(page, FIRST)
        job = start(page)
        expect(phase(page)).to_have_text("Translating.")
        server.stop(signal.SIGKILL)
        (tmp_path / "jobs" / job / "starts").write_text("3")
        release(server)
        server.start()
        page.reload()
        expect(phase(page)).to_contain_text("web.failed")
        page.close()


def test_limits_are_told_with_their_codes(browser: Browser, tmp_path: Path) -> None:
    limits = {"QUEUE": "2", "PER_CLIENT": "2", "UPLOAD_MB": "1", "FILES": "2"}
    with Server(tmp_path, **{f"MUJAZ_WEB_{name}": value for name, value in limits.items()}) as server:
        hold(server)
        visitors = [
            browser.new_context(extra_http_headers={"X-Forwarded-For": address})
            for address in ("192.0.2.1", "192.0.2.2")
        ]
        started = []
        for visitor, codes in zip(visitors, (["", "", "web.client"], ["", "web.busy"]), strict=True):
            for code in codes:
                page = visitor.new_page()
                started += [] if code else [page]
                visit(page, server)
                paste(page, FIRST)
                page.locator("#start-article").click()
                expect(page.get_by_text(f"[{code}]") if code else phase(page)).to_be_visible()
        release(server)
        for page in started:
            expect(phase(page)).to_have_text("Done.")
        page = visitors[1].new_page()
        visit(page, server)
        open_tab(page, "Briefing")
        page.locator("#files input[type=file]").set_input_files(SEED_FILES)
        expect(page.locator("#files")).to_contain_text("004")
        page.get_by_role("button", name="Make the briefing").click()
        expect(page.get_by_text("[web.count]")).to_be_visible()
        page = visitors[0].new_page()
        visit(page, server)
        open_tab(page, "Briefing")
        large = [write_article(tmp_path, f"{n}.txt", "x" * 900_000) for n in range(3)]
        page.locator("#files input[type=file]").set_input_files(large)
        expect(page.get_by_text("the upload is larger than 1 MB")).to_contain_text("[web.size]")
        whole = write_article(tmp_path, "whole.txt", "x" * 60_000_000)
        for path, said in (("/", "the upload is larger than 1 MB"), ("/ar/", "حجم المرفوع أكبر من 1 ميغابايت")):
            visit_until_quiet(page, server, path)
            fields = page.locator("input[type=file]").all()
            for field in fields:
                field.set_input_files(whole)
            told = page.get_by_test_id("toast-text")
            expect(told).to_have_count(len(fields))
            expect(told.filter(visible=True)).to_have_count(1)
            expect(told.first).to_contain_text(said)
            expect(told.first).to_contain_text("[web.size]")
        for visitor in visitors:
            visitor.close()


def test_only_what_a_visitor_asks_for_is_queued(server: Server) -> None:
    """When gradio's last queued event ends, one that joins in that moment never hears its answer: a press is lost."""
    config = httpx.get(f"{server.address}/config", trust_env=False).json()
    asked = [event for event in config["dependencies"] if event["backend_fn"]]
    queued = {event["api_name"] for event in asked if event["queue"] is not False}
    assert len(asked) > len(queued)
    assert queued == {"brief_article", "brief_files", "brief_samples", "extract", "pull_model", "go_on"}
