"""Briefs made by hand, for tests of what comes after the stages: real Arabic, English written for the purpose."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from summarizer.findings import make_finding
from summarizer.types import (
    ROLES,
    Article,
    ArticleBrief,
    Brief,
    Document,
    Failure,
    Finding,
    Generation,
    Role,
    Sentence,
    Source,
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


def make_brief(*articles: ArticleBrief, failures: Sequence[Failure] = (), findings: Sequence[Finding] = ()) -> Brief:
    """A brief of these articles."""
    return Brief(
        articles=articles,
        failures=tuple(failures),
        findings=tuple(findings),
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
        summary=replace(article.summary, method=words, model=words),
        translation=replace(article.translation, model=words),
        signature=((words, words),),
    )
    brief = make_brief(
        article,
        failures=[Failure(source=words, code=words, message=words)],
        findings=[replace(finding, where=None)],
    )
    return replace(brief, signature=((words, words),))
