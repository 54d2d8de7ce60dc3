"""Facts from text, for the tests of figures, dates and speakers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from summarizer.clean import clean
from summarizer.evaluation.small_sets import read_marked_facts
from summarizer.fact_types import Facts
from summarizer.facts import find_facts
from summarizer.readers import read
from summarizer.split import split
from summarizer.types import Article, Document, Sentence, Source

ROOT = Path(__file__).parents[1]
PUBLISHED = "2024-05-15"  # a Wednesday


def document_of(*texts: str, published: str | None = PUBLISHED) -> Document:
    """A document of these sentences, one paragraph each."""
    whole, sentences = "", []
    for number, text in enumerate(texts):
        start = len(whole)
        whole += text + "\n"
        sentence = Sentence(text=text, plain=text, start=start, end=start + len(text), role="body", paragraph=number)
        sentences.append(sentence)
    article = Article(source=Source(name="t", kind="text", sha256=""), text=whole, published=published)
    return Document(article=article, sentences=tuple(sentences))


def facts_of(*texts: str, published: str | None = PUBLISHED) -> Facts:
    return find_facts(document_of(*texts, published=published))


def seed_documents() -> dict[str, Document]:
    """The seeds by the first three letters of their names."""
    paths = sorted((ROOT / "seeds").glob("*.txt"))
    return {path.name[:3]: split(clean(read(path, name=path.name))) for path in paths}


def marked_rows() -> list[dict[str, Any]]:
    """Sentences of our own, by their text, and those of the seeds, by their places."""
    lines = (ROOT / "tests" / "data" / "seed_figures.jsonl").read_text(encoding="utf-8").splitlines()
    return [*read_marked_facts(), *map(json.loads, lines)]
