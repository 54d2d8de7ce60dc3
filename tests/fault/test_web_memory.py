"""A server that is up all day: its memory does not grow with the jobs that it has done."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from summarizer.web.jobs import Limits, Request
from summarizer.web.room import JobRoom
from tests.jobs import Gate, article, wait_until_finished

JOBS, SETTLED = 500, 100
GROWTH = 8  # MB; jobs 100 to 500 with the sample articles took 3 MB more, translation memory and all


def resident() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system has no /proc")
def test_five_hundred_jobs_leave_no_trace_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_ENGINE", "echo")
    monkeypatch.setenv("MUJAZ_MEMORY", "none")
    room = JobRoom(tmp_path / "jobs", Limits(free_mb=0), Gate().load)
    room.start()
    settled = 0.0
    try:
        for n in range(JOBS):
            request = Request(kind="article", text=article(n), settings={"formats": ["html", "jsonl"]})
            assert wait_until_finished(room, room.submit(request, str(n))).phase == "done"
            if n == SETTLED:
                settled = resident()
        assert resident() - settled < GROWTH
    finally:
        room.close()
