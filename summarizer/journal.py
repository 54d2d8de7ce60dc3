"""The journal of a briefing folder: what became of each input, so that the next run does only what is missing.

SQLite in ``.mujaz.sqlite``, written in whole transactions that outlive a kill and a power cut, readable while a run is
at work. Each input has a row: what it was (fingerprint and digest), with what it was made (key), how it ended, the
record of the article and the page that was written of it. A run gives the rows that it meets its own number; those that
it does not meet are of inputs that are gone, and fall out at its end. Nothing goes by the clock.
"""

from __future__ import annotations

import sqlite3
import time
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import SummarizerError, WriteError
from summarizer.lazy import LazySequence
from summarizer.records import unpack
from summarizer.store import ForeignStoreError, open_store, transaction
from summarizer.types import ArticleBrief, Failure

if TYPE_CHECKING:
    from filelock import BaseFileLock

JOURNAL = ".mujaz.sqlite"
LOCK = ".mujaz.lock"

_VERSION = 1  # of the tables
_TABLES = (
    """CREATE TABLE IF NOT EXISTS articles (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, run INTEGER NOT NULL, place INTEGER NOT NULL,
        fingerprint TEXT NOT NULL, sha256 TEXT NOT NULL, key TEXT NOT NULL,
        state TEXT NOT NULL, attempts INTEGER NOT NULL, code TEXT, message TEXT,
        page TEXT DEFAULT '', page_sha256 TEXT DEFAULT '', page_key TEXT DEFAULT '', record BLOB)""",
    "CREATE INDEX IF NOT EXISTS in_order ON articles (run, state, place)",
    "CREATE TABLE IF NOT EXISTS pages (path TEXT, sha256 TEXT, PRIMARY KEY (path, sha256)) WITHOUT ROWID",
    """CREATE TABLE IF NOT EXISTS runs (
        run INTEGER PRIMARY KEY, total INTEGER, met INTEGER, made INTEGER, seconds REAL, ended INTEGER)""",
    "CREATE TABLE IF NOT EXISTS work (articles INTEGER, sentences INTEGER, translated INTEGER)",
    "CREATE TABLE IF NOT EXISTS recall (run INTEGER PRIMARY KEY, asked INTEGER, found INTEGER)",
)
_LOCK_SECONDS = 1  # ``mujaz status`` holds the lock for an instant, to see whether a run does
_ARTICLES_KEPT = 64  # decoded ones; each is some 100 kB
_PAGES_AT_ONCE = 50
_HELD = ("SQLITE_BUSY", "SQLITE_LOCKED")  # by a program that copies it, or looks into it
_UNWRITABLE = ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the journal knows of an input: it is done, or has a ``failure``.

    It is ``good`` if it was made with the code, the models and the options of this run.
    """

    fingerprint: str
    sha256: str
    good: bool
    failure: Failure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of the input ``name``, the ``place``-th of the run: a record, or else a failure."""

    name: str
    place: int
    fingerprint: str
    sha256: str
    record: bytes | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page of a finished article: where it stands and what it was made with, empty as long as there is none."""

    id: int
    place: int
    name: str
    path: str
    sha256: str
    key: str


class Journal:
    """The journal in a folder that exists, or (None) one that ends with the run. Close it, or use it in a ``with``."""

    def __init__(self, folder: Path | None) -> None:
        """Open or begin the journal; until it is closed, no other run can.

        Of the run that began last ``total`` counts the inputs, ``failed_now`` are those that it tried itself, in vain.
        SummarizerError journal.busy, journal.damaged; WriteError write.failed.
        """
        self.folder = folder
        self._run, self._key, self._began = 0, "", time.monotonic()
        self.total, self.failed_now = 0, set[str]()
        with self._coded():
            self._lock = take_lock(folder) if folder else None
            self._db = open_store(folder / JOURNAL if folder else None, _TABLES, version=_VERSION, durable=True)

    def begin(self, key: str, total: int) -> None:
        """Begin a run over ``total`` inputs; ``key`` stands for all that decides what a record says but the input."""
        self._key, self._began, self.total, self.failed_now = key, time.monotonic(), total, set()
        with self._coded(), transaction(self._db):
            self._run = self._db.execute("SELECT coalesce(max(run), 0) + 1 FROM runs").fetchone()[0]
            self._db.execute("INSERT INTO runs VALUES (?, ?, 0, 0, 0, 0)", (self._run, total))

    def look_up(self, names: Sequence[str]) -> dict[str, Known]:
        """What is known of those of ``names`` (at most some hundred) that are known."""
        marks = ",".join("?" * len(names))
        with self._coded():
            rows = self._db.execute(
                f"SELECT name, fingerprint, sha256, key, code, message FROM articles WHERE name IN ({marks})",
                list(names),
            ).fetchall()
        return {
            name: Known(
                fingerprint=fingerprint,
                sha256=sha256,
                good=key == self._key,
                failure=Failure(source=name, code=code, message=message) if code else None,
            )
            for name, fingerprint, sha256, key, code, message in rows
        }

    def keep(self, entries: Iterable[Entry]) -> None:
        """Take over what is known of these inputs: only their place and their fingerprint are new."""
        rows = [(self._run, entry.place, entry.fingerprint, entry.name) for entry in entries]
        with self._coded(), transaction(self._db):
            self._db.executemany("UPDATE articles SET run = ?, place = ?, fingerprint = ? WHERE name = ?", rows)
            self._tell(met=len(rows), made=0)

    def write(self, entries: Sequence[Entry]) -> None:
        """Write down what became of these inputs, all or none of them."""
        rows = [(self._run, self._key, *_columns(entry)) for entry in entries]
        with self._coded(), transaction(self._db):
            self._db.executemany(
                """INSERT INTO articles (
                    run, key, name, place, fingerprint, sha256, state, code, message, record, attempts)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (name) DO UPDATE SET
                    run = excluded.run, key = excluded.key, place = excluded.place, fingerprint = excluded.fingerprint,
                    attempts = CASE WHEN sha256 = excluded.sha256 THEN attempts + 1 ELSE 1 END,
                    sha256 = excluded.sha256, state = excluded.state, code = excluded.code,
                    message = excluded.message, record = excluded.record, page_key = ''""",
                rows,
            )
            self._tell(met=len(rows), made=sum(entry.record is not None for entry in entries))
        self.failed_now.update(entry.name for entry in entries if entry.failure)

    def note_work(self, articles: int, sentences: int, translated: int, *, recall: tuple[int, int] = (0, 0)) -> None:
        """Write down how many articles are translated now, and how many of their sentences are.

        ``recall``: for how many texts the run has asked the translation memory so far, and how many it knew.
        """
        with self._coded(), transaction(self._db):
            self._db.execute("DELETE FROM work")
            self._db.execute("INSERT INTO work VALUES (?, ?, ?)", (articles, sentences, translated))
            self._db.execute("INSERT OR REPLACE INTO recall VALUES (?, ?, ?)", (self._run, *recall))

    def doubt_failures(self) -> None:
        """Let what failed be done again when it is met, once."""
        with self._coded(), transaction(self._db):
            self._db.execute("UPDATE articles SET key = '' WHERE state = 'failed'")

    @property
    def articles(self) -> Sequence[ArticleBrief]:
        """The finished articles of this run as it stands, in its order; each is read when it is asked for."""
        with self._coded():
            found = self._db.execute(
                "SELECT id FROM articles WHERE run = ? AND state = 'done' ORDER BY place", (self._run,)
            )
            rows = array("q", (number for (number,) in found))
        return LazySequence(lambda index: self.read_article(rows[index]), len(rows), kept=_ARTICLES_KEPT)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The inputs of this run that could not become articles, in its order."""
        with self._coded():
            found = self._db.execute(
                "SELECT name, code, message FROM articles WHERE run = ? AND state = 'failed' ORDER BY place",
                (self._run,),
            )
            return tuple(Failure(source=name, code=code, message=message) for name, code, message in found)

    def read_article(self, number: int) -> ArticleBrief:
        """The finished article in the row ``number``."""
        with self._coded():
            row = self._db.execute("SELECT record FROM articles WHERE id = ?", (number,)).fetchone()
        return unpack(row[0])

    def read_pages(self, after: int) -> Iterator[Page]:
        """The pages of this run's finished articles whose place is after ``after``, in order."""
        while True:
            with self._coded():
                rows = self._db.execute(
                    """SELECT id, place, name, page, page_sha256, page_key FROM articles
                    WHERE run = ? AND state = 'done' AND place > ? ORDER BY place LIMIT ?""",
                    (self._run, after, _PAGES_AT_ONCE),
                ).fetchall()
            for number, place, name, path, sha256, key in rows:
                yield Page(id=number, place=place, name=name, path=path, sha256=sha256, key=key)
            if not rows:
                return
            after = rows[-1][1]

    def announce_pages(self, digests: Mapping[str, str]) -> None:
        """Write down that these pages, path to SHA-256, are about to stand in the folder."""
        with self._coded(), transaction(self._db):
            self._db.executemany("INSERT OR IGNORE INTO pages VALUES (?, ?)", digests.items())

    def settle_pages(self, pages: Iterable[Page]) -> None:
        """Write down that these pages stand there."""
        rows = [(page.path, page.sha256, page.key, page.id) for page in pages]
        with self._coded(), transaction(self._db):
            self._db.executemany("UPDATE articles SET page = ?, page_sha256 = ?, page_key = ? WHERE id = ?", rows)

    def announced(self) -> frozenset[tuple[str, str]]:
        """(path, SHA-256) of each page that a run may have written and the folder's list does not name yet."""
        with self._coded():
            return frozenset(self._db.execute("SELECT path, sha256 FROM pages").fetchall())

    def end(self) -> None:
        """End the run: the inputs that it did not meet are forgotten, its pages stand in the folder's list."""
        with self._coded(), transaction(self._db):
            for table in ("articles", "runs", "recall"):
                self._db.execute(f"DELETE FROM {table} WHERE run != ?", (self._run,))
            self._db.execute("DELETE FROM pages")
            self._tell(met=0, made=0)
            self._db.execute("UPDATE runs SET ended = 1")

    @property
    def ended(self) -> bool:
        """Whether the last run that began came to its end."""
        with self._coded():
            row = self._db.execute("SELECT ended FROM runs ORDER BY run DESC").fetchone()
        return bool(row and row[0])

    def close(self) -> None:
        """Close the file and let other runs go on."""
        self._db.close()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _tell(self, *, met: int, made: int) -> None:
        seconds = time.monotonic() - self._began
        self._db.execute(
            "UPDATE runs SET met = met + ?, made = made + ?, seconds = ? WHERE run = ?", (met, made, seconds, self._run)
        )
        self._db.execute("DELETE FROM work")

    @contextmanager
    def _coded(self) -> Iterator[None]:
        """Turns what SQLite and the system refuse into coded errors."""
        path = str(self.folder / JOURNAL) if self.folder else "journal"
        try:
            yield
        except (sqlite3.Error, OSError, NotImplementedError) as error:  # the last: a file system without locks
            fault, name = f"the journal cannot be used ({error})", getattr(error, "sqlite_errorname", "")
            if not isinstance(error, sqlite3.Error) or name.startswith(_UNWRITABLE):
                hint = "Free some space, or choose a folder with --to in which you may write"
                raise WriteError(fault, code="write.failed", hint=hint, source=path) from error
            if name.startswith(_HELD):
                hint = "Wait until the program that holds it is done, then give the command again"
                raise SummarizerError(fault, code="journal.busy", hint=hint, source=path) from error
            hint = "Delete that file; the articles are then briefed again"
            if isinstance(error, ForeignStoreError):
                hint = "Choose another folder with --to"
            raise SummarizerError(fault, code="journal.damaged", hint=hint, source=path) from error


def _columns(entry: Entry) -> tuple[object, ...]:
    state, failure = ("failed", entry.failure) if entry.failure else ("done", None)
    said = (failure.code, failure.message) if failure else (None, None)
    return (entry.name, entry.place, entry.fingerprint, entry.sha256, state, *said, entry.record)


def take_lock(folder: Path) -> BaseFileLock:
    """The lock of the folder, which the system releases when the process dies. SummarizerError journal.busy."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK, timeout=_LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        hint = "Wait for it (mujaz status tells how far it is), or choose another folder with --to"
        said = "another run is at work on this briefing"
        raise SummarizerError(said, code="journal.busy", hint=hint, source=str(folder)) from error
    return lock
