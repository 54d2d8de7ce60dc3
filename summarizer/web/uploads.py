"""What a visitor brings: files, pasted text, addresses of pages; named safely, counted, weighed, and copied."""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from summarizer.errors import OptionsError, ReadError, SummarizerError
from summarizer.input_names import printable, unique
from summarizer.inputs import Input, read_input
from summarizer.options import Options, read_options
from summarizer.readers import read_text
from summarizer.readers.members import Address
from summarizer.types import Finding
from summarizer.walk import may_hold_many
from summarizer.web.jobs import Limits, Request

MAX_URLS = 100  # of one job: each may take the 20 s of fetch.py
_LONGEST_NAME = 150  # bytes; the names of pages are made of it
_TITLE = 80  # characters
_URLS = "addresses.urls"
_PLACE = re.compile(re.escape(_URLS) + r"/address-(\d+)")


def store_request(request: Request, folder: Path, limits: Limits) -> tuple[str, int]:
    """Put what the request brings into the new ``folder``; what the first of it may be called, and how much it is.

    SummarizerError web.size, web.count, read.empty if it brings nothing, any read error of a pasted text. OSError if
    the disk does not take it.
    """
    _weigh(request, limits)
    folder.mkdir()
    titles: list[str] = []
    taken: dict[int, int] = {}
    if request.text.strip() or not (request.files or request.urls):
        kind = read_text(request.text).source.kind  # so that a text without Arabic is told at once
        name = unique("pasted text.html" if kind == "html" else "pasted text.txt", taken)
        (folder / name).write_text(request.text, encoding="utf-8", errors="surrogatepass", newline="")
        titles.append(next((" ".join(line.split()) for line in request.text.splitlines() if line.strip()), ""))
    urls = dict.fromkeys(" ".join(url.split()) for url in request.urls)
    if urls:
        name = unique(_URLS, taken)
        (folder / name).write_text("".join(f"{url}\n" for url in urls), encoding="utf-8", errors="replace")
    for path in request.files:
        name = unique(safe_name(path.name), taken)
        copy_file(path, folder / name)
        titles.append(name)
    titles += urls
    return _shorten(printable(titles[0])), len(titles)


def as_typed(source: str, folder: Path) -> str:
    """The address that a visitor typed, where ``source`` is its place in the list in ``folder``; else ``source``."""
    if (place := _PLACE.match(source)) and (folder / _URLS).is_file():
        lines = (folder / _URLS).read_text(encoding="utf-8").splitlines()
        asked = [line for line in lines if line.strip() and not line.startswith("#")]  # as the reader counts them
        number = int(place[1])
        return printable(asked[number - 1]) if 0 < number <= len(asked) else source
    return source


def tell_apart(name: str, taken: set[str]) -> str:
    """``name``, which is added to ``taken``; with a number behind it if it is there: a file may be called as typed."""
    apart, number = name, 1
    while apart in taken:
        number += 1
        apart = f"{name} ({number})"
    taken.add(apart)
    return apart


def safe_name(given: str) -> str:
    """The last part of a file's name as it may stand in a folder of ours: not hidden, not too long, no path."""
    name = printable(given.replace("\\", "/").rpartition("/")[2]).strip().lstrip(".~$ ") or "unnamed.txt"
    stem, dot, suffix = name.rpartition(".")
    ending = (dot + suffix)[-20:] if stem else ""
    room = _LONGEST_NAME - len(ending.encode())
    return (stem or name).encode()[:room].decode(errors="ignore") + ending


def copy_file(source: Path, target: Path) -> None:
    """Copy a regular file; links and devices are none. ReadError read.missing; OSError if it cannot be written."""
    try:
        file = _open_no_link(source)
    except OSError as error:
        raise _gone(target) from error
    with file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise _gone(target)
        with target.open("xb") as copy:
            shutil.copyfileobj(file, copy)


def read_for_correction(given: Path | str) -> tuple[str, tuple[Finding, ...]]:
    """The text of one file (a path) or one web page (an address), and the doubts about how it was read.

    ReadError; a file that may hold many articles is refused with read.unsupported. OptionsError options.value for an
    address, if the server is offline.
    """
    if isinstance(given, str):
        require_online(read_options())
        item = Input(path=Path(given), name=given[:200], content=Address(url=given))
    else:
        item = Input(path=given, name=safe_name(given.name))
        if may_hold_many(item):
            hint = "Give it as a briefing: it may hold many articles"
            raise ReadError("it is not one article", code="read.unsupported", hint=hint, source=item.name)
    article = read_input(item)
    return article.text, article.findings


def require_online(options: Options) -> None:
    """Nothing, or OptionsError options.value if the server fetches no pages."""
    if options.offline:
        hint = "Save the pages, and upload them"
        raise OptionsError("the server is offline and fetches no pages", code="options.value", hint=hint)


def check_count(count: int, limit: int, what: str) -> None:
    """Nothing, or SummarizerError web.count."""
    if count > limit:
        hint = "Make several jobs of it, or use mujaz brief on the command line"
        raise SummarizerError(f"there are {count} {what}; {limit} are the most", code="web.count", hint=hint)


def _weigh(request: Request, limits: Limits) -> None:
    check_count(len(request.files), limits.files, "files")
    check_count(len(request.urls), MAX_URLS, "addresses")
    if _size(request.files) + len(request.text.encode("utf-8", "surrogatepass")) > limits.upload_bytes:
        raise too_large(limits)


def too_large(limits: Limits) -> SummarizerError:
    """The error for an upload of more bytes than the server takes, or of so many that it does not say how many."""
    hint = "Make several jobs of it, or use mujaz brief on the command line"
    return SummarizerError(f"the upload is larger than {limits.upload_mb} MB", code="web.size", hint=hint)


def _gone(target: Path) -> ReadError:
    said = "the upload is not there any more"
    return ReadError(said, code="read.missing", hint="Upload it again", source=target.name)


def _shorten(title: str) -> str:
    """``title`` if it is short; else what fits of it up to the end of a word, with an ellipsis."""
    if len(title) <= _TITLE:
        return title
    fitting = title[:_TITLE]  # one more than there is room for beside the ellipsis: it may be the space
    return (fitting.rpartition(" ")[0].rstrip() or fitting[:-1]) + "…"


def _size(files: Iterable[Path]) -> int:
    return sum(path.lstat().st_size for path in files if os.path.lexists(path))


def _open_no_link(path: Path) -> BinaryIO:
    return open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NOFOLLOW | os.O_NONBLOCK))
