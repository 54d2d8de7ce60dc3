"""Where the sentences of a plain text begin.

    text     أكد د. أحمد أن 7.9 مليارات صُرفت. وأضاف: «لن نتراجع. سنبقى هنا».
    gives    أكد د. أحمد أن 7.9 مليارات صُرفت. | وأضاف: «لن نتراجع. سنبقى هنا».

A line break ends a sentence; ؟ ! . … end one unless a rule of ``stops`` says that they do not. Inside a quotation, a
bracket or an address that is not too long nothing ends; closing marks stay with what they close.

Decisions are taken on the normalised line, so that no rule has to know vowel signs, bidi controls or Arabic digits, and
are carried back to the original. Each looks at a bounded stretch around its sign, so the whole is linear in the text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import pairwise

from summarizer.normalize import normalize
from summarizer.quotes import find_outermost, find_quotations
from summarizer.stops import Closed, Mark, ends_sentence

# A quotation of several sentences stays whole up to this many characters. With the words that lead to it (some 45) it
# then stays within 247 characters, the 99th percentile of the news sentences that the translator was trained on
# (news_llm.tsv); of the 82 quotations of several sentences in mayadeen_dev, 57 are shorter.
QUOTATION_LIMIT = 200
_REACH = 48  # characters that a rule sees on either side; the longest pattern needs about 30

_SIGNS = re.compile(r"[.!?؟…۔‼⁇⁈⁉⸮]+")
_WORD = re.compile(r"\w")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[^\s.!?؟…۔»”\"')\]،؛:,]")
_CREDIT = re.compile(r"[(\[][^()\[\]!?؟]{1,40}[)\]]\.?")  # (أ ف ب) after the last full stop of a line
_NO_SHIELD = (sys.maxsize, sys.maxsize)


def split_text(text: str) -> tuple[str, ...]:
    """The sentences of ``text``; joined they are ``text`` again. White space belongs to the sentence before it.

    White space at the very front belongs to the first; an empty text has none.
    """
    bounds = [0, *list(_find_starts(text))[1:], len(text)]
    return tuple(text[start:end] for start, end in pairwise(bounds)) if text else ()


def _find_starts(text: str) -> Iterator[int]:
    """Where each sentence begins, in code points."""
    offset = 0
    for line in text.splitlines(keepends=True):
        if not line.isspace():
            yield from (offset + start for start in _find_starts_in_line(line))
        offset += len(line)


def _find_starts_in_line(line: str) -> Iterator[int]:
    plain = normalize(line)
    if plain.text:  # a line of nothing visible begins no sentence
        yield len(line) - len(line.lstrip())
    for begin in _find_begins(plain.text):
        yield _step_over_space(line, plain.offsets[begin - 1], plain.offsets[begin])


def _step_over_space(line: str, last: int, first: int) -> int:
    """The cut between two sentences, given the last character of one and the first visible one of the next.

    It lies after the white space; what is invisible after that belongs to the next sentence.
    """
    gap = line[last:first]
    return last + next((i for i in range(len(gap), 0, -1) if gap[i - 1].isspace()), len(gap))


def _find_begins(text: str) -> list[int]:
    """Where in a normalised line each sentence but the first begins."""
    quotations = find_quotations(text)
    partners = {closing: opening for opening, closing in quotations.pairs}
    shields = iter(find_outermost([*quotations.pairs, *_find_addresses(text)], QUOTATION_LIMIT))
    shield = next(shields, _NO_SHIELD)
    begins = [0]
    word = _find_word(text, 0)
    for run in _SIGNS.finditer(text):
        end = _step_over_closing(text, run.end(), quotations.closing)
        following = end + text.startswith(" ", end)
        while shield[1] < run.start():
            shield = next(shields, _NO_SHIELD)
        if following == len(text) or (shield[0] < run.start() and end <= shield[1]):
            continue
        if word > run.start():  # no word yet: before a space the signs belong to the last sentence, else to this one
            if len(begins) > 1 and following > end:
                begins[-1] = following
            continue
        mark = Mark(
            before=text[max(begins[-1], run.start() - _REACH) : run.start()],
            signs=run[0],
            after=text[following : following + _REACH],
            glued=following == end,
            closed=_what_closes(text, end - 1, partners, word) if end > run.end() else "nothing",
        )
        if run.start() - 1 not in quotations.opening and ends_sentence(mark) and not _CREDIT.fullmatch(text, following):
            begins.append(following)
            word = _find_word(text, following)
    return begins[1:] if word < len(text) else begins[1:-1]


def _find_addresses(text: str) -> Iterator[tuple[int, int]]:
    return ((address.start(), address.end() - 1) for address in _ADDRESS.finditer(text))


def _find_word(text: str, start: int) -> int:
    word = _WORD.search(text, start)
    return word.start() if word else len(text)


def _step_over_closing(text: str, end: int, closing: frozenset[int]) -> int:
    """Past the closing marks from ``end`` on, even if a space parts them from what they close."""
    while end in closing or (end + 1 in closing and text[end] == " "):
        end += 1
    return end


def _what_closes(text: str, closing: int, partners: dict[int, int], word: int) -> Closed:
    """What the mark at ``closing`` ends, given its partners and the first word of the sentence."""
    opening = partners.get(closing, -1)
    whole = opening < word  # the sentence began with it, or it has no partner
    if text[closing] in "()[]{}":
        return "brackets" if whole else "aside"
    if whole:
        return "bare speech"
    return "speech" if text[max(0, opening - 2) : opening].rstrip().endswith(":") else "words"
