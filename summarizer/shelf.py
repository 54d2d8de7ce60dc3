"""A sequence whose members lie in a temporary file, so that what is known of 100,000 articles need not be in memory."""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from summarizer.errors import WriteError
from summarizer.lazy import LazySequence

T = TypeVar("T")

_IN_MEMORY = 1 << 20  # bytes, up to which there is no file; the features of some 100 articles
_KEPT = 512  # members that are not read again: a text is compared with its neighbours by day; features have some 20 kB


@contextmanager
def shelve(members: Iterable[T]) -> Iterator[Sequence[T]]:
    """The members, each read when it is asked for; the file has no name and goes at the end, also that of a crash.

    WriteError write.failed where the disk is full.
    """
    ends = array("q", [0])
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        for member in members:
            with _coded():
                ends.append(ends[-1] + file.write(pickle.dumps(member)))

        def read(index: int) -> T:
            with _coded():
                file.seek(ends[index])
                member: T = pickle.loads(file.read(ends[index + 1] - ends[index]))
            return member

        yield LazySequence(read, len(ends) - 1, kept=_KEPT)


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
