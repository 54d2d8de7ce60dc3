"""A briefing in a folder, made again: only what is missing or has changed is done."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from summarizer.batch import brief_folder
from summarizer.briefing_folder import open_briefing
from summarizer.engines import Decoding
from summarizer.errors import SummarizerError
from summarizer.journal import JOURNAL, LOCK, Journal
from summarizer.options import Options
from summarizer.passing import Watcher
from summarizer.pipeline import Pipeline
from summarizer.status import read_status
from summarizer.types import Brief, Generation
from summarizer.walk import find_inputs
from tests.engines import ScriptedEngine, said


@pytest.fixture(autouse=True)
def no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_MEMORY", "none")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(4):
        (folder / f"{n}.txt").write_text(text(n), encoding="utf-8")
    return folder


def text(n: int) -> str:
    return f"بيان رقم {n}\n\nقال الوزير إن الخبر رقم {n} صحيح تماما.\n"


def answer(text: str, _: Decoding) -> Generation:
    """English with the numbers of the Arabic, so that nothing is asked twice."""
    return said(" ".join(["Fine", *(word for word in text.split() if word.isdigit())]))


class Desk:
    """Briefs ``source`` into ``out`` beside it, and counts what the engine was asked."""

    def __init__(self, source: Path) -> None:
        self.source, self.out = source, source.parent / "out"
        self.answer: Callable[[str, Decoding], Generation] = answer
        self.asked: list[str] = []
        self.window = 50

    def run(self, watcher: Watcher | None = None, **options: object) -> Brief:
        with (
            open_briefing(self.out) as journal,
            Pipeline(Options(engine="echo", **options)) as pipeline,  # type: ignore[arg-type]
        ):
            pipeline.engine = engine = ScriptedEngine(self.answer)  # type: ignore[assignment]
            try:
                find = partial(find_inputs, [self.source])
                return brief_folder(find, pipeline, journal, watcher, window=self.window)[0]
            finally:
                self.asked = [text for call in engine.asked for text in call]

    def outputs(self) -> dict[str, bytes]:
        files = {path.relative_to(self.out).as_posix(): path for path in self.out.rglob("*") if path.is_file()}
        return {name: path.read_bytes() for name, path in files.items() if name not in (JOURNAL, LOCK)}

    def sources(self) -> list[str]:
        lines = (self.out / "briefing.jsonl").read_text(encoding="utf-8").splitlines()
        return [record["source"] for record in map(json.loads, lines) if record["kind"] == "article"]


@pytest.fixture
def desk(source: Path) -> Desk:
    return Desk(source)


def test_a_second_run_asks_the_engine_nothing_and_gives_the_same_bytes(desk: Desk) -> None:
    desk.run()
    assert len(desk.asked) == 9  # four titles, four sentences, and what their speaker is called
    before = desk.outputs()
    assert {"index.html", "articles/0.txt.html", "briefing.docx"} <= before.keys()
    kept: list[int] = []
    desk.run(Watcher(kept=kept.append))
    assert (desk.asked, sum(kept)) == ([], 4)
    assert desk.outputs() == before


def test_only_what_is_new_or_changed_is_done_and_what_is_gone_disappears(desk: Desk) -> None:
    desk.run()
    (desk.source / "1.txt").write_text(text(11), encoding="utf-8")
    (desk.source / "2.txt").unlink()
    (desk.source / "00.txt").write_text(text(7), encoding="utf-8")
    os.utime(desk.source / "3.txt", (1, 1))  # a clock set back, or a copy: the content is the same
    desk.run()
    assert {word for text in desk.asked for word in text.split() if word.isdigit()} == {"7", "11"}
    assert desk.sources() == ["0.txt", "00.txt", "1.txt", "3.txt"]
    assert not (desk.out / "articles" / "2.txt.html").exists()
    resumed = desk.outputs()
    fresh = Desk(desk.source)
    fresh.out = desk.out.parent / "fresh"
    fresh.run()
    assert resumed == fresh.outputs()


def test_what_has_another_name_or_is_a_copy_is_briefed_and_what_only_stands_elsewhere_is_not(desk: Desk) -> None:
    desk.run()
    desk.source = desk.source.rename(desk.source.parent / "moved")
    (desk.source / "0.txt").rename(desk.source / "8.txt")
    (desk.source / "9.txt").write_bytes((desk.source / "1.txt").read_bytes())
    desk.run()
    assert {word for text in desk.asked for word in text.split() if word.isdigit()} == {"0", "1"}
    assert desk.sources() == ["1.txt", "2.txt", "3.txt", "8.txt", "9.txt"]
    resumed = desk.outputs()
    fresh = Desk(desk.source)
    fresh.out = desk.out.parent / "fresh"
    fresh.run()
    assert resumed == fresh.outputs()


def test_what_is_no_article_is_not_tried_again_and_again(desk: Desk) -> None:
    (desk.source / "5.png").write_bytes(b"x")
    for _ in range(3):
        desk.run()
    status = read_status(desk.out)
    assert [failure.source for failure in status.failures] == ["5.png"]
    assert status.attempts == (1,)


def test_other_options_make_all_articles_again(desk: Desk) -> None:
    desk.run()
    desk.run(summary_sentences=2)
    assert len(desk.asked) == 9  # four titles, four sentences, and what their speaker is called


def test_what_failed_is_tried_again_only_when_asked(desk: Desk) -> None:
    def fail(text: str, decoding: Decoding) -> Generation:
        if "2" in text:
            raise RuntimeError("boom")
        return answer(text, decoding)

    desk.answer = fail
    assert [f.source for f in desk.run().failures] == ["2.txt"]
    desk.answer = answer
    told: list[str] = []
    assert [f.source for f in desk.run(Watcher(failed=lambda f: told.append(f.source))).failures] == ["2.txt"]
    assert (desk.asked, told) == ([], ["2.txt"])
    assert desk.run(retry_failed=True).failures == ()
    assert desk.sources() == ["0.txt", "1.txt", "2.txt", "3.txt"]


def test_a_fault_of_the_run_ends_it_and_marks_no_article(desk: Desk) -> None:
    def fail(text: str, _: Decoding) -> Generation:
        raise SummarizerError("the translation memory is full", code="memory.failed")

    desk.answer = fail
    with pytest.raises(SummarizerError, match=r"memory\.failed"):
        desk.run()
    desk.answer = answer
    assert desk.run().failures == ()


def test_an_interrupted_run_keeps_what_is_finished_and_goes_on(desk: Desk) -> None:
    desk.window = 1
    windows: list[int] = []

    def interrupt(done: int) -> None:
        if len(windows) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.run(Watcher(window=lambda articles, texts: windows.append(articles), progress=interrupt))
    status = read_status(desk.out)
    assert (status.ended, status.running, status.done, status.waiting) == (False, False, 2, 2)
    assert sorted(path.name for path in (desk.out / "articles").iterdir()) == ["0.txt.html", "1.txt.html"]
    assert not (desk.out / "index.html").exists()
    desk.run()
    assert len(desk.asked) == 5
    resumed = desk.outputs()
    fresh = Desk(desk.source)
    fresh.out = desk.out.parent / "fresh"
    fresh.run()
    assert resumed == fresh.outputs()


def test_what_is_new_stays_new_though_the_run_that_said_so_was_broken_off_at_its_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(journal: Journal) -> None:
        raise KeyboardInterrupt

    undisturbed = Desk(desk.source)
    undisturbed.out = desk.out.parent / "undisturbed"
    for each in (desk, undisturbed):
        each.run()
    (desk.source / "9.txt").write_text(text(9), encoding="utf-8")
    undisturbed.run(since=str(undisturbed.out))
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "end", die)
        with pytest.raises(KeyboardInterrupt):
            desk.run(since=str(desk.out))
    desk.run(since=str(desk.out))
    assert desk.outputs() == undisturbed.outputs()
    desk.run(since=str(desk.out))
    assert desk.outputs() != undisturbed.outputs(), "now it is known"


def test_what_a_run_ended_with_is_known_though_it_was_killed_before_it_cleaned_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = Journal.end

    def end_and_die(journal: Journal) -> None:
        end(journal)
        raise KeyboardInterrupt

    desk.run()
    (desk.source / "9.txt").write_text(text(9), encoding="utf-8")
    desk.run(since=str(desk.out))
    desk.run(since=str(desk.out))
    nothing_new = desk.outputs()
    (desk.source / "9.txt").unlink()
    desk.run()
    (desk.source / "9.txt").write_text(text(9), encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "end", end_and_die)
        with pytest.raises(KeyboardInterrupt):
            desk.run(since=str(desk.out))
    desk.run(since=str(desk.out))
    assert desk.outputs() == nothing_new


def test_a_page_that_was_taken_away_comes_back(desk: Desk) -> None:
    desk.run()
    before = desk.outputs()
    (desk.out / "articles" / "1.txt.html").unlink()
    desk.run()
    assert desk.outputs() == before


def test_a_page_of_somebody_else_is_left_alone(desk: Desk) -> None:
    page = desk.out / "articles" / "1.txt.html"
    page.parent.mkdir(parents=True)
    page.write_text("mine")
    with pytest.raises(SummarizerError, match=r"write\.exists"):
        desk.run()
    assert page.read_text() == "mine"
    desk.run(force=True)
    assert page.read_text(encoding="utf-8") != "mine"


def test_the_folder_of_a_run_that_found_nothing_goes_again(desk: Desk) -> None:
    for path in desk.source.iterdir():
        path.write_bytes(b"")
    with pytest.raises(SummarizerError, match=r"read\.nothing"):
        desk.run()
    assert not desk.out.exists()


def test_pages_of_articles_that_are_all_gone_do_not_stay_and_come_back_with_them(desk: Desk) -> None:
    desk.run()
    before = desk.outputs()
    articles = {path: path.read_bytes() for path in desk.source.iterdir()}
    for path in articles:
        path.unlink()
    english = desk.source / "english.txt"
    english.write_text("The minister said that the report of this week is wholly true.\n", encoding="utf-8")
    with pytest.raises(SummarizerError, match=r"The earlier briefing was removed.*read\.nothing"):
        desk.run()
    assert set(desk.outputs()) == {".mujaz.json"}
    english.unlink()
    with pytest.raises(SummarizerError, match=r"read\.nothing"):
        desk.run()
    for path, content in articles.items():
        path.write_bytes(content)
    desk.run()
    assert (desk.asked, desk.outputs()) == ([], before)


def test_a_page_that_was_altered_stays_though_all_articles_are_gone(desk: Desk) -> None:
    desk.run()
    (desk.out / "briefing.md").write_text("mine")
    for path in desk.source.iterdir():
        path.write_bytes(b"")
    with pytest.raises(SummarizerError, match=r"read\.nothing"):
        desk.run()
    assert set(desk.outputs()) == {".mujaz.json", "briefing.md"}


def test_the_status_of_a_folder_that_was_emptied_tells_of_no_article(desk: Desk) -> None:
    desk.run()
    for path in desk.source.iterdir():
        path.unlink()
    with pytest.raises(SummarizerError, match=r"The earlier briefing was removed"):
        desk.run()
    status = read_status(desk.out)
    assert (status.total, status.done, status.failed) == (0, 0, 0)


def test_a_misspelt_path_leaves_the_briefing_alone(desk: Desk) -> None:
    desk.run()
    before = desk.outputs()
    desk.source = desk.source / "misspelt"
    with pytest.raises(SummarizerError, match=r"The earlier briefing stands as it was\. \[read\.nothing"):
        desk.run()
    assert desk.outputs() == before


def test_the_status_tells_what_was_done_and_what_failed(desk: Desk) -> None:
    (desk.source / "9.txt").write_bytes(b"")
    desk.run()
    status = read_status(desk.out)
    assert (status.running, status.ended, status.total, status.done, status.failed) == (False, True, 5, 4, 1)
    assert [(f.source, f.code) for f in status.failures] == [("9.txt", "read.empty")]
    assert status.waiting == 0
    assert status.made == 4
    with open_briefing(desk.out):
        assert read_status(desk.out).running
    assert {path.name for path in desk.out.glob(".mujaz*")} == {".mujaz.json", JOURNAL, LOCK}


def test_a_folder_without_a_run_has_no_status(tmp_path: Path) -> None:
    with pytest.raises(SummarizerError, match=r"left its journal in it.*journal\.missing"):
        read_status(tmp_path)
    with pytest.raises(SummarizerError, match=r"there is no such folder.*journal\.missing"):
        read_status(tmp_path / "nope")
