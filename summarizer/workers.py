"""Processes that read and prepare articles beside the model: ``--workers``.

They are those of ``limited``: one that dies costs the article that it had in hand, and a new one takes its place.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import ParamSpec, TypeVar

from summarizer.limited import Limits, Worker

P = ParamSpec("P")
S = TypeVar("S")
T = TypeVar("T")

# Far more than any article needs, so that only a runaway meets them: what this process could do must not fail there.
_AMPLE = Limits(memory=16_000_000_000, reply=2_000_000_000, cpu_seconds=900, wall_seconds=1800.0)


class Workers:
    """So many processes, each started when it is first needed; none: the work is done here. Use it in a ``with``."""

    def __init__(self, count: int) -> None:
        self._all = [Worker(_AMPLE) for _ in range(count)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._all:
            self._idle.put(worker)

    def map(self, work: Callable[[S], T], items: Iterable[S]) -> list[T]:
        """``work`` of each item, in order; as many of them at once as there are processes, so that each can use one."""
        if not self._all:
            return [work(item) for item in items]
        with ThreadPoolExecutor(max_workers=len(self._all)) as threads:
            return list(threads.map(work, items))

    def run(self, name: str, function: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """What ``function`` returns, in a process that is free: see ``Worker.run``, also for the errors."""
        if not self._all:
            return function(*given, **named)
        worker = self._idle.get()
        try:
            return worker.run(name, function, *given, **named)
        finally:
            self._idle.put(worker)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._all:
            worker.close()


def work_ahead(work: Callable[[S], T], items: Iterable[S], *, threads: int = 1) -> Generator[T, None, None]:
    """``work`` of each item, in order; while one is dealt with, so many threads work at the next.

    Closed before its end, it waits for the items that are in hand and begins no others.
    """
    with ThreadPoolExecutor(max_workers=threads) as pool:
        coming: deque[Future[T]] = deque()
        try:
            for item in items:
                coming.append(pool.submit(work, item))
                if len(coming) > threads:
                    yield coming.popleft().result()
            while coming:
                yield coming.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)
