"""The figures of all stories as a table for spreadsheets: one row for each time that an article gives a number.

Encoded so that Excel reads the Arabic (UTF-8 behind a byte-order mark), and without cells that a spreadsheet would
take for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import chain

from summarizer.fact_types import Figure, Scope, StoryFigure
from summarizer.types import Story
from summarizer.writers.brief_view import BriefView
from summarizer.writers.fact_view import say_when
from summarizer.writers.speaker_view import name_origin
from summarizer.writers.story_view import Names
from summarizer.writers.view import ArticleView, visible

Cell = str | int | float | None

_SCOPE = tuple(field.name for field in fields(Scope))
COLUMNS = (
    *("story", "quantity", "value", "low", "high", "about", "unit", "kind", *_SCOPE, "verdict", "sources"),
    *("origins", "origins_english"),
    *("source", "sentence", "english", "arabic", "sentence_english", "sentence_arabic"),
)
_FORMULA = tuple("=+-@" + "\uff1d\uff0b\uff0d\uff20")  # the full-width signs are the same to Excel
_BYTE_ORDER_MARK = "\ufeff"


def render(view: BriefView) -> Iterator[tuple[str, Iterator[str]]]:
    """The one file of this format as (path, lines), the lines made one at a time."""
    yield "figures.csv", chain([_BYTE_ORDER_MARK, _line(COLUMNS)], map(_line, map(_defuse, list_readings(view))))


def _line(cells: Iterable[Cell]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)  # ends in CR LF, as RFC 4180 has it
    return line.getvalue()


def list_readings(view: BriefView) -> Iterator[tuple[Cell, ...]]:
    """One row for each time that an article gives a number, in the order of ``COLUMNS``."""
    views = view.articles
    for number, story in enumerate(view.brief.stories, 1):
        for quantity, figure in enumerate(story.figures, 1):
            origins = _say_origins(figure, story, views, view.names)
            for article, reading in figure.readings:
                yield (number, quantity, *_row(figure, reading, views[story.articles[article]], origins))


def _say_origins(figure: StoryFigure, story: Story, views: Sequence[ArticleView], names: Names) -> str:
    """Who gives the figure, in English: by name, by tables or in the model's words; "?" for one whom none can say."""
    persons = (name_origin(origin, figure, story, views) for origin in figure.origins)
    return "; ".join(p.english or names.gloss(p.arabic).whole or p.rendered or "?" for p in persons)


def _row(figure: StoryFigure, reading: Figure, view: ArticleView, origins: str) -> tuple[Cell, ...]:
    line = view.lines[reading.where]
    return (
        *(reading.value, reading.low, reading.high, "yes" if reading.about else "no"),
        *(reading.unit or reading.counted, reading.kind),
        *(_say_scope(reading.scope if name == "period" else figure.scope, name) for name in _SCOPE),
        *(figure.verdict, figure.sources, "; ".join(figure.origins), origins),
        *(view.brief.document.article.source.name, line.number, reading.english, reading.arabic),
        *(line.english, line.arabic),
    )


def _say_scope(scope: Scope, name: str) -> str:
    """A field of the scope; the period in words. That is each article's own: one says "since Monday", others do not."""
    said: str = getattr(scope, name)
    word, _, when = said.partition(" ")
    return say_when(word, when) if name == "period" and when else said


def _defuse(cells: Iterable[Cell]) -> list[Cell]:
    """The cells with an apostrophe before words that begin like a formula; numbers stay numbers."""
    return [_defuse_words(visible(cell)) if isinstance(cell, str) else cell for cell in cells]


def _defuse_words(words: str) -> str:
    return f"'{words}" if words.lstrip().startswith(_FORMULA) else words
