"""A run with the embedded model that was broken off and gone on with gives the bytes of one that was not."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.batch import brief_folder
from summarizer.briefing_folder import open_briefing
from summarizer.journal import JOURNAL, LOCK
from summarizer.options import Options
from summarizer.passing import Watcher
from summarizer.pipeline import Pipeline
from summarizer.walk import find_inputs

SEEDS = Path(__file__).parents[2] / "seeds"


def outputs(folder: Path) -> dict[str, bytes]:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name not in (JOURNAL, LOCK)}


def brief(folder: Path, watcher: Watcher | None = None, *, window: int = 50) -> None:
    with open_briefing(folder) as journal, Pipeline(Options(summary="extractive")) as pipeline:
        brief_folder(lambda: find_inputs([SEEDS]), pipeline, journal, watcher, window=window)


def test_a_run_broken_off_and_gone_on_with_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUJAZ_MEMORY", "none")
    brief(tmp_path / "whole")
    windows: list[int] = []

    def interrupt(done: int) -> None:
        if len(windows) == 3:
            raise KeyboardInterrupt

    watcher = Watcher(window=lambda articles, _: windows.append(articles), progress=interrupt)
    with pytest.raises(KeyboardInterrupt):  # one article at a time: every sentence has other neighbours in its batch
        brief(tmp_path / "broken", watcher, window=1)
    brief(tmp_path / "broken")
    assert outputs(tmp_path / "broken") == outputs(tmp_path / "whole")
