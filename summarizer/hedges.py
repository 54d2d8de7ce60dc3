"""Whether "more than", "up to" and "about" came out as such before their number.

Words of one side are compared, not words: "more than" may come out as "at least", "nearly" as "about". A hedge that
the translation adds is not told: "over five years" is mostly no bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from summarizer.arabic_words import read_sentence
from summarizer.figure_amounts import Amount, find_amounts
from summarizer.figure_hedges import Hedge
from summarizer.numerals import Number
from summarizer.numerals_english import find_numbers_english

_Side = Literal["above", "below", "about"]
_SIDES: dict[Hedge, _Side] = {
    "more than": "above",
    "at least": "above",
    "less than": "below",
    "at most": "below",
    "up to": "below",
    "about": "about",
}
_KINDS = frozenset({"number", "percent"})
_BEFORE: dict[_Side, str] = {
    "above": "more than|over|above|exceed(?:s|ed|ing)?|in excess of|upwards? of|surpass(?:es|ed|ing)?|beyond|past"
    "|passed|topp(?:ed|ing)|tops|(?:great|high|old|long|larg|furth)er than|at least|no (?:few|low)er than|no less than"
    "|not less than|a minimum of|crossed|outnumber(?:s|ed|ing)?",
    "below": "less than|fewer than|under|below|up to|as (?:many|much|high|long) as|at most|no more than|not more than"
    "|not (?:to )?exceed(?:ing)?|a maximum of|short of|within|reach(?:es|ed|ing)?|lower than|down to|just|only|nearly"
    "|almost",
    "about": "about|around|some|approximately|approx\\.?|roughly|nearly|almost|close to|circa|near"
    "|estimated(?: \\w+ of| at)?|approach(?:es|ed|ing)?|nearing|in the region of|as (?:many|much) as|up to"
    "|amount(?:s|ed|ing)? to|equivalent to|equal to|(?:just|slightly|a little) (?:over|under)",
}
_BEHIND: dict[_Side, str] = {
    "above": r"[^.,;]{0,25}?\b(?:or (?:more|above|higher|older)|and (?:above|over|older)|at least|plus)\b| ?\+",
    "below": r"[^.,;]{0,25}?\b(?:or (?:less|fewer|below|under|younger)|at (?:the )?most)\b",
    "about": r"[^.,;]{0,25}?\b(?:or so|approximately|or thereabouts)\b|[- ]odd\b",
}
_LINK = r"(?:\s+(?:the|an?|another|his|its|their|about|by))?\s+(?:US)?[$€£(\"“~]*"
_SAID_BEFORE = {
    side: re.compile(rf"(?<!\w)(?<!\bno )(?<!\bnot )(?P<said>{words}){_LINK}\Z", re.IGNORECASE)
    for side, words in _BEFORE.items()
}
_SAID_BEHIND = {side: re.compile(words, re.IGNORECASE) for side, words in _BEHIND.items()}
_REACH = 60  # characters before a number in which its hedge is looked for


class ChangedHedge(NamedTuple):
    """A hedge of the source in English, the number as it stands in the translation, what is said of it there, or ""."""

    hedge: Hedge
    number: str
    said: str


def find_changed_hedges(arabic: str, english: str) -> Iterator[ChangedHedge]:
    """The hedged numbers of ``arabic`` whose English has no hedge, or one to another side.

    Only numbers are asked that stand once in both; ranges are left out.
    """
    amounts = find_amounts(read_sentence(arabic), ())
    if not any(amount.hedge for amount in amounts):
        return
    numbers = [number for number in find_numbers_english(english) if number.kind in _KINDS]
    for amount in amounts:
        side = _SIDES.get(amount.hedge)
        number = _find_partner(amount, amounts, numbers)
        if side is None or number is None or amount.high is not None:
            continue
        said = _find_said(english, number)
        if side not in said:
            yield ChangedHedge(amount.hedge, number.text, next(iter(said.values()), ""))


def _find_partner(amount: Amount, amounts: tuple[Amount, ...], numbers: list[Number]) -> Number | None:
    """The one number of the translation that is that of ``amount``, None if there are more on either side."""
    alike = [other for other in amounts if other.first.value == amount.first.value]
    partners = [number for number in numbers if number.value == amount.first.value]
    return partners[0] if len(alike) == len(partners) == 1 else None


def _find_said(english: str, number: Number) -> dict[_Side, str]:
    """The words around a number that hedge it, by the sides on which they may be."""
    before = english[max(number.start - _REACH, 0) : number.start]
    said = {side: match["said"] for side, words in _SAID_BEFORE.items() if (match := words.search(before))}
    behind = {
        side: match.group().strip()
        for side, words in _SAID_BEHIND.items()
        if (match := words.match(english, number.end))
    }
    return behind | said
