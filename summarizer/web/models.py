"""The models as the page lists them, and how one is fetched from it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from summarizer.catalogue import find_installed, installed_names
from summarizer.entries import Score, Task, find_entry, read_catalogue
from summarizer.errors import ERRORS, ModelError, OptionsError, SummarizerError
from summarizer.installation import needs_consent
from summarizer.options import read_options

_SCORES = 2  # that are shown of a model; models.md has all
_FETCHED = re.compile(r"([\d,]+) of ([\d,]+) MB fetched\.")  # a line of ``mujaz models pull``
_FAULT = re.compile(r"(?:(?P<source>[^:]+): )?(?P<message>.+) \[(?P<code>[\w.]+)\]")  # str() of a SummarizerError


def list_models() -> list[dict[str, Any]]:
    """What is known of every model of the catalogue: task, licence, sizes in MB, scores, whether it is here."""
    here = set(_usable())
    return [
        {
            "name": entry.name,
            "task": entry.task,
            "about": entry.about,
            "licence": entry.licence,
            "needs_consent": needs_consent(entry.licence),
            "download_mb": entry.download_mb,
            "memory_mb": entry.memory_mb,
            "tiers": list(entry.tiers),
            "scores": [_say_score(score) for score in entry.scores[:_SCORES]],
            "caution": entry.caution,
            "installed": entry.name in here,
        }
        for entry in read_catalogue().values()
    ]


def installed_for(task: Task) -> list[str]:
    """The names of the installed models that can do ``task``, the best first."""
    return [name for name, done in _usable().items() if done in ("", task)]


def pull(name: str, *, accept_licence: bool) -> Iterator[tuple[int, int]]:
    """Fetch a model of the catalogue, in a process that may call out as the page's own must not.

    Gives (MB that came, MB of all), (0, 0) while that is not known. ModelError model.not_found for a name that is not
    in the catalogue, and as ``hub.pull``; OptionsError options.value if the server is offline by its options. The
    process ends with the iterator; what came of the model is kept and taken up by the next.
    """
    if read_options().offline:
        raise OptionsError("pulling a model needs the network", code="options.value", source="offline")
    entry = find_entry(name)
    if entry is None or entry.name != name:
        raise ModelError("the catalogue has no such model", code="model.not_found", source=name)
    yield 0, 0
    command = [sys.executable, "-m", "summarizer", "models", "pull", name, *["--accept-licence"] * accept_licence]
    environment = {key: value for key, value in os.environ.items() if key != "HF_HUB_OFFLINE"}
    last = ""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment,
    ) as process:
        assert process.stderr is not None
        try:
            for line in process.stderr:
                last = line.strip() or last
                if found := _FETCHED.fullmatch(last):
                    yield _megabytes(found[1]), _megabytes(found[2])
        except GeneratorExit:
            process.terminate()
            raise
    if process.returncode:
        raise _as_error(last, name)


def _usable() -> dict[str, Task]:
    """The task of each installed model; one that cannot be read is left out: ``mujaz models check`` tells why."""
    tasks = {}
    for name in installed_names():
        try:
            if (model := find_installed(name)) is not None:
                tasks[name] = model.task
        except SummarizerError:
            continue
    return tasks


def _say_score(score: Score) -> str:
    values = ", ".join(f"{name} {value}" for name, value in score.values if name != "GPU seconds")
    return f"{values} ({score.on}; {score.by})"


def _megabytes(text: str) -> int:
    return int(text.replace(",", ""))


def _as_error(line: str, name: str) -> ModelError:
    """The fault that the command told on its last line."""
    found = _FAULT.fullmatch(line)
    if found is None or found["code"] not in ERRORS:
        return ModelError("the model could not be fetched", code="model.network", hint="try again later", source=name)
    return ModelError(found["message"], code=found["code"], source=found["source"] or name)
