"""The article as sentences, with their place in it: what ``sentences`` finds in each of its labelled blocks.

A sentence of the story in another language (``language``) gets the role foreign, whatever its block is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from summarizer.language import find_language
from summarizer.sentences import split_text
from summarizer.types import Article, Block, CleanArticle, Document, Role, Sentence

_SPLIT_ROLES = frozenset({"body", "caption"})
_NO_STORY = frozenset({"boilerplate", "duplicate"})


def split(clean: CleanArticle) -> Document:
    """The article as sentences, in order; every character that is not white space lies in exactly one of them.

    Blocks of body and caption are split, every other block is one sentence. Offsets are code points into
    ``article.text``.
    """
    text = clean.article.text
    shown = _mask_markup(clean.article)
    sentences: list[Sentence] = []
    paragraph, line_end = -1, 0
    for block in clean.blocks:
        if paragraph < 0 or _breaks_line(text[line_end : block.start]):
            paragraph += 1
        line_end = block.end
        for start, end in _find_spans(shown, block):
            plain = _read_plain(clean.article, start, end)
            sentences.append(
                Sentence(
                    text=text[start:end],
                    plain=plain,
                    start=start,
                    end=end,
                    role=_find_role(block, plain),
                    paragraph=paragraph,
                )
            )
    return Document(article=clean.article, sentences=tuple(sentences))


def _find_spans(shown: str, block: Block) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a block, white space left out."""
    if block.role not in _SPLIT_ROLES:
        yield block.start, block.end
        return
    start = block.start
    for piece in split_text(shown[block.start : block.end]):
        lead = len(piece) - len(piece.lstrip())
        yield start + lead, start + len(piece.rstrip())
        start += len(piece)


def _find_role(block: Block, plain: str) -> Role:
    return "foreign" if block.role not in _NO_STORY and find_language(plain) else block.role


def _breaks_line(gap: str) -> bool:
    return len((gap + ".").splitlines()) > 1


def _mask_markup(article: Article) -> str:
    """The article's text, as long as before, with invisible signs in place of markup: the rules look through them."""
    parts, at = [], 0
    for start, end in article.markup:
        parts += [article.text[at:start], "\u2060" * (end - start)]
        at = end
    return "".join([*parts, article.text[at:]])


def _read_plain(article: Article, start: int, end: int) -> str:
    """The words of a stretch: without its markup, and then with one space between them."""
    first = bisect_right(article.markup, start, key=lambda stretch: stretch[1])
    last = bisect_left(article.markup, end, key=lambda stretch: stretch[0])
    if first == last:
        return article.text[start:end]
    parts, at = [], start
    for mark_start, mark_end in article.markup[first:last]:
        parts.append(article.text[at : max(at, mark_start)])
        at = min(mark_end, end)
    return " ".join("".join([*parts, article.text[at:end]]).split())
