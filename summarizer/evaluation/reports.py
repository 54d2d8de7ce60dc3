"""What an evaluation gives: scores, counts and comparisons, with the signatures that make them comparable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One figure of a report.

    ``value`` is in the unit of the field: BLEU, chrF, TER and ROUGE in points from 0, shares from 0 to 1. ``ci95`` is
    half the width of the interval in which the value of another sample of such texts lies in 95 % of the cases
    (bootstrap), None where it was not computed. ``count`` is how many things a share is of, None for other scores.
    The value of a share of nothing is 0, and is shown as "none".
    """

    name: str
    value: float
    ci95: float | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Answers of one kind: how many were ``wanted``, how many ``given``, and how many of these were ``right``.

    What is wanted twice and given once is right once.
    """

    name: str
    right: int
    given: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of the given answers that are right; 0 of none."""
        return share(self.right, self.given)

    @property
    def recall(self) -> float:
        """The share of the wanted answers that were given; 0 of none."""
        return share(self.right, self.wanted)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return share(2 * self.right, self.given + self.wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The scores of one system on ``texts`` texts, with the (name, signature) of each metric."""

    texts: int
    scores: tuple[Score, ...] = ()
    counts: tuple[Count, ...] = ()
    signatures: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> float:
        """The value of the score ``name``. KeyError if the report has none of that name."""
        return {score.name: score.value for score in self.scores}[name]

    def count(self, name: str) -> Count:
        """The count ``name``. KeyError if the report has none of that name."""
        return {count.name: count for count in self.counts}[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Whether two systems differ in one metric.

    ``first`` and ``second`` are their scores, shares in points of 100. ``p_bootstrap`` (Koehn 2004) and
    ``p_randomization`` (Riezler and Maxwell 2005) are the chances of a difference at least as large between systems
    that are equally good.
    """

    metric: str
    first: float
    second: float
    p_bootstrap: float
    p_randomization: float
    signature: str = field(default="", compare=False)


def share(part: float, whole: float) -> float:
    """``part`` of ``whole``, rounded to 4 decimals; 0 of nothing."""
    return round(part / whole, 4) if whole else 0.0


def add_up(name: str, counts: Iterable[Count]) -> Count:
    """One count of all ``counts``."""
    rows = tuple(counts)
    return Count(
        name=name,
        right=sum(row.right for row in rows),
        given=sum(row.given for row in rows),
        wanted=sum(row.wanted for row in rows),
    )


def to_record(count: Count) -> dict[str, Any]:
    """A count with its precision, recall and F1, for JSON."""
    return {
        "name": count.name,
        "right": count.right,
        "given": count.given,
        "wanted": count.wanted,
        "precision": count.precision,
        "recall": count.recall,
        "f1": count.f1,
    }
