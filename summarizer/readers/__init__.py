"""The readers: a file, or text from elsewhere, becomes an ``Article``.

Every reader is one module with one function ``read(data, source) -> Article``, and stands once in the table below. What
is the same for every format is here: which file may be opened, how large it may be, and whether there is Arabic in it.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from summarizer.errors import ReadError
from summarizer.findings import make_finding
from summarizer.readers import html, markdown, text
from summarizer.readers.encoding import ARABIC_LETTER
from summarizer.types import Article, Kind, Source

_READERS: dict[str, tuple[Kind, Callable[[bytes, Source], Article]]] = {
    "": ("text", text.read),
    ".txt": ("text", text.read),
    ".text": ("text", text.read),
    ".md": ("markdown", markdown.read),
    ".markdown": ("markdown", markdown.read),
    ".htm": ("html", html.read),
    ".html": ("html", html.read),
    ".xhtml": ("html", html.read),
}
SUFFIXES: tuple[str, ...] = tuple(sorted(suffix for suffix in _READERS if suffix))

# No news article comes near this, a saved page neither: the longest of the development set has 34 kB. It keeps the time
# and memory that one bad file can take within bounds.
MAX_BYTES = 10_000_000

_PAGE_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)

# Share of the letters that must be Arabic. At least 0.67 in every article, title and sentence of the development sets;
# an English page that quotes a name in Arabic has 0.01.
MIN_ARABIC = 0.1


def read(path: Path, *, name: str) -> Article:
    """The article in the file at ``path``; the reader is chosen by the suffix. ``name`` is what the user sees.

    Never waits for a pipe or device. Raises ReadError (any ``read.`` code but read.nothing).
    """
    data = _read_file(path, name)
    return read_bytes(data, name=name, path=_encodable(str(path)), suffix=path.suffix)


def read_text(pasted: str, *, name: str = "pasted text") -> Article:
    """The article in text, or in the source of a web page, that was pasted. Raises ReadError as for a file."""
    return read_unnamed(pasted.encode("utf-8", "surrogatepass"), name=name)


def read_unnamed(data: bytes, *, name: str) -> Article:
    """The article in ``data`` that came without a file name: a web page if it begins as one, else plain text."""
    return read_bytes(data, name=name, suffix=".html" if _PAGE_START.match(data) else ".txt")


def read_bytes(data: bytes, *, name: str, path: str | None = None, suffix: str = ".txt") -> Article:
    """The article in ``data``, read as a file that is named with ``suffix`` (of any case, "" for none).

    Its ``source.sha256`` is the digest of ``data``. Raises ReadError.
    """
    _refuse_large(len(data), name)
    kind, reader = _reader_for(suffix, name)
    source = Source(name=name, kind=kind, sha256=hashlib.sha256(data).hexdigest(), path=path)
    article = reader(data, source)
    _refuse_foreign(article)
    return _note_replacements(article)


def _reader_for(suffix: str, name: str) -> tuple[Kind, Callable[[bytes, Source], Article]]:
    if suffix.lower() not in _READERS:
        hint = f"Known are {', '.join(SUFFIXES)}, and files with no suffix as plain text"
        raise ReadError(f"no reader knows {suffix} files", code="read.unsupported", hint=hint, source=name)
    return _READERS[suffix.lower()]


def _read_file(path: Path, name: str) -> bytes:
    """The bytes of a regular file. Raises ReadError."""
    try:
        mode = path.stat().st_mode  # before opening: to open a device can change it
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise _not_a_file(name, "a device, pipe or socket")
        with open(path, "rb", opener=_open_without_waiting) as file:
            _reader_for(path.suffix, name)
            _refuse_large(os.fstat(file.fileno()).st_size, name)
            return file.read(MAX_BYTES + 1)  # if it grows meanwhile, read_bytes finds it too large
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: no name that the system can have
        hint = "Check the path for a typing error"
        raise ReadError("there is no such file or folder", code="read.missing", hint=hint, source=name) from error
    except IsADirectoryError as error:
        raise _not_a_file(name, "a folder") from error
    except PermissionError as error:
        hint = "Give this user the right to read it"
        raise ReadError("the file may not be read by this user", code="read.denied", hint=hint, source=name) from error
    except OSError as error:
        said = f"the file could not be read: {error.strerror or type(error).__name__}"
        raise ReadError(said, code="read.failed", hint="Check the disk or network folder", source=name) from error


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a pipe may have taken the file's place meanwhile


def _not_a_file(name: str, found: str) -> ReadError:
    return ReadError(f"the path is {found}, not a file", code="read.not_a_file", hint="Give a file", source=name)


def _encodable(path: str) -> str:
    """``path`` with what is not valid UTF-8 in it replaced, so that it can be written to a record."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _refuse_large(size: int, name: str) -> None:
    if size > MAX_BYTES:
        said = f"the file is larger than {MAX_BYTES // 1_000_000} MB, more than an article can be"
        raise ReadError(said, code="read.too_large", hint="Split it into one file for each article", source=name)


def _refuse_foreign(article: Article) -> None:
    words = without_markup(article)
    arabic = len(ARABIC_LETTER.findall(words))
    letters = sum(map(str.isalpha, words))
    if arabic == 0 or arabic < MIN_ARABIC * letters:
        said = "the text holds no Arabic" if arabic == 0 else f"only {arabic} of {letters} letters are Arabic"
        raise ReadError(said, code="read.no_arabic", hint="Give an article in Arabic", source=article.source.name)


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
