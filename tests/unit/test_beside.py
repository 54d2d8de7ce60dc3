"""Threads beside the one that deals with what they do."""

from __future__ import annotations

import sys
from threading import Event, get_ident
from time import sleep

import pytest

from summarizer.beside import Beside, GivenUp, take_short_turns


def test_what_is_told_and_what_is_done_is_dealt_with_in_one_thread_in_order() -> None:
    met: list[tuple[object, int]] = []

    def deal(what: object) -> None:
        met.append((what, get_ident()))

    def work() -> str:
        beside.tell(lambda: deal("begun"))
        beside.tell(lambda: deal("half done"))
        return "done"

    with Beside(1) as beside:
        beside.start(work, deal)
        beside.run()
    assert met == [(what, get_ident()) for what in ("begun", "half done", "done")]


def test_a_work_may_lead_to_another_and_run_ends_with_the_last() -> None:
    done: list[int] = []

    def then(number: int) -> None:
        done.append(number)
        if number < 3:
            beside.start(lambda: number + 1, then)

    with Beside(2) as beside:
        beside.start(lambda: 1, then)
        beside.run()
    assert done == [1, 2, 3]


def test_two_works_go_on_at_the_same_time() -> None:
    first, second, done = Event(), Event(), []

    def wait(mine: Event, other: Event) -> bool:
        mine.set()
        return other.wait(30)

    with Beside(2) as beside:
        beside.start(lambda: wait(first, second), done.append)
        beside.start(lambda: wait(second, first), done.append)
        beside.run()
    assert done == [True, True]


def test_what_a_work_raises_is_raised_where_it_is_waited_for() -> None:
    def work() -> None:
        raise ValueError("torn")

    with Beside(1) as beside:
        beside.start(work, print)
        with pytest.raises(ValueError, match="torn"):
            beside.run()


def test_a_work_that_nobody_waits_for_ends_where_it_tells_the_next_time() -> None:
    ended: list[type[BaseException]] = []

    def work() -> None:
        try:
            while True:
                beside.tell(stop)
                sleep(0.001)
        except BaseException as error:
            ended.append(type(error))
            raise

    def stop() -> None:
        raise KeyboardInterrupt

    with Beside(1) as beside:
        beside.start(work, print)
        beside.start(lambda: ended.append(ValueError), print)  # never begun
        with pytest.raises(KeyboardInterrupt):
            beside.run()
    assert ended == [GivenUp]


def test_a_work_may_ask_whether_anybody_waits() -> None:
    with Beside(1) as beside:
        beside.check()
    with pytest.raises(GivenUp):
        beside.check()


def test_threads_take_shorter_turns_where_the_process_is_ours() -> None:
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.005)  # Python's own
    try:
        take_short_turns()
        assert sys.getswitchinterval() < 0.005
    finally:
        sys.setswitchinterval(before)
