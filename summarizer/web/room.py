"""The room where jobs wait, are done one at a time, and can be asked for: by any tab, and after a restart.

What must outlive the server is in the folders of the jobs; in memory are those that wait and the one in hand.
"""

from __future__ import annotations

import secrets
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from summarizer.errors import SummarizerError
from summarizer.glossary import read_glossary
from summarizer.pipeline import Pipeline
from summarizer.web.job_files import (
    UNFINISHED,
    Job,
    JobFolder,
    all_jobs,
    disk_full,
    find_job,
    remove_unfinished,
    telling_of_the_disk,
    unknown,
)
from summarizer.web.jobs import JobState, Limits, Request, job_options
from summarizer.web.line import Line
from summarizer.web.lock import take_lock
from summarizer.web.runner import Load, Progress, Runner, Stopped, failed_state, guard
from summarizer.web.uploads import copy_file, require_online, store_request

if TYPE_CHECKING:
    from filelock import BaseFileLock

_CLEAR_SECONDS = 600.0  # between two looks for jobs that are old
_CLOSE_SECONDS = 30.0  # that a batch of sentences may take while the server goes down


class JobRoom:
    """All jobs of one server. ``submit`` needs no ``start``; nothing is done before it."""

    def __init__(self, folder: Path, limits: Limits, load: Load = Pipeline) -> None:
        """A room with its jobs in ``folder``, which is made if need be, readable by this user alone."""
        self.folder, self.limits = folder, limits
        self._runner = Runner(limits, load)
        self._line = Line()
        self._open: dict[str, Progress] = {}  # of jobs that wait, of the one in hand, and of ends not written down
        self._in_hand, self._cleared = "", 0.0
        self.is_closing = False  # no job comes to its end before the room is started again
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)
        self._lock: BaseFileLock | None = None
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def start(self) -> None:
        """Begin to work, first at what an earlier server left unfinished; once. SummarizerError web.running."""
        if self._thread.ident is not None:
            return
        self._lock = take_lock(self.folder)
        remove_unfinished(self.folder)
        left = [job for folder in all_jobs(self.folder) if folder.end is None and (job := folder.job) is not None]
        with self._changed:
            for job in sorted(left, key=lambda job: job.arrived):
                if job.id not in self._open:
                    self._add(job)
        self._thread.start()

    def submit(self, request: Request, client: str) -> str:
        """The id of a new job, which waits for its turn.

        SummarizerError web.busy, web.client, web.size, web.count; web.failed for a disk that refuses; OptionsError;
        ReadError for a pasted text.
        """
        self._require_room(client)
        options = job_options(request.settings)
        if request.urls:
            require_online(options)
        id = secrets.token_urlsafe(16)
        with telling_of_the_disk(), TemporaryDirectory(dir=self.folder, prefix=UNFINISHED) as inside:
            folder = JobFolder(Path(inside) / id)
            folder.path.mkdir()
            title, given = store_request(request, folder.input, self.limits)
            if request.glossary is not None:
                copy_file(request.glossary, folder.glossary)
                read_glossary(str(folder.glossary))
            job = Job(
                id=id,
                kind=request.kind,
                title=title,
                given=given,
                client=client,
                arrived=time.time(),
                fetch=bool(request.urls),
                settings={name: value for name, value in request.settings.items() if value is not None},
            )
            folder.write_job(job)
            with self._changed:
                self._require_room(client)
                folder.path.rename(self.folder / id)
                self._add(job)
        return id

    def state(self, id: str) -> JobState:
        """How far the job is. SummarizerError web.unknown if there is none of that id, or it was cleared away."""
        with self._changed:
            if progress := self._open.get(id):
                if progress.state.finished:
                    return progress.state
                if id == self._in_hand:
                    return replace(progress.state, phase="cancelling" if progress.stop == "cancel" else "running")
                return replace(progress.state, phase="waiting", position=self._line.position(id))
        if (end := find_job(self.folder, id).end) is not None:
            return end
        raise unknown(id)  # cleared away in this moment, or of a server that has not started

    def progress(self, id: str) -> Progress | None:
        """What is known of a job that waits or is in hand."""
        return self._open.get(id)

    def cancel(self, id: str) -> JobState:
        """End the job; one in hand after the batch of sentences at work, or as done if only stories and files are left.

        Its finished articles stay, and a finished job as it is. SummarizerError web.unknown.
        """
        with self._changed:
            if (progress := self._open.get(id)) and id == self._in_hand:
                progress.stop = "cancel"
            elif progress and not progress.state.finished:
                self._line.remove(id)
                self._finish(id, replace(progress.state, phase="cancelled"))
        return self.state(id)

    def resume(self, id: str) -> JobState:
        """Let a job that was cancelled or failed go on, one that is over try again what failed, where that may help.

        Others stay; what is finished is not done again. SummarizerError web.unknown, web.busy, web.client; web.failed.
        """
        folder = find_job(self.folder, id)
        with self._changed, telling_of_the_disk():
            if (progress := self._open.get(id)) and progress.state.may_go_on:  # its end could not be written down
                folder.write_end(progress.state)
                del self._open[id]
            if id not in self._open and (end := folder.end) and end.may_go_on and (job := folder.job):
                self._require_room(job.client)
                job = replace(job, retry_failed=end.phase != "cancelled")
                folder.write_job(job)
                folder.forget_end()
                self._add(job)
        return self.state(id)

    def remove(self, id: str) -> JobState:
        """Cancel a job that is unfinished, clear away one that is finished; the state before.

        SummarizerError web.unknown; web.failed if it cannot be cleared away.
        """
        with self._changed:
            if not (state := self.state(id)).finished:
                return self.cancel(id)
            gone = find_job(self.folder, id).hide()
            self._open.pop(id, None)
        shutil.rmtree(gone, ignore_errors=True)
        return state

    def output(self, id: str, path: str) -> Path:
        """A file of what the job has made: a page in ``JobState.pages`` or one of its ``files``. web.unknown."""
        return find_job(self.folder, id).find_output(path)

    @property
    def is_at_work(self) -> bool:
        """Whether jobs are done, or would be if there were any."""
        return self._thread.is_alive()

    @property
    def waiting(self) -> int:
        """How many jobs wait."""
        with self._changed:
            return len(self._line)

    @contextmanager
    def inbox(self) -> Iterator[Path]:
        """A folder for an upload on its way into a job; gone afterwards. web.busy for a full disk, else web.failed."""
        with telling_of_the_disk(), TemporaryDirectory(dir=self.folder, prefix=UNFINISHED) as folder:
            yield Path(folder)

    def begin_to_close(self) -> None:
        """Let the work, and who waits for its end, stop soon."""
        with self._changed:
            self.is_closing = True
            for progress in self._open.values():
                progress.stop = progress.stop or "close"
            self._changed.notify_all()

    def close(self) -> None:
        """Stop. What is unfinished goes on when a room is started in the same folder."""
        self.begin_to_close()
        if self._thread.ident is not None:
            self._thread.join(_CLOSE_SECONDS)
        if self._lock is not None and not self._thread.is_alive():  # else it goes with the process, as the work does
            self._lock.release()

    def _require_room(self, client: str) -> None:
        """Nothing, or SummarizerError web.busy, web.client."""
        with self._changed:
            self._line.require_room(client, self.limits)
        if shutil.disk_usage(self.folder).free < self.limits.free_mb * 1_000_000:
            raise disk_full()

    def _add(self, job: Job) -> None:
        """Let a job wait. Call it with the lock."""
        self._open[job.id] = Progress(job)
        self._line.add(job.id, job.client)
        self._changed.notify_all()

    def _finish(self, id: str, end: JobState) -> None:
        """Write the last state down, then forget the job. Call it with the lock.

        On a full disk it is kept in mind, and tried again; the job is done once more if the server ends before.
        """
        try:
            JobFolder(self.folder / id).write_end(end)
        except SummarizerError:
            self._open[id].state = end
        else:
            del self._open[id]

    def _work(self) -> None:
        """The life of the thread."""
        self._runner.warm_up()
        while (id := self._next()) is not None:
            if (error := guard(id, partial(self._serve, id))) is not None:
                self._give_up(id, error)
        self._runner.close()

    def _serve(self, id: str) -> None:
        """Clear away what is old, if that is due, and do a job, if there is one."""
        if time.monotonic() - self._cleared > _CLEAR_SECONDS or not self._cleared:
            self._cleared = time.monotonic()
            self._clear()
        if id:
            self._do(id)

    def _give_up(self, id: str, error: SummarizerError) -> None:
        """Let the job end at which the room itself failed; its end is written down later."""
        with self._changed:
            self._in_hand = ""
            self._line.let_go()
            if progress := self._open.get(id):
                progress.state = failed_state(progress.state, error)

    def _next(self) -> str | None:
        """The next job, "" if none came for a while, None if the room is closing."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_closing or len(self._line), timeout=_CLEAR_SECONDS)
            if self.is_closing:
                return None
            self._in_hand = self._line.take() if len(self._line) else ""
            return self._in_hand

    def _do(self, id: str) -> None:
        with self._changed:
            before = self._open[id]
            progress = self._open[id] = Progress(before.job, before.settled)
            progress.stop, progress.is_awaited = before.stop, before.is_awaited
        end: JobState | None = None
        with suppress(Stopped):
            end = self._runner.run(JobFolder(self.folder / id), progress, lambda: self.waiting > 0)
        with self._changed:
            self._in_hand = ""
            progress.tell(seconds_left=0)
            if end is None and progress.stop != "cancel":
                self._line.put_back()
                return
            self._line.let_go()
            self._finish(id, end or replace(progress.state, phase="cancelled"))

    def _clear(self) -> None:
        """Write down what ends could not be, and clear away what was finished long ago; one fault stops no other."""
        with self._changed:
            for id, progress in list(self._open.items()):
                if progress.state.finished:
                    self._finish(id, progress.state)
        with suppress(OSError):
            for folder in all_jobs(self.folder):
                with suppress(OSError, SummarizerError):
                    self._clear_if_old(folder)

    def _clear_if_old(self, folder: JobFolder) -> None:
        with self._changed:  # it may be told to go on in this moment
            if folder.path.name in self._open or not folder.is_older(self.limits.keep_hours):
                return
            gone = folder.hide()
        shutil.rmtree(gone, ignore_errors=True)
