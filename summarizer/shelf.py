"""A row of things in a temporary file, so that what is known of 100,000 articles need not be in memory."""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from types import TracebackType
from typing import Generic, TypeVar
from weakref import finalize

from summarizer.errors import WriteError
from summarizer.lazy import LazySequence

T = TypeVar("T")

_IN_MEMORY = 1 << 20  # bytes, up to which there is no file; the features of some 100 articles
_KEPT = 256  # members that are not read again: a text is compared with its neighbours by day; features have some 10 kB


class Shelf(Generic[T]):
    """Members that are put down one after the other, and each read when it is asked for.

    The file has no name and goes at the end of a ``with``, else when nobody has the shelf any more, or with a crash.
    WriteError write.failed where there is no room.
    """

    def __init__(self) -> None:
        with _coded():
            self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        finalize(self, self._file.close)
        self._ends = array("q", [0])

    def __enter__(self) -> Shelf[T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def put(self, member: T) -> int:
        """Put ``member`` behind the others; its place, from 0, by which it can be read."""
        with _coded():
            self._file.seek(self._ends[-1])
            self._ends.append(self._ends[-1] + self._file.write(pickle.dumps(member)))
        return len(self) - 1

    def read(self, place: int) -> T:
        """The member at ``place``, made anew."""
        with _coded():
            self._file.seek(self._ends[place])
            member: T = pickle.loads(self._file.read(self._ends[place + 1] - self._ends[place]))
        return member


@contextmanager
def shelve(members: Iterable[T]) -> Iterator[Sequence[T]]:
    """The members, each read when it is asked for, as long as the ``with`` lasts. Errors as those of ``Shelf``."""
    with Shelf[T]() as shelf:
        for member in members:
            shelf.put(member)
        yield LazySequence(lru_cache(_KEPT)(shelf.read), len(shelf))


def keep(make: Callable[[int], T], length: int) -> Sequence[T]:
    """``length`` members, each ``make(index)`` when it is first asked for, and read from a shelf from then on."""
    shelf, places = Shelf[T](), array("q", [-1]) * length

    def find(index: int) -> T:
        if places[index] >= 0:
            return shelf.read(places[index])
        member = make(index)
        places[index] = shelf.put(member)
        return member

    return LazySequence(find, length)


def arrange(shelf: Shelf[T], places: Sequence[int]) -> Sequence[T]:
    """The members at ``places`` in their order, each read when it is asked for; the shelf stays open for them."""
    return LazySequence(lambda index: shelf.read(places[index]), len(places))


@contextmanager
def _coded() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(
            f"a temporary file cannot be used ({error.strerror or error})",
            code="write.failed",
            hint="Free some space, or name another folder in the variable TMPDIR",
            source=tempfile.gettempdir(),
        ) from error
