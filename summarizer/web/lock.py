"""One server alone works in a folder of jobs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    from filelock import BaseFileLock


def take_lock(jobs: Path) -> BaseFileLock:
    """The lock of the folder, which goes with the process. SummarizerError web.running."""
    from filelock import FileLock, Timeout

    lock = FileLock(jobs / ".lock", timeout=1, thread_local=False)  # the thread that closes the room may be another
    try:
        lock.acquire()
    except Timeout as error:
        hint = "Stop it, or set MUJAZ_JOBS to another folder"
        said = "another server is at work in the folder of jobs"
        raise SummarizerError(said, code="web.running", hint=hint, source=str(jobs)) from error
    return lock
