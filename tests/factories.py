"""Briefs made by hand, for tests of what comes after the stages: real Arabic, English written for the purpose."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from summarizer.fact_types import Attribution, DatedEvent, Facts, Figure, Scope, StoryFigure
from summarizer.facts import find_facts
from summarizer.findings import make_finding
from summarizer.names import find_names
from summarizer.story_figures import compare_figures
from summarizer.types import (
    ROLES,
    Article,
    ArticleBrief,
    Brief,
    Citation,
    Document,
    Failure,
    Finding,
    Generation,
    Role,
    Sentence,
    Source,
    Story,
    Summary,
    Translation,
)

DATA = Path(__file__).parent / "data" / "brief"


class Line(NamedTuple):
    """One sentence; ``joined`` if it continues the paragraph of the line before."""

    role: Role
    arabic: str
    english: str | None
    joined: bool = False


def make_article(
    name: str,
    lines: Sequence[Line],
    *,
    summary: Sequence[int] = (),
    findings: Sequence[Finding] = (),
    summary_findings: Sequence[Finding] = (),
    **fields: str,
) -> ArticleBrief:
    """An article of these lines. ``summary``: the indexes of the lines that are taken; ``fields``: of Article."""
    text, sentences = "", []
    for line in lines:
        text += ("" if not text else " " if line.joined else "\n\n") + line.arabic
        paragraph = sentences[-1].paragraph + (not line.joined) if sentences else 0
        start, end = len(text) - len(line.arabic), len(text)
        words = {"text": line.arabic, "plain": line.arabic, "role": line.role}
        sentences.append(Sentence(**words, start=start, end=end, paragraph=paragraph))
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source(name=name, kind="text", sha256=digest, path=f"/home/user/{name}")
    pairs = [(line.arabic, line.english) for line in lines]
    return ArticleBrief(
        document=Document(article=Article(source=source, text=text, **fields), sentences=tuple(sentences)),
        summary=Summary(
            sentences=tuple(lines[index].arabic for index in summary),
            evidence=tuple((index,) for index in summary),
            method="extractive",
        ),
        translation=_translation(pairs),
        summary_translation=_translation([pairs[index] for index in summary], summary_findings),
        findings=tuple(findings),
        signature=(("mujaz", "0.1.0"), ("input", digest), ("translator", "mujaz-ar-en"), ("engine", "ct2 int8")),
    )


def make_document(*lines: str | tuple[Role, str]) -> Document:
    """A document of one paragraph a line; ``|`` separates the sentences of a line, which are body unless told."""
    sentences: list[Sentence] = []
    text = ""
    for paragraph, line in enumerate(lines):
        role: Role = "body" if isinstance(line, str) else line[0]
        for words in (line if isinstance(line, str) else line[1]).split("|"):
            start, end = len(text), len(text) + len(words)
            text += words + " "
            sentences.append(Sentence(text=words, plain=words, start=start, end=end, role=role, paragraph=paragraph))
        text += "\n"
    article = Article(source=Source(name="a.txt", kind="text", sha256=""), text=text)
    return Document(article=article, sentences=tuple(sentences))


def make_brief(*articles: ArticleBrief, failures: Sequence[Failure] = (), findings: Sequence[Finding] = ()) -> Brief:
    """A brief of these articles."""
    return Brief(
        articles=articles,
        failures=tuple(failures),
        findings=tuple(findings),
        names=find_names([article.translation.pairs for article in articles]),
        signature=(("mujaz", "0.1.0"), ("summary", "extractive, 3 sentences"), ("articles", str(len(articles)))),
    )


def _translation(pairs: Sequence[tuple[str, str | None]], findings: Sequence[Finding] = ()) -> Translation:
    said = Generation(text="", score=-0.41234, input_tokens=9, output_tokens=9, stopped="end")
    return Translation(
        pairs=tuple(pairs),
        generations=tuple(None if english is None else said for _, english in pairs),
        model="mujaz-ar-en",
        findings=tuple(findings),
    )


def news_brief() -> Brief:
    """Three articles from real pages with findings of each severity, and two inputs that failed."""
    return make_brief(
        washington_article(),
        border_article(),
        exodus_article(),
        failures=(
            Failure(source="archive/scan.pdf", code="read.unsupported", message="no reader knows this type of file"),
            Failure(source="أرشيف/خبر قديم.txt", code="read.empty", message="the file holds no text"),
        ),
    )


def washington_article() -> ArticleBrief:
    """A page with furniture, a repeated caption, subheads, a name in Latin letters, and findings of every severity."""
    return make_article(
        "seeds/004_286c5a85d9cb9fcb.txt",
        _read_lines("washington"),
        summary=(5, 7, 10),
        findings=(
            make_finding(
                "number.missing", "The source says 9 (“9 طائرات”); the translation has no such number.", where=10
            ),
            make_finding("translate.arabic_left", "Arabic was left in the translation: “غفلان”.", where=14),
            make_finding("translate.empty", "The model gave no translation.", where=13),
            make_finding("translate.loop", "The translation repeated “to open fire” 14 times.", where=15),
            make_finding("translate.retried", "The first translation looped; this is the second.", where=8),
        ),
    )


def border_article() -> ArticleBrief:
    """A machine-translated page without a title, with broken quotes and Latin inside Arabic."""
    return make_article(
        "seeds/001_af75f572307e54a6.txt",
        _read_lines("border"),
        summary=(0, 1),
        findings=(
            make_finding("clean.no_title", "No title was found; none was made up."),
            make_finding("translate.unsure", "The model was very unsure of this translation.", where=8),
        ),
        byline="وكالة فرانس برس",
        published="2022-09-27",
    )


def exodus_article() -> ArticleBrief:
    """A page whose title stands last, after a photo caption and before a subscription prompt."""
    return make_article(
        "asharq/2022/000_457d431a9cc5d26c.txt",
        _read_lines("exodus"),
        summary=(0, 1),
        published="2022-09-28T06:30:00+03:00",
    )


def _read_lines(name: str) -> list[Line]:
    """The lines of an article in tests/data/brief: role (after ``+`` if joined), Arabic, English (empty for none)."""
    rows = (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    cells = (row.split("\t") for row in rows)
    return [Line(role.lstrip("+"), arabic, english or None, role.startswith("+")) for role, arabic, english in cells]


def hostile_brief(payload: str) -> Brief:
    """A brief with the payload, followed by a blank and a word, in every field that holds words from outside."""
    words = f"{payload} end"
    finding = make_finding("translate.loop", words, where=0)
    article = make_article(
        words,
        [Line(role, f"خبر {words}", words) for role in ROLES] + [Line("body", f"خبر {words}", None)],
        summary=(2, 7),
        findings=(finding, replace(finding, code=words), replace(finding, where=None)),
        summary_findings=(finding,),
        title=words,
        byline=words,
        published=words,
    )
    article = replace(
        article,
        summary=replace(article.summary, model=words),
        translation=replace(article.translation, model=words),
        signature=((words, words),),
    )
    brief = make_brief(
        article,
        failures=[Failure(source=words, code=words, message=words)],
        findings=[replace(finding, where=None)],
    )
    return replace(brief, signature=((words, words),))


def story_brief() -> Brief:
    """The news brief with what its articles tell: the second and third are one story, the first is another."""
    brief = news_brief()
    articles = tuple(replace(article, facts=find_facts(article.document)) for article in brief.articles)
    brief = replace(brief, articles=articles)
    return replace(brief, stories=(make_story(brief, 1, 2), make_story(brief, 0)))


def make_story(brief: Brief, *articles: int, copies: bool = False) -> Story:
    """A story of these articles that their summaries tell; with ``copies`` all of them count as one source."""
    chosen = [brief.articles[article] for article in articles]
    told = [Citation(article=a, sentence=e) for a in articles for (e, *_) in brief.articles[a].summary.evidence]
    titles = [
        Citation(article=a, sentence=index)
        for a in articles
        for index, sentence in enumerate(brief.articles[a].document.sentences)
        if sentence.role == "title"
    ]
    return Story(
        id="story",
        articles=articles,
        lead=articles[0],
        title=titles[0] if titles else None,
        key_points=(*((citation,) for citation in told[:4]), (told[0], told[-1])),
        sources=(articles,) if copies else tuple((article,) for article in articles),
        wires=(),
        shares=tuple(0.5 if copies else 0.0 for _ in articles),
        published=tuple(sorted({a.document.article.published[:10] for a in chosen if a.document.article.published})),
        figures=compare_figures(
            [article.facts for article in chosen], copies=dict.fromkeys(range(1, len(articles)), 0) if copies else None
        ),
    )


def hostile_story_brief(payload: str) -> Brief:
    """The hostile brief with a story and facts, the payload in each field of them that holds words from outside."""
    words = f"{payload} end"
    brief = hostile_brief(payload)
    named = {"speaker": words, "via": words, "person": words, "english": words}
    said = Attribution(where=2, start=0, end=1, verb=words, speaker_where=2, **named)
    figure = Figure(
        where=2,
        start=0,
        end=1,
        arabic=words,
        kind="count",
        value=7,
        scope=Scope(action=words, place=words, period=f"since {words}"),
        attribution=0,
    )
    date = DatedEvent(where=2, start=0, end=1, arabic=words, date=None, certainty="unknown")
    facts = Facts(
        attributions=(said, replace(said, speaker=None, person=None, english="")),
        figures=(figure, replace(figure, english=words)),
        dates=(date, replace(date, date="2022-09-21", certainty="resolved")),
    )
    brief = replace(brief, articles=tuple(replace(article, facts=facts) for article in brief.articles))
    rows = tuple(
        StoryFigure(
            readings=((0, f),), verdict="single", sources=1, origins=(words,), scope=f.scope, group=0, apart=("place",)
        )
        for f in facts.figures
    )
    return replace(brief, stories=(replace(make_story(brief, 0), figures=rows),))
