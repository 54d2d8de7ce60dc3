"""What runs in the worker process ends as a result or as a coded error, and the worker goes on."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import ReadError
from summarizer.limited import Limits, Worker, read_limited
from summarizer.types import Article, Source

TIGHT = Limits(memory=500_000_000, reply=1_000_000, cpu_seconds=1, wall_seconds=20.0)
SOURCE = Source(name="بيان.pdf", kind="text", sha256="0")


def answer(value: object) -> object:
    return value


def process_id() -> int:
    return os.getpid()


def read_word(data: bytes, source: Source) -> Article:
    return Article(source=source, text=data.decode())


def refuse() -> None:
    raise ReadError("it is locked", code="read.encrypted", hint="unlock it", source="another name")


def fail() -> None:
    raise KeyError("word/document.xml")


def spin() -> None:
    while True:
        pass


def sleep() -> None:
    time.sleep(60)


def swell() -> int:
    return len(bytearray(2_000_000_000))


def swell_reply() -> bytes:
    return bytes(2_000_000)


def recurse() -> None:
    recurse()


def overflow() -> None:
    ctypes.string_at(0)


def kill_itself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave() -> None:
    os._exit(3)


def print_much() -> str:
    os.write(1, b"warning " * 100_000)
    os.write(2, b"warning " * 100_000)
    return "done"


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    made = Worker(TIGHT)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("work", "code", "said"),
    [
        (refuse, "read.encrypted", "it is locked"),
        (fail, "read.crashed", "KeyError"),
        (spin, "read.too_slow", "1 seconds of work"),
        (swell, "read.too_much", "too much memory"),
        (swell_reply, "read.too_much", "larger than 1 MB"),
        (recurse, "read.crashed", "RecursionError"),
        (overflow, "read.crashed", "SIGSEGV"),
        (kill_itself, "read.too_much", "memory"),
        (leave, "read.crashed", "exit code 3"),
    ],
)
def test_a_fault_is_a_coded_error_and_the_next_call_succeeds(
    worker: Worker, work: Callable[[], object], code: str, said: str
) -> None:
    with pytest.raises(ReadError, match=re.escape(said)) as caught:
        worker.run("بيان.pdf", work)
    assert (caught.value.code, caught.value.source) == (code, "بيان.pdf")
    assert worker.run("next", answer, 7) == 7


def test_what_only_waits_is_ended_by_the_clock() -> None:
    impatient = Worker(Limits(wall_seconds=0.5))
    with pytest.raises(ReadError) as caught:
        impatient.run("a", sleep)
    impatient.close()
    assert caught.value.code == "read.too_slow"


def test_the_worker_is_kept_between_calls_and_is_not_this_process(worker: Worker) -> None:
    first = worker.run("a", process_id)
    assert first == worker.run("b", process_id) != os.getpid()


def test_a_worker_that_died_while_idle_is_replaced(worker: Worker) -> None:
    os.kill(worker.run("a", process_id), signal.SIGKILL)
    _wait_until(lambda: worker._process is not None and worker._process.poll() is not None)
    assert worker.run("b", answer, "there") == "there"


def test_what_a_parser_prints_goes_nowhere(worker: Worker, capfd: pytest.CaptureFixture[str]) -> None:
    assert worker.run("a", print_much) == "done"
    assert capfd.readouterr() == ("", "")


def test_threads_get_their_own_answers(worker: Worker) -> None:
    got: dict[int, object] = {}
    threads = [
        threading.Thread(target=lambda i=i: got.__setitem__(i, worker.run(str(i), answer, i)))  # type: ignore[misc]
        for i in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == {i: i for i in range(20)}


def test_an_interrupted_call_leaves_no_answer_to_the_next(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    worker.run("a", answer, 0)
    pipe: Any = worker._pipe

    def interrupted(timeout: float) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(type(pipe), "poll", lambda self, timeout: interrupted(timeout))
        with pytest.raises(KeyboardInterrupt):
            worker.run("b", answer, "stale")
    assert worker.run("c", answer, "fresh") == "fresh"


def test_closing_leaves_no_process_and_can_be_done_twice() -> None:
    worker = Worker()
    child = worker.run("a", process_id)
    worker.close()
    worker.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_killed_parent_leaves_no_orphan() -> None:
    code = (
        "import os, time; from summarizer.limited import run_limited;"
        "print(run_limited('a', os.getpid), flush=True); time.sleep(60)"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=root) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert child != parent.pid
        parent.kill()
    _wait_until(lambda: not _alive(child))


def test_an_article_comes_back_as_it_was_made() -> None:
    assert read_limited(read_word, "خبر".encode(), SOURCE) == Article(source=SOURCE, text="خبر")


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _wait_until(happened: Callable[[], bool]) -> None:
    for _ in range(200):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen within ten seconds")


def test_a_worker_that_dies_while_it_is_asked_is_a_coded_error_and_the_next_is_asked() -> None:
    worker = Worker(TIGHT)
    os.kill(worker.run("a", process_id), signal.SIGKILL)
    process = worker._process
    assert process is not None
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    worker._process = _Alive(process)
    with pytest.raises(ReadError) as caught:
        worker.run("b", answer, 1)
    assert (caught.value.code, caught.value.source) == ("read.too_much", "b")
    assert worker.run("c", answer, 2) == 2
    worker.close()


class _Alive:
    """A process of which nobody has heard yet that it is dead."""

    def __init__(self, process: Any) -> None:
        self._process, self._asked = process, False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._process, name)

    def poll(self) -> Any:
        first, self._asked = not self._asked, True
        return None if first else self._process.poll()
