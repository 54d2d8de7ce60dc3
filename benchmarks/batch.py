"""A large folder: articles a minute, the model's share of the time, workers, Ray's overhead, memory against articles.

python benchmarks/batch.py [--quick] [--five-minutes]

Speed is measured with the embedded model on real articles where MUJAZ_DATA names them, else on made ones; memory with
the echo engine on made ones, each run being a process of its own. Ray's overhead is that on one more article: what two
runs of different length take, on the cluster and in the plain batch, less what the start takes. ``--five-minutes``
makes the longer of them last so long on two cores; ``--quick`` makes all small, to see whether it works.
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

from results import ROOT, save, sign

from summarizer.batch import brief_folder
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many articles each measurement takes."""

    memory: tuple[int, int] = (500, 10_000)
    speed: int = 100
    cluster: tuple[int, int] = (24, 72)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--five-minutes", action="store_true")
    given = parser.parse_args()
    sizes = Sizes()
    if given.five_minutes:
        sizes = Sizes(cluster=(60, 360))
    if given.quick:
        sizes = Sizes(memory=(50, 500), speed=8, cluster=(8, 16))
    os.environ["MUJAZ_MEMORY"] = "none"
    with TemporaryDirectory() as name:
        folder = Path(name)
        figures: dict[str, object] = {
            "articles": {"speed": sizes.speed, "cluster": sizes.cluster},
            "real_articles": bool(os.environ.get("MUJAZ_DATA")),
        }
        for measured, measure in {
            "speed_by_workers": lambda: measure_speed(folder, sizes.speed),
            "ray": lambda: measure_ray(folder, sizes.cluster),
            "peak_megabytes": lambda: {count: measure_memory(folder, count) for count in sizes.memory},
        }.items():
            figures[measured] = measure()
            print(measured, figures[measured], flush=True)
    signature = sign(COMMAND, files=data_files(), packages=("ctranslate2", "ray"))
    save("batch", figures, signature)


def measure_speed(folder: Path, count: int) -> dict[int, dict[str, float]]:
    """With 0, 1 and 2 workers: articles a minute, and the model's share of the time from first file to last page."""
    source = folder / "timed"
    source.mkdir()
    for number, text in enumerate(islice(read_articles(), count)):
        (source / f"{number:06}.txt").write_text(text, encoding="utf-8")
    time_plain(source / "000000.txt", folder / "warm", PLAIN)  # tables and templates are loaded once in a process
    found = {}
    for workers in (0, 1, 2):
        options = Options(summary="extractive", workers=workers)
        seconds, in_model = time_plain(source, folder / f"speed{workers}", options)
        found[workers] = {
            "articles_per_minute": round(count / seconds * 60, 1),
            "share_in_model": round(in_model / seconds, 3),
        }
    return found


def measure_ray(folder: Path, counts: tuple[int, int]) -> dict[str, float]:
    """Seconds for one more article in the plain batch and on a cluster of this machine, and the ratio less one."""
    plain, cluster = [], []
    for count in counts:
        source = folder / f"tables{count}"
        write_tables(source, count)
        plain.append(time_plain(source, folder / f"plain{count}", PLAIN)[0])
        began = time.perf_counter()
        report = brief_on_cluster([source], PLAIN, folder / f"cluster{count}", "local")
        cluster.append(time.perf_counter() - began)
        assert report.done == count
    more = counts[1] - counts[0]
    here, there = (plain[1] - plain[0]) / more, (cluster[1] - cluster[0]) / more
    return {
        "plain_seconds_per_article": round(here, 3),
        "ray_seconds_per_article": round(there, 3),
        "overhead": round(there / here - 1, 3),
        "plain_seconds": round(plain[1], 1),
        "ray_seconds": round(cluster[1], 1),
        "ray_start_seconds": round(cluster[0] - there * counts[0], 1),
    }


def time_plain(source: Path, to: Path, options: Options) -> tuple[float, float]:
    """Seconds that a whole briefing takes, the loading of the model apart, and those of them in the model."""
    with open_briefing(to) as journal, Pipeline(options) as pipeline:
        propose, in_model = pipeline.engine.propose, [0.0]

        def timed(texts: Sequence[str], decoding: Decoding) -> list[tuple[Generation, ...]]:
            began = time.perf_counter()
            try:
                return propose(texts, decoding)
            finally:
                in_model[0] += time.perf_counter() - began

        pipeline.engine.propose = timed  # type: ignore[method-assign]
        began = time.perf_counter()
        brief_folder(lambda: find_inputs([source]), pipeline, journal)
        return time.perf_counter() - began, in_model[0]


def measure_memory(folder: Path, count: int) -> int:
    """The most that a whole run has of the machine's memory, in megabytes."""
    source = folder / f"memory{count}"
    source.mkdir()
    for number, text in enumerate(islice(make_articles(), count)):
        (source / f"{number:06}.txt").write_text(text, encoding="utf-8")
    words = [sys.executable, "-m", "summarizer", "brief", str(source), "--engine", "echo"]
    process = subprocess.Popen([*words, "--to", str(folder / f"out{count}")], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss // 1024


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
