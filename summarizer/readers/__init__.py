"""The readers: a file, or text from elsewhere, becomes an ``Article``.

Every reader is one module with one function ``read(data, source) -> Article``, and stands once in the table below. What
is the same for every format is here: which file may be opened, how large it may be, and whether there is Arabic in it.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from summarizer.errors import ReadError
from summarizer.findings import make_finding
from summarizer.language import require_arabic
from summarizer.limited import read_limited
from summarizer.media import name_medium
from summarizer.readers import docx, eml, epub, html, markdown, mhtml, pdf, text
from summarizer.readers.opening import open_file
from summarizer.types import Article, Kind, Source

# No news article comes near this, a saved page neither: the longest of the development set has 34 kB. It keeps the time
# and memory that one bad file can take within bounds.
MAX_BYTES = 10_000_000

# The same for files that carry pictures and fonts along. The text in them has the limit above.
_MAX_PACKED = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Format:
    """One kind of file: its reader, how large it may be, and whether a worker with limits reads it.

    ``read_scanned`` reads pages that are pictures too, by a program that gets many numbers wrong.
    """

    kind: Kind
    read: Callable[[bytes, Source], Article]
    read_scanned: Callable[[bytes, Source], Article] | None = None
    max_bytes: int = MAX_BYTES
    limited: bool = False


_TEXT = _Format(kind="text", read=text.read)
_MARKDOWN = _Format(kind="markdown", read=markdown.read)
_HTML = _Format(kind="html", read=html.read, limited=True)
_MHTML = _Format(kind="mhtml", read=mhtml.read, max_bytes=_MAX_PACKED, limited=True)

_FORMATS: dict[str, _Format] = {
    "": _TEXT,
    ".txt": _TEXT,
    ".text": _TEXT,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".htm": _HTML,
    ".html": _HTML,
    ".xhtml": _HTML,
    ".mht": _MHTML,
    ".mhtml": _MHTML,
    ".docx": _Format(kind="docx", read=docx.read, max_bytes=_MAX_PACKED, limited=True),
    ".eml": _Format(kind="eml", read=eml.read, max_bytes=_MAX_PACKED, limited=True),
    ".epub": _Format(kind="epub", read=epub.read, max_bytes=_MAX_PACKED, limited=True),
    ".pdf": _Format(kind="pdf", read=pdf.read, read_scanned=pdf.read_scanned, max_bytes=_MAX_PACKED, limited=True),
}
SUFFIXES: tuple[str, ...] = tuple(sorted(suffix for suffix in _FORMATS if suffix))

# Files of many articles, which ``walk`` opens before a reader sees them.
COLLECTIONS = (".atom", ".csv", ".jsonl", ".ndjson", ".parquet", ".rss", ".tsv", ".urls", ".xml", ".zip")

# What to do with files that people do have, and no reader knows.
_ADVICE = {
    ".doc": "Save it as .docx",
    ".rtf": "Save it as .docx",
    ".odt": "Save it as .docx",
    ".xls": "Save the sheet as .csv in UTF-8",
    ".xlsx": "Save the sheet as .csv in UTF-8",
    ".ods": "Save the sheet as .csv in UTF-8",
    ".json": "Save it as .jsonl, one article on a line",
    ".msg": "Save the message as .eml",
    ".rar": "Pack it as .zip",
    ".7z": "Pack it as .zip",
    ".gz": "Unpack it",
}

_PAGE_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def read(path: Path, *, name: str, ocr: bool = False) -> Article:
    """The article in the file at ``path``; the reader is chosen by the suffix. ``name`` is what the user sees.

    ``ocr``: pages that are pictures are recognised, where Tesseract is installed. Never waits for a pipe or device.
    Raises ReadError (any ``read.`` code but read.nothing).
    """
    data = _read_file(path, name)
    return read_bytes(data, name=name, path=_encodable(str(path)), suffix=path.suffix, ocr=ocr)


def read_text(pasted: str, *, name: str = "pasted text") -> Article:
    """The article in text, or in the source of a web page, that was pasted. Raises ReadError as for a file."""
    return read_unnamed(pasted.encode("utf-8", "surrogatepass"), name=name)


def read_unnamed(data: bytes, *, name: str) -> Article:
    """The article in ``data`` that came without a file name: a web page if it begins as one, else plain text."""
    return read_bytes(data, name=name, suffix=".html" if _PAGE_START.match(data) else ".txt")


def read_bytes(data: bytes, *, name: str, path: str | None = None, suffix: str = ".txt", ocr: bool = False) -> Article:
    """The article in ``data``, read as a file that is named with ``suffix`` (of any case, "" for none).

    Its ``source.sha256`` is the digest of ``data``. Raises ReadError.
    """
    form = _format_for(suffix, name)
    _refuse_large(len(data), form.max_bytes, name)
    source = Source(name=name, kind=form.kind, sha256=hashlib.sha256(data).hexdigest(), path=path)
    reader = (form.read_scanned if ocr else None) or form.read
    return accept(read_limited(reader, data, source) if form.limited else reader(data, source))


def accept(article: Article) -> Article:
    """``article`` as any reader or collection gives it, with what holds for all of them looked at. ReadError."""
    name = article.source.name
    _refuse_large(len(article.text), MAX_BYTES, name)
    require_arabic(without_markup(article), name=name)
    return _note_replacements(article)


def _format_for(suffix: str, name: str) -> _Format:
    if suffix.lower() not in _FORMATS:
        known = f"Known are {', '.join(sorted((*SUFFIXES, *COLLECTIONS)))}, and files with no suffix as plain text"
        if suffix.lower() in COLLECTIONS:
            known = "Give it by itself: it may hold many articles"
        hint = _ADVICE.get(suffix.lower(), known)
        medium = name_medium(suffix)
        said = f"the file is {medium}, and no article" if medium else f"no reader knows {suffix} files"
        raise ReadError(said, code="read.unsupported", hint=hint, source=name)
    return _FORMATS[suffix.lower()]


def _read_file(path: Path, name: str) -> bytes:
    """The bytes of a regular file. Raises ReadError."""
    with open_file(path, name) as file:
        limit = _format_for(path.suffix, name).max_bytes
        _refuse_large(os.fstat(file.fileno()).st_size, limit, name)
        return file.read(limit + 1)  # if it grows meanwhile, read_bytes finds it too large


def _encodable(path: str) -> str:
    """``path`` with what is not valid UTF-8 in it replaced, so that it can be written to a record."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _refuse_large(size: int, limit: int, name: str) -> None:
    if size > limit:
        said = f"the file is larger than {limit // 1_000_000} MB, more than an article can be"
        raise ReadError(said, code="read.too_large", hint="Split it into one file for each article", source=name)


def without_markup(article: Article) -> str:
    """The article's text with its markup taken out."""
    ends = (0, *(end for _, end in article.markup))
    starts = (*(start for start, _ in article.markup), len(article.text))
    return "".join(article.text[end:start] for end, start in zip(ends, starts, strict=True))


def _note_replacements(article: Article) -> Article:
    count = article.text.count("\N{REPLACEMENT CHARACTER}")
    if not count:
        return article
    said = f"The text holds {count} replacement character{'s' * (count > 1)}: something was lost before we got it."
    return replace(article, findings=(*article.findings, make_finding("read.replacement", said)))
