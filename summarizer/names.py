"""Which English the names of a folder came out as: a glossary to begin with, and a look-out for two spellings.

A name is found by its sound. Capitalised English words and Arabic words are both written as consonants ("Tokayev" and
"توكاييف" are both t k f); in a sentence and its translation, words of like consonants belong together, and neighbours
on both sides make one name. So names of people and places are found, translated ones ("the United Nations") are not.
"""

from __future__ import annotations

import csv
import io
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain, compress

from summarizer.arabic_words import word_set
from summarizer.fact_types import Name
from summarizer.lexicon import Entry, Lexicon, fold_words, read_clitics
from summarizer.normalize import normalize
from summarizer.numerals_english import MONTHS, WEEKDAYS
from summarizer.places import COUNTRIES
from summarizer.remembering import WORDS_KEPT
from summarizer.shelf import shelve
from summarizer.types import Language

Pair = tuple[str, str | None]
_Spoken = tuple[str, str]  # an Arabic word without its clitics, and its consonants

_ARABIC_WORD = re.compile(r"[^\W\d_]+")
_NAME_WORD = re.compile(r"(?:[Aa]l-|[A-Z]['’])?[A-Z][a-zà-ž]+(?:[-'’][A-Za-z][a-zà-ž]+)*")
# Capitalised English words that are no names: as a line of a glossary each would be put in wherever its Arabic stands.
# Without them 2,500 news pairs of the training data give 369 names, else 433. "الوسطى" (central) came out as "West".
_NO_NAMES = (
    word_set("North South East West Northern Southern Eastern Western Central Middle")
    | word_set("Arab Arabs Arabic African Africans European Europeans Muslim Muslims Islamic Soviet Soviets")
    | {word for country in COUNTRIES for word in (country.adjective, country.people)}
    | {*MONTHS, *WEEKDAYS}
)
_LIKENESS = 0.8  # of two rows of consonants, 0 to 1; judged by reading what 1,500 news pairs of the training data gave
_LEAST_CONSONANTS = 2
_LEAST_COMMON_LETTERS = 0.5  # of two spellings, 0 to 1; judged on 1,500 training pairs: "Taybeh", "Taiba" have 0.55
_LEAST_TIMES = 2  # sentences that must agree on a name, in one spelling or another
_LEAST_SHARE = 0.5  # of the sentences with the Arabic whose English has such a name; else it is a common word


# Letters by their sounds, those that one language writes for several of the other's too; vowels, و ي ع ه, h w y are
# silent.
_BY_SOUND: dict[Language, dict[str, str]] = {
    "ar": {"b": "ب پ", "t": "ت ط ث", "d": "د ذ ض", "k": "ج غ ق ك خ گ", "s": "تش ز ظ س ص ش", "f": "ف ڤ"}
    | {"r": "ر", "l": "ل", "m": "م", "n": "ن"},
    "en": {"b": "b p", "t": "t th", "d": "d", "k": "k g j q c kh gh", "s": "s z sh ch sch tch tsch ce ci cy"}
    | {"f": "f v ph", "r": "r", "l": "l", "m": "m", "n": "n", "ks": "x"},
}
_SOUNDS = {
    language: {letters: sound for sound, groups in sounds.items() for letters in groups.split()}
    for language, sounds in _BY_SOUND.items()
}
_LETTERS = {
    language: re.compile("|".join([*sorted(sounds, key=len, reverse=True), "."]), re.DOTALL)
    for language, sounds in _SOUNDS.items()
}


def find_names(articles: Sequence[Sequence[Pair]]) -> tuple[Name, ...]:
    """The names that stand in at least two of the articles' pairs (Arabic, English), the most frequent first.

    Months, weekdays, compass words and what peoples and faiths are called are no names, nor spellings of one.
    The articles are read once, so they may be made when they are asked for.
    """
    known, hashes = set[str](), array("q")

    def read(pairs: Sequence[Pair]) -> list[tuple[str, str]]:
        """The pairs that have English, the Arabic normalised; its words are noted, and a hash of each pair."""
        told = [(arabic, english) for arabic, english in pairs if english]
        hashes.extend(map(hash, told))
        plain = [(normalize(arabic).text, english) for arabic, english in told]
        known.update(word for arabic, _ in plain for word in _ARABIC_WORD.findall(arabic))
        return plain

    with shelve(map(read, articles)) as plain:
        new = _find_new(hashes)
        return _choose(lambda: compress(chain.from_iterable(plain), new), known)


def _find_new(hashes: array[int]) -> bytes:
    """For each hash in turn whether it is met for the first time (1) or again (0).

    Of 100,000 pairs 1 MB is kept: one pair in 10^9 that is taken for a copy of another costs nothing.
    """
    import numpy

    new = numpy.zeros(len(hashes), dtype=bool)
    new[numpy.unique(numpy.frombuffer(hashes, dtype=numpy.int64), return_index=True)[1]] = True
    return new.tobytes()


def _choose(read_pairs: Callable[[], Iterable[tuple[str, str]]], known: set[str]) -> tuple[Name, ...]:
    """The names in the pairs, which are read twice; ``known`` are all words of their Arabic."""
    found: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    written: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for arabic, english in read_pairs():
        for name, spelling in dict.fromkeys(align_names(arabic, english, known)):  # a set has no order to go by
            if spelling not in _NO_NAMES:
                found[fold_words(name)][spelling] += 1
                written[fold_words(name)][name] += 1
    often = {key: spellings for key, spellings in found.items() if _count_agreeing(spellings) >= _LEAST_TIMES}
    usual = {key: written[key].most_common(1)[0][0] for key in often}
    lexicon = Lexicon(Entry(arabic=form, english="") for form in usual.values())
    seen: Counter[str] = Counter()
    for arabic, _ in read_pairs():
        seen.update({match.entry.arabic for match in lexicon.find(arabic)})
    names = [
        Name(arabic=usual[key], spellings=tuple(spellings.most_common()))
        for key, spellings in often.items()
        if spellings.total() >= _LEAST_SHARE * seen[usual[key]]
    ]
    return tuple(sorted(names, key=lambda name: (-name.times, name.arabic)))


def _count_agreeing(spellings: Counter[str]) -> int:
    """The sentences in which the most frequent spelling stands, or another of the same name."""
    ((usual, times),) = spellings.most_common(1)
    return times + sum(spellings[word] for word in spellings if is_respelled(usual, word))


def write_names(names: Sequence[Name]) -> str:
    """The names as a glossary: Arabic, English, and in how many sentences each spelling was found."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("Arabic", "English", "note"))
    for name in names:
        note = "; ".join(f"{word} in {n} sentence{'s' * (n > 1)}" for word, n in name.spellings)
        rows.writerow((name.arabic, name.spellings[0][0], note))
    return text.getvalue()


def is_respelled(one: str, other: str) -> bool:
    """Whether two English words are one name in two spellings: not "Israel" and "Israeli", not "Iraq" and "York"."""
    short, long = sorted((one.lower().removeprefix("al-"), other.lower().removeprefix("al-")), key=len)
    if short == long or (long.startswith(short) and long != short + "h"):
        return False
    same_sound = _sound(short, "en") == _sound(long, "en")
    return same_sound and SequenceMatcher(None, short, long).ratio() >= _LEAST_COMMON_LETTERS


def align_names(arabic: str, english: str, known: set[str]) -> Iterator[tuple[str, str]]:
    """The names of a sentence: neighbouring words that sound alike, in both languages in the same order.

    ``arabic`` is normalised; ``known`` are words that stand somewhere without letters written on to them.
    """
    arabic_words, english_words = list(_ARABIC_WORD.finditer(arabic)), list(_NAME_WORD.finditer(english))
    spoken = [_speak(word.group(), known) for word in arabic_words]
    partners = {e: _find_partner(word.group(), spoken) for e, word in enumerate(english_words)}
    e = 0
    while e < len(english_words):
        at, stem = partners[e]
        first = last = e
        while at >= 0 and last + 1 < len(english_words) and partners[last + 1][0] == at + last + 1 - first:
            a = at + last - first
            if english[english_words[last].end() : english_words[last + 1].start()] != " " or (
                arabic[arabic_words[a].end() : arabic_words[a + 1].start()] != " "
            ):
                break
            last += 1
        if at >= 0:
            rest = arabic[arabic_words[at].end() : arabic_words[at + last - first].end()]
            yield stem + rest, english[english_words[first].start() : english_words[last].end()]
        e = last + 1


def _find_partner(name: str, spoken: Sequence[Sequence[_Spoken]]) -> tuple[int, str]:
    """The index of the word that sounds like ``name``, and the word without its clitics; -1 if none or two do."""
    said = _sound(name.lower().removeprefix("al-"), "en")
    found: dict[str, tuple[int, str]] = {}
    for i, word in enumerate(spoken if len(said) >= _LEAST_CONSONANTS else ()):
        alike = [stem for stem, sound in word if sound[0] == said[0] and _are_alike(sound, said)]
        named = [stem for stem in alike if "ال" + stem not in alike]  # the article belongs to the name: "الصين"
        if named:
            found.setdefault(named[-1], (i, named[-1]))
    return next(iter(found.values())) if len(found) == 1 else (-1, "")


def _speak(word: str, known: set[str]) -> list[_Spoken]:
    """The ways to read an Arabic word that have enough consonants; what clitics leave must be among ``known``."""
    return [spoken for clitics, spoken in _read_spoken(word) if not clitics or spoken[0] in known]


@lru_cache(WORDS_KEPT)
def _read_spoken(word: str) -> tuple[tuple[bool, _Spoken], ...]:
    """(whether clitics were taken off, what is left and its consonants) for each way to read an Arabic word."""
    readings = ((bool(clitics), (stem, _sound(stem.removeprefix("ال"), "ar"))) for clitics, stem in read_clitics(word))
    return tuple(reading for reading in readings if len(reading[1][1]) >= _LEAST_CONSONANTS)


@lru_cache(WORDS_KEPT)
def _are_alike(one: str, other: str) -> bool:
    """Whether two rows of consonants, the first of which they share, are of one name."""
    if one == other:
        return True
    long_enough = min(len(one), len(other)) > _LEAST_CONSONANTS
    return long_enough and SequenceMatcher(None, one, other).ratio() >= _LIKENESS


@lru_cache(WORDS_KEPT)
def _sound(word: str, language: Language) -> str:
    """The consonants of ``word``, doubled letters once."""
    row, last = "", ""
    for letters in _LETTERS[language].findall(word):
        row += _SOUNDS[language].get(letters, "") if letters != last else ""
        last = letters
    return row
