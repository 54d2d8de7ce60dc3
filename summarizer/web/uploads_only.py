"""What visitors call files are uploads: nothing else on the server, and no address for gradio to fetch."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from summarizer.errors import SummarizerError
from summarizer.types import Language
from summarizer.web.refusing import refusing


def take_uploads_only(page: gr.Blocks, language: Language) -> None:
    """Let the page refuse, with web.request, each input that names a file which nobody uploaded.

    gradio copies the file that a value names, or fetches it, before it looks at what kind of value its control takes:
    so every value is looked at, a text's too. It would check paths by itself if ``launch`` served the page, which
    mounting does not do. This wraps the page, because gradio writes a stub beside each module with a subclass.
    """
    preprocess = page.preprocess_data

    async def checked(block_fn: Any, inputs: list[Any], *rest: Any, **more: Any) -> Any:
        with refusing(language):
            _require_uploads(inputs)
        return await preprocess(block_fn, inputs, *rest, **more)

    page.preprocess_data = checked
    page.has_launched = True  # gradio's own check, as a second lock


def _require_uploads(inputs: list[Any]) -> None:
    """Nothing, or SummarizerError web.request."""
    folder = Path(os.environ["GRADIO_TEMP_DIR"]).resolve()
    for named in _paths(inputs):
        if "\0" in named or not Path(named).resolve().is_relative_to(folder):
            said = "the file was not uploaded to this server"
            raise SummarizerError(said, code="web.request", hint="Upload it again")


def _paths(value: Any) -> Iterator[str]:
    """What stands in a value of JSON where gradio looks for the path of a file."""
    if isinstance(value, dict):
        if isinstance(path := value.get("path"), str):
            yield path
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _paths(each)
