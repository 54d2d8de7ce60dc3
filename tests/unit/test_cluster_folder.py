"""What a cluster run refuses, keeps and removes, without a cluster. The run itself: ``tests/cluster``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from summarizer import cluster
from summarizer.batch import brief_folder
from summarizer.briefing_folder import open_briefing
from summarizer.cli import app
from summarizer.cluster import brief_on_cluster
from summarizer.cluster_articles import ArticleWorker, Shard
from summarizer.errors import EngineError, OptionsError, SummarizerError, WriteError
from summarizer.journal import JOURNAL, take_lock
from summarizer.options import Options
from summarizer.passing import Watcher
from summarizer.pipeline import Pipeline, Prepared
from summarizer.status import is_busy
from summarizer.walk import find_files, find_inputs

OPTIONS = Options(engine="echo")
TEXT = "أعلن الوزير أن عدد القتلى بلغ 12 شخصا في المدينة."


@pytest.fixture(autouse=True)
def no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_MEMORY", "none")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Input: a Parquet file and a text."""
    folder = tmp_path / "in"
    folder.mkdir()
    write_table(folder / "a.parquet")
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    return folder


def write_table(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table({"text": [TEXT]}), path)


@contextmanager
def connect(address: str) -> Iterator[cluster._Cluster]:
    yield cluster._Cluster(cores=1, gpus=0)


def work_here(
    shards: Sequence[Shard], options: Options, folder: Path, connected: cluster._Cluster, watcher: Watcher
) -> tuple[dict[str, int], tuple[tuple[str, str], ...]]:
    """What ``_brief`` does, with one worker in this process."""
    worker = ArticleWorker(options, str(folder))
    rows = ({name: values[0] for name, values in worker({"shard": [shard]}).items()} for shard in shards)
    return cluster._count(rows, folder, watcher)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A run without Ray, with a story for each window."""
    monkeypatch.setattr(cluster, "_connected", connect)
    monkeypatch.setattr(cluster, "_brief", work_here)
    monkeypatch.setattr(cluster, "find_stories", lambda windows, folder, signature: len(windows))
    return lambda source, target: brief_on_cluster([source], OPTIONS, target, "none")


def list_files(folder: Path) -> list[str]:
    return sorted(list_names([path for path in folder.rglob("*") if path.is_file()], folder))


def list_names(paths: Sequence[Path], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (Options(strict="error"), "strict"),
        (Options(formats=("docx",)), "formats"),
        (Options(page_language="ar"), "page_language"),
        (Options(threads=2), "threads"),
        (Options(since="x"), "since"),
    ],
)
def test_what_would_have_no_effect_is_refused(options: Options, named: str, source: Path, tmp_path: Path) -> None:
    with pytest.raises(OptionsError, match=named) as refused:
        brief_on_cluster([source], options, tmp_path / "out", "local")
    assert refused.value.code == "cluster.options"


def test_the_command_does_not_end_well_where_strict_would_have_no_effect(source: Path, tmp_path: Path) -> None:
    words = ["brief", str(source), "--to", str(tmp_path / "out"), "--cluster", "local", "--strict", "error"]
    done = CliRunner().invoke(app, words)
    assert (done.exit_code, "cluster.options" in done.stderr) == (2, True)


def test_tables_at_the_top_of_the_input_are_briefed_and_go_when_they_are_gone(
    run: Any, source: Path, tmp_path: Path
) -> None:
    write_table(source / "files" / "00000" / "c.parquet")  # its windows go below those of b.txt
    report = run(source, tmp_path / "out")
    windows = [f"{shard}/00000.parquet" for shard in ("a.parquet", "files/00000", "files/00000/c.parquet")]
    assert list_files(tmp_path / "out" / "articles") == windows
    assert (report.done, report.kept, report.stories) == (3, 0, 3)
    (source / "a.parquet").unlink()
    assert run(source, tmp_path / "out").kept == 2
    assert list_files(tmp_path / "out" / "articles") == windows[1:]


def test_tables_of_the_user_among_the_results_stay(run: Any, source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out")
    articles = tmp_path / "out" / "articles"
    own = [articles / name for name in ("own.parquet", "own/a.parquet", "a.parquet/own.parquet", "damaged.parquet")]
    for path in own:
        write_table(path)
    own[-1].write_bytes(b"PAR1 the user's own")
    (source / "a.parquet").unlink()
    run(source, tmp_path / "out")
    assert list_files(articles) == sorted(["files/00000/00000.parquet", *list_names(own, articles)])


@pytest.mark.parametrize("part", ["articles", "articles/2024-05", "stories"])
def test_input_that_lies_where_the_results_go_is_refused(run: Any, tmp_path: Path, part: str) -> None:
    for day in ("2024-04", "2024-05"):
        write_table(tmp_path / "articles" / day / "a.parquet")
    before = list_files(tmp_path)
    with pytest.raises(OptionsError) as refused:
        run(tmp_path / part, tmp_path)
    assert (refused.value.code, list_files(tmp_path)) == ("options.value", before)


@pytest.mark.parametrize("name", ["articles/a.parquet", "stories/part-00000.jsonl", "run.json"])
def test_files_of_the_user_in_the_folder_are_left_alone(run: Any, source: Path, tmp_path: Path, name: str) -> None:
    own = tmp_path / "out" / name
    own.parent.mkdir(parents=True)
    own.write_bytes(b"the user's own")
    with pytest.raises(WriteError) as refused:
        run(source, tmp_path / "out")
    assert (refused.value.code, list_files(tmp_path / "out")) == ("write.exists", [name])


def brief_plainly(source: Path, target: Path) -> None:
    with open_briefing(target) as journal, Pipeline(Options(engine="echo", formats=("jsonl",))) as pipeline:
        brief_folder(lambda: find_inputs([source]), pipeline, journal)


@pytest.mark.parametrize("journal_is_gone", [False, True])
def test_a_plain_briefing_is_left_alone(run: Any, source: Path, tmp_path: Path, journal_is_gone: bool) -> None:
    brief_plainly(source, tmp_path / "out")
    if journal_is_gone:
        (tmp_path / "out" / JOURNAL).unlink()
    before = list_files(tmp_path / "out")
    with pytest.raises(WriteError) as refused:
        run(source, tmp_path / "out")
    assert (refused.value.code, list_files(tmp_path / "out")) == ("write.exists", before)
    brief_plainly(source, tmp_path / "out")  # as ever


def test_a_plain_run_that_was_killed_before_its_end_is_left_alone(run: Any, source: Path, tmp_path: Path) -> None:
    with open_briefing(tmp_path / "out"):
        pass
    with pytest.raises(WriteError) as refused:
        run(source, tmp_path / "out")
    assert refused.value.code == "write.exists"


def test_a_second_run_into_the_folder_is_refused(run: Any, source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out")
    lock = take_lock(tmp_path / "out")
    with pytest.raises(SummarizerError) as refused:
        run(source, tmp_path / "out")
    lock.release()
    assert refused.value.code == "journal.busy"


def test_the_folder_is_held_as_long_as_the_run_goes_on(
    run: Any, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = []

    def find_stories(*given: object) -> int:
        busy.append(is_busy(tmp_path / "out"))
        return 0

    monkeypatch.setattr(cluster, "find_stories", find_stories)
    run(source, tmp_path / "out")
    assert (busy, is_busy(tmp_path / "out")) == ([True], False)


def test_machines_that_differ_end_the_run_at_once(tmp_path: Path) -> None:
    taken = []

    def report() -> Iterator[dict[str, Any]]:
        for shard, code in enumerate(("old", "old", "new", "new")):
            taken.append(shard)
            yield {"done": 1, "failed": 0, "set_aside": 0, "kept": 0, "signature": json.dumps([["code", code]])}

    with pytest.raises(EngineError) as ended:
        cluster._count(report(), tmp_path, Watcher())
    assert (ended.value.code, taken) == ("cluster.differs", [0, 1, 2])


def test_what_stands_is_not_prepared_again(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = []
    real = Pipeline.prepare

    def prepare(self: Pipeline, article: Any) -> Prepared:
        prepared.append(article.source.name)
        return real(self, article)

    monkeypatch.setattr(Pipeline, "prepare", prepare)
    (source / "empty.txt").write_bytes(b"")
    worker = ArticleWorker(OPTIONS, str(tmp_path / "out"))
    batch = {"shard": [Shard(folder="s", inputs=tuple(find_files([source])))]}
    worker(batch)
    assert prepared == ["a.parquet/row-1", "b.txt"]
    again = worker(batch)
    assert (again["kept"], again["failed"], prepared) == ([3], [1], ["a.parquet/row-1", "b.txt"])
    (source / "b.txt").write_text(f"{TEXT} ولم يزد.", encoding="utf-8")
    assert (worker(batch)["kept"], len(prepared)) == ([0], 4)
