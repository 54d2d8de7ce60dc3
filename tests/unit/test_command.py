"""Ctrl-C: what is in hand is finished, whatever that is, and then the command ends; a second one ends it at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer import batch, brief_command, passing, watching
from summarizer.batch import brief_folder
from summarizer.briefing_folder import open_briefing
from summarizer.command import watched
from summarizer.options import Options
from summarizer.pipeline import Pipeline
from summarizer.screen import Screen
from summarizer.status import read_status
from summarizer.walk import find_inputs
from tests.unit.test_screen import Terminal

ROOT = Path(__file__).parents[2]
SECOND = """
import signal, threading
from concurrent.futures import ThreadPoolExecutor
from summarizer.command import told, watched

with told() as screen, watched(screen), ThreadPoolExecutor() as pool:
    pool.submit(threading.Event().wait)  # a batch of sentences that takes its time
    signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGINT)
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUJAZ_MEMORY", "none")
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.txt").write_text(f"بيان رقم {n}\n\nقال الوزير إن الخبر رقم {n} صحيح تماما.\n", encoding="utf-8")
    return folder


def interrupting(work: Callable[..., Any]) -> Callable[..., Any]:
    """``work``, with one Ctrl-C just before it is first called."""
    called: list[object] = []

    def interrupted(*given: Any, **named: Any) -> Any:
        called.append(given)
        if len(called) == 1:
            signal.raise_signal(signal.SIGINT)
        return work(*given, **named)

    return interrupted


@pytest.mark.parametrize(
    ("moment", "done", "ended"),
    [("find_inputs", 0, False), ("read_input", 0, False), ("trim_heap", 3, False), ("_assemble", 3, True)],
)
def test_ctrl_c_ends_a_run_at_which_no_sentence_is_in_hand(
    moment: str,
    done: int,
    ended: bool,
    source: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    find = find_inputs
    if moment == "find_inputs":
        find = interrupting(find)
    else:
        module = batch if moment == "_assemble" else passing
        monkeypatch.setattr(module, moment, interrupting(getattr(module, moment)))
    with (
        pytest.raises(KeyboardInterrupt),
        open_briefing(tmp_path / "out") as journal,
        Pipeline(Options(engine="echo")) as pipeline,
        Screen() as screen,
        watched(screen) as watcher,
    ):
        brief_folder(lambda: find([source]), pipeline, journal, watcher)
    assert ("to translate" in capsys.readouterr().err) == (done > 0)
    status = read_status(tmp_path / "out")
    assert (status.done, status.ended, (tmp_path / "out" / "index.html").exists()) == (done, ended, ended)


@pytest.mark.parametrize("articles", [3, 0])
def test_ctrl_c_while_a_watched_folder_is_briefed_is_not_forgotten(
    articles: int, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def watch(*_: object, **__: object) -> Iterator[None]:
        yield
        pytest.fail("it watches on")

    if not articles:
        for path in source.iterdir():
            path.unlink()
    monkeypatch.setattr(watching, "watch_folders", watch)
    monkeypatch.setattr(batch, "_assemble", interrupting(batch._assemble))
    with (
        pytest.raises(KeyboardInterrupt),
        open_briefing(tmp_path / "out") as journal,
        Pipeline(Options(engine="echo")) as pipeline,
    ):
        brief_command._keep_briefed([source], pipeline, journal, False)


def test_a_second_ctrl_c_does_not_wait_for_what_is_in_hand() -> None:
    run = subprocess.run(
        [sys.executable, "-c", SECOND], cwd=ROOT, capture_output=True, text=True, timeout=240, check=False
    )
    assert run.returncode == 130
    assert run.stderr.endswith("Interrupted. What is finished is kept: the same command goes on from there.\n")


def test_a_second_ctrl_c_gives_the_terminal_its_cursor_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    monkeypatch.setattr(os, "_exit", sys.exit)
    screen = Screen()  # not in a with: a process that has ended takes nothing away
    screen.window(1, 9)
    with pytest.raises(SystemExit) as ended, watched(screen):
        list(map(signal.raise_signal, [signal.SIGINT] * 2))
    shown = terminal.getvalue()
    assert ended.value.code == 130
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")
