from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from summarizer.errors import SummarizerError
from summarizer.memory import TranslationMemory, memory_key, open_memory


def test_what_is_remembered_is_found_after_reopening(tmp_path: Path) -> None:
    with TranslationMemory(tmp_path / "new folder" / "m.sqlite") as memory:
        memory.remember({"k": {"english": "Peace", "doubts": [["a", "ب"]]}})
    with TranslationMemory(tmp_path / "new folder" / "m.sqlite") as memory:
        assert memory.lookup(["k", "other"]) == {"k": {"english": "Peace", "doubts": [["a", "ب"]]}}


def test_many_keys_are_looked_up_at_once() -> None:
    memory = TranslationMemory(None)
    memory.remember({str(n): {"n": n} for n in range(2500)})
    assert len(memory.lookup(str(n) for n in range(3000))) == 2500


def test_keys_of_different_parts_differ() -> None:
    keys = {
        memory_key("a", "b"),
        memory_key("ab", ""),
        memory_key("a", "b", ""),
        memory_key("b", "a"),
        memory_key('a", "b'),
    }
    assert len(keys) == 5


def test_a_memory_of_another_version_is_emptied(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE memory (old TEXT)")
        db.execute("PRAGMA user_version = 999")
    db.close()
    with TranslationMemory(path) as memory:
        memory.remember({"k": {"n": 1}})
        assert memory.lookup(["k"]) == {"k": {"n": 1}}


@pytest.mark.parametrize("version", [0, 1, 68])  # 1: that of our own tables too
def test_the_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path, version: int) -> None:
    path = tmp_path / "places.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE bookmarks (address TEXT)")
        db.execute("INSERT INTO bookmarks VALUES ('x')")
        db.execute(f"PRAGMA user_version = {version}")
    db.close()
    before = path.read_bytes()
    with pytest.raises(SummarizerError, match=r"bookmarks.*Name another file with MUJAZ_MEMORY.*memory\.failed"):
        TranslationMemory(path)
    assert path.read_bytes() == before


def test_two_runs_share_one_memory(tmp_path: Path) -> None:
    with TranslationMemory(tmp_path / "m") as one, TranslationMemory(tmp_path / "m") as two:
        one.remember({"a": {"n": 1}})
        two.remember({"b": {"n": 2}})
        assert one.lookup(["a", "b"]) == two.lookup(["a", "b"]) == {"a": {"n": 1}, "b": {"n": 2}}


def test_a_file_that_is_no_memory_is_a_coded_error(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(b"this is not a database at all, but it is long enough to look at" * 20)
    with pytest.raises(SummarizerError) as caught:
        TranslationMemory(tmp_path / "m")
    assert caught.value.code == "memory.failed"
    assert "MUJAZ_MEMORY=none" in str(caught.value)


def test_the_environment_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path))
    with open_memory() as memory:
        assert memory.path == tmp_path / "memory.sqlite"
    monkeypatch.setenv("MUJAZ_MEMORY", str(tmp_path / "mine"))
    with open_memory() as memory:
        assert memory.path == tmp_path / "mine"
    monkeypatch.setenv("MUJAZ_MEMORY", "none")
    with open_memory() as memory:
        assert memory.path is None
