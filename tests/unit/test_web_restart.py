"""A server that is killed in the middle of a job: the next one ends it with the bytes that it would have had."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.journal import JOURNAL, LOCK
from summarizer.web.jobs import Limits, Request
from summarizer.web.room import JobRoom
from tests.jobs import Gate, save_articles, wait_until_finished

ROOT = Path(__file__).parents[2]
# A server without a page, which waits in the middle of the third article until it is killed.
KILLED = """
import sys
from pathlib import Path
from summarizer.web.jobs import Limits, Request
from summarizer.web.room import JobRoom
from tests.jobs import Gate, wait_for
jobs, files = Path(sys.argv[1]), sys.argv[2:]
room = JobRoom(jobs, Limits(free_mb=0), Gate("رقم 2").load)
room.start()
id = room.submit(Request(kind="briefing", files=tuple(map(Path, files))), "a")
wait_for(lambda: len(room.state(id).pages) == 2)
print(id, flush=True)
sys.stdin.read()
"""


def outputs(room: JobRoom, id: str) -> dict[str, bytes]:
    folder = room.folder / id / "output"
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith((JOURNAL, LOCK))}


def test_a_killed_server_s_job_ends_with_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_ENGINE", "echo")
    monkeypatch.setenv("MUJAZ_MEMORY", "none")
    files = save_articles(tmp_path / "given", 5)
    command = [sys.executable, "-c", KILLED, str(tmp_path / "jobs"), *map(str, files)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as server:
        assert server.stdout is not None
        killed = server.stdout.readline().decode().strip()
        server.send_signal(signal.SIGKILL)
    assert (tmp_path / "jobs" / killed / "output" / JOURNAL).is_file()
    gate = Gate()
    room = JobRoom(tmp_path / "jobs", Limits(free_mb=0), gate.load)
    room.start()
    try:
        assert wait_until_finished(room, killed).articles_done == 5
        assert not any("رقم 0" in text for text in gate.asked)  # what was finished was not done again
        undisturbed = wait_until_finished(room, room.submit(Request(kind="briefing", files=files), "b")).id
        assert outputs(room, killed) == outputs(room, undisturbed)
        assert len(outputs(room, killed)) == 5 + 7  # pages of articles; five formats, their list and the archive
    finally:
        room.close()
