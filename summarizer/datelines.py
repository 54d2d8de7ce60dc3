"""The line above an article that says where, when and by whose wire it was written: "كييف، 15 مارس (رويترز)".

Such lines are no news, so they are not shown among the sentences, but they may give the only date that an article has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.arabic_words import read_sentence
from summarizer.dates_arabic import find_dates
from summarizer.fact_types import Dateline
from summarizer.normalize import fold, normalize
from summarizer.phrases import AGENCIES
from summarizer.types import Document, Role

_LINES: frozenset[Role] = frozenset({"boilerplate", "byline", "caption", "subhead"})
_PLACE = r"(?P<place>[^\W\d_]+(?:[ -][^\W\d_]+){0,2})"
_BRACKETED = re.compile(
    rf"{_PLACE}\s*(?:[،,]\s*)?(?P<date>[^()\[\]]{{0,40}}?)\s*[(\[](?P<agency>[^()\[\]]{{2,40}})[)\]]"
)
_DASHED = re.compile(rf"{_PLACE}\s*[-–—/]\s*(?P<agency>[^\W\d_]+(?: [^\W\d_]+){{0,2}})(?P<date>)\s*(?:[:\-–—]|$)")
_PARTS = re.compile(r"\s*[-–—/،|:]\s*")
_PICTURES = frozenset(map(fold, ("أرشيف", "أرشيفية", "الأرشيف", "صورة أرشيفية", "إنترنت", "الإنترنت", "غيتي", "Getty")))
_UPDATED = re.compile(r"(?:اخر|تاريخ) (?:تحديث|التحديث|تعديل|التعديل)")  # not when it was written
_DATE_WORDS = 12  # words; longer lines tell news
_CERTAIN = frozenset({"written", "partial"})


def find_dateline(document: Document) -> Dateline | None:
    """What the lines above the first sentence of the news, and its beginning, say of place, date and agency.

    A date without a year stays one ("--03-15"). None where no line says anything.
    """
    said = list(_read_lines(document))
    if not said:
        return None
    place, agency = next(((line.place, line.agency) for line in said if line.agency), ("", ""))
    dated = next((line for line in said if line.date), None)
    first = dated or said[0]
    return Dateline(
        where=first.where, arabic=first.arabic, place=place, agency=agency, date=dated.date if dated else None
    )


def _read_lines(document: Document) -> Iterator[Dateline]:
    """What each line down to the first sentence of the news says, that sentence's opening included."""
    for where, sentence in enumerate(document.sentences):
        plain = normalize(sentence.plain).text
        line = _read_credit(plain, where)
        if sentence.role in _LINES and line is None:
            date = _read_date(plain)
            line = Dateline(where=where, arabic=sentence.plain, place="", agency="", date=date) if date else None
        if line:
            yield line
        if sentence.role == "body":
            return


def _read_credit(plain: str, where: int) -> Dateline | None:
    """The dateline with which a text begins, if an agency that we know is in it."""
    for shape in (_BRACKETED, _DASHED):
        match = shape.match(plain)
        if match and any(fold(part) in AGENCIES - _PICTURES for part in _PARTS.split(match["agency"])):
            date = _read_date(match["date"])
            if match["date"] and not date:
                continue
            return Dateline(
                where=where, arabic=match[0].strip(), place=match["place"], agency=match["agency"], date=date
            )
    return None


def _read_date(text: str) -> str | None:
    """The first date of a short line as far as it is written there."""
    if len(text.split()) > _DATE_WORDS or _UPDATED.match(fold(text)):
        return None
    return next((e.date for e in find_dates([read_sentence(text)], None) if e.date and e.certainty in _CERTAIN), None)
