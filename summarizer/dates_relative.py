"""Dates that an article gives from where it stands: weekdays, yesterday, last week. They need the article's own date.

Without it they are known to be dates and no more. ``FoundDate`` is what every finder of ``dates_arabic`` gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from summarizer.arabic_words import Reading, bare_forms, look_up
from summarizer.fact_types import Certainty

_THIS, _LAST, _NEXT = (
    "الحالي الجاري الحاليه الجاريه هذا هذه",
    "الماضي الماضيه الفائت المنصرم المنقضي",
    "المقبل المقبله القادم القادمه",
)
TURNS = {word: turn for turn, words in ((0, _THIS), (-1, _LAST), (1, _NEXT)) for word in words.split()}
_UNITS = {"الاسبوع": "week", "الشهر": "month", "العام": "year", "السنه": "year"}
_DAYS = {
    ("امس",): -1,
    ("امس", "الاول"): -2,
    ("اول", "امس"): -2,
    ("اول", "من", "امس"): -2,
    ("اليوم",): 0,
    ("غدا",): 1,
    ("يوم", "غد"): 1,
}
_FUTURE = re.compile(r"(?<!\w)[وف]?(?:س[يتن]\w{3,}|سوف)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date before it is placed: offsets, and year, month, day or the whole date as far as they are known."""

    start: int
    end: int
    date: str | None
    certainty: Certainty
    hijri: bool = False


def find_weekdays(reading: Reading, published: date | None) -> Iterator[FoundDate]:
    """A weekday is the last one before the article, or the next where the text says so or speaks of the future."""
    for number in reading.numbers:
        if number.kind != "weekday" or not number.firm:
            continue
        index = reading.after(number.start)
        lead, shift = read_lead(reading, index)
        turn = TURNS.get(reading.form(index + 1))
        start = number.start if shift is None else reading.words[lead].start
        end = reading.words[index + 1].end if turn is not None else number.end
        day = None
        if published:
            back = (published.isoweekday() - int(number.value)) % 7
            if shift is not None:
                told = published + timedelta(days=shift)
                day = told if told.isoweekday() == number.value else None  # else the article contradicts its own date
            elif turn == 1:
                day = published + timedelta(days=7 - back)
            elif turn == -1 and back == 0:
                day = published - timedelta(days=7)
            elif turn == -1 or not _FUTURE.search(_clause_around(reading, index)):
                day = published - timedelta(days=back)
        yield _resolved(start, end, day.isoformat() if day else None)


def read_lead(reading: Reading, weekday: int) -> tuple[int, int | None]:
    """The word at which "yesterday, Sunday" begins, and the days from the article to it; ``weekday`` and None alone."""
    for length in (3, 2, 1):
        first, *rest = reading.forms(weekday - length, length)
        for bare in bare_forms(first):
            if (bare, *rest) in _DAYS:
                return weekday - length, _DAYS[(bare, *rest)]
    return weekday, None


def _clause_around(reading: Reading, index: int) -> str:
    """What is written before word ``index``, back to a sign or أن, and the word after it."""
    start = index
    while start and not reading.words[start - 1].is_sign and reading.form(start - 1) not in ("ان", "بان"):
        start -= 1
    return " ".join(word.form for word in reading.words[start : index + 2])


def find_relative(reading: Reading, published: date | None) -> Iterator[FoundDate]:
    """Yesterday and today; last week as an ISO week (2022-W38), last month, last year."""
    for index, word in enumerate(reading.words):
        turn, unit = TURNS.get(reading.form(index + 1)), look_up(word.form, _UNITS)
        if unit and turn is not None:
            span = _span(unit, turn, published) if published else None
            yield _resolved(word.start, reading.words[index + 1].end, span)
        length = next((n for n in (3, 2, 1) if reading.forms(index, n) in _DAYS), 0)
        number = next((n for n in reading.numbers if n.start == word.end + 1), None)
        if length and not (length == 1 and number and number.kind == "ordinal"):  # "اليوم الأول" is the first day
            shift = _DAYS[reading.forms(index, length)]
            day = (published + timedelta(days=shift)).isoformat() if published else None
            yield _resolved(word.start, reading.words[index + length - 1].end, day)


def _span(unit: str, turn: int, published: date) -> str:
    if unit == "week":
        year, week, _ = (published + timedelta(weeks=turn)).isocalendar()
        return f"{year}-W{week:02}"
    if unit == "month":
        months = published.year * 12 + published.month - 1 + turn
        return f"{months // 12}-{months % 12 + 1:02}"
    return str(published.year + turn)


def _resolved(start: int, end: int, day: str | None) -> FoundDate:
    return FoundDate(start=start, end=end, date=day, certainty="resolved" if day else "unknown")
