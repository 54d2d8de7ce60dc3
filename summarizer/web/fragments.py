"""Pieces of HTML for the page, from the templates of the pages: everything that comes from outside is escaped there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from secrets import token_urlsafe
from typing import Any

from summarizer.errors import SET_ASIDE
from summarizer.types import Finding, Language
from summarizer.web.jobs import JobState
from summarizer.writers.html import load_templates
from summarizer.writers.words import load_words

_DOWNLOADS = {  # the briefing's files in the order in which they are offered, and what readers call them
    "index.html": "HTML",
    "briefing.docx": "Word",
    "briefing.md": "Markdown",
    "briefing.jsonl": "JSONL",
    "figures.csv": "CSV",
    "briefing.xlsx": "Excel",
    "briefing.zip": "All files (ZIP)",
}

# A frame that waited for a server which went down waits no more: of the next one it is another address, asked anew.
_SERVER = token_urlsafe(4)


def masthead(language: Language, job_id: str = "") -> str:
    """The head of the page, with the way to the same page, and the same job, in the other language."""
    page = "../" if language == "ar" else "ar/"
    other = "en" if language == "ar" else "ar"
    return _render(language, "masthead", page + (f"?job={job_id}" if job_id else ""), other)


def phase(language: Language, state: JobState) -> str:
    """One sentence: whether the job waits, runs, or how it ended."""
    return _render(language, "title", state) + _render(language, "phase", state)


def progress(language: Language, state: JobState) -> str:
    """How many sentences and articles are done; nothing for a job that is over."""
    return _render(language, "progress", state)


def articles(language: Language, state: JobState) -> str:
    """Links to what is finished so far, what failed and why, and apart from that what was set aside."""
    failed = [failure for failure in state.failures if failure.code not in SET_ASIDE]
    aside = [failure for failure in state.failures if failure.code in SET_ASIDE]
    return _render(language, "articles", state, _files(language, state), failed, aside)


def result(language: Language, state: JobState, is_next: bool = False) -> str:
    """The briefing, or the article alone, in a frame without any rights, with its downloads; nothing before that.

    Of an article that ``is_next`` the frame is there at once, and the server sends the article into it as soon as it
    can be read. gradio puts what is told into what stands there, element by element. So the frame, the link beside it,
    and whatever a reader does there, stay as they are while the downloads come.
    """
    files = _files(language, state)
    shown = state.readable or ("index.html" if "index.html" in state.files else "")
    awaited = files.removesuffix("files/") + f"article?server={_SERVER}"
    framed = awaited if state.readable or is_next else shown and files + shown
    say = load_words(language).say
    downloads = [(path, say(name)) for path, name in _DOWNLOADS.items() if path in state.files]
    return _render(language, "result", state, files, framed, shown, downloads)


def recent(language: Language, states: Sequence[JobState]) -> str:
    """Links to jobs; nothing for none."""
    return _render(language, "recent", states)


def findings(language: Language, found: Sequence[Finding]) -> str:
    """Doubts about a text that was read."""
    return _render(language, "findings", found)


def error(language: Language, said: str) -> str:
    """A fault, in the words of ``words.say_error``."""
    return _render(language, "error", said)


def models(language: Language, groups: Sequence[tuple[str, Sequence[dict[str, Any]]]]) -> str:
    """Tables of models, one for each (task, rows)."""
    return _render(language, "models", groups)


def pulling(language: Language, done: int, total: int) -> str:
    """How much of a model has come, in MB; ``total`` is 0 while it is not known."""
    return _render(language, "pulling", done, total)


def note(language: Language, said: str) -> str:
    """A sentence of our own."""
    return _render(language, "note", said)


def _files(language: Language, state: JobState) -> str:
    """Where the job's outputs are, from the page on: a proxy may have put the page anywhere."""
    return ("../" if language == "ar" else "") + f"jobs/{state.id}/files/"


def _render(language: Language, macro: str, *values: object) -> str:
    return str(getattr(_pieces(language), macro)(*values)).strip()


@cache
def _pieces(language: Language) -> Any:
    return load_templates(language).get_template("web.html").module
