"""A sequence whose members are made when they are asked for: 100,000 articles need not lie in memory at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar, overload

T = TypeVar("T")


class LazySequence(Sequence[T]):
    """``length`` members, each ``make(index)``; the ``kept`` that were asked for last are not made again."""

    def __init__(self, make: Callable[[int], T], length: int, *, kept: int = 0) -> None:
        self._make = lru_cache(kept)(make) if kept else make
        self._length = length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> LazySequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | LazySequence[T]:
        places = range(self._length)[index]  # IndexError, as for a tuple
        if isinstance(places, range):
            return LazySequence(lambda number: self._make(places[number]), len(places))
        return self._make(places)
