"""An earlier briefing, read back from its ``briefing.jsonl`` (docs/briefing-record.md).

Its sentences come back as they were read. Records of a kind and fields of a scope that are not known are passed over,
and what an older release did not record is empty: a briefing of yesterday's Mujaz can be read by today's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar, get_args

from summarizer.errors import ReadError
from summarizer.fact_types import Scope
from summarizer.stories import Index, group, index
from summarizer.types import ROLES, Article, Document, Kind, Sentence, Source

RECORDS = "briefing.jsonl"
_KINDS = get_args(Kind)
_SCOPE_FIELDS = tuple(field.name for field in fields(Scope))
_Built = TypeVar("_Built")


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFigure:
    """A number as an article of a story gave it, fields as in ``Figure``; ``scope`` is that of the story's quantity."""

    kind: str
    unit: str
    scope: Scope
    value: int | float | None
    low: int | float | None
    high: int | float | None
    english: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier briefing: its articles with the ids of their stories, and the figures of each story by its id."""

    index: Index
    figures: Mapping[str, tuple[EarlierFigure, ...]]


def read_earlier(folder: Path) -> Earlier:
    """The briefing in ``folder``.

    A briefing without stories (of an older release) gets them now. ReadError: since.missing where there is none,
    since.foreign where the file holds no records of Mujaz, since.damaged, with the line, where one is not whole.
    """
    path = folder / RECORDS
    documents: dict[str, Document] = {}
    story_of: dict[str, str] = {}
    figures: dict[str, tuple[EarlierFigure, ...]] = {}
    for number, record in enumerate(_read_records(path), 1):
        if record["kind"] == "article":
            document = _build(_make_document, record, path, number)
            documents[document.article.source.name] = document
        elif record["kind"] == "story":
            story_id, names, found = _build(_make_story, record, path, number)
            story_of |= dict.fromkeys(names, story_id)
            figures[story_id] = found
    if not documents:
        raise _fault("the file holds no article of a Mujaz briefing", "since.foreign", path)
    if not story_of:
        texts = tuple(documents.values())
        return Earlier(index=index(texts, group(texts)), figures={})
    known = [name for name in documents if name in story_of]
    return Earlier(
        index=Index(
            documents=tuple(documents[name] for name in known), stories=tuple(story_of[name] for name in known)
        ),
        figures=figures,
    )


def read_articles(folder: Path, make: Callable[[Document, dict[str, Any]], _Built]) -> list[_Built]:
    """What ``make`` makes of each article of the briefing in ``folder``, and its record; errors as ``read_earlier``."""
    path = folder / RECORDS
    return [
        _build(lambda given: make(_make_document(given), given), record, path, number)
        for number, record in enumerate(_read_records(path), 1)
        if record["kind"] == "article"
    ]


def _read_records(path: Path) -> list[dict[str, Any]]:
    """The objects with a kind, one of each line."""
    try:
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except FileNotFoundError as error:
        raise _fault("there is no briefing in this folder", "since.missing", path) from error
    except (OSError, UnicodeDecodeError) as error:
        raise _fault("the earlier briefing cannot be read", "since.damaged", path) from error
    records: list[dict[str, Any]] = []
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            code = "since.damaged" if records else "since.foreign"
            raise _fault(f"line {number} is no JSON", code, path) from error
        if not isinstance(record, dict) or not isinstance(record.get("kind"), str):
            raise _fault(f"line {number} is no record of a briefing", "since.foreign", path)
        records.append(record)
    return records


def _build(make: Callable[[dict[str, Any]], _Built], record: dict[str, Any], path: Path, number: int) -> _Built:
    """What ``make`` makes of a record; its complaints become one coded error with the line."""
    try:
        return make(record)
    except (KeyError, TypeError, ValueError) as error:
        raise _fault(f"the {record['kind']} in line {number} is not whole", "since.damaged", path) from error


def _fault(message: str, code: str, path: Path) -> ReadError:
    hint = "Give the folder of an earlier briefing as Mujaz wrote it"
    return ReadError(message, code=code, hint=hint, source=str(path))


def _make_document(record: dict[str, Any]) -> Document:
    text = _of(str, record["text"])
    source = Source(name=_of(str, record["source"]), kind=_one_of(_KINDS, record["format"]), sha256="")
    sentences = []
    for given in _of(list, record["sentences"]):
        start, end, said = _of(int, given["start"]), _of(int, given["end"]), _of(str, given["text"])
        if text[start:end] != said:
            raise ValueError("a sentence does not stand where it should")
        sentences.append(
            Sentence(
                text=said,
                plain=_of(str, given.get("plain", said)),
                start=start,
                end=end,
                role=_one_of(ROLES, given["role"]),
                paragraph=_of(int, given["paragraph"]),
            )
        )
    published = record["published"]
    return Document(
        article=Article(source=source, text=text, published=None if published is None else _of(str, published)),
        sentences=tuple(sentences),
    )


def _make_story(record: dict[str, Any]) -> tuple[str, list[str], tuple[EarlierFigure, ...]]:
    """The id of a story, the names of its articles, its figures."""
    names = [_of(str, name) for name in _of(list, record["articles"])]
    return _of(str, record["id"]), names, tuple(_make_figure(given) for given in _of(list, record["figures"]))


def _make_figure(given: dict[str, Any]) -> EarlierFigure:
    said = _of(dict, given["scope"])
    scope = Scope(**{name: _of(str, said.get(name, "")) for name in _SCOPE_FIELDS})
    value, low, high = (_number(given[name]) for name in ("value", "low", "high"))
    return EarlierFigure(
        kind=_of(str, given["kind"]),
        unit=_of(str, given["unit"]),
        scope=scope,
        value=value,
        low=low,
        high=high,
        english=_of(str, given["english"]),
    )


def _of(kind: type[_Built], value: object) -> _Built:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _one_of(choices: tuple[Any, ...], value: object) -> Any:
    if value not in choices:
        raise ValueError(f"{value!r} is none of {choices}")
    return value


def _number(value: object) -> int | float | None:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise TypeError(f"{value!r} is no number")
