"""The dates of an Arabic article: what is written of each, and what the article's own date adds to it.

Nothing is guessed. A day and month without a year stay that ("--09-21") unless the text says "this month" and the
article has a date; a weekday or "yesterday" has no date at all in an article without one; Hijri dates are kept as
written, since the calendars of two countries may differ by a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from summarizer.arabic_words import Reading, bare_forms, word_set
from summarizer.dates_relative import TURNS, FoundDate, find_relative, find_weekdays
from summarizer.fact_types import Certainty, DatedEvent
from summarizer.numerals import Number
from summarizer.readers.dates import iso_date

_YEARS = range(1800, 2100)
_GAP_BEFORE_MONTH = re.compile(r"[\s(]*(?:من\s+)?(?:شهر\s+)?")
_GAP_BEFORE_YEAR = re.compile(r"[\s)،,]*(?:من\s+)?(?:ال|ل)?(?:عام|سن[ةه])?\s*")
_GAP_AFTER_WEEKDAY = re.compile(r"[\s،,(]*(?:الموافق(?:\s+ل)?)?\s*")
_OTHER_NAME = re.compile(r"\s*[(/]?\s*")  # سبتمبر (أيلول), كانون الثاني/يناير, مارس آذار
_YEAR_WORDS = word_set("عام عاما سنه العام السنه عامي اعوام موسم حلول")
_BEFORE_BARE_YEAR = word_set("في منذ من الي حتي قبل بعد و")
_AFTER_BARE_YEAR = word_set("في من الي حتي و ان عندما حين حيث بعد قبل التي الذي عن علي مع")
_MONTH_WORDS = word_set("شهر شهري")
_HIJRI = word_set(
    "محرم صفر ربيع_الاول ربيع_الاخر ربيع_الثاني جمادي_الاولي جمادي_الاخره جمادي_الثانيه رجب شعبان رمضان شوال "
    "ذو_القعده ذي_القعده ذو_الحجه ذي_الحجه"
)
_MONTHS, _LONGEST_MONTH = 12, 31
_LEAP_YEAR = 2000
_LONGEST_LIST_GAP = len(" و ")
_HIJRI_YEARS = range(1300, 1500)


def find_dates(readings: Sequence[Reading], published: str | None) -> tuple[DatedEvent, ...]:
    """Every date of an article's sentences, in their order; ``published`` is its own date (ISO), None if unknown."""
    stated = iso_date(published or "")
    day = date.fromisoformat(stated) if stated else None
    return tuple(event for reading in readings for event in _find_in(reading, day))


def _find_in(reading: Reading, published: date | None) -> tuple[DatedEvent, ...]:
    """The dates of one sentence, apart and sorted. ``published``: the day of the article, None if it is not known."""
    found: list[FoundDate] = []
    for finder in (_find_numeric, _find_months, _find_hijri, _find_years, find_weekdays, find_relative):
        for new in finder(reading, published):
            if not any(new.start < old.end and old.start < new.end for old in found):
                found.append(new)
    return tuple(
        DatedEvent(
            where=reading.where,
            start=one.start,
            end=one.end,
            arabic=reading.plain[one.start : one.end],
            date=one.date,
            certainty=one.certainty,
            calendar="hijri" if one.hijri else "gregorian",
        )
        for one in sorted(found, key=lambda one: one.start)
    )


def _find_numeric(reading: Reading, _: date | None) -> Iterator[FoundDate]:
    """21/9/2022, 2022-09-21: day before month where both can be, as Arabic writes them."""
    parts = [number for number in reading.numbers if number.kind == "date"]
    for first, second, third in zip(parts, parts[1:], parts[2:], strict=False):
        if second.start - first.end != 1 or third.start - second.end != 1:
            continue
        year, month, day = (int(part.value) for part in (third, second, first))
        if year not in _YEARS:
            year, day = day, year
        if month > _MONTHS >= day:
            month, day = day, month
        if year in _YEARS and month <= _MONTHS and day <= _LONGEST_MONTH:
            written = _iso(year, month, day)
            certainty: Certainty = "written" if written else "unknown"  # 31/2/2022
            yield FoundDate(start=first.start, end=third.end, date=written, certainty=certainty)


def _find_months(reading: Reading, published: date | None) -> Iterator[FoundDate]:
    """A month with what stands around it: weekday, day, second name, year, "this" or "last"."""
    numbers, done = reading.numbers, -1
    for index, number in enumerate(numbers):
        day, first = _day_before(reading, index)
        if number.kind != "month" or not (number.firm or day) or number.start < done:
            continue
        month, start, end = int(number.value), number.start, number.end
        start = numbers[first].start if day else start
        if first and numbers[first - 1].kind == "weekday" and _joins(reading, first - 1, first, _GAP_AFTER_WEEKDAY):
            start = numbers[first - 1].start
            if reading.form(reading.before(start)) == "اليوم":
                start = reading.words[reading.before(start)].start
        last = index
        while (
            last + 1 < len(numbers)
            and numbers[last + 1].value == month
            and _joins(reading, last, last + 1, _OTHER_NAME)
        ):
            last += 1
            end = numbers[last].end
        year = None
        if (
            last + 1 < len(numbers)
            and _is_year(numbers[last + 1])
            and _joins(reading, last, last + 1, _GAP_BEFORE_YEAR)
        ):
            year, end = int(numbers[last + 1].value), numbers[last + 1].end
        yield _complete(
            reading, FoundDate(start=start, end=end, date=None, certainty="partial"), (year, month, day), published
        )
        done = end


def _day_before(reading: Reading, month: int) -> tuple[int | None, int]:
    """The day that stands before the month at index ``month`` of the numbers, and its index."""
    number = reading.numbers[month - 1] if month else None
    is_day = number is not None and number.kind in ("number", "ordinal") and number.value in range(1, 32)
    if number and is_day and _joins(reading, month - 1, month, _GAP_BEFORE_MONTH):
        return int(number.value), month - 1
    return None, month


def _complete(
    reading: Reading, found: FoundDate, parts: tuple[int | None, int, int | None], published: date | None
) -> FoundDate:
    """``found`` with its date: the year as written, or that of "this September" and "last September"."""
    year, month, day = parts
    certainty: Certainty = "written"
    after = reading.after(found.end)
    while reading.form(after) == ")":
        after += 1
    turn = TURNS.get(reading.form(after))
    end = found.end
    if year is None and turn is not None:
        end = reading.words[after].end
        if published:
            year, certainty = _year_of(month, turn, published), "resolved"
    if year is None and (day is None or _iso(_LEAP_YEAR, month, day)):
        partial = f"--{month:02}" + (f"-{day:02}" if day else "")
        return FoundDate(start=found.start, end=end, date=partial, certainty="partial")
    if year is None:
        return FoundDate(start=found.start, end=end, date=None, certainty="unknown")  # 31 February
    whole = _iso(year, month, day) if day else f"{year}-{month:02}"
    return FoundDate(start=found.start, end=end, date=whole, certainty=certainty if whole else "unknown")


def _year_of(month: int, turn: int, published: date) -> int | None:
    """The year of the month named "this", "last" or "next" in an article of ``published``."""
    if turn == 0:
        return published.year if month == published.month else None
    if turn < 0:
        return published.year - (month > published.month)
    return published.year + (month < published.month)


def _find_hijri(reading: Reading, _: date | None) -> Iterator[FoundDate]:
    """A Hijri month beside a day, the word for month or a Hijri year; alone it may be a person's name."""
    for index, word in enumerate(reading.words):
        taken = next(
            (
                n
                for n in (2, 1)
                if any("_".join([bare, *reading.forms(index + 1, n - 1)]) in _HIJRI for bare in bare_forms(word.form))
            ),
            0,
        )
        if not taken:
            continue
        start, end, sure = word.start, reading.words[index + taken - 1].end, reading.form(index - 1) in _MONTH_WORDS
        for number in reading.numbers:
            gap = reading.plain[number.end : start] if number.end <= start else "?"
            if number.value in range(1, 31) and _GAP_BEFORE_MONTH.fullmatch(gap):
                start, sure = number.start, True
            gap = reading.plain[end : number.start] if number.start >= end else "?"
            if number.value in _HIJRI_YEARS and _GAP_BEFORE_YEAR.fullmatch(gap):
                end, sure = number.end, True
        if sure:
            yield FoundDate(start=start, end=end, date=None, certainty="written", hijri=True)


def _find_years(reading: Reading, _: date | None) -> Iterator[FoundDate]:
    known = -_LONGEST_LIST_GAP - 1  # where the last year ended: "2019 و2020"
    for number in reading.numbers:
        if not _is_year(number):
            continue
        index = reading.after(number.start)
        before, after = reading.form(index - 1), reading.form(index + 1)
        named = any(bare in _YEAR_WORDS for bare in bare_forms(before)) if before else False
        alone = not after or not after[0].isalpha() or after in _AFTER_BARE_YEAR or after.startswith("و")
        follows = 0 <= number.start - known <= _LONGEST_LIST_GAP
        if named or follows or after == "م" or (before in _BEFORE_BARE_YEAR and alone):
            known = number.end
            yield FoundDate(start=number.start, end=number.end, date=str(int(number.value)), certainty="written")


def _is_year(number: Number) -> bool:
    return number.kind == "number" and number.text.isdecimal() and len(number.text) == 4 and number.value in _YEARS


def _joins(reading: Reading, first: int, second: int, gap: re.Pattern[str]) -> bool:
    """Whether what stands between two numbers is nothing but ``gap``."""
    between = reading.plain[reading.numbers[first].end : reading.numbers[second].start]
    return gap.fullmatch(between) is not None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
