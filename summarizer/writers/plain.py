"""Plain text for a terminal or a pipe: summaries, or whole translations paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from summarizer.types import Brief
from summarizer.writers.headlines import capitalize
from summarizer.writers.view import ArticleView, say_count, view_articles, visible

Part = Literal["summary", "translation"]


def render(brief: Brief, what: Part) -> str:
    """The text of all articles, a blank line between paragraphs. The Arabic stands where there is no English."""
    part = _summary if what == "summary" else _translation
    return "\n\n".join("\n\n".join([_head(view), *part(view)]) for view in view_articles(brief))


def _head(view: ArticleView) -> str:
    name = visible(view.brief.document.article.source.name)
    title = visible(capitalize(view.title_english or view.title or "No title was found"))
    return f"{name}\n{title}"


def _summary(view: ArticleView) -> Iterator[str]:
    for line in view.summary:
        yield "\n".join(visible(said) for said in (line.english or "(not translated)", line.arabic) if said is not None)
    if not view.summary:
        yield "(no body text, so no summary)"


def _translation(view: ArticleView) -> Iterator[str]:
    aside = 0
    for passage in view.passages:
        if passage.set_aside:
            aside += len(passage.lines)
            continue
        for paragraph in passage.paragraphs:
            said = [visible(line.english or line.arabic) for line in paragraph if line.sentence.role != "title"]
            if said:
                yield " ".join(said)
    if aside:
        yield f"({say_count(aside, 'line')} set aside as boilerplate or repeats)"
