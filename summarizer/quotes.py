"""Where a line quotes or brackets something, whatever signs it uses for that.

Scraped Arabic writes «…», “…”, ”…“, »…«, "…" and '…', mixes them in one line and loses some. So the spaces around a
sign say first whether it opens or closes; its shape is asked only where they do not tell, and for " and ' whether one
is open. A sign without a partner pairs with nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_SIGNS = re.compile(r"[\"'«»‹›“”„‟‘’‚﴾﴿]+|[()\[\]{}]")
_OPENING = frozenset("«‹“„‟‘‚﴿([{")
_CLOSING = frozenset("»›”’﴾)]}")
_FAMILIES = {sign: bracket for bracket in ("()", "[]", "{}") for sign in bracket}  # all quotation marks are one family
_OPENS_AFTER = frozenset("([{:؛،,/-–—ـ")
_CLOSES_BEFORE = frozenset(")]}.،؛:؟!…,;?/-–—%")
_PREFIX = re.compile(r"(?<!\w)(?=\w)[وف]?(?:لل|[بلك]?(?:ال)?)ـ?$")  # particles before a quoted word: و"الدعم", لـ"عكاظ"
_PREFIX_LENGTH = 6  # longer than the longest of them by one, so that the beginning of the word is seen
_APOSTROPHES = frozenset("'’‘")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotations:
    """The signs of one line. ``pairs``: indexes (opening, closing) in the order of the closing signs, nested or apart.

    ``opening`` and ``closing`` hold the indexes of all signs, those without a partner too.
    """

    pairs: tuple[tuple[int, int], ...]
    opening: frozenset[int]
    closing: frozenset[int]


def find_quotations(line: str) -> Quotations:
    """The quotation marks and brackets of a line, paired. Linear in its length."""
    pairs: list[tuple[int, int]] = []
    waiting: list[int] = []
    waiting_in: Counter[str] = Counter()
    opening: set[int] = set()
    closing: set[int] = set()
    for run in _SIGNS.finditer(line):
        if _is_apostrophe(line, run):
            continue
        told = _side_by_spaces(line, run)
        for index in range(run.start(), run.end()):
            family = _family(line[index])
            if told == "opens" or (not told and _opens_by_shape(line[index], waiting_in[family])):
                opening.add(index)
                waiting.append(index)
                waiting_in[family] += 1
                continue
            closing.add(index)
            partner = _take(waiting, waiting_in, line, family)
            if partner is not None:
                pairs.append((partner, index))
    return Quotations(pairs=tuple(pairs), opening=frozenset(opening), closing=frozenset(closing))


def find_outermost(pairs: Iterable[tuple[int, int]], limit: int) -> tuple[tuple[int, int], ...]:
    """Those pairs with at most ``limit`` characters between them that lie in no other such pair, in order."""
    outermost: list[tuple[int, int]] = []
    for start, end in sorted(pair for pair in pairs if pair[1] - pair[0] - 1 <= limit):
        if not outermost or start > outermost[-1][1]:
            outermost.append((start, end))
    return tuple(outermost)


def _family(sign: str) -> str:
    return _FAMILIES.get(sign, "quotes")


def _is_apostrophe(line: str, run: re.Match[str]) -> bool:
    inside = run.start() > 0 and run.end() < len(line)
    return inside and run[0] in _APOSTROPHES and line[run.start() - 1].isalnum() and line[run.end()].isalnum()


def _side_by_spaces(line: str, run: re.Match[str]) -> str:
    """The word "opens" or "closes", or the empty string where the neighbours say both or nothing."""
    start, end = run.span()
    opens = start == 0 or line[start - 1].isspace() or line[start - 1] in _OPENS_AFTER
    closes = end == len(line) or line[end].isspace() or line[end] in _CLOSES_BEFORE
    if not opens and not closes and run[0][0] not in _FAMILIES:
        opens = _PREFIX.search(line[max(0, start - _PREFIX_LENGTH) : start]) is not None
    if opens == closes:
        return ""
    return "opens" if opens else "closes"


def _opens_by_shape(sign: str, waiting: int) -> bool:
    return sign in _OPENING or (sign not in _CLOSING and not waiting)


def _take(waiting: list[int], waiting_in: Counter[str], line: str, family: str) -> int | None:
    """The last waiting sign of ``family``; what waits above it has lost its partner and is dropped."""
    while waiting_in[family]:
        index = waiting.pop()
        popped = _family(line[index])
        waiting_in[popped] -= 1
        if popped == family:
            return index
    return None
