"""The lines of a PDF's page, from where its glyphs stand.

A PDF draws glyphs; the order in which it draws those of a line, and the order in which pdfium gives them back, differ
from producer to producer: whole words come out backwards, a comma jumps to the other end. The places on the page are
always right, because people look at them. So pdfium tells which character stands where, a line is read from right to
left as a reader of Arabic does it, and what is written from left to right in it (numbers, Latin words) is turned
around. Only from line to line the drawing order is followed: every producer that was tried draws column after column.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

# Shares of the font size. Measured on 1,203 words in four fonts by Chromium's printer and one by LibreOffice: letters
# of a word stand at most 0.10 apart (0.16 before a bracket), words at least 0.20; the baseline of a vowel sign is up
# to 0.3 off that of its line.
_WORD_GAP = 0.17
_WORD_GAP_RAISED = 0.45  # an alef may be named by the sign above it, and the gap is its own width
_RAISED = 0.05
_SAME_LINE = 0.35
_SAME_LINE_MARK = 0.8

_COVERED = 0.8  # share of a nameless glyph that lies on its neighbours; then it only stretches a letter (kashida)

# Where symbol fonts have their signs. Alone at the end of a line it is a bullet; elsewhere it may be a letter of an old
# Arabic font, and is lost.
_SYMBOLS, _BULLET = range(0xF020, 0xF100), "\N{BULLET}"

_LAM, _ALEFS = "ل", "اأإآٱ"
_PAIRS = {mark: pair for pair in ("()", "[]", "{}", "«»", "‹›", "“”") for mark in pair}
_STOPS = ".،؛:!؟?,…%٪"
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")

# A line as the kinds of its characters: Latin letter, digit (N), joint within a number, other, space, break; R is
# Arabic. Latin words and the numbers beside them are turned as one; other numbers each for itself, as
# "2020 - 2025" is written from right to left.
_KINDS = {"L": "L", "EN": "N", "AN": "N", "R": "R", "AL": "R"}
_JOINTS, _BREAKS = ".,:/٫٬", frozenset("،؛") | _PAIRS.keys()
_LEFT_TO_RIGHT = re.compile(r"[LN](?:[LNJO ]*[LN])?")
_NUMBER = re.compile(r"N(?:J?N)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """One character on a page. Lengths are in points, from the page's lower left corner.

    ``x`` and ``y`` are where the pen stood, ``left`` and ``right`` what the ink and the width of it take up, ``size``
    the font's. ``named``: the file says which character this is.
    """

    character: str
    x: float
    y: float
    left: float
    right: float
    size: float
    named: bool = True

    @property
    def middle(self) -> float:
        """The middle of it, from the left edge of the page."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A line of a page: its ``text`` in reading order, its edges, baseline and font size in points."""

    text: str
    left: float
    right: float
    y: float
    size: float


def page_lines(text_page: Any, *, hidden: bool = False) -> list[PageLine]:
    """The lines of a ``pypdfium2.PdfTextPage`` in drawing order, its brackets as they come (see ``set_brackets``).

    ``hidden``: nobody sees the text, so that the places in it may be wrong. Tesseract writes 98 as if it were a word,
    with the 9 to the right of the 8; there numbers are left as they come from the right.
    """
    glyphs = list(_glyphs(text_page))
    turn_numbers = not (hidden and _run_left(glyphs))
    rows: list[list[Glyph]] = []
    for glyph in glyphs:
        if rows and _is_level(rows[-1], glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = (_read_row(row, turn_numbers=turn_numbers) for row in _interlocked(rows))
    return [line for line in lines if line.text]


def _run_left(glyphs: Sequence[Glyph]) -> bool:
    """Whether most digits are drawn to the left of the one before them."""
    steps = [after.x - before.x for before, after in pairwise(glyphs) if _are_digits(before, after)]
    return 2 * sum(step < 0 for step in steps) > len(steps)


def _are_digits(before: Glyph, after: Glyph) -> bool:
    return before.character.isdigit() and after.character.isdigit() and _is_level([before], after)


def _is_level(row: Sequence[Glyph], glyph: Glyph) -> bool:
    reach = _SAME_LINE_MARK if _is_mark(glyph) else _SAME_LINE
    return abs(row[0].y - glyph.y) < reach * row[0].size


def _interlocked(rows: Iterable[list[Glyph]]) -> list[list[Glyph]]:
    """The rows, those made one that stand on one level and in each other's gaps: numbers may be drawn by themselves."""
    done: list[list[Glyph]] = []
    for row in rows:
        left, right = min(glyph.left for glyph in row), max(glyph.right for glyph in row)
        around = (
            other
            for other in done
            if _is_level(other, row[0])
            and min(right, max(glyph.right for glyph in other)) > max(left, min(glyph.left for glyph in other))
        )
        first = next(around, None)
        if first is None:
            done.append(row)
        else:
            first += row
    return done


def set_brackets(lines: Iterable[str]) -> list[str]:
    """The lines with each bracket and quotation mark open or closed as its place demands.

    In Arabic they are drawn the other way around. Some producers name the character that was meant, others the shape,
    and pdfium turns those around that it thinks in need of it. So what stands before a word opens, what stands behind
    one closes, and within a word the second of a kind closes.
    """
    open_: set[str] = set()
    return [_set_brackets(line, open_) if _ARABIC.search(line) else line for line in lines]


def _set_brackets(line: str, open_: set[str]) -> str:
    done = list(line)
    for i, mark in enumerate(line):
        if mark not in _PAIRS:
            continue
        free_before = i == 0 or not (line[i - 1].isalnum() or line[i - 1] in _STOPS)
        free_after = i + 1 == len(line) or not line[i + 1].isalnum()
        opens = free_before if free_before != free_after else _PAIRS[mark][0] not in open_
        done[i] = _PAIRS[mark][0 if opens else 1]
        (open_.add if opens else open_.discard)(_PAIRS[mark][0])
    return "".join(done)


def _glyphs(text_page: Any) -> Iterator[Glyph]:
    """What is drawn on the page. Line breaks and most spaces that pdfium thinks of itself are left out."""
    from pypdfium2 import raw

    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    for i in range(text_page.count_chars()):
        if not raw.FPDFText_GetTextObject(text_page, i):
            continue
        code = raw.FPDFText_GetUnicode(text_page, i)
        raw.FPDFText_GetCharOrigin(text_page, i, x, y)
        raw.FPDFText_GetMatrix(text_page, i, matrix)
        loose_left, _, loose_right, _ = text_page.get_charbox(i, loose=True)
        left, _, right, _ = text_page.get_charbox(i)
        yield Glyph(
            character=chr(code),
            x=x.value,
            y=y.value,
            left=min(left, loose_left, x.value),
            right=max(right, loose_right),
            size=raw.FPDFText_GetFontSize(text_page, i) * (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0,
            named=not raw.FPDFText_HasUnicodeMapError(text_page, i) and _is_character(code),
        )


def _is_character(code: int) -> bool:
    return chr(code).isspace() or unicodedata.category(chr(code))[0] != "C"


def _is_mark(glyph: Glyph) -> bool:
    return unicodedata.category(glyph.character) == "Mn"


def _read_row(row: Sequence[Glyph], *, turn_numbers: bool = True) -> PageLine:
    spaces = [glyph.middle for glyph in row if glyph.character.isspace() and glyph.left < glyph.right]
    letters = _from_the_right([glyph for glyph in row if not glyph.character.isspace() and not _is_mark(glyph)])
    letters = _without_stretches(letters)
    drawn = letters or row
    words = [glyph.character if glyph.named else "\N{REPLACEMENT CHARACTER}" for glyph in letters]
    for end, beside in ((0, 1), (-1, -2)) if len(letters) > 1 else ():
        first, second = sorted((letters[end], letters[beside]), key=lambda glyph: -glyph.middle)
        if ord(letters[end].character) in _SYMBOLS and _is_gap(first, second, spaces):
            words[end] = _BULLET
    for mark in filter(_is_mark, row):
        if letters:
            words[min(range(len(letters)), key=lambda i: abs(letters[i].middle - mark.middle))] += mark.character
    for i, (before, after) in enumerate(pairwise(letters)):
        if _is_gap(before, after, spaces):
            words[i] += " "
    return PageLine(
        text=_turned("".join(words), turn_numbers=turn_numbers),
        left=min(glyph.left for glyph in drawn),
        right=max(glyph.right for glyph in drawn),
        y=row[0].y,
        size=max(glyph.size for glyph in drawn),
    )


def _from_the_right(letters: Sequence[Glyph]) -> list[Glyph]:
    """The letters as they stand from right to left. Those of one glyph (a ligature) have one pen position."""
    placed = sorted(letters, key=lambda glyph: -round(glyph.x, 1))
    return [letter for _, group in groupby(placed, key=lambda g: round(g.x, 1)) for letter in _unjoined(list(group))]


def _unjoined(ligature: list[Glyph]) -> list[Glyph]:
    """The letters of one glyph from right to left.

    pdfium gives each its part of the box, or all of them the whole of it, and then in the order of its own line, which
    is the wrong one here. A lam always comes before its alef.
    """
    ligature.reverse()
    ligature.sort(key=lambda glyph: -round(glyph.middle, 1))
    if len(ligature) == 2 and ligature[0].character in _ALEFS and ligature[1].character == _LAM:
        ligature.reverse()
    return ligature


def _without_stretches(letters: list[Glyph]) -> list[Glyph]:
    """The letters without the nameless glyphs that lie upon a neighbour: they make it longer and say nothing."""
    kept = []
    for i, glyph in enumerate(letters):
        beside = letters[max(i - 1, 0) : i] + letters[i + 1 : i + 2]
        covered = max((min(glyph.right, b.right) - max(glyph.left, b.left) for b in beside), default=0.0)
        if glyph.named or covered < _COVERED * (glyph.right - glyph.left):
            kept.append(glyph)
    return kept


def _is_gap(before: Glyph, after: Glyph, spaces: Sequence[float]) -> bool:
    """Whether a word ends between two letters of which ``before`` stands to the right."""
    raised = after.y - before.y > _RAISED * before.size
    if before.left - after.right > (_WORD_GAP_RAISED if raised else _WORD_GAP) * before.size:
        return True
    return any(after.middle < space < before.middle for space in spaces)


def _turned(text: str, *, turn_numbers: bool = True) -> str:
    """``text``, which is written down from right to left, as it is read: what runs the other way is turned around."""
    kinds = "".join(map(_kind, text))
    if "L" in kinds and "R" not in kinds:
        return text[::-1].strip()
    turned = list(text)
    for run in _LEFT_TO_RIGHT.finditer(kinds):
        numbers = _NUMBER.finditer(kinds, *run.span()) if turn_numbers else ()
        stretches = [run.span()] if "L" in run[0] else [number.span() for number in numbers]
        for start, end in stretches:
            turned[start:end] = reversed(turned[start:end])
    return "".join(turned).strip()


def _kind(character: str) -> str:
    if character in _JOINTS:
        return "J"
    if character in _BREAKS:
        return "B"
    return " " if character.isspace() else _KINDS.get(unicodedata.bidirectional(character), "O")
