"""Freed memory goes back to the system where the C library can do it, and after each window of articles."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import pytest

from summarizer import batch, heap, passing
from summarizer.batch import brief_folder
from summarizer.briefing_folder import open_briefing
from summarizer.options import Options
from summarizer.passing import Watcher
from summarizer.pipeline import Pipeline
from summarizer.walk import find_inputs


class _Library:
    def __init__(self) -> None:
        self.asked: list[int] = []

    def malloc_trim(self, kept: int) -> None:
        self.asked.append(kept)


@pytest.mark.parametrize(
    ("platform", "library", "asked"),
    [("linux", _Library(), [0]), ("darwin", _Library(), []), ("linux", object(), None)],
    ids=["glibc", "another system", "another C library"],
)
def test_only_a_library_that_can_is_asked(
    platform: str, library: object, asked: list[int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", lambda name: library)
    heap.trim_heap()
    assert getattr(library, "asked", None) == asked


def test_a_run_trims_after_each_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_MEMORY", "none")
    steps: list[str] = []
    for module in (passing, batch):
        monkeypatch.setattr(module, "trim_heap", lambda: steps.append("trim"))
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"وصل الوزير إلى المدينة رقم {number} أمس.", encoding="utf-8")
    watcher = Watcher(window=lambda articles, texts: steps.append("window"))
    with open_briefing(tmp_path / "briefing") as journal, Pipeline(Options(engine="echo")) as pipeline:
        brief_folder(lambda: find_inputs([folder]), pipeline, journal, watcher, window=1)
    assert steps[:6] == ["window", "trim"] * 3
