"""What a summariser reads of an article that is longer than the model can read at once.

    room     so many parts as the summary may have sentences, each as long as the model can read
    front    most of one part goes to the front of the body, as news is written
    cover    the rest of the room to the sentences that say most that has not been read, wherever they stand
    parts    what was chosen, in the order of the article, cut into the parts

Sentences that lean on the one before them ("he added") are read only with it, or the model would give the words to
another speaker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summarizer.extract import leans
from summarizer.normalize import fold
from summarizer.pieces import fit
from summarizer.types import Document

# Share of one part for the front, the rest of the room going to what covers most. Chosen on 684 of the training
# summaries' articles that are longer than 512 tokens: share of a standfirst's words that stand in what is read. One
# part: 88.7 %, all of it front 88.6 %, half of it 87.8 %. Three parts (136 articles): 91.6 %, all of them front 90.4 %.
_FRONT_SHARE = 0.85
_LONG_WORD = 4  # letters; shorter words are mostly grammar


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """``texts`` are what to read, at most as many tokens each as asked for; ``share`` of the body's words, 0 to 1."""

    texts: tuple[str, ...]
    share: float


class _Unit(NamedTuple):
    """Sentences of the body that are read together, or a piece of one too long to be read whole."""

    text: str
    tokens: int
    words: frozenset[str]


def choose_parts(document: Document, *, count_tokens: Callable[[str], int], limit: int, most: int) -> Parts:
    """What to read of the body, in at most ``most`` parts of at most ``limit`` tokens; nothing if there is no body.

    Everything is read if it fits. Linear in the body.
    """
    units = tuple(_make_units(document, count_tokens, limit))
    parts = _pack(units, limit)
    if len(parts) > most:
        parts = _pack(_choose(units, limit, most), limit)
    texts = tuple(" ".join(unit.text for unit in part) for part in parts)
    length, read = (sum(len(text.split()) for text in given) for given in ((unit.text for unit in units), texts))
    return Parts(texts=texts, share=read / length if length else 1.0)


def _make_units(document: Document, count_tokens: Callable[[str], int], limit: int) -> Iterator[_Unit]:
    """The body in order. A run that is too long for the model is taken apart, a sentence that is, cut at a pause."""
    run: list[str] = []
    for index in document.body:
        text = document.sentences[index].plain
        if run and not leans(text):
            yield from _cut(run, count_tokens, limit)
            run = []
        run.append(text)
    yield from _cut(run, count_tokens, limit)


def _cut(run: Sequence[str], count_tokens: Callable[[str], int], limit: int) -> Iterator[_Unit]:
    whole = " ".join(run)
    fits = count_tokens(whole) <= limit
    for piece in (whole,) if fits else tuple(piece for text in run for piece in fit(text, count_tokens, limit)):
        if text := piece.strip():
            words = frozenset(word for word in fold(text).split() if len(word) >= _LONG_WORD)
            yield _Unit(text, count_tokens(text), words)


def _pack(units: Iterable[_Unit], limit: int) -> list[list[_Unit]]:
    """The units in order, each part filled before the next is begun."""
    parts: list[list[_Unit]] = []
    left = 0
    for unit in units:
        if unit.tokens > left:
            parts.append([])
            left = limit
        parts[-1].append(unit)
        left -= unit.tokens
    return parts


def _choose(units: Sequence[_Unit], limit: int, most: int) -> list[_Unit]:
    """The units that are read, in the order of the article: the best ones until one does not fit any more."""
    chosen: list[int] = []
    for index in _rank(units, int(limit * _FRONT_SHARE)):
        if len(_pack((units[i] for i in sorted((*chosen, index))), limit)) > most:
            break
        chosen.append(index)
    return [units[i] for i in sorted(chosen)]


def _rank(units: Sequence[_Unit], front: int) -> Iterator[int]:
    """The indexes of the units, best first: ``front`` tokens of the front, then what adds most for its length."""
    counts = Counter(word for unit in units for word in unit.words)
    read: set[str] = set()
    left = list(range(len(units)))
    while left:
        front -= units[left[0]].tokens
        best = left[0] if front >= 0 or not read else max(left, key=lambda i: _gain(units[i], counts, read))
        left.remove(best)
        read |= units[best].words
        yield best


def _gain(unit: _Unit, counts: Counter[str], read: set[str]) -> float:
    """How often the words of ``unit`` that were not read yet stand in the article, for each of its tokens."""
    return sum(counts[word] for word in unit.words - read) / max(unit.tokens, 1)
