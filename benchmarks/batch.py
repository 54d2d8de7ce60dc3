"""A large folder: articles a minute, the model's share of the time, workers, Ray's overhead, memory against articles.

python benchmarks/batch.py [--part speed_by_workers|plain|cluster|peak_megabytes ...] [--quick]

The parts that are named are measured, else all, and written beside what the file of results has of the same data and
versions. ``plain`` and ``cluster`` take the same articles on the same cores, for some minutes each, and a few articles
besides, so that the start (of Ray, of its workers, of the first page) can be told apart. Speed is measured with the
embedded model on real articles where MUJAZ_DATA names them, else on made ones; memory with the echo engine on made
ones, each run being a process of its own. ``--quick`` makes all small, to see whether it works, and writes nothing
down.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from results import RESULTS, ROOT, save, sign, tell

from summarizer.batch import brief_folder
from summarizer.beside import take_short_turns
from summarizer.briefing_folder import open_briefing
from summarizer.cluster import brief_on_cluster
from summarizer.engines import Decoding
from summarizer.options import Options
from summarizer.pipeline import Pipeline
from summarizer.types import Generation
from summarizer.walk import find_inputs

COMMAND = "python benchmarks/batch.py"
DATA = ("dev/mayadeen_dev.jsonl", "train/summaries_mayadeen.jsonl.xz")  # below MUJAZ_DATA
SENTENCES, WORDS = 8, 14  # of a made article, of its sentences
SHARDS = 8  # tables into which the articles for the cluster are parted
PLAIN = Options(summary="extractive")
RECORDS = Options(summary="extractive", formats=("jsonl",))  # as a cluster: records, no pages, no documents

Figures = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many articles each measurement takes."""

    memory: tuple[int, ...] = (500, 10_000)
    speed: int = 200
    cluster: tuple[int, int] = (SHARDS, 1000)  # five minutes


QUICK = Sizes(memory=(50, 500), speed=8, cluster=(SHARDS, 2 * SHARDS))
MEASURES: dict[str, Callable[[Path, Sizes], Figures]] = {
    "speed_by_workers": lambda folder, sizes: measure_speed(folder, sizes.speed),
    "plain": lambda folder, sizes: measure_runs(folder, sizes.cluster, run_plain) | {"records only": True},
    "cluster": lambda folder, sizes: measure_runs(folder, sizes.cluster, run_cluster),
    "peak_megabytes": lambda folder, sizes: {str(count): measure_peak(folder, count) for count in sizes.memory},
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--part", action="append", choices=MEASURES)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    os.environ["MUJAZ_MEMORY"] = "none"
    take_short_turns()  # as the command does
    signature = sign(tell(COMMAND), files=data_files(), packages=("ctranslate2", "ray"), translated=True)
    figures = {} if given.quick else read_figures(signature)
    for name in given.part or MEASURES:
        with TemporaryDirectory() as folder:
            figures[name] = MEASURES[name](Path(folder), QUICK if given.quick else Sizes())
        print(name, figures[name], flush=True)
        if not given.quick:
            save("batch", figures | compare(figures), signature)
    print(compare(figures))


def read_figures(signature: dict[str, object]) -> Figures:
    """What was measured before of the same data, with the same versions."""
    path = RESULTS / "batch.json"
    content = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    known = content["figures"] if content.get("signature") == signature else {}
    return {name: known[name] for name in MEASURES if name in known}


def compare(figures: Figures) -> Figures:
    """What Ray costs: how much longer one more article takes than in the plain batch, as a share.

    Nothing if the plain batch wrote pages and documents besides, as it once did.
    """
    plain, cluster = figures.get("plain"), figures.get("cluster")
    if not isinstance(plain, dict) or not isinstance(cluster, dict) or not plain.get("records only"):
        return {}
    each = {"plain_seconds_per_article": plain["seconds_per_article"]}
    each |= {"ray_seconds_per_article": cluster["seconds_per_article"]}
    overhead = each["ray_seconds_per_article"] / each["plain_seconds_per_article"] - 1
    return {"ray": each | {"overhead": round(overhead, 3), "ray_start_seconds": cluster["start_seconds"]}}


def measure_speed(folder: Path, count: int) -> Figures:
    """With 0, 1 and 2 workers: articles a minute, and the model's share of the time from first file to last page."""
    source = folder / "timed"
    source.mkdir()
    for number, text in enumerate(islice(read_articles(), count)):
        (source / f"{number:06}.txt").write_text(text, encoding="utf-8")
    time_plain(source / "000000.txt", folder / "warm", PLAIN)  # tables and templates are loaded once in a process
    found: Figures = {}
    for workers in (0, 1, 2):
        options = Options(summary="extractive", workers=workers)
        seconds, in_model = time_plain(source, folder / f"speed{workers}", options)
        found[str(workers)] = {
            "articles": count,
            "articles_per_minute": round(count / seconds * 60, 1),
            "share_in_model": round(in_model / seconds, 3),
        }
    return found


def measure_runs(folder: Path, counts: tuple[int, int], run: Callable[[Path, Path], float]) -> Figures:
    """What ``run`` takes for few and for many articles, and so for one more; and what it leaves on the disk."""
    few, many = counts
    seconds = {}
    for count in counts:
        write_tables(folder / f"tables{count}", count)
        seconds[count] = run(folder / f"tables{count}", folder / f"out{count}")
    left = sum(path.stat().st_size for path in (folder / f"out{many}").rglob("*") if path.is_file())
    each = (seconds[many] - seconds[few]) / (many - few)
    return {
        "articles": many,
        "seconds": round(seconds[many], 1),
        "seconds_per_article": round(each, 3),
        "articles_per_minute": round(60 / each, 1),
        "start_seconds": round(seconds[few] - each * few, 1),
        "kilobytes_per_article": round(left / many / 1000, 1),
    }


def run_plain(source: Path, to: Path) -> float:
    return time_plain(source, to, RECORDS)[0]


def run_cluster(source: Path, to: Path) -> float:
    """Seconds that a cluster of this machine takes, from its start to its end."""
    began = time.perf_counter()
    report = brief_on_cluster([source], PLAIN, to, "local")
    assert report.failed == 0
    return time.perf_counter() - began


class Clock:
    """The seconds in which at least one thread was at work."""

    def __init__(self) -> None:
        self.seconds, self._at_work, self._lock, self._began = 0.0, 0, Lock(), 0.0

    def __enter__(self) -> None:
        with self._lock:
            if not self._at_work:
                self._began = time.perf_counter()
            self._at_work += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._at_work -= 1
            if not self._at_work:
                self.seconds += time.perf_counter() - self._began


def time_plain(source: Path, to: Path, options: Options) -> tuple[float, float]:
    """Seconds that a whole briefing takes, the loading of the model apart, and those of them in the model."""
    with open_briefing(to) as journal, Pipeline(options) as pipeline:
        propose, model = pipeline.engine.propose, Clock()

        def timed(texts: Sequence[str], decoding: Decoding) -> list[tuple[Generation, ...]]:
            with model:
                return propose(texts, decoding)

        pipeline.engine.propose = timed  # type: ignore[method-assign]
        began = time.perf_counter()
        brief_folder(lambda: find_inputs([source]), pipeline, journal)
        return time.perf_counter() - began, model.seconds


def measure_peak(folder: Path, count: int) -> int:
    """The most that a run over so many made articles has of the machine's memory, in megabytes."""
    source = folder / f"memory{count}"
    source.mkdir()
    for number, text in enumerate(islice(make_articles(), count)):
        (source / f"{number:06}.txt").write_text(text, encoding="utf-8")
    words = [sys.executable, "-m", "summarizer", "brief", str(source), "--engine", "echo"]
    process = subprocess.Popen([*words, "--to", str(folder / f"out{count}")], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return round(usage.ru_maxrss / 1024)


def data_files() -> list[Path]:
    """The files that the articles are taken from."""
    data = os.environ.get("MUJAZ_DATA")
    return [Path(data) / name for name in DATA] if data else sorted((ROOT / "seeds").glob("*.txt"))


def read_articles() -> Iterator[str]:
    """Real articles of the development data, made ones where there are none."""
    if not os.environ.get("MUJAZ_DATA"):
        return make_articles()
    openers: dict[str, Callable[..., object]] = {".xz": lzma.open, ".jsonl": open}
    lines = chain.from_iterable(openers[path.suffix](path, mode="rt", encoding="utf-8") for path in data_files())
    return (f"{row['title']}\n\n{row['text']}" for row in map(json.loads, lines))


def make_articles() -> Iterator[str]:
    """Endless articles of the words of the seeds, no sentence twice."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    words = [word for text in texts for word in text.split()]
    chance, number = random.Random(0), 0
    while True:
        number += 1
        body = (" ".join(chance.sample(words, WORDS)) + "." for _ in range(SENTENCES))
        yield f"عنوان الخبر رقم {number}\n\n" + "\n".join(body)


def write_tables(folder: Path, count: int) -> None:
    """So many articles in tables, each of which is a shard for the cluster."""
    folder.mkdir()
    texts = list(islice(read_articles(), count))
    for shard in range(SHARDS):
        rows = (json.dumps({"text": text}, ensure_ascii=False) for text in texts[shard::SHARDS])
        (folder / f"{shard}.jsonl").write_text("\n".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
