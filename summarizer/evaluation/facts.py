"""How well figures, dates and speakers are found.

A row has ``text``, ``figures``, ``dates`` and ``speakers``, and may have ``published``, the ISO date from which
"yesterday" is reckoned. A figure has ``value``, or ``low``, ``high`` or both, and its ``unit``; ``kind`` where it is
"percent". A speaker has ``speaker`` and ``via``, both may be null. A figure is right if number, bounds and unit are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any

from summarizer.evaluation.reports import Count
from summarizer.evaluation.rows import (
    Fields,
    Row,
    are_objects,
    is_text,
    may_be_date,
    may_be_text,
    may_be_texts,
    to_document,
)
from summarizer.fact_types import Facts, Figure
from summarizer.facts import find_facts


def _may_be_number(value: object) -> bool:
    return value is None or isinstance(value, int | float)


_FIGURE: Fields = {
    **dict.fromkeys(("value", "low", "high"), _may_be_number),
    **dict.fromkeys(("unit", "kind"), may_be_text),
}
_SPEAKER: Fields = {"speaker": may_be_text, "via": may_be_text}

FIELDS: Fields = {
    "text": is_text,
    "figures": partial(are_objects, fields=_FIGURE),
    "dates": may_be_texts,
    "speakers": partial(are_objects, fields=_SPEAKER),
    "published": may_be_date,
}
KINDS: Mapping[str, tuple[str, ...]] = {  # what is counted together
    "figures": ("number", "range", "bound", "percent"),
    **{kind: (kind,) for kind in ("number", "range", "bound", "percent", "date", "speaker")},
}
Marks = Counter[tuple[str, object]]  # (kind, what is marked)


def answer(row: Row) -> Row:
    """The row with what is found here in its text, all of which is taken for body."""
    facts = find_facts(to_document(row["text"], published=row.get("published")))
    return {"text": row["text"], **to_row(facts)}


def to_row(facts: Facts, where: int | None = None) -> dict[str, Any]:
    """Facts in the form of a row: those of the sentence ``where``, or all."""

    def here(fact: Any) -> bool:
        return where is None or fact.where == where

    return {
        "figures": [_to_mark(figure) for figure in filter(here, facts.figures)],
        "dates": [date.date for date in filter(here, facts.dates)],
        "speakers": [{"speaker": said.speaker, "via": said.via} for said in filter(here, facts.attributions)],
    }


def read_marks(row: Row) -> Marks:
    """What is marked in a row."""
    marks: Marks = Counter()
    for figure in row["figures"]:
        amount = (figure.get("value"), figure.get("low"), figure.get("high"))
        marks[_kind_of(figure.get("kind"), amount), (*amount, figure.get("unit", ""))] += 1
    marks.update(("date", date) for date in row["dates"])
    marks.update(("speaker", (said.get("speaker"), said.get("via"))) for said in row["speakers"])
    return marks


def count(row: Row, answer: Row) -> tuple[Count, ...]:
    """The marks of each of ``KINDS``."""
    wanted, given = read_marks(row), read_marks(answer)
    return tuple(
        Count(
            name=name,
            right=_count_marks(wanted & given, kinds),
            given=_count_marks(given, kinds),
            wanted=_count_marks(wanted, kinds),
        )
        for name, kinds in KINDS.items()
    )


def _count_marks(marks: Marks, kinds: tuple[str, ...]) -> int:
    return sum(times for (kind, _), times in marks.items() if kind in kinds)


def _to_mark(figure: Figure) -> dict[str, Any]:
    return {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "kind": "percent" if figure.kind == "percent" else "count",
    }


def _kind_of(kind: str | None, amount: tuple[object, object, object]) -> str:
    """What a figure is counted as: percent, range, bound or number."""
    if kind == "percent":
        return "percent"
    value, low, high = amount
    return "number" if value is not None else "range" if None not in (low, high) else "bound"
