"""Which figures of a group stand in one row: those of one quantity, found without comparing each with all others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple, Protocol

from summarizer.fact_types import Figure, Scope
from summarizer.figure_words import FAMILIES

Reading = tuple[int, Figure]
_SAME_PEOPLE = frozenset({"person", "citizen", "inhabitant"})
_TOLLS = frozenset({"kill", "injure", "miss"})
_TELLING = 1000  # a smaller number may be that of anything: then the event must be known and the same
_PERIOD = re.compile(r"(?P<how>\w+) (?:(?P<year>\d{4})|-)(?:-W(?P<week>\d{2})|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
_AT = frozenset({"in", "on"})  # in a month, on a day: one way of saying when


class Amount(Protocol):
    """A number or its bounds, as in ``Figure``."""

    @property
    def value(self) -> int | float | None:
        """The number, None for bounds."""

    @property
    def low(self) -> int | float | None:
        """The lower bound."""

    @property
    def high(self) -> int | float | None:
        """The upper bound."""


class Mention(NamedTuple):
    """A figure of ``article``, whose text is that of the article ``source``; ``words`` are those of its sentence."""

    article: int
    figure: Figure
    source: int
    words: str

    def key(self) -> tuple[object, ...]:
        """All that the figure says."""
        f = self.figure
        return f.value, f.low, f.high, f.about, f.unit, f.counted, f.scope


@dataclass(slots=True)
class Row:
    """The readings of one quantity while they are gathered.

    ``unlike`` has one figure for each thing that they say, so that 500 copies cost no more than one; ``printed`` which
    articles give it in a sentence of these words. Of the ``sources`` those count that have it in words of their own.
    """

    readings: list[Reading] = field(default_factory=list)
    unlike: dict[tuple[object, ...], Figure] = field(default_factory=dict)
    sources: set[int] = field(default_factory=set)
    counted: set[int] = field(default_factory=set)
    printed: dict[str, set[int]] = field(default_factory=dict)

    def add(self, mention: Mention) -> bool:
        """Take in a figure; whether it says what none said here before."""
        known = len(self.unlike)
        self.readings.append((mention.article, mention.figure))
        self.unlike.setdefault(mention.key(), mention.figure)
        self.sources.add(mention.source)
        if not mention.words or mention.words not in self.printed:
            self.counted.add(mention.source)
        self.printed.setdefault(mention.words, set()).add(mention.article)
        return len(self.unlike) > known

    def reprints(self, mention: Mention) -> bool:
        """Whether other articles alone give the figure here in the same sentence; what it has twice has two rows."""
        articles = self.printed.get(mention.words, ()) if mention.words else ()
        return bool(articles) and mention.article not in articles and mention.key() in self.unlike


@dataclass(slots=True)
class Group:
    """The rows of figures that may stand side by side, in order, and where among them a figure can find its own."""

    rows: list[Row] = field(default_factory=list)
    by_number: dict[tuple[object, ...], set[int]] = field(default_factory=dict)
    by_scope: dict[tuple[str, Scope], set[int]] = field(default_factory=dict)
    by_words: dict[str, set[int]] = field(default_factory=dict)
    printers: dict[str, set[int]] = field(default_factory=dict)  # articles, by the words of their sentences

    def add(self, mention: Mention) -> None:
        """Take in a figure."""
        place = self._find(mention)
        if place is None:
            place = len(self.rows)
            self.rows.append(Row())
        figure, words = mention.figure, mention.words
        if self.rows[place].add(mention):
            self.by_number.setdefault(_number(figure), set()).add(place)
            self.by_scope.setdefault((figure.unit, figure.scope), set()).add(place)
        if words:
            self.by_words.setdefault(words, set()).add(place)
            self.printers.setdefault(words, set()).add(mention.article)

    def _find(self, mention: Mention) -> int | None:
        """The row whose readings all give the number of the figure, else one that gives another number for the same."""
        figure = mention.figure
        alike = self.by_number.get(_number(figure), set()) if figure.unit or figure.counted else set[int]()
        if self.printers.get(mention.words, set()) - {mention.article}:
            alike = alike | self.by_words[mention.words]
        for place in sorted(alike):
            row = self.rows[place]
            if row.reprints(mention) or all(_is_same(figure, other) for other in row.unlike.values()):
                return place
        rivals = self.by_scope.get((figure.unit, figure.scope), set()) if is_definite(figure.unit, figure.scope) else ()
        for place in sorted(place for place in rivals if mention.source not in self.rows[place].sources):
            if all(_is_rival(figure, other) for other in self.rows[place].unlike.values()):
                return place
        return None


def _is_same(one: Figure, other: Figure) -> bool:
    """Whether both give the same number, and nothing says that it is of two things."""
    if not _same_thing(one, other) or not same_value(one, other):
        return False
    first, second = one.scope, other.scope
    if (first.people, first.rate, first.status) != (second.people, second.rate, second.status):
        return False
    if _periods_clash(first.period, second.period):
        return False
    if any(a and b and a != b for a, b in ((first.nation, second.nation), (first.place, second.place))):
        return False
    things = first.nation == second.nation != "" and FAMILIES.get(one.unit) != "person"
    telling = min(_size(one), _size(other)) >= _TELLING or bool(first.action) or things
    return first.action == second.action and telling


def _is_rival(one: Figure, other: Figure) -> bool:
    """Whether two figures, of which enough is known, differ in the number alone. Ranges must hold the other."""
    ranges = any(figure.low is not None and figure.high is not None for figure in (one, other))
    comparable = not ranges or overlap([one, other])
    return comparable and one.scope == other.scope and one.unit == other.unit


def is_definite(unit: str, scope: Scope) -> bool:
    """Whether another number for this can only be of the same: the thing, the event, the place and the time are known.

    Tolls need no time: they all count from the event.
    """
    return bool(unit and scope.action and scope.place and (scope.period or scope.action in _TOLLS))


def _same_thing(one: Figure, other: Figure) -> bool:
    if one.unit and other.unit:
        return one.unit == other.unit or {one.unit, other.unit} <= _SAME_PEOPLE
    return one.unit == other.unit and one.counted == other.counted != ""


def same_value(one: Amount, other: Amount) -> bool:
    """Whether two figures give one number: "about", or a bound, may stand before it in one of them."""
    if any(figure.low is not None and figure.high is not None for figure in (one, other)):
        return (one.low, one.high) == (other.low, other.high)
    opposite = (one.low is None) != (other.low is None) and (one.high is None) != (other.high is None)
    return _size(one) == _size(other) and not opposite


def _number(figure: Amount) -> tuple[object, ...]:
    """What is equal where ``same_value`` holds."""
    bounds = (figure.low, figure.high)
    return (_size(figure),) if None in bounds else bounds


def _size(figure: Amount) -> float:
    return next(number for number in (figure.value, figure.low, figure.high) if number is not None)


def _periods_clash(one: str, other: str) -> bool:
    """Whether two periods name different years, months, weeks or days, or one begins where the other does not.

    Words and dates, or two wordings, do not clash.
    """
    first, second = (_PERIOD.fullmatch(period) for period in (one, other))
    if not first or not second:
        return False
    if first["how"] != second["how"] and not {first["how"], second["how"]} <= _AT:
        return True
    parts = ((first[name], second[name]) for name in ("year", "month", "week", "day"))
    return any(a and b and a != b for a, b in parts)


def overlap(figures: Sequence[Figure]) -> bool:
    """Whether one number lies within all that the figures say. A bound is taken to hold its own number."""
    lows = (figure.low if figure.value is None else figure.value for figure in figures)
    highs = (figure.high if figure.value is None else figure.value for figure in figures)
    return max((low for low in lows if low is not None), default=-inf) <= min(
        (high for high in highs if high is not None), default=inf
    )
