"""How long a job still takes, told from how long its sentences took so far."""

from __future__ import annotations

import time
from collections.abc import Callable

# Nothing is told before so much of the work is done, and so long it took. Chosen with what follows on 30 articles of a
# news site (608 sentences, two busy cores, 57 s in all).
_SHARE, _SECONDS = 0.1, 5.0
_END = 0.12  # of the time of the sentences, for stories and files after the last of them: 5.9 of 51.5 s there


class Estimate:
    """The time left of one turn of a job. It begins when the first article is read and its sentences are counted."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = 0.0
        self._articles = self._found = self._done = 0

    def find(self, articles: int, sentences: int) -> None:
        """So many more articles are about to be translated, with so many sentences."""
        if not self._articles:
            self._began = self._clock()
        self._articles += articles
        self._found += sentences

    def finish(self, sentences: int) -> None:
        """So many more sentences are translated."""
        self._done += sentences

    def seconds_left(self, articles: int) -> int:
        """Seconds until the end, 0 while that cannot be told. ``articles`` are those that have not been found yet.

        They are taken to have as many sentences as those found had on average.
        """
        took = self._clock() - self._began
        if not self._done or took < _SECONDS:
            return 0
        left = max(0, self._found - self._done) + articles * self._found / self._articles
        if self._done < _SHARE * (self._done + left):
            return 0
        still = took * left / self._done
        return round(still + _END * (took + still))
