"""The settings that stand beside both forms: how long the summary is and which model works, the rest folded away."""

from __future__ import annotations

from typing import Any

import gradio as gr

from summarizer.entries import read_catalogue
from summarizer.web.models import installed_for
from summarizer.writers.words import Words

Settings = dict[str, Any]  # the controls by the names that jobs and endpoints have for them


def build_settings(words: Words) -> Settings:
    """The settings, put where the caller is in the page."""
    say = words.say
    sentences = gr.Number(3, precision=0, label=say("Sentences in the summary (1 to 10)"), elem_classes="sentences")
    model = gr.Dropdown(_all_translators(words), value="auto", label=say("Translator"))
    strict = gr.Checkbox(
        value=True,
        label=say("Strict summary"),
        info=say("A summary sentence that the article does not bear out is replaced by the article's own."),
    )
    glossary = gr.File(
        label=say("Glossary (CSV: Arabic, English)"),
        height=72,
        elem_classes="small-file",
    )
    with gr.Accordion(say("More settings"), open=False):
        limit = gr.Number(0, precision=0, label=say("Most words in the summary (0: no limit)"))
        summary = gr.Dropdown(_all_summarizers(words), value="auto", label=say("Summariser"))
        excel = gr.Checkbox(value=False, label=say("An Excel workbook too"))
    return {
        "summary_sentences": sentences,
        "summary_words": limit,
        "model": model,
        "summary": summary,
        "strict_summary": strict,
        "excel": excel,
        "glossary": glossary,
    }


def translators(words: Words) -> list[tuple[str, str]]:
    """The translators that can be chosen, as (label, value)."""
    return [(words.say("Best installed"), "auto"), *((name, name) for name in installed_for("translation"))]


def summarizers(words: Words) -> list[tuple[str, str]]:
    """The ways to summarise that can be chosen, as (label, value)."""
    return [*_always(words), *((name, name) for name in installed_for("summarization"))]


def _all_translators(words: Words) -> list[tuple[str, str]]:
    """With those that are not installed: gradio refuses values that it was not built with, and they may come later."""
    known = [entry.name for entry in read_catalogue().values() if entry.task == "translation"]
    return [(words.say("Best installed"), "auto"), *((name, name) for name in known)]


def _all_summarizers(words: Words) -> list[tuple[str, str]]:
    known = [entry.name for entry in read_catalogue().values() if entry.task == "summarization"]
    return [*_always(words), *((name, name) for name in known)]


def _always(words: Words) -> list[tuple[str, str]]:
    return [(words.say("Best installed"), "auto"), (words.say("The article's own sentences"), "extractive")]
