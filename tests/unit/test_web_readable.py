"""One article can be read in the page as soon as its own page stands as it stays, before the briefing's files do."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from summarizer import batch
from summarizer.types import Language
from summarizer.web import fragments, runner
from summarizer.web.jobs import JobState, Kind, Limits, Request
from summarizer.web.room import JobRoom
from summarizer.writers import files
from tests.jobs import PATIENCE, Gate, article, save_articles, wait_for, wait_until_finished

PAGE = "articles/pasted text.txt.html"
STATE = JobState(
    id="x",
    kind="article",
    phase="running",
    title="Rain",
    articles=1,
    articles_done=1,
    sentences=3,
    sentences_done=3,
    pages=(("Rain", "articles/a.html"),),
    readable="articles/a.html",
)


@pytest.fixture(autouse=True)
def echo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_ENGINE", "echo")
    monkeypatch.setenv("MUJAZ_MEMORY", "none")


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(monkeypatch, tmp_path / "jobs")
    yield desk
    desk.go_on.set()
    desk.room.close()


class Desk:
    """A room that writes no file of a briefing, beside its articles' pages, before it is told to go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.folder, self.gate = folder, Gate()
        self.at_the_files, self.go_on = threading.Event(), threading.Event()
        self._write = batch.write
        monkeypatch.setattr(batch, "write", self._write_later)
        self.open()

    def open(self) -> None:
        self.room = JobRoom(self.folder, Limits(free_mb=0), self.gate.load)
        self.room.start()

    def ask(self) -> str:
        return self.room.submit(Request(kind="article", text=article(1)), "a")

    def wait_until_readable(self, id: str) -> JobState:
        wait_for(lambda: bool(self.room.state(id).readable))
        return self.room.state(id)

    def _write_later(self, *given: Any, **named: Any) -> Any:
        self.at_the_files.set()
        assert self.go_on.wait(PATIENCE)
        return self._write(*given, **named)


def test_an_article_can_be_read_before_the_files_of_its_briefing_are_written(desk: Desk) -> None:
    id = desk.ask()
    early = desk.wait_until_readable(id)
    assert (early.phase, early.finished, early.files, early.readable) == ("running", False, (), PAGE)
    read = desk.room.output(id, PAGE).read_bytes()
    desk.go_on.set()
    end = wait_until_finished(desk.room, id)
    assert (end.phase, end.readable, end.title) == ("done", PAGE, early.title)
    assert "briefing.zip" in end.files
    assert desk.room.output(id, PAGE).read_bytes() == read


@pytest.mark.parametrize("awaited", [True, False])
def test_the_files_wait_until_a_page_that_waits_for_the_article_shows_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, awaited: bool
) -> None:
    monkeypatch.setattr(runner, "_READING_SECONDS", PATIENCE)
    desk.gate.held = ("الخبر",)
    id = desk.ask()
    wait_for(lambda: desk.room.state(id).sentences > 0)
    progress = desk.room.progress(id)
    assert progress
    if awaited:
        progress.note_reader()
    desk.gate.held = ()
    assert desk.at_the_files.wait(0.5 if awaited else PATIENCE / 2) is not awaited
    progress.note_reader()
    assert desk.at_the_files.wait(PATIENCE / 2)
    desk.go_on.set()


def test_a_page_that_the_briefing_writes_anew_is_not_shown_before(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "is_settled", lambda article, glossary: False)
    finish: Callable[..., Any] = batch.ArticlePages.finish
    seen: list[str] = []

    def look(*given: Any) -> Any:
        seen.append(desk.room.state(id).readable)
        return finish(*given)

    monkeypatch.setattr(batch.ArticlePages, "finish", look)
    desk.go_on.set()
    id = desk.ask()
    assert wait_until_finished(desk.room, id).readable == PAGE
    assert seen == [""]


@pytest.mark.parametrize(("kind", "count", "readable"), [("briefing", 1, ""), ("article", 2, "articles/00.txt.html")])
def test_of_more_than_one_article_the_briefing_is_waited_for(
    desk: Desk, tmp_path: Path, kind: Kind, count: int, readable: str
) -> None:
    id = desk.room.submit(Request(kind=kind, files=save_articles(tmp_path / "given", count)), "a")
    wait_for(lambda: len(desk.room.state(id).pages) == count)
    assert desk.room.state(id).readable == ""
    desk.go_on.set()
    assert wait_until_finished(desk.room, id).readable == readable


def test_an_article_stays_readable_when_its_files_cannot_be_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = files._stage

    def refuse(path: Path, content: files.Content) -> str:
        if path.name == "briefing.docx":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return stage(path, content)

    desk.go_on.set()
    with monkeypatch.context() as full:
        full.setattr(files, "_stage", refuse)
        id = desk.ask()
        end = wait_until_finished(desk.room, id)
    assert (end.phase, end.error_code, end.files, end.readable) == ("failed", "write.failed", (), PAGE)
    read = desk.room.output(id, PAGE).read_bytes()
    desk.room.resume(id)
    end = wait_until_finished(desk.room, id)
    assert (end.phase, end.readable) == ("done", PAGE)
    assert desk.room.output(id, PAGE).read_bytes() == read


def test_who_cancels_what_can_be_read_gets_its_files_too(desk: Desk) -> None:
    id = desk.ask()
    assert desk.at_the_files.wait(PATIENCE)
    state = desk.room.cancel(id)
    assert (state.phase, state.readable) == ("cancelling", PAGE)
    desk.go_on.set()
    end = wait_until_finished(desk.room, id)
    assert (end.phase, end.files[0], end.readable) == ("done", "index.html", PAGE)


def test_an_article_that_was_readable_is_so_again_after_a_restart_and_is_not_translated_again(desk: Desk) -> None:
    id = desk.ask()
    desk.wait_until_readable(id)
    asked = list(desk.gate.asked)
    desk.go_on.set()
    wait_until_finished(desk.room, id)
    desk.room.close()
    (desk.folder / id / "end.json").unlink()  # as if the server had been killed before
    desk.go_on.clear()
    desk.open()
    assert desk.wait_until_readable(id).phase == "running"
    desk.go_on.set()
    assert wait_until_finished(desk.room, id).phase == "done"
    assert desk.gate.asked == asked


# --- what is told of it -----------------------------------------------------------------------------------------------


def text_of(told: str) -> str:
    return " ".join(html.fromstring(f"<div>{told}</div>").text_content().split())


@pytest.mark.parametrize(
    ("language", "phase", "head"),
    [
        ("en", "Ready to read.", "The files are being written ... Open on its own"),
        ("ar", "جاهز للقراءة.", "تجري كتابة الملفات ... فتح في صفحة مستقلة"),
    ],
)
def test_what_can_be_read_is_told_with_what_is_still_written(language: Language, phase: str, head: str) -> None:
    assert text_of(fragments.phase(language, STATE)).endswith(phase)
    assert text_of(fragments.result(language, STATE)) == head


@pytest.mark.parametrize("phase", ["running", "cancelling", "failed", "cancelled", "done"])
def test_nothing_above_the_article_changes_its_height_once_it_can_be_read(phase: Any) -> None:
    state = replace(STATE, phase=phase)
    assert fragments.progress("en", state) == fragments.articles("en", state) == ""


def test_the_frame_and_the_link_beside_it_keep_their_places_when_the_article_and_the_downloads_come() -> None:
    """gradio morphs what stands there: an element is kept if one of its kind has its place."""
    done = replace(STATE, phase="done", files=("index.html", "briefing.docx"))
    awaited = replace(STATE, readable="")
    states = {"iframe": (awaited, STATE, done), "div[@class='result-head']/a[@class='whole']": (STATE, done)}
    for path, (first, *later) in states.items():
        early = html.fromstring(f"<div>{fragments.result('en', first, is_next=True)}</div>")
        for late in (html.fromstring(f"<div>{fragments.result('en', state)}</div>") for state in later):
            (before,), (after,) = early.xpath(path), late.xpath(path)
            assert dict(before.attrib) == dict(after.attrib)
            assert early.getroottree().getpath(before) == late.getroottree().getpath(after)


def test_a_frame_waits_for_the_article_that_is_next_and_for_no_other() -> None:
    awaited = replace(STATE, readable="")
    assert text_of(fragments.result("en", awaited, is_next=True)) == "The article will appear here."
    assert fragments.result("en", awaited) == ""


def test_what_failed_promises_no_files() -> None:
    assert text_of(fragments.result("en", replace(STATE, phase="failed"))) == "Open on its own"
