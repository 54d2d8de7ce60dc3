"""The tab for one article: pasted, read from a file or a web page and corrected, or one of the samples."""

from __future__ import annotations

from typing import Any

import gradio as gr

from summarizer.web import actions, fragments
from summarizer.web.job_panel import JobPanel
from summarizer.web.refusing import refusing
from summarizer.web.samples import read_sample, sample_files
from summarizer.web.settings_form import Settings, build_settings
from summarizer.writers.words import Words

# In the browser, without asking the server.
_EMPTY = """() => [null, ""]"""


def build_article_tab(panel: JobPanel) -> Settings:
    """The tab's form, put where the caller is, and what its buttons do; the settings in it."""
    words, say = panel.words, panel.words.say
    with gr.Row(elem_classes="form"):
        with gr.Column(scale=3, min_width=280):
            text = gr.Textbox(
                label=say("Arabic article"),
                placeholder=say("Paste an Arabic article here"),
                rtl=True,
                lines=9,
                max_lines=16,
                autoscroll=False,
                autofocus=True,
                elem_id="article-text",
                html_attributes=gr.InputHTMLAttributes(lang="ar", spellcheck=False, autocomplete="off"),
            )
            doubts = gr.HTML(elem_id="doubts", js_on_load="element.setAttribute('role', 'status')")
            button = gr.Button(say("Summarise and translate"), variant="primary", elem_id="start-article")
            _build_samples(words, text, doubts)
            with gr.Row(elem_classes="sources"):
                file = gr.File(
                    label=say("Or the text of a file (PDF, Word, web page, text ...)"),
                    height=104,
                    min_width=240,
                    elem_classes="small-file",
                )
                with gr.Column(min_width=240):
                    address = gr.Textbox(
                        label=say("Or of a web page"),
                        placeholder="https://",
                        max_lines=1,
                        elem_id="address",
                        html_attributes=gr.InputHTMLAttributes(lang="en", spellcheck=False, autocomplete="url"),
                    )
                    fetch = gr.Button(say("Get its text"), size="sm", elem_id="fetch")
        with gr.Column(scale=1, min_width=260, elem_classes="settings"):
            settings = build_settings(words)
    _wire(panel, settings, button, text)
    _wire_sources(words, [file, address], fetch, [text, doubts])
    return settings


def _wire(panel: JobPanel, settings: Settings, button: Any, text: Any) -> None:
    language = panel.words.language

    def brief_article(text: str, request: gr.Request, glossary: str | None = None, **chosen: Any) -> dict[str, str]:
        """Start a job that briefs one Arabic article."""
        with refusing(language):
            asked = actions.ask_article(text, {**chosen, "glossary": glossary}, language)
            return actions.start(panel.room, request.client.host, asked, panel.root_path)

    started = button.click(
        brief_article,
        text,
        panel.job,
        inputs_kwargs=settings,
        api_name="brief_article",
        show_progress="hidden",
        show_progress_on=[],
        concurrency_limit=4,
    )
    panel.follow(started)


def _wire_sources(words: Words, sources: list[Any], fetch: Any, outputs: list[Any]) -> None:
    """A file or an address gives its text to the box, to be corrected there; then both are free for the next."""
    language = words.language
    file, address = sources

    def extract(file: str | None = None, url: str | None = None) -> tuple[str, str]:
        """The text of a file or a web page, to be corrected, and HTML that tells the doubts about its reading."""
        with refusing(language):
            text, doubts = actions.extract(file, url)
        return text, fragments.findings(language, doubts)

    gr.on(
        [file.upload, fetch.click, address.submit],
        extract,
        sources,
        outputs,
        api_name="extract",
        show_progress="minimal",
        concurrency_limit=2,
    ).success(None, None, sources, js=_EMPTY, api_visibility="private")


def _build_samples(words: Words, text: Any, doubts: Any) -> None:
    """One button for each sample article; nothing where there are none."""
    count = len(sample_files())
    if not count:
        return
    with gr.Row(elem_classes="samples"):
        gr.HTML(f"<span>{words.say('Or try a sample:')}</span>", js_on_load=None, elem_classes="samples-label")
        for number in range(count):
            button = gr.Button(
                words.say("Sample {0}").format(words.number(number + 1)), size="sm", min_width=90, scale=0
            )
            button.click(
                lambda number=number: (read_sample(number), ""),
                None,
                [text, doubts],
                show_progress="hidden",
                api_visibility="private",
                queue=False,
            )
