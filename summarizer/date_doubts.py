"""Dates of an article that cannot be, or that contradict each other or the date of the article itself.

A day more or less is no doubt: agencies write the evening before, and pages are dated after midnight.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from summarizer.agreement import quote
from summarizer.arabic_words import Reading, bare_forms, read_sentence
from summarizer.dates_relative import read_lead
from summarizer.fact_types import DatedEvent, Facts
from summarizer.findings import make_finding
from summarizer.readers.dates import iso_date
from summarizer.types import Document, Finding

_NEAR = timedelta(days=2)
_NAMED = frozenset({"month", "date"})
_SINCE = "منذ"
_DAY_PARTS = 3  # of an ISO date


def find_date_doubts(document: Document, facts: Facts) -> tuple[Finding, ...]:
    """What is to be doubted of the dates in ``facts``, which are those of ``document``."""
    stated = iso_date(document.article.published or "")
    written = facts.dateline.date if facts.dateline else None
    today = _parse(stated or written)
    found = list(_compare_dateline(facts, today)) if stated else []
    for event in facts.dates:
        reading = read_sentence(document.sentences[event.where].plain, where=event.where)
        found += [*_check_calendar(event, reading), *_check_weekday(event, reading, today)]
        found += _check_since(event, reading, today)
    return tuple(found)


def _compare_dateline(facts: Facts, today: date | None) -> Iterator[Finding]:
    """The date of the file against that of the dateline, whose year may be missing."""
    line = facts.dateline
    if line is None or line.date is None or today is None:
        return
    years = (today.year - 1, today.year, today.year + 1) if line.date.startswith("--") else (None,)
    days = [_parse(line.date if year is None else f"{year}{line.date[1:]}") for year in years]
    gaps = [abs(day - today) for day in days if day]
    if gaps and min(gaps) > _NEAR:
        said = _say_partial(line.date)
        message = f"The file dates the article {_say(today)}, but its dateline says {said}."
        yield make_finding("date.contradictory", message, where=line.where)


def _check_calendar(event: DatedEvent, reading: Reading) -> Iterator[Finding]:
    """31 February."""
    inside = [n for n in reading.numbers if event.start <= n.start < event.end]
    if event.date is None and event.calendar == "gregorian" and any(n.kind in _NAMED for n in inside):
        message = f'The source says "{quote(event.arabic)}", and there is no such day.'
        yield make_finding("date.impossible", message, where=event.where)


def _check_weekday(event: DatedEvent, reading: Reading, today: date | None) -> Iterator[Finding]:
    """A Friday, 21 September 2022, which was a Wednesday; "today, Friday" in an article of a Wednesday."""
    inside = (n for n in reading.numbers if event.start <= n.start < event.end and n.kind == "weekday" and n.firm)
    number = next(inside, None)
    if number is None:
        return
    weekday = int(number.value)
    named = calendar.day_name[weekday - 1]
    day = _parse(event.date)
    if event.certainty == "written" and day and day.isoweekday() != weekday:
        message = f"The source calls {_say(day)} a {named}; it was a {calendar.day_name[day.weekday()]}."
        yield make_finding("date.contradictory", message, where=event.where)
    _, shift = read_lead(reading, reading.after(number.start))
    if shift is None or today is None or event.date is not None:
        return
    told = today + timedelta(days=shift)
    if (weekday - told.isoweekday()) % 7 not in (0, 1, 6):
        message = (
            f'The source says "{quote(event.arabic)}", a {named}, but the article is of {_say(today)}, '
            f"a {calendar.day_name[today.weekday()]}."
        )
        yield make_finding("date.contradictory", message, where=event.where)


def _check_since(event: DatedEvent, reading: Reading, today: date | None) -> Iterator[Finding]:
    """What lasts since 2032 in an article of 2022."""
    index = reading.after(event.start)
    if today is None or event.date is None or event.certainty != "written":
        return
    before = (reading.form(index), reading.form(index - 1), reading.form(index - 2))
    first = _first_day(event.date)
    if first and first > today + _NEAR and any(_SINCE in bare_forms(form) for form in before if form):
        message = f"The source says since {_say_partial(event.date)}, after the article's own date, {_say(today)}."
        yield make_finding("date.impossible", message, where=event.where)


def _first_day(written: str) -> date | None:
    """The first day of an ISO date or of one that lacks its day, or month and day."""
    return _parse("-".join([*written.split("-"), "01", "01"][:_DAY_PARTS]))


def _parse(written: str | None) -> date | None:
    """The day of a whole ISO date; None for a part of one, and for 29 February in a year that has none."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


def _say(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def _say_partial(written: str) -> str:
    """An ISO date, or part of one, in English: "15 March 2022", "March 2022", "2022", "15 March"."""
    year, month, day = [*(part for part in written.removeprefix("--").split("-")), "", ""][:_DAY_PARTS]
    if written.startswith("--"):
        year, month, day = "", year, month
    return " ".join(filter(None, (day.lstrip("0"), calendar.month_name[int(month)] if month else "", year)))
