"""One pass over the inputs: what is done at the same time, and what a watcher hears, where and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event, get_ident
from time import sleep
from typing import Any

import pytest

from summarizer import passing
from summarizer.batch import brief_folder
from summarizer.beside import Beside
from summarizer.briefing_folder import open_briefing
from summarizer.inputs import Input
from summarizer.options import Options
from summarizer.passing import Pass, Watcher
from summarizer.pipeline import Pipeline, Prepared, Translated
from summarizer.translate import Progress
from summarizer.types import Article
from summarizer.walk import find_inputs

ECHO = Options(engine="echo", formats=("jsonl",))


@pytest.fixture(autouse=True)
def no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_MEMORY", "none")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in "abcd":
        (folder / f"{name}.txt").write_text(f"وصل الوزير إلى المدينة {name} أمس.", encoding="utf-8")
    return folder


class Ears:
    """A watcher that writes down what it hears, and in which thread."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.threads: set[int] = set()
        self.watcher = Watcher(
            kept=lambda articles: self.hear(f"kept {articles}" if articles else ""),
            failed=lambda failure: self.hear(f"failed {failure.source}"),
            window=lambda articles, texts: self.hear(f"window {articles}"),
            progress=lambda done: self.hear("progress" if done else ""),
            published=lambda: self.hear("published"),
        )

    def hear(self, what: str) -> None:
        self.threads.add(get_ident())
        if what and self.heard[-1:] != [what]:
            self.heard.append(what)


def run(news: Path, to: Path, watcher: Watcher | None = None, *, window: int, options: Options = ECHO) -> None:
    with open_briefing(to) as journal, Pipeline(options) as pipeline:
        brief_folder(lambda: find_inputs([news]), pipeline, journal, watcher, window=window)


def test_a_watcher_hears_of_one_window_after_the_other_in_the_thread_that_runs(news: Path, tmp_path: Path) -> None:
    run(news, tmp_path / "out", window=4)
    (news / "b.txt").write_text("وصل الوزير إلى مدينة أخرى اليوم.", encoding="utf-8")
    (news / "c.txt").write_bytes(b"")
    (news / "d.txt").write_text("وصل الوفد إلى المدينة اليوم.", encoding="utf-8")
    ears = Ears()
    run(news, tmp_path / "out", ears.watcher, window=1)
    assert ears.threads == {get_ident()}
    b = ["window 1", "progress", "published"]
    assert ears.heard == ["kept 1", *b, "failed c.txt", *b]


def test_a_window_is_told_once_the_one_before_it_is_published(news: Path, tmp_path: Path) -> None:
    ears = Ears()
    run(news, tmp_path / "out", ears.watcher, window=1)
    assert ears.heard == ["window 1", "progress", "published"] * 4


def test_the_next_inputs_are_read_while_the_engine_is_at_work(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, translate, is_b_read = passing.read_input, passing.translate_each, Event()
    seen: list[bool] = []

    def note(item: Input, *, ocr: bool = False) -> Article:
        if item.name == "b.txt":
            is_b_read.set()
        return read(item, ocr=ocr)

    def wait(prepared: Sequence[Prepared], pipeline: Pipeline, progress: Progress) -> object:
        done = translate(prepared, pipeline, progress)  # which tells that it is under way
        seen.append(is_b_read.wait(30))
        return done

    monkeypatch.setattr(passing, "read_input", note)
    monkeypatch.setattr(passing, "translate_each", wait)
    run(news, tmp_path / "out", window=1)
    assert seen == [True] * 4


def test_one_window_is_written_down_while_the_next_is_translated(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    translate, finish, take, all_read, second = (
        passing.translate_each,
        passing.finish_each,
        Pass._read,
        Event(),
        Event(),
    )
    begun: list[str] = []
    seen: list[bool] = []

    def note(self: Pass, chunk: Any) -> None:
        take(self, chunk)
        if chunk[-1].name == "d.txt":
            all_read.set()

    def begin(prepared: Sequence[Prepared], pipeline: Pipeline, progress: Progress) -> object:
        begun.append(prepared[0].name)
        if len(begun) == 2:
            second.set()
        done = translate(prepared, pipeline, progress)
        assert all_read.wait(30)
        return done

    def wait(translated: Sequence[Translated], pipeline: Pipeline) -> object:
        seen.append(second.wait(30))
        return finish(translated, pipeline)

    monkeypatch.setattr(Pass, "_read", note)
    monkeypatch.setattr(passing, "translate_each", begin)
    monkeypatch.setattr(passing, "finish_each", wait)
    run(news, tmp_path / "out", window=2)
    assert (begun, seen) == (["a.txt", "c.txt"], [True, True])


def test_a_window_has_no_more_articles_than_it_may(news: Path, tmp_path: Path) -> None:
    (news / "a.txt").write_bytes(b"")  # so that the first chunk leaves one article waiting
    told: list[int] = []
    run(news, tmp_path / "out", Watcher(window=lambda articles, texts: told.append(articles)), window=2)
    assert sum(told) == 3
    assert max(told) <= 2


def test_what_is_finished_is_written_down_before_a_failure_is_told(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = Pipeline.finish

    def fail(self: Pipeline, translated: Translated) -> object:
        if translated.name == "b.txt":
            raise ValueError("torn")
        return finish(self, translated)

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Pipeline, "finish", fail)
    with open_briefing(tmp_path / "out") as journal, Pipeline(ECHO) as pipeline:
        with pytest.raises(KeyboardInterrupt):
            brief_folder(lambda: find_inputs([news]), pipeline, journal, Watcher(failed=stop), window=4)
        assert [article.document.article.source.name for article in journal.articles] == ["a.txt", "c.txt", "d.txt"]


def test_a_run_that_ends_reads_no_further(news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, names, in_hand = passing.read_input, [], Event()
    made: list[Beside] = []

    class Noted(Beside):
        def __init__(self, threads: int) -> None:
            super().__init__(threads)
            made.append(self)

    def linger(item: Input, *, ocr: bool = False) -> Article:
        names.append(item.name)
        if item.name == "c.txt":
            in_hand.set()
            while not made[0]._closed:
                sleep(0.001)
        return read(item, ocr=ocr)

    def stop() -> None:
        assert in_hand.wait(30)
        raise KeyboardInterrupt

    monkeypatch.setattr(passing, "Beside", Noted)
    monkeypatch.setattr(passing, "read_input", linger)
    with pytest.raises(KeyboardInterrupt):
        run(news, tmp_path / "out", Watcher(published=stop), window=2)
    assert names == ["a.txt", "b.txt", "c.txt"]
