"""The briefing as a Word document: stories, doubts, then every article, English with its Arabic under it.

Citations lead to the sentences in the articles; where the articles are too many to be in it, to the sentences cited
below the story. Everything from outside goes through ``wordml``, which escapes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from summarizer.types import Finding, Signature
from summarizer.writers import outline
from summarizer.writers.brief_view import BriefView
from summarizer.writers.citations import Note
from summarizer.writers.doubts import say_doubts, say_front
from summarizer.writers.headlines import capitalize
from summarizer.writers.story_outline import outline_stories
from summarizer.writers.view import (
    ArticleView,
    Line,
    SummaryLine,
    say_count,
    say_day,
    say_evidence,
    say_models,
)
from summarizer.writers.wordml import make_bookmark, make_file, make_link, make_paragraph, make_runs, make_table

_TITLE = "Mujaz: {} from Arabic, in English"
_HOW_TO_READ = "[2:14] leads to sentence 14 of article 2, where its Arabic stands."
# What an article's signature says here; all of it is in briefing.jsonl.
_MADE_BY = frozenset({"mujaz", "model", "model_sha256"})
_DIGEST = 16  # letters of a value, enough to tell two models apart
_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"


def render(view: BriefView) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The one file of this format as (path, parts of it), the parts made one at a time."""
    title = _TITLE.format(say_count(len(view.articles), "article"))
    yield "briefing.docx", make_file(_Body(view).parts(title), title)


class _Body:
    """The body of the document, in order. It counts the bookmarks and knows which sentences are led to."""

    def __init__(self, view: BriefView) -> None:
        self._view, self._brief, self._views = view, view.brief, view.articles
        self._whole = len(view.articles) <= outline.MOST_WITH_TEXT
        self._counts = view.survey.counts
        self._numbers = count(1)
        self._led_to: set[str] = set()

    def parts(self, title: str) -> Iterator[str]:
        yield _heading(1, make_runs(title))
        yield _text(f"Made by machine for triage, not for quotation. {say_models(self._view.survey.makers)}")
        yield _text(say_front(self._counts, len(self._brief.failures)))
        if self._whole:
            yield _text(_HOW_TO_READ)
        for block in outline_stories(self._view, notes=not self._whole):
            yield from self._block(block)
        yield from self._doubts()
        if self._whole:
            for view in self._views:
                yield from self._article(view)
        else:
            yield _heading(2, make_runs("Articles"))
            yield _text(outline.WITHOUT_TEXT)
        yield from _signature(self._brief.signature)

    def _block(self, block: outline.Block) -> Iterator[str]:
        match block:
            case outline.Heading(level, line):
                yield _heading(level, self._line(line))
            case outline.Text(line):
                yield make_paragraph(self._line(line))
            case outline.Items(lines, numbered):
                for number, line in enumerate(lines, 1):
                    shown = make_runs(f"{number}. ") if numbered else ""
                    yield make_paragraph(shown + self._line(line), style="Normal" if numbered else "ListBullet")
            case outline.Table(head, rows):
                yield make_table(head, ([self._line(cell) for cell in row] for row in rows))
            case outline.Notes(story, notes):
                for note in notes:
                    yield from self._note(story, note)

    def _line(self, line: outline.Line) -> str:
        return "".join(self._part(part) for part in line)

    def _part(self, part: outline.Part) -> str:
        match part:
            case outline.Words(text, language, style):
                return make_runs(text, language, style)
            case outline.Cite(story, note):
                number = f"{note.article}:{note.line.number}" if self._whole else str(note.number)
                name = self._lead_to(note.article, note.line.number) if self._whole else _note_name(story, note)
                # The mark: else it stands on the wrong side of an Arabic name.
                return make_link(f"{_LEFT_TO_RIGHT}[{number}]", name, raised=True)
            case outline.Link(text, article, sentence):
                return self._link(text, article, sentence)

    def _note(self, story: int, note: Note) -> Iterator[str]:
        """A cited sentence: number, English, place, the Arabic under it, and what is doubtful in it."""
        number = make_bookmark(_note_name(story, note), next(self._numbers)) + make_runs(f"[{note.number}] ")
        place = f" (article {note.article}, sentence {note.line.number})"
        yield make_paragraph(number + _english(note.line) + make_runs(place, style="soft"))
        yield _arabic(note.line)
        for finding in note.line.findings:
            yield _finding(finding, f"sentence {note.line.number}")

    def _doubts(self) -> Iterator[str]:
        yield _heading(2, make_runs("What to doubt"))
        yield _text(say_doubts(self._counts))
        for severity, _ in self._counts:
            for doubt in self._view.doubts:
                if doubt.finding.severity == severity:
                    yield _finding(doubt.finding, doubt.words)
        if self._brief.failures:
            yield _heading(2, make_runs("Not in this briefing"))
            for failure in self._brief.failures:
                yield _text(f"{failure.source}: {failure.message} ({failure.code})", style="ListBullet")

    def _article(self, view: ArticleView) -> Iterator[str]:
        """One article: title, source, summary, text, signature."""
        article = view.brief.document.article
        title = capitalize(view.title_english or view.title or "No title was found")
        place = make_bookmark(_sentence_name(view.number), next(self._numbers))
        yield _heading(2, place + make_runs(f"Article {view.number}: {title}"))
        if view.title is not None:
            yield make_paragraph(make_runs(view.title, "ar"), style="Arabic", language="ar")
        day = say_day(article.published, view.dateline)
        said = (article.source.name, view.url or "", article.byline or "", day)
        yield _text("Source: " + " · ".join(part for part in said if part))
        for finding in view.findings:
            yield _finding(finding, "whole article")
        yield _heading(3, make_runs("Summary"))
        for part in view.summary:
            own = part.english is not None and any(view.lines[i].arabic == part.arabic for i in part.evidence)
            yield from self._sentence(part, say_evidence(part), own=own)
        if not view.summary:
            yield _text("No summary could be made.")
        yield _heading(3, make_runs("Full text"))
        for passage in view.passages:
            if passage.set_aside:
                yield _text(f"Set aside: {say_count(len(passage.lines), 'line')}")
            for line in passage.lines:
                yield from self._sentence(line, name=_sentence_name(view.number, line.number))
        yield from _signature(tuple((n, v[:_DIGEST]) for n, v in view.brief.signature if n in _MADE_BY))

    def _sentence(
        self, line: Line | SummaryLine, after: str = "", *, name: str = "", own: bool = False
    ) -> Iterator[str]:
        """The English behind its number, what is doubtful in it, and the Arabic unless the article has it (``own``)."""
        place = make_bookmark(name, next(self._numbers)) if name in self._led_to else ""
        role = f"{line.sentence.role}: " if isinstance(line, Line) and line.sentence.role != "body" else ""
        said = _english(line) + (make_runs(f" {after}", style="soft") if after else "")
        yield make_paragraph(place + make_runs(f"({line.number}) {role}", style="soft") + said)
        for finding in line.findings:
            yield _finding(finding, f"sentence ({line.number})")
        if line.arabic is not None and not own:
            yield _arabic(line)

    def _link(self, text: str, article: int, sentence: int) -> str:
        """Words that lead to a sentence; mere words where its article is not in the document."""
        if not self._whole:
            return make_runs(text)
        return make_link(text, self._lead_to(article, sentence))

    def _lead_to(self, article: int, sentence: int) -> str:
        """The name of the bookmark of a sentence, which it will have when its article comes."""
        name = _sentence_name(article, sentence)
        self._led_to.add(name)
        return name


def _note_name(story: int, note: Note) -> str:
    return f"story{story}_note{note.number}"


def _sentence_name(article: int, sentence: int = 0) -> str:
    return f"article{article}_sentence{sentence}" if sentence else f"article{article}"


def _heading(level: int, content: str) -> str:
    return make_paragraph(content, style=f"Heading{level}")


def _text(text: str, *, style: str = "Normal") -> str:
    return make_paragraph(make_runs(text), style=style)


def _english(line: Line | SummaryLine) -> str:
    """The sentence in English; said so where there is none, and the Arabic stands under it."""
    return make_runs("not translated", style="soft") if line.english is None else make_runs(line.english)


def _arabic(line: Line | SummaryLine) -> str:
    return make_paragraph(make_runs(line.arabic or "", "ar"), style="Arabic", language="ar")


def _finding(finding: Finding, place: str) -> str:
    """One doubt as a list item."""
    severity = make_runs(finding.severity.capitalize(), style="strong")
    return make_paragraph(severity + make_runs(f", {place}: {finding.message} ({finding.code})"), style="ListBullet")


def _signature(signature: Signature) -> Iterator[str]:
    """The signature as one paragraph, nothing where there is none."""
    if signature:
        said = "; ".join(f"{name} {value}" for name, value in signature)
        yield make_paragraph(make_runs(f"Signature: {said}", style="soft"))
