"""The tab for a briefing: many files, a zip of a folder, web addresses, or all samples at once."""

from __future__ import annotations

from typing import Any

import gradio as gr

from summarizer.web import actions
from summarizer.web.job_panel import JobPanel
from summarizer.web.refusing import refusing
from summarizer.web.samples import sample_files
from summarizer.web.settings_form import Settings, build_settings


def build_briefing_tab(panel: JobPanel) -> Settings:
    """The tab's form, put where the caller is, and what its buttons do; the settings in it."""
    say = panel.words.say
    with gr.Row(elem_classes="form"):
        with gr.Column(scale=3, min_width=280):
            files = gr.File(
                label=say("Articles: files, tables, or a zip of a folder"),
                file_count="multiple",
                height=200,
                elem_id="files",
            )
            addresses = gr.Textbox(
                label=say("Or web pages, one address on a line"),
                placeholder="https://",
                lines=2,
                max_lines=10,
                elem_id="addresses",
                html_attributes=gr.InputHTMLAttributes(lang="en", spellcheck=False, autocomplete="off"),
            )
            button = gr.Button(say("Make the briefing"), variant="primary", elem_id="start-files")
            samples = gr.Button(
                say("Or brief the sample articles"), size="sm", elem_id="start-samples", visible=bool(sample_files())
            )
        with gr.Column(scale=1, min_width=260, elem_classes="settings"):
            settings = build_settings(panel.words)
    _wire(panel, settings, [files, addresses], button, samples)
    return settings


def _wire(panel: JobPanel, settings: Settings, sources: list[Any], button: Any, samples: Any) -> None:
    language = panel.words.language

    def brief_files(
        request: gr.Request,
        files: list[str] | None = None,
        urls: str | None = None,
        glossary: str | None = None,
        **chosen: Any,
    ) -> dict[str, str]:
        """Start a job that briefs many articles: files, and web pages (``urls``, one address on a line)."""
        with refusing(language):
            asked = actions.ask_briefing(files, urls, {**chosen, "glossary": glossary}, language)
            return actions.start(panel.room, request.client.host, asked, panel.root_path)

    def brief_samples(request: gr.Request, **chosen: Any) -> dict[str, str]:
        return brief_files(request, [str(path) for path in sample_files()], **chosen)

    started = button.click(
        brief_files,
        sources,
        panel.job,
        inputs_kwargs=settings,
        api_name="brief_files",
        show_progress="hidden",
        show_progress_on=[],
        concurrency_limit=4,
    )
    panel.follow(started)
    panel.follow(
        samples.click(
            brief_samples,
            None,
            panel.job,
            inputs_kwargs=settings,
            show_progress="hidden",
            show_progress_on=[],
            api_visibility="private",
        )
    )
