"""Which column of a table holds what: as the user says, else by the names that such columns usually have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from summarizer.errors import ReadError
from summarizer.input_names import printable

Role = Literal["text", "title", "date", "url", "id"]

ROLES: tuple[Role, ...] = get_args(Role)

_MOST_SHOWN = 40  # columns, and characters of a column's name, in a message

# Folded as ``_fold`` does. Headers of the news corpora that people pass around, and what spreadsheets in Arabic say.
_USUAL: dict[Role, tuple[str, ...]] = {
    "text": (
        *("text", "body", "content", "article", "articlebody", "articletext", "articlecontent", "fulltext", "maintext"),
        *("story", "newstext", "textar", "النص", "نص", "نصالخبر", "نصالمقال", "المحتوى", "محتوى", "المتن", "متن"),
        *("الخبر", "المقال"),
    ),
    "title": ("title", "headline", "heading", "titlear", "العنوان", "عنوان", "عنوانالخبر", "عنوانالمقال"),
    "date": (
        *("date", "published", "publishedat", "datepublished", "publicationdate", "publishdate", "pubdate", "datetime"),
        *("التاريخ", "تاريخ", "تاريخالنشر", "تاريخالخبر"),
    ),
    "url": ("url", "link", "uri", "href", "sourceurl", "articleurl", "الرابط", "رابط", "رابطالخبر"),
    "id": ("id", "guid", "uid", "articleid", "newsid", "المعرف", "معرف", "رقم", "الرقم", "رقمالخبر"),
}
_ALL_USUAL = frozenset(name for names in _USUAL.values() for name in names)


def split_choice(choice: str) -> tuple[Role, str]:
    """The role and the column of ``text=body``. ValueError if it is no such pair."""
    role, equals, column = choice.partition("=")
    for known in ROLES:
        if equals and column.strip() and role.strip() == known:
            return known, column.strip()
    raise ValueError(f"{choice!r} is not ROLE=COLUMN")


def choose_columns(header: Sequence[str], choices: Sequence[str], *, name: str) -> dict[Role, int]:
    """The index in ``header`` of each role that has a column, in the order of ``ROLES``; text is always among them.

    ``choices`` are the user's own (``text=body``); the other roles go by name. ReadError read.columns if a column that
    the user names is missing or there twice, or if none or more than one looks like the text. ``name`` is the table's.
    """
    wanted = dict(map(split_choice, choices))
    found: dict[Role, int] = {}
    for role in ROLES:
        if role in wanted:
            named = [index for index, column in enumerate(header) if column.strip() == wanted[role]]
            if len(named) != 1:
                count = "more than one column is" if named else "no column is"
                raise _no_choice(f"{count} called {wanted[role]}", header, name)
            found[role] = named[0]
        elif usual := _usual(role, header):
            if role == "text" and len(usual) > 1:
                raise _no_choice("more than one column looks like the text of an article", header, name)
            found[role] = usual[0]
        elif role == "text":
            raise _no_choice("no column looks like the text of an article", header, name)
    return found


def say_choice(header: Sequence[str], columns: dict[Role, int]) -> str:
    """The choice in words: ``text from “body”, title from “headline”``."""
    return ", ".join(f"{role} from {quote(header[index])}" for role, index in columns.items())


def is_usual(column: str) -> bool:
    """Whether a column of that name may be taken for a part of the article without a word of the user."""
    return _fold(column) in _ALL_USUAL


def _usual(role: Role, header: Sequence[str]) -> list[int]:
    """The columns that may be for ``role``, the likeliest name first."""
    folded = [_fold(column) for column in header]
    return [index for usual in _USUAL[role] for index, column in enumerate(folded) if column == usual]


def _fold(column: str) -> str:
    return "".join(c for c in column.casefold() if c.isalnum())


def quote(column: str) -> str:
    """The name for a message; a table without a line of names has whole articles there."""
    return f"“{printable(column[:_MOST_SHOWN])}”"


def _no_choice(said: str, header: Sequence[str], name: str) -> ReadError:
    columns = ", ".join(map(quote, header[:_MOST_SHOWN])) + (" ..." if len(header) > _MOST_SHOWN else "")
    hint = "Say which column holds the text: --column text=NAME"
    return ReadError(f"{said}; the columns are {columns}", code="read.columns", hint=hint, source=name)
