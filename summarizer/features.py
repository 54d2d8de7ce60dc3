"""What an article is about, as numbers to compare: its stems and figures by how rare they are, its days and months.

    stem       Arabic writes particles and endings on to words: "وبكازاخستان", "الكازاخستاني" are كازاخست here
    weight     a stem that few articles of the news use says more than one that all use; so does a figure
    describe   an article as one vector of such weights, with the time it speaks of

How rare a stem is comes from a table that ships (``training/word_counts.py``), not from the articles at hand: so two
articles are as like each other in a folder of five as among 100,000, today and tomorrow.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256

from summarizer.datelines import find_dateline
from summarizer.normalize import fold
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.remembering import WORDS_KEPT
from summarizer.types import Document, Role
from summarizer.word_counts import LEAST_STEM, light_stem, word_counts

Vector = Mapping[str, float]  # term -> weight, of length 1 (or empty)

_PARTICLES = frozenset("بلكف")
_COMMONER = 10  # times as common as with its first letter must a word be without it, for that to be a particle

# Chosen on one half of the silver pairs (benchmarks/stories.py): with the rarity itself in place of its root 1 in 50
# pairs of one event fewer are found at equal precision, and names weigh so much that the seeds' stories run together.
_COMMON = 0.5  # logarithm of all articles to articles with the word, at which a word says nothing (in 60% of them)
# The same measure of a figure: of the 47 pairs of the hand-made stories that tell of one event 25 lie, dates left
# aside, above all others with it, 13 without figures.
_FIGURE = 8.0
_UNKNOWN = 2  # articles that a stem is taken to be in which is not in the table (it has those from 5 on)
_FRONT_WEIGHT = 2.0  # of titles and of the first body sentences, against 1 of the rest
_FRONT = 2  # body sentences
_LEAST_FIGURE, _FIRST_YEAR, _LAST_YEAR = 11, 1900, 2100  # small numbers and years stand in articles about anything

_TOLD: frozenset[Role] = frozenset({"title", "subhead", "body"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What is compared of an article.

    ``digest`` is that of its words: the same for the same text in another file or format. ``day`` is the day of
    publication as a count of days, None where the article has no date. ``months`` are those that the front half of its
    body speaks of, 1 to 12 (further back news tells history).
    """

    digest: str
    terms: Vector
    day: int | None
    months: frozenset[int]


def describe(document: Document) -> Features:
    """The features of ``document``. Takes any document, also one without title or body; its terms are empty then."""
    counts: Counter[str] = Counter()
    months: set[int] = set()
    body, front_half = 0, len(document.body) // 2
    for sentence in document.sentences:
        if sentence.role not in _TOLD:
            continue
        terms, spoken = _read(sentence.plain)
        front = sentence.role == "title" or (sentence.role == "body" and body < _FRONT)
        for term in terms:
            counts[term] += _FRONT_WEIGHT if front else 1.0  # type: ignore[assignment]
        if front or body < front_half:
            months |= spoken
        body += sentence.role == "body"
    day = published_day(document)
    return Features(
        digest=digest(document),
        terms=_weigh(counts),
        day=day,
        months=frozenset(months),
    )


def digest(document: Document) -> str:
    """The digest of the article's words: the same for the same text in another file or format."""
    words = fold(" ".join(s.plain for s in document.sentences if s.role in _TOLD)) or document.article.text
    return sha256(words.encode(errors="surrogatepass")).hexdigest()


def published_day(document: Document) -> int | None:
    """The day on which the article appeared, as ``date.toordinal``: the file's date, else that of the dateline.

    None where neither gives a whole and valid date.
    """
    dateline = None if document.article.published else find_dateline(document)
    written = document.article.published or (dateline.date if dateline else None)
    try:
        return date.fromisoformat((written or "")[:10]).toordinal()
    except ValueError:
        return None


def text_vector(text: str) -> Vector:
    """The weights of one text, such as a sentence."""
    return _weigh(Counter(_read(text)[0]))


def dot(one: Vector, other: Vector) -> float:
    """The sum of the products of common terms: for two vectors of length 1 their likeness, 0 to 1."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return sum(weight * long[term] for term, weight in short.items() if term in long)


@lru_cache(WORDS_KEPT)
def stem(word: str) -> str:
    """``light_stem`` of a folded word, also without ب ل ك ف in front where what follows is by far the commoner word."""
    plain = light_stem(word)
    if word[:1] in _PARTICLES and len(word) > LEAST_STEM + 1:
        bare, counts = light_stem(word[1:]), word_counts()
        if counts.get(bare, 0) >= _COMMONER * max(1, counts.get(plain, 0)):
            return bare
    return plain


def _read(text: str) -> tuple[list[str], set[int]]:
    """The terms of a text in order, figures as "#98000", and the months that it names."""
    numbers = find_numbers_arabic(text)
    figures = [n for n in numbers if n.kind in ("number", "percent")]
    told = [n.value for n in figures if n.value >= _LEAST_FIGURE and not _FIRST_YEAR <= n.value <= _LAST_YEAR]
    terms = [f"#{value}" for value in told]
    for figure in reversed(figures):  # a figure is read as its value, not as its words
        text = f"{text[: figure.start]} {text[figure.end :]}"
    terms += [stem(word) for word in fold(text).split() if len(word) > 1 and not word[0].isdigit()]
    return terms, {int(n.value) for n in numbers if n.kind == "month"}


def _weigh(counts: Mapping[str, float]) -> Vector:
    weights = {term: (1 + math.log(max(count, 1.0))) * _rarity(term) for term, count in counts.items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items() if weight} if length else {}


@lru_cache(WORDS_KEPT)
def _rarity(term: str) -> float:
    """How much a term says, from 0: the root of how much rarer than common it is."""
    counts = word_counts()
    rare = _FIGURE if term[0] == "#" else math.log(counts[""] / counts.get(term, _UNKNOWN))
    return math.sqrt(max(rare - _COMMON, 0.0))
