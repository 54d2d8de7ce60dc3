"""How many inputs are done at each moment of a run, as it is shown on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.following import Follower
from summarizer.journal import Entry, Journal
from summarizer.memory import TranslationMemory
from summarizer.passing import Watcher
from summarizer.screen import Screen
from summarizer.status import read_status
from summarizer.types import Failure


def failure(name: str) -> Failure:
    return Failure(source=name, code="read.empty", message="the file holds no text")


def entry(name: str, place: int) -> Entry:
    return Entry(name=name, place=place, fingerprint="", sha256="", failure=failure(name))


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(Screen, "inputs", lambda screen, done, total: told.append((done, total)))
    return told


def test_an_input_is_counted_once_however_it_ends(shown: list[tuple[int, int]]) -> None:
    told: list[str] = []
    with Journal(None) as journal, TranslationMemory(None) as memory, Screen() as screen:
        journal.begin("key", 40)
        watcher = Follower(journal, memory, screen).join(Watcher(failed=lambda each: told.append(each.source)))
        watcher.kept(20)
        journal.write([entry("a.txt", 20)])
        watcher.failed(failure("a.txt"))
        watcher.failed(failure("old.txt"))  # of an earlier run
        watcher.window(10, 300)
        watcher.failed(failure("b.txt"))  # it is written down after it is told
        watcher.published()
        watcher.published()  # nothing was left to do
    assert [done for done, _ in shown] == [20, 21, 22, 23, 32, 32]
    assert {total for _, total in shown} == {40}
    assert told == ["a.txt", "b.txt"]


def test_the_journal_is_told_what_this_run_found_in_the_memory(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal, TranslationMemory(None) as memory, Screen() as screen:
        memory.remember({"a": {}})
        memory.lookup(["a", "b"])  # by an earlier run
        journal.begin("key", 1)
        watcher = Follower(journal, memory, screen).join(Watcher())
        watcher.window(1, 4)
        memory.lookup(["a", "b", "c", "b"])
        watcher.published()
        status = read_status(tmp_path)
    assert (status.asked, status.found) == (3, 1)
