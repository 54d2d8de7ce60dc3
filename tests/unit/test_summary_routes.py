"""The line with a summarising model in it: which one is taken, and when it writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer import pipeline as line
from summarizer.each import brief_each
from summarizer.engines.echo import EchoEngine
from summarizer.errors import ModelError
from summarizer.options import Options
from summarizer.pipeline import Pipeline
from summarizer.readers import read_text
from summarizer.types import ArticleBrief
from tests.engines import ScriptedEngine, said

LEAD = "قالت كازاخستان إن 98 ألف مواطن دخلوا أراضيها."
TEXT = f"عنوان المقال الأول\n\n{LEAD}\n\nوتنتظر نحو 5500 سيارة على الحدود الجورجية اليوم.\n"
ENGLISH = {LEAD: "Kazakhstan said that 98,000 citizens entered its territory."}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path))
    monkeypatch.setenv("MUJAZ_MEMORY", str(tmp_path / "memory.sqlite"))


def brief_with(answer: str, options: Options) -> ArticleBrief:
    """The article with scripted engines: a translator that knows one sentence, a summariser that says ``answer``."""
    shared = Pipeline(Options(engine="echo"))
    shared.engine = ScriptedEngine(lambda text, decoding: said(ENGLISH.get(text, "One sentence of the article.")))
    shared.summarizer = ScriptedEngine(lambda text, decoding: said(answer))
    with shared:
        made = Pipeline(options, shared=shared)
        (article,) = brief_each([made.prepare(read_text(TEXT))], made)
        return article


def test_an_arabic_summary_is_translated_with_its_article() -> None:
    article = brief_with("كازاخستان: 98 ألف مواطن دخلوا أراضيها.", Options(engine="echo"))
    assert article.summary.method == "abstractive"
    assert article.summary_translation.pairs[0] == (article.summary.sentences[0], "One sentence of the article.")
    assert dict(article.signature)["summary_model"] == "scripted"


def test_the_direct_route_writes_english_from_the_arabic_after_the_translation() -> None:
    answer = "About 98,000 citizens entered Kazakhstan's territory."
    article = brief_with(answer, Options(engine="echo", summary_route="direct"))
    assert article.summary.arabic == (None,)
    assert article.summary.evidence == ((1,),)
    assert article.summary_translation.pairs == ((answer, answer),)
    assert [finding for finding in article.findings if finding.about == "summary"] == []


def test_a_direct_summary_in_doubt_becomes_the_article_s_own_with_its_english() -> None:
    article = brief_with("About 89,000 citizens entered Iran.", Options(engine="echo", summary_route="direct"))
    assert article.summary.method == "extractive"
    assert article.summary_translation.pairs[0] == (LEAD, ENGLISH[LEAD])
    assert [f.code for f in article.findings if f.about == "summary"] == ["summary.replaced"]


def test_what_is_in_doubt_stays_where_that_is_asked_for() -> None:
    article = brief_with("كازاخستان: 89 ألف مواطن دخلوا أراضيها.", Options(engine="echo", strict_summary=False))
    codes = {f.code for f in article.findings if f.about == "summary"}
    assert "summary.number" in codes
    assert article.summary.method == "abstractive"


def test_auto_is_extractive_with_no_model_installed() -> None:
    with Pipeline(Options(engine="echo")) as made:
        assert made.summarizer is None
        assert made.summarizer_card is None


def test_auto_takes_the_best_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    model = line.find_model("mujaz-ar-en")
    asked: list[object] = []
    monkeypatch.setattr(line, "best_installed", lambda task: model)
    monkeypatch.setattr(line, "find_model", lambda name, task: asked.append((name, task)) or _for(model, task))
    monkeypatch.setattr(line, "_load", lambda options, model: EchoEngine())
    with Pipeline(Options(engine="echo")) as made:
        assert made.summarizer is not None
    assert asked == [("auto", "summarization")]


def _for(model: line.Model, task: str) -> line.Model:
    from dataclasses import replace

    return replace(model, task=task)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (Options(engine="echo", summary="mujaz-ar-en"), "model.unsupported"),
        (Options(engine="echo", summary="xlsum"), "model.missing"),
        (Options(engine="echo", summary_route="direct"), "model.missing"),
    ],
)
def test_a_model_that_cannot_summarise_is_refused(options: Options, code: str) -> None:
    with pytest.raises(ModelError) as refused:
        Pipeline(options)
    assert refused.value.code == code
