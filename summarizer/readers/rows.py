"""What the readers of tables have in common: a line of column names, and rows that may each be bad."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from summarizer.errors import ReadError
from summarizer.types import Finding

MAX_ROW = 10_000_000  # characters; as for a file of text (``readers.MAX_BYTES``)

Columns = tuple[int, ...]  # indexes into Table.header
Cells = tuple[object, ...]  # what a row has in those columns, in their order; None where it has nothing
Rows = Iterator[Cells | ReadError]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that is being read.

    ``rows`` gives every row once, in order, each as its cells or as what is wrong with it.
    ``findings`` are doubts that hold for every row.
    """

    header: tuple[str, ...]
    rows: Callable[[Columns], Rows]
    findings: tuple[Finding, ...] = ()


def bad_row(said: str, code: str = "read.row") -> ReadError:
    """What is wrong with a row; which one it is, the name of the input says."""
    return ReadError(said, code=code, hint="Put this row of the table right, or take it out, and run again")
