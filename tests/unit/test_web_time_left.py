"""The time that a job still takes: told late rather than wrongly."""

from __future__ import annotations

import pytest

from summarizer.web.time_left import Estimate


@pytest.mark.parametrize(
    ("found", "done", "took", "articles", "left"),
    [
        (100, 50, 20, 0, 25),  # half of one article, and the end
        (100, 0, 20, 0, 0),  # nothing is known of its speed
        (100, 50, 4, 0, 0),  # too early
        (100, 9, 20, 0, 0),  # too little
        (100, 10, 20, 0, 204),
        (100, 50, 20, 1, 70),  # another article, as long as this one
        (100, 50, 20, 9, 0),  # a twentieth of ten articles
        (100, 100, 20, 0, 2),  # the end alone
        (100, 150, 20, 0, 2),  # sentences that were translated once more, article by article
    ],
)
def test_the_time_left_is_told_once_enough_is_done(found: int, done: int, took: int, articles: int, left: int) -> None:
    now = iter((1000.0, 1000.0 + took))
    estimate = Estimate(clock=lambda: next(now))
    estimate.find(1, found)
    estimate.finish(done)
    assert estimate.seconds_left(articles) == left


def test_what_came_before_the_first_article_does_not_count() -> None:
    now = iter((500.0, 510.0, 520.0))
    estimate = Estimate(clock=lambda: next(now))
    estimate.find(1, 100)
    estimate.finish(50)
    assert estimate.seconds_left(0) == 12
    estimate.find(1, 300)
    assert estimate.seconds_left(0) == 159


def test_nothing_is_told_before_anything_is_found() -> None:
    assert Estimate().seconds_left(3) == 0
