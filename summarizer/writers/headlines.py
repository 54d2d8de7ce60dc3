"""Titles as a page shows them; the records keep what the model wrote."""

from __future__ import annotations

import re

_MOST_WORDS = 24  # of the head of a story: two lines of the page on a screen; the citation has all of it


def capitalize(title: str) -> str:
    """The title with its first letter as a capital; one that begins with a number stays as it is."""
    return re.sub(r"^\W*\w", lambda first: first[0].upper(), title)


def as_headline(title: str) -> str:
    """The title for the head of a story: ``capitalize``, and cut at a word, with "…", where it is long."""
    words = title.split()
    return capitalize(f"{' '.join(words[:_MOST_WORDS])} …" if len(words) > _MOST_WORDS else title)
