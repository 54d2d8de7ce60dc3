"""The briefing as Markdown that also reads well as plain text: English first, the Arabic in block quotes under it.

Each sentence stands on its own line behind its number; citations are footnotes, as GitHub and pandoc have them.
Whatever in the words could become markup is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from summarizer.types import Finding, Signature
from summarizer.writers import outline
from summarizer.writers.brief_view import BriefView, Survey
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
    visible,
)

# What starts an inline construct in CommonMark or GitHub's dialect, but not underscores inside a word, so that file
# names stay readable; and the places behind (numbers) or before (signs) which a line needs a backslash, lest it start a
# block.
_INLINE = re.compile(r"[\\`*\[\]<&~@#|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=//)|(?<=[wW]{3})\.")
_BLOCK = re.compile(r"^([0-9]+(?=[.)](?:\s|$))|(?=[-+>=]))")


def render(view: BriefView) -> Iterator[tuple[str, Iterator[str]]]:
    """The one file of this format as (path, parts of its text), the parts made one at a time."""
    yield "briefing.md", _spaced(_blocks(view))


def _spaced(blocks: Iterator[str]) -> Iterator[str]:
    """The blocks with a blank line between them, and the end of the last line."""
    yield next(blocks)
    yield from (f"\n\n{block}" for block in blocks)
    yield "\n"


def _blocks(view: BriefView) -> Iterator[str]:
    """All blocks in order, the first one the title."""
    brief, views, survey = view.brief, view.articles, view.survey
    whole = len(views) <= outline.MOST_WITH_TEXT
    yield from _head(survey)
    yield say_front(survey.counts, len(brief.failures))
    for block in outline_stories(view):
        yield from _block(block)
    yield from _doubts(view)
    if whole:
        yield from _contents(views)
        for article in views:
            yield from _article(article)
    else:
        yield "## Articles"
        yield escape(outline.WITHOUT_TEXT)
    yield "---"
    yield from _signature(brief.signature)


def escape(text: str) -> str:
    """The text on one line and without anything that a Markdown reader would take for markup."""
    return _BLOCK.sub(r"\1\\", _INLINE.sub(r"\\\g<0>", visible(text).strip()))


def _head(survey: Survey) -> Iterator[str]:
    """What the briefing is."""
    yield f"# Mujaz: {say_count(len(survey.sources), 'article')} from Arabic, in English"
    yield f"Made by machine for triage, not for quotation. {escape(say_models(survey.makers))}".rstrip()


def _doubts(view: BriefView) -> Iterator[str]:
    """What to doubt, and which inputs are not in it."""
    yield "## What to doubt"
    yield say_doubts(view.survey.counts)
    for severity, _ in view.survey.counts:
        if told := [_finding(d.finding, d.words) for d in view.doubts if d.finding.severity == severity]:
            yield "\n".join(told)
    if view.brief.failures:
        yield "## Not in this briefing"
        yield "\n".join(f"- {escape(f.source)}: {escape(f.message)} ({escape(f.code)})" for f in view.brief.failures)


def _contents(views: Sequence[ArticleView]) -> Iterator[str]:
    """The articles that follow."""
    if views:
        yield "## Articles"
        yield "\n".join(f"{view.number}. {_title(view)} ({_source(view)})" for view in views)


def _block(block: outline.Block) -> Iterator[str]:
    """A block of a story."""
    match block:
        case outline.Heading(level, line):
            yield f"{'#' * level} {_line(line)}"
        case outline.Text(line):
            yield _line(line)
        case outline.Items(lines, numbered):
            yield "\n".join(f"{f'{i}.' if numbered else '-'} {_line(line)}" for i, line in enumerate(lines, 1))
        case outline.Table(head, rows):
            ruled = [" | ".join(head), " | ".join("---" for _ in head)]
            ruled += [" | ".join(_line(cell) for cell in row) for row in rows]
            yield "\n".join(f"| {row} |" for row in ruled)
        case outline.Notes(story, notes):
            yield from (_note(story, note) for note in notes)


def _line(line: outline.Line) -> str:
    return "".join(_part(part) for part in line).strip()


def _part(part: outline.Part) -> str:
    if isinstance(part, outline.Cite):
        return f"[^{part.story}-{part.note.number}]"
    mark = "**" if isinstance(part, outline.Words) and part.style == "strong" else ""
    text = visible(part.text)
    said = escape(text)
    if not said:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{mark}{said}{mark}{after}"


def _note(story: int, note: Note) -> str:
    """A footnote: the sentence in English and Arabic, where it stands, and what is doubtful in it."""
    said = [] if note.line.english is None else [escape(note.line.english)]
    said += [escape(note.line.arabic), f"article {note.article}, sentence ({note.line.number})"]
    said += [f"{f.severity}: {escape(f.message)}" for f in note.line.findings]
    return f"[^{story}-{note.number}]: " + "\n    ".join(said)


def _article(view: ArticleView) -> Iterator[str]:
    """One article: title, source, summary, text, signature."""
    article = view.brief.document.article
    yield f"## {view.number}. {_title(view)}"
    if view.title is not None:
        yield f"> {escape(view.title)}"
    day = say_day(article.published, view.dateline)
    said = (_source(view), escape(view.url or ""), escape(article.byline or ""), escape(day))
    yield "Source: " + " · ".join(part for part in said if part)
    if view.findings:
        yield "\n".join(_finding(finding, "whole article") for finding in view.findings)
    yield "### Summary"
    for part in view.summary:
        yield from _sentences((part,))
        yield say_evidence(part)
    if not view.summary:
        yield "No summary could be made."
    yield "### Full text"
    for passage in view.passages:
        if passage.set_aside:
            yield f"Set aside: {say_count(len(passage.lines), 'line')}"
        for paragraph in passage.paragraphs:
            yield from _sentences(paragraph)
    yield from _signature(view.brief.signature)


def _sentences(lines: tuple[Line | SummaryLine, ...]) -> Iterator[str]:
    """English sentences, what is doubtful in them, and their Arabic."""
    yield "\n".join(_english(line) for line in lines)
    findings = [_finding(f, f"sentence ({line.number})") for line in lines for f in line.findings]
    if findings:
        yield "\n".join(findings)
    arabic = [f"> ({line.number}) {escape(line.arabic)}" for line in lines if line.arabic is not None]
    if arabic:
        yield "\n".join(arabic)


def _english(line: Line | SummaryLine) -> str:
    """``(3) English``, behind its role where it is not body; the Arabic where there is no English."""
    role = "" if isinstance(line, SummaryLine) or line.sentence.role == "body" else f"*{line.sentence.role}:* "
    words = f"*not translated:* {escape(line.arabic or '')}" if line.english is None else escape(line.english)
    return f"({line.number}) {role}{words}"


def _title(view: ArticleView) -> str:
    """The title in English, else in Arabic, else the plain fact that there is none."""
    if view.title is None:
        return "No title was found"
    return escape(capitalize(view.title if view.title_english is None else view.title_english))


def _source(view: ArticleView) -> str:
    """The name of the article's source."""
    return escape(view.brief.document.article.source.name)


def _finding(finding: Finding, place: str) -> str:
    """One doubt as a list item."""
    return f"- **{finding.severity.capitalize()}**, {place}: {escape(finding.message)} ({escape(finding.code)})"


def _signature(signature: Signature) -> Iterable[str]:
    """The signature as one paragraph, nothing where there is none."""
    said = "; ".join(f"{escape(name)} {escape(value)}" for name, value in signature)
    return [f"Signature: {said}"] if said else []
