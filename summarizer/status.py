"""How far the run in a briefing's folder is, read from its journal while it goes on or after it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from summarizer.briefing_folder import may_be_misspelt
from summarizer.errors import SET_ASIDE, ReadError, SummarizerError
from summarizer.journal import JOURNAL, LOCK
from summarizer.types import Failure

# The largest share of texts found in the memory at which a run's speed is told: if nothing of what comes is found
# there, the speed is told too high by a third at most (by arithmetic). What a folder repeats is less: 6 % in a run over
# 300 articles of mayadeen_dev with an empty memory (table ``recall`` of its journal).
_MOST_FOUND = 0.25

_RUNS = "SELECT run, total, met, made, seconds, ended FROM runs ORDER BY run DESC"
_FAILED = "SELECT name, code, message, attempts FROM articles WHERE run = ? AND state = 'failed' ORDER BY place"
_HAS_ARTICLES = "SELECT EXISTS (SELECT 1 FROM articles WHERE run = ? AND state = 'done')"
_UNMET = "SELECT count(*) FROM articles WHERE run < ? AND state = 'done'"
_WORK = "SELECT articles, sentences, translated FROM work"
_RECALL = "SELECT asked, found FROM recall WHERE run = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The last run over a folder. ``total`` counts its inputs; those neither done, failed nor set aside are waiting.

    ``running``: it is at work now; ``ended``: it came to its end. ``made`` articles took it ``seconds`` so far
    (what had not changed is done and not made). ``at_work`` articles, of those that wait, are translated together
    at this moment, and ``translated`` of their ``sentences`` are; all 0 in between. ``failures`` are those of both
    kinds, ``attempts[i]`` says how often ``failures[i]`` was tried.

    Of the texts that the run translated it ``asked`` the translation memory for so many and ``found`` so many there,
    both 0 where nobody noted it. ``unmet`` articles are finished as an earlier run left them, and this run has not come
    to them, or they are gone.

    ``failed_since``: what failed in later runs that met nothing but paths that do not exist. They changed nothing, so
    all else is told of the run before them.
    """

    running: bool
    ended: bool
    total: int
    done: int
    made: int
    seconds: float
    at_work: int
    sentences: int
    translated: int
    asked: int
    found: int
    unmet: int
    failures: tuple[Failure, ...]
    attempts: tuple[int, ...]
    failed_since: tuple[Failure, ...]

    @property
    def set_aside(self) -> int:
        """Inputs that are no articles."""
        return sum(failure.code in SET_ASIDE for failure in self.failures)

    @property
    def failed(self) -> int:
        """Inputs that should have become articles."""
        return len(self.failures) - self.set_aside

    @property
    def waiting(self) -> int:
        """Inputs that the run has not come to."""
        return max(0, self.total - self.done - len(self.failures))

    @property
    def per_minute(self) -> float | None:
        """Articles that the run makes in a minute, None as long as it has made none.

        None too where much of what it made was in the translation memory, or where nobody knows how much: what comes
        next will hardly be.
        """
        if not self.made or self.seconds <= 0 or not self.asked or self.found > _MOST_FOUND * self.asked:
            return None
        return self.made / self.seconds * 60

    @property
    def seconds_left(self) -> float | None:
        """How long it will take yet at this speed, None where nobody can tell.

        That is so where ``unmet`` articles may or may not be among those that wait: they cost nothing.
        """
        return self.waiting / self.per_minute * 60 if self.per_minute and not self.unmet else None


def read_status(folder: Path) -> Status:
    """The state of the last run in ``folder``. ReadError journal.missing, SummarizerError journal.damaged."""
    path = folder / JOURNAL
    if not path.is_file():
        hint = "Give the folder that mujaz brief writes to"
        fault = "no run of Mujaz left its journal in it" if folder.is_dir() else "there is no such folder"
        raise ReadError(fault, code="journal.missing", hint=hint, source=str(folder))
    running = is_busy(folder)
    try:
        # Not mode=ro: such a connection leaves SQLite's own files behind. Where nothing may be written, this reads too.
        with closing(sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=rw", uri=True)) as journal:
            journal.execute("PRAGMA query_only = ON")
            journal.execute("BEGIN")  # all of it as it stands at one instant
            return _read(journal, running)
    except sqlite3.Error as error:
        hint = "Run mujaz brief again"
        fault = f"the journal cannot be read ({error})"
        raise SummarizerError(fault, code="journal.damaged", hint=hint, source=str(path)) from error


class _Run(NamedTuple):
    """A run as the journal has it. Of what it met, there is yet what no later run met too.

    ``has_articles``: finished ones are; ``failed`` are the others: (name, code, message, attempts).
    """

    number: int
    total: int
    met: int
    made: int
    seconds: float
    ended: int
    has_articles: bool
    failed: tuple[tuple[str, str, str, int], ...]

    @property
    def failures(self) -> tuple[Failure, ...]:
        return tuple(Failure(source=name, code=code, message=message) for name, code, message, _ in self.failed)

    @property
    def was_misspelt(self) -> bool:
        """Whether it came to its end with no article and left the briefing alone, for it met what does not exist.

        With nothing left of it either, it met what a later run met too, which tells of it.
        """
        in_vain = self.met == self.total > 0 and not self.ended and not self.has_articles
        return in_vain and (not self.failed or may_be_misspelt(self.failures))


_NO_RUN = _Run(0, 0, 0, 0, 0.0, 0, False, ())


def _read(journal: sqlite3.Connection, running: bool) -> Status:
    runs = list(_read_runs(journal))
    misspelt = [] if running else list(takewhile(lambda run: run.was_misspelt, runs))
    standing = runs[len(misspelt) :]
    run = standing[0] if standing else runs[0] if runs else _NO_RUN
    at_work, sentences, translated = (running and _read_note(journal, _WORK)) or (0, 0, 0)
    asked, found = _read_note(journal, _RECALL, run.number) or (0, 0)
    (unmet,) = journal.execute(_UNMET, (run.number,)).fetchone()
    return Status(
        running=running,
        ended=bool(run.ended) and not running,
        total=run.total,
        done=run.met - len(run.failed),
        made=run.made,
        seconds=run.seconds,
        at_work=at_work,
        sentences=sentences,
        translated=translated,
        asked=asked,
        found=found,
        unmet=unmet,
        failures=run.failures,
        attempts=tuple(attempts for *_, attempts in run.failed),
        failed_since=misspelt[0].failures if misspelt and standing else (),
    )


def _read_runs(journal: sqlite3.Connection) -> Iterator[_Run]:
    """The runs, the last one first."""
    for number, total, met, made, seconds, ended in journal.execute(_RUNS).fetchall():
        (has_articles,) = journal.execute(_HAS_ARTICLES, (number,)).fetchone()
        failed = tuple(journal.execute(_FAILED, (number,)).fetchall())
        yield _Run(number, total, met, made, seconds, ended, bool(has_articles), failed)


def _read_note(journal: sqlite3.Connection, query: str, *given: int) -> tuple[int, ...] | None:
    """A row of a table that the journals of earlier releases do not have."""
    with suppress(sqlite3.OperationalError):
        row: tuple[int, ...] | None = journal.execute(query, given).fetchone()
        return row
    return None


def is_busy(folder: Path) -> bool:
    """Whether a run is at work in the folder."""
    from filelock import FileLock, Timeout

    if not (folder / LOCK).exists():
        return False
    try:
        with FileLock(folder / LOCK, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:  # somebody else's folder, in which we may not open files for writing
        return False
