"""Summaries by tiny models with random weights: what they write is nonsense, what is made of it must not be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.abstract import write_draft
from summarizer.clean import clean
from summarizer.engines import Engine, load_engine
from summarizer.readers import read
from summarizer.split import split
from summarizer.summarize import summarize
from summarizer.types import Document
from tests.tiny_models import build_tiny


@pytest.fixture(scope="module", params=["mbart", "mt5"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    model = build_tiny(request.param, tmp_path_factory.mktemp("models") / request.param)
    made = load_engine("hf", model=model, self_test=False)
    yield made
    made.close()


@pytest.fixture(scope="module")
def document() -> Document:
    path = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))[0]
    return split(clean(read(path, name=path.name)))


def test_a_long_article_is_read_within_the_model_s_limit(engine: Engine, document: Document) -> None:
    draft = write_draft(document, sentences=2, engine=engine, language="ar")
    assert 0 < draft.share < 1
    assert len(draft.sentences) <= 2


def test_nonsense_is_never_shown_when_strict(engine: Engine, document: Document) -> None:
    summary = summarize(document, sentences=2, engine=engine, strict=True)
    own = {document.sentences[index].plain for index in document.body}
    assert set(summary.sentences) <= own
    assert {finding.code for finding in summary.findings} & {"summary.replaced", "summary.unusable"}
