"""Processes that prepare articles: in order, and a crash costs one article."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Barrier

import pytest

from summarizer.batch import brief_folder, brief_inputs
from summarizer.briefing_folder import open_briefing
from summarizer.errors import ReadError
from summarizer.inputs import Input
from summarizer.options import Options
from summarizer.pipeline import Pipeline
from summarizer.walk import find_inputs
from summarizer.workers import Workers, work_ahead


class Poison(Input):
    """An input that takes down the process that it is sent to."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (3,)


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUJAZ_MEMORY", "none")
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(5):
        (folder / f"{n}.txt").write_text(f"بيان رقم {n}\n\nقال الوزير إن الخبر رقم {n} صحيح تماما.\n", encoding="utf-8")
    (folder / "9.txt").write_bytes(b"")
    return folder


@pytest.mark.parametrize("count", [0, 2])
def test_results_come_in_order_and_errors_are_raised(count: int) -> None:
    with Workers(count) as workers:
        assert workers.map(lambda n: workers.run("a", divmod, n, 7), range(20)) == [divmod(n, 7) for n in range(20)]


def test_the_dead_are_replaced() -> None:
    with Workers(1) as workers:
        for _ in range(2):
            with pytest.raises(ReadError) as caught:
                workers.run("a.txt", os._exit, 3)
            assert (caught.value.code, caught.value.source) == ("read.crashed", "a.txt")
        assert workers.run("a", os.getpid) != os.getpid()


def test_a_briefing_by_workers_is_the_same_byte_for_byte(source: Path) -> None:
    outputs = []
    for workers in (0, 2):
        folder = source.parent / str(workers)
        with open_briefing(folder) as journal, Pipeline(Options(engine="echo", workers=workers)) as pipeline:
            brief, _ = brief_folder(lambda: find_inputs([source]), pipeline, journal)
        assert [failure.code for failure in brief.failures] == ["read.empty"]
        files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".")]
        outputs.append({path.relative_to(folder): path.read_bytes() for path in files})
    assert outputs[0] == outputs[1]


def test_a_crash_costs_the_article_in_hand_alone(source: Path) -> None:
    inputs = list(find_inputs([source]))
    inputs.insert(2, Poison(path=source / "1.txt", name="bad.txt"))
    with Pipeline(Options(engine="echo", workers=2)) as pipeline:
        brief = brief_inputs(inputs, pipeline)
    assert [a.document.article.source.name for a in brief.articles] == [f"{n}.txt" for n in range(5)]
    assert [(f.source, f.code) for f in brief.failures] == [("bad.txt", "read.crashed"), ("9.txt", "read.empty")]


def test_so_many_threads_work_ahead_at_once_and_in_order() -> None:
    together = Barrier(2, timeout=60)  # broken, and so an error, where one works alone

    def work(number: int) -> int:
        together.wait()
        return number

    assert list(work_ahead(work, range(6), threads=2)) == list(range(6))


def test_closed_early_no_other_work_is_begun() -> None:
    begun: list[int] = []
    ahead = work_ahead(begun.append, range(9))
    next(ahead)
    ahead.close()
    assert set(begun) <= {0, 1}
