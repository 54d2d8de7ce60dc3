"""Readers of risky formats, run in a process of their own with limits on memory and time.

A crafted or damaged file can make a parser unpack gigabytes, hang, recurse without end or take its process down. Here
that ends as a ReadError for that one file, and the batch goes on. There is one worker, started when it is first needed
and replaced after each death. It is a plain child process and none of ``multiprocessing``, whose children import the
caller's main module anew: slow for the command line, and endless for a script without a guard.

The worker is no sandbox: it has the rights of its user. What it answers is believed.
"""

from __future__ import annotations

import atexit
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, ParamSpec, TypeVar, cast

from summarizer.errors import ReadError
from summarizer.types import Article, Source

P = ParamSpec("P")
T = TypeVar("T")

_HINT = "Save the text of the article as a .txt file"

# Many threads and pools of a library each take their share of the address space, which is what the limit counts.
_FRUGAL = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one call may use: ``memory`` and ``reply`` (its result, pickled) in bytes, the times in seconds.

    ``memory`` is address space, the libraries' own code in it; macOS does not enforce it. A batch's machine is busy,
    so the clock has more patience than the processor.
    """

    memory: int = 2_000_000_000
    reply: int = 64_000_000
    cpu_seconds: int = 30
    wall_seconds: float = 120.0


class Worker:
    """One process that runs functions within ``limits``, one at a time; threads wait for each other."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection[Any, Any] | None = None

    def run(self, name: str, function: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """What ``function``, a module's own, returns for plain values. ``name`` is what errors call the input.

        Raises the ReadErrors of ``function``, and for all else that goes wrong in it: read.too_slow, read.too_much,
        read.crashed.
        """
        with self._lock:
            answered = False
            try:
                answer = self._ask(name, (self._limits, function, given, named))
                answered = answer[0] != "broken"
            finally:  # also when interrupted: what the worker then still answers belongs to no one
                if not answered:
                    self._end()
        if answer[0] == "done":
            return cast(T, answer[1])
        _, code, said, hint = answer
        raise ReadError(said, code=code, hint=hint, source=name)

    def close(self) -> None:
        """End the process, if there is one. The worker can be used again."""
        with self._lock:
            self._end()

    def _ask(self, name: str, job: object) -> Any:
        """The worker's answer. ReadError if it gives none."""
        if self._process is None or self._process.poll() is not None or self._pipe is None:
            self._end()
            self._pipe, self._process = _start()
        try:
            self._pipe.send(job)
            if not self._pipe.poll(self._limits.wall_seconds):
                raise _too_slow(name, f"reading it took more than {self._limits.wall_seconds:g} seconds")
            return self._pipe.recv()
        except (EOFError, OSError) as error:
            raise self._why_it_died(name) from error

    def _why_it_died(self, name: str) -> ReadError:
        assert self._process is not None
        status = self._process.wait()
        if status == -signal.SIGXCPU:
            return _too_slow(name, f"reading it took more than {self._limits.cpu_seconds} seconds of work")
        if status == -signal.SIGKILL:  # not by us: the system does so when memory runs out
            return ReadError("reading it took too much memory", code="read.too_much", hint=_HINT, source=name)
        said = f"the program that reads it broke down ({_signal_name(status)})"
        return ReadError(said, code="read.crashed", hint=_HINT, source=name)

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            _kill_group(self._process)
            self._process.wait()
        self._process = self._pipe = None


def read_limited(reader: Callable[[bytes, Source], Article], data: bytes, source: Source) -> Article:
    """The article that ``reader`` makes of ``data``, as ``run_limited`` does it."""
    return run_limited(source.name, reader, data, source)


def run_limited(name: str, function: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """``Worker.run`` with the usual limits, in the one worker of this process."""
    return _WORKER.run(name, function, *given, **named)


_WORKER = Worker()
atexit.register(_WORKER.close)


def _start() -> tuple[Connection[Any, Any], subprocess.Popen[bytes]]:
    """A worker that waits at the other end of a pipe. When this process dies it reads the pipe's end, and ends."""
    ours, theirs = Pipe()
    # The path of this process, as it is, so that the worker finds the modules that we have.
    code = f"import sys; sys.path[:] = {sys.path!r}; from summarizer.limited import serve; serve({theirs.fileno()})"
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # parsers written in C print what they think
            stderr=subprocess.DEVNULL,
            env={**os.environ, **_FRUGAL},
            pass_fds=[theirs.fileno()],
            start_new_session=True,  # Ctrl-C is for us, and what the worker starts ends with it
        )
    return ours, process


def serve(descriptor: int) -> None:
    """The worker's life: run what comes through the pipe until its other end is closed."""
    pipe: Connection[Any, Any] = Connection(descriptor)
    sys.excepthook = _Reporter(pipe)
    while True:
        try:
            limits, function, given, named = pipe.recv()
        except EOFError:
            return
        _confine(limits)
        answer: tuple[Any, ...]
        try:
            answer = ("done", function(*given, **named))
        except ReadError as error:
            answer = ("refused", error.code, error.message, error.hint)
        _answer(pipe, answer, limits)


class _Reporter:
    """The last words of a worker that dies of an exception that nobody foresaw."""

    def __init__(self, pipe: Connection[Any, Any]) -> None:
        self._pipe = pipe

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _limit(resource.RLIMIT_AS, resource.RLIM_INFINITY)  # room for these words
        if issubclass(kind, MemoryError):
            answer = ("broken", "read.too_much", "reading it took too much memory", _HINT)
        else:
            said = f"the program that reads it broke down ({kind.__name__}: {str(error)[:200]})"
            answer = ("broken", "read.crashed", said, _HINT)
        self._pipe.send(answer)


def _confine(limits: Limits) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_AS, limits.memory)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + limits.cpu_seconds + 1)  # counted from the start
    _limit(resource.RLIMIT_CORE, 0)


def _limit(what: int, most: int) -> None:
    """Set the soft limit alone, so that it can be raised again, as far as the system lets us."""
    _, hard = resource.getrlimit(what)
    allowed = hard if most == resource.RLIM_INFINITY or 0 <= hard < most else most
    resource.setrlimit(what, (allowed, hard))


def _answer(pipe: Connection[Any, Any], answer: tuple[Any, ...], limits: Limits) -> None:
    from multiprocessing.reduction import ForkingPickler

    packed = ForkingPickler.dumps(answer)
    if len(packed) > limits.reply:
        said = f"what it unpacks to is larger than {limits.reply // 1_000_000} MB"
        packed = ForkingPickler.dumps(("refused", "read.too_much", said, _HINT))
    pipe.send_bytes(packed)


def _too_slow(name: str, said: str) -> ReadError:
    return ReadError(said, code="read.too_slow", hint=_HINT, source=name)


def _signal_name(status: int) -> str:
    return signal.Signals(-status).name if status < 0 else f"exit code {status}"


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
