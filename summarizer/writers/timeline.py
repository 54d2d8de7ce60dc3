"""Where the dates of a story stand on its picture.

A line of time true to scale would put a war's first day at one end and all of this week's news in one blot at the
other, so the space between two dates grows with the logarithm of the days between them. The page says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log2

_FIRST, _LAST = 4.0, 96.0  # percent of the width: a dot must not be cut off at the edge
_DOT = 8.0  # percent that a dot with its number needs: 26 of 320 pixels, the narrowest telephone less its margins
_YEARLESS = 2000  # a leap year
_WEEK = re.compile(r"(\d{4})-W(\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A date on the picture: ``x`` in percent of the width, ``lane`` from 0 upwards so that no two dots meet."""

    x: float
    lane: int


def first_day(written: str) -> date | None:
    """The first day of an ISO date or part of one, in the year 2000 where it has none; None for what is no date.

    A year alone has no place among days.
    """
    week = _WEEK.fullmatch(written)
    try:
        if week:
            return date.fromisocalendar(int(week[1]), int(week[2]), 1)
        whole = f"{_YEARLESS}{written[1:]}" if written.startswith("--") else written
        parts = [int(part) for part in whole.split("-")]
        return date(*parts, *[1] * (3 - len(parts))) if len(parts) in (2, 3) else None
    except ValueError:
        return None


def place_dots(days: Sequence[date]) -> tuple[Dot, ...]:
    """A dot for each day, in their order, which must be rising."""
    steps = [log2(1 + (later - earlier).days) for earlier, later in pairwise(days)]
    total = sum(steps) or 1.0
    dots: list[Dot] = []
    taken: list[float] = []  # where the last dot of each lane stands
    at = 0.0
    for step in [0.0, *steps][: len(days)]:
        at += step
        x = _FIRST + (_LAST - _FIRST) * at / total if len(days) > 1 else 50.0
        lane = next((i for i, last in enumerate(taken) if last + _DOT <= x), len(taken))
        taken[lane : lane + 1] = [x]
        dots.append(Dot(x=round(x, 2), lane=lane))
    return tuple(dots)
