"""How far the run in a briefing's folder is, read from its journal while it goes on or after it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from summarizer.errors import SET_ASIDE, ReadError, SummarizerError
from summarizer.journal import JOURNAL, LOCK
from summarizer.types import Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The last run over a folder. ``total`` counts its inputs; those neither done, failed nor set aside are waiting.

    ``running``: it is at work now; ``ended``: it came to its end. ``made`` articles took it ``seconds`` so far
    (what had not changed is done and not made). ``at_work`` articles, of those that wait, are translated together
    at this moment, and ``translated`` of their ``sentences`` are; all 0 in between. ``failures`` are those of both
    kinds, ``attempts[i]`` says how often ``failures[i]`` was tried.
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
    failures: tuple[Failure, ...]
    attempts: tuple[int, ...]

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
        """Articles that the run makes in a minute, None as long as it has made none."""
        return self.made / self.seconds * 60 if self.made and self.seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """How long it will take yet at this speed, None where nobody can tell."""
        return self.waiting / self.per_minute * 60 if self.per_minute else None


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
            run = journal.execute("SELECT run, total, made, seconds, ended FROM runs ORDER BY run DESC").fetchone()
            number, total, made, seconds, ended = run or (0, 0, 0, 0.0, 0)
            failed = journal.execute(
                "SELECT name, code, message, attempts FROM articles WHERE run = ? AND state = 'failed' ORDER BY place",
                (number,),
            ).fetchall()
            (done,) = journal.execute(
                "SELECT count(*) FROM articles WHERE run = ? AND state = 'done'", (number,)
            ).fetchone()
            work = None
            with suppress(sqlite3.OperationalError):  # an earlier release has no such table
                work = journal.execute("SELECT articles, sentences, translated FROM work").fetchone()
    except sqlite3.Error as error:
        hint = "Run mujaz brief again"
        fault = f"the journal cannot be read ({error})"
        raise SummarizerError(fault, code="journal.damaged", hint=hint, source=str(path)) from error
    at_work, sentences, translated = work if work and running else (0, 0, 0)
    return Status(
        running=running,
        ended=bool(ended) and not running,
        total=total,
        done=done,
        made=made,
        seconds=seconds,
        at_work=at_work,
        sentences=sentences,
        translated=translated,
        failures=tuple(Failure(source=name, code=code, message=message) for name, code, message, _ in failed),
        attempts=tuple(attempts for *_, attempts in failed),
    )


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
