"""The user's glossary: a CSV file of Arabic, English and, if wanted, a note.

Read as UTF-8, with or without a byte-order mark; commas, semicolons or tabs; blank lines, lines that begin with # and a
first line without Arabic ("Arabic,English,note") are passed over. Any other line that is no entry is refused, and so is
a second English for the same Arabic: which one is right, only the user knows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from summarizer.errors import OptionsError
from summarizer.lexicon import Entry, fold_words
from summarizer.normalize import has_arabic

_DELIMITERS = "\t;,"
_CELLS = (2, 3)  # Arabic and English, with or without a note


def glossary_digest(entries: Sequence[Entry]) -> str:
    """The sha256 over all that the entries say, in hex, "" for none."""
    lines = "".join(f"{entry.arabic}\t{entry.english}\t{entry.note}\n" for entry in entries)
    return sha256(lines.encode()).hexdigest() if entries else ""


def read_glossary(glossary: str) -> tuple[Entry, ...]:
    """The entries of a glossary, in its order; none for "".

    OptionsError options.glossary, naming file and line: not readable, not UTF-8, a line that is no entry, two English
    forms for one Arabic.
    """
    if not glossary:
        return ()
    path = Path(glossary)
    try:
        text = _read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(path, f"the glossary is not in UTF-8 ({error.reason})", hint="save it as CSV UTF-8") from error
    entries: dict[tuple[str, ...], Entry] = {}
    for line, cells in _rows(path, text):
        entry = _entry(path, line, cells)
        known = entries.setdefault(fold_words(entry.arabic), entry)
        if known.english != entry.english:
            raise _refused(
                path,
                f"line {line} gives {entry.english!r} for {entry.arabic}, an earlier line {known.english!r}",
                hint="keep one of the two",
            )
    return tuple(entries.values())


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _refused(path, f"the glossary cannot be read ({error.strerror})") from error


def _rows(path: Path, text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The lines that must be entries, as stripped cells with the number of their last line."""
    delimiter = max(_DELIMITERS, key=lambda sign: _count_rows(text, sign))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    try:
        for number, row in enumerate(reader):
            cells = [cell.strip() for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            is_heading = number == 0 and not any(map(has_arabic, cells))
            if cells and not cells[0].startswith("#") and not is_heading:
                yield reader.line_num, cells
    except csv.Error as error:
        raise _refused(path, f"line {reader.line_num} is not CSV ({error})", hint="check its quotes") from error


def _count_rows(text: str, delimiter: str) -> int:
    """How many rows would be entries if this sign stood between their cells."""
    return sum(len(row) in _CELLS for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _entry(path: Path, line: int, cells: Sequence[str]) -> Entry:
    arabic, english, note = (*cells, "", "", "")[:3]
    fault = ""
    if len(cells) not in _CELLS:
        fault = f"has {len(cells)} cell{'s' * (len(cells) > 1)}, not 2 or 3"
    elif not has_arabic(arabic):
        fault = f"has no Arabic in its first cell: {arabic!r}"
    elif has_arabic(english) or not any(character.isalnum() for character in english):
        fault = f"has no English in its second cell: {english!r}"
    if fault:
        raise _refused(
            path, f"line {line} {fault}", hint="write Arabic, English and, if wanted, a note, with commas between"
        )
    return Entry(arabic=arabic, english=" ".join(english.split()), note=note, own=True)


def _refused(path: Path, fault: str, *, hint: str = "") -> OptionsError:
    return OptionsError(fault, code="options.glossary", hint=hint, source=str(path))
