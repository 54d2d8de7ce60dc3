"""A workbook for analysts: the figures, the articles and the findings, a sheet each, to be filtered and sorted.

Every word is written as text, never as a formula or a link, whatever it begins with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from summarizer.writers.brief_view import BriefView
from summarizer.writers.figures_csv import COLUMNS, Cell, list_readings
from summarizer.writers.view import all_doubts, visible

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_ARTICLES = (
    *("article", "source", "story", "published", "dateline", "byline", "url", "title_english", "title_arabic"),
    *("sentences", "shared", "errors", "warnings", "notes"),
)
_FINDINGS = ("severity", "code", "article", "source", "place", "message")
_WIDE = frozenset({"sentence_english", "sentence_arabic", "title_english", "title_arabic", "message"})
_WIDTHS = {True: 60, False: 16}  # in letters
_MOST_ROWS = 1_048_575  # under the head; Excel's limit
_MOST_LETTERS = 32_767  # in a cell; likewise
_NEVER = datetime(1980, 1, 1)  # as in ZIP files: equal briefings give equal workbooks
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}


class _Sheet(NamedTuple):
    name: str
    head: Sequence[str]
    rows: Iterable[Iterable[Cell]]


def render(view: BriefView) -> Iterator[tuple[str, bytes]]:
    """The one file of this format as (path, bytes)."""
    from xlsxwriter import Workbook

    made = BytesIO()
    with Workbook(made, _SAFE) as book:
        book.set_properties({"author": "Mujaz", "created": _NEVER})
        for sheet in (
            _Sheet("figures", COLUMNS, list_readings(view)),
            _Sheet("articles", _ARTICLES, _list_articles(view)),
            _Sheet("findings", _FINDINGS, _list_findings(view)),
        ):
            _write(book, sheet)
    yield "briefing.xlsx", made.getvalue()


def _list_articles(whole: BriefView) -> Iterator[tuple[Cell, ...]]:
    stories = {
        index: (number, share)
        for number, story in enumerate(whole.brief.stories, 1)
        for index, share in zip(story.articles, story.shares, strict=True)
    }
    for index, view in enumerate(whole.articles):
        article = view.brief.document.article
        severities = [doubt.finding.severity for doubt in view.doubts]
        story, share = stories.get(index, (None, None))
        yield (
            *(view.number, article.source.name, story, article.published, view.dateline, article.byline, view.url),
            *(view.title_english, view.title, len(view.lines), share),
            *(severities.count(severity) for severity in ("error", "warning", "note")),
        )


def _list_findings(whole: BriefView) -> Iterator[tuple[Cell, ...]]:
    """What is in doubt, then what could not be read."""
    for finding, article, _, place in all_doubts(whole.brief, whole.articles):
        source = whole.articles[article - 1].brief.document.article.source.name if article else None
        yield finding.severity, finding.code, article or None, source, place, finding.message
    for failure in whole.brief.failures:
        yield "failed", failure.code, None, failure.source, None, failure.message


def _write(book: Workbook, sheet: _Sheet) -> None:
    """The sheet, and a further one of its name where it is longer than Excel allows."""
    page, last, parts = _begin(book, sheet, 1), 0, 1
    for row in sheet.rows:
        if last == _MOST_ROWS:
            parts += 1
            page, last = _begin(book, sheet, parts), 0
        last += 1
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(last, column, visible(cell)[:_MOST_LETTERS])
            elif cell is not None:
                page.write_number(last, column, cell)


def _begin(book: Workbook, sheet: _Sheet, part: int) -> Worksheet:
    """A page with its head, which stays in sight and can be filtered by."""
    page = book.add_worksheet(sheet.name if part == 1 else f"{sheet.name} {part}")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for column, name in enumerate(sheet.head):
        page.set_column(column, column, _WIDTHS[name in _WIDE], wrapped)
        page.write_string(0, column, name, bold)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, _MOST_ROWS, len(sheet.head) - 1)
    return page
