"""Tables in text: .csv and .tsv with a line of column names, in any encoding and with any usual delimiter.

Quotes are read strictly. A broken one would else shift words into other columns, or swallow the rows that follow it; so
the row with the fault is refused and reading goes on in the very next line.
"""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

from summarizer.errors import ReadError
from summarizer.readers.encoding import Decoded, decode
from summarizer.readers.rows import MAX_ROW, Columns, Rows, Table, bad_row

_SAMPLE = 65_536  # bytes: some twenty news articles, from which encoding and delimiter are told
_DELIMITERS = (",", ";", "\t", "|")  # the first wins where two fit equally well
_STATED = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)  # a first line by which Excel is told the delimiter
_MAX_WHOLE = 200_000_000  # bytes; only tables in UTF-8 are read row by row, all others are decoded at once
_FEW_ZEROS = 0.01  # share of the bytes; in UTF-16 each space or digit has one
_MARK = b"\xef\xbb\xbf"
_LINE_ENDS = ("\n", "\r")
_BROKEN_BYTE = re.compile("[\udc80-\udcff]")  # what surrogateescape makes of bytes that are no UTF-8

Record = tuple[str, ...] | ReadError


def open_csv(file: BinaryIO, name: str, *, delimiter: str = "") -> Table:
    """The table in ``file``; ``delimiter`` "" for the one that fits best. ReadError as of ``decode``, read.too_large.

    A byte that is no UTF-8 in a table that is makes its own row bad and no other.
    """
    sample = file.read(_SAMPLE)
    if len(sample) == _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    if _is_utf8(sample, name):
        file.seek(len(_MARK) if sample.startswith(_MARK) else 0)
        decoded = Decoded(text=sample.removeprefix(_MARK).decode("utf-8", "replace"))
        lines = _Lines(lambda: file.readline(MAX_ROW).decode("utf-8", "surrogateescape"))
    else:
        file.seek(0)
        decoded = _decode_whole(file, name)
        text = io.StringIO(decoded.text, newline="")
        lines = _Lines(lambda: text.readline(MAX_ROW))
    stated = _STATED.match(decoded.text)
    if stated:
        delimiter = stated[1]
        next(lines)
    records = _records(lines, delimiter or _best_delimiter(decoded.text[:_SAMPLE]))
    header = next(records, None)
    if not isinstance(header, tuple):
        raise header or ReadError("the table holds nothing", code="read.empty", hint="Give a table of articles")
    return Table(header=header, rows=lambda columns: _rows(records, len(header), columns), findings=decoded.findings)


def _is_utf8(sample: bytes, name: str) -> bool:
    """Whether a table can be read line by line as UTF-8, perhaps with a broken byte here and there."""
    if b"\n" not in sample and b"\r" in sample:  # the line ends of old Macs
        return False
    if sample.count(b"\0") < _FEW_ZEROS * len(sample):
        sample = sample.replace(b"\0", b"")  # the rows that hold them are refused, not the table
    try:
        return decode(sample, name=name).text == sample.decode("utf-8-sig", "replace")
    except ReadError as error:
        if error.code != "read.encoding":
            raise
        return True  # of no other encoding either: the rows will tell


def _decode_whole(file: BinaryIO, name: str) -> Decoded:
    data = file.read(_MAX_WHOLE + 1)
    if len(data) > _MAX_WHOLE:
        said = f"the table is not in UTF-8 and larger than {_MAX_WHOLE // 1_000_000} MB"
        raise ReadError(said, code="read.too_large", hint="Save it in UTF-8", source=name)
    return decode(data, name=name)


def _best_delimiter(beginning: str) -> str:
    """The delimiter by which most of the first rows have as many columns as the names, and that more than one."""

    def fit(delimiter: str) -> tuple[int, int]:
        rows: list[list[str]] = []
        with suppress(csv.Error):
            rows += filter(None, csv.reader(io.StringIO(beginning, newline=""), delimiter=delimiter))
        columns = len(rows[0]) if rows else 0
        return (sum(len(row) == columns for row in rows), columns) if columns > 1 else (0, 0)

    csv.field_size_limit(MAX_ROW)
    return max(_DELIMITERS, key=fit)


def _rows(records: Iterator[Record], width: int, columns: Columns) -> Rows:
    for record in records:
        if isinstance(record, ReadError):
            yield record
        elif len(record) != width:
            yield bad_row(f"the row has {_say(len(record))}, the line of column names {_say(width)}")
        elif any(_BROKEN_BYTE.search(record[column]) for column in columns):
            yield bad_row("the row holds bytes that are no UTF-8", code="read.encoding")
        else:
            yield tuple(record[column] for column in columns)


def _say(fields: int) -> str:
    return f"{fields} field{'s' * (fields != 1)}"


def _records(lines: _Lines, delimiter: str) -> Iterator[Record]:
    """The records; after a bad one reading goes on in the line after its first. Blank ones are none.

    (Spreadsheets write a line of delimiters alone for each row in which a cell was ever touched.)
    """
    csv.field_size_limit(MAX_ROW)  # the module's own limit of 131,072 characters is less than a long page
    while True:
        lines.begin()
        try:
            record = next(csv.reader(lines, delimiter=delimiter, strict=True))
        except StopIteration:
            return
        except csv.Error as error:
            first, last = lines.take_back()
            where = f"line {first}" if first == last else f"lines {first} to {last}"
            yield bad_row(f"{where}: {error}")
        else:
            if any(map(str.strip, record)):
                yield tuple(record)


class _Lines:
    """The lines that ``read`` gives, at most ``MAX_ROW`` of a line at once. Those since ``begin`` can be taken back."""

    def __init__(self, read: Callable[[], str]) -> None:
        self._read = read
        self._waiting: deque[str] = deque()
        self._taken: list[str] = []
        self._number = self._size = 0  # lines before this record, characters in it

    def begin(self) -> None:
        """Start a record in the next line."""
        self._number += len(self._taken)
        self._taken.clear()
        self._size = 0

    def take_back(self) -> tuple[int, int]:
        """Let all lines of this record but the first be read again; the numbers of its first and last line."""
        first, last = self._number + 1, self._number + len(self._taken)
        self._waiting.extendleft(reversed(self._taken[1:]))
        del self._taken[1:]
        return first, last

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._read()
        if not line:
            raise StopIteration
        self._taken.append(line)
        self._size += len(line)
        if not self._waiting:
            self._size += self._drop_rest(line)
        if self._size > MAX_ROW:
            raise csv.Error(f"the row is longer than {MAX_ROW} characters: perhaps a quotation mark is left open")
        return line

    def _drop_rest(self, line: str) -> int:
        """How many characters of the same line were still to come; they are gone."""
        dropped = 0
        while not line.endswith(_LINE_ENDS) and (line := self._read()):
            dropped += MAX_ROW
        return dropped
