"""What is asked of the same sentences again and again, by translating, checking, stories and pages, is found once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")

# Words about which something is kept, for each thing that is asked of them. Of 300 articles (mayadeen_dev, echo engine)
# the most memory of a run was 216 MB so, 248 MB with 2^17, in the same time; 2^12 took some 8 % longer on 800 others.
WORDS_KEPT = 1 << 13
_KEPT = 4096  # texts: more than the sentences of a window of fifty articles (some 1,500)
_LONGEST = 2000  # characters of them, so that they stay some MB; of 326 articles (mayadeen_dev) no sentence is longer


def remember(function: Callable[[str], T]) -> Callable[[str], T]:
    """``function`` of a text, its results for the latest texts kept. They must not be changeable."""
    kept = lru_cache(maxsize=_KEPT)(function)

    @wraps(function)
    def look_up(text: str) -> T:
        return kept(text) if len(text) <= _LONGEST else function(text)

    return look_up
