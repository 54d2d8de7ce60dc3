"""Numbers of an Arabic text that have one sure English form, and that form: "98 ألف" is 98,000, "آب" August.

Each kind is a row of ``_WRITERS``: which numbers it takes, and how an English newspaper writes them. What is read in
more than one way, or said otherwise in English, stays Arabic: ends of a range that share a scale ("5 إلى 6 آلاف"),
years, "ألف" alone, which is also a verb, hours, decades, kings ("محمد السادس").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from summarizer.numerals import Kind, Number
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.numerals_english import MONTHS, WEEKDAYS


def _words(text: str) -> list[str]:
    return text.split()


NumberKind = Literal["thousands", "figures", "count", "percent", "ordinal", "vague", "month", "weekday"]

_UNITS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_DECIMALS = 3  # of a million, a billion: more are written out, "1,234,567"
_SHARED_SCALE_GAP = 10  # characters between the ends of a range that one scale may count: "5 إلى 6 آلاف"
_LEAST_THOUSANDS = 1000
_LEAST_FIGURES = 10_000  # the model copies shorter runs of digits, and they may be years
_MOST_FIGURES = 10**9  # longer ones are keys and telephone numbers
_IN_WORDS = 10  # the largest that newspapers write with a word
_WORDS = _words("two three four five six seven eight nine ten")
_ORDINALS = _words("third fourth fifth sixth seventh eighth ninth tenth")
_VAGUE = {  # the Arabic counts tens where English counts dozens
    10: "dozens",
    100: "hundreds",
    10**3: "thousands",
    10**4: "tens of thousands",
    10**5: "hundreds of thousands",
    10**6: "millions",
    10**7: "tens of millions",
    10**8: "hundreds of millions",
    10**9: "billions",
    10**10: "tens of billions",
    10**11: "hundreds of billions",
    10**12: "trillions",
}
_PERCENT_WORD = re.compile(r"(?:بال|في ال)م")
_NO_COUNT = re.compile(r"(?:ثلاث|رباع|خماس|سداس)ي|ينيات|ينات")  # trilateral, five-year; the sixties
_ARTICLE = ("ال", "ل")  # the alef is swallowed after ل, which the number leaves out
_NO_ORDINAL = frozenset({"الساعة", "الدور", "الفصل", "المادة"})  # nine o'clock, round of 16, Article 4
_FEW = re.compile(r"[وفبل]{0,2}(?:بضعة?|عدة)")  # "a few thousand"
_SAME_MONTH = re.compile(r" ?[/-] ?")  # "تشرين الأول/أكتوبر" is said once
_IN_BRACKETS = re.compile(r"\s*\(")  # "سبتمبر (أيلول)"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNumber:
    """``plain[start:end]``, the letters before it left out, says ``english``; ``kind`` is the row it comes from."""

    kind: NumberKind
    start: int
    end: int
    english: str
    number: Number


class _Place(NamedTuple):
    """A number with its neighbours: the number before it, and the word before it as it is written."""

    number: Number
    earlier: Number | None
    word_before: str

    @property
    def is_definite(self) -> bool:
        return self.number.text.startswith(_ARTICLE)


def find_written_numbers(plain: str) -> Iterator[WrittenNumber]:
    """The numbers of normalised text that can be written in English, sorted and apart."""
    numbers = find_numbers_arabic(plain)
    done = 0
    for i, number in enumerate(numbers):
        row = _WRITERS.get(number.kind, {})
        place = _Place(number, numbers[i - 1] if i else None, _word_before(plain, number.start))
        written = next(((kind, english) for kind, write in row.items() if (english := write(place))), None)
        if not written or number.start < done:
            continue
        kind, english = written
        done = _end_of_month(plain, number, numbers[i + 1 : i + 2]) if kind == "month" else number.end
        yield WrittenNumber(kind=kind, start=number.start, end=done, english=english, number=number)


def write_number(value: Fraction) -> str | None:
    """The number as English newspapers write it: 98,000 or 3.5 million; None for one that has no short form."""
    for size, name in _UNITS:
        in_units = value / size
        if in_units >= 1 and (in_units * 10**_DECIMALS).denominator == 1:
            return f"{_decimal(in_units)} {name}"
    return f"{value.numerator:,}" if value.denominator == 1 else None


def _decimal(value: Fraction) -> str:
    return f"{float(value):.{_DECIMALS}f}".rstrip("0").rstrip(".")


def _write_thousands(place: _Place) -> str | None:
    """A large, definite count with words in it. "ألف" alone is also a verb, "المليون" a known million."""
    number = place.number
    if not number.firm or number.others or number.value < _LEAST_THOUSANDS or _shares_scale(place):
        return None
    words = number.text.split()
    if words[0].startswith("ال") or not any(character.isalpha() for character in number.text):
        return None
    if len(words) == 1 and not words[0].isdigit() and str(number.value).strip("0") == "1":
        return None
    return write_number(number.value)


def _write_figures(place: _Place) -> str | None:
    """Digits without commas, which the model miscounts when it puts them in: "100000" came out as 1,000,000."""
    number = place.number
    is_count = number.text.replace(" ", "").isdigit() and number.text[0] != "0" and not number.others
    return f"{number.value.numerator:,}" if is_count and _LEAST_FIGURES <= number.value < _MOST_FIGURES else None


def _write_count(place: _Place) -> str | None:
    """Two to ten in words, then figures; with the article a round number may be an ordinal ("القرن العشرين")."""
    number = place.number
    if not number.firm or number.others or not 2 <= number.value < _LEAST_THOUSANDS or number.value.denominator > 1:
        return None
    if any(character.isdigit() for character in number.text) or _NO_COUNT.search(number.text):
        return None
    if number.value <= _IN_WORDS:
        return _WORDS[int(number.value) - 2]
    return None if place.is_definite and " " not in number.text else str(number.value)


def _write_percent(place: _Place) -> str | None:
    number = place.number
    is_exact = not number.others and (number.value * 10**_DECIMALS).denominator == 1
    return f"{_decimal(number.value)} percent" if is_exact and _PERCENT_WORD.search(number.text) else None


def _write_ordinal(place: _Place) -> str | None:
    """From the third on, before its noun ("ثالث أكبر") or after one that has the article too ("المرة الثالثة")."""
    number, before = place.number, place.word_before
    if not number.firm or number.others or number.text.endswith("ا") or before in _NO_ORDINAL:
        return None
    if place.is_definite and not before.startswith(("ال", "لل", "وال", "بال", "فال", "كال")):
        return None
    value = int(number.value)
    return _ORDINALS[value - 3] if value <= _IN_WORDS else f"{value}{_ordinal_ending(value)}"


def _ordinal_ending(value: int) -> str:
    return "th" if value // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _write_vague(place: _Place) -> str | None:
    return None if _FEW.fullmatch(place.word_before) else _VAGUE.get(int(place.number.value))


def _write_month(place: _Place) -> str | None:
    return MONTHS[int(place.number.value) - 1] if place.number.firm else None


def _write_weekday(place: _Place) -> str | None:
    return WEEKDAYS[int(place.number.value) - 1] if place.number.firm else None


_WRITERS: Mapping[Kind, Mapping[NumberKind, Callable[[_Place], str | None]]] = {
    "number": {"thousands": _write_thousands, "figures": _write_figures, "count": _write_count},
    "percent": {"percent": _write_percent},
    "ordinal": {"ordinal": _write_ordinal},
    "vague": {"vague": _write_vague},
    "month": {"month": _write_month},
    "weekday": {"weekday": _write_weekday},
}


def _shares_scale(place: _Place) -> bool:
    """Whether the number before may be counted by this one's scale: writing out one end of a range would hide it."""
    before = place.earlier
    return before is not None and bool(before.others) and place.number.start - before.end <= _SHARED_SCALE_GAP


def _word_before(plain: str, start: int) -> str:
    """The word before the one in which ``start`` lies, "" if a sign stands between or there is none."""
    head = plain[:start].rsplit(" ", 1)[0] if " " in plain[:start] else ""
    word = head.rsplit(" ", 1)[-1]
    return word if word.isalpha() else ""


def _end_of_month(plain: str, number: Number, following: tuple[Number, ...]) -> int:
    """The end of a month's name and of its second name, if that is written after it."""
    for other in following:
        same = other.kind == "month" and other.value == number.value
        if same and _SAME_MONTH.fullmatch(plain, number.end, other.start):
            return other.end
        if same and _IN_BRACKETS.fullmatch(plain, number.end, other.start) and plain[other.end : other.end + 1] == ")":
            return other.end + 1
    return number.end
