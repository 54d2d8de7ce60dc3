"""Who is next: fair between clients."""

from __future__ import annotations

import pytest

from summarizer.web.line import Line


def order(line: Line) -> list[str]:
    taken = []
    while len(line):
        taken.append(line.take())
        line.let_go()
    return taken


@pytest.mark.parametrize(
    ("came", "served"),
    [
        ("a1 a2 a3", "a1 a2 a3"),
        ("a1 a2 a3 b1", "a1 b1 a2 a3"),
        ("a1 a2 a3 b1 b2 c1", "a1 b1 c1 a2 b2 a3"),
        ("a1 b1 a2 b2", "a1 b1 a2 b2"),
    ],
)
def test_every_client_s_first_comes_before_anybody_s_second(came: str, served: str) -> None:
    line = Line()
    for job in came.split():
        line.add(job, job[0])
    assert [line.position(job) for job in served.split()] == list(range(1, len(served.split()) + 1))
    assert order(line) == served.split()


def test_the_job_in_hand_counts_as_its_client_s() -> None:
    line = Line()
    for job in ("a1", "a2"):
        line.add(job, "a")
    assert line.take() == "a1"
    line.add("b1", "b")
    line.add("a3", "a")
    assert line.count("a") == 3
    assert order(line) == ["b1", "a2", "a3"]


def test_who_comes_late_does_not_come_before_those_who_waited_long() -> None:
    line = Line()
    for job in ("a1", "a2", "a3", "b1", "b2"):
        line.add(job, job[0])
    assert [line.take() for _ in range(3)] == ["a1", "b1", "a2"]
    line.add("c1", "c")
    assert order(line) == ["b2", "c1", "a3"]


def test_a_stream_of_new_clients_does_not_hold_up_a_second_job_for_ever() -> None:
    line, served = Line(), []
    for job in ("a1", "a2", "a3"):
        line.add(job, "a")
    for n in range(40):
        line.add(f"new{n}", f"new{n}")
        served.append(line.take())
    assert [served.index(job) for job in ("a1", "a2", "a3")] == [0, 11, 22]


def test_a_job_that_makes_room_waits_for_the_others_and_keeps_its_place_among_its_own() -> None:
    line = Line()
    for job in ("a1", "b1", "a2"):
        line.add(job, job[0])
    assert line.take() == "a1"
    line.put_back()
    assert order(line) == ["b1", "a2", "a1"]


def test_a_job_that_was_taken_out_is_not_served() -> None:
    line = Line()
    for job in ("a1", "a2"):
        line.add(job, "a")
    line.remove("a1")
    assert (line.position("a1"), line.count("a"), order(line)) == (0, 1, ["a2"])
