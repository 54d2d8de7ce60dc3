"""The numbered citations of a story: which sentence stands behind which number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.normalize import fold
from summarizer.types import Citation, Story
from summarizer.writers.view import ArticleView, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A cited sentence: its number in the story, the number and the file of its article, and the sentence."""

    number: int
    article: int
    source: str
    line: Line

    @property
    def anchor(self) -> str:
        """Where the note itself stands."""
        return f"c{self.article}-{self.line.number}"

    @property
    def place(self) -> str:
        """Where the sentence stands in its article."""
        return f"a{self.article}-s{self.line.number}"


class Notebook:
    """Numbers the sentences of a story in the order in which they are cited. A text that is printed twice has one note.

    Only sentences of the same words share one: where copies differ in a number, each must show its own.
    """

    def __init__(self, story: Story, views: Sequence[ArticleView]) -> None:
        self._views = views
        self._notes: dict[Citation, Note] = {}
        self._first: dict[str, Citation] = {}
        for article in story.articles:
            for sentence, line in enumerate(views[article].lines):
                self._first.setdefault(fold(line.arabic), Citation(article=article, sentence=sentence))

    def cite(self, citations: Iterable[Citation]) -> tuple[Note, ...]:
        """The notes of these sentences, each once, in their order."""
        return tuple(dict.fromkeys(map(self._note, citations)))

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes so far, by their numbers."""
        return tuple(self._notes.values())

    def _note(self, citation: Citation) -> Note:
        line = self._views[citation.article].lines[citation.sentence]
        first = self._first.get(fold(line.arabic), citation)
        if first not in self._notes:
            shown = self._views[first.article]
            self._notes[first] = Note(
                number=len(self._notes) + 1,
                article=shown.number,
                source=shown.brief.document.article.source.name,
                line=shown.lines[first.sentence],
            )
        return self._notes[first]
