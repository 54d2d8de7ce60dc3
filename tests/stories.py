"""Articles and briefings for the tests of stories."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from summarizer.evaluation.small_sets import read_story_articles
from summarizer.facts import find_facts
from summarizer.pipeline import understand
from summarizer.readers import read
from summarizer.stories import Index, group
from summarizer.story_figures import compare_figures
from summarizer.types import Article, ArticleBrief, Brief, Document, Source, Story, Summary, Translation

ROOT = Path(__file__).parent
SEEDS = tuple(sorted((ROOT.parent / "seeds").glob("*.txt")))


def document(title: str | None, *paragraphs: str, name: str = "a.txt", published: str | None = None) -> Document:
    """An article of these paragraphs, cleaned and split."""
    text = "\n\n".join(part for part in (title, *paragraphs) if part)
    source = Source(name=name, kind="text", sha256=hashlib.sha256(text.encode()).hexdigest())
    return understand(Article(source=source, text=text, title=title, published=published))


def seed_documents() -> list[Document]:
    """The five samples."""
    return [understand(read(path, name=path.name)) for path in SEEDS]


def hand_made() -> list[tuple[str, Document]]:
    """(event, article) of the hand-made set."""
    return [
        (row["event"], document(row["title"], *row["body"], name=row["id"], published=row["published"]))
        for row in read_story_articles()
    ]


def brief_of(documents: Sequence[Document], known: Index | None = None) -> Brief:
    """A briefing of these articles with their stories and figures, untranslated."""
    articles = tuple(_untranslated(d) for d in documents)
    stories = tuple(_with_figures(story, articles) for story in group(documents, known))
    return Brief(articles=articles, failures=(), findings=(), signature=(("mujaz", "0.1.0"),), stories=stories)


def _untranslated(read_document: Document) -> ArticleBrief:
    pairs = tuple((sentence.plain, None) for sentence in read_document.sentences)
    nothing = Translation(pairs=(), generations=(), model="none")
    return ArticleBrief(
        document=read_document,
        summary=Summary(sentences=(), evidence=(), method="extractive"),
        translation=Translation(pairs=pairs, generations=(None,) * len(pairs), model="none"),
        summary_translation=nothing,
        findings=(),
        signature=(("mujaz", "0.1.0"),),
        facts=find_facts(read_document),
    )


def _with_figures(story: Story, articles: Sequence[ArticleBrief]) -> Story:
    return replace(story, figures=compare_figures([articles[a].facts for a in story.articles]))
