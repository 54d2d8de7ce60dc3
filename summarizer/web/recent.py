"""The last jobs that this browser started, listed at the foot of the page: an address alone is easily lost.

Which they were only the browser keeps, in its own storage, for both languages of the page.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import gradio as gr

from summarizer.errors import SummarizerError
from summarizer.web import fragments
from summarizer.web.room import JobRoom
from summarizer.writers.words import Words

MOST = 8  # jobs that are listed
# What is kept, with a new job, as gradio takes it: a list of outputs. In the browser, for the server is about to begin
# that job.
REMEMBER = f"(job, ids) => [[...new Set([job.id, ...(Array.isArray(ids) ? ids : [])])].slice(0, {MOST})]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """``kept`` holds ids in the browser, the newest first; ``shown`` the list of their jobs."""

    room: JobRoom
    words: Words
    kept: Any
    shown: Any

    def show(self, ids: object, apart_from: str = "") -> str:
        """The list, without the jobs that were cleared away, and the one that the page shows as it goes on."""
        states = []
        for job_id in (job_id for job_id in _clean(ids) if job_id != apart_from):
            with suppress(SummarizerError):
                states.append(self.room.state(job_id))
        return fragments.recent(self.words.language, states)


def build_recent(room: JobRoom, words: Words) -> Recent:
    """The list, not yet put anywhere: it stands below what it is needed for."""
    # With a secret of gradio's own a new server could not read what the last one kept. The ids are no secret here.
    kept = gr.BrowserState([], storage_key="mujaz-jobs", secret="mujaz")
    return Recent(room=room, words=words, kept=kept, shown=gr.HTML(elem_id="recent", js_on_load=None, render=False))


def _clean(ids: object) -> list[str]:
    """What the browser gives may be anything."""
    return [item for item in ids if isinstance(item, str)][:MOST] if isinstance(ids, list) else []
