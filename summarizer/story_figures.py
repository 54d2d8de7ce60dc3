"""The same quantity as several articles give it: side by side, agreeing or differing, never merged by mistake.

Two figures are one quantity where the number is the same and nothing that is said of them speaks against it. Where the
numbers differ, all that is said must be the same: thing counted, people, event, place, rate, period. Everything else
stays apart: 93,000 identity numbers since April are not 98,000 entries since September.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from math import inf
from typing import NamedTuple, Protocol

from summarizer.arabic_words import bare_forms, read_sentence, word_set
from summarizer.fact_types import Facts, Figure, Scope, StoryFigure, Verdict
from summarizer.figure_words import FAMILIES
from summarizer.places import find_nation
from summarizer.speakers import find_persons

_Reading = tuple[int, Figure]
_SAME_PEOPLE = frozenset({"person", "citizen", "inhabitant"})
_MOVES = frozenset({"enter", "leave", "cross", "displace", "return"})
_TOLLS = frozenset({"kill", "injure", "miss"})
_TELLING = 1000  # a smaller number may be that of anything: then the event must be known and the same
_SCOPE_FIELDS = tuple(each.name for each in fields(Scope))
_PERIOD = re.compile(r"(?P<how>\w+) (?:(?P<year>\d{4})|-)(?:-W(?P<week>\d{2})|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
_AT = frozenset({"in", "on"})  # in a month, on a day: one way of saying when
_NO_NAMES = word_set("حكومه سلطات السلطات دوله جمهوريه مسؤول مسؤولون مسؤولين متحدث باسم في من لدي و")
_OFFICES = {"وزير": "وزاره", "وزيره": "وزاره", "رئيسه": "رئيس"}


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


class _Mention(NamedTuple):
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
class _Row:
    """The readings of one quantity while they are gathered.

    ``unlike`` has one figure for each thing that they say, so that 500 copies cost no more than one; ``printed`` which
    articles give it in a sentence of these words. Of the ``sources`` those count that have it in words of their own.
    """

    readings: list[_Reading] = field(default_factory=list)
    unlike: dict[tuple[object, ...], Figure] = field(default_factory=dict)
    sources: set[int] = field(default_factory=set)
    counted: set[int] = field(default_factory=set)
    printed: dict[str, set[int]] = field(default_factory=dict)

    def add(self, mention: _Mention) -> None:
        """Take in a figure."""
        self.readings.append((mention.article, mention.figure))
        self.unlike.setdefault(mention.key(), mention.figure)
        self.sources.add(mention.source)
        if not mention.words or mention.words not in self.printed:
            self.counted.add(mention.source)
        self.printed.setdefault(mention.words, set()).add(mention.article)

    def reprints(self, mention: _Mention) -> bool:
        """Whether other articles alone give the figure here in the same sentence; what it has twice has two rows."""
        articles = self.printed.get(mention.words, ()) if mention.words else ()
        return bool(articles) and mention.article not in articles and mention.key() in self.unlike


def compare_figures(
    articles: Sequence[Facts],
    *,
    copies: Mapping[int, int] | None = None,
    words: Callable[[int, int], str] = lambda article, sentence: "",
) -> tuple[StoryFigure, ...]:
    """The quantities of a story, those of one group together, groups in the order in which the articles give them.

    ``copies`` maps an article's index to that of the article whose wire text it prints: both count as one source.
    ``words`` gives those of a sentence: what two articles give in the same sentence is one quantity, however little is
    said of it, and of one source.
    """
    copies = copies or {}
    rows: dict[tuple[str, ...], list[_Row]] = {}
    for article, facts in enumerate(articles):
        for figure in facts.figures:
            group = rows.setdefault(_group_key(figure), [])
            mention = _Mention(article, figure, copies.get(article, article), words(article, figure.where))
            row = _find_row(group, mention)
            if row is None:
                row = _Row()
                group.append(row)
            row.add(mention)
    return tuple(
        _make_row(articles, row, number, apart)
        for number, group in enumerate(rows.values())
        for apart in [_find_apart(group)]
        for row in group
    )


def _group_key(figure: Figure) -> tuple[str, ...]:
    """What figures must share to stand side by side: the kind of thing, and the kind of event; else the words."""
    action = "move" if figure.scope.action in _MOVES else figure.scope.action
    return figure.kind, FAMILIES.get(figure.unit, figure.unit) or figure.counted or figure.arabic, action


def _find_row(group: Sequence[_Row], mention: _Mention) -> _Row | None:
    """The row whose readings all give the number of the figure, else one that gives another number for the same."""
    figure = mention.figure
    for row in group:
        if row.reprints(mention) or all(_is_same(figure, other) for other in row.unlike.values()):
            return row
    for row in group:
        if mention.source not in row.sources and all(_is_rival(figure, other) for other in row.unlike.values()):
            return row
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
    """Whether two figures differ in the number alone, and enough is known to say so. Ranges must hold the other."""
    ranges = any(figure.low is not None and figure.high is not None for figure in (one, other))
    comparable = not ranges or _overlap([one, other])
    return is_definite(one.unit, one.scope) and comparable and one.scope == other.scope and one.unit == other.unit


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


def _judge(figures: Sequence[Figure], sources: int) -> Verdict:
    """Whether several sources give one number, numbers that may be one ("more than 98,000" and 98,000), or others."""
    if sources == 1:
        return "single"
    if len({(figure.value, figure.low, figure.high) for figure in figures}) == 1:
        return "agree"
    return "within" if _overlap(figures) else "differ"


def _overlap(figures: Sequence[Figure]) -> bool:
    """Whether one number lies within all that the figures say. A bound is taken to hold its own number."""
    lows = (figure.low if figure.value is None else figure.value for figure in figures)
    highs = (figure.high if figure.value is None else figure.value for figure in figures)
    return max((low for low in lows if low is not None), default=-inf) <= min(
        (high for high in highs if high is not None), default=inf
    )


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


def _find_apart(group: Sequence[_Row]) -> tuple[str, ...]:
    """The names of what the quantities of a group are not alike in."""
    if len(group) == 1:
        return ()
    scopes = [_merge_scopes(figure for _, figure in row.readings) for row in group]
    names = [name for name in _SCOPE_FIELDS if len({getattr(scope, name) for scope in scopes}) > 1]
    return tuple((["unit"] if len({row.readings[0][1].unit for row in group}) > 1 else []) + names)


def _merge_scopes(figures: Iterable[Figure]) -> Scope:
    """All that the readings of one quantity say, each field from the first that says it."""
    merged = Scope()
    for figure in figures:
        said = {name: getattr(merged, name) or getattr(figure.scope, name) for name in _SCOPE_FIELDS}
        merged = replace(merged, **said)
    return merged


def _make_row(articles: Sequence[Facts], row: _Row, group: int, apart: tuple[str, ...]) -> StoryFigure:
    sources = len(row.counted)
    speakers = [
        articles[article].attributions[figure.attribution].person
        for article, figure in row.readings
        if figure.attribution is not None
    ]
    return StoryFigure(
        readings=tuple(row.readings),
        verdict=_judge([figure for _, figure in row.readings], sources),
        sources=sources,
        origins=_find_origins([speaker for speaker in speakers if speaker]),
        scope=_merge_scopes(figure for _, figure in row.readings),
        group=group,
        apart=apart,
    )


def _find_origins(speakers: Sequence[str]) -> tuple[str, ...]:
    """The speakers, without those that are a shorter name of another: "كازاخستان" beside "وزارة ... في كازاخستان"."""
    names = {speaker: _name_words(speaker) for speaker in find_persons(speakers).values()}
    kept: list[str] = []
    for speaker, words in names.items():
        longer = [other for other, others in names.items() if words < others]
        if not longer and all(names[other] != words for other in kept):
            kept.append(speaker)
    return tuple(kept)


def _name_words(speaker: str) -> frozenset[str]:
    """The words that tell one speaker from another: no particles or titles, nationalities as countries."""
    words = set()
    for word in read_sentence(speaker).words:
        nation = find_nation(word.form)
        bare = list(bare_forms(word.form))[-1] if word.form.startswith(("ال", "بال", "لل")) else word.form
        if nation:
            words.add(nation.arabic)
        elif not word.is_sign and word.form not in _NO_NAMES and bare not in _NO_NAMES:
            words.add(_OFFICES.get(bare, bare))
    return frozenset(words)
