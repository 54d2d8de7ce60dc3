"""What the page says in words of its own, in the reader's language. The Arabic is in ``locale/ar.po``."""

from __future__ import annotations

from pathlib import PurePosixPath

from summarizer.errors import ERRORS, SummarizerError
from summarizer.types import Language
from summarizer.web.telling import advise, without_paths
from summarizer.writers.messages import explain

TASKS = {  # what a model of the catalogue is for
    "translation": "Arabic to English",
    "summarization": "Arabic article to Arabic summary",
    "direct": "Arabic article to English summary",
}


def say_error(error: SummarizerError, language: Language) -> str:
    """``SOURCE: fault. Remedy. [code]`` on one line, without the server's paths.

    In Arabic the fault is told by the meaning of its code where its own words have no Arabic, and a remedy that has
    none stands as it is.
    """
    fault = explain(error.message, language)
    if language == "ar" and fault == error.message:
        fault = explain(ERRORS[error.code], language)
    source = PurePosixPath(error.source).name if error.source.startswith("/") else error.source
    hint = without_paths(explain(advise(error.code, error.hint), language))
    return str(SummarizerError(without_paths(fault), code=error.code, hint=hint, source=source))
