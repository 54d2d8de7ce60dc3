"""Articles that come in parts, as in the cells of a table and the entries of a feed: plain text, or a stretch of HTML.

Nothing of the HTML is left out but what no browser shows. (``html`` looks for the article on a whole page, and may miss
some of it.)
"""

from __future__ import annotations

import html
import re

from summarizer.errors import ReadError
from summarizer.readers.encoding import has_visible
from summarizer.types import Article, Finding, Source

_TAG = re.compile(
    r"</?(?:p|div|span|br|a|b|strong|i|em|u|h[1-6]|ul|ol|li|img|figure|figcaption|table|tr|td|th|blockquote|hr|font"
    r"|section|article|iframe|script)\b[^<>]*>",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(r"<(?:p|div|br|li|h[1-6]|tr|td|section|article|blockquote|table)\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]+|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "mark"}
)
_INLINE |= {"q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "wbr", "td", "th"}
_UNSEEN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "title"})
_CELLS = frozenset({"td", "th"})  # a row of a table is one line, with a space between

# libxml2 stops reading a little deeper, and all that follows would be missing without a word (as in ``html``).
_MAX_DEPTH = 250


def compose_article(
    text: str, title: str, source: Source, *, published: str | None, findings: tuple[Finding, ...] = ()
) -> Article:
    """The article with ``title`` as its first line, a blank line, and ``text``; each of them plain or HTML.

    ReadError read.empty, read.binary, read.encoding, and as of ``fragment_text``.
    """
    _refuse_no_text(text + title, source.name)
    body, heading = _to_plain(text, source.name), " ".join(_to_plain(title, source.name).split())
    if not has_visible(body):
        raise ReadError("it holds no text", code="read.empty", hint="Give an article with words", source=source.name)
    begins_with_title = not heading or " ".join(body.lstrip().partition("\n")[0].split()) == heading
    return Article(
        source=source,
        text=body if begins_with_title else f"{heading}\n\n{body}",
        title=heading or None,
        published=published,
        findings=findings,
    )


def _refuse_no_text(given: str, name: str) -> None:
    """Nothing, or ReadError for what no text holds: zero bytes, halves of characters."""
    if "\0" in given:
        raise ReadError("it holds binary data", code="read.binary", hint="Give it as text", source=name)
    try:
        given.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ReadError("it holds half a character", code="read.encoding", hint="Give it whole", source=name) from error


def _to_plain(given: str, name: str) -> str:
    """``given`` as it is, but for HTML: with tags its lines, with entities alone the characters that they mean."""
    if _TAG.search(given):
        return fragment_text(given, name=name)
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), given)


def fragment_text(fragment: str, *, name: str) -> str:
    """The words of a piece of HTML: lines with a blank line between them. "" if there are none.

    ReadError read.no_article if it is nested too deeply to be read whole. ``name`` is what errors call it.
    """
    from lxml.etree import HTMLParser, LxmlError, fromstring, iterwalk  # type: ignore[import-untyped]

    try:
        if not _BLOCK_TAG.search(fragment):  # then its lines are those of the source
            fragment = fragment.replace("\n", "<br>")
        page = f"<html><body>{fragment}</body></html>".encode("utf-8", "replace")
        tree = fromstring(page, HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True))
    except (LxmlError, ValueError) as error:
        raise _unreadable("it is too badly formed to be read", name) from error
    lines: list[str] = [""]
    depth = unseen = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        begins = event == "start"
        depth += 1 if begins else -1
        if depth > _MAX_DEPTH:
            raise _unreadable("it is nested too deeply to be read whole", name)
        if element.tag in _UNSEEN:
            unseen += 1 if begins else -1
        if element.tag not in _INLINE:
            lines.append("")
        words = element.text if begins else element.tail
        if not unseen:
            lines[-1] += (" " if element.tag in _CELLS else "") + (words or "")
    return "\n\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _unreadable(said: str, name: str) -> ReadError:
    hint = "Save the text of the article as a .txt file"
    return ReadError(said, code="read.no_article", hint=hint, source=name)
