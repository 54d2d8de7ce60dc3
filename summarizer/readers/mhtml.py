"""Web pages saved as one file (.mhtml): a message whose first HTML part is the page."""

from __future__ import annotations

import email
from dataclasses import replace

from summarizer.errors import ReadError
from summarizer.readers import html
from summarizer.readers.eml import part_text
from summarizer.readers.encoding import refuse_other_types
from summarizer.types import Article, Source

_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def read(data: bytes, source: Source) -> Article:
    """The story on the page, as the reader of web pages finds it; the source's ``url`` is where the page stood.

    Raises ReadError read.wrong_type, and as ``html.read`` does.
    """
    message = email.message_from_bytes(data)
    page = next((part for part in message.walk() if part.get_content_type() in _PAGE_TYPES), None)
    if page is None or "content-type" not in message:
        refuse_other_types(data, name=source.name)
        hint = "Give the file its right name"
        raise ReadError("the content is no saved web page", code="read.wrong_type", hint=hint, source=source.name)
    stood = message.get("snapshot-content-location") or page.get("content-location") or ""
    url = str(stood) if str(stood).startswith(("http://", "https://")) else None
    decoded = part_text(page, source.name)
    article = html.read(decoded.text.encode(), replace(source, url=source.url or url))
    return replace(article, findings=(*decoded.findings, *article.findings))
