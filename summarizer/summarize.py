"""The summary: the article's own best sentences (extractive), or a model's words for them (abstractive).

A model's words are trusted as far as the article bears them out:

    write     the model reads what it can of the body and answers (``abstract``)
    compare   each of its sentences with the article: what stands behind it, and what stands nowhere (``support``)
    replace   when strict, a sentence in doubt by the article's own, or drop it where none is left; else it stays, and
              the doubt is a finding
    fall back on the extractive summary where the model wrote nothing that can be used

What ships is scored in benchmarks/results/summarize.json, the comparison in benchmarks/results/support.json.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.abstract import Draft, write_draft
from summarizer.errors import OptionsError
from summarizer.extract import extract, leans, repeats
from summarizer.findings import make_finding
from summarizer.normalize import fold
from summarizer.support import Doubt, Ground, find_doubts, find_evidence, read_ground
from summarizer.types import Document, Finding, Summary

if TYPE_CHECKING:
    from summarizer.engines.base import Engine

_ALL_READ = 0.995  # a share that is 100 % when rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A sentence of the summary on its way. ``own``: it is the article's; ``doubts`` are what led to it then."""

    text: str
    evidence: tuple[int, ...]
    doubts: tuple[Doubt, ...]
    own: bool = False


def summarize(
    document: Document,
    *,
    sentences: int = 3,
    max_words: int | None = None,
    engine: Engine | None = None,
    strict: bool = False,
    english: Sequence[str | None] | None = None,
) -> Summary:
    """The summary of ``document`` in at most ``sentences`` sentences and ``max_words`` words.

    Without an engine its sentences stand in the body word for word; with one they are the engine's, in English if the
    ``english`` of each of the document's sentences is given to compare them with. ``strict``: a sentence that the
    article does not bear out is replaced by one of its own. No sentence is cut: where none of the best fits
    ``max_words``, the best is given whole. Empty only if there is no body. OptionsError options.value for a limit
    below 1; EngineError from the engine.
    """
    for name, limit in (("sentences", sentences), ("max_words", max_words)):
        if limit is not None and limit < 1:
            raise OptionsError(
                f"a summary cannot have {limit} as {name}", code="options.value", hint="Give a number from 1 up"
            )
    if engine is None or not document.body:
        return _take_own(document, sentences, max_words)
    ground = read_ground(document, english)
    draft = write_draft(document, sentences=sentences, engine=engine, language=ground.language)
    lines = _compare(draft, ground)
    lines, dropped = _replace(lines, document) if strict else (lines, [])
    lines = _shorten(lines, max_words)
    if all(line.own for line in lines):
        return _take_own(document, sentences, max_words, findings=tuple(_explain_own(draft, lines or dropped)))
    return Summary(
        sentences=tuple(line.text for line in lines),
        evidence=tuple(line.evidence for line in lines),
        method="abstractive",
        model=engine.card.name,
        language=ground.language,
        replaced=tuple(i for i, line in enumerate(lines) if line.own),
        findings=(
            *_explain_draft(draft),
            *_explain_dropped(dropped),
            *(finding for i, line in enumerate(lines) for finding in _explain_line(i, line)),
            *_explain_length([line.text for line in lines], max_words),
        ),
    )


def _take_own(document: Document, sentences: int, max_words: int | None, findings: tuple[Finding, ...] = ()) -> Summary:
    taken = extract(document, sentences=sentences, max_words=max_words)
    texts = tuple(document.sentences[index].plain for index in taken)
    return Summary(
        sentences=texts,
        evidence=tuple((index,) for index in taken),
        method="extractive",
        findings=(*findings, *_explain_length(texts, max_words)),
    )


def _compare(draft: Draft, ground: Ground) -> list[_Line]:
    """The sentences of the draft that say something new, each with what is behind it and what is in doubt."""
    lines: list[_Line] = []
    told: list[frozenset[str]] = []
    for text in draft.sentences:
        words = frozenset(fold(text).split())
        if not any(repeats(words, known) for known in told):
            told.append(words)
            evidence = find_evidence(ground, text)
            lines.append(_Line(text=text, evidence=evidence, doubts=find_doubts(ground, text, evidence)))
    return lines


def _replace(lines: Sequence[_Line], document: Document) -> tuple[list[_Line], list[_Line]]:
    """The lines with a sentence of the article for each that is in doubt, and those for which no good one is left."""
    behind = {index for line in lines if not line.doubts for index in line.evidence}
    spare = (
        index
        for index in extract(document, sentences=len(document.body))
        if index not in behind and not leans(document.sentences[index].plain)
    )
    done: list[_Line] = []
    dropped: list[_Line] = []
    for line in lines:
        if not line.doubts:
            done.append(line)
        elif (index := next(spare, None)) is not None:
            text = document.sentences[index].plain
            done.append(_Line(text=text, evidence=(index,), doubts=line.doubts, own=True))
        else:
            dropped.append(line)
    return done, dropped


def _shorten(lines: Sequence[_Line], max_words: int | None) -> list[_Line]:
    """The first of the lines that keep within ``max_words``, the very first whatever its length."""
    kept: list[_Line] = []
    for line in lines:
        words = sum(len(each.text.split()) for each in (*kept, line))
        if kept and max_words is not None and words > max_words:
            break
        kept.append(line)
    return kept


def _explain_own(draft: Draft, lines: Sequence[_Line]) -> Iterator[Finding]:
    """Why what should have been abstractive is extractive."""
    if lines:
        said = lines[0].doubts[0][1]
        message = f"The article's own sentences stand in place of the model's, of which the check said: {said}"
        yield make_finding("summary.replaced", message, about="summary")
    else:
        said = "; ".join(dict.fromkeys(draft.faults))
        message = f"The article's own sentences stand in place of the model's, of which none was of use: {said}."
        yield make_finding("summary.unusable", message, about="summary")


def _explain_draft(draft: Draft) -> Iterator[Finding]:
    """What is to be said of the summary as a whole."""
    if draft.share < _ALL_READ:
        message = f"The summarising model could read {draft.share:.0%} of the article's text, chosen from all of it."
        yield make_finding("summary.partly_read", message, about="summary")
    for fault in draft.faults:
        message = f"One of the model's answers, on a part of the article, was left out: {fault}."
        yield make_finding("summary.unusable", message, about="summary")


def _explain_dropped(dropped: Sequence[_Line]) -> Iterator[Finding]:
    """Why the summary has fewer sentences than the model wrote."""
    for line in dropped:
        message = (
            "A sentence of the model's was left out, and the article has no more of its own to take its place. "
            f"The check said: {line.doubts[0][1]}"
        )
        yield make_finding("summary.unusable", message, about="summary")


def _explain_length(texts: Sequence[str], max_words: int | None) -> Iterator[Finding]:
    """Why the summary has more words than it may."""
    words = sum(len(text.split()) for text in texts)
    if max_words is not None and words > max_words:
        message = (
            f"The summary has {words} words, not {max_words} at most: no good sentence is as short, and none is cut."
        )
        yield make_finding("summary.long", message, about="summary")


def _explain_line(where: int, line: _Line) -> Iterator[Finding]:
    if line.own:
        message = (
            f"The article's own sentence stands in place of the model's, of which the check said: {line.doubts[0][1]}"
        )
        yield make_finding("summary.replaced", message, where=where, about="summary")
    else:
        for code, doubt in line.doubts:
            yield make_finding(code, doubt, where=where, about="summary")
