"""The briefing in a real browser: what it looks like, where its links lead, and that no article can take it over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from summarizer.types import Brief, Language
from summarizer.writers import write
from tests.factories import Line, hostile_story_brief, make_article, make_brief, news_brief, story_brief
from tests.ui.payloads import PAYLOADS
from tests.ui.watching import Watch

NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1440, "height": 900}


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    return context.new_page()


def show(page: Page, brief: Brief, folder: Path) -> None:
    page.goto(write(brief, folder)[0].as_uri())


def test_each_sentence_stands_beside_its_arabic_on_a_wide_screen_and_above_it_on_a_narrow_one(
    page: Page, tmp_path: Path
) -> None:
    show(page, news_brief(), tmp_path)
    english, arabic = page.locator("#a1-s6 p"), page.locator("#a1-s6-ar p")
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        left, right = english.bounding_box(), arabic.bounding_box()
        assert left
        assert right
        if size == WIDE:
            assert abs(left["y"] - right["y"]) < 12
            assert left["x"] + left["width"] <= right["x"]
        else:
            assert left["y"] + left["height"] <= right["y"]


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1440, 2560])
def test_nothing_is_wider_than_the_screen(page: Page, tmp_path: Path, width: int) -> None:
    long = "supercalifragilistic" * 12
    lines = [Line("title", "عنوان" * 30, long), Line("body", "كلمةطويلة" * 30 + f" {long}", f"{long} “{'كلمة' * 40}”")]
    brief = news_brief()
    endless = make_article(f"{long}/{long}.txt", lines, summary=(1,), byline=long)
    page.set_viewport_size({"width": width, "height": 900})
    show(page, make_brief(*brief.articles, endless, failures=brief.failures), tmp_path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    spilling = "e => [...e.querySelectorAll('p, li, h2')].filter(p => p.scrollWidth > p.clientWidth + 1).length"
    assert page.evaluate_handle("document.body").evaluate(spilling) == 0


def test_arabic_runs_from_right_to_left_and_english_from_left_to_right(page: Page, tmp_path: Path) -> None:
    show(page, news_brief(), tmp_path)
    direction = "e => [getComputedStyle(e).direction, getComputedStyle(e).textAlign]"
    assert page.locator("#a1-s6-ar p").evaluate(direction) == ["rtl", "right"]
    assert page.locator("#a1-s6 p").evaluate(direction) == ["ltr", "start"]
    assert page.locator("#a1-s13-ar bdi").evaluate(direction)[0] == "ltr"


def test_the_links_of_a_sentence_lead_to_its_arabic_and_back(page: Page, tmp_path: Path) -> None:
    show(page, news_brief(), tmp_path)
    page.locator("#a2-s3 .number").click()
    assert page.url.endswith("#a2-s3-ar")
    page.locator("#a2-s3-ar .number").click()
    assert page.url.endswith("#a2-s3")
    page.locator("#a1-sum3 .evidence a").click()
    assert page.url.endswith("#a1-s11")
    assert page.locator("#a1-s11").evaluate("e => e.getBoundingClientRect().top < innerHeight")


def test_a_link_to_a_line_that_is_set_aside_opens_its_fold(page: Page, tmp_path: Path) -> None:
    show(page, news_brief(), tmp_path)
    assert not page.locator("#a1-s2").is_visible()
    page.evaluate("location.hash = 'a1-s2'")
    assert page.locator("#a1-s2").is_visible()


def test_doubts_can_be_read_without_a_pointer(page: Page, tmp_path: Path) -> None:
    show(page, news_brief(), tmp_path)
    assert page.locator("#a1-s11").get_by_text("The source says 9").is_visible()
    assert page.locator("#a1-s11 .mark").inner_text().strip() == "Error"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the articles"
    assert page.locator(".skip").evaluate("e => e.getBoundingClientRect().left >= 0")
    seen = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.textContent.trim()"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert "Article 1, sentence 11" in seen


def test_a_large_briefing_leads_to_the_page_of_each_article_and_back(page: Page, tmp_path: Path) -> None:
    lines = [Line("title", "عنوان", "Title"), Line("body", "خبر.", "News.")]
    show(page, make_brief(*(make_article(f"a #{n}?/%41.txt", lines, summary=(1,)) for n in range(60))), tmp_path)
    page.locator(".contents .headline").nth(7).click()
    assert page.locator("article").get_attribute("id") == "a8"
    page.get_by_text("The whole briefing").click()
    assert page.locator(".contents .headline").count() == 60


def test_a_citation_opens_and_closes_its_card_by_keyboard_and_without_scripts(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    show(page, story_brief(), tmp_path)
    cite = page.locator(".points .cite").first
    card = page.locator(f"#{cite.get_attribute('popovertarget')}")
    assert not card.is_visible()
    cite.focus()
    page.keyboard.press("Enter")
    assert card.is_visible()
    assert card.locator("p[lang=ar]").is_visible()
    page.keyboard.press("Escape")
    assert not card.is_visible()
    cite.click()
    card.get_by_role("link").click()
    assert page.url.endswith("#a2-s1")
    page.close()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_stories_fit_the_screen(page: Page, tmp_path: Path, width: int, language: Language) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    show(page, replace(story_brief(), page_language=language), tmp_path)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = "t => [t.getBoundingClientRect().left, t.getBoundingClientRect().right]"
    edges = [label.evaluate(box) for label in page.locator("svg text").all()]
    assert edges
    assert all(left >= 0 and right <= width for left, right in edges)


def test_the_arabic_edition_has_the_arabic_first(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size(NARROW)
    show(page, replace(story_brief(), page_language="ar"), tmp_path)
    arabic, english = page.locator("#a1-s6-ar p").bounding_box(), page.locator("#a1-s6 p").bounding_box()
    assert arabic
    assert english
    assert arabic["y"] + arabic["height"] <= english["y"]
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"


def test_the_cited_sentences_are_printed(page: Page, tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    show(page, story_brief(), tmp_path)
    document = PdfDocument(page.pdf(prefer_css_page_size=True))
    try:
        text = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    finally:
        document.close()
    assert "Sentences cited" in text
    assert "Article 2, sentence 1" in text
    assert "One source" in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_reader_s_colours(page: Page, tmp_path: Path, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    show(page, news_brief(), tmp_path)
    red = page.evaluate("parseInt(getComputedStyle(document.body).backgroundColor.slice(4))")
    assert red > 200 if scheme == "light" else red < 60


def test_printing_gives_pages_of_a4_with_everything_unfolded(page: Page, tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    page.emulate_media(color_scheme="dark")
    show(page, news_brief(), tmp_path)
    document = PdfDocument(page.pdf(prefer_css_page_size=True))
    try:
        assert [round(side) for side in document[0].get_size()] == [595, 842]
        text = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in document)
        corner = document[0].render().to_pil().getpixel((5, 5))
    finally:
        document.close()
    assert "Editor-in-chief" in text  # set aside
    assert "The first translation looped" in text  # a note
    assert "ct2 int8" in text  # the signature
    assert corner[:3] == (255, 255, 255)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_word_of_an_article_runs_or_fetches(page: Page, watch: Watch, tmp_path: Path, payload: str) -> None:
    for path in (p for p in write(hostile_story_brief(payload), tmp_path) if p.suffix == ".html"):
        watch.requests.clear()
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        page.wait_for_timeout(20)
        assert watch.ran(page) == []
        assert [url for url in watch.requests if url not in (path.as_uri(), "data:,")] == []
        assert page.locator("script, iframe, img, form, input, object, embed, base, style[src]").count() == 0
        assert page.locator("svg").count() == page.locator("figure > svg[role=img]").count()
        assert page.locator("[href^='javascript:' i], a[href^='data:' i]").count() == 0
        assert payload in page.locator("body").inner_text()
