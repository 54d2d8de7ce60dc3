"""What a visitor is told of an error: its code, what is wrong and what to do, and nothing of the server's folders."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import gettempdir

from summarizer.catalogue import cache_folder
from summarizer.errors import SummarizerError
from summarizer.types import Failure
from summarizer.web.job_files import jobs_folder

# A path with at least one folder. What stands before it tells it from "and/or", a fraction and a web address.
_PATH = re.compile(r"""(?<![\w.:/-])/(?:[^\s/'"<>]+/)+[^\s/'"<>,;:)]*""")

# What a visitor can do where the advice is for the command line or for who runs the server.
_REMEDIES = {
    "read.columns": "Rename the column that holds the articles to text, and leave out others like it",
    "read.fetch": "Give the addresses themselves, not a file of them",
}
_NOT_FOR_VISITORS = re.compile(r"(?:^|\s)--\w|\bMUJAZ_")

# By code, or by the part of it before the point.
_STATUS = {
    "web.request": 400,
    "web.unknown": 404,
    "web.size": 413,
    "web.count": 413,
    "web.client": 429,
    "web.busy": 503,
    "web.failed": 500,
    "options": 422,
    "read": 422,
}


def tell(error: SummarizerError) -> tuple[str, str, str]:
    """(code, message, hint) of an error. The message begins with the input that it is about, by its mere name.

    The hint is one for visitors: see ``advise``.
    """
    source = PurePosixPath(error.source).name if error.source.startswith("/") else error.source
    message = f"{source}: {error.message}" if source else error.message
    return error.code, without_paths(message), without_paths(advise(error.code, error.hint))


def tell_failure(failure: Failure) -> Failure:
    """``failure`` with what a visitor may know and can do."""
    fault, stop, hint = failure.message.rpartition(". ")
    if stop and (advice := advise(failure.code, hint)) != hint:
        return replace(failure, message=without_paths(f"{fault}. {advice}" if advice else fault))
    return replace(failure, message=without_paths(failure.message))


def advise(code: str, hint: str) -> str:
    """``hint``; where it is for the command line, what a visitor can do instead, "" if that is nothing."""
    return _REMEDIES.get(code, "") if _NOT_FOR_VISITORS.search(hint) else hint


def without_paths(said: str) -> str:
    """``said`` with each absolute path cut down to its last part."""
    return _PATH.sub(lambda path: PurePosixPath(path.group()).name, _our_folders().sub("/server", said))


def _our_folders() -> re.Pattern[str]:
    """The folders that the server uses, by name: no pattern tells where a path with a space in it ends."""
    uploads = os.environ.get("GRADIO_TEMP_DIR") or gettempdir()
    used = (jobs_folder(), cache_folder(), uploads, gettempdir(), Path(__file__).parents[1])
    named = {str(path) for path in used}
    longest_first = sorted(named | {os.path.realpath(path) for path in named}, key=len, reverse=True)
    return re.compile(rf"(?<![\w.:/-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def status_of(code: str) -> int:
    """The HTTP status that fits the code of an error."""
    return _STATUS.get(code) or _STATUS.get(code.partition(".")[0], 500)
