"""The tab of the models: what there is, what is installed, fetching one, and choosing which one works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from summarizer.entries import read_catalogue
from summarizer.web import actions, fragments
from summarizer.web.job_panel import QUIETLY
from summarizer.web.models import list_models
from summarizer.web.refusing import refusing
from summarizer.web.settings_form import Settings, summarizers, translators
from summarizer.web.words import TASKS
from summarizer.writers.words import Words

_CHOICES = ("model", "summary")  # the settings that are models


def build_models_tab(words: Words, forms: Sequence[Settings]) -> tuple[Any, Any]:
    """The tab, put where the caller is. ``forms`` are the settings whose choices of models it keeps up to date.

    What has to be called when the page is opened comes back: a function, and what it fills.
    """
    say, language = words.say, words.language
    with gr.Row(elem_classes="form", elem_id="pull"):
        name = gr.Dropdown([entry.name for entry in read_catalogue().values()], value=None, label=say("Model"))
        accepted = gr.Checkbox(
            value=False,
            label=say("I accept its licence"),
            info=say("Needed only where the licence forbids commercial use or is not stated."),
        )
        with gr.Column(min_width=200):
            fetch = gr.Button(say("Fetch from the Hugging Face hub"), elem_id="pull-model")
            use = gr.Button(say("Use this model"), elem_id="use-model")
    told = gr.HTML(js_on_load="element.setAttribute('role', 'status')", elem_id="pull-state")
    table = gr.HTML(js_on_load=None, elem_id="models")

    def pull_model(name: str, accept_licence: bool) -> Iterator[str]:
        """Fetch a model of the catalogue from its hub; HTML that tells how much of it came."""
        with refusing(language):
            for done, total in actions.pull_model(name, accept_licence):
                yield fragments.pulling(language, done, total)
        yield fragments.note(language, say("Installed: {0}.").format(name))

    def choose(name: str | None) -> list[Any]:
        here = next((model for model in list_models() if model["name"] == name and model["installed"]), None)
        chosen = {"translation": "model", "summarization": "summary"}.get(here["task"] if here else "")
        if chosen is None:
            said = say("Choose a model that is installed, to translate or to summarise into Arabic.")
        else:
            said = say("In use from now on: {0}.").format(name)
        updates = [gr.update(value=name) if key == chosen else gr.skip() for key in _CHOICES * len(forms)]
        return [*updates, fragments.note(language, said)]

    def refresh() -> list[Any]:
        updates = [gr.update(choices=translators(words)), gr.update(choices=summarizers(words))]
        return [_table(words), *updates * len(forms)]

    controls = [form[key] for form in forms for key in _CHOICES]
    pulled = fetch.click(
        pull_model, [name, accepted], told, api_name="pull_model", show_progress="hidden", concurrency_limit=1
    )
    pulled.failure(lambda: "", None, told, **QUIETLY)
    pulled.success(refresh, None, [table, *controls], **QUIETLY)
    use.click(choose, name, [*controls, told], **QUIETLY)
    return refresh, [table, *controls]


def _table(words: Words) -> str:
    rows = list_models()
    groups = [(words.say(title), [row for row in rows if row["task"] == task]) for task, title in TASKS.items()]
    return fragments.models(words.language, groups)
