"""Rooms for jobs with a translator that waits until it is told to go on."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from summarizer.engines.base import Decoding
from summarizer.engines.echo import EchoEngine
from summarizer.options import Options
from summarizer.pipeline import Pipeline
from summarizer.types import Generation
from summarizer.web.jobs import JobState
from summarizer.web.room import JobRoom

PATIENCE = 60.0  # seconds; what is waited for takes milliseconds


def article(n: int) -> str:
    return f"بيان رقم {n}\n\nقال الوزير إن الخبر رقم {n} صحيح تماما.\n"


def save_articles(folder: Path, count: int) -> tuple[Path, ...]:
    folder.mkdir(exist_ok=True)
    paths = tuple(folder / f"{n:02}.txt" for n in range(count))
    for n, path in enumerate(paths):
        path.write_text(article(n), encoding="utf-8")
    return paths


class Gate:
    """Loads the echo engine, which waits as long as a text that it is to translate has one of the ``held`` words."""

    def __init__(self, *held: str) -> None:
        self.held: tuple[str, ...] = held
        self.loaded: list[Options] = []
        self.asked: list[str] = []

    def load(self, options: Options) -> Pipeline:
        self.loaded.append(options)
        pipeline = Pipeline(options)
        pipeline.engine = _Gated(self)
        return pipeline

    def holds(self, texts: Sequence[str]) -> bool:
        return any(word in text for word in self.held for text in texts)


class _Gated(EchoEngine):
    card = replace(EchoEngine.card, copies_latin=True)  # so that a glossary is put in

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        wait_for(lambda: not self._gate.holds(texts))
        self._gate.asked += texts
        return super().generate(texts, decoding)


def wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.01)


def wait_until_finished(room: JobRoom, id: str) -> JobState:
    wait_for(lambda: room.state(id).finished)
    return room.state(id)
