"""The records of stories and of the facts of an article, ready for ``json``. ``docs/briefing-record.md`` explains them.

Places are named, not counted: {"source": the article's source, "sentence": index from 0 into its sentences}.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from summarizer.fact_types import Facts, Figure, StoryFigure
from summarizer.types import Brief, Citation, Story, StoryChange
from summarizer.writers.view import ArticleView

Record = dict[str, Any]


def to_story_records(brief: Brief, views: Sequence[ArticleView]) -> Iterator[Record]:
    """One record for each story, in order."""
    places = _Places(views)
    for index, story in enumerate(brief.stories):
        yield {
            "kind": "story",
            "id": story.id,
            "title": places.arabic(story.title),
            "title_english": places.english(story.title),
            "articles": [places.source(article) for article in story.articles],
            "lead": places.source(story.lead),
            "published": list(story.published),
            "sources": [[places.source(article) for article in group] for group in story.sources],
            "shares": [round(share, 3) for share in story.shares],
            "key_points": [places.point(point) for point in story.key_points],
            "wires": [places.all(wire) for wire in story.wires],
            "figures": list(_figure_records(story, places)),
            "changes": places.change(brief.changes.stories[index]) if brief.changes else None,
            "signature": dict(brief.signature),
        }


def to_facts_record(facts: Facts) -> Record:
    """The figures, speakers and dates of one article; ``start`` and ``end`` are places in ``plain`` of the sentence."""
    return {
        "figures": [_with_sentence(asdict(figure), figure.where) for figure in facts.figures],
        "attributions": [_with_sentence(asdict(said), said.where) for said in facts.attributions],
        "dates": [_with_sentence(asdict(event), event.where) for event in facts.dates],
        "dateline": _with_sentence(asdict(facts.dateline), facts.dateline.where) if facts.dateline else None,
    }


def _with_sentence(record: Record, sentence: int) -> Record:
    """The record with its place in front, by the name that places have in all records."""
    return {"sentence": sentence} | {name: value for name, value in record.items() if name != "where"}


class _Places:
    """Citations as records."""

    def __init__(self, views: Sequence[ArticleView]) -> None:
        self._views = views

    def source(self, article: int) -> str:
        return self._views[article].brief.document.article.source.name

    def one(self, citation: Citation) -> Record:
        return {"source": self.source(citation.article), "sentence": citation.sentence}

    def all(self, citations: Iterable[Citation]) -> list[Record]:
        return [self.one(citation) for citation in citations]

    def arabic(self, citation: Citation | None) -> str | None:
        return self._views[citation.article].lines[citation.sentence].arabic if citation else None

    def english(self, citation: Citation | None) -> str | None:
        return self._views[citation.article].lines[citation.sentence].english if citation else None

    def point(self, point: Sequence[Citation]) -> Record:
        return {"text": self.arabic(point[0]), "english": self.english(point[0]), "where": self.all(point)}

    def change(self, change: StoryChange) -> Record:
        return {
            "known": change.known,
            "new": self.all(change.new),
            "reported": self.all(change.reported),
            "figures": [
                {
                    "quantity": f.figure,
                    "was": {name: getattr(f, name) for name in ("value", "low", "high", "english", "place")},
                    "unsure": list(f.unsure),
                }
                for f in change.figures
            ],
        }


def _figure_records(story: Story, places: _Places) -> Iterator[Record]:
    """One record for each reading of each quantity; what all readings of a quantity share stands in each."""
    for quantity, figure in enumerate(story.figures):
        for article, reading in figure.readings:
            yield _reading_record(quantity, figure, reading, places.source(story.articles[article]))


def _reading_record(quantity: int, figure: StoryFigure, reading: Figure, source: str) -> Record:
    return {
        "quantity": quantity,
        "value": reading.value,
        "low": reading.low,
        "high": reading.high,
        "about": reading.about,
        "kind": reading.kind,
        "counted": reading.counted,
        "unit": reading.unit,
        "english": reading.english,
        "arabic": reading.arabic,
        "where": {"source": source, "sentence": reading.where},
        "verdict": figure.verdict,
        "sources": figure.sources,
        "origins": list(figure.origins),
        "scope": asdict(figure.scope),
        "group": figure.group,
        "apart": list(figure.apart),
    }
