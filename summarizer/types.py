"""The frozen values that flow through the stages, in the order in which they appear.

    Source, Article        what was read
    Block, CleanArticle    which stretches of it are title, body, caption, boilerplate ...
    Sentence, Document     the same stretches as sentences
    Generation             one answer of an engine
    Summary, Translation   what the engines made of a document
    Finding                a doubt that the reader must see
    ArticleBrief, Failure  one article finished, or given up with a reason
    Brief                  everything that the writers need

All offsets are code points into ``Article.text``, half open: ``sentence.text == article.text[start:end]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["title", "subhead", "body", "caption", "byline", "boilerplate", "duplicate"]
Severity = Literal["note", "warning", "error"]
Kind = Literal["text", "markdown", "html"]
Signature = tuple[tuple[str, str], ...]  # (name, value) pairs, in the order in which they are shown

ROLES: tuple[Role, ...] = get_args(Role)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)  # in rising order


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A doubt: what a check saw, in one plain English sentence.

    ``code`` is a key of ``findings.FINDINGS``. ``where`` is the index of the sentence in ``Document.sentences``, or
    None when the whole article is meant.
    """

    code: str
    severity: Severity
    message: str
    where: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an article came from.

    ``name`` is what the reader sees and what records carry (a path relative to the input folder, with ``/``), ``path``
    the path as the user gave it (None for pasted text), ``sha256`` the digest of the bytes read, in hex.
    """

    name: str
    kind: Kind
    sha256: str
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was read.

    ``text`` is the decoded file after its byte-order mark, character for character (text, Markdown), or the text
    extracted from it (HTML: title line, blank line, paragraphs). ``markup`` are the stretches of ``text`` that are
    syntax and not words (Markdown only), sorted and apart. ``title``, ``byline`` and ``published`` (ISO date) are what
    the format itself says, None where it says nothing.
    """

    source: Source
    text: str
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    markup: tuple[tuple[int, int], ...] = ()
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
    """An Arabic summary. ``evidence[i]`` are the indexes of the document's sentences behind ``sentences[i]``."""

    sentences: tuple[str, ...]
    evidence: tuple[tuple[int, ...], ...]
    method: str
    model: str | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that could not become an article, with its coded reason."""

    source: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The whole briefing, as the writers get it."""

    articles: tuple[ArticleBrief, ...]
    failures: tuple[Failure, ...]
    findings: tuple[Finding, ...]
    signature: Signature
