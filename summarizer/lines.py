"""Line by line translation for pipes and for scoring: exactly one English line for each line between line feeds."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from summarizer.check import check_pair
from summarizer.errors import ReadError
from summarizer.pipeline import Pipeline
from summarizer.sentences import split_text
from summarizer.translate import select
from summarizer.types import Finding

_WINDOW = 1000  # lines whose sentences are translated as one batch


def translate_lines(paths: Sequence[str], pipeline: Pipeline) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """(English, findings) for each line of the inputs, in order; blank for blank. ``where`` is the line's index from 0.

    A line is cut into its sentences, which are translated and joined. What cannot be translated stays as it is.
    ReadError for an input that is missing or not UTF-8.
    """
    yield from translate_texts((line for path in paths for line in read_lines(path)), pipeline)


def translate_texts(texts: Iterable[str], pipeline: Pipeline) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """The same for texts that have been read, one line each."""
    numbered = enumerate(texts)
    while window := list(islice(numbered, _WINDOW)):
        yield from _translate_window(window, pipeline)


def _translate_window(window: list[tuple[int, str]], pipeline: Pipeline) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    cut = [[piece.strip() for piece in split_text(line) if piece.strip()] for _, line in window]
    english = pipeline.translate([sentence for sentences in cut for sentence in sentences])
    at = 0
    for (number, _), sentences in zip(window, cut, strict=True):
        part = select(english, at, at + len(sentences))
        at += len(sentences)
        found = [Finding(code=f.code, severity=f.severity, message=f.message, where=number) for f in part.findings]
        for (arabic, said), generation in zip(part.pairs, part.generations, strict=True):
            found += check_pair(arabic, said, generation, where=number)
        line = " ".join(arabic if said is None else said for arabic, said in part.pairs)
        yield " ".join(line.split()), tuple(found)


def read_lines(path: str) -> Iterator[str]:
    """The lines of a UTF-8 file, or of standard input for ``-``, without their line feeds. ReadError."""
    if path == "-":
        yield from _decode(sys.stdin.buffer, "standard input")
        return
    try:
        with Path(path).open("rb") as file:
            yield from _decode(file, path)
    except FileNotFoundError as error:
        raise ReadError("there is no such file", code="read.missing", source=path) from error
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror})", code="read.failed", source=path) from error


def _decode(file: BinaryIO, name: str) -> Iterator[str]:
    for number, line in enumerate(file, start=1):  # a binary file's lines end at line feeds and nowhere else
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\n")
        except UnicodeDecodeError as error:
            raise ReadError(
                f"line {number} is not UTF-8", code="read.encoding", hint="convert it with iconv", source=name
            ) from error
