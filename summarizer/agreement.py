"""Whether the numbers of one text are all in another, and how to name one that is not."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from summarizer.numerals import Kind, Number

_Group = Literal["amount", "percent", "month", "weekday", "vague"]
_Key = tuple[_Group, Fraction]
_GROUPS: dict[Kind, tuple[_Group, ...]] = {  # what may stand for what
    "number": ("amount",),
    "ordinal": ("amount",),
    "date": ("amount", "month"),
    "percent": ("percent",),
    "month": ("month",),
    "weekday": ("weekday",),
    "vague": ("vague",),
}
_ONCE_IS_ENOUGH: frozenset[Kind] = frozenset({"month", "weekday", "vague"})
_PLURALS = ((12, "trillions"), (9, "billions"), (6, "millions"), (3, "thousands"))
_FACTORS = ("", "tens of ", "hundreds of ")
_MAX_DECIMALS = 6
_YEAR_DIGITS = 4  # a number that may be a year gets no comma
_INVISIBLE = re.compile(r"[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_THINGS: dict[Kind, str] = {"month": "month", "weekday": "day", "date": "date"}


def find_unmatched(wanted: tuple[Number, ...], given: tuple[Number, ...]) -> tuple[Number, ...]:
    """The firm numbers of ``wanted`` that ``given`` lacks, in their order.

    A number that is wanted twice must be given twice; months, weekdays and plurals are enough once. Numbers of
    ``given`` that are not firm serve any number of times. Equal values are paired before other readings are tried.
    """
    wanted = tuple(number for number in wanted if number.firm)
    if not wanted:
        return ()
    by_value: dict[_Key, list[int]] = {}
    by_reading: dict[_Key, list[int]] = {}
    lasting: set[_Key] = set()
    for index, number in enumerate(given):
        keys = list(_keys(number))
        if number.kind in _ONCE_IS_ENOUGH or not number.firm:
            lasting.update(keys)
            continue
        by_value.setdefault(keys[0], []).append(index)
        for key in keys:
            by_reading.setdefault(key, []).append(index)
    used: set[int] = set()
    left = [number for number in wanted if not _take(list(_keys(number))[:1], by_value, used)]
    left = [number for number in left if lasting.isdisjoint(_keys(number))]
    return tuple(number for number in left if not _take(list(_keys(number)), by_reading, used))


def find_readings(numbers: tuple[Number, ...]) -> frozenset[_Key]:
    """All that ``numbers`` may stand for."""
    return frozenset(key for number in numbers for key in _keys(number))


def is_among(number: Number, readings: frozenset[_Key]) -> bool:
    """Whether a number is there at all, though perhaps not as often."""
    return not readings.isdisjoint(_keys(number))


def count_firm(wanted: tuple[Number, ...], given: tuple[Number, ...]) -> tuple[int, int]:
    """How many of the firm numbers of ``wanted`` are in ``given``, and how many there are."""
    firm = sum(number.firm for number in wanted)
    return firm - len(find_unmatched(wanted, given)), firm


def say_number(number: Number) -> str:
    """A number as an English reader writes it: "98,000", "2.5%", "September", "tens of thousands"."""
    if number.kind == "month":
        return calendar.month_name[int(number.value)]
    if number.kind == "weekday":
        return calendar.day_name[int(number.value) - 1]
    if number.kind == "vague":
        return _say_plural(number.value)
    return _say_value(number) + ("%" if number.kind == "percent" else "")


def say_with_source(number: Number) -> str:
    """The number in English, and as it stands where that looks different: ``98,000 ("98 ألف")``."""
    said, stands = say_number(number), quote(number.text)
    return said if said == stands else f'{said} ("{stands}")'


def name_kind(number: Number) -> str:
    """What sort of number it is, in a word: number, month, day or date."""
    return _THINGS.get(number.kind, "number")


def is_dated(number: Number) -> bool:
    """Whether it is a month, a weekday or a part of a date."""
    return number.kind in _THINGS


def quote(text: str) -> str:
    """``text`` as it stands but for line breaks and characters that would turn the sentence around it."""
    return " ".join(_INVISIBLE.sub("", text).split())


def _say_value(number: Number) -> str:
    if number.text.isdecimal() and len(number.text) <= _YEAR_DIGITS:
        return str(int(number.text))  # in ASCII digits
    if ":" in number.text:
        hours, minutes = divmod(int(number.value * 60), 60)
        return f"{hours}:{minutes:02}"
    if number.value.denominator == 1:
        return f"{int(number.value):,}"
    return f"{float(number.value):,.{_MAX_DECIMALS}f}".rstrip("0").rstrip(".")


def _say_plural(value: Fraction) -> str:
    power = len(str(int(value))) - 1
    for scale, name in _PLURALS:
        if scale <= power < scale + len(_FACTORS):
            return _FACTORS[power - scale] + name
    return {1: "tens", 2: "hundreds"}.get(power, f"{int(value):,}")


def _take(keys: list[_Key], stock: dict[_Key, list[int]], used: set[int]) -> bool:
    """Use up one number of ``stock`` that has one of ``keys``; whether there was one."""
    for key in keys:
        indexes = stock.get(key, [])
        while indexes:
            index = indexes.pop()
            if index not in used:
                used.add(index)
                return True
    return False


def _keys(number: Number) -> Iterator[_Key]:
    """What ``number`` may be matched by, its plain value first."""
    for group in _GROUPS[number.kind]:
        for value in (number.value, *number.others):
            yield group, value
