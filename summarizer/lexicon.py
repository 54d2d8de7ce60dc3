"""Which names and terms stand where in an Arabic text, whatever is written on to them.

Words are compared in the form of ``fold`` (hamza, final ya, ta marbuta), the longest entry first, whole words only.
The letters that Arabic writes on to the first word are taken off one by one where an entry is left: و ف, then ب ل ك,
then the article, whose alef ل swallows ("للولايات المتحدة"). The article is no clitic of a match: English decides anew
where it wants one.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from summarizer.normalize import fold, normalize
from summarizer.remembering import WORDS_KEPT

SHIPPED = Path(__file__).parent / "assets" / "lexicon" / "lexicon.tsv.xz"
_WORD = re.compile(r"[^\W_]+")
_BETWEEN_WORDS = frozenset({" ", "-", " - "})
_ARTICLE = "ال"
_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")
_SHORTEST_STEM = 3  # letters; what is left of a shorter word is mostly another word ("بعد" is not ب and عد)
_SPELLED_EXACTLY = frozenset({"على", "إلى", "أن", "إن", "ان"})  # else "on" would be the name علي, "that" the name آن


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A name or term and its English. ``own``: from the user's glossary, not from the shipped lexicon."""

    arabic: str
    english: str
    note: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An entry in a text: ``text[start:end]`` are its words with the ``clitics`` before them, which are in order."""

    start: int
    end: int
    clitics: tuple[str, ...]
    entry: Entry


Choose = Callable[[Sequence[Entry]], Entry | None]
_Keys = tuple[str, ...]
_Start = tuple[tuple[str, ...], str]  # the clitics of a word, and the key of what is left


class Lexicon:
    """Entries that can be found in texts. Where two have the same Arabic, the first one given goes before the other."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        grouped: dict[_Keys, list[Entry]] = {}
        for entry in self.entries:
            if keys := fold_words(entry.arabic):
                grouped.setdefault(keys, []).append(entry)
        self._by_keys = {keys: tuple(entries) for keys, entries in grouped.items()}
        lengths: dict[str, set[int]] = {}
        for keys in grouped:
            lengths.setdefault(keys[0], set()).add(len(keys))
        self._lengths = {first: tuple(sorted(known, reverse=True)) for first, known in lengths.items()}
        self._starts = lru_cache(WORDS_KEPT)(self._find_starts)

    @property
    def forms(self) -> Iterable[tuple[Entry, ...]]:
        """The entries of each Arabic form, in the order in which they were given."""
        return self._by_keys.values()

    def find_forms(self, arabic: str) -> tuple[Entry, ...]:
        """The entries whose Arabic has the same words as ``arabic``, as they are compared here."""
        return self._by_keys.get(fold_words(arabic), ())

    def find(self, plain: str, choose: Choose = lambda entries: entries[0]) -> tuple[Match, ...]:
        """The entries in normalised text, sorted and apart; offsets are code points of ``plain``.

        ``choose`` picks among the entries of one Arabic form; None sends the search on to shorter forms.
        """
        # Numbers rarely come back, and would fill the cache.
        starts = [(self._find_starts if word.isdigit() else self._starts)(word) for word in _WORD.findall(plain)]
        if not any(starts):
            return ()
        words = list(_WORD.finditer(plain))
        matches: list[Match] = []
        index = 0
        while index < len(words):
            match, taken = self._match(plain, words, index, choose) if starts[index] else (None, 1)
            if match:
                matches.append(match)
            index += taken
        return tuple(matches)

    def _match(
        self, plain: str, words: Sequence[re.Match[str]], index: int, choose: Choose
    ) -> tuple[Match | None, int]:
        """The match that begins at a word, and how many words it takes: one where there is none."""
        for clitics, first in self._starts(words[index].group()):
            for length in self._lengths[first]:
                span = words[index : index + length]
                entries = self._by_keys.get((first, *(_key(word.group()) for word in span[1:])))
                if entries and _are_one_phrase(plain, span) and (entry := choose(entries)):
                    start, end = span[0].start(), span[-1].end()
                    return Match(start=start, end=end, clitics=clitics, entry=entry), length
        return None, 1

    def _find_starts(self, word: str) -> tuple[_Start, ...]:
        """The ways to read ``word`` as the first word of an entry, the one with the fewest clitics first."""
        readings = ((clitics, _key(stem)) for clitics, stem in read_clitics(word))
        return tuple((clitics, key) for clitics, key in readings if key in self._lengths)


def fold_words(arabic: str) -> _Keys:
    """The words of an entry in the form in which they are compared."""
    return tuple(_key(word) for word in _WORD.findall(normalize(arabic).text))


@cache
def load_shipped() -> tuple[Entry, ...]:
    """The entries of the lexicon that ships with Mujaz. The lines with # at its top say where they are from."""
    with lzma.open(SHIPPED, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return tuple(Entry(arabic=arabic, english=english) for arabic, english, _ in rows)


@lru_cache(WORDS_KEPT)
def _key(word: str) -> str:
    return word if word in _SPELLED_EXACTLY else fold(word)


def _are_one_phrase(plain: str, words: Sequence[re.Match[str]]) -> bool:
    """Whether nothing but a space or a hyphen stands between the words."""
    return all(plain[a.end() : b.start()] in _BETWEEN_WORDS for a, b in pairwise(words))


def read_clitics(word: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every way to take letters off the front of ``word``: the clitics, and what is left; nothing taken off first."""
    for conjunction in _CONJUNCTIONS:
        for preposition in _PREPOSITIONS:
            if not word.startswith(conjunction + preposition):
                continue
            stem = word[len(conjunction + preposition) :]
            clitics = tuple(filter(None, (conjunction, preposition)))
            if clitics and len(stem) < _SHORTEST_STEM:
                continue
            yield clitics, stem
            bare = stem.removeprefix(_ARTICLE)
            if preposition == "ل" and stem.startswith("ل"):
                yield clitics, "ا" + stem
                bare = stem[1:]
            if bare != stem and len(bare) >= _SHORTEST_STEM:
                yield clitics, bare
