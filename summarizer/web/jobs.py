"""What a visitor asks for, how far it is, and how much one may ask for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal

from summarizer.catalogue import installed_names
from summarizer.entries import TIERS
from summarizer.errors import OptionsError
from summarizer.input_names import printable
from summarizer.options import Options, read_options
from summarizer.types import Failure

Kind = Literal["article", "briefing"]
Phase = Literal["waiting", "running", "cancelling", "done", "failed", "cancelled"]

# What a visitor may choose. All else that a run can be told, such as folders and threads, is the server's own business.
SETTINGS = (
    "formats",
    "model",
    "page_language",
    "strict_summary",
    "summary",
    "summary_sentences",
    "summary_words",
)

# Faults of inputs that lay in the moment. Any other "read." lies in the input: the same file has it again. A page that
# is fetched may have its text the next time.
_PASSING = frozenset({"article.failed", "engine.failed", "read.crashed", "read.failed", "read.fetch", "read.too_slow"})
_PASSING_OF_PAGES = frozenset({"read.empty", "read.no_arabic", "read.no_article"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One job to be done: pasted ``text``, ``files`` (copied, so they may go afterwards), pages at ``urls``.

    ``glossary`` is a CSV file. ``settings`` are values for the names in ``SETTINGS``, as text or typed.
    """

    kind: Kind
    text: str = ""
    files: tuple[Path, ...] = ()
    urls: tuple[str, ...] = ()
    glossary: Path | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobState:
    """How far a job is. All of it may be shown: no path of the server is in it.

    ``position``: 1 for the next that is run, 0 unless it waits. ``title``: the headline of a single article or story
    once that is known, before that the file's name, the address or the text's first line: of the first, where the
    visitor gave more, of which ``given`` is the number. Counts are 0 while they are unknown; ``sentences`` are those to
    be translated, summaries' too. ``share``: how much of the job is done, 0 to 1, by articles, and by sentences within
    those that are translated now. ``seconds_left``: about so long until the end, 0 while that cannot be told. ``pages``
    are (title, path) of the articles finished so far, in order, ``files`` the paths of the briefing, the page first;
    both as ``JobRoom.output`` takes them. ``readable``: of an article alone, the path of its page as soon as that
    stands as it stays; the briefing's files come later. ``error`` says why the job failed, with its code in
    ``error_code``.
    ``fetch``: whether web pages are fetched for it.
    """

    id: str
    kind: Kind
    phase: Phase
    position: int = 0
    title: str = ""
    given: int = 1
    articles: int = 0
    articles_done: int = 0
    articles_failed: int = 0
    sentences: int = 0
    sentences_done: int = 0
    share: float = 0.0
    seconds_left: int = 0
    failures: tuple[Failure, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    readable: str = ""
    error_code: str = ""
    error: str = ""
    fetch: bool = False

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen to the job."""
        return self.phase not in ("waiting", "running", "cancelling")

    @property
    def may_go_on(self) -> bool:
        """Whether going on can change something: not where all that failed lies in the inputs themselves."""
        passing = _PASSING | _PASSING_OF_PAGES if self.fetch else _PASSING
        if self.phase == "cancelled" or any(failure.code in passing for failure in self.failures):
            return self.finished
        lies_in_inputs = self.error_code.startswith("read.") and self.error_code not in passing
        return self.phase == "failed" and not lies_in_inputs and self.error_code != "web.count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much the server takes. Each is read from the environment: ``queue`` from MUJAZ_WEB_QUEUE, and so on.

    ``queue``: jobs that wait. ``per_client``: those of one address that wait or are in hand (a newsroom often has one
    address for everybody).
    ``upload_mb``: megabytes (10^6 bytes) of one upload, all files together; ``files`` in it; ``articles`` that they
    hold, archives and tables unpacked. ``keep_hours``: after which a finished job is cleared away. ``turn_seconds``:
    after which a job that is at work makes room, between two articles, for those that wait. ``free_mb``: disk space
    that uploads leave free.
    """

    queue: int = 100
    per_client: int = 20
    upload_mb: int = 200
    files: int = 500
    articles: int = 5000
    keep_hours: int = 72
    turn_seconds: int = 60
    free_mb: int = 1000

    @property
    def upload_bytes(self) -> int:
        """The largest upload in bytes."""
        return self.upload_mb * 1_000_000


def read_limits(environ: Mapping[str, str] | None = None) -> Limits:
    """The limits of this server. OptionsError options.value for what is no whole number above zero."""
    environ = os.environ if environ is None else environ
    given = {}
    for limit in fields(Limits):
        name = f"MUJAZ_WEB_{limit.name.upper()}"
        if (text := environ.get(name)) is not None:
            if not (text.isascii() and text.isdigit() and int(text)):
                hint = "give a whole number above 0"
                raise OptionsError(f"{text!r} is not possible", code="options.value", hint=hint, source=name)
            given[limit.name] = int(text)
    return Limits(**given)


def job_options(settings: Mapping[str, Any], *, glossary: str = "", fetch: bool = False) -> Options:
    """The options of a job: the server's own, those that the visitor chose, and what the job brings along.

    OptionsError options.unknown, options.value. Models go by name: a visitor cannot ask for a folder of the server.
    """
    for name in settings:
        if name not in SETTINGS:
            hint, asked = "a job can have " + ", ".join(SETTINGS), printable(str(name))[:50]
            raise OptionsError("there is no such setting", code="options.unknown", hint=hint, source=asked)
    chosen = {f"MUJAZ_{name.upper()}": _as_text(value) for name, value in settings.items() if value is not None}
    for name, own in (("model", ("auto",)), ("summary", ("auto", "extractive"))):
        known = (*own, *TIERS, *installed_names())
        if (value := chosen.get(f"MUJAZ_{name.upper()}")) is not None and value not in known:
            hint = "give one of " + ", ".join(known)
            raise OptionsError(f"{value[:50]!r} is not installed", code="options.value", hint=hint, source=name)
    options = read_options({"glossary": glossary, "since": ""}, environ={**os.environ, **chosen})
    return replace(options, fetch=fetch)


def _as_text(value: Any) -> str:
    """A setting as the environment would give it: so a form, JSON and a slider (3.0) are all read by one rule."""
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
