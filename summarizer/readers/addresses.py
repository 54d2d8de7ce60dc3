"""Lists of web addresses, one on a line, whose pages are fetched when they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO
from urllib.parse import urlsplit

from summarizer.errors import ReadError
from summarizer.readers.encoding import decode
from summarizer.readers.members import Address, Member, failed_member

_MAX_BYTES = 10_000_000  # some 100,000 addresses
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_SAMPLE = 4096  # bytes


def open_members(file: BinaryIO, name: str, _: Sequence[str]) -> Iterator[Member]:
    """The addresses in ``file``; blank lines and those that begin with # are none. ReadError as of ``decode``."""
    data = file.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise ReadError("the list is too large", code="read.too_large", hint="Split it", source=name)
    for number, line in enumerate(_lines(decode(data, name=name).text), start=1):
        if _ADDRESS.fullmatch(line):
            yield Member(name=f"address-{number}{_site(line)}", content=Address(url=line))
        else:
            error = ReadError("the line is no http or https address", code="read.address", hint="Correct the line")
            yield failed_member(name, f"address-{number}", error)


def refuse_list(_: BinaryIO, name: str, __: Sequence[str]) -> Iterator[Member]:
    """Nothing but ReadError read.fetch: without ``--fetch`` no command calls out."""
    said, hint = "the file is a list of web addresses", "Give --fetch to fetch their pages"
    raise ReadError(said, code="read.fetch", hint=hint, source=name)


def is_list(file: BinaryIO) -> bool:
    """Whether the text file begins with nothing but addresses, one on a line."""
    text = file.read(_SAMPLE).decode("utf-8-sig", "replace")
    file.seek(0)
    lines = list(_lines(text))
    return bool(lines) and all(_ADDRESS.fullmatch(line) for line in lines)


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line.strip()


def _site(url: str) -> str:
    """The site's name, for the reader to see, "" if it has none that can be shown."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return f"-{host}" if host and all(c.isalnum() or c in "-." for c in host) else ""
