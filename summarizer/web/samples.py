"""The sample articles: five reports on one event, which show what Mujaz does before anything is uploaded."""

from __future__ import annotations

from pathlib import Path

from summarizer.entries import PACKAGE

_FOLDER = PACKAGE / "assets" / "samples"  # in a checkout a link to seeds/


def sample_files() -> tuple[Path, ...]:
    """The files of the sample articles, in order."""
    return tuple(sorted(_FOLDER.glob("*.txt")))


def read_sample(number: int) -> str:
    """The text of one sample article, counted from 0. IndexError."""
    return sample_files()[number].read_text(encoding="utf-8").strip()
