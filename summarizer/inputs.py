"""One input of a run: a file, a member of a collection, a page to fetch, or standard input; and how it is read."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from summarizer.errors import ReadError
from summarizer.readers import MAX_BYTES, accept, read, read_bytes, read_unnamed
from summarizer.readers.members import Address, Content
from summarizer.types import Article, Failure

STDIN = Path("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What to read, and its ``name`` for the user and all records: printable, encodable, with ``/``, unique in a run.

    ``path`` is the file on disk, for a member that of its collection; ``member`` its place in there (``row-12``), ""
    for a file that is one article. ``content`` is what the walk had in hand already; None if the file is still to be
    read.
    """

    path: Path
    name: str
    member: str = ""
    content: Content | None = None


def read_input(item: Input, *, ocr: bool = False) -> Article:
    """The article of one input; the path ``-`` is standard input. ``ocr`` as in ``readers.read``. ReadError."""
    content = item.content
    if isinstance(content, Failure):
        raise ReadError(content.message, code=content.code, source=item.name)
    if isinstance(content, Article):
        return accept(content)
    if isinstance(content, bytes):
        return read_bytes(content, name=item.name, suffix=PurePosixPath(item.member).suffix, ocr=ocr)
    if isinstance(content, Address):
        return _read_address(content.url, item.name, ocr=ocr)
    if item.path == STDIN:
        return read_unnamed(sys.stdin.buffer.read(MAX_BYTES + 1), name=item.name)
    return read(item.path, name=item.name, ocr=ocr)


def fingerprint(item: Input) -> str:
    """What is another when the input may have changed, without reading a file; "" if that cannot be told.

    Of a file its size, times and place on the disk; of a member of a collection the digest of its content; of a page to
    fetch its address: what was fetched once is not fetched again. Of what is no article, why it is none.
    """
    content = item.content
    if isinstance(content, Article):
        return content.source.sha256
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    if isinstance(content, Address):
        return content.url
    if isinstance(content, Failure):
        return f"{content.code} {content.message}"
    if item.path == STDIN:
        return ""
    try:
        status = item.path.stat()
    except (OSError, ValueError):
        return ""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _read_address(url: str, name: str, *, ocr: bool) -> Article:
    from summarizer.fetch import fetch

    page = fetch(url, name=name)
    article = read_bytes(page.data, name=name, suffix=page.suffix, ocr=ocr)
    return replace(article, source=replace(article.source, url=page.url))
