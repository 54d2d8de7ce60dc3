"""Pieces of a sentence that a model can read at once, cut where the sentence itself pauses."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from math import ceil

from summarizer.quotes import find_outermost, find_quotations
from summarizer.sentence_words import CONJUNCTIONS, CONTINUERS
from summarizer.stops import Mark, ends_sentence

# Pieces are planned for this share of the limit: where two pieces are planned, the cut may then lie anywhere in a
# stretch of at least 0.3 of a piece, which holds a comma or a conjunction in nearly every news sentence.
_FILL = 0.85
_REACH = 48  # characters around a full stop that the rules for sentence ends see
_CLOSING = "»”\"'’)]"

# How good a cut is, best first. What stands before the space decides, then what stands after it.
_SENTENCE, _SEMICOLON, _COLON, _COMMA, _CONJUNCTION, _PHRASE, _SPACE, _BOUND, _LETTERS, _NUMBER = range(10)
_SIGNS = {"؛": _SEMICOLON, ";": _SEMICOLON, ":": _COLON, "،": _COMMA, ",": _COMMA}
_STOPS = frozenset(".!?؟…")
_PAUSE = re.compile(r"\s+|(?<=[؛،:؟!…])(?=[ء-ي«“\"])")  # a space, or the place where scrapers lost one
_FIRST_WORD = re.compile(r"\w*")


def fit(text: str, count_tokens: Callable[[str], int], limit: int) -> tuple[str, ...]:
    """``text`` in pieces of at most ``limit`` tokens each; joined they are ``text`` again.

    Pieces are of like length and end, in this order of choice, at a sentence end inside a quotation, ؛ : ، or before a
    conjunction, a phrase, a word; a quotation that fits is left whole where one of these lies outside it. Only words
    longer than a piece are cut, only a single character may exceed the limit. White space belongs to the piece before.
    Linear if ``count_tokens`` is. ValueError if ``limit`` is below 1.
    """
    if limit < 1:
        raise ValueError(f"a piece cannot have {limit} tokens")
    total = count_tokens(text)
    if total <= limit or len(text) < 2:
        return (text,)
    longest = max(1, len(text) * limit // total)
    quotations = find_outermost(find_quotations(text).pairs, longest)
    pieces: list[str] = []
    for start, end in _plan(text, longest, quotations):
        pieces += fit(text[start:end], count_tokens, limit)
    return tuple(pieces)


def _plan(text: str, longest: int, quotations: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Start and end of each piece: of like length, at most ``longest`` characters, at least two of them."""
    start = 0
    while (left := len(text) - start) > longest:
        count = max(2, ceil(left / (longest * _FILL)))
        ideal = left / count
        low = max(1, ceil(ideal / 2), left - longest * (count - 1))
        high = max(low, min(longest, int(1.5 * ideal)))
        places = _find_pauses(text, start + low, start + high) or _find_pauses(text, start + 1, start + longest)
        places = places or {place: _rank_letters(text, place) for place in range(start + low, start + high + 1)}
        end = min(places, key=lambda at: (_is_inside(at, quotations), places[at], abs(at - start - ideal)))
        yield start, end
        start = end
    yield start, len(text)


def _find_pauses(text: str, low: int, high: int) -> dict[int, int]:
    """The places from ``low`` to ``high`` where the sentence pauses, each with its rank as a cut."""
    pauses = ((pause.end(), pause) for pause in _PAUSE.finditer(text, low - 1, high + 1))
    return {place: _rank_pause(text, pause) for place, pause in pauses if low <= place <= high}


def _is_inside(place: int, quotations: Sequence[tuple[int, int]]) -> bool:
    """Whether a cut before the character at ``place`` tears one of the quotations, which are in order and apart."""
    index = bisect_left(quotations, place, key=lambda pair: pair[0]) - 1
    return index >= 0 and place <= quotations[index][1]


def _rank_pause(text: str, pause: re.Match[str]) -> int:
    before = text[max(0, pause.start() - _REACH) : pause.start()].rstrip(_CLOSING)
    after = text[pause.end() : pause.end() + _REACH]
    if before[-1:] in _STOPS:
        return _rank_stop(before, after)
    if before[-1:] in _SIGNS:
        return _SIGNS[before[-1]]
    word = _first_word(after)
    if before[-1:].isdigit() or after[0].isdigit() or _last_word(before) in CONTINUERS:
        return _BOUND
    if word in CONJUNCTIONS:
        return _CONJUNCTION
    return _PHRASE if word in CONTINUERS or (len(word) > 2 and word[0] == "و") else _SPACE


def _rank_stop(before: str, after: str) -> int:
    start = before.rstrip("".join(_STOPS))
    mark = Mark(before=start, signs=before[len(start) :], after=after, glued=False, closed="nothing")
    if ends_sentence(mark):
        return _SENTENCE
    return _BOUND if mark.signs == "." else _COMMA  # an abbreviation, or three dots in mid-sentence


def _rank_letters(text: str, place: int) -> int:
    last, first = text[place - 1], text[place]
    if unicodedata.combining(first) or (last.isascii() and first.isascii()) or (last.isdigit() and first.isdigit()):
        return _NUMBER
    return _LETTERS


def _last_word(before: str) -> str:
    return before.rsplit(" ", 1)[-1]


def _first_word(after: str) -> str:
    word = _FIRST_WORD.match(after)
    return word[0] if word else ""
