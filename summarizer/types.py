"""The frozen values that flow through the stages, in the order in which they appear.

    Source, Article        what was read
    Block, CleanArticle    which stretches of it are title, body, caption, boilerplate ...
    Sentence, Document     the same stretches as sentences
    Generation             one answer of an engine
    Summary, Translation   what the engines made of a document
    Finding                a doubt that the reader must see
    ArticleBrief, Failure  one article finished, or given up with a reason
    Citation, Story        articles about one event, and what stands where in them
    Changes                what is new in each story since an earlier briefing
    Brief                  everything that the writers need

``fact_types`` holds those of who said what, figures and dates.

All offsets are code points into ``Article.text``, half open: ``sentence.text == article.text[start:end]``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from summarizer.fact_types import NO_FACTS, Facts, FigureChange, Name, StoryFigure

Role = Literal["title", "subhead", "body", "caption", "byline", "foreign", "boilerplate", "duplicate"]
Severity = Literal["note", "warning", "error"]
Kind = Literal["text", "markdown", "html", "docx", "pdf", "epub", "eml", "mhtml", "row", "entry"]
About = Literal["text", "summary"]
Language = Literal["ar", "en"]
Signature = tuple[tuple[str, str], ...]  # (name, value) pairs, in the order in which they are shown

ROLES: tuple[Role, ...] = get_args(Role)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)  # in rising order


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A doubt: what a check saw, in one plain English sentence.

    ``code`` is a key of ``findings.FINDINGS``. ``where`` is the index of the sentence in ``Document.sentences``, or in
    ``Summary.sentences`` if it is ``about`` the summary; None when the whole of it is meant.
    """

    code: str
    severity: Severity
    message: str
    where: int | None = None
    about: About = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an article came from.

    ``name`` is what the reader sees and what records carry (a path relative to the input folder, with ``/``), ``path``
    the path as the user gave it (None for pasted text and members of collections), ``sha256`` the digest of the bytes
    read, in hex, ``url`` the web address that a table, a feed or the fetching gives.
    """

    name: str
    kind: Kind
    sha256: str
    path: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was read.

    ``text`` is the decoded file after its byte-order mark, character for character (text, Markdown), or the text
    extracted from it (all others: paragraphs with blank lines between them). ``markup`` are the stretches of ``text``
    that are syntax and not words (Markdown only), sorted and apart; ``furniture`` are the lines, each from its first
    word on, that the format sets apart from the article (running heads, page numbers). ``title``, ``byline`` and
    ``published`` (ISO date) are what the format itself says, None where it says nothing.
    """

    source: Source
    text: str
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    markup: tuple[tuple[int, int], ...] = ()
    furniture: tuple[tuple[int, int], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of one line of an article, and what it is. Never empty, never with white space at its ends."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanArticle:
    """An article with every stretch labelled. Each character that is not white space lies in exactly one block."""

    article: Article
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an article.

    ``plain`` is ``text`` without markup: the words that a model reads and the page shows. ``paragraph`` counts the
    article's lines with text from 0; sentences of one paragraph share it.
    """

    text: str
    plain: str
    start: int
    end: int
    role: Role
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article as sentences, in the order of its text."""

    article: Article
    sentences: tuple[Sentence, ...]

    @property
    def title(self) -> str | None:
        """The words of the first sentence labelled title, or None: an untitled article is never given one."""
        return next((s.plain for s in self.sentences if s.role == "title"), None)

    @property
    def body(self) -> tuple[int, ...]:
        """The indexes of the body sentences."""
        return tuple(i for i, s in enumerate(self.sentences) if s.role == "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One output of an engine.

    ``score`` is the mean natural-log probability per output token (<= 0). Token counts leave out the end mark.
    ``stopped`` is "end" when the model finished by itself and "length" when it ran into the limit.
    """

    text: str
    score: float
    input_tokens: int
    output_tokens: int
    stopped: Literal["end", "length"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A summary. ``evidence[i]`` are the indexes of the document's sentences behind ``sentences[i]``.

    Its sentences are Arabic, but those that a model wrote are in ``language``; ``replaced`` are the indexes of the
    article's own sentences that stand where a model's could not be trusted. ``findings`` are all about the summary.
    """

    sentences: tuple[str, ...]
    evidence: tuple[tuple[int, ...], ...]
    method: Literal["extractive", "abstractive"]
    model: str | None = None
    language: Language = "ar"
    replaced: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def arabic(self) -> tuple[str | None, ...]:
        """The sentences in Arabic, None for each that a model wrote in English straight from the article."""
        return tuple(
            None if self.language == "en" and index not in self.replaced else sentence
            for index, sentence in enumerate(self.sentences)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The English of a list of texts, one to one and in order.

    ``pairs[i]`` is (Arabic, English); the English is None where no usable translation could be made, and then the
    Arabic is shown. ``generations[i]`` is what the engine said of it: None for text that needs no engine.
    """

    pairs: tuple[tuple[str, str | None], ...]
    generations: tuple[Generation | None, ...]
    model: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleBrief:
    """One finished article. ``signature`` names all that is needed to make it again."""

    document: Document
    summary: Summary
    translation: Translation
    summary_translation: Translation
    findings: tuple[Finding, ...]
    signature: Signature
    facts: Facts = NO_FACTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that could not become an article, with its coded reason."""

    source: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One sentence of one article: indexes, from 0, into ``Brief.articles`` and its ``Document.sentences``."""

    article: int
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about one event. Every article is in exactly one story; most stories of a mixed folder have one.

    ``id`` is made of the text of the story's first article, so it stays when articles join later. ``articles`` are
    indexes into ``Brief.articles``, rising; ``shares[i]`` is the share, 0 to 1, of the body words of ``articles[i]``
    that stand near-identical in another article of the story. ``sources`` parts the same indexes into groups that count
    as one source each: copies of one wire report. ``wires`` are the near-identical sentences, each group one text.

    ``lead`` is the article that says most of what the story says. ``title`` is the title sentence that heads the story,
    None where no article has one. ``key_points`` are at most five groups of citations: the first is the sentence to
    show, the others tell of the same. ``published`` are the dates of its articles, ISO, rising, without repeats.
    """

    id: str
    articles: tuple[int, ...]
    lead: int
    title: Citation | None
    key_points: tuple[tuple[Citation, ...], ...]
    sources: tuple[tuple[int, ...], ...]
    wires: tuple[tuple[Citation, ...], ...]
    shares: tuple[float, ...]
    published: tuple[str, ...] = ()
    figures: tuple[StoryFigure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryChange:
    """What is new in one story. ``known``: the earlier briefing had this story.

    ``new`` are the body sentences that the earlier briefing did not have, near-identical ones once; ``reported`` are
    those that it had; both in the order of the story. A new story has neither: all of it is new.
    """

    known: bool
    new: tuple[Citation, ...] = ()
    reported: tuple[Citation, ...] = ()
    figures: tuple[FigureChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is new since an earlier briefing: ``stories`` is one to one with ``Brief.stories``."""

    stories: tuple[StoryChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The whole briefing, as the writers get it.

    ``articles`` and ``stories`` may be made one at a time, when they are asked for; ``names`` are those found in all of
    the articles.
    ``page_language`` is that of the page's own words; ``changes`` is None unless it was compared with an earlier one.
    """

    articles: Sequence[ArticleBrief]
    failures: tuple[Failure, ...]
    findings: tuple[Finding, ...]
    signature: Signature
    stories: Sequence[Story] = ()
    names: tuple[Name, ...] = ()
    changes: Changes | None = None
    page_language: Language = "en"
