"""The same line on a real Ray cluster of two nodes on this machine, one of which is killed in mid-run."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer import cluster_stories
from summarizer.batch import brief_inputs
from summarizer.cluster import ClusterReport, brief_on_cluster
from summarizer.errors import EngineError, OptionsError, ReadError
from summarizer.evaluation.small_sets import read_story_articles
from summarizer.options import Options
from summarizer.passing import Watcher
from summarizer.pipeline import Pipeline
from summarizer.walk import find_inputs

SHARDS, ROWS = 6, 120  # two windows to a shard
OPTIONS = Options(engine="echo")
NODE = {"object_store_memory": 150_000_000}


def suffix_of(shard: int) -> str:
    """The last shard is a Parquet file, as the windows of the results are."""
    return ".parquet" if shard == SHARDS - 1 else ".jsonl"


def write_table(path: Path, rows: list[dict[str, str]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    else:
        path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shards whose rows are the hand-made articles over and over, one in each without a word of Arabic."""
    folder = tmp_path_factory.mktemp("input")
    made = list(read_story_articles())
    for shard in range(SHARDS):
        rows = []
        for row in range(ROWS):
            article = made[(shard * ROWS + row) % len(made)]
            text = "\n\n".join(article["body"]) if row != 7 else "There is no Arabic here."
            rows.append({"title": article["title"] if row != 7 else "", "text": text, "date": article["published"]})
        write_table(folder / f"shard-{shard}{suffix_of(shard)}", rows)
    (folder / "alone.txt").write_text("\n\n".join([made[0]["title"], *made[0]["body"]]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A head without cores and two nodes with one each."""
    pytest.importorskip("ray", reason="Ray is not installed (requirements-cluster.txt)")
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False, **NODE})
    try:
        yield cluster
    finally:
        cluster.shutdown()


def read_articles(target: Path) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    paths = sorted(path for path in (target / "articles").rglob("*.parquet") if path.is_file())
    return [row for path in paths for row in pq.read_table(path).to_pylist()]


def read_stories(target: Path) -> list[dict[str, Any]]:
    paths = sorted((target / "stories").glob("part-*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def list_told(target: Path) -> list[str]:
    """The articles of all stories, each as often as it is told."""
    return sorted(article for story in read_stories(target) for article in story["articles"])


def read_files(target: Path) -> dict[str, bytes]:
    return {str(p.relative_to(target)): p.read_bytes() for p in sorted(target.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def target(cluster: Any, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ClusterReport]:
    """The results of a run in which one of two nodes was killed as soon as two windows stood."""
    target = tmp_path_factory.mktemp("output") / "run"
    doomed, _ = cluster.add_node(num_cpus=1, **NODE), cluster.add_node(num_cpus=1, **NODE)
    cluster.wait_for_nodes()
    killed = threading.Event()

    def kill() -> None:
        while sum(path.is_file() for path in target.rglob("*.parquet")) < 2:
            time.sleep(0.1)
        cluster.remove_node(doomed, allow_graceful=False)
        killed.set()

    threading.Thread(target=kill, daemon=True).start()
    report = brief_on_cluster([folder], OPTIONS, target, cluster.address)
    assert killed.is_set()
    return target, report


def test_nothing_is_lost_or_doubled_when_a_node_dies(target: tuple[Path, ClusterReport], folder: Path) -> None:
    rows = read_articles(target[0])
    wanted = sorted(item.name for item in find_inputs([folder]))
    assert sorted(row["source"] for row in rows) == wanted
    assert [row["source"] for row in rows if row["code"]] == [f"shard-{n}{suffix_of(n)}/row-8" for n in range(SHARDS)]
    assert (target[1].done, target[1].failed) == (len(wanted) - SHARDS, SHARDS)


def test_ray_is_kept_from_reporting_on_the_run_and_asks_nobody_for_metrics(target: tuple[Path, ClusterReport]) -> None:
    from ray._common.usage.usage_lib import usage_stats_enabled

    assert not usage_stats_enabled()
    assert "data-usage-metrics-poller" not in {thread.name for thread in threading.enumerate()}


def test_articles_and_stories_are_those_of_a_plain_run(target: tuple[Path, ClusterReport], folder: Path) -> None:
    with Pipeline(OPTIONS) as pipeline:
        plain = brief_inputs(find_inputs([folder]), pipeline)
    sources = [article.document.article.source.name for article in plain.articles]
    told = {frozenset(sources[article] for article in story.articles): story for story in plain.stories}
    found = {frozenset(story["articles"]): story for story in read_stories(target[0])}
    assert found.keys() == told.keys()
    for articles, story in told.items():
        assert found[articles]["id"] == story.id
        assert len(found[articles]["key_points"]) == len(story.key_points)
    english = {row["source"]: json.loads(row["record"])["summary"] for row in read_articles(target[0]) if row["record"]}
    assert english.keys() == set(sources)


def test_terms_that_too_many_have_are_parted_by_days_and_every_article_is_told_once(
    target: tuple[Path, ClusterReport], cluster: Any, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_stories, "_MOST_HOLDERS", 30)  # of 45 articles told over and over
    brief_on_cluster([folder], OPTIONS, tmp_path / "run", cluster.address)
    parted, whole = list_told(tmp_path / "run"), list_told(target[0])
    assert parted == whole  # fewer articles meet, so a story may come in parts, but none of them is lost


def test_a_second_run_keeps_all_and_changes_no_byte(
    target: tuple[Path, ClusterReport], cluster: Any, folder: Path
) -> None:
    before = read_files(target[0])
    report = brief_on_cluster([folder], OPTIONS, target[0], cluster.address)
    assert report.kept == report.done + report.failed == SHARDS * ROWS + 1
    after = read_files(target[0])
    assert {name for name in after if after[name] != before.get(name)} <= {"run.json"}  # which counts what was kept
    assert after.keys() == before.keys()


def test_what_is_gone_from_the_input_goes_from_the_output(
    target: tuple[Path, ClusterReport], cluster: Any, folder: Path, tmp_path: Path
) -> None:
    part = tmp_path / "part"
    part.mkdir()
    (part / "shard-0.jsonl").write_bytes((folder / "shard-0.jsonl").read_bytes())
    counted: list[int] = []
    report = brief_on_cluster([part], OPTIONS, target[0], cluster.address, Watcher(progress=counted.append))
    assert {row["source"].split("/")[0] for row in read_articles(target[0])} == {"shard-0.jsonl"}
    assert report.kept == sum(counted) == ROWS


def test_bad_wishes_are_refused_before_any_work(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(OptionsError, match="since") as refused:
        brief_on_cluster([folder], Options(engine="echo", since="x"), tmp_path, "local")
    assert refused.value.code == "cluster.options"
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError) as empty:
        brief_on_cluster([tmp_path / "empty"], OPTIONS, tmp_path / "out", "local")
    assert empty.value.code == "read.nothing"


def test_an_address_where_no_cluster_is_says_so(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError) as refused:
        brief_on_cluster([folder], OPTIONS, tmp_path / "out", "no-address")
    assert refused.value.code == "cluster.unreachable"
    assert not (tmp_path / "out").exists()
