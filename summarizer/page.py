"""An article as lines to be labelled: what each holds, and which are taken. For ``boilerplate`` and ``clean``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from summarizer.normalize import fold, normalize
from summarizer.types import Article, Role

LONG = 20  # words; a line of so many is a paragraph, full stop or not: 99.9 % of 6,490 news titles have at most 17
_QUESTION_WORDS = range(4, 17)  # so end 325 of 6,490 titles, and 1 first sentence in 3,000 articles
_LINK_WORDS = 25  # words; a headline of up to 20 and the words before it
_TAIL_CHARACTERS = 400  # how far from the end of a line a link to another article is looked for

_QUOTES = '"“”«»„'
_CLOSING = _QUOTES + "'’)]}"
_SENTENCE_ENDS = ".؟?!…"
_CREDIT_AFTER_END = re.compile(r"[.؟?!…][\"”»’]?\s?\([^()]{2,30}\)$")
_LINK_AFTER_END = re.compile(
    r"(?<=[.؟?!…»”\")])\s*\(?(?:(?:[إا]قر[أئؤا]و?ا?|شاهد)\s+[أا]يضا?ً?ا?ً?|رابط الخبر|رابط المقال)[^:؟!.]{0,30}:"
)
_QUOTATION = re.compile(rf"[{_QUOTES}][^{_QUOTES}]+[{_QUOTES}][.،؟!…]*")
_SENTENCE_BREAK = re.compile(r"[.؟?!…]\s+\S")
_PREFIX = re.compile(r"^(?:[وفبك]?ال|لل|[وفبلكس])(?=\w{3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A stretch of a line: its place in ``Article.text``, its words without markup (normalised), and these folded."""

    start: int
    end: int
    plain: str
    key: str

    @property
    def size(self) -> int:
        """The number of words."""
        return self.key.count(" ") + 1 if self.key else 0

    @property
    def finished(self) -> bool:
        """Whether it ends as a sentence does, closing quotes and a credit in brackets aside."""
        end = self.plain[-40:]
        return end.rstrip(_CLOSING)[-1:] in tuple(_SENTENCE_ENDS) or bool(_CREDIT_AFTER_END.search(end))

    @property
    def quoted(self) -> bool:
        """Whether it is one quotation from end to end: then somebody says it, and it is no part of the page."""
        return bool(_QUOTATION.fullmatch(self.plain))

    @property
    def paragraph(self) -> bool:
        """Whether it can only be running text."""
        return bool(self.key) and (self.finished or self.size >= LONG)


class Page:
    """The lines of an article while they are labelled. ``roles[i]`` is None as long as no rule has claimed line i."""

    def __init__(self, article: Article) -> None:
        self.lines = list(_read_lines(article))
        self.roles: list[Role | None] = [None] * len(self.lines)

    def open(self, among: Iterable[int] | None = None) -> list[int]:
        """Those of the lines (all, if not told) that no rule has claimed."""
        return [i for i in (range(len(self.lines)) if among is None else among) if self.roles[i] is None]

    def paragraphs(self, among: Iterable[int] | None = None) -> list[int]:
        """Those of the lines (all, if not told) that are unclaimed and can only be running text."""
        return [i for i in self.open(among) if self.lines[i].paragraph]

    def edges(self) -> tuple[range, range]:
        """The lines above the first paragraph and those below the last. Both are empty where there is no paragraph."""
        paragraphs = self._below_question(self.paragraphs())
        if not paragraphs:
            return range(0), range(0)
        return range(paragraphs[0]), range(paragraphs[-1] + 1, len(self.lines))

    def _below_question(self, paragraphs: list[int]) -> list[int]:
        """The paragraphs without the first if that is a title which only looks like one: it ends in ؟ or !."""
        first = self.lines[paragraphs[0]] if paragraphs and paragraphs[0] == self.open()[0] else None
        if first is None or first.size not in _QUESTION_WORDS or first.plain[-1] not in "؟?!":
            return paragraphs
        others = [i for i in paragraphs if self.lines[i].key != first.key]
        return others if others and self.lines[others[0]].size > first.size else paragraphs

    def vocabulary(self, among: Iterable[int] | None = None) -> frozenset[str]:
        """The stems of the paragraphs among the lines."""
        return frozenset(stem for i in self.paragraphs(among) for stem in _stems(self.lines[i].key))


def kinship(line: Line, vocabulary: frozenset[str]) -> float:
    """The share of the line's longer words that the vocabulary holds too, 0 to 1."""
    stems = _stems(line.key)
    return sum(stem in vocabulary for stem in stems) / len(stems) if stems else 0.0


def _stems(key: str) -> list[str]:
    """The longer words of a folded text without article and conjunctions, cut to five letters."""
    return [_PREFIX.sub("", word)[:5] for word in key.split() if len(word) > 3]


def _read_lines(article: Article) -> Iterator[Line]:
    """The stretches of ``article.text`` to be labelled, in order."""
    position = 0
    for raw in article.text.splitlines(keepends=True):
        start = position + len(raw) - len(raw.lstrip())
        end = position + len(raw.rstrip())
        position += len(raw)
        if start < end:
            yield from (_make_line(article, *stretch) for stretch in _part_link(article.text, start, end))


def _part_link(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line in two where it ends with a link to another article ("... أمس. اقرأ أيضاً: ..."), else in one."""
    for match in _LINK_AFTER_END.finditer(text, max(start + 1, end - _TAIL_CHARACTERS), end):
        link = text[match.start() : end].lstrip()
        if len(link.split()) <= _LINK_WORDS and not _SENTENCE_BREAK.search(link):
            yield start, start + len(text[start : match.start()].rstrip())
            yield end - len(link), end
            return
    yield start, end


def _make_line(article: Article, start: int, end: int) -> Line:
    """The line at these offsets, with its words apart from Markdown syntax."""
    words = "".join(_without_markup(article, start, end))
    plain = normalize(words.replace(" ـ ", " - ")).text  # a tatweel between words is typed for a dash
    return Line(start=start, end=end, plain=plain, key=fold(plain))


def _without_markup(article: Article, start: int, end: int) -> Iterator[str]:
    """The pieces of a stretch of text between its markup."""
    first = max(bisect_right(article.markup, (start, start)) - 1, 0)
    for index in range(first, len(article.markup)):
        mark_start, mark_end = article.markup[index]
        if mark_start >= end:
            break
        yield article.text[start : max(start, mark_start)]
        start = max(start, mark_end)
    yield article.text[start:end]
