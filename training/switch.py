"""Code-switched training pairs: Arabic words whose English stands in the translation become that English.

A model trained on some of these learns to copy Latin letters and figures, so that at run time a glossary can put a name
into the Arabic and get it back as given. What is replaced, and how, is run time's own code (``summarizer.substitute``);
only here the English must stand in the translation too, and its spelling there is what goes in.
"""

from __future__ import annotations

import lzma
import os
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path

from summarizer.lexicon import Entry, Lexicon, load_shipped
from summarizer.normalize import normalize
from summarizer.numerals import Kind
from summarizer.numerals_english import find_numbers_english
from summarizer.substitute import ORIGINS, Origin, Swap, apply_swaps, find_swaps
from training.name_lists import is_name

_NAMES = ("names_wd_google", "names_anetac")  # in lower case, or nearly so: one word each
_TERMS = ("lex_unbis_un",)
_TOKEN = re.compile(r"\w+(?:-\w+)*")  # "al-Din" is one: the name Din is not in it
_CAPITALS = ("month", "weekday")  # all other numbers are put in in lower case: the model learns to begin with a capital
_SOME = 0.5  # share of the names that is replaced in the pairs where not all are


def switch_pair(arabic: str, english: str, rng: random.Random) -> tuple[str, str] | None:
    """The pair with English in its Arabic, normalised; the English is left as it is. None if nothing could be replaced.

    In half of the pairs everything that can be replaced is, as at run time, in the other half each with a chance of
    ``_SOME``, but never nothing.
    """
    plain = normalize(arabic).text
    target = _Target(english)
    swaps = [s for swap in find_swaps(plain, training_lexicon(), target.choose, ORIGINS) if (s := target.accept(swap))]
    if not swaps:
        return None
    if rng.random() < 0.5:
        swaps = [swap for swap in swaps if rng.random() < _SOME] or [rng.choice(swaps)]
    return apply_swaps(plain, swaps), english


@cache
def training_lexicon() -> Lexicon:
    """The shipped lexicon and all lists: more, and noisier, than what ships alone.

    The English of the pair decides which are right. Lists under the GPL are left out. Read from the folder that the
    environment variable MUJAZ_DATA names.
    """
    return Lexicon((*load_shipped(), *_read_entries(Path(os.environ["MUJAZ_DATA"], "train", "lexicons.tsv.xz"))))


class _Target:
    """The English side of a pair, from which each place can be taken once."""

    def __init__(self, english: str) -> None:
        self.english = english
        self.tokens = list(_TOKEN.finditer(english))
        self.words = [token.group().lower() for token in self.tokens]
        self.known = frozenset(self.words)
        self.taken: set[int] = set()
        self.numbers: list[tuple[Kind, Fraction, str]] | None = None

    def choose(self, entries: Sequence[Entry]) -> Entry | None:
        """The first of ``entries`` whose English stands here and is not taken yet, in the spelling it has here."""
        for entry in entries:
            words = _words(entry.english)
            if words[0] in self.known and (found := self._take(words, is_name=entry.english[0].isupper())):
                return replace(entry, english=found)
        return None

    def accept(self, swap: Swap) -> Swap | None:
        """A name as it is; a number as it is written here, None if it is not here or cannot be told from the Arabic."""
        if swap.value is None:
            return swap
        if self.numbers is None:
            self.numbers = [(n.kind, n.value, n.text) for n in find_numbers_english(self.english)]
        for i, (kind, value, text) in enumerate(self.numbers):
            if (kind, value) == (swap.kind, swap.value) and _is_copied(swap.origin, text):
                del self.numbers[i]
                return replace(swap, english=text if kind in _CAPITALS else text.lower())
        return None

    def _take(self, words: list[str], *, is_name: bool) -> str | None:
        for i, word in enumerate(self.words):
            if word != words[0] or self.words[i : i + len(words)] != words or i in self.taken:
                continue
            start, end = self.tokens[i].start(), self.tokens[i + len(words) - 1].end()
            if not is_name or self.english[start].isupper():
                self.taken.add(i)
                return self.english[start:end]
        return None


def _is_copied(origin: Origin, text: str) -> bool:
    """Whether a number of the English is written as run time writes it: figures with their commas, words else."""
    if origin == "figures":
        return "," in text
    return origin != "thousands" or text[0].isdigit()


@lru_cache(1 << 18)
def _words(english: str) -> list[str]:
    return [token.group().lower() for token in _TOKEN.finditer(english)] or [""]


def _read_entries(path: Path) -> Iterator[Entry]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            source, arabic, english = line.rstrip("\n").split("\t")
            if source in _TERMS and " " in arabic:  # one word is too common to be a term: "law", "water"
                yield Entry(arabic=arabic, english=english)
            elif source in _NAMES and is_name(arabic, english):
                yield Entry(arabic=arabic, english=english[0].upper() + english[1:])
