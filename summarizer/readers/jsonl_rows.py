"""Tables of JSON Lines: one object on each line, which may have other keys than the one before.

The keys of the first rows are the columns. A later row with something of an article under a key that is none of them,
such as the first title after rows without, is a bad one: what it holds there would be lost without a word.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, BinaryIO

from summarizer.columns import is_usual, quote
from summarizer.errors import ReadError
from summarizer.readers.encoding import refuse_other_types
from summarizer.readers.rows import MAX_ROW, Columns, Rows, Table, bad_row

_SAMPLE_ROWS = 20  # their keys are the columns; an object without a title does not hide the others'
_MARK = b"\xef\xbb\xbf"

Record = dict[str, Any] | ReadError


def open_jsonl(file: BinaryIO, name: str) -> Table:
    """The table in ``file``. ReadError read.wrong_type, or read.row if not one of its first lines is an object."""
    records = _records(file, name)
    first = tuple(islice(records, _SAMPLE_ROWS))
    header = tuple(dict.fromkeys(key for record in first if isinstance(record, dict) for key in record))
    if not header:
        wrong = next((record for record in first if isinstance(record, ReadError)), None)
        raise wrong or ReadError("the table holds nothing", code="read.empty", hint="Give a table of articles")
    return Table(header=header, rows=lambda columns: _rows(chain(first, records), header, columns))


def _rows(records: Iterator[Record], header: tuple[str, ...], columns: Columns) -> Rows:
    known = frozenset(header)
    for record in records:
        if isinstance(record, ReadError):
            yield record
        elif (late := next((key for key in record if key not in known and _is_lost(record, key)), None)) is not None:
            yield ReadError(
                f"the row has {quote(late)}, which none of the first {_SAMPLE_ROWS} rows has",
                code="read.row",
                hint="Give the first row this key too, with nothing in it, and run again",
            )
        else:
            yield tuple(record.get(header[column]) for column in columns)


def _is_lost(record: dict[str, Any], key: str) -> bool:
    return is_usual(key) and record[key] not in (None, "")


def _records(file: BinaryIO, name: str) -> Iterator[Record]:
    """What each line holds; blank lines are left out."""
    is_first = True
    while line := file.readline(MAX_ROW + 1):
        if is_first:
            refuse_other_types(line, name=name)
            line = line.removeprefix(_MARK)
            is_first = False
        if len(line) > MAX_ROW:
            yield bad_row(f"the row is longer than {MAX_ROW} bytes", code="read.too_large")
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_ROW)
        elif line.strip():
            yield _parse(line)


def _parse(line: bytes) -> Record:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return bad_row("the row holds bytes that are no UTF-8", code="read.encoding")
    except ValueError as error:
        return bad_row(f"the row is no JSON ({error})")
    except RecursionError:
        return bad_row("the row is nested too deeply")
    return record if isinstance(record, dict) else bad_row("the row is no JSON object")
