"""A run killed at any instant: nothing finished is lost or done twice, and the end is as if it had been undisturbed.

``MUJAZ_KILLS`` says how many times to kill (``make soak``: 100).
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Set
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from summarizer.batch import brief_folder
from summarizer.briefing_folder import open_briefing
from summarizer.errors import SummarizerError
from summarizer.journal import JOURNAL, LOCK
from summarizer.options import Options
from summarizer.pipeline import Pipeline
from summarizer.status import is_busy, read_status
from summarizer.store import open_store
from summarizer.walk import find_inputs

ARTICLES = 60
FAILING = {"07.txt": b"", "31.txt": b"\x00\x01\x02" * 50}
KILLS = int(os.environ.get("MUJAZ_KILLS", "10"))
CUTS = 3
SENTENCES = (
    "أعلن وزير الداخلية في بلدة رقم {n} أن {k} آلاف شخص غادروا البلاد منذ أبريل.",
    "وأضاف أن عدد الجرحى بلغ {k} شخصا، بينهم {n} من الجنود.",
)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for n in range(ARTICLES):
        lines = [sentence.format(n=n, k=n * 7 % 90 + 11) for sentence in SENTENCES]
        (folder / f"{n:02}.txt").write_text(f"بيان الوزارة رقم {n}\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    for name, content in FAILING.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def undisturbed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """What a run leaves, and the seconds that it takes."""
    folder = tmp_path_factory.mktemp("undisturbed")
    brief(source, folder)  # here, so that the processes to be killed need not load anything first
    began = time.monotonic()
    assert wait(start(source, tmp_path_factory.mktemp("timed"))) == 0
    return outputs(folder / "briefing"), time.monotonic() - began


def brief(source: Path, folder: Path) -> None:
    """Brief ``source`` into ``folder``, in windows of five articles, with a memory of its own."""
    with (
        mock.patch.dict(os.environ, MUJAZ_MEMORY=str(folder / "memory.sqlite")),
        open_briefing(folder / "briefing") as journal,
        Pipeline(Options(engine="echo")) as pipeline,
    ):
        brief_folder(lambda: find_inputs([source]), pipeline, journal, window=5)


def start(source: Path, folder: Path, *, within: AbstractContextManager[None] | None = None) -> int:
    """The number of a new process that does the same, ``within`` a context of its own."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        with within or nullcontext():
            brief(source, folder)
        code = 0
    finally:
        os._exit(code)


def wait(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_after(child: int, seconds: float) -> bool:
    """Whether the process was killed, and had not ended before."""
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    code = wait(child)
    assert code in (0, -signal.SIGKILL)
    return code != 0


def outputs(folder: Path) -> dict[str, bytes]:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name not in (JOURNAL, LOCK)}


def finished(folder: Path) -> int:
    """The articles that a killed run has finished."""
    if not (folder / "briefing" / JOURNAL).exists():
        return 0
    with closing(sqlite3.connect(folder / "briefing" / JOURNAL)) as journal:
        known = journal.execute("SELECT count(*) FROM sqlite_master WHERE name = 'articles'").fetchone()[0]
        return journal.execute("SELECT count(*) FROM articles WHERE state = 'done'").fetchone()[0] if known else 0


def test_killed_at_random_instants_it_loses_and_doubles_nothing(
    source: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path
) -> None:
    expected, seconds = undisturbed
    chance = random.Random(KILLS)
    kills, series = 0, 0
    while kills < KILLS:
        folder = tmp_path / str(series)  # a new folder, and an empty memory
        folder.mkdir()
        series += 1
        for _ in range(chance.randint(1, 4)):
            before = finished(folder)
            if not kill_after(start(source, folder), chance.uniform(0, seconds)):
                break
            kills += 1
            assert finished(folder) >= before
        before = finished(folder)
        assert wait(start(source, folder)) == 0
        status = read_status(folder / "briefing")
        assert (status.done, status.failed, status.waiting) == (ARTICLES - len(FAILING), len(FAILING), 0)
        assert status.made == ARTICLES - len(FAILING) - before, "what was finished is not made again"
        assert outputs(folder / "briefing") == expected
        records = [json.loads(line) for line in expected["briefing.jsonl"].decode().splitlines()]
        names = [record["source"] for record in records if record["kind"] == "article"]
        assert names == sorted({path.name for path in source.iterdir()} - FAILING.keys())
        shutil.rmtree(folder)


def test_a_power_cut_at_random_instants_loses_nothing_that_was_safe_on_the_disk(
    source: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path
) -> None:
    expected, seconds = undisturbed
    chance = random.Random(CUTS)
    run, whole, notes = tmp_path / "run", tmp_path / "whole", tmp_path / "notes"
    run.mkdir()
    child, copies = start(source, run, within=noting_what_is_safe(notes)), []
    for number in range(CUTS):
        time.sleep(chance.uniform(0, seconds / CUTS))
        os.kill(child, signal.SIGSTOP)
        _, state = os.waitpid(child, os.WUNTRACED)
        if not os.WIFSTOPPED(state):  # it has ended
            break
        shutil.copytree(run, whole)
        copies.append(Path(shutil.copytree(run, tmp_path / str(number))))
        lose_unsafe_writes(run, copies[-1], set(notes.read_text().splitlines()) if notes.exists() else set(), chance)
        os.kill(child, signal.SIGCONT)
        assert finished(copies[-1]) == finished(whole), "an article is on the disk when the journal says so"
        shutil.rmtree(whole)
    else:
        assert wait(child) == 0
    assert copies
    for folder in copies:
        before = finished(folder)
        brief(source, folder)
        assert read_status(folder / "briefing").made == ARTICLES - len(FAILING) - before
        assert outputs(folder / "briefing") == expected


@contextmanager
def noting_what_is_safe(notes: Path) -> Iterator[None]:
    """What the disk is asked to keep: the inode and the size of a file, or a journal that asks at each commit."""
    fsync = os.fsync

    def note(line: str) -> None:
        with notes.open("a") as file:
            file.write(f"{line}\n")

    def sync(handle: int) -> None:
        fsync(handle)
        status = os.fstat(handle)
        note(f"{status.st_ino} {status.st_size}")

    def open_noted(path: Path, *given: Any, **named: Any) -> sqlite3.Connection:
        store = open_store(path, *given, **named)
        if store.execute("PRAGMA synchronous").fetchone() == (2,):  # FULL
            note(f"{path}-wal")
        return store

    with mock.patch.object(os, "fsync", sync), mock.patch("summarizer.journal.open_store", open_noted):
        yield


def lose_unsafe_writes(folder: Path, copy: Path, safe: Set[str], chance: random.Random) -> None:
    """Cut off in the copy what nobody asked the disk to keep, such as the end of the translation memory.

    (Of SQLite's files only what is written ahead can be lost; the others are safe before that is emptied.)
    """
    for path in sorted(folder.rglob("*")):
        status = path.stat()
        if not path.is_file() or path.name.endswith((".sqlite", "-shm")):
            continue
        if not {f"{status.st_ino} {status.st_size}", str(path)} & safe:
            os.truncate(copy / path.relative_to(folder), chance.randint(0, status.st_size))


def test_a_second_run_on_the_folder_is_refused_and_does_no_harm(
    source: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path
) -> None:
    child = start(source, tmp_path)
    while not is_busy(tmp_path / "briefing"):
        time.sleep(0.01)
    os.kill(child, signal.SIGSTOP)
    try:
        with pytest.raises(SummarizerError, match=r"journal\.busy"):
            brief(source, tmp_path)
    finally:
        os.kill(child, signal.SIGCONT)
    assert wait(child) == 0
    assert outputs(tmp_path / "briefing") == undisturbed[0]


def test_ctrl_c_finishes_the_sentences_in_hand_and_the_same_command_goes_on(
    source: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "summarizer", "brief", str(source), "--to", str(tmp_path / "briefing")]
    environment = os.environ | {"MUJAZ_ENGINE": "echo", "MUJAZ_MEMORY": str(tmp_path / "memory.sqlite")}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as run:
        assert run.stderr is not None
        while "to translate" not in run.stderr.readline():
            assert run.poll() is None
        run.send_signal(signal.SIGINT)
        said = run.stderr.read()
    assert run.returncode == 130
    assert "the same command goes on from there" in said
    assert "Traceback" not in said
    assert not read_status(tmp_path / "briefing").ended
    again = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert again.returncode == 1, again.stderr  # two inputs hold no text
    assert outputs(tmp_path / "briefing") == undisturbed[0]


@pytest.mark.parametrize("room", [6_000, 60_000, 200_000])  # bytes: in the journal, in a page, in the index
def test_a_full_disk_ends_with_a_coded_error_and_nothing_half_written(
    source: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path, room: int
) -> None:
    child = os.fork()
    if not child:
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))  # as a full disk does, it stops files in the middle
            brief(source, tmp_path)
        except SummarizerError as error:
            code = {"write.failed": 10, "memory.failed": 11}.get(error.code, 2)
        finally:
            os._exit(code)
    assert wait(child) in (10, 11)
    left = outputs(tmp_path / "briefing") if (tmp_path / "briefing").exists() else {}
    assert {name for name in left if name.startswith(".mujaz-new")} == set()
    expected = undisturbed[0]
    assert {n: c for n, c in left.items() if n.startswith("articles/")}.items() <= expected.items()
    brief(source, tmp_path)
    assert outputs(tmp_path / "briefing") == expected
