"""The one way in which readers take a date from a file: if it is written with the year in front, or not at all.

03/07/2024 is a day in March to some and one in July to others.
"""

from __future__ import annotations

import re
from datetime import date

from summarizer.findings import make_finding
from summarizer.input_names import printable
from summarizer.types import Finding

_YEAR_FIRST = re.compile(r"\s*(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_MAX_SHOWN = 40  # characters


def iso_date(stated: str) -> str | None:
    """The calendar date at the start of ``stated`` (``2024-07-03T10:00Z``, ``2024/7/3``: ``2024-07-03``), or None."""
    found = _YEAR_FIRST.match(stated)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4])).isoformat()
    except ValueError:
        return None


def doubt_date(stated: str, taken: str | None) -> tuple[Finding, ...]:
    """What is to be said of a date that a file states, if it could not be taken."""
    if taken is not None or not stated.strip():
        return ()
    said = f"The date of the article was not understood: “{printable(stated.strip()[:_MAX_SHOWN])}”."
    return (make_finding("read.date", said),)
