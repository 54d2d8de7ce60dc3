"""The sentence pairs of the data folder, one after another."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from summarizer.errors import ReadError
from summarizer.normalize import fold
from training.sources import NEWS

_FILES = ("sentences", "news_llm", "lexicons")
_NAMES = "names_"


class Pair(NamedTuple):
    """A sentence and its translation, as they stand in the file, and folded (``normalize.fold``) for comparing."""

    source: str
    arabic: str
    english: str
    arabic_words: str
    english_words: str


def make_pair(source: str, arabic: str, english: str) -> Pair:
    """The pair with its folded forms."""
    return Pair(source, arabic, english, fold(arabic), fold(english))


def read_pairs(data: Path) -> Iterator[Pair]:
    """Every pair under ``data``/train, in the order of the files. Lines that are not of three columns are none.

    Names get a capital: one of the lists has them in lower case.

    ReadError read.missing if a file is absent.
    """
    for name in _FILES:
        path = data / "train" / f"{name}.tsv.xz"
        if not path.is_file():
            raise ReadError(
                "this file of the training data is missing",
                code="read.missing",
                source=str(path),
                hint="point MUJAZ_DATA or --data at the folder that holds train/ and dev/",
            )
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                columns = line.rstrip("\n").split("\t")
                if len(columns) == 3:
                    source, arabic, english = columns
                    yield make_pair(
                        NEWS if name == NEWS else source,
                        arabic,
                        english[:1].upper() + english[1:] if source.startswith(_NAMES) else english,
                    )
