"""What the user gives to be scored: plain files with one text on each line, or JSON lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from summarizer.errors import OptionsError
from summarizer.lines import read_lines
from summarizer.readers.dates import iso_date
from summarizer.sentences import split_text
from summarizer.types import Article, Document, Sentence, Source

Row = Mapping[str, Any]
Fields = Mapping[str, Callable[[object], bool]]  # what each field must be; one that may be None may be left out

JSON_LINES = ".jsonl"


def is_text(value: object) -> bool:
    """Whether it is a text."""
    return isinstance(value, str)


def may_be_text(value: object) -> bool:
    """Whether it is a text or left out."""
    return value is None or isinstance(value, str)


def may_be_date(value: object) -> bool:
    """Whether it is a text that begins with an ISO date, or left out."""
    return value is None or (isinstance(value, str) and iso_date(value) == value[:10])


def are_texts(value: object) -> bool:
    """Whether it is a list of texts."""
    return isinstance(value, list) and all(map(is_text, value))


def may_be_texts(value: object) -> bool:
    """Whether it is a list of texts, any of which may be null."""
    return isinstance(value, list) and all(map(may_be_text, value))


def are_objects(value: object, fields: Fields) -> bool:
    """Whether it is a list of objects whose ``fields`` are good; one that may be None may be left out."""
    return isinstance(value, list) and all(
        isinstance(item, dict) and all(is_good(item.get(name)) for name, is_good in fields.items()) for item in value
    )


def read_rows(path: Path, fields: Fields) -> list[Row]:
    """The objects of a file of JSON lines, one of each line that is not blank; a field left out is None.

    OptionsError eval.rows, with the line, where one is no object or lacks a field; ReadError if it cannot be read.
    """
    rows: list[Row] = []
    for number, line in enumerate(read_lines(str(path)), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _bad_line(path, number, "is no JSON", fields) from error
        if not isinstance(row, dict):
            raise _bad_line(path, number, "is no JSON object", fields)
        for name, is_good in fields.items():
            if not is_good(row.setdefault(name)):
                raise _bad_line(path, number, f"has no good {name!r}", fields)
        rows.append(row)
    if not rows:
        raise OptionsError("there is nothing in it to score", code="eval.rows", source=str(path))
    return rows


def read_column(path: Path, name: str) -> list[str]:
    """The texts of a file: its lines, or of JSON lines (``.jsonl``) the field ``name``. Errors as in ``read_rows``."""
    if path.suffix == JSON_LINES:
        return [row[name] for row in read_rows(path, {name: is_text})]
    return list(read_lines(str(path)))


def require_pairs(**columns: Sequence[object] | None) -> None:
    """OptionsError eval.lengths if the columns are not of one length, or empty; None is no column."""
    lengths = {name: len(texts) for name, texts in columns.items() if texts is not None}
    if len(set(lengths.values())) > 1 or 0 in lengths.values():
        said = ", ".join(f"{count} {name if count != 1 else name[:-1]}" for name, count in lengths.items())
        hint = "Give files with one text on each line, the same number of lines in each"
        raise OptionsError(f"the texts are not one to one ({said})", code="eval.lengths", hint=hint)


def require_same_texts(rows: Sequence[Row], others: Sequence[Row]) -> None:
    """OptionsError eval.rows if two systems' rows, one to one, are not about the same ``text``."""
    for number, (row, other) in enumerate(zip(rows, others, strict=True), 1):
        if row["text"] != other["text"]:
            hint = "Give the other system's answers to the same texts, in the same order"
            raise OptionsError(f"the two systems' rows {number} have not the same text", code="eval.rows", hint=hint)


def to_document(text: str, *, published: str | None = None) -> Document:
    """``text`` as a document of body sentences; each of its lines is a paragraph. No line is taken for a title."""
    sentences, at, paragraph = [], 0, 0
    for line in text.splitlines(keepends=True):
        for piece in split_text(line):
            start = at + len(piece) - len(piece.lstrip())
            at += len(piece)
            plain = piece.strip()
            if plain:
                end = start + len(plain)
                sentences.append(
                    Sentence(text=plain, plain=plain, start=start, end=end, role="body", paragraph=paragraph)
                )
        paragraph += bool(line.strip())
    source = Source(name="text", kind="text", sha256="")
    return Document(article=Article(source=source, text=text, published=published), sentences=tuple(sentences))


def _bad_line(path: Path, number: int, fault: str, fields: Fields) -> OptionsError:
    wanted = ", ".join(name for name, is_good in fields.items() if not is_good(None))
    return OptionsError(
        f"line {number} {fault}", code="eval.rows", hint=f"Each line needs the fields {wanted}", source=str(path)
    )
