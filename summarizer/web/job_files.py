"""The folder of a job: what was asked for, what came of it, and which of its files a visitor may have.

JOBS/ID/job.json    what was asked for
JOBS/ID/input/      the articles, copied
JOBS/ID/output/     the briefing and its journal
JOBS/ID/starts      how often work began and did not end in good order
JOBS/ID/end.json    the last state; only of finished jobs

A folder gets its name when all of its input is in it. Who knows an id may see the job: an id cannot be guessed.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import platformdirs

from summarizer.errors import SummarizerError, WriteError
from summarizer.web.jobs import JobState, Kind
from summarizer.writers.files import put_file

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

GLOSSARY = "glossary.csv"
UNFINISHED = ".new-"  # of a folder that is being filled
_ID = re.compile(r"[A-Za-z0-9_-]{22}")  # secrets.token_urlsafe(16): 128 bits
_SHOWN = frozenset({".csv", ".docx", ".html", ".jsonl", ".md", ".xlsx", ".zip"})
WHOLE = "briefing.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What was asked for. ``title`` and ``given`` as in ``JobState``, ``arrived`` in seconds since 1970.

    ``fetch``: its list of addresses is to be fetched; ``retry_failed``: what failed before is to be tried again.
    """

    id: str
    kind: Kind
    title: str
    client: str
    arrived: float
    given: int = 1
    fetch: bool = False
    retry_failed: bool = False
    settings: dict[str, Any] = field(default_factory=dict)


class JobFolder:
    """One job on the disk."""

    def __init__(self, path: Path) -> None:
        self.path, self.input, self.output, self.glossary = path, path / "input", path / "output", path / GLOSSARY
        self._end, self._starts = path / "end.json", path / "starts"

    @property
    def job(self) -> Job | None:
        """What was asked for, None if that cannot be read any more."""
        return _read(self.path / "job.json", Job)

    @property
    def end(self) -> JobState | None:
        """The state in which the job was finished, None if it is not."""
        return _read(self._end, JobState)

    @property
    def starts(self) -> int:
        """How often work at the job began, and the server went down before it could say how that ended."""
        with suppress(OSError, ValueError):
            return int(self._starts.read_text())
        return 0

    def note_starts(self, starts: int) -> None:
        """Write that number down; on a full disk it stays as it was, and the job itself tells what is wrong."""
        with suppress(OSError):
            self._starts.write_text(str(starts))

    def write_job(self, job: Job) -> None:
        """Write down what is asked for. WriteError write.failed."""
        put_file(self.path / "job.json", _adapter(Job).dump_json(job))

    def write_end(self, state: JobState) -> None:
        """Write down that the job is finished. WriteError write.failed."""
        put_file(self._end, _adapter(JobState).dump_json(state))

    def forget_end(self) -> None:
        """Let the job be unfinished again, as if work at it had never begun."""
        self.note_starts(0)
        self._end.unlink(missing_ok=True)

    def is_older(self, hours: float) -> bool:
        """Whether the job was finished so long ago; or, if no end of it is known, last had a file come or go."""
        for path in (self._end, self.path):
            with suppress(FileNotFoundError):
                return time.time() - path.stat().st_mtime > hours * 3600
        return False

    def hide(self) -> Path:
        """Take its name from the job: the folder that is left is no job, and to be removed, else at the next start.

        SummarizerError web.failed if it keeps its name.
        """
        gone = self.path.with_name(UNFINISHED + self.path.name)
        try:
            self.path.rename(gone)
        except OSError as error:
            hint = "Let who runs the server look at its folder of jobs"
            raise SummarizerError("the job could not be cleared away", code="web.failed", hint=hint) from error
        return gone

    def pack_output(self) -> str:
        """Make the archive of all files of the briefing, pages and all; its name. SummarizerError web.busy, web.failed.

        It stands beside them, but not in Mujaz's list of them. That of an earlier briefing is gone in any case.
        """
        unfinished = self.path / WHOLE
        with telling_of_the_disk():
            (self.output / WHOLE).unlink(missing_ok=True)
            try:
                with ZipFile(unfinished, "w") as archive:
                    for file in sorted(self.output.rglob("*")):
                        name = file.relative_to(self.output).as_posix()
                        if file.is_file() and not name.startswith("."):  # as the journal and the list
                            entry = ZipInfo(name)  # without the file's time: equal briefings are equal archives
                            entry.compress_type = ZIP_DEFLATED
                            with file.open("rb") as page, archive.open(entry, "w") as packed:
                                shutil.copyfileobj(page, packed)
                unfinished.replace(self.output / WHOLE)
            finally:
                unfinished.unlink(missing_ok=True)
        return WHOLE

    def find_output(self, path: str) -> Path:
        """A file of the briefing. SummarizerError web.unknown if there is none, or it is no such file."""
        parts = path.split("/")
        real = Path(os.path.realpath(self.output))
        if (
            path.isprintable()
            and PurePosixPath(path).suffix in _SHOWN
            and not any(part in ("", "..") or part.startswith(".") for part in parts)
        ):
            file = real.joinpath(*parts)
            with suppress(OSError):  # a name that the system cannot have
                if os.path.realpath(file) == str(file) and file.is_file():  # no link leads to it
                    return file
        raise unknown(path[:200])


def jobs_folder() -> Path:
    """Where the jobs are kept: MUJAZ_JOBS, else in the folder for this user's data."""
    return Path(os.environ.get("MUJAZ_JOBS") or platformdirs.user_data_path("mujaz") / "jobs").absolute()


@contextmanager
def telling_of_the_disk() -> Iterator[None]:
    """Turns what the disk refuses into SummarizerError web.busy if it is full, else web.failed."""
    try:
        yield
    except (OSError, WriteError) as error:
        cause = error.__cause__ if isinstance(error, WriteError) else error
        if getattr(cause, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full() from error
        hint = "Let who runs the server look at its folder of jobs"
        raise SummarizerError("the server cannot use its disk", code="web.failed", hint=hint) from error


def disk_full() -> SummarizerError:
    """The error for a request that there is no room for."""
    hint = "Try again in some minutes"
    return SummarizerError("the disk of the server is almost full", code="web.busy", hint=hint)


def find_job(jobs: Path, id: str) -> JobFolder:
    """The folder of a job. SummarizerError web.unknown if there is none of that id, or it was cleared away."""
    path = jobs / id if _ID.fullmatch(id) else None
    if path is None or path.is_symlink() or not (path / "job.json").is_file():
        raise unknown(id[:50])
    return JobFolder(path)


def all_jobs(jobs: Path) -> Iterator[JobFolder]:
    """Every job in the folder, in any order."""
    with os.scandir(jobs) as entries:
        for entry in entries:
            if _ID.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                yield JobFolder(Path(entry.path))


def remove_unfinished(jobs: Path) -> None:
    """Remove what a server that went down left half-filled."""
    for path in jobs.glob(f"{UNFINISHED}*"):
        shutil.rmtree(path, ignore_errors=True)


def unknown(what: str) -> SummarizerError:
    """The error for a job or a file that is not there, or not for visitors."""
    hint = "Check the address; finished jobs are cleared away after some days"
    return SummarizerError("there is no such job or file", code="web.unknown", hint=hint, source=what)


def _read(path: Path, kind: type[T]) -> T | None:
    with suppress(OSError, ValueError):
        record: T = _adapter(kind).validate_json(path.read_bytes())  # type: ignore[arg-type]
        return record
    return None


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
