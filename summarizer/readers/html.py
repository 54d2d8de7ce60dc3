"""Saved web pages: the story is found by trafilatura and written out as title, blank line, paragraphs.

What trafilatura finds is a small tree. Its own plain text marks lists with "- ", draws tables with bars and breaks
lines where the page's source does. A translator needs whole sentences and no made-up characters, so the tree is written
out here.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from summarizer.errors import ReadError
from summarizer.readers.dates import iso_date
from summarizer.readers.encoding import decode, has_visible
from summarizer.types import Article, Source

Tree = Any  # an lxml element; lxml has no types

# Elements of trafilatura's tree that start a new line; all others stand within one.
_BLOCKS = frozenset({"head", "p", "quote", "list", "item", "table", "row", "lb", "code", "div", "body"})

# libxml2 stops reading here, and all that follows would be missing without a word. Real pages stay below 60.
_MAX_DEPTH = 250

# Where pages state when they were published. htmldate, which trafilatura uses, also guesses from other dates on the
# page: on the two pages of the development set it gave 2013-01-01 for 2013-08-03 and 2020-02-19 for 2019-02-08.
_DATE_XPATHS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//*[@property='dc:date' or @property='dc:date dc:created']/@content",
    "//meta[@name='date' or @name='pubdate' or @name='publishdate']/@content",
    "//meta[@name='DC.date' or @name='DC.date.issued']/@content",
    "//time[@pubdate]/@datetime",
)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]+)')


def read(data: bytes, source: Source) -> Article:
    """The story on the page: title line, blank line, paragraphs with blank lines between them.

    The title line stands once at the top; where the page repeats it further down it is kept. Raises ReadError as
    ``decode`` does, and read.no_article.
    """
    decoded = decode(data, name=source.name)
    document, published = _extract(decoded.text, source.name)
    title = _in_one_line(document.title)
    lines = list(filter(has_visible, _lines(document.body)))
    if not lines:
        raise _no_article(source.name, "no article text could be found in the page")
    if title and title != lines[0]:
        lines.insert(0, title)
    return Article(
        source=source,
        text="\n\n".join(lines),
        title=title or None,
        byline=_in_one_line(document.author) or None,
        published=published,
        findings=decoded.findings,
    )


def _extract(page: str, name: str) -> tuple[Any, str | None]:
    """Trafilatura's document for ``page``, and the date that the page states (ISO), or None."""
    import trafilatura
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    _silence()
    try:
        tree = trafilatura.load_html(page if "<html" in page.lower() else f"<html><body>{page}</body></html>")
        if tree is None:
            raise _no_article(name, "no article text could be found in the page")
        if _depth(tree) > _MAX_DEPTH:
            raise _no_article(name, "the page is nested too deeply to be read whole")
        published = _stated_date(tree)
        _keep_captions(tree)
        document = trafilatura.bare_extraction(
            tree, include_comments=False, with_metadata=True, date_extraction_params={"extensive_search": False}
        )
    except (LxmlError, ValueError, TypeError, AttributeError, LookupError, RuntimeError, AssertionError) as error:
        raise _no_article(name, "the page is too badly formed to be read") from error
    if document is None:
        raise _no_article(name, "no article text could be found in the page")
    return document, published


def _no_article(name: str, said: str) -> ReadError:
    return ReadError(said, code="read.no_article", hint="Save the text of the article as a .txt file", source=name)


def _silence() -> None:
    """Keep the libraries' warnings, which would go to stderr, for those who set up logging."""
    for library in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logger = logging.getLogger(library)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _walk(tree: Tree) -> Iterator[tuple[str, Tree]]:
    """The elements of ``tree`` in the order of the text, each at its "start" and at its "end"."""
    from lxml.etree import iterwalk

    yield from iterwalk(tree, events=("start", "end"))


def _depth(tree: Tree) -> int:
    depth = deepest = 0
    for event, _ in _walk(tree):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _keep_captions(tree: Tree) -> None:
    """Turn captions into paragraphs: trafilatura drops whole figures, and who and where often stands only there."""
    for element in tree.iter("figcaption"):
        element.tag = "p"
    for element in tree.iter("figure"):
        element.tag = "div"


def _stated_date(tree: Tree) -> str | None:
    """The ISO date on which the page says that it was published, or None."""
    stated = [str(value) for xpath in _DATE_XPATHS for value in tree.xpath(xpath)]
    stated += [day for script in tree.iter("script") for day in _JSON_DATE.findall(script.text or "")]
    return next(filter(None, map(iso_date, stated)), None)


def _lines(body: Tree) -> Iterator[str]:
    """The lines of trafilatura's tree, some empty, with their white space made single; a row of a table is one line."""
    line: list[str] = []
    for event, element in _walk(body):
        if element.tag in _BLOCKS:
            yield _in_one_line("".join(line))
            line.clear()
        if event == "start":
            line.append(element.text or "")
        else:
            line.append((" " if element.tag == "cell" else "") + (element.tail or ""))
    yield _in_one_line("".join(line))


def _in_one_line(words: str | None) -> str:
    return " ".join((words or "").split())
