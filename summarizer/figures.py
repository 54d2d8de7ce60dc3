"""The figures of an Arabic article: each number with what it counts, of whom, where and when, and who gives it.

figure_amounts    the numbers that are amounts: no names, ages, dates
figure_counted    what each of them counts
figure_scope      what happened, where, how often, since when
figure_status     whether that is told as a fact, denied or only possible
figure_english    the figure in English, by rule
here              "the number of arrivals rose to 10,000": what a number counts that has no noun beside it
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.arabic_words import Reading, word_set
from summarizer.fact_types import Attribution, DatedEvent, Figure, FigureKind, Scope
from summarizer.figure_amounts import Amount, find_amounts, is_period
from summarizer.figure_counted import Counted, find_counted, read_phrase
from summarizer.figure_english import say_figure
from summarizer.figure_scope import Context, find_action, find_scope
from summarizer.figure_words import CASUALTIES, NOUNS, TIMES
from summarizer.numerals import Number

_NUMBER_OF = word_set("عدد اعداد حصيله")
_THE_NUMBER = word_set("العدد الحصيله")  # of what was said before
_OTHERS = word_set("اخرين اخرون اخري")
_FURTHEST = 16  # words between "the number of" and the number: "عدد الوافدين إلى هذا البلد ... تضاعف إلى"
_NEAR = 3  # sentences over which "the number" still means what was counted
_EVENTS = frozenset({"kill", "injure", "detain"})  # they happen to people even where none are named
_YEARS = range(1900, 2100)  # without a noun of the tables such a number is one
_LARGE = 1000  # a number in words with a scale is an amount even by itself
_THOUSANDS = re.compile(r"[1-9١-٩]\d{0,2}(?:\.\d{3})+")  # "98.000" people or dollars: no decimal point


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """What "the number of ..." counts: at word ``word`` of sentence ``where``, with what is said of it there."""

    where: int
    word: int
    counted: Counted
    scope: Scope


def find_figures(
    readings: Sequence[Reading], *, dates: Sequence[DatedEvent], attributions: Sequence[Attribution]
) -> tuple[Figure, ...]:
    """The figures of an article's sentences, in their order; ``dates`` and ``attributions`` are its own.

    Plurals without a count ("tens of thousands") are no figures, nor are ages, ordinals, names, times and dates.
    """
    figures: list[Figure] = []
    subject: _Subject | None = None
    for reading in readings:
        context = Context(
            reading=reading,
            dates=tuple(date for date in dates if date.where == reading.where),
            speakers=tuple((i, a) for i, a in enumerate(attributions) if a.where == reading.where),
        )
        subject = _find_subject(context) or subject
        near = subject if subject and reading.where - subject.where <= _NEAR else None
        figures += _find_in(context, near)
    return tuple(figures)


def _find_in(context: Context, subject: _Subject | None) -> list[Figure]:
    """The figures of one sentence."""
    figures: list[Figure] = []
    last: Counted | None = None
    goes_on = False  # whether numbers without a noun still mean the subject
    for amount in find_amounts(context.reading, context.dates):
        counted = find_counted(context.reading, amount)
        after = context.reading.after(amount.end)
        scope = None
        if counted is None and last and context.reading.form(after) in _OTHERS:
            counted = replace(last, start=amount.start, end=context.reading.words[after].end)
        elif counted is None and last and context.reading.form(context.reading.before(amount.start)) == "اصل":
            counted = replace(last, start=amount.start, end=amount.end)  # "17 مسيرة من أصل 20"
        goes_on = counted is None and subject is not None and (goes_on or _means(context.reading, subject, amount))
        if goes_on and subject and not amount.percent:
            counted = replace(subject.counted, start=amount.start, end=amount.end)
            scope = subject.scope
        if _is_figure(context, amount, counted):
            figures.append(_make_figure(context, amount, counted, scope))
            last = counted or last
    return figures


def _is_figure(context: Context, amount: Amount, counted: Counted | None) -> bool:
    if counted and counted.unit in TIMES and is_period(context.reading, amount):
        return False
    if _may_be_year(amount) and not (counted and counted.unit):
        return False
    if counted or amount.percent or amount.hedge or amount.high is not None:
        return True
    is_bare = amount.first.text.isdecimal() or amount.low < _LARGE
    return not is_bare or find_action(context.reading, amount.start, amount.end, near=True) in _EVENTS


def _may_be_year(amount: Amount) -> bool:
    text = amount.first.text
    return not amount.hedge and amount.high is None and text.isdecimal() and int(text) in _YEARS


def _make_figure(context: Context, amount: Amount, counted: Counted | None, inherited: Scope | None) -> Figure:
    near = find_action(context.reading, amount.start, amount.end, near=True)
    if counted is None and not amount.percent and near in _EVENTS:
        counted = Counted(start=amount.start, end=amount.end, lemma="شخص", noun=NOUNS["شخص"])
    start = min(amount.start, counted.start) if counted else amount.start
    end = max(amount.end, counted.end) if counted else amount.end
    unit, noun = (counted.unit, counted.noun) if counted else ("", None)
    nation = counted.nation if counted else None
    scope = find_scope(context, start, end, nation)
    if unit in CASUALTIES:
        scope = replace(scope, action=CASUALTIES[unit])
    if inherited:
        scope = replace(scope, action=inherited.action or scope.action, place=scope.place or inherited.place)
    scope = replace(scope, people=noun.people if noun else "", nation=nation.country if nation else "")
    if amount.percent:
        scope = replace(scope, rate="")
    kind: FigureKind = "percent" if amount.percent else noun.kind if noun else "count"
    if kind == "measure" and scope.action in _EVENTS:
        scope = replace(scope, action="")  # "6.1 degrees" of an earthquake that kills
    if kind == "count" or (kind == "money" and amount.first.text.endswith("000")):  # "1.085 dollars" may be a price
        amount = _in_thousands(amount)
    low, high = _bounds(amount)
    return Figure(
        where=context.reading.where,
        start=start,
        end=end,
        arabic=context.reading.plain[start:end],
        kind=kind,
        value=amount.low if low is None and high is None else None,
        low=low,
        high=high,
        about=amount.hedge == "about",
        counted=counted.lemma if counted else "",
        unit=unit,
        scope=scope,
        attribution=context.speaker_at(start),
        english=say_figure(amount, counted, scope.rate),
    )


def _in_thousands(amount: Amount) -> Amount:
    """``amount`` of people, things or money: then the point of "98.000" is one between thousands."""
    low, high = _read_thousands(amount.first), _read_thousands(amount.last)
    if amount.high is None:
        return replace(amount, low=low or amount.low)
    return replace(amount, low=low or amount.low, high=high or amount.high)


def _read_thousands(number: Number) -> int | None:
    return int(number.text.replace(".", "")) if _THOUSANDS.fullmatch(number.text) else None


def _bounds(amount: Amount) -> tuple[int | float | None, int | float | None]:
    """The lower and the upper end, None for both where the number stands for itself."""
    if amount.high is not None:
        return amount.low, amount.high
    if amount.hedge in ("more than", "at least"):
        return amount.low, None
    return (None, amount.low) if amount.hedge in ("less than", "at most", "up to") else (None, None)


def _find_subject(context: Context) -> _Subject | None:
    """The last "number of X" of the sentence."""
    reading = context.reading
    for index in range(len(reading.words) - 1, -1, -1):
        form = reading.form(index)
        if any(bare in _NUMBER_OF for bare in (form, form[1:])):
            counted = read_phrase(reading, index + 1)
            if counted:
                scope = find_scope(context, counted.end, counted.end, counted.nation)
                if counted.unit in CASUALTIES:
                    scope = replace(scope, action=CASUALTIES[counted.unit])
                return _Subject(where=reading.where, word=index, counted=counted, scope=scope)
    return None


def _means(reading: Reading, subject: _Subject, amount: Amount) -> bool:
    """Whether a number without a noun is that of the subject: of "the number of" before it, or of "the number"."""
    at = reading.before(amount.start)
    if subject.where == reading.where and 0 < at - subject.word <= _FURTHEST:
        return True
    return any(reading.form(i).lstrip("وف") in _THE_NUMBER for i in range(max(at - _FURTHEST, 0), at + 1))
