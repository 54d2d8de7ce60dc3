"""The tab for a briefing of many articles, in a real browser; downloads are opened."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.ui.serving import Server
from tests.ui.visiting import (
    FIRST,
    SECOND,
    SEED_FILES,
    briefing,
    fresh_word,
    hold,
    job_id,
    open_tab,
    phase,
    release,
    visit,
    write_article,
)


@pytest.fixture(autouse=True)
def at_the_tab(page: Page, server: Server) -> None:
    visit(page, server)
    open_tab(page, "Briefing")


def upload(page: Page, *files: Path) -> None:
    page.locator("#files input[type=file]").set_input_files(files)
    for file in files:
        expect(page.locator("#files")).to_contain_text(file.stem)


def make(page: Page) -> str:
    page.get_by_role("button", name="Make the briefing").click()
    return job_id(page)


def download(page: Page, name: str) -> Path:
    with page.expect_download() as coming:
        page.locator("#result").get_by_role("link", name=name, exact=True).click()
    return coming.value.path()


def test_the_samples_become_a_briefing_whose_downloads_can_be_opened(page: Page) -> None:
    page.locator("#start-samples").click()
    expect(phase(page)).to_have_text("Done.")
    expect(briefing(page).locator("article")).to_have_count(5)
    records = [json.loads(line) for line in download(page, "JSONL").read_text(encoding="utf-8").splitlines()]
    assert [record["source"] for record in records if record["kind"] == "article"] == [f.name for f in SEED_FILES]
    paragraphs = [p.text for p in docx.Document(str(download(page, "Word"))).paragraphs]
    assert any("Mujaz" in paragraph for paragraph in paragraphs)
    assert download(page, "Markdown").read_text(encoding="utf-8").startswith("# ")
    assert download(page, "HTML").read_text(encoding="utf-8").startswith("<!doctype html>")
    rows = list(csv.DictReader(download(page, "CSV").read_text(encoding="utf-8-sig").splitlines()))
    assert rows
    with ZipFile(download(page, "All files (ZIP)")) as whole:
        assert whole.testzip() is None
        pages = {f"articles/{file.name}.html" for file in SEED_FILES}
        files = {"index.html", "briefing.docx", "briefing.md", "briefing.jsonl", "figures.csv"}
        assert set(whole.namelist()) == pages | files


def test_files_and_a_zip_of_a_folder_become_one_briefing_and_a_bad_file_fails_alone(page: Page, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "folder.zip", "w") as folder:
        folder.writestr("news/one.txt", FIRST)
        folder.writestr("news/two.txt", SECOND)
    english = write_article(tmp_path, "english.txt", "Only English.")
    upload(page, SEED_FILES[2], tmp_path / "folder.zip", english)
    make(page)
    expect(phase(page)).to_have_text("3 articles; 1 failed")
    expect(briefing(page).locator("article")).to_have_count(3)
    expect(briefing(page).locator("body")).to_contain_text("english.txt")
    expect(briefing(page).locator("body")).to_contain_text("read.no_arabic")
    expect(page.get_by_role("button", name="New briefing")).to_be_visible()
    expect(page.get_by_role("button", name="Try the failed ones again")).to_be_hidden()


def test_what_failed_can_be_tried_again_where_that_may_help(page: Page, server: Server, tmp_path: Path) -> None:
    upload(page, write_article(tmp_path, "a.txt", FIRST), write_article(tmp_path, "english.txt", "Only English."))
    job = make(page)
    expect(phase(page)).to_have_text("1 article; 1 failed")
    end = server.folder / "jobs" / job / "end.json"
    said = end.read_text(encoding="utf-8")
    end.write_text(said.replace("read.no_arabic", "read.failed"), encoding="utf-8")  # as if the disk had failed
    page.reload()
    page.get_by_role("button", name="Try the failed ones again").click()
    expect(page.locator("#finished li code")).to_have_text("read.no_arabic")
    expect(phase(page)).to_have_text("1 article; 1 failed")


def test_articles_appear_one_by_one_while_the_others_are_translated(page: Page, server: Server, tmp_path: Path) -> None:
    word = fresh_word()
    hold(server, word)
    try:
        upload(page, write_article(tmp_path, "a.txt", FIRST), write_article(tmp_path, "b.txt", f"{SECOND} {word}"))
        make(page)
        expect(phase(page)).to_have_text("Translating.")
        finished = page.locator("#finished a")
        expect(finished).to_have_count(1)
        expect(page.locator("#progress")).to_contain_text("1 of 2 articles")
        expect(page.locator("#progress")).to_contain_text("sentences")
        with page.expect_popup() as opened:
            finished.click()
        expect(opened.value.locator("#a1-s1-ar p")).to_have_text(FIRST)
    finally:
        release(server)
    expect(phase(page)).to_have_text("Done.")
    expect(briefing(page).locator("article")).to_have_count(2)


@pytest.mark.parametrize(
    ("addresses", "code"),
    [("", "read.missing"), ("http://127.0.0.1:1/x\nhttp://localhost/y", "read.address")],
)
def test_what_cannot_be_briefed_is_told(page: Page, addresses: str, code: str) -> None:
    page.locator("#addresses textarea").fill(addresses)
    page.get_by_role("button", name="Make the briefing").click()
    expect(page.get_by_text(code).first).to_be_visible()
    expect(page.locator("#result iframe")).to_have_count(0)
