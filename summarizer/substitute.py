"""English into the Arabic, before a model that copies Latin letters translates it: names, terms, and large numbers.

    find_swaps    what can be replaced: entries of the lexicon, then numbers that are written with words
    apply_swaps   the text with them: "لكازاخستان" becomes "ل Kazakhstan", "98 ألف" becomes "98,000"
    is_honoured   whether the English that was put in came out again

The reader is shown the original; the replaced text is for the model alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from summarizer.lexicon import Choose, Lexicon
from summarizer.numerals import Number
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.numerals_english import find_numbers_english

Origin = Literal["glossary", "lexicon", "number"]

_SCALE_WORD = re.compile(r"(?:[أا]لف(?:ا|ي|ين|ان)?|[آا]لاف|ملي(?:ون|ار)\w*|ملايين|ب(?:لي|لاي)\w*|تر\w*يون\w*)(?!\w)")
_LEAST = 1000  # smaller numbers in words stay Arabic: "ثلاثة أشخاص", "العشرين", decades
_UNITS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_DECIMALS = 3  # of a million, a billion: more are written out, "1,234,567"
_SHARED_SCALE_GAP = 10  # characters between the ends of a range that one scale may count: "5 إلى 6 آلاف"


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """``text[start:end]`` is to be ``english``, with the clitics as words of their own before it.

    ``arabic`` is the entry's Arabic as given, or the words of the number. ``value`` is that of a number.
    """

    start: int
    end: int
    clitics: tuple[str, ...]
    arabic: str
    english: str
    origin: Origin
    value: Fraction | None = None


def find_swaps(plain: str, lexicon: Lexicon, choose: Choose | None = None) -> tuple[Swap, ...]:
    """What can be replaced in normalised text, sorted and apart; a name goes before a number.

    Offsets are code points of ``plain``. For ``choose`` see ``Lexicon.find``.
    """
    matches = lexicon.find(plain, choose) if choose else lexicon.find(plain)
    names = [
        Swap(
            start=match.start,
            end=match.end,
            clitics=match.clitics,
            arabic=match.entry.arabic,
            english=match.entry.english,
            origin="glossary" if match.entry.own else "lexicon",
        )
        for match in matches
    ]
    taken = [(swap.start, swap.end) for swap in names]
    numbers = [s for s in _find_numbers(plain) if all(s.end <= start or end <= s.start for start, end in taken)]
    return tuple(sorted((*names, *numbers), key=lambda swap: swap.start))


def apply_swaps(plain: str, swaps: Iterable[Swap]) -> str:
    """``plain`` with the English of ``swaps``, which are sorted and apart, in place of their Arabic."""
    parts, at = [], 0
    for swap in swaps:
        parts += [plain[at : swap.start], " ".join((*swap.clitics, swap.english))]
        if plain[swap.end : swap.end + 1].isalnum():
            parts.append(" ")  # "98ألف" without a space after it
        at = swap.end
    return "".join(parts) + plain[at:]


def is_honoured(swap: Swap, english: str) -> bool:
    """Whether ``english`` says what was put in: the words in any case, or a number of that value.

    A plural or possessive ending is allowed: "Kazakhstan's".
    """
    if swap.value is not None and any(swap.value in (n.value, *n.others) for n in find_numbers_english(english)):
        return True
    return find_words(swap.english, english) is not None


def find_words(words: str, english: str) -> re.Match[str] | None:
    """The first place where ``english`` has ``words``, in any case, with or without an ending in s."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return re.search(rf"(?<!\w){pattern}(?=s?(?!\w))", english, re.IGNORECASE)


def write_number(value: Fraction) -> str | None:
    """The number as English newspapers write it: 98,000 or 3.5 million; None for one that has no short form."""
    for size, name in _UNITS:
        in_units = value / size
        if in_units >= 1 and (in_units * 10**_DECIMALS).denominator == 1:
            return f"{float(in_units):.{_DECIMALS}f}".rstrip("0").rstrip(".") + f" {name}"
    return f"{value.numerator:,}" if value.denominator == 1 else None


def _find_numbers(plain: str) -> Iterator[Swap]:
    if not _SCALE_WORD.search(plain):
        return  # reading all numbers costs more than the rest of the work
    numbers = find_numbers_arabic(plain)
    for i, number in enumerate(numbers):
        written = write_number(number.value)
        if not written or not _is_written_out(number) or _shares_scale(numbers[max(0, i - 1) : i], number):
            continue
        start = number.start
        while start and plain[start - 1].isalpha():
            start -= 1
        yield Swap(
            start=start,
            end=number.end,
            clitics=tuple(plain[start : number.start]),
            arabic=number.text,
            english=written,
            origin="number",
            value=number.value,
        )


def _is_written_out(number: Number) -> bool:
    """Whether it is a large, definite count with words in it. "ألف" alone is also a verb, "المليون" a known million."""
    if number.kind != "number" or not number.firm or number.others or number.value < _LEAST:
        return False
    words = number.text.split()
    if words[0].startswith("ال") or not any(character.isalpha() for character in number.text):
        return False
    return len(words) > 1 or words[0].isdigit() or str(number.value).strip("0") != "1"


def _shares_scale(before: Sequence[Number], number: Number) -> bool:
    """Whether the number before may be counted by this one's scale: writing out one end of a range would hide it."""
    return any(n.others and number.start - n.end <= _SHARED_SCALE_GAP for n in before)
