from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from summarizer import store
from summarizer.errors import SummarizerError
from summarizer.journal import JOURNAL, Entry, Journal, Page
from summarizer.records import pack
from summarizer.status import read_status
from summarizer.types import Failure
from tests.factories import Line, make_article


def done(name: str, place: int, *, digest: str = "d") -> Entry:
    record = pack(make_article(name, [Line("body", "خبر", f"News of {name}.")]))
    return Entry(name=name, place=place, fingerprint=f"f{digest}", sha256=digest, record=record)


def failed(name: str, place: int, *, code: str = "read.empty") -> Entry:
    failure = Failure(source=name, code=code, message="the file holds no text")
    return Entry(name=name, place=place, fingerprint="f", sha256="", failure=failure)


def names(journal: Journal) -> list[str]:
    return [article.document.article.source.name for article in journal.articles]


def test_what_is_written_is_there_after_reopening_in_the_order_of_the_input(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.begin("key", 3)
        journal.write([done("c.txt", 2), failed("b.txt", 1)])
        journal.write([done("a.txt", 0)])
    with Journal(tmp_path) as journal:
        journal.begin("key", 3)
        known = journal.look_up(["a.txt", "b.txt", "x.txt"])
        assert {name: (k.fingerprint, k.sha256, k.good) for name, k in known.items()} == {
            "a.txt": ("fd", "d", True),
            "b.txt": ("f", "", True),
        }
        assert known["b.txt"].failure == failed("b.txt", 1).failure
        journal.keep([done("a.txt", 0), failed("b.txt", 1), done("c.txt", 2)])
        assert names(journal) == ["a.txt", "c.txt"]
        assert [failure.source for failure in journal.failures] == ["b.txt"]


def test_what_was_made_with_another_key_is_not_good(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.begin("old", 1)
        journal.write([done("a.txt", 0)])
        journal.begin("new", 1)
        assert not journal.look_up(["a.txt"])["a.txt"].good


def test_a_run_shows_only_what_it_met_and_forgets_the_rest_at_its_end() -> None:
    with Journal(None) as journal:
        journal.begin("key", 2)
        journal.write([done("a.txt", 0), done("gone.txt", 1)])
        journal.begin("key", 1)
        journal.keep([done("a.txt", 0)])
        assert names(journal) == ["a.txt"]
        assert "gone.txt" in journal.look_up(["gone.txt"])
        journal.end()
        assert journal.look_up(["gone.txt"]) == {}
        assert names(journal) == ["a.txt"]


def test_an_article_that_is_written_again_is_one_article() -> None:
    with Journal(None) as journal:
        journal.begin("key", 1)
        journal.write([done("a.txt", 0)])
        journal.write([done("a.txt", 0, digest="other")])
        assert names(journal) == ["a.txt"]


def test_pages_are_asked_for_until_they_stand_and_again_when_the_article_is_made_anew() -> None:
    with Journal(None) as journal:
        journal.begin("key", 1)
        journal.write([done("a.txt", 0)])
        (page,) = journal.read_pages(-1)
        assert (page.name, page.path, page.key) == ("a.txt", "", "")
        journal.announce_pages({"articles/a.txt.html": "123"})
        journal.settle_pages([Page(**{**fields(page), "path": "articles/a.txt.html", "sha256": "123", "key": "k"})])
        assert [(p.path, p.key) for p in journal.read_pages(-1)] == [("articles/a.txt.html", "k")]
        assert journal.announced() == {("articles/a.txt.html", "123")}
        journal.write([done("a.txt", 0)])
        assert [p.key for p in journal.read_pages(-1)] == [""]
        assert list(journal.read_pages(0)) == []


def fields(page: Page) -> dict[str, object]:
    return {name: getattr(page, name) for name in Page.__slots__}


def test_a_journal_without_the_table_of_what_is_at_work_is_gone_on_with_and_can_be_looked_at(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.begin("key", 2)
        journal.write([done("a.txt", 0)])
    with closing(sqlite3.connect(tmp_path / JOURNAL)) as earlier:
        earlier.execute("DROP TABLE work")
        earlier.execute("DROP TABLE recall")
    assert (read_status(tmp_path).done, read_status(tmp_path).at_work) == (1, 0)
    with Journal(tmp_path) as journal:
        journal.begin("key", 2)
        assert journal.look_up(["a.txt"])["a.txt"].good
        journal.note_work(1, 20, 5)
    assert read_status(tmp_path).sentences == 0  # nobody is at work any more


def test_no_time_left_is_told_while_what_an_earlier_run_finished_may_be_among_what_waits(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.begin("key", 1)
        journal.write([done("a.txt", 0)])
        journal.end()
        journal.begin("key", 3)
        journal.write([done("b.txt", 0)])
        assert read_status(tmp_path).per_minute is None  # nobody noted what was in the memory
        journal.note_work(1, 9, 0, recall=(8, 3))
        assert read_status(tmp_path).per_minute is None
        journal.note_work(1, 9, 0, recall=(8, 2))
        status = read_status(tmp_path)
        assert status.per_minute is not None
        assert (status.waiting, status.seconds_left) == (2, None)
        journal.keep([done("a.txt", 1)])
        status = read_status(tmp_path)
        assert (status.waiting, status.seconds_left is None) == (1, False)


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (["read.missing"], (1, 2, ["0.txt"])),
        (["read.missing", "read.missing"], (1, 2, ["1.txt"])),
        (["read.empty"], (0, 0, [])),  # that run removed what stood
        (["read.empty", "read.missing"], (0, 0, ["1.txt"])),
    ],
)
def test_a_run_that_met_only_a_path_that_does_not_exist_does_not_hide_the_one_before(
    codes: list[str], told: tuple[int, int, list[str]], tmp_path: Path
) -> None:
    with Journal(tmp_path) as journal:
        journal.begin("key", 3)
        journal.write([done("a.txt", 0)])
        for n, code in enumerate(codes):
            journal.begin("key", 1)
            journal.write([failed(f"{n}.txt", 0, code=code)])
        assert read_status(tmp_path).failed_since == ()  # at work, so it may meet more
    status = read_status(tmp_path)
    assert (status.done, status.waiting, [failure.source for failure in status.failed_since]) == told


def test_two_runs_on_one_folder_are_one_too_many(tmp_path: Path) -> None:
    with Journal(tmp_path), pytest.raises(SummarizerError, match=r"another run is at work.*journal\.busy"):
        Journal(tmp_path)
    Journal(tmp_path).close()


def test_a_journal_that_is_none_is_a_coded_error_and_frees_the_folder(tmp_path: Path) -> None:
    (tmp_path / JOURNAL).write_bytes(b"this is no database, but it is long enough to be looked at" * 40)
    for _ in range(2):
        with pytest.raises(SummarizerError, match=r"Delete that file.*journal\.damaged"):
            Journal(tmp_path)


def test_the_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / JOURNAL) as db:
        db.execute("CREATE TABLE bookmarks (address TEXT)")
    db.close()
    before = (tmp_path / JOURNAL).read_bytes()
    with pytest.raises(SummarizerError, match=r"bookmarks.*another folder with --to.*journal\.damaged"):
        Journal(tmp_path)
    assert (tmp_path / JOURNAL).read_bytes() == before


def test_what_is_written_is_safe_on_the_disk_before_the_run_goes_on(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        assert journal._db.execute("PRAGMA synchronous").fetchone() == (2,), "FULL"


def test_a_journal_that_may_not_be_written_is_a_coded_error(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal._db.execute("PRAGMA query_only = ON")
        with pytest.raises(SummarizerError, match=r"readonly.*in which you may write.*write\.failed"):
            journal.begin("key", 1)


def test_a_journal_that_another_program_holds_is_not_to_be_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_LOCK_SECONDS", 0.1)
    with Journal(tmp_path) as journal, closing(sqlite3.connect(tmp_path / JOURNAL)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(SummarizerError, match=r"locked.*Wait.*journal\.busy"):
            journal.begin("key", 1)


def test_a_full_disk_is_a_coded_error_and_leaves_what_was_written(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.begin("key", 2)
        journal.write([done("a.txt", 0)])
        journal._db.execute("PRAGMA max_page_count = 1")  # SQLite takes the present size if that is larger
        with pytest.raises(SummarizerError, match=r"full.*Free some space.*write\.failed"):
            journal.write([done(f"{n}.txt", n) for n in range(1, 500)])
    with sqlite3.connect(tmp_path / JOURNAL) as db:
        assert db.execute("SELECT name FROM articles").fetchall() == [("a.txt",)]
    db.close()
