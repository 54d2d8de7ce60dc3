"""What a document is made of, whatever it is written as: ``story_outline`` makes these blocks, each format writes them.

A line is a row of parts: words in one language, citations, and links to a sentence of an article.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from summarizer.types import Language
from summarizer.writers.citations import Note

Style = Literal["plain", "strong", "soft"]

# Articles up to which a document of one file, which nobody can open in parts, holds their texts: 200 of 13 sentences
# are 391 pages of Word, for which LibreOffice needs 8 s of CPU.
MOST_WITH_TEXT = 200
WITHOUT_TEXT = (
    "The texts of so many articles are not in this file. They are side by side in index.html and the pages that it "
    "links, and as records in briefing.jsonl."
)


class Words(NamedTuple):
    """Words in one language; nothing in them is markup."""

    text: str
    language: Language = "en"
    style: Style = "plain"


class Cite(NamedTuple):
    """A citation: the number of the note of this story."""

    story: int
    note: Note


class Link(NamedTuple):
    """Words that lead to a sentence, both numbers from 1; the article itself where ``sentence`` is 0."""

    text: str
    article: int
    sentence: int = 0


Part = Words | Cite | Link
Line = tuple[Part, ...]


class Heading(NamedTuple):
    """A heading; 1 is the title of the document."""

    level: int
    line: Line


class Text(NamedTuple):
    """A paragraph."""

    line: Line


class Items(NamedTuple):
    """A list, numbered from 1 or with bullets."""

    lines: tuple[Line, ...]
    numbered: bool = False


class Table(NamedTuple):
    """A table: one cell in each row for each word of the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


class Notes(NamedTuple):
    """The notes that the citations of a story lead to, in the order of their numbers."""

    story: int
    notes: tuple[Note, ...]


Block = Heading | Text | Items | Table | Notes
