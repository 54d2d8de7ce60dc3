"""Numbers as they stand in running text: the value, and the pieces of text that it is read from.

    normalize          one spelling for digits and spaces, with a way back to the text given
    read_tokens        digits, clock times, dates, words and percent signs, in order
    a language         words become terms: "خمسة وعشرون ألفا" is unit, ten, scale; "half a million" is part, scale
    numerals_grammar   terms become Numbers

``numerals_arabic`` and ``numerals_english`` are the two languages; ``agreement`` compares what they find.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

Kind = Literal["number", "percent", "ordinal", "date", "month", "weekday", "vague"]
Role = Literal[
    "digits",
    "unit",  # 1 to 9
    "teen",  # 10 to 19; in Arabic only 10
    "ten",  # 20, 30 ... 90
    "hundred",  # the word that counts hundreds
    "hundreds",  # several hundreds in one word
    "dozen",
    "scale",  # thousand, million ...
    "dual",  # two thousand, two million ... in one word
    "plural",  # tens, hundreds, thousands ...
    "part",  # half, quarter
    "parts",  # thirds, quarters after their count
    "ordinal",
    "mark",  # the th of 21st
    "suffix",  # k, m after digits
    "decade",  # the s of 1990s
    "percent",
    "whole",  # complete in itself: a month, a weekday
    "hint",  # complete, and need not be matched
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in a text: ``text == given[start:end]``, offsets in code points.

    ``kind`` date is a part of a date in digits (day, month or year), month is 1 to 12, weekday 1 (Monday) to 7, vague
    a plural without a count ("آلاف" is 1,000, "tens of thousands" 10,000). ``others`` are further ways to read it:
    "10m" may be ten metres or ten million. A number that is not ``firm`` may stand behind one in the other language but
    need not be there itself: "one", "first", "half", an Arabic dual.
    """

    value: Fraction
    start: int
    end: int
    text: str
    kind: Kind
    others: tuple[Fraction, ...] = ()
    firm: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word or one run of digits of a number, with offsets into the normalised text.

    A dual's value is that of one: "ألفين" is a dual of 1,000.
    """

    role: Role
    value: Fraction
    start: int
    end: int
    kind: Kind = "number"
    others: tuple[Fraction, ...] = ()


class Token(NamedTuple):
    """A piece of normalised text; ``type`` is the name of its group in ``_TOKEN``."""

    type: str
    text: str
    start: int
    end: int


_TOKEN = re.compile(
    r"(?P<clock>\d{1,2}:\d{2}(?!\d))"
    r"|(?P<date>\d{1,4}([/.-])\d{1,2}\3\d{1,4}(?!\d)|\d{1,2}/\d{1,2}(?![\d/]))"
    r"|(?P<reversed>\d+ر\d+)"
    r"|(?P<digits>\d{1,3}(?: \d{3})+(?![\d.,])|\d+(?:[.,،]\d+)*)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<percent>%)"
)
_MAX_DIGITS = 40  # a longer run is a key or a checksum; int() is quadratic in them and refuses 4,300
_HALF_DAY = 12


def read_tokens(plain: str) -> list[Token]:
    """The tokens of normalised text, in order and apart."""
    return [Token(m.lastgroup or "", m.group(), m.start(), m.end()) for m in _TOKEN.finditer(plain)]


def read_digits(token: Token, *, signs_vary: bool) -> list[Term]:
    """The terms in a token made of digits: one, or each part where the signs between them separate and do not group.

    ``signs_vary``: whether the language's pages also use the signs in other ways, which then are further readings.
    """
    if token.end - token.start > _MAX_DIGITS:
        return []
    if token.type == "clock":
        return [_read_clock(token)]
    if token.type == "date":
        return _read_parts(token, "date")
    if token.type == "reversed":
        return [_read_reversed(token)]
    parts, signs = re.split(r"\D", token.text), re.findall(r"\D", token.text)
    in_threes = len(parts[0]) <= 3 and parts[0] != "0" and all(len(part) == 3 for part in parts[1:])
    others: tuple[Fraction, ...] = ()
    if not signs or (in_threes and len(set(signs)) == 1 and signs != ["."]):
        value = Fraction(int("".join(parts)))
    elif len(signs) == 1 or _has_groups_then_decimals(parts, signs):
        value = Fraction(int("".join(parts)), 10 ** len(parts[-1]))
        others = _read_otherwise(parts, signs[0], in_threes) if signs_vary else ()
    else:
        return _read_parts(token, "number")
    return [Term(role="digits", value=value, start=token.start, end=token.end, others=others)]


def _read_otherwise(parts: list[str], sign: str, in_threes: bool) -> tuple[Fraction, ...]:
    """What else Arabic pages mean by digits, a sign and digits: 1,234 by "1.234", 17:30 by "17.30", 3.5 by "5،3"."""
    if len(parts) != 2 or in_threes:
        return (Fraction(int("".join(parts))),) if in_threes else ()
    readings = []
    if len(parts[1]) == 2 and int(parts[0]) < 24 and int(parts[1]) < 60:
        readings.append(int(parts[0]) + Fraction(int(parts[1]), 60))
    if sign == "،":
        readings.append(Fraction(int(parts[1] + parts[0]), 10 ** len(parts[0])))
    return tuple(readings)


def _has_groups_then_decimals(parts: list[str], signs: list[str]) -> bool:
    """Whether it is written like 1,234,567.89 or 1.234,56."""
    groups = parts[1:-1]
    return (
        len(set(signs[:-1])) == 1
        and signs[-1] != signs[0]
        and len(parts[0]) <= 3
        and all(len(group) == 3 for group in groups)
    )


def _read_clock(token: Token) -> Term:
    """A time in hours; the same time of the other half of the day is another reading."""
    hour, minute = (int(part) for part in token.text.split(":"))
    value = hour + Fraction(minute, 60)
    other = value + (_HALF_DAY if hour < _HALF_DAY else -_HALF_DAY)
    return Term(role="digits", value=value, start=token.start, end=token.end, others=(other,))


def _read_reversed(token: Token) -> Term:
    """The decimals that Tunisian agencies set with ر for the point, the decimals first: "9ر4" is 4.9, rarely 9.4."""
    first, second = token.text.split("ر")
    value, other = (Fraction(int(whole + rest), 10 ** len(rest)) for whole, rest in ((second, first), (first, second)))
    return Term(role="digits", value=value, start=token.start, end=token.end, others=(other,))


def _read_parts(token: Token, kind: Kind) -> list[Term]:
    """Each run of digits by itself."""
    start = token.start
    return [
        Term(role="digits", value=Fraction(int(m.group())), start=start + m.start(), end=start + m.end(), kind=kind)
        for m in re.finditer(r"\d+", token.text)
    ]
