"""Folders that are watched: a run at the start, and one after each change."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import watchfiles
from typer.testing import CliRunner

from summarizer.cli import app
from summarizer.watching import watch_folders

ROOT = Path(__file__).parents[2]
LIMIT = 240  # seconds until a watching process is given up; it takes some ten


def article(n: int) -> str:
    return f"بيان رقم {n}\n\nقال الوزير إن الخبر رقم {n} صحيح تماما.\n"


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    (tmp_path / "in").mkdir()
    words = [sys.executable, "-m", "summarizer", "brief", "in", "--to", "in/out", "--engine", "echo", "--watch"]
    environ = {**os.environ, "MUJAZ_MEMORY": "none", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        words,
        cwd=tmp_path,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=_hear_ctrl_c,
    ) as process:
        last = threading.Timer(LIMIT, process.kill)
        last.start()
        try:
            yield process
        finally:
            last.cancel()
            process.kill()


def _hear_ctrl_c() -> None:
    """A shell that runs the tests in the background lets its processes ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def wait_for(process: subprocess.Popen[str], word: str) -> str:
    """The line of stderr with ``word`` in it; "" if the process ends before."""
    assert process.stderr
    return next((line for line in process.stderr if word in line), "")


def test_what_arrives_is_briefed_by_one_process_until_ctrl_c(watching: subprocess.Popen[str], tmp_path: Path) -> None:
    assert wait_for(watching, "Waiting")
    (tmp_path / "in" / "1.txt").write_text(article(1), encoding="utf-8")
    assert wait_for(watching, "done;").startswith("1 article done;")
    (tmp_path / "in" / "new").mkdir()
    (tmp_path / "in" / "new" / "2.txt").write_text(article(2), encoding="utf-8")
    assert wait_for(watching, "unchanged").startswith("2 articles done (1 unchanged since the last run)")
    assert {path.name for path in (tmp_path / "in/out/articles").rglob("*.html")} == {"1.txt.html", "2.txt.html"}
    for path in (tmp_path / "in" / "1.txt", tmp_path / "in" / "new" / "2.txt"):
        path.unlink()
    assert "The earlier briefing was removed: its articles are gone." in wait_for(watching, "Waiting")
    assert not (tmp_path / "in/out/index.html").exists()
    watching.send_signal(signal.SIGINT)
    assert wait_for(watching, "Interrupted")
    assert watching.wait() == 130
    assert watching.stdout
    assert watching.stdout.read().split() == ["in/out/index.html"] * 2


def test_a_run_at_the_start_then_one_for_each_change_but_in_the_briefing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[bool] = []

    def watch(folder: Path, **given: object) -> Iterator[set[str]]:
        is_change = given["watch_filter"]
        assert callable(is_change)
        counted.extend(is_change(1, str(folder / name)) for name in ("a.txt", "out/index.html", "out", "outer.txt"))
        yield from (set(), set(), {"a.txt"}, set(), {"b.txt"}, set())

    monkeypatch.setattr(watchfiles, "watch", watch)
    assert len(list(watch_folders([tmp_path], apart_from=tmp_path / "out"))) == 3
    assert counted == [True, False, False, True]


def test_a_change_while_the_caller_is_at_work_is_told(tmp_path: Path) -> None:
    watched = watch_folders([tmp_path], apart_from=tmp_path / "out")
    next(watched)
    (tmp_path / "a.txt").write_text(article(1), encoding="utf-8")
    told = threading.Event()
    threading.Thread(target=lambda: (next(watched), told.set()), daemon=True).start()
    assert told.wait(LIMIT)


@pytest.mark.parametrize(
    ("words", "said"),
    [(["-"], "options.value"), (["a.txt"], "options.value"), ([".", "--cluster", "local"], "cluster.options")],
)
def test_only_folders_are_watched_and_only_here(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(article(1), encoding="utf-8")
    done = CliRunner().invoke(app, ["brief", *words, "--watch", "--engine", "echo"])
    assert (done.exit_code, said in done.stderr) == (2, True)
