"""Waiting for what becomes of a job, without asking again and again, and without a thread of the server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from summarizer.web.jobs import JobState
from summarizer.web.room import JobRoom

_EVERY = 0.01  # seconds; a look costs some 10 microseconds, and the turn of the thread for it ten times that


async def wait_until(
    holds: Callable[[JobState], bool], room: JobRoom, id: str, seconds: float, every: float = _EVERY
) -> JobState:
    """The state of the job as soon as that holds of it, or else after so many seconds, or when the server goes down.

    It is looked at ``every`` so many seconds. SummarizerError web.unknown.
    """
    end = time.monotonic() + seconds
    while not (holds(state := room.state(id)) or room.is_closing or time.monotonic() >= end):
        await asyncio.sleep(every)
    return state
