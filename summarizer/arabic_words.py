"""A sentence as words to compare, each with its place, and the letters that Arabic writes on to words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeVar

from summarizer.normalize import normalize
from summarizer.numerals import Number
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.remembering import WORDS_KEPT
from summarizer.types import Document, Role

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+|[^\w\s]")
_FOLD = str.maketrans("أإآٱىة", "اااايه")  # as in normalize.fold
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")
_ROLES: frozenset[Role] = frozenset({"title", "subhead", "body", "caption"})  # the rest tells no news
_Value = TypeVar("_Value")


class Word(NamedTuple):
    """A word, a run of digits or one sign; ``form`` is folded, offsets are code points of the text given."""

    form: str
    start: int
    end: int

    @property
    def is_sign(self) -> bool:
        """Whether it is punctuation."""
        return not self.form[0].isalnum()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A sentence's words and numbers. Index ``where`` of ``Document.sentences``; ``paragraph`` is the sentence's."""

    where: int
    paragraph: int
    plain: str
    words: tuple[Word, ...]
    numbers: tuple[Number, ...]

    def before(self, offset: int) -> int:
        """The index of the last word that ends at or before ``offset``, -1 if none does."""
        return bisect_right(self.words, offset, key=lambda word: word.end) - 1

    def after(self, offset: int) -> int:
        """The index of the first word that starts at or after ``offset``, the number of words if none does."""
        return bisect_left(self.words, offset, key=lambda word: word.start)

    def form(self, index: int) -> str:
        """The folded word at ``index``, "" outside the sentence."""
        return self.words[index].form if 0 <= index < len(self.words) else ""

    def forms(self, index: int, count: int) -> tuple[str, ...]:
        """The ``count`` folded words from ``index`` on, "" for those outside the sentence."""
        return tuple(self.form(i) for i in range(index, index + count))


def read_sentences(document: Document) -> tuple[Reading, ...]:
    """A reading of each sentence that tells news: titles, subheads, body and captions."""
    return tuple(
        read_sentence(sentence.plain, where=where, paragraph=sentence.paragraph)
        for where, sentence in enumerate(document.sentences)
        if sentence.role in _ROLES
    )


def read_sentence(plain: str, *, where: int = 0, paragraph: int = 0) -> Reading:
    """The words, signs and numbers of one sentence."""
    normalized = normalize(plain)
    offsets = normalized.offsets
    words = tuple(
        Word(match[0].translate(_FOLD).lower(), offsets[match.start()], offsets[match.end() - 1] + 1)
        for match in _TOKEN.finditer(normalized.text)
    )
    return Reading(where=where, paragraph=paragraph, plain=plain, words=words, numbers=find_numbers_arabic(plain))


def word_set(text: str) -> frozenset[str]:
    """The words of ``text``, with spaces between, as a set: how the tables of folded words are written."""
    return frozenset(text.split())


@lru_cache(WORDS_KEPT)
def bare_forms(form: str) -> tuple[str, ...]:
    """``form`` and what is left of it without the particles and the article that may be written on to it."""
    forms = []
    for clitic in _CLITICS:
        if form.startswith(clitic) and len(form) > len(clitic) + 1:
            bare = form[len(clitic) :]
            if clitic.endswith("ل") and bare.startswith("ل"):
                bare = "ا" + bare  # the article loses its alef after ل
            forms += [bare, bare[2:]] if bare.startswith("ال") else [bare]
    return tuple(forms)


def look_up(form: str, table: Mapping[str, _Value]) -> _Value | None:
    """The entry of the first bare form of ``form`` that ``table`` has."""
    return next((table[bare] for bare in bare_forms(form) if bare in table), None)


def match_phrase(reading: Reading, index: int, phrases: Mapping[tuple[str, ...], _Value], longest: int) -> int:
    """How many words the longest of ``phrases`` takes that begins at word ``index``; 0 if none does.

    Particles may be written on to its first word.
    """
    firsts = bare_forms(reading.form(index))
    for length in range(longest, 0, -1):
        rest = reading.forms(index + 1, length - 1)
        if any((first, *rest) in phrases for first in firsts):
            return length
    return 0
