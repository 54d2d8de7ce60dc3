"""The tab for one article, in a real browser."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from tests.ui.serving import Server
from tests.ui.visiting import (
    FIRST,
    SECOND,
    SEED_FILES,
    briefing,
    paste,
    phase,
    start,
    visit,
    visit_until_quiet,
    write_article,
)


@pytest.fixture(autouse=True)
def at_the_page(page: Page, server: Server) -> None:
    visit_until_quiet(page, server)


@pytest.fixture(scope="module")
def fetching(server: Server) -> None:
    """The server's process that fetches pages is up: its start counts to the 20 seconds of the first page."""
    with httpx.Client(base_url=server.address, timeout=120, trust_env=False) as client:
        for _ in range(5):
            job = client.post("/jobs", data={"url": "http://127.0.0.1/x"}).raise_for_status().json()["id"]
            state = client.get(f"/jobs/{job}?wait=60").raise_for_status().json()
            if state["error_code"] != "read.too_slow":
                return


def test_an_article_can_be_pasted_at_once_and_is_summarised_and_translated(page: Page) -> None:
    expect(page.get_by_label("Arabic article")).to_be_focused()
    page.keyboard.insert_text(SEED_FILES[2].read_text(encoding="utf-8"))
    page.get_by_role("button", name="Summarise and translate").click()
    expect(phase(page)).to_have_text("Done.")
    frame = briefing(page)
    expect(frame.get_by_role("heading", name="Summary")).to_be_visible()
    expect(frame.locator("#a1-s3-ar p")).to_contain_text("أكد الرئيس الكازاخستاني، قاسم جومارت توكاييف")
    expect(frame.locator("#a1-s3 p")).to_be_visible()


def test_a_sample_is_one_click_away(page: Page) -> None:
    page.get_by_role("button", name="Sample 4").click()
    expect(page.locator("#article-text textarea")).to_have_value(SEED_FILES[3].read_text(encoding="utf-8").strip())


def test_the_summary_has_as_many_sentences_as_were_asked_for(page: Page) -> None:
    paste(page, SEED_FILES[0].read_text(encoding="utf-8"))
    page.get_by_label("Sentences in the summary").first.fill("2")
    start(page)
    expect(briefing(page).locator("[id^='a1-sum']").first).to_be_visible()
    expect(briefing(page).locator("div[id^='a1-sum']:not([id$='-ar'])")).to_have_count(2)


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_the_arabic_of_an_english_sentence_is_highlighted(page: Page, way: str) -> None:
    paste(page, f"{FIRST} {SECOND}")
    start(page)
    frame = briefing(page)
    arabic = frame.locator("#a1-s1-ar")
    lit = """e => { let b; do { b = getComputedStyle(e).backgroundColor; e = e.parentElement }
             while (e && b === 'rgba(0, 0, 0, 0)'); return b }"""
    before = arabic.evaluate(lit)
    other = frame.locator("#a1-s2-ar").evaluate(lit)
    if way == "hover":
        frame.locator("#a1-s1 p").hover()
    else:
        frame.locator("#a1-s1 a").first.focus()
    assert arabic.evaluate(lit) != before
    assert frame.locator("#a1-s2-ar").evaluate(lit) == other


def test_a_link_inside_the_briefing_stays_in_it(page: Page) -> None:
    paste(page, SEED_FILES[2].read_text(encoding="utf-8"))
    start(page)
    frame = briefing(page)
    frame.get_by_role("link", name="sentence 3", exact=True).first.click()
    expect(frame.locator("#a1-s3")).to_be_in_viewport()
    expect(page.locator("#masthead h1")).to_be_visible()


def test_the_text_of_a_file_is_shown_for_correction_before_it_is_summarised(page: Page, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(FIRST)
    document.save(str(tmp_path / "خبر.docx"))
    page.locator("input[type=file]").first.set_input_files(tmp_path / "خبر.docx")
    box = page.locator("#article-text textarea")
    expect(box).to_have_value(FIRST)
    expect(page.locator(".sources").get_by_text("Drop File Here")).to_be_visible()  # free for the next file
    assert "?job=" not in page.url
    paste(page, SECOND)
    start(page)
    expect(briefing(page).locator("#a1-s1-ar p")).to_have_text(SECOND)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "read.empty"),
        ("Only English here.", "read.no_arabic"),
        ("این یک متن فارسی است که ترجمه نمی‌شود.", "read.language"),
    ],
)
def test_a_text_that_is_no_arabic_article_is_told_with_its_code(page: Page, text: str, code: str) -> None:
    paste(page, text)
    page.locator("#start-article").click()
    expect(page.get_by_text(f"[{code}]")).to_be_visible()
    assert "?job=" not in page.url


def test_a_setting_that_cannot_be_is_told_and_keeps_the_text(page: Page) -> None:
    paste(page, FIRST)
    sentences = page.get_by_label("Sentences in the summary").first
    sentences.fill("99")
    expect(sentences).to_have_value("99")
    page.locator("#start-article").click()
    expect(page.get_by_text("[options.value]")).to_contain_text("1 to 10")
    expect(page.locator("#article-text textarea")).to_have_value(FIRST)
    assert "?job=" not in page.url


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1/x", "read.address"),
        ("http://[::1]/x", "read.address"),
        ("http://169.254.169.254/latest/meta-data", "read.address"),
        ("file:///etc/passwd", "read.address"),
        ("nonsense", "read.address"),
        ("", "read.missing"),
    ],
)
def test_an_address_that_may_not_be_fetched_is_refused(page: Page, fetching: None, url: str, code: str) -> None:
    field = page.locator("#address").locator("input, textarea")
    field.fill(url)
    expect(field).to_have_value(url)
    page.locator("#fetch").click()
    expect(page.get_by_text(f"[{code}]")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("bad.pdf", "no PDF", "read."),
        ("many.zip", "no zip", "read.unsupported"),
        ("english.txt", "Only English.", "read.no_arabic"),
        ("empty.txt", " ", "read.empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(page: Page, tmp_path: Path, name: str, content: str, code: str) -> None:
    page.locator("input[type=file]").first.set_input_files(write_article(tmp_path, name, content))
    told = page.get_by_text(f"[{code}")
    expect(told).to_be_visible()
    expect(told).to_contain_text(name)
    expect(told).not_to_contain_text(str(tmp_path))


def test_a_glossary_with_a_bad_line_is_refused_by_that_line(page: Page, tmp_path: Path) -> None:
    glossary = write_article(tmp_path, "names.csv", "Arabic,English\nonly one cell\n")
    page.locator(".settings input[type=file]").first.set_input_files(glossary)
    expect(page.locator(".settings").first).to_contain_text("names")
    paste(page, FIRST)
    page.locator("#start-article").click()
    told = page.get_by_text("[options.glossary]")
    expect(told).to_contain_text("line 2")


def test_the_embedded_model_says_in_english_what_the_article_says(browser: Browser, tmp_path: Path) -> None:
    with Server(tmp_path, engine="ct2") as server:
        page = browser.new_page()
        visit(page, server)
        paste(page, "قتل 12 شخصا في انفجار في العاصمة يوم الأحد.")
        start(page)
        english = briefing(page).locator("#a1-s1 p")
        expect(english).to_contain_text("12")
        expect(english).to_contain_text("explosion")
        page.close()
