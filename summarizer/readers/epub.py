"""Electronic books and magazines (.epub): all chapters in reading order, as one article.

A book is a zip archive with a list of its chapters, which are web pages without the furniture of web sites; so nothing
of their text is left out.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from summarizer.errors import ReadError
from summarizer.readers.dates import iso_date
from summarizer.readers.encoding import decode, refuse_other_types
from summarizer.readers.fragments import fragment_text
from summarizer.readers.paragraphs import in_one_line
from summarizer.types import Article, Source

Tree = Any  # an lxml element; lxml has no types

_CHAPTER_TYPES = ("application/xhtml+xml", "text/html")
_FONT_SCRAMBLERS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")  # no one is locked out
_BODY = re.compile(r"<body\b[^<>]*>(.*?)(?:</body\s*>|\Z)", re.IGNORECASE | re.DOTALL)

# XML closes an empty element at once, of which HTML, as which it is read, knows nothing: all behind would be in it.
_CLOSED_AT_ONCE = re.compile(r"<(?!(?:br|hr|img|wbr|col|source|track|input)\b)(\w+)((?:\s[^<>]*)?)/>", re.IGNORECASE)


def read(data: bytes, source: Source) -> Article:
    """The text of all chapters, title line first; title, byline and date are those that the book states.

    Raises ReadError: read.wrong_type, read.encrypted (also where the shop's lock is on it), read.damaged, read.empty.
    """
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            _refuse_locked(book, source.name)
            path = _package_path(book)
            package = _parse(book.read(path))
            chapters = [decode(chapter, name=source.name) for chapter in _chapters(book, path, package)]
            lines = [line for chapter in chapters for line in _chapter_lines(chapter.text, source.name)]
    except (zipfile.BadZipFile, zlib.error, LxmlError, LookupError, ValueError, RuntimeError, OSError) as error:
        refuse_other_types(data if not data.startswith(b"PK") else b"", name=source.name)
        hint = "Get a whole copy of it"
        raise ReadError(
            "the file is damaged, or no EPUB", code="read.damaged", hint=hint, source=source.name
        ) from error
    title = _stated(package, "title")
    if not any(lines):
        raise ReadError("the book holds no text", code="read.empty", hint="Give a book with text", source=source.name)
    if title and title not in lines:
        lines.insert(0, title)
    return Article(
        source=source,
        text="\n\n".join(filter(None, lines)),
        title=title or None,
        byline=_stated(package, "creator") or None,
        published=iso_date(_stated(package, "date")),
        findings=tuple(dict.fromkeys(finding for chapter in chapters for finding in chapter.findings)),
    )


def _parse(data: bytes) -> Tree:
    from lxml.etree import XMLParser, fromstring

    return fromstring(data, XMLParser(resolve_entities=False, no_network=True))


def _refuse_locked(book: zipfile.ZipFile, name: str) -> None:
    locked = any(info.flag_bits & 1 for info in book.infolist())
    if "META-INF/encryption.xml" in book.namelist() and not locked:
        methods = _parse(book.read("META-INF/encryption.xml")).iterfind(".//{*}EncryptedData/{*}EncryptionMethod")
        locked = any(method.get("Algorithm") not in _FONT_SCRAMBLERS for method in methods)
    if locked:
        raise ReadError("the book is locked", code="read.encrypted", hint="Get a copy without a lock", source=name)


def _package_path(book: zipfile.ZipFile) -> str:
    """Where the list of chapters is. LookupError if nothing says so."""
    root = _parse(book.read("META-INF/container.xml")).find(".//{*}rootfile")
    if root is None:
        raise LookupError("the container names no package")
    return str(root.attrib["full-path"])


def _chapters(book: zipfile.ZipFile, path: str, package: Tree) -> Iterator[bytes]:
    """The page of each chapter, in reading order, but for empty ones and the table of contents."""
    items = {item.get("id"): item for item in package.iterfind(".//{*}manifest/{*}item")}
    for reference in package.iterfind(".//{*}spine/{*}itemref"):
        item = items[reference.get("idref")]
        if item.get("media-type") in _CHAPTER_TYPES and "nav" not in (item.get("properties") or "").split():
            chapter = book.read(
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(item.attrib["href"])))
            )
            if chapter.strip():
                yield chapter


def _chapter_lines(page: str, name: str) -> list[str]:
    body = _BODY.search(page)
    text = fragment_text(_CLOSED_AT_ONCE.sub(r"<\1\2></\1>", body[1] if body else page), name=name)
    return text.split("\n\n")


def _stated(package: Tree, what: str) -> str:
    """The first of the book's own statements of this kind in one line, or ""."""
    return next((in_one_line(element.text or "") for element in package.iterfind(f".//{{*}}metadata/{{*}}{what}")), "")
