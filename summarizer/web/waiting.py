"""Waiting for a job's end without asking again and again, and without a thread of the server."""

from __future__ import annotations

import asyncio
import time

from summarizer.web.jobs import JobState
from summarizer.web.room import JobRoom

_EVERY = 0.01  # seconds; a look costs some 10 microseconds


async def wait_for_end(room: JobRoom, id: str, seconds: float) -> JobState:
    """The state of the job as soon as it is finished, or else after so many seconds, or when the server goes down.

    SummarizerError web.unknown.
    """
    end = time.monotonic() + seconds
    while not (state := room.state(id)).finished and not room.is_closing and time.monotonic() < end:
        await asyncio.sleep(_EVERY)
    return state
