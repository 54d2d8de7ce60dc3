"""The one way in which readers take a date from a file: as it is written there in ISO form, or not at all."""

from __future__ import annotations

from datetime import date

_LENGTH = len("2024-07-03")


def iso_date(stated: str) -> str | None:
    """The calendar date at the start of ``stated`` (``2024-07-03T10:00Z``: ``2024-07-03``), or None without one."""
    try:
        found = date.fromisoformat(stated.strip()[:_LENGTH]).isoformat()
    except ValueError:
        return None
    return found if stated.strip().startswith(found) else None
