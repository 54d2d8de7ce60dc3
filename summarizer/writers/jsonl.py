"""The records, for programs: a line of JSON for each article, story, doubt about the whole, and input that is left out.

``docs/briefing-record.md`` explains every field, ``assets/briefing.schema.json`` is the same for programs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from summarizer.errors import SET_ASIDE
from summarizer.types import ArticleBrief, Brief, Failure, Finding
from summarizer.writers.story_records import to_facts_record, to_story_records
from summarizer.writers.view import ArticleView, Line, SummaryLine, view_article, view_articles

# JSON allows these inside a string, but many line readers end a line at them (Python's str.splitlines among them).
_LINE_ENDS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def render(brief: Brief) -> Iterator[tuple[str, Iterator[str]]]:
    """The one file of this format as (path, lines), the lines made one at a time."""
    views = view_articles(brief)
    records = chain(
        map(_article_record, views),
        to_story_records(brief, views),
        ({"kind": "finding"} | found for found in _finding_records(brief.findings)),
        ({"kind": "left_out"} | to_failure_record(failure) for failure in brief.failures),
    )
    yield "briefing.jsonl", (f"{dump(record)}\n" for record in records)


def to_record(brief: ArticleBrief) -> dict[str, Any]:
    """The record of one article, ready for ``json``."""
    return _article_record(view_article(brief))


def to_failure_record(failure: Failure) -> dict[str, Any]:
    """The record of an input that is not in the briefing; ``set_aside``: it is no article, so it did not fail."""
    return {
        "source": failure.source,
        "code": failure.code,
        "message": failure.message,
        "set_aside": failure.code in SET_ASIDE,
    }


def _article_record(view: ArticleView) -> dict[str, Any]:
    brief = view.brief
    article = brief.document.article
    return {
        "kind": "article",
        "source": article.source.name,
        "url": article.source.url,
        "title": view.title,
        "title_english": view.title_english,
        "byline": article.byline,
        "published": article.published,
        "format": article.source.kind,
        "text": article.text,
        "summary": {
            "method": brief.summary.method,
            "model": brief.summary.model,
            "sentences": [_summary_record(part, brief.summary.replaced) for part in view.summary],
        },
        "sentences": [_sentence_record(line) for line in view.lines],
        "facts": to_facts_record(brief.facts),
        "findings": _finding_records(view.findings),
        "signature": dict(brief.signature),
    }


def dump(record: dict[str, Any]) -> str:
    """The record on one line, whatever a reader holds for the end of a line."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False).translate(_LINE_ENDS)


def _summary_record(part: SummaryLine, replaced: tuple[int, ...]) -> dict[str, Any]:
    """The record of one sentence of the summary."""
    return {
        "text": part.arabic,
        "english": part.english,
        "evidence": list(part.evidence),
        "replaced": part.number - 1 in replaced,
        "findings": _finding_records(part.findings),
    }


def _sentence_record(line: Line) -> dict[str, Any]:
    """The record of one sentence of the article."""
    return {
        "text": line.sentence.text,
        "plain": line.sentence.plain,
        "start": line.sentence.start,
        "end": line.sentence.end,
        "role": line.sentence.role,
        "paragraph": line.sentence.paragraph,
        "english": line.english,
        "score": round(line.generation.score, 3) if line.generation else None,
        "findings": _finding_records(line.findings),
    }


def _finding_records(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """The findings without their place, which the record around them gives."""
    return [{"code": f.code, "severity": f.severity, "message": f.message} for f in findings]
