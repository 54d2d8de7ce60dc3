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
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import compress

from summarizer.arabic_words import word_set
from summarizer.fact_types import Name
from summarizer.lexicon import Entry, Lexicon, fold_words, read_clitics
from summarizer.normalize import normalize
from summarizer.numerals_english import MONTHS, WEEKDAYS
from summarizer.places import COUNTRIES
from summarizer.remembering import WORDS_KEPT

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


def _by_letters(sounds: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """(letters, sound) for each group of letters, longer groups first."""
    rows = [(letters, sound) for sound, groups in sounds.items() for letters in groups.split()]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


# Letters that sound alike, or that one language writes for several of the other's; vowels, و ي ع ه, h w y are silent.
_ARABIC_SOUNDS = _by_letters(
    {"b": "ب پ", "t": "ت ط ث", "d": "د ذ ض", "k": "ج غ ق ك خ گ", "s": "تش ز ظ س ص ش", "f": "ف ڤ"}
    | {"r": "ر", "l": "ل", "m": "م", "n": "ن"}
)
_ENGLISH_SOUNDS = _by_letters(
    {"b": "b p", "t": "t th", "d": "d", "k": "k g j q c kh gh", "s": "s z sh ch sch tch tsch ce ci cy", "f": "f v ph"}
    | {"r": "r", "l": "l", "m": "m", "n": "n", "ks": "x"}
)


def find_names(articles: Sequence[Sequence[Pair]]) -> tuple[Name, ...]:
    """The names that stand in at least two of the articles' pairs (Arabic, English), the most frequent first.

    Months, weekdays, compass words and what peoples and faiths are called are no names, nor spellings of one.
    The articles are read three times over, so they may be made when they are asked for.
    """
    known, new = _read_words(articles)
    found: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    written: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for arabic, english in _read_pairs(articles, new):
        for name, spelling in set(align_names(arabic, english, known)):
            if spelling not in _NO_NAMES:
                found[fold_words(name)][spelling] += 1
                written[fold_words(name)][name] += 1
    often = {key: spellings for key, spellings in found.items() if _count_agreeing(spellings) >= _LEAST_TIMES}
    usual = {key: written[key].most_common(1)[0][0] for key in often}
    lexicon = Lexicon(Entry(arabic=form, english="") for form in usual.values())
    seen: Counter[str] = Counter()
    for arabic, _ in _read_pairs(articles, new):
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


def _read_words(articles: Sequence[Sequence[Pair]]) -> tuple[set[str], bytes]:
    """The Arabic words of all pairs that have English, and for each such pair in turn whether it is new (1) or a copy.

    Of 100,000 pairs 1 MB is kept, a hash of each: one pair in 10^9 that is taken for a copy of another costs nothing.
    """
    import numpy

    known, hashes = set(), array("q")
    for pair in _with_english(articles):
        hashes.append(hash(pair))
        known.update(_ARABIC_WORD.findall(normalize(pair[0]).text))
    new = numpy.zeros(len(hashes), dtype=bool)
    new[numpy.unique(numpy.frombuffer(hashes, dtype=numpy.int64), return_index=True)[1]] = True
    return known, new.tobytes()


def _read_pairs(articles: Sequence[Sequence[Pair]], new: bytes) -> Iterator[tuple[str, str]]:
    """The ``new`` ones of the pairs that have English, the Arabic normalised."""
    for arabic, english in compress(_with_english(articles), new):
        yield normalize(arabic).text, english


def _with_english(articles: Sequence[Sequence[Pair]]) -> Iterator[tuple[str, str]]:
    return ((arabic, english) for pairs in articles for arabic, english in pairs if english)


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
    same_sound = _sound(short, _ENGLISH_SOUNDS) == _sound(long, _ENGLISH_SOUNDS)
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
    said = _sound(name.lower().removeprefix("al-"), _ENGLISH_SOUNDS)
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
    readings = (
        (bool(clitics), (stem, _sound(stem.removeprefix("ال"), _ARABIC_SOUNDS))) for clitics, stem in read_clitics(word)
    )
    return tuple(reading for reading in readings if len(reading[1][1]) >= _LEAST_CONSONANTS)


@lru_cache(WORDS_KEPT)
def _are_alike(one: str, other: str) -> bool:
    """Whether two rows of consonants, the first of which they share, are of one name."""
    if one == other:
        return True
    long_enough = min(len(one), len(other)) > _LEAST_CONSONANTS
    return long_enough and SequenceMatcher(None, one, other).ratio() >= _LIKENESS


@lru_cache(WORDS_KEPT)
def _sound(word: str, sounds: tuple[tuple[str, str], ...]) -> str:
    """The consonants of ``word``, doubled letters once."""
    row, at, last = "", 0, ""
    while at < len(word):
        letters, sound = next(((w, s) for w, s in sounds if word.startswith(w, at)), (word[at], ""))
        row += sound if letters != last else ""
        at, last = at + len(letters), letters
    return row
