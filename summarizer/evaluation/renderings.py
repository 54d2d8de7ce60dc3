"""Documents with their English, to be looked at for faithfulness: from files, JSON lines, or a briefing's records."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from summarizer.earlier import read_articles
from summarizer.errors import OptionsError
from summarizer.evaluation.faithfulness import Rendering
from summarizer.evaluation.rows import (
    Fields,
    Row,
    are_texts,
    is_text,
    may_be_text,
    may_be_texts,
    read_column,
    read_rows,
    require_pairs,
    to_document,
)
from summarizer.types import Document, Role

_NOT_COMPARED: frozenset[Role] = frozenset({"foreign", "boilerplate", "duplicate"})


def _are_parts(value: object) -> bool:
    return is_text(value) or are_texts(value)


def _may_be_summary(value: object) -> bool:
    return may_be_text(value) or are_texts(value)


_FIELDS: Fields = {
    "source": _are_parts,
    "hypothesis": lambda value: is_text(value) or may_be_texts(value),
    "summary": _may_be_summary,
    "id": may_be_text,
}


def pair_files(source: Path, hypothesis: Path) -> list[Rendering]:
    """A document for each line of the files (or row of JSON lines), named by its number. OptionsError eval.lengths."""
    arabic, english = read_column(source, "source"), read_column(hypothesis, "hypothesis")
    require_pairs(sources=arabic, hypotheses=english)
    return [
        Rendering(name=f"line {number}", pairs=(pair,))
        for number, pair in enumerate(zip(arabic, english, strict=True), 1)
    ]


def read_renderings(path: Path) -> list[Rendering]:
    """A document for each object of a file of JSON lines.

    ``source`` and ``hypothesis`` are a text each, or lists of sentences one to one (null for one that has no
    translation); ``summary`` (a text or a list of sentences, in Arabic) and ``id`` may be left out. OptionsError
    eval.rows, eval.lengths.
    """
    return [_read_row(row, number) for number, row in enumerate(read_rows(path, _FIELDS), 1)]


def read_briefing(folder: Path) -> list[Rendering]:
    """The articles of a briefing. Lines in other languages, boilerplate and repeated lines are not compared.

    Sentences of a summary that are not the article's own are compared with their English too, after those of the text.
    ReadError since.missing, since.foreign, since.damaged.
    """
    found = read_articles(folder, _read_record)
    if not found:
        raise OptionsError("there is no article in it", code="eval.rows", source=str(folder))
    return found


def _read_row(row: Row, number: int) -> Rendering:
    source, hypothesis, summary = (_to_list(row[name]) for name in ("source", "hypothesis", "summary"))
    require_pairs(sources=source, hypotheses=hypothesis)
    return Rendering(
        name=row["id"] or f"line {number}",
        pairs=tuple(zip(source, hypothesis, strict=True)),
        document=to_document("\n".join(source)),
        summary=tuple(sentence.plain for text in summary for sentence in to_document(text).sentences),
    )


def _to_list(given: Any) -> Sequence[Any]:
    if given is None:
        return ()
    return [given] if isinstance(given, str) else given


def _read_record(document: Document, record: dict[str, Any]) -> Rendering:
    english = [sentence["english"] for sentence in record["sentences"]]
    pairs = [
        None if sentence.role in _NOT_COMPARED else (sentence.plain, said)
        for sentence, said in zip(document.sentences, english, strict=True)
    ]
    told = [(said["text"], said["english"]) for said in record["summary"]["sentences"] if said["text"] is not None]
    own = {sentence.plain for sentence in document.sentences}
    return Rendering(
        name=document.article.source.name,
        pairs=(*pairs, *(pair for pair in told if pair[0] not in own)),
        document=document,
        summary=tuple(arabic for arabic, _ in told),
    )
