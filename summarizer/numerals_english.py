"""The numbers of an English text: digits, number words up to trillions, percentages, months, weekdays."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from summarizer.numerals import Kind, Number, Role, Term, Token
from summarizer.numerals_grammar import Language, Rules, find_numbers
from summarizer.remembering import WORDS_KEPT, remember


def _words(text: str) -> list[str]:
    return text.split()


_UNITS = _words("one two three four five six seven eight nine")
_TEENS = _words("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = _words("first second third fourth fifth sixth seventh eighth ninth")
_TEENTHS = _words(
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
MONTHS = _words("January February March April May June July August September October November December")
_SHORT_MONTHS = _words("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
_DOUBTFUL_MONTHS = frozenset({"March", "May", "August", *_SHORT_MONTHS})  # also verbs, names and an adjective
_BEFORE_MONTHS = frozenset(
    _words("in of since last next this early late mid until till by from through during before after on between")
)
_UNCOUNTED = frozenset({"few", "several", "many"})  # "a few thousand" counts no more than "thousands"
WEEKDAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_ROMAN = _words("II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI")


class _Entry(NamedTuple):
    role: Role
    value: Fraction
    kind: Kind = "number"
    others: tuple[Fraction, ...] = ()


def _entries(role: Role, value: Fraction | int, words: str, kind: Kind = "number") -> dict[str, _Entry]:
    return {word: _Entry(role, Fraction(value), kind) for word in words.split()}


def _count(role: Role, first: int, step: int, words: list[str], kind: Kind = "number") -> dict[str, _Entry]:
    return {word: _Entry(role, Fraction(first + i * step), kind) for i, word in enumerate(words)}


_WORDS = {  # in lower case
    **_count("unit", 1, 1, _UNITS),
    **_count("teen", 10, 1, _TEENS),
    **_count("ten", 20, 10, _TENS),
    **_count("ten", 20, 10, [ten[:-1] + "ies" for ten in _TENS]),
    **_count("ordinal", 1, 1, _ORDINALS, "ordinal"),
    **_count("ordinal", 10, 1, _TEENTHS, "ordinal"),
    **{word: _Entry("ordinal", Fraction(i), "ordinal", (Fraction(1, i),)) for i, word in enumerate(_ORDINALS[2:], 3)},
    **_count("parts", 3, 1, [word + "s" for word in _ORDINALS[2:]]),
    **_entries("parts", 2, "halves"),
    **_entries("parts", 4, "quarters"),
    **_entries("parts", 10, "tenths"),
    **_entries("part", Fraction(1, 2), "half"),
    **_entries("part", Fraction(1, 4), "quarter"),
    **_entries("hundred", 100, "hundred"),
    **_entries("dozen", 12, "dozen"),
    **_entries("scale", 10**3, "thousand"),
    **_entries("scale", 10**6, "million mln mn"),
    **_entries("scale", 10**9, "billion bln bn"),
    **_entries("scale", 10**12, "trillion trn tn"),
    **_entries("plural", 10, "tens dozens", "vague"),
    **_entries("plural", 100, "hundreds", "vague"),
    **_entries("plural", 10**3, "thousands", "vague"),
    **_entries("plural", 10**6, "millions", "vague"),
    **_entries("plural", 10**9, "billions", "vague"),
    **_entries("plural", 10**12, "trillions", "vague"),
    **_entries("percent", 0, "percent per_cent percentage_point percentage_points", "percent"),
    **_entries("hint", 10, "scores decades", "vague"),
    **_entries("hint", 10**6, "multimillion", "vague"),
    **_entries("hint", 10**9, "multibillion", "vague"),
    **_entries("hint", 0, "zero nil"),
    **_entries("hint", 1, "once single sole alone lone"),
    **_entries("hint", 2, "both pair couple twice double doubled doubling dual twin twins twofold bilateral duo"),
    **_entries("hint", 3, "thrice triple tripled tripling treble trio threefold triplets trilateral tripartite"),
    **_entries("hint", 4, "quadruple quadrupled quartet quadruplets fourfold quadripartite"),
}
_NAMES = {  # with their capitals
    **_count("whole", 1, 1, MONTHS, "month"),
    **_count("whole", 1, 1, _SHORT_MONTHS, "month"),
    **_entries("whole", 9, "Sept", "month"),
    **_count("whole", 1, 1, WEEKDAYS, "weekday"),
    **_entries("hint", 6, "Sabbath", "weekday"),
    **_count("hint", 2, 1, _ROMAN),
}
_AFTER_DIGITS = {  # without a space between
    **_entries("mark", 0, "st nd rd th", "ordinal"),
    **_entries("decade", 0, "s"),
    **_entries("suffix", 10**3, "k K"),
    **_entries("suffix", 10**6, "m M"),
    **_entries("suffix", 10**9, "b B"),
    **_entries("suffix", 10**12, "t T"),
}

_NEXT: frozenset[str] = frozenset({""})
_NEXT_OR_AND: frozenset[str] = frozenset({"", "and"})
_SMALL: tuple[Role, ...] = ("digits", "unit", "teen", "ten", "hundred", "dozen")
_RULES: Rules = {
    ("ten", "unit"): ("add", _NEXT),  # twenty-one
    ("ten", "ordinal"): ("add", _NEXT),  # twenty-first
    ("hundred", "ordinal"): ("add", _NEXT_OR_AND),
    ("digits", "mark"): ("add", _NEXT),  # 21st
    ("digits", "decade"): ("decade", _NEXT),  # 1990s
    ("digits", "suffix"): ("maybe_scale", _NEXT),  # 10m
    ("unit", "parts"): ("divide", _NEXT),  # two-thirds
    ("unit", "unit"): ("decimals", frozenset({"point"})),  # six point five
    ("part", "scale"): ("scale", frozenset({"", "a", "of a"})),  # half a million
    ("part", "dozen"): ("times", frozenset({"a"})),
    ("scale", "scale"): ("scale", _NEXT),  # a thousand billion
    ("plural", "plural"): ("times", frozenset({"of", "of the"})),  # tens of thousands
    ("plural", "scale"): ("times", _NEXT),  # several hundred thousand
    **{(role, "hundred"): ("times", _NEXT) for role in _SMALL[:3]},  # two hundred
    **{("hundred", role): ("add", _NEXT_OR_AND) for role in _SMALL[1:4]},  # a hundred and five
    **{(role, "dozen"): ("times", _NEXT) for role in _SMALL[:3]},  # two dozen
    **{(role, "scale"): ("scale", _NEXT) for role in _SMALL},  # 98 thousand
    **{(role, "plural"): ("scale", _NEXT) for role in _SMALL},  # 5 millions
}


@remember
def find_numbers_english(text: str) -> tuple[Number, ...]:
    """The numbers, months and weekdays of ``text``, sorted by their start; offsets are code points of ``text``.

    Takes any text and never raises.
    """
    return find_numbers(text, _ENGLISH)


def _read_word(tokens: list[Token], index: int) -> tuple[Term | None, int]:
    """The term that begins at a word token, if one does, and how many tokens it takes."""
    token, before = tokens[index], tokens[index - 1] if index else None
    entry, taken = _look_up(token.text), 1
    if before and before.type == "digits" and before.end == token.start:
        entry = _AFTER_DIGITS.get(token.text) or entry
    elif index + 1 < len(tokens) and token.text.lower() in ("per", "percentage"):
        entry, taken = _WORDS.get(f"{token.text}_{tokens[index + 1].text}".lower()), 2
    if not entry:
        return None, 1
    role, kind = entry.role, entry.kind
    if role in ("hundred", "scale") and before and before.text.lower() in _UNCOUNTED:
        role, kind = "plural", "vague"
    if entry.kind == "month" and _is_doubtful(tokens, index):
        role = "hint"
    end = tokens[index + taken - 1].end
    term = Term(role=role, value=entry.value, start=token.start, end=end, kind=kind, others=entry.others)
    return term, taken


@lru_cache(WORDS_KEPT)
def _look_up(word: str) -> _Entry | None:
    return _NAMES.get(word) or _WORDS.get(word.lower())


def _is_doubtful(tokens: list[Token], index: int) -> bool:
    """Whether a word that is a month or something else stands without any sign of a date."""
    token = tokens[index]
    if token.text not in _DOUBTFUL_MONTHS:
        return False
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if (before and before.type != "word") or (after and after.type != "word"):
        return False
    return token.text not in MONTHS or not (before and before.text.lower() in _BEFORE_MONTHS)


_ENGLISH = Language(
    read_word=_read_word,
    links={word: word for word in ("", "and", "and a", "a", "of", "of a", "of the", "point")},
    rules=_RULES,
    lax=2,  # Arabic says two by the dual, and most endings of the dual are those of other forms too
    signs_vary=False,
)
