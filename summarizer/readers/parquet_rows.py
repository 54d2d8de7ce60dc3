"""Tables in Parquet, which pyarrow reads in the worker process with limits, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from summarizer.errors import ReadError
from summarizer.limited import run_limited
from summarizer.readers.rows import MAX_ROW, Cells, Columns, Rows, Table, bad_row

_BATCH_ROWS = 64
_REPLY = 16_000_000  # characters in one answer of the worker, which may have 64 MB

Where = str | bytes  # a path, or the file itself where it lies in an archive
_Opened = tuple[Where, Columns, int, Iterator[Cells]]  # the last is at the row of that number

# In the worker: the table that is being read, so that its next rows need not be sought from the start.
_opened: list[_Opened] = []


def open_parquet(file: BinaryIO, name: str) -> Table:
    """The table in ``file``. ReadError read.damaged, and those of the worker."""
    where = file.name if isinstance(getattr(file, "name", None), str) else file.read()
    header, count = run_limited(name, read_header, where)
    return Table(header=header, rows=lambda columns: _rows(where, columns, count, name))


def _rows(where: Where, columns: Columns, count: int, name: str) -> Rows:
    """The cells of all ``count`` rows. ReadError read.damaged if there are fewer."""
    start = 0
    while rows := run_limited(name, read_rows, where, columns, start):
        for cells in rows:
            too_long = any(isinstance(cell, str) and len(cell) > MAX_ROW for cell in cells)
            yield bad_row(f"the row is longer than {MAX_ROW} characters", code="read.too_large") if too_long else cells
        start += len(rows)
    if start < count:
        raise _damaged(f"it has {start} of its {count} rows")


def read_header(where: Where) -> tuple[tuple[str, ...], int]:
    """The names of the columns, and how many rows there are. Runs in the worker. ReadError read.damaged."""
    file = _open(where)
    return tuple(file.schema_arrow.names), file.metadata.num_rows


def read_rows(where: Where, columns: Columns, start: int) -> tuple[Cells, ...]:
    """Some rows from ``start`` on, of each the cells in ``columns``; none at the end. Runs in the worker.

    A text longer than an article can be is cut behind the limit. ReadError read.damaged.
    """
    opened = _opened.pop() if _opened and _opened[0][:3] == (where, columns, start) else None
    cells = opened[3] if opened else _without_faults(_cells(_open(where), columns, start))
    _opened.clear()
    found: list[Cells] = []
    size = 0
    for row in cells:
        found.append(row)
        size += sum(len(cell) for cell in row if isinstance(cell, str))
        if len(found) == _BATCH_ROWS or size > _REPLY:
            _opened.append((where, columns, start + len(found), cells))
            break
    return tuple(found)


def _open(where: Where) -> Any:
    import io

    import pyarrow
    from pyarrow.parquet import ParquetFile

    try:
        return ParquetFile(where if isinstance(where, str) else io.BytesIO(where), buffer_size=1 << 20)
    except (pyarrow.ArrowException, OSError) as error:
        raise _damaged(str(error)) from error


def _without_faults(cells: Iterator[Cells]) -> Iterator[Cells]:
    import pyarrow

    try:
        yield from cells
    except (pyarrow.ArrowException, OSError) as error:
        raise _damaged(str(error)) from error


def _cells(file: Any, columns: Columns, start: int) -> Iterator[Cells]:
    """The cells of each row from ``start`` on: texts, ISO dates, numbers; None for all else."""
    import pyarrow

    names = [file.schema_arrow.names[column] for column in columns]
    for batch in file.iter_batches(batch_size=_BATCH_ROWS, columns=names, use_threads=False):
        if start >= batch.num_rows:
            start -= batch.num_rows
            continue
        # Times as text: as Python's own they would need a time zone database, and have no room for nanoseconds.
        values = [
            (column.cast(pyarrow.string()) if pyarrow.types.is_temporal(column.type) else column).to_pylist()
            for column in (batch.column(name) for name in names)
        ]
        for row in list(zip(*values, strict=True))[start:]:
            yield tuple(cell[: MAX_ROW + 1] if isinstance(cell, str) else cell for cell in row)
        start = 0


def _damaged(said: str) -> ReadError:
    first = said.partition("\n")[0][:200]
    return ReadError(f"the Parquet file cannot be read ({first})", code="read.damaged", hint="Get it anew")
