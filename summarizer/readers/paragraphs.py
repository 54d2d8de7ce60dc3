"""Paragraphs out of a document, put together as the text of an article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from summarizer.readers.encoding import has_visible

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph. ``furniture``: the format sets it apart from the article (a running head, a page number)."""

    text: str
    furniture: bool = False


def join_paragraphs(paragraphs: Iterable[Paragraph]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The paragraphs on one line each with blank lines between them, and ``Article.furniture``; empty ones go."""
    lines: list[str] = []
    furniture: list[tuple[int, int]] = []
    position = 0
    for paragraph in paragraphs:
        line = in_one_line(paragraph.text)
        if not has_visible(line):
            continue
        if paragraph.furniture:
            furniture.append((position, position + len(line)))
        lines.append(line)
        position += len(line) + len(_BETWEEN)
    return _BETWEEN.join(lines), tuple(furniture)


def in_one_line(words: str) -> str:
    """``words`` with each stretch of white space made one space, and none at the ends."""
    return " ".join(words.split())
