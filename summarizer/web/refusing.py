"""Errors as the page shows them: a message that stays until it is closed, coded, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import gradio as gr

from summarizer.errors import SummarizerError
from summarizer.types import Language
from summarizer.web.words import say_error


@contextmanager
def refusing(language: Language) -> Iterator[None]:
    """Let coded errors reach the reader. gradio takes the message for HTML, so it is escaped here."""
    try:
        yield
    except SummarizerError as error:
        said = escape(say_error(error, language), quote=False)
        raise gr.Error(said, duration=None, print_exception=False) from error
