"""The page: three tabs to ask for work, and one panel that shows it. The same for both languages, in other words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from summarizer.types import Language
from summarizer.web import actions, fragments
from summarizer.web.article_tab import build_article_tab
from summarizer.web.briefing_tab import build_briefing_tab
from summarizer.web.job_panel import QUIETLY, JobPanel, build_job_panel
from summarizer.web.models import list_models
from summarizer.web.models_tab import build_models_tab
from summarizer.web.recent import build_recent
from summarizer.web.refusing import refusing
from summarizer.web.room import JobRoom
from summarizer.web.uploads_only import take_uploads_only
from summarizer.writers.words import load_words

# How often uploads that lie in gradio's folder are looked at, and how old they become there; jobs have copied them.
_DELETE_CACHE = (3600, 7200)  # seconds
_STYLE = Path(__file__).parent / "style.css"
_MOST_EVENTS = 200  # that wait in gradio's queue; jobs wait in the room, so these take milliseconds
# Between two looks of gradio's queue for an event. By itself it looks a thousand times a second, for each of the two
# pages, also while nobody asks for anything.
_LOOK_SECONDS = 0.01

# gradio calls every field for files "Click to upload or drop files", in English; it has to be known which is which. It
# puts two buttons into other buttons, which screen readers cannot tell apart: the one that adds files to a list, and
# the one that closes a message. And what is told again it shows once more.
_MEND_LABELS = """() => {
  const label = () => {
    document.querySelectorAll(".block:has(> [data-testid=block-label]) button[aria-dropeffect]").forEach((button) => {
      const name = button.closest(".block").querySelector("[data-testid=block-label]").textContent.trim();
      button.ariaLabel = name;
      const around = button.parentElement.closest("button");
      if (around) Object.assign(around, { role: "group", tabIndex: -1, ariaLabel: name, title: name });
    });
    document.querySelectorAll(".toast-header[role]").forEach((header) => {
      header.removeAttribute("role");
      header.removeAttribute("tabindex");
    });
    const told = new Set();
    document.querySelectorAll("[data-testid=toast-text]").forEach((text) => {
      text.parentElement.hidden = told.has(text.textContent);
      told.add(text.textContent);
    });
  };
  new MutationObserver(label).observe(document.body, { childList: true, subtree: true });
  label();
}"""


def build_page(room: JobRoom, language: Language, root_path: str = "") -> gr.Blocks:
    """The page in one language, not yet launched, to be mounted with what ``page_look`` gives.

    ``root_path``: where a proxy shows the server, such as ``/mujaz``.
    """
    words = load_words(language)
    with gr.Blocks(title="Mujaz", delete_cache=_DELETE_CACHE) as page:
        masthead = gr.HTML(fragments.masthead(language), elem_id="masthead", js_on_load=None)
        job = gr.JSON(visible=False)
        with gr.Column(elem_id="forms") as forms:
            tabs = gr.Tabs(elem_id="tabs")
        recent = build_recent(room, words)
        panel = build_job_panel(recent, forms=forms, job=job, masthead=masthead, root_path=root_path)
        with tabs:
            with gr.Tab(words.say("Article"), id="article"):
                article = build_article_tab(panel)
            with gr.Tab(words.say("Briefing"), id="briefing"):
                briefing = build_briefing_tab(panel)
            with gr.Tab(words.say("Models"), id="models"):
                refresh, refreshed = build_models_tab(words, (article, briefing))
        recent.shown.render()
        _open(page, panel)
        page.load(refresh, None, refreshed, **QUIETLY)
        _name_endpoints(room, language, root_path)
    take_uploads_only(page, language)
    page.queue(default_concurrency_limit=8, max_size=_MOST_EVENTS)
    page._queue.sleep_when_free = _LOOK_SECONDS
    return page


def page_look() -> dict[str, Any]:
    """What ``gr.mount_gradio_app`` needs to know of how the page looks."""
    return {"theme": _theme(), "css_paths": [_STYLE], "footer_links": [], "run_history": False}


def _open(page: gr.Blocks, panel: JobPanel) -> None:
    """Show the job that the address of the page names."""

    def open_job(ids: object, request: gr.Request) -> list[Any]:
        job_id = request.query_params.get("job", "")
        if not job_id:  # nothing to show, and nothing to hide: a job may have been started before this answer comes
            return [gr.skip(), panel.recent.show(ids), *(gr.skip() for _ in panel.outputs)]
        job = {"id": job_id, "url": ""}
        return [job, panel.recent.show(ids, apart_from=job_id), *panel.show(job)]

    shown = [panel.job, panel.recent.shown, *panel.outputs]
    page.load(open_job, panel.recent.kept, shown, **QUIETLY)
    page.load(None, js=_MEND_LABELS, api_visibility="private")


def _name_endpoints(room: JobRoom, language: Language, root_path: str) -> None:
    """The endpoints that no button needs."""

    def job(id: str) -> dict:  # type: ignore[type-arg]  # gradio reads the annotation
        """How far a job is."""
        with refusing(language):
            return actions.record(room.state(id))

    def cancel(id: str) -> dict:  # type: ignore[type-arg]
        """Cancel a job; what it has finished stays. One of which only stories and files are left is finished."""
        with refusing(language):
            return actions.record(room.cancel(id))

    def resume(id: str) -> dict:  # type: ignore[type-arg]
        """Let a job that was cancelled or failed go on, one that is over try again what failed, where that may help."""
        with refusing(language):
            return actions.record(room.resume(id))

    def result(id: str) -> dict:  # type: ignore[type-arg]
        """Where the briefing of a job is, and its files."""
        with refusing(language):
            return actions.list_outputs(room, id, root_path)

    def samples() -> list:  # type: ignore[type-arg]
        """The sample articles."""
        return actions.read_samples()

    def models() -> list:  # type: ignore[type-arg]
        """The models of the catalogue, and which of them are installed."""
        return list_models()

    for endpoint in (job, cancel, resume, result, samples, models):
        gr.api(endpoint, api_name=endpoint.__name__, queue=False)


def _theme() -> Any:
    """Quiet, like the briefing's own pages: paper, ink, one blue. No fonts from elsewhere."""
    sans = ["Source Sans 3", "Segoe UI", "Helvetica Neue", "Noto Sans", "Noto Sans Arabic", "Arial", "sans-serif"]
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.stone,
        font=sans,
        font_mono=["ui-monospace", "Cascadia Mono", "Menlo", "DejaVu Sans Mono", "monospace"],
        radius_size=gr.themes.sizes.radius_sm,
        text_size=gr.themes.sizes.text_md,
    ).set(
        body_background_fill="#fcfbf8",
        body_background_fill_dark="#17181b",
        body_text_color="#1d1b18",
        body_text_color_dark="#e7e3da",
        body_text_color_subdued="#615c53",
        body_text_color_subdued_dark="#aaa499",
        block_background_fill="#ffffff",
        block_background_fill_dark="#212226",
        border_color_primary="#d8d2c6",
        border_color_primary_dark="#3b3c41",
        block_label_text_color="#1d1b18",
        block_label_text_color_dark="#e7e3da",
        block_title_text_color="#1d1b18",
        block_title_text_color_dark="#e7e3da",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1b1c20",
        input_border_width="1px",
        input_border_color_focus="#1c4a75",
        input_border_color_focus_dark="#9cc4ec",
        input_shadow_focus="none",
        input_placeholder_color="#6b655b",
        input_placeholder_color_dark="#9a948a",
        input_border_color="#8b8477",
        input_border_color_dark="#77716a",
        button_primary_background_fill="#1c4a75",
        button_primary_background_fill_hover="#153a5c",
        button_primary_background_fill_dark="#9cc4ec",
        button_primary_background_fill_hover_dark="#bcd8f3",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#17181b",
        button_secondary_background_fill="#f3efe6",
        button_secondary_background_fill_hover="#e9e3d6",
        button_secondary_background_fill_dark="#2b2c31",
        button_secondary_background_fill_hover_dark="#36373d",
        button_secondary_text_color="#1d1b18",
        button_secondary_text_color_dark="#e7e3da",
        color_accent="#1c4a75",
        button_secondary_border_color="#d8d2c6",
        button_secondary_border_color_dark="#3b3c41",
        button_border_width="1px",
        button_primary_border_color="#1c4a75",
        button_primary_border_color_dark="#9cc4ec",
        checkbox_background_color_selected="#1c4a75",
        checkbox_background_color_selected_dark="#3a72a8",
        link_text_color="#1c4a75",
        link_text_color_dark="#9cc4ec",
    )
