from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.batch import brief_inputs
from summarizer.each import brief_each, prepare_each, read_each
from summarizer.engines import Decoding
from summarizer.options import Options
from summarizer.passing import Watcher
from summarizer.pipeline import Pipeline
from summarizer.types import Failure, Generation
from summarizer.walk import find_inputs
from tests.engines import ScriptedEngine, said


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUJAZ_MEMORY", "none")
    for n in range(4):
        (tmp_path / f"{n}.txt").write_text(f"قال الوزير إن الخبر رقم {n} صحيح تماما.\n", encoding="utf-8")
    return tmp_path


def pipeline(answer: object) -> Pipeline:
    made = Pipeline(Options(engine="echo"))
    made.engine = ScriptedEngine(answer)  # type: ignore[arg-type,assignment]
    return made


def test_articles_come_in_the_order_of_the_input(folder: Path) -> None:
    done = brief_inputs(find_inputs([folder]), pipeline(lambda text, _: said("Fine")))
    assert [a.document.article.source.name for a in done.articles] == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert done.failures == ()


def test_a_fault_in_one_article_leaves_the_others_whole(folder: Path) -> None:
    def answer(text: str, _: Decoding) -> Generation:
        if "2" in text:
            raise RuntimeError("boom")
        return said("Fine")

    told: list[Failure] = []
    progress: list[int] = []
    watcher = Watcher(failed=told.append, progress=progress.append)
    done = brief_inputs(find_inputs([folder]), pipeline(answer), watcher)
    assert sum(progress) >= 6  # the three good articles are counted, though their window failed
    assert [a.document.article.source.name for a in done.articles] == ["0.txt", "1.txt", "3.txt"]
    assert [(f.source, f.code) for f in done.failures] == [("2.txt", "article.failed")]
    assert "RuntimeError: boom" in done.failures[0].message
    assert told == list(done.failures)


def test_a_watcher_hears_of_windows_and_progress(folder: Path) -> None:
    windows: list[tuple[int, int]] = []
    progress: list[int] = []
    watcher = Watcher(window=lambda articles, texts: windows.append((articles, texts)), progress=progress.append)
    brief_inputs(find_inputs([folder]), pipeline(lambda text, _: said("Fine")), watcher)
    assert windows == [(4, 12)]  # a sentence, a summary sentence and a speaker each
    assert sum(progress) == 12


def test_the_first_window_is_small_so_that_the_engine_soon_has_something_to_do(folder: Path) -> None:
    for n in range(4, 75):
        (folder / f"{n:02}.txt").write_text(f"قال الوزير إن الخبر رقم {n} صحيح تماما.\n", encoding="utf-8")
    windows: list[int] = []
    watcher = Watcher(window=lambda articles, _: windows.append(articles))
    done = brief_inputs(find_inputs([folder]), pipeline(lambda text, _: said("Fine")), watcher)
    assert (windows, len(done.articles)) == ([10, 50, 15], 75)


def test_a_sentence_in_two_papers_is_translated_once(folder: Path) -> None:
    (folder / "copy.txt").write_bytes((folder / "0.txt").read_bytes())
    line = pipeline(lambda text, _: said(" ".join(word for word in text.split() if word.isdigit())))
    brief_inputs(find_inputs([folder]), line)
    asked = [text for call in line.engine.asked for text in call]  # type: ignore[attr-defined]
    assert len(asked) == len(set(asked)) == 5  # four sentences, and the one who speaks in all of them


def test_equal_runs_sign_equally(folder: Path) -> None:
    runs = [brief_inputs(find_inputs([folder]), pipeline(lambda text, _: said("Fine"))) for _ in range(2)]
    assert runs[0] == runs[1]
    assert dict(runs[0].articles[0].signature)["input_sha256"] == runs[0].articles[0].document.article.source.sha256


def test_a_glossary_that_goes_away_while_the_run_goes_on_costs_nothing(tmp_path: Path) -> None:
    glossary = tmp_path / "names.csv"
    glossary.write_text("غزة,Gaza\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("وصل الوزير إلى غزة.", encoding="utf-8")
    with Pipeline(Options(engine="echo", glossary=str(glossary))) as pipeline:
        glossary.unlink()
        brief = brief_inputs(find_inputs([tmp_path / "a.txt"]), pipeline)
    assert not brief.failures
    assert dict(brief.signature)["glossary_sha256"] == dict(brief.articles[0].signature)["glossary_sha256"] != ""


def test_inputs_are_prepared_one_by_one_with_their_failures(folder: Path) -> None:
    (folder / "1.txt").write_bytes(b"")
    articles = read_each(find_inputs([folder]), Options(engine="echo"))
    assert [type(item).__name__ for item in articles] == ["Article", "Failure", "Article", "Article"]
    prepared = prepare_each(articles, pipeline(lambda text, _: said("Fine")))
    assert [type(item).__name__ for item in prepared] == ["Prepared", "Failure", "Prepared", "Prepared"]
    done = brief_each(prepared, pipeline(lambda text, _: said("Fine")))
    assert [type(item).__name__ for item in done] == ["ArticleBrief", "Failure", "ArticleBrief", "ArticleBrief"]
    assert done[1] == Failure(source="1.txt", code="read.empty", message=done[1].message)  # type: ignore[union-attr]
