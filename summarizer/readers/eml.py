"""Saved e-mails (.eml): the subject is the title, the text that the sender wrote the article.

Where a message says the same in plain text and in HTML, the plain text is taken, unless it holds much less (it
then only says that there is HTML). Messages within the message are read; other attachments are named in a finding.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from itertools import pairwise

from summarizer.errors import ReadError
from summarizer.findings import make_finding
from summarizer.readers.encoding import Decoded, decode, has_visible, refuse_other_types
from summarizer.readers.fragments import fragment_text
from summarizer.readers.paragraphs import in_one_line
from summarizer.types import Article, Finding, Source

_HEADERS = ("from", "subject", "date", "message-id", "mime-version", "received")
_BARE = "unknown-8bit"  # the library's name for the encoding of a header that states none
_PGP_START = "-----BEGIN PGP MESSAGE-----"
_FULLER = 2  # times the letters; HTML of the same words has as many

# Mail programs broke lines so that none is longer than this.
_WRAPPED = range(60, 81)
_SHOWN_ATTACHMENTS = 10


def read(data: bytes, source: Source) -> Article:
    """The message: subject line, blank line, text with its lines of fixed width made paragraphs again.

    Byline is the sender's name, ``published`` the date of sending. Raises ReadError: read.wrong_type, read.encrypted,
    read.damaged, read.empty, and as ``decode`` and ``fragment_text`` do.
    """
    try:
        return _read(email.message_from_bytes(data), data, source)
    except RecursionError as error:  # the library's own: it goes as deep as the parts do
        said = "the message has hundreds of messages or parts within each other"
        hint = "Save the text of the article as a .txt file"
        raise ReadError(said, code="read.damaged", hint=hint, source=source.name) from error


def _read(message: Message, data: bytes, source: Source) -> Article:
    if not any(header in message for header in _HEADERS):
        refuse_other_types(data, name=source.name)
        hint = "Give the file its right name"
        raise ReadError("the content is no e-mail", code="read.wrong_type", hint=hint, source=source.name)
    left_out: list[str] = []
    doubts: list[Finding] = []
    texts = list(filter(has_visible, _texts(message, source.name, left_out, doubts)))
    if not texts:
        raise ReadError("the message holds no text", code="read.empty", hint="Give its attachment", source=source.name)
    title = header_text(message, "subject")
    return Article(
        source=source,
        text="\n\n".join(([title] if title else []) + texts),
        title=title or None,
        byline=in_one_line(parseaddr(header_text(message, "from"))[0]) or None,
        published=_sent_on(message),
        findings=(*dict.fromkeys(doubts), *_doubts(left_out)),
    )


def header_text(message: Message, name: str) -> str:
    """The header's words in one line, "" if it is not there or cannot be decoded."""
    try:
        parts = decode_header(message.get(name, ""))
        if parts[0][1] == _BARE:
            parts = [(_bare_text(parts[0][0], message), None)]
        words = str(make_header(parts))
        words.encode("utf-8")
    except (HeaderParseError, LookupError, ValueError):  # broken base64, an unknown encoding, bytes that are none of it
        return ""
    return in_one_line(words)


def _bare_text(data: bytes, message: Message) -> str:
    """What a header means by bytes beyond ASCII, which no standard allows and many programs write all the same."""
    for encoding in ("utf-8", message.get_content_charset() or "ascii"):
        with suppress(LookupError, ValueError):
            return data.decode(encoding)
    try:
        return decode(data, name="").text
    except ReadError:
        return data.decode("utf-8", "replace")  # of which a finding tells


def part_text(part: Message, name: str) -> Decoded:
    """The text of one part of a message, in the encoding that it states, else as ``decode`` finds. ReadError."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return Decoded(text="")
    try:
        return Decoded(text=data.decode(part.get_content_charset() or "ascii"))
    except (LookupError, ValueError):
        return decode(data, name=name)


def _texts(part: Message, name: str, left_out: list[str], doubts: list[Finding]) -> Iterator[str]:
    """The texts of a message or a part of one, in order. What is not text is added to ``left_out``, doubts too."""
    kind = part.get_content_type()
    if kind == "multipart/encrypted" or (
        kind.endswith("/pkcs7-mime") and part.get_param("smime-type") != "signed-data"
    ):
        raise _locked(name)
    if kind == "multipart/alternative":
        yield _fullest(
            ["\n\n".join(filter(has_visible, _texts(inner, name, left_out, doubts))) for inner in _parts(part)]
        )
    elif kind == "message/rfc822":
        for inner in _parts(part):
            yield header_text(inner, "subject")
            yield from _texts(inner, name, left_out, doubts)
    elif part.is_multipart():
        for inner in _parts(part):
            yield from _texts(inner, name, left_out, doubts)
    elif kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
        decoded = part_text(part, name)
        text = decoded.text
        doubts += decoded.findings
        if text.lstrip().startswith(_PGP_START):
            raise _locked(name)
        yield fragment_text(text, name=name) if kind == "text/html" else _unwrapped(text, flowed=_is_flowed(part))
    else:
        left_out.append(in_one_line(part.get_filename() or kind))


def _parts(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [message for message in inner if isinstance(message, Message)] if isinstance(inner, list) else []


def _locked(name: str) -> ReadError:
    hint = "Save the message after it was opened with its key"
    return ReadError("the message is encrypted", code="read.encrypted", hint=hint, source=name)


def _fullest(texts: Sequence[str]) -> str:
    """The first of the texts, but one that holds much more goes before it."""
    first = next(iter(texts), "")
    return next((text for text in texts if _letters(text) > _FULLER * _letters(first)), first)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _is_flowed(part: Message) -> bool:
    return str(part.get_param("format", "")).lower() == "flowed"


def _unwrapped(text: str, *, flowed: bool) -> str:
    """``text`` with the lines of a paragraph joined that a mail program broke to fit its width.

    In flowed text these end in a space. Else a line goes on where the next line's first word had no room in it.
    """
    lines = text.splitlines() or [""]
    longest = max(map(len, lines))
    if not flowed and longest not in _WRAPPED:
        return text
    joined = lines[0]
    for before, after in pairwise(lines):
        room = longest - len(before.rstrip()) - 1
        first = re.match(r"\S*", after)
        full = before.endswith(" ") if flowed else first is not None and len(first[0]) > room
        goes_on = full and before.strip() and after.strip() and before != "-- "
        joined += (" " if goes_on else "\n") + (after.lstrip() if goes_on else after)
    return joined


def _sent_on(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(header_text(message, "date")).date().isoformat()
    except ValueError:
        return None


def _doubts(left_out: Sequence[str]) -> tuple[Finding, ...]:
    if not left_out:
        return ()
    more = f" and {len(left_out) - _SHOWN_ATTACHMENTS} more" if len(left_out) > _SHOWN_ATTACHMENTS else ""
    return (make_finding("read.left_out", f"Not read: {', '.join(left_out[:_SHOWN_ATTACHMENTS])}{more}."),)
