"""Every screen of the page, brought up one after the other as a visitor would; the same walk in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

from summarizer.types import Language
from summarizer.writers.words import load_words
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
)

PATHS: dict[Language, str] = {"en": "/", "ar": "/ar/"}


def walk(page: Page, server: Server, language: Language, uploads: Path) -> Iterator[str]:
    """The name of each screen, once it stands in ``page``."""
    say = load_words(language).say
    visit(page, server, PATHS[language])
    yield "article"
    page.get_by_role("button", name=say("More settings")).first.click()
    paste(page, SEED_FILES[0].read_text(encoding="utf-8"))
    yield "article filled in"
    page.locator("#address").locator("input, textarea").fill("file:///etc/passwd")
    page.locator("#fetch").click()
    expect(page.get_by_text("[read.address]")).to_be_visible()
    yield "message"
    page.locator(".toast-close").first.click()
    open_tab(page, say("Models"))
    expect(page.locator("#models table").first).to_be_visible()
    yield "models"
    open_tab(page, say("Briefing"))
    yield "briefing"
    word = fresh_word()
    page.locator("#files input[type=file]").set_input_files(_articles(uploads, word))
    expect(page.locator("#files")).to_contain_text("english")
    yield "briefing with files"
    hold(server, word)
    try:
        page.locator("#start-files").click()
        expect(page.locator("#finished a")).to_have_count(1)
        yield "running"
        briefed_in_part = page.url
        other = page.context.new_page()
        visit(other, server, PATHS[language])
        paste(other, FIRST)
        start(other)
        page.goto(other.url)
        expect(page.locator("#phase .waiting")).to_be_visible()
        yield "waiting"
        page.locator("#cancel").click()
        expect(page.locator("#phase .cancelled")).to_be_visible()
        yield "cancelled"
        other.close()
    finally:
        release(server)
    page.goto(briefed_in_part)
    expect(page.locator("#phase .warned")).to_be_visible()
    expect(briefing(page).locator("article")).to_have_count(2)
    yield "done in part"
    visit(page, server, PATHS[language])
    text = fresh_sentence()
    hold(server, text)
    try:
        paste(page, text)
        start(page)
        page.locator("#cancel").click()
        expect(page.locator("#cancel")).to_be_disabled()
        yield "cancelling"
    finally:
        release(server)
    visit(page, server, PATHS[language])
    open_tab(page, say("Briefing"))
    page.locator("#addresses textarea").fill("http://127.0.0.1/news")
    page.locator("#start-files").click()
    expect(page.locator("#phase .failed")).to_be_visible()
    yield "failed"
    visit(page, server, PATHS[language])
    paste(page, SEED_FILES[0].read_text(encoding="utf-8"))
    start(page)
    expect(briefing(page).locator("#a1-s1")).to_be_visible()
    yield "article done"
    visit(page, server, PATHS[language])
    open_tab(page, say("Briefing"))
    page.locator("#start-samples").click()
    expect(briefing(page).locator("article")).to_have_count(5)
    yield "briefing done"
    page.goto(f"{server.address}{PATHS[language]}?job={'x' * 22}")
    expect(phase(page)).to_contain_text("web.unknown")
    yield "no such job"


def _articles(folder: Path, word: str) -> list[Path]:
    texts = {"a.txt": FIRST, "b.txt": f"{SECOND} {word}", "english.txt": "Only English."}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]
