"""Plain text: the file is the article."""

from __future__ import annotations

import re

from summarizer.errors import ReadError
from summarizer.readers.encoding import decode
from summarizer.types import Article, Source

_WEB_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def read(data: bytes, source: Source) -> Article:
    """The article whose text is ``data`` decoded, character for character. Raises ReadError as ``decode`` does."""
    decoded = decode(data, name=source.name)
    if _WEB_PAGE.match(decoded.text):
        raise ReadError(
            "the content is a web page, not plain text",
            code="read.wrong_type",
            hint="Give the file a name that ends in .html",
            source=source.name,
        )
    return Article(source=source, text=decoded.text, findings=decoded.findings)
