"""Who is told how a run into a folder goes on: its journal, for ``mujaz status``, and the screen."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.errors import SummarizerError
from summarizer.screen import Screen

if TYPE_CHECKING:
    from summarizer.journal import Journal
    from summarizer.memory import TranslationMemory
    from summarizer.passing import Watcher
    from summarizer.types import Failure

_NOTE_SECONDS = 1.0  # between two notes of what is translated; each is written to the disk, in some milliseconds


class Follower:
    """Counts the inputs and sentences of one run over a journal."""

    def __init__(self, journal: Journal, memory: TranslationMemory, screen: Screen) -> None:
        self._journal, self._memory, self._screen = journal, memory, screen
        self._before = memory.asked, memory.found
        self._done = self._articles = self._sentences = self._translated = 0  # all but the first of those at work now
        self._noted = 0.0

    def join(self, watcher: Watcher) -> Watcher:
        """``watcher``, which is told less: not of what failed in an earlier run and was not tried again."""

        def kept(articles: int) -> None:
            self._count(articles)
            watcher.kept(articles)

        def failed(failure: Failure) -> None:
            tried_now = self._articles > 0 or failure.source in self._journal.failed_now
            self._articles = max(0, self._articles - 1)
            self._count(1)
            if tried_now:
                watcher.failed(failure)
            else:
                self._screen.failed_before(failure)

        def window(articles: int, texts: int) -> None:
            self._articles, self._sentences, self._translated = articles, texts, 0
            self._note()
            watcher.window(articles, texts)

        def progress(done: int) -> None:
            self._translated = min(self._sentences, self._translated + done)
            if time.monotonic() - self._noted > _NOTE_SECONDS:
                self._noted = time.monotonic()
                self._note()
            watcher.progress(done)

        def published() -> None:
            self._count(self._articles)
            self._articles = self._sentences = self._translated = 0
            self._note()
            watcher.published()

        return replace(watcher, kept=kept, failed=failed, window=window, progress=progress, published=published)

    def _count(self, inputs: int) -> None:
        self._done += inputs
        self._screen.inputs(self._done, self._journal.total)

    def _note(self) -> None:
        asked, found = self._before
        recall = self._memory.asked - asked, self._memory.found - found
        with suppress(SummarizerError):  # no reason to end the run; the next article written down tells
            self._journal.note_work(self._articles, self._sentences, self._translated, recall=recall)
