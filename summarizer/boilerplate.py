"""What gives away a line of a news page that is not the story, told from the line alone.

``line_role`` knows lines that say what they are wherever they stand ("قد يعجبك أيضا", a photo's "(رويترز)");
``edge_role`` knows those that say it only above the first or below the last paragraph (a date, "القاهرة - وكالات").
What takes a look at the neighbours is decided in ``clean``.
"""

from __future__ import annotations

import re

from summarizer.normalize import fold
from summarizer.page import Line
from summarizer.phrases import (
    ADDRESS,
    AGENCIES,
    AGENCY_DESK,
    ARCHIVE_AT_END,
    BUTTON_JOINTS,
    BUTTONS,
    CALL,
    CAPTION_CREDIT,
    CAPTION_START,
    CAPTION_SURE,
    CREDIT_IN_BRACKETS,
    CREDIT_LABELS,
    CREDIT_LABELS_EDGE,
    CREDIT_PARTS,
    CREDIT_START,
    CRUMBS,
    DASHED,
    DATE_WORDS,
    DISCLAIMER,
    EDITORS,
    GIVEN_NAMES,
    HELPERS,
    MENU,
    NOUNS_IN_WAW,
    OFFER,
    OPENERS,
    OURS_OR_YOURS,
    RELATED,
    RELATED_START,
    RIGHTS_AT_END,
    START,
    START_SURE,
    WHOLE,
    WROTE,
)
from summarizer.types import Role

_CALL_WORDS = 30  # words; calls to the reader, notices and related links are shorter (assets/evaluation/roles, seeds)
_LABEL_WORDS = 12  # words; dates, counters, offices and credits have no more (the same)
_CREDIT_WORDS = 8  # words; "إعداد: ..." with more is a headline
_CAPTION_WORDS = 3  # words before the credit; fewer are a dateline: "موسكو (أ ف ب)"
_NAME_WORDS = 4  # words; "تقرير: ..." with more is a headline (46 of 6,900 Al Mayadeen titles begin so)


def line_role(line: Line) -> Role | None:
    """Boilerplate, byline or caption where the words of the line say so by themselves, else None."""
    if not any(character.isalnum() for character in line.key):
        return "boilerplate"
    if line.quoted or line.size > _CALL_WORDS:
        return None
    if _is_furniture(line):
        return "boilerplate"
    if _is_credit(line):
        return "byline"
    return "caption" if _is_caption(line) else None


def edge_role(line: Line) -> Role | None:
    """Boilerplate or byline where the words of a line above or below the running text say so, else None."""
    if line.quoted or line.finished or line.size > _LABEL_WORDS:
        return None
    if names_editor(line) or _is_date(line) or _is_row_of_buttons(line) or CRUMBS.match(line.plain):
        return "boilerplate"
    if line.key in AGENCIES or DASHED.match(line.plain) or _before_agency(line):
        return "byline"
    named = line.size <= _NAME_WORDS and (_label(line) in CREDIT_LABELS_EDGE or WROTE.match(line.plain))
    return "byline" if named else None


def names_editor(line: Line) -> bool:
    """Whether the line is an editor's office, with or without the name (which may follow on the next line)."""
    return line.size <= _LABEL_WORDS and not line.finished and bool(EDITORS.match(line.key))


def names_helpers(line: Line) -> bool:
    """Whether the line thanks those who helped with the report, as the last line of one may."""
    return line.size <= _CALL_WORDS and bool(HELPERS.match(line.key))


def names_person(line: Line) -> bool:
    """Whether the line is a person's name alone, as far as its first word tells."""
    words = line.key.split()
    return 1 < len(words) <= _NAME_WORDS and words[0] in GIVEN_NAMES and not line.finished and not line.quoted


def opens_sentence(line: Line, *, and_too: bool = False) -> bool:
    """Whether the first word is one with which sentences begin and headings do not.

    A quotation may open a title with any word. ``and_too``: no title is looked for; quotations and every "and" count.
    """
    first = line.key.partition(" ")[0]
    if and_too:
        return first in OPENERS or (first[:1] == "و" and not NOUNS_IN_WAW.match(f"{first} "))
    return first in OPENERS and line.plain[:1].isalpha()


def opens_related(line: Line) -> bool:
    """Whether the line is a heading over links to other articles."""
    return line.key in RELATED and not line.quoted


def _is_furniture(line: Line) -> bool:
    if line.key in WHOLE or line.key in RELATED:
        return not line.finished or line.size > 2  # "انتهى." may be a sentence of the story, "لا توجد تعليقات." is none
    if (
        START_SURE.match(line.key)
        or DISCLAIMER.match(line.key)
        or RIGHTS_AT_END.search(line.key)
        or ADDRESS.match(line.plain)
    ):
        return True
    parts = MENU.split(line.plain)
    if len(parts) > 1 and all(fold(part) in WHOLE or fold(part) in RELATED for part in parts):
        return True
    if RELATED_START.match(line.key):
        return not line.finished or ":" in line.plain[:40]
    open_end = not line.finished and not line.plain.endswith(":")
    if CALL.match(line.key):
        words = line.key.split()
        return not OFFER.isdisjoint(words) and (open_end or not OURS_OR_YOURS.isdisjoint(words))
    return open_end and (bool(START.match(line.key)) or (line.size > 2 and _is_row_of_buttons(line)))


def _is_row_of_buttons(line: Line) -> bool:
    words = set(line.key.split()) - BUTTON_JOINTS
    return bool(words) and words <= BUTTONS


def _is_date(line: Line) -> bool:
    words = [word.rstrip("همص") if word[0].isdigit() else word for word in line.key.split()]
    numbers = sum(word.isdigit() for word in words)
    names = sum(word in DATE_WORDS for word in words)
    return numbers > 0 and (names > 0 or numbers > 2) and (numbers + names) * 4 >= len(words) * 3


def _is_credit(line: Line) -> bool:
    if AGENCY_DESK in f"{line.key} ":
        return True
    if line.finished or line.size > _LABEL_WORDS:
        return False
    if line.plain[:1] in "([" and line.key in AGENCIES:
        return True
    return bool(CREDIT_START.match(line.key)) or (line.size <= _CREDIT_WORDS and _label(line) in CREDIT_LABELS)


def _label(line: Line) -> str:
    """The folded words before the first colon, slash or dash with something unquoted behind it, or ""."""
    parts = CREDIT_PARTS.match(line.plain)
    return fold(parts[1]) if parts else ""


def _before_agency(line: Line) -> str | None:
    """The folded words before an agency or archive in brackets at the end of the line, None where there is none."""
    credit = CREDIT_IN_BRACKETS.search(line.plain)
    if credit and any(fold(name) in AGENCIES for name in re.split(r"[-–—/،|:]", credit[1])):
        return fold(line.plain[: credit.start()])
    return None


def _is_caption(line: Line) -> bool:
    if CAPTION_SURE.match(line.key):
        return not line.finished or line.size <= _LABEL_WORDS
    if line.finished or opens_sentence(line):
        return False
    if len((_before_agency(line) or "").split()) >= _CAPTION_WORDS:
        return True
    if CAPTION_CREDIT.match(line.plain) or ARCHIVE_AT_END.search(line.plain):
        return True
    return bool(CAPTION_START.match(line.key)) and ".." not in line.plain and not line.plain.endswith(":")
