"""What the writers show of a brief: each sentence with its number, its English and its findings.

The page, the Markdown and the records all read these views, so that they cannot disagree on what belongs where.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from summarizer.lazy import LazySequence
from summarizer.types import (
    SEVERITIES,
    About,
    ArticleBrief,
    Brief,
    Finding,
    Generation,
    Language,
    Role,
    Sentence,
    Severity,
)
from summarizer.writers.messages import explain
from summarizer.writers.words import load_words

SET_ASIDE: frozenset[Role] = frozenset({"boilerplate", "duplicate"})  # shown folded: not part of the story

# Control characters mean nothing to a reader but something to a terminal, and these two separators end a line in some
# programs and not in others.
_UNSEEN = {code: " " if chr(code).isspace() else "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(127, 160))}
_UNSEEN |= {0x2028: " ", 0x2029: " "}
_IS_UNSEEN = re.compile(f"[{re.escape(''.join(map(chr, _UNSEEN)))}]")

# How summaries were made, by the method of ``types.Summary``, in words for a reader.
_SUMMARIES = {
    "extractive": "Summaries: sentences of the articles, chosen, not written anew.",
    "abstractive": "Summaries: written by {}, a model.",
}

_KEPT = 64  # views that are not made again: the parts of a story come back to its articles one after another

Makers = tuple[str, str]
Counts = tuple[tuple[Severity, int], ...]
_Places = defaultdict[int | None, list[Finding]]  # the findings under each sentence, None for the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence as it is shown. ``number`` counts from 1 and is the sentence's index in the document plus 1."""

    number: int
    sentence: Sentence
    english: str | None
    generation: Generation | None
    findings: tuple[Finding, ...]

    @property
    def arabic(self) -> str:
        """The sentence's words without markup."""
        return self.sentence.plain

    @property
    def set_aside(self) -> bool:
        """Whether the sentence is no part of the story and stands folded."""
        return self.sentence.role in SET_ASIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """A sentence of the summary; ``arabic`` is None where a model wrote it in English.

    ``evidence`` are indexes of the document's sentences, from 0. Where it is one of these as it stands, that sentence's
    findings are among its own, which are about the summary.
    """

    number: int
    arabic: str | None
    english: str | None
    evidence: tuple[int, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of lines that all belong to the story or are all set aside."""

    set_aside: bool
    paragraphs: tuple[tuple[Line, ...], ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all paragraphs."""
        return tuple(line for paragraph in self.paragraphs for line in paragraph)


class Doubt(NamedTuple):
    """A finding and its place: article number (0: the whole briefing), anchor on the page, words (``sentence 3``)."""

    finding: Finding
    article: int
    anchor: str
    place: str

    @property
    def words(self) -> str:
        """The place as seen from the briefing: ``article 1, sentence 3``."""
        return f"article {self.article}, {self.place}" if self.article else self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article as it is shown. ``number`` is its place in the brief, from 1; ``findings`` are about all of it."""

    number: int
    brief: ArticleBrief
    lines: tuple[Line, ...]
    summary: tuple[SummaryLine, ...]
    findings: tuple[Finding, ...]

    @property
    def title(self) -> str | None:
        """The Arabic title, None where the article has none."""
        return self.brief.document.title

    @property
    def url(self) -> str | None:
        """The web address of the article, None where it has none that a page may link to."""
        url = self.brief.document.article.source.url or ""
        return url if url.startswith(("http://", "https://")) else None

    @property
    def dateline(self) -> str | None:
        """The date of its dateline, ISO or a part of it, where the file itself gives no date; else None."""
        line = self.brief.facts.dateline
        return line.date if line and not self.brief.document.article.published else None

    @property
    def title_english(self) -> str | None:
        """The English of the title, None where there is no title or it could not be translated."""
        return next((line.english for line in self.lines if line.sentence.role == "title"), None)

    @property
    def title_findings(self) -> tuple[Finding, ...]:
        """What is doubted in the sentence that is the title."""
        return next((line.findings for line in self.lines if line.sentence.role == "title"), ())

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All lines in order: runs of the story and runs that are set aside, each in its paragraphs."""
        return tuple(
            Passage(
                set_aside=set_aside,
                paragraphs=tuple(tuple(lines) for _, lines in groupby(run, key=lambda line: line.sentence.paragraph)),
            )
            for set_aside, run in groupby(self.lines, key=lambda line: line.set_aside)
        )

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Every finding once with its place, in the order of the article."""
        number, here = self.number, f"a{self.number}"
        doubts = [Doubt(finding, number, here, "whole article") for finding in self.findings]
        for part in self.summary:
            own = (finding for finding in part.findings if finding.about == "summary")
            doubts += [Doubt(f, number, f"{here}-sum{part.number}", f"summary {part.number}") for f in own]
        for line in self.lines:
            doubts += [Doubt(f, number, f"{here}-s{line.number}", f"sentence {line.number}") for f in line.findings]
        return tuple(doubts)


def view_articles(brief: Brief) -> Sequence[ArticleView]:
    """The views of the brief's articles, in order, each made when it is asked for and kept for a while.

    ValueError, then, where texts and their translations differ in number.
    """
    return LazySequence(lambda index: view_article(brief.articles[index], index + 1), len(brief.articles), kept=_KEPT)


def view_article(brief: ArticleBrief, number: int = 1) -> ArticleView:
    """The view of one article; findings that a stage also left with its own result are shown once."""
    document, translation = brief.document, brief.translation
    findings = _by_place((*document.article.findings, *translation.findings, *_about(brief.findings, "text")))
    of_summary = _by_place((*brief.summary.findings, *_about(brief.findings, "summary")))
    sentences = zip(document.sentences, translation.pairs, translation.generations, strict=True)
    lines = tuple(
        Line(number=i + 1, sentence=sentence, english=english, generation=generation, findings=tuple(findings[i]))
        for i, (sentence, (_, english), generation) in enumerate(sentences)
    )
    return ArticleView(
        number=number,
        brief=brief,
        lines=lines,
        summary=tuple(_view_summary(brief, lines, of_summary)),
        findings=(*findings[None], *of_summary[None]),
    )


def _view_summary(brief: ArticleBrief, lines: Sequence[Line], findings: _Places) -> Iterator[SummaryLine]:
    """The sentences of the summary; one that is a sentence of the article, English and all, shows its findings too."""
    left = _by_place(replace(finding, about="summary") for finding in brief.summary_translation.findings)
    parts = zip(brief.summary.arabic, brief.summary_translation.pairs, brief.summary.evidence, strict=True)
    for index, (arabic, (_, english), evidence) in enumerate(parts):
        behind = (lines[i] for i in evidence)
        source = next((line for line in behind if (line.arabic, line.english) == (arabic, english)), None)
        said = left[index] if source is None else source.findings
        yield SummaryLine(
            number=index + 1,
            arabic=arabic,
            english=english,
            evidence=evidence,
            findings=tuple(dict.fromkeys((*findings[index], *said))),
        )


def _about(findings: Iterable[Finding], thing: About) -> Iterator[Finding]:
    return (finding for finding in findings if finding.about == thing)


def _by_place(findings: Iterable[Finding]) -> _Places:
    """The findings under the sentence that each is about, in order and without repeats."""
    places: _Places = defaultdict(list)
    for finding in dict.fromkeys(findings):
        places[finding.where].append(finding)
    return places


def all_doubts(brief: Brief, views: Iterable[ArticleView]) -> Iterator[Doubt]:
    """Every finding of the brief and of its articles, in order."""
    yield from (Doubt(finding, 0, "", "whole briefing") for finding in brief.findings)
    for view in views:
        yield from view.doubts


def count_severities(doubts: Iterable[Doubt]) -> Counts:
    """How many doubts there are of each severity that occurs, the gravest first."""
    return count_found(doubt.finding for doubt in doubts)


def by_code(doubts: Iterable[Doubt]) -> tuple[tuple[str, tuple[Doubt, ...]], ...]:
    """The doubts of each code, codes in the order in which they occur."""
    groups: dict[str, list[Doubt]] = defaultdict(list)
    for doubt in doubts:
        groups[doubt.finding.code].append(doubt)
    return tuple((code, tuple(group)) for code, group in groups.items())


def count_found(findings: Iterable[Finding]) -> Counts:
    """How many findings there are of each severity that occurs, the gravest first."""
    counts = Counter(finding.severity for finding in findings)
    return tuple((severity, counts[severity]) for severity in reversed(SEVERITIES) if counts[severity])


def say_count(number: int, noun: str) -> str:
    """The number and its regular English noun: ``1 article``, ``1,200 articles``."""
    from babel import Locale
    from babel.numbers import format_decimal

    plural = "" if Locale("en").plural_form(number) == "one" else "s"
    return f"{format_decimal(number, locale='en')} {noun}{plural}"


def say_evidence(part: SummaryLine) -> str:
    """Which sentences stand behind a sentence of the summary, as ``From sentence 2, sentence 5.`` says it."""
    places = ", ".join(f"sentence {index + 1}" for index in part.evidence)
    return f"From {places}." if places else "From no sentence of the article."


def say_day(published: str | None, dateline: str | None) -> str:
    """When an article appeared: ``27 September 2022``, ``dateline: 27 September``, "" where neither is known."""
    said = load_words("en").date(published or dateline or "")
    return said if published or not dateline else f"dateline: {said}"


def find_makers(article: ArticleBrief) -> Makers:
    """Who made an article: what is to be said of the model that translated it, and how its summary was made."""
    caution = dict(article.signature).get("caution") or f"Translated by {article.translation.model}."
    return caution, _SUMMARIES[article.summary.method].format(article.summary.model)


def say_models(makers: Iterable[Makers], language: Language = "en") -> str:
    """Who made the articles, in one line, each thing said once."""
    cautions: dict[str, None] = {}
    summaries: dict[str, None] = {}
    for caution, summary in makers:
        cautions[caution], summaries[summary] = None, None
    return " ".join(explain(words, language) for words in (*cautions, *summaries))


def visible(text: str) -> str:
    """The text with control characters and line separators replaced one for one by a blank or by U+FFFD."""
    return _IS_UNSEEN.sub(lambda sign: _UNSEEN[ord(sign[0])], text)  # a tenth of the time of str.translate on Arabic
