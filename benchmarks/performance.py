"""Where the time goes, how cost grows, and how far the model is from the machine's limits.

MUJAZ_DATA=folder python benchmarks/performance.py [growth] [large] [stages] [floor]

Without names: all but ``large``, which takes minutes. Those that are not asked for keep their figures and signatures.
Real articles are those of the development data; made ones, of the words of the seeds, are given to the echo engine, so
that nothing but Mujaz's own work is left. The embedded model was converted before; the translation memory is empty.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import current_thread, local, main_thread
from typing import Any

from batch import PLAIN, Clock, data_files, make_articles, read_articles
from results import keep, sign
from startup import run

from summarizer.batch import brief_folder
from summarizer.beside import take_short_turns
from summarizer.briefing_folder import open_briefing
from summarizer.engines import Decoding
from summarizer.inputs import read_input
from summarizer.pipeline import Pipeline
from summarizer.types import Generation
from summarizer.walk import find_inputs

COMMAND = "MUJAZ_DATA=folder python benchmarks/performance.py"
ARTICLES = 60
GROWTH = {"ct2": (10, 100), "echo": (10, 100, 1000)}
LARGE = {"echo": (10_000,)}
# Stage: the functions, by the module (or class) in which they are called, whose time is its own.
STAGES = {
    "read": ("passing.read_input",),
    "clean, split": ("pipeline.understand",),
    "figures, dates, speakers": ("pipeline.find_facts", "pipeline.say_speakers"),
    "summarize": ("pipeline.summarize",),
    "translate: names, numbers, attempts": ("pipeline.translate", "translate.translate_orders"),
    "translate: tokens in and out": ("engines.ct2.Ct2Engine.propose",),
    "check": ("pipeline.check", "pipeline.find_date_doubts", "pipeline.find_machine_translation"),
    "journal": ("journal.Journal.write", "journal.Journal.look_up", "passing.pack"),
    "pages of the articles": ("writers.pages.ArticlePages.catch_up", "writers.pages.ArticlePages.finish"),
    "names, stories": ("batch.brief",),
    "other files": ("batch.write",),
}


def main() -> None:
    parts: dict[str, Callable[[Path], dict[str, Any]]] = {  # processes first: a child counts its parent's memory
        "growth": lambda folder: measure_growth(folder, GROWTH),
        "large": lambda folder: measure_growth(folder, LARGE),
        "stages": measure_stages,
        "floor": measure_floor,
    }
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", choices=[*parts, []])  # argparse takes no parts for one choice
    os.environ["MUJAZ_MEMORY"] = "none"
    take_short_turns()  # as the command does
    sizes = {
        "growth": {f"articles, {engine}": counts for engine, counts in GROWTH.items()},
        "large": {f"articles, {engine}": counts for engine, counts in LARGE.items()},
        "stages": {"articles": ARTICLES},
        "floor": {"articles": ARTICLES // 2},
    }
    signature = sign(COMMAND, files=data_files(), packages=("ctranslate2", "torch", "numpy"), translated=True)
    for part in parser.parse_args().parts or ("growth", "stages", "floor"):
        with TemporaryDirectory() as name:
            found = parts[part](Path(name))
        print(part, json.dumps(found, indent=1), flush=True)
        keep("performance", part, found, signature | {"sizes": sizes[part]})


def measure_growth(folder: Path, sizes: dict[str, Sequence[int]]) -> dict[str, list[dict[str, float]]]:
    """What runs of so many articles take, each in a process of its own that starts with nothing."""
    found: dict[str, list[dict[str, float]]] = {}
    for engine, counts in sizes.items():
        for count in counts:
            source = folder / f"{engine}{count}"
            write(source, islice(read_articles() if engine == "ct2" else make_articles(), count))
            words = ["-m", "summarizer", "brief", str(source), "--engine", engine, "--to"]
            seconds, megabytes = run(words, folder / f"out-{engine}{count}")
            each = {"ms_per_article": round(seconds / count * 1000, 1), "peak_megabytes": megabytes}
            found.setdefault(engine, []).append({"articles": count, "seconds": round(seconds, 1)} | each)
    return found


def measure_stages(folder: Path) -> dict[str, Any]:
    """The share of the whole time in which the model is at work, and what the main thread does in the rest of it.

    And the milliseconds of processor time that each stage takes of an article, in whatever thread.
    """
    write(folder / "in", islice(read_articles(), ARTICLES))
    write(folder / "warm", [*islice(read_articles(), 1)] * 2)
    with Pipeline(PLAIN) as other:  # with a memory of its own
        brief(folder / "warm", folder / "warmed", other)  # tables and templates are loaded once in a process
    with Pipeline(PLAIN) as pipeline:
        model = ModelClock()
        stages = Stages(model)
        for stage, names in STAGES.items():
            for name in names:
                stages.watch(stage, name)
        propose = pipeline.engine.propose

        def timed(texts: Sequence[str], decoding: Decoding) -> list[tuple[Generation, ...]]:
            with model:
                return propose(texts, decoding)

        pipeline.engine.propose = timed  # type: ignore[method-assign]
        processor, began = time.process_time(), time.perf_counter()
        brief(folder / "in", folder / "out", pipeline)
        seconds, processor = time.perf_counter() - began, time.process_time() - processor
    shares = {"model": model.seconds / seconds} | {stage: stages.waited[stage] / seconds for stage in STAGES}
    own = {stage: stages.processor[stage] for stage in STAGES}
    own["model, and what no stage has"] = processor - sum(own.values())
    return {
        "articles": ARTICLES,
        "seconds": round(seconds, 1),
        "share_in_model": round(model.seconds / seconds, 3),
        "share_waited_for": {stage: round(share, 3) for stage, share in shares.items()}
        | {"the rest": round(1 - sum(shares.values()), 3)},
        "processor_ms_per_article": {stage: round(taken / ARTICLES * 1000, 1) for stage, taken in own.items()},
    }


class ModelClock(Clock):
    """The seconds in which the model is at work, those of the work in hand counted in."""

    def now(self) -> float:
        """Their number so far."""
        with self._lock:
            return self.seconds + (time.perf_counter() - self._began if self._at_work else 0.0)


class Stages:
    """What watched functions take, less what others take within them.

    ``waited``: seconds of the main thread while the model does nothing; ``processor``: of processor time, any thread.
    """

    def __init__(self, model: ModelClock) -> None:
        self.waited: Counter[str] = Counter()
        self.processor: Counter[str] = Counter()
        self._model, self._thread = model, local()

    def _now(self) -> tuple[float, float]:
        """Seconds, of the main thread alone, in which the model did nothing, and of this thread's processor time."""
        is_main = current_thread() is main_thread()
        return time.perf_counter() - self._model.now() if is_main else 0.0, time.thread_time()

    def watch(self, stage: str, name: str) -> None:
        """Count what the function called ``name``, in a module of the package or a class there, takes for ``stage``."""
        *path, attribute = name.split(".")
        owner: Any = importlib.import_module("summarizer")
        for step in path:
            owner = getattr(owner, step, None) or importlib.import_module(f"{owner.__name__}.{step}")
        function = getattr(owner, attribute)

        def timed(*given: Any, **named: Any) -> Any:
            outer, self._thread.inner = getattr(self._thread, "inner", (0.0, 0.0)), (0.0, 0.0)
            began = self._now()
            try:
                return function(*given, **named)
            finally:
                taken = tuple(end - start for end, start in zip(self._now(), began, strict=True))
                self.waited[stage] += taken[0] - self._thread.inner[0]
                self.processor[stage] += taken[1] - self._thread.inner[1]
                self._thread.inner = (outer[0] + taken[0], outer[1] + taken[1])

        setattr(owner, attribute, timed)


def measure_floor(folder: Path) -> dict[str, Any]:
    """The model's work on some articles against the least time in which this machine could do it."""
    from machine import find_floor  # torch would be counted as memory of the processes that are started here

    write(folder / "in", islice(read_articles(), ARTICLES // 2))
    with Pipeline(PLAIN) as pipeline:
        prepared = [pipeline.prepare(read_input(item)) for item in find_inputs([folder / "in"])]
    return find_floor([text for each in prepared for text in each.texts])


def brief(source: Path, to: Path, pipeline: Pipeline) -> None:
    with open_briefing(to) as journal:
        brief_folder(lambda: find_inputs([source]), pipeline, journal)


def write(folder: Path, texts: Iterable[str]) -> None:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
