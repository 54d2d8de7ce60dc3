"""Threads beside this one: what they are done with, and what they tell meanwhile, is dealt with here, one by one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from types import TracebackType
from typing import TypeVar

T = TypeVar("T")

# Seconds after which a thread of Python makes room for another. With Python's own 0.005 the engine's threads wait for
# those that read and write: the model was at work 84 % of the time that 120 articles took, and 88 % so.
_TURN = 0.0005


def take_short_turns() -> None:
    """Let this process's threads take turns ten times as often: for a process that is Mujaz's own."""
    sys.setswitchinterval(_TURN)


class GivenUp(BaseException):
    """Nobody waits for the work any more. Not an Exception: no guard around an article may take it for a fault."""


class Beside:
    """So many threads, which begin their works in the order of ``start``. Use it in a ``with``.

    At its end the works in hand end where they ``check`` or ``tell`` the next time, and no others begin.
    """

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(max_workers=threads)
        self._told: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._in_hand = 0
        self._closed = False

    def start(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do ``work`` in a thread, and ``then`` with what it returns in this one."""
        self._in_hand += 1
        self._pool.submit(work).add_done_callback(lambda future: self._told.put(partial(self._end, future, then)))

    def check(self) -> None:
        """For the works, between two steps: nothing, or ``GivenUp`` once nobody waits for them."""
        if self._closed:
            raise GivenUp

    def tell(self, deal: Callable[[], None]) -> None:
        """For the works: have ``deal`` called in the thread that runs. ``GivenUp`` as above."""
        self.check()
        self._told.put(deal)

    def run(self) -> None:
        """Deal with all that is told, until no work is in hand. What a work or what deals with it raises is raised."""
        while self._in_hand:
            self._told.get()()

    def _end(self, future: Future[T], then: Callable[[T], None]) -> None:
        self._in_hand -= 1
        then(future.result())

    def __enter__(self) -> Beside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        self._pool.shutdown(cancel_futures=True)
