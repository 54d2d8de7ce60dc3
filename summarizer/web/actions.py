"""What the page can be asked to do, without knowing that there is a page: its buttons and its API come here.

Errors are ``SummarizerError``; who shows them puts them into words (``words.say_error``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from summarizer.entries import find_entry
from summarizer.errors import ModelError, ReadError
from summarizer.installation import needs_consent
from summarizer.types import Finding, Language
from summarizer.web import models
from summarizer.web.jobs import JobState, Kind, Request, job_options
from summarizer.web.room import JobRoom
from summarizer.web.samples import sample_files
from summarizer.web.uploads import read_for_correction


def extract(file: str | None, address: str | None) -> tuple[str, tuple[Finding, ...]]:
    """The text of one file, or else of the page at ``address``, to be corrected, and the doubts about its reading.

    ReadError, read.missing if there is neither.
    """
    address = (address or "").strip()
    if not file and not address:
        hint = "Give a file or the address of a web page"
        raise ReadError("there is nothing to read", code="read.missing", hint=hint)
    return read_for_correction(Path(file) if file else address)


def ask_article(text: str | None, chosen: Mapping[str, Any], language: Language) -> Request:
    """A job for one text. ``chosen`` are the settings of the form by name, ``glossary`` and ``excel`` among them.

    ReadError read.empty where there is none.
    """
    if not (text or "").strip():
        raise ReadError("there is no text", code="read.empty", hint="Paste an article first")
    return _ask("article", chosen, language, text=text or "")


def ask_briefing(
    files: Sequence[str] | None, addresses: str | None, chosen: Mapping[str, Any], language: Language
) -> Request:
    """A job for many files and pages of the web, one address on a line. ReadError read.missing if there are none."""
    urls = tuple(line.strip() for line in (addresses or "").splitlines() if line.strip())
    if not files and not urls:
        raise ReadError("there are no articles", code="read.missing", hint="Give files, or a zip of a folder")
    return _ask("briefing", chosen, language, files=tuple(map(Path, files or ())), urls=urls)


def start(room: JobRoom, client: str, request: Request, root_path: str) -> dict[str, str]:
    """A new job: its ``id`` and the ``url`` of its page, below ``root_path``. Errors as ``JobRoom.submit``."""
    job_id = room.submit(request, client)
    page = "/ar/" if request.settings.get("page_language") == "ar" else "/"
    return {"id": job_id, "url": f"{root_path}{page}?job={job_id}"}


def record(state: JobState) -> dict[str, Any]:
    """The state of a job as JSON has it."""
    return asdict(state) | {"finished": state.finished}


def list_outputs(room: JobRoom, job_id: str, root_path: str) -> dict[str, Any]:
    """The ``phase`` of a job, the ``url`` of its briefing ("" before it is done), and of all ``files`` by name."""
    state = room.state(job_id)
    files = {name: f"{root_path}/jobs/{state.id}/files/{name}" for name in state.files}
    return {"id": state.id, "phase": state.phase, "url": files.get("index.html", ""), "files": files}


def read_samples() -> list[dict[str, str]]:
    """The ``name`` and ``text`` of each sample article."""
    return [{"name": path.name, "text": path.read_text(encoding="utf-8").strip()} for path in sample_files()]


def pull_model(name: str | None, accept_licence: bool) -> Iterator[tuple[int, int]]:
    """Fetch a model: (MB that came, MB of all) as it goes on. Errors as ``models.pull``.

    ModelError model.licence, before anything is fetched, if the licence has to be accepted and is not.
    """
    entry = find_entry(name or "")
    if entry is not None and needs_consent(entry.licence) and not accept_licence:
        said, hint = f"its licence ({entry.licence}) was not accepted", "Read it, and tick the box if you accept it"
        raise ModelError(said, code="model.licence", hint=hint, source=entry.name)
    return models.pull(name or "", accept_licence=accept_licence)


def _ask(kind: Kind, chosen: Mapping[str, Any], language: Language, **brought: Any) -> Request:
    own = ("excel", "glossary")
    settings = {name: value for name, value in chosen.items() if name not in own and value is not None}
    if chosen.get("excel"):
        settings["formats"] = sorted({*job_options({}).formats, "xlsx"})
    glossary = chosen.get("glossary")
    return Request(
        kind=kind,
        glossary=Path(glossary) if glossary else None,
        settings=settings | {"page_language": language},
        **brought,
    )
