"""A finished article as bytes and back, exactly: what the journal keeps of it.

JSON after the types themselves (pydantic reads the dataclasses), compressed: a news article takes some 3 kB and comes
back in half a millisecond. Bytes are only ever read by the code that wrote them: ``code_digest`` is part of what the
journal compares before it takes a record for good.
"""

from __future__ import annotations

import hashlib
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.types import ArticleBrief

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_SOURCES = ("**/*.py", "templates/*", "locale/*", "*.toml", "assets/**/*")
_READ_WHOLE = 1_000_000  # bytes; larger ones are models, whose digest is in every signature, so their size will do


def pack(article: ArticleBrief) -> bytes:
    """The record of ``article``. ValueError for text that cannot be written as UTF-8."""
    return zlib.compress(_codec().dump_json(article))


def unpack(record: bytes) -> ArticleBrief:
    """The article whose record this is, equal in all fields."""
    return _codec().validate_json(zlib.decompress(record))


@cache
def code_digest() -> str:
    """SHA-256, in hex, over the code and the data of this package: other code may make other records."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted({path for pattern in _SOURCES for path in root.glob(pattern) if path.is_file()}):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(root).as_posix()}\0{size}\0".encode())
        digest.update(path.read_bytes() if size < _READ_WHOLE else b"")
    return digest.hexdigest()


@cache
def _codec() -> TypeAdapter[ArticleBrief]:
    from pydantic import TypeAdapter

    return TypeAdapter(ArticleBrief)
