"""The web page: paste an Arabic article; get its summary and translation side by side, with every doubt marked.

A plain page over the same pipeline as the command line. Nothing leaves the machine: fonts are local, analytics are off,
the result is shown in a sandboxed frame.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from html import escape
from threading import Lock
from typing import TYPE_CHECKING

from summarizer.brief import brief
from summarizer.errors import SummarizerError
from summarizer.options import Options, read_options
from summarizer.pipeline import Pipeline
from summarizer.readers import read_text
from summarizer.writers import html

if TYPE_CHECKING:
    import gradio

_FRAME = '<iframe title="Briefing" sandbox="allow-same-origin" srcdoc="{}"></iframe>'
_STYLE = "iframe {width: 100%; height: 78vh; border: 0} .gradio-container {max-width: 1240px}"
_ABOUT = """# Mujaz · موجز
Paste an Arabic news article. You get a summary and a full English translation beside the Arabic, with every doubt
marked. It is a draft for triage, not for quotation."""

_one_at_a_time = Lock()  # engine and memory are shared by all visitors


def brief_text(text: str, options: Options) -> str:
    """The self-contained page of one pasted article. SummarizerError for bad input."""
    article = read_text(text)
    with _one_at_a_time:
        pipeline = Pipeline(options, shared=_loaded())
        done = pipeline.brief([pipeline.prepare(article)])
    result = brief(done, (), signature=pipeline.signature)
    page = "".join(next(page for name, page in html.render(result) if name == "index.html"))
    # In a frame made from a string "#a1-s3" means a place in the page around it, unless the base says otherwise.
    return page.replace("<head>", '<head><base href="about:srcdoc">', 1)


def build_page() -> gradio.Blocks:
    """The page, not yet launched."""
    # Both are read when gradio, and the hub's library with it, is imported: the page calls no one.
    os.environ.update({"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1"})
    import gradio as gr

    with gr.Blocks(title="Mujaz") as page:
        gr.Markdown(_ABOUT)
        text = gr.Textbox(label="Arabic article · المقال", rtl=True, lines=12, max_lines=24, autofocus=True)
        with gr.Row():
            sentences = gr.Slider(1, 10, value=3, step=1, label="Sentences in the summary")
            button = gr.Button("Summarise and translate", variant="primary")
        result = gr.HTML(label="Briefing")
        button.click(_handler(gr.Error), [text, sentences], result, api_name="brief", concurrency_limit=1)
    return page


def launch(*, host: str | None = None, port: int | None = None) -> None:
    """Serve the page until it is interrupted: on 127.0.0.1, unless ``host`` or GRADIO_SERVER_NAME says otherwise."""
    build_page().launch(
        server_name=host or os.environ.get("GRADIO_SERVER_NAME", "127.0.0.1"),
        server_port=port,
        css=_STYLE,
        share=False,
        show_error=False,
        max_file_size="1mb",
    )


@cache
def _loaded() -> Pipeline:
    """The engine and the memory that all visitors share."""
    return Pipeline(read_options())


def _handler(refuse: type[Exception]) -> Callable[[str, int], str]:
    """What the button does; its errors reach the reader as ``refuse`` messages, coded and without traceback."""

    def handle(text: str, sentences: int) -> str:
        try:
            page = brief_text(text or "", read_options({"summary_sentences": int(sentences)}))
        except SummarizerError as error:
            raise refuse(str(error)) from error
        except Exception as error:
            raise refuse(f"An unforeseen fault: {type(error).__name__}. [article.failed]") from error
        return _FRAME.format(escape(page, quote=True))

    return handle
