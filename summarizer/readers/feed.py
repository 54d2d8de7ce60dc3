"""Feeds (RSS and Atom), which feedparser reads in the worker process with limits: an entry is an article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any, BinaryIO

from summarizer.errors import ReadError
from summarizer.findings import make_finding
from summarizer.limited import run_limited
from summarizer.readers.dates import doubt_date, iso_date
from summarizer.readers.encoding import decode
from summarizer.readers.fragments import compose_article
from summarizer.readers.members import Member, failed_member
from summarizer.types import Article, Finding, Source

_MAX_BYTES = 50_000_000  # a feed has the newest twenty to a hundred articles of its source


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an entry of a feed says, each "" if it does not; ``text`` and ``title`` may be HTML."""

    title: str
    text: str
    date: str
    url: str


def open_members(file: BinaryIO, name: str, _: Sequence[str]) -> Iterator[Member]:
    """The entries of the feed in ``file``. ReadError as of ``decode``, read.too_large, and those of the worker.

    The encoding is told from the bytes, as for web pages: feedparser would take what is broken for
    Windows-1252.
    """
    data = file.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        said = f"the feed is larger than {_MAX_BYTES // 1_000_000} MB"
        raise ReadError(said, code="read.too_large", hint="Split it", source=name)
    decoded = decode(data, name=name)
    entries, is_whole = run_limited(name, read_entries, decoded.text)
    findings = decoded.findings
    if not is_whole:
        said = "The feed is not well formed: entries, or parts of them, may be missing."
        findings = (*findings, make_finding("read.feed", said))
    for number, entry in enumerate(entries, start=1):
        member = f"entry-{number}"
        try:
            yield Member(name=member, content=_to_article(entry, f"{name}/{member}", findings))
        except ReadError as error:
            yield failed_member(name, member, error)


def read_entries(text: str) -> tuple[tuple[Entry, ...], bool]:
    """The entries of a feed, and whether it was well formed. Runs in the worker. ReadError read.wrong_type."""
    import feedparser

    # A stream, never the bytes themselves: feedparser takes short ones for the name of a file to open.
    feed = feedparser.parse(
        BytesIO(text.encode("utf-8")),
        response_headers={"content-type": "application/xml; charset=utf-8"},  # whatever the text says
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not feed.get("version"):
        raise ReadError("the file is no RSS or Atom feed", code="read.wrong_type", hint="Give a feed")
    return tuple(map(_to_entry, feed.entries)), not feed.bozo


def _to_entry(entry: Any) -> Entry:
    # Damaged feeds have None for what should be text.
    contents = [item.get("value") or "" for item in entry.get("content") or ()]
    return Entry(
        title=entry.get("title") or "",
        text=max(contents, key=len, default="") or entry.get("summary") or "",
        date=entry.get("published") or entry.get("updated") or "",
        url=entry.get("link") or "",
    )


def _to_article(entry: Entry, name: str, findings: tuple[Finding, ...]) -> Article:
    """ReadError as of ``compose_article``; an entry with nothing but a title is its title."""
    given = "\0".join((entry.title, entry.text, entry.date, entry.url)).encode("utf-8", "surrogatepass")
    link = entry.url if entry.url.startswith(("http://", "https://")) else None
    source = Source(name=name, kind="entry", sha256=hashlib.sha256(given).hexdigest(), url=link)
    day = iso_date(entry.date) or _mail_date(entry.date)
    findings += doubt_date(entry.date, day)
    return compose_article(entry.text or entry.title, entry.title, source, published=day, findings=findings)


def _mail_date(stated: str) -> str | None:
    """The ISO date of ``Wed, 03 Jul 2024 00:10:00 +0300``: the day that it names, in its own time zone."""
    try:
        return parsedate_to_datetime(stated).date().isoformat()
    except (IndexError, OverflowError, ValueError):  # the last of them is the only one that is documented
        return None
