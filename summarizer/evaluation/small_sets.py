"""The sets that ship with Mujaz, each in the form in which users give their own (docs/evaluation.md).

All were written for this project, mostly by those who wrote the rules: they show that an installation works and that
nothing got worse, not how good Mujaz is on other people's pages. ``assets/evaluation/README.md`` says more of each.
"""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from typing import Any

from summarizer.evaluation.rows import Row

SETS = Path(__file__).parents[1] / "assets" / "evaluation"
FIGURES_PUBLISHED = "2024-05-15"  # of every sentence of the figures; a Wednesday


def read_translations() -> tuple[tuple[str, str], ...]:
    """(Arabic, English) of 129 short news sentences with many numbers."""
    rows = (line.split("\t") for line in _read("translations.tsv").splitlines()[1:])
    return tuple((arabic, english) for arabic, english in rows)


def read_summaries() -> list[Row]:
    """``source`` (an article with its title on top) and ``reference``, one for each event of the stories."""
    articles = {article["id"]: article for article in _read_json_lines("stories.jsonl")}
    return [
        {"source": _write_article(articles[row["id"]]), "reference": row["reference"]}
        for row in _read_json_lines("summaries.jsonl")
    ]


def read_split_cases() -> list[Row]:
    """``text`` and ``sentences`` of 337 cases, with ``id`` and ``about``."""
    return _read_json_lines("sentences.jsonl")


def read_role_cases() -> list[Row]:
    """``text`` and ``roles``: small articles.

    In 393 one line is asked for, the roles of the others are None; the others are the articles of the stories, title
    first, with their first paragraph once more at the end.
    """
    frame = json.loads(_read("roles/article.json"))
    pages = ((row["line"], row["place"], row["role"]) for row in json.loads(_read("roles/page_lines.json")))
    bodies = (
        (line, place, "body") for line in json.loads(_read("roles/body_lines.json")) for place in ("middle", "below")
    )
    lines = [_put_line(frame, *case) for case in chain(pages, bodies)]
    return lines + [_repeat_first(article) for article in _read_json_lines("stories.jsonl")]


def read_story_articles() -> list[Row]:
    """``id``, ``event``, ``title``, ``text``, ``published`` of 46 articles on 16 events that are easy to confuse."""
    return [{**row, "text": "\n\n".join(row["body"])} for row in _read_json_lines("stories.jsonl")]


def read_marked_facts() -> list[Row]:
    """``text``, ``figures``, ``dates``, ``speakers`` of 154 sentences, with ``id`` and ``published``."""
    return [{**row, "published": FIGURES_PUBLISHED} for row in _read_json_lines("figures.jsonl")]


def _put_line(frame: dict[str, Any], line: str, place: str, role: str) -> Row:
    lines = [frame["title"], *frame["body"]]
    at = frame["places"][place]
    lines.insert(at, line)
    return {"text": "\n".join(lines), "roles": [role if i == at else None for i in range(len(lines))], "id": line}


def _repeat_first(article: Row) -> Row:
    body = article["body"]
    roles = ["title", *("body" for _ in body), "duplicate"]
    return {"text": "\n\n".join((article["title"], *body, body[0])), "roles": roles, "id": article["id"]}


def _write_article(row: Row) -> str:
    return "\n\n".join((row["title"], *row["body"]))


def _read_json_lines(name: str) -> list[Any]:
    return [json.loads(line) for line in _read(name).splitlines()]


def _read(name: str) -> str:
    return (SETS / name).read_text(encoding="utf-8")
