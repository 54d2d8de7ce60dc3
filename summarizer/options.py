"""The options of a run: frozen, checked before any work starts.

Where a value comes from, later ones winning: the default, the options file (``mujaz.toml`` in the working folder, or
the file that ``MUJAZ_OPTIONS`` names), the environment (``MUJAZ_SUMMARY_SENTENCES`` and so on), the command line.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_args

from summarizer.columns import ROLES, split_choice
from summarizer.engines import ENGINES, Decoding
from summarizer.errors import OptionsError
from summarizer.hardware import COMPUTE_TYPES, DEVICES
from summarizer.types import SEVERITIES, Language

FORMATS = ("csv", "docx", "html", "jsonl", "markdown")  # what is written unasked
MORE_FORMATS = ("xlsx",)
_CHOICES: dict[str, tuple[str, ...]] = {
    "engine": tuple(sorted(ENGINES)),
    "device": DEVICES,
    "compute_type": COMPUTE_TYPES,
    "strict": ("", *SEVERITIES),
    "summary_route": ("translate", "direct"),
    "page_language": get_args(Language),
}
_RANGES: dict[str, tuple[int, int]] = {
    "summary_sentences": (1, 10),
    "summary_words": (0, 1000),
    "beam_size": (0, 16),
    "threads": (0, 256),
    "workers": (0, 256),
}
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run does.

    ``summary``: auto (an installed summariser, else extractive), extractive, or a model's name or folder.
    ``summary_words``: at most so many words in a summary, 0 for no limit. ``strict_summary``: a model's sentence that
    the article does not bear out is replaced by the article's own. ``summary_route``: translate (the Arabic summary),
    or direct (a model that writes English from the Arabic article).
    ``since``: the folder of an earlier briefing to compare with; "" for none.
    ``glossary``: the user's own names and terms, a CSV file; "" for none.
    ``beam_size``: hypotheses kept while translating, 1 is greedy; 0 for as many as the model's makers advise, else 4.
    ``device``: auto (cuda where there is one), cpu or cuda. ``compute_type``: the number format, auto for the fastest
    that the device has. ``threads``: 0 for one per core.
    ``columns``: which column of a table holds what (``text=body``); the others go by their names. ``fetch``: lists of
    web addresses give the pages there. ``ocr``: pages of a PDF that are pictures are recognised, many numbers wrong.
    ``workers``: processes that read and prepare the articles of a batch; 0 for a thread of the run itself.
    ``page_language``: that of the page's own words. ``retry_failed``: inputs that failed are tried again, though they
    have not changed. ``strict``: the severity from which a finding makes the run end
    with exit code 3, "" for never. ``offline``: never touch the network: ``mujaz models pull`` and ``fetch``, which
    alone do, are refused.
    """

    engine: str = "ct2"
    model: str = "auto"
    device: str = "auto"
    compute_type: str = "auto"
    glossary: str = ""
    beam_size: int = 0
    threads: int = 0
    workers: int = 0
    summary: str = "auto"
    summary_sentences: int = 3
    summary_words: int = 0
    summary_route: str = "translate"
    strict_summary: bool = True
    formats: tuple[str, ...] = FORMATS
    columns: tuple[str, ...] = ()
    fetch: bool = False
    ocr: bool = False
    since: str = ""
    page_language: Language = "en"
    strict: str = ""
    force: bool = False
    retry_failed: bool = False
    offline: bool = False

    def __post_init__(self) -> None:
        """OptionsError options.value for a value that an option does not take."""
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                raise _bad_value(name, getattr(self, name), "one of " + ", ".join(c or "off" for c in choices))
        for name, (low, high) in _RANGES.items():
            if not low <= getattr(self, name) <= high:
                raise _bad_value(name, getattr(self, name), f"a whole number from {low} to {high}")
        if (self.summary, self.summary_route) == ("extractive", "direct"):
            raise _bad_value("summary_route", "direct", "translate: extractive summaries are the article's Arabic")
        if self.fetch and self.offline:
            hint = "leave out fetch or offline"
            raise OptionsError("nothing can be fetched offline", code="options.value", hint=hint, source="fetch")
        for choice in self.columns:
            try:
                split_choice(choice)
            except ValueError as error:
                wanted = f"ROLE=COLUMN, with the role one of {', '.join(ROLES)}"
                raise _bad_value("columns", choice, wanted) from error
        unknown = [name for name in self.formats if name not in FORMATS + MORE_FORMATS]
        if unknown or not self.formats:
            raise _bad_value("formats", ", ".join(unknown), "one or more of " + ", ".join(FORMATS + MORE_FORMATS))

    @property
    def decoding(self) -> Decoding:
        """How the translator searches."""
        return Decoding(beam_size=self.beam_size or None)


def read_options(given: Mapping[str, Any] | None = None, *, environ: Mapping[str, str] | None = None) -> Options:
    """The options of a run. ``given`` are those of the command line; None values are taken as not given.

    OptionsError: options.file (not readable, no TOML), options.unknown, options.value.
    """
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    for name, value in _from_file(environ).items():
        values[name] = _typed(name, value)
    for field in fields(Options):
        if (text := environ.get(f"MUJAZ_{field.name.upper()}")) is not None:
            values[field.name] = _typed(field.name, text)
    values |= {name: value for name, value in (given or {}).items() if value is not None}
    return Options(**values)


def _from_file(environ: Mapping[str, str]) -> dict[str, Any]:
    named = environ.get("MUJAZ_OPTIONS")
    path = Path(named or "mujaz.toml")
    if not named and not path.is_file():
        return {}
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (OSError, ValueError) as error:  # no TOML, or not in UTF-8
        raise OptionsError(f"cannot be read ({error})", code="options.file", source=str(path)) from error


def _typed(name: str, value: Any) -> Any:
    """``value`` from a file or the environment as the type that the option has."""
    kinds = {field.name: type(field.default) for field in fields(Options)}
    if name not in kinds:
        raise OptionsError(
            "there is no such option", code="options.unknown", hint="options are " + ", ".join(kinds), source=name
        )
    kind = kinds[name]
    if kind is tuple:
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise _bad_value(name, value, "names, in a list or with commas between")
        return tuple(part.strip() for part in parts)
    if kind is bool and isinstance(value, str):
        if value.lower() not in _TRUE + _FALSE:
            raise _bad_value(name, value, "yes or no")
        return value.lower() in _TRUE
    if kind is int and isinstance(value, str):
        try:
            return int(value)
        except ValueError as error:
            raise _bad_value(name, value, "a whole number") from error
    if name == "strict" and value == "off":
        return ""
    if type(value) is not kind:
        raise _bad_value(name, value, {int: "a whole number", bool: "true or false", str: "text"}[kind])
    return value


def _bad_value(name: str, value: object, wanted: str) -> OptionsError:
    return OptionsError(f"{value!r} is not possible", code="options.value", hint=f"give {wanted}", source=name)
