"""English into the Arabic, before a model that copies Latin letters translates it: names, terms, numbers, adjectives.

    find_swaps    what can be replaced: entries of the lexicon, then numbers, then what peoples are called
    apply_swaps   the text with them: "لكازاخستان" becomes "ل Kazakhstan", "98 ألف" becomes "98,000"
    is_honoured   whether the English that was put in came out again

The reader is shown the original; the replaced text is for the model alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, get_args

from summarizer.demonyms import load_demonyms
from summarizer.lexicon import Choose, Lexicon
from summarizer.numerals import Kind
from summarizer.numerals_english import find_numbers_english
from summarizer.written_numbers import NumberKind, find_written_numbers

Origin = Literal["glossary", "lexicon", NumberKind, "demonym"]
ORIGINS: frozenset[Origin] = frozenset(get_args(Origin))
# What goes in: what the shipped model has learnt to copy. Measured with its fourth version on news_dev: adjectives of
# countries, though it was trained with them, cost 0.6 BLEU (41.4 to 40.8) and bring 0.7 % of the numbers at most.
LEARNT: frozenset[Origin] = ORIGINS - {"demonym"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """``text[start:end]`` is to be ``english``, with the clitics as words of their own before it.

    ``arabic`` is the entry's Arabic as given, or the words of the number. ``value`` and ``kind`` are those of a number.
    """

    start: int
    end: int
    clitics: tuple[str, ...]
    arabic: str
    english: str
    origin: Origin
    value: Fraction | None = None
    kind: Kind = "number"


def find_swaps(
    plain: str, lexicon: Lexicon, choose: Choose | None = None, origins: AbstractSet[Origin] = LEARNT
) -> tuple[Swap, ...]:
    """What can be replaced in normalised text, sorted and apart; offsets are code points of ``plain``.

    The user's entries go first, then the longest, so that "تشرين الأول/أكتوبر" is one month; of equals an entry of the
    lexicon, a number, an adjective. For ``choose`` see ``Lexicon.find``.
    """
    numbers = tuple(_find_numbers(plain))
    weekdays = {(number.start, number.end) for number in numbers if number.origin == "weekday"}
    entries = (
        entry
        for entry in _find_entries(plain, lexicon, choose)
        if (entry.start, entry.end) not in weekdays or entry.arabic.startswith("ال")  # "جمعة" is Jomaa, "الجمعة" Friday
    )
    found = (*entries, *numbers, *_find_demonyms(plain, choose))
    kept: list[Swap] = []
    for swap in sorted(found, key=lambda swap: (swap.origin != "glossary", swap.start - swap.end)):
        if swap.origin in origins and all(swap.end <= other.start or other.end <= swap.start for other in kept):
            kept.append(swap)
    return tuple(sorted(kept, key=lambda swap: swap.start))


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
    """Whether ``english`` says what was put in: the words in any case, or a number of that kind and value.

    A plural or possessive ending is allowed: "Kazakhstan's".
    """
    said = find_numbers_english(english) if swap.value is not None else ()
    if any(number.kind == swap.kind and swap.value in (number.value, *number.others) for number in said):
        return True
    return find_words(swap.english, english) is not None


def find_words(words: str, english: str) -> re.Match[str] | None:
    """The first place where ``english`` has ``words``, in any case, with or without an ending in s."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return re.search(rf"(?<!\w){pattern}(?=s?(?!\w))", english, re.IGNORECASE)


def _find_entries(plain: str, lexicon: Lexicon, choose: Choose | None) -> Iterator[Swap]:
    for match in lexicon.find(plain, choose) if choose else lexicon.find(plain):
        yield Swap(
            start=match.start,
            end=match.end,
            clitics=match.clitics,
            arabic=match.entry.arabic,
            english=match.entry.english,
            origin="glossary" if match.entry.own else "lexicon",
        )


def _find_demonyms(plain: str, choose: Choose | None) -> Iterator[Swap]:
    return (replace(swap, origin="demonym") for swap in _find_entries(plain, load_demonyms(), choose))


def _find_numbers(plain: str) -> Iterator[Swap]:
    for written in find_written_numbers(plain):
        start = written.start
        while start and plain[start - 1].isalpha():
            start -= 1
        yield Swap(
            start=start,
            end=written.end,
            clitics=tuple(plain[start : written.start]),
            arabic=plain[written.start : written.end],
            english=written.english,
            origin=written.kind,
            value=written.number.value,
            kind=written.number.kind,
        )
