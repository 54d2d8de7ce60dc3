"""The job that the page shows: how far it is, and what came of it. Its id stands in the address of the page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import gradio as gr
from starlette.concurrency import run_in_threadpool

from summarizer.errors import SummarizerError
from summarizer.web import fragments
from summarizer.web.jobs import JobState
from summarizer.web.recent import REMEMBER, Recent
from summarizer.web.refusing import refusing
from summarizer.web.room import JobRoom
from summarizer.web.waiting import wait_until
from summarizer.web.words import say_error
from summarizer.writers.words import Words

# Seconds between two looks at a job, each of which costs some 10 ms of the server's time and more of the browser's. One
# article takes a second or two, so who waits for it and is next is told soon after there is something to tell, or after
# _HOLD; so soon (_LOOK) that its frame has drawn the article before.
_SECONDS, _SECONDS_NEXT, _HOLD, _LOOK = 1.0, 0.1, 2.0, 0.1
_SECONDS_OVER = 5.0  # where somebody else who has the address may let it go on
# A screen reader tells what changes, and who works by keyboard is taken there when the form goes.
_LIVE = "element.setAttribute('role', 'status'); element.tabIndex = -1;"
_FOCUS = """() => { requestAnimationFrame(() => document.querySelector("#phase [role=status]")?.focus()); }"""
_SHOW_IN_ADDRESS = """(job) => {
  history.replaceState(null, "", "?job=" + encodeURIComponent(job.id));
  scrollTo(0, 0);
}"""
# Gradio counts the time of every part that waits for an answer, in each frame, though it hides the clock: on none. And
# what is not asked for by name is not queued: when the last queued event ends, gradio closes the stream of answers, and
# an event that joins in that moment never hears its own.
QUIETLY: dict[str, Any] = {
    "show_progress": "hidden",
    "show_progress_on": [],
    "api_visibility": "private",
    "queue": False,
}
_HIDDEN = gr.update(visible=False)
_FORGET_IN_ADDRESS = """(...given) => {
  history.replaceState(null, "", location.pathname);
  scrollTo(0, 0);
  return given;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPanel:
    """The parts of the panel, and ``forms``, which it stands in place of. ``job`` holds {"id", "url"} or None.

    ``root_path``: where a proxy shows the page, which addresses that programs are told begin with.
    """

    room: JobRoom
    root_path: str
    words: Words
    forms: Any
    recent: Recent
    job: Any
    masthead: Any
    panel: Any
    phase: Any
    progress: Any
    articles: Any
    cancel: Any
    resume: Any
    result: Any
    timer: Any

    @property
    def outputs(self) -> list[Any]:
        """The parts that ``show`` fills."""
        return [
            self.forms,
            self.panel,
            self.masthead,
            self.phase,
            self.progress,
            self.articles,
            self.result,
            self.cancel,
            self.resume,
            self.timer,
        ]

    def show(self, job: Mapping[str, str] | None) -> list[Any]:
        """What the parts show of a job; the forms for None."""
        language = self.words.language
        if not job:
            return self._fill(fragments.masthead(language), is_job=False)
        masthead = fragments.masthead(language, job["id"])
        try:
            state = self.room.state(job["id"])
        except SummarizerError as error:
            return self._fill(masthead, fragments.error(language, say_error(error, language)))
        told = (part(language, state) for part in (fragments.phase, fragments.progress, fragments.articles))
        return self._fill(
            masthead,
            *told,
            fragments.result(language, state, is_next=_is_next(state)),
            seconds=_until_next_look(state),
            cancel=gr.update(visible=not state.finished, interactive=state.phase != "cancelling"),
            resume=_say_resume(state, self.words),
        )

    async def show_soon(self, job: Mapping[str, str] | None, left: Collection[str]) -> list[Any]:
        """The same; of an article that is next once it is further, but not much later than asked.

        ``left``: ids of the jobs that the visitor has gone away from, also meanwhile. Of these nothing is shown.
        """
        with suppress(SummarizerError):  # cleared away: ``show`` tells so
            if job and _is_next(state := self.room.state(job["id"])):
                if progress := self.room.progress(job["id"]):
                    progress.note_reader()
                await wait_until(lambda now: _stage(now) != _stage(state), self.room, job["id"], _HOLD, _LOOK)
        shown: list[Any] = await run_in_threadpool(self.show, job)
        return [gr.skip() for _ in shown] if job and job["id"] in left else shown

    def follow(self, started: Any) -> None:
        """Show the job that the event ``started`` put into ``job``."""
        shown = started.success(self.show, self.job, self.outputs, **QUIETLY)
        shown.success(None, self.job, js=_SHOW_IN_ADDRESS, api_visibility="private")
        shown.success(None, js=_FOCUS, api_visibility="private")
        kept = self.recent.kept
        shown.success(None, [self.job, kept], kept, js=REMEMBER, api_visibility="private")

    def _fill(
        self,
        masthead: str,
        *told: str,
        is_job: bool = True,
        seconds: float = 0.0,
        cancel: Any = _HIDDEN,
        resume: str = "",
    ) -> list[Any]:
        """``seconds`` until the next look, 0 for none; ``resume``: what the button says by which the job goes on."""
        phase, progress, articles, result = (*told, "", "", "", "")[:4]
        return [
            gr.update(visible=not is_job),
            gr.update(visible=is_job),
            masthead,
            phase,
            progress,
            articles,
            result,
            cancel,
            gr.update(visible=bool(resume), value=resume),
            gr.Timer(seconds or _SECONDS, active=seconds > 0),
        ]


def _say_resume(state: JobState, words: Words) -> str:
    if not state.may_go_on:
        return ""
    of_inputs = {failure.code for failure in state.failures}
    lies_in_inputs = state.phase == "done" or state.error_code.startswith("read.") or state.error_code in of_inputs
    return words.say("Try the failed ones again" if lies_in_inputs else "Go on")


def _until_next_look(state: JobState) -> float:
    if state.finished:
        return _SECONDS_OVER if state.may_go_on and state.phase != "done" else 0.0
    return _SECONDS_NEXT if _is_next(state) else _SECONDS


def _stage(state: JobState) -> tuple[object, ...]:
    """What is worth telling at once of a job about one article."""
    return state.phase, state.position, bool(state.readable)


def _is_next(state: JobState) -> bool:
    return state.kind == "article" and state.position <= 1 and not state.finished


def build_job_panel(recent: Recent, *, forms: Any, job: Any, masthead: Any, root_path: str) -> JobPanel:
    """The panel, put where the caller is in the page, with what happens to it."""
    room, words, say = recent.room, recent.words, recent.words.say
    with gr.Column(visible=False, elem_id="job") as panel:
        with gr.Row(elem_id="job-head"):
            phase = gr.HTML(elem_id="phase", js_on_load=_LIVE)
            cancel = gr.Button(say("Cancel"), size="sm", elem_id="cancel", scale=0, min_width=120)
            resume = gr.Button(say("Go on"), size="sm", elem_id="resume", scale=0, min_width=120, visible=False)
            again = gr.Button(say("New briefing"), size="sm", elem_id="new", scale=0, min_width=160)
        progress = gr.HTML(elem_id="progress", js_on_load=None)
        articles = gr.HTML(elem_id="finished", js_on_load=None)
        result = gr.HTML(elem_id="result", js_on_load=None)
    shown = JobPanel(
        room=room,
        root_path=root_path,
        words=words,
        forms=forms,
        recent=recent,
        job=job,
        masthead=masthead,
        panel=panel,
        phase=phase,
        progress=progress,
        articles=articles,
        cancel=cancel,
        resume=resume,
        result=result,
        timer=gr.Timer(_SECONDS, active=False),
    )

    def stop(job: dict[str, str]) -> list[Any]:
        with suppress(SummarizerError):  # cleared away meanwhile: ``show`` tells so
            room.cancel(job["id"])
        return shown.show(job)

    def go_on(job: dict[str, str]) -> list[Any]:
        with refusing(words.language):
            room.resume(job["id"])
        return shown.show(job)

    def forget(ids: object, job: dict[str, str], left: set[str]) -> list[Any]:
        left.add(job["id"])  # gradio keeps one set for each visit; a look at the job that is under way sees it, too
        return [None, recent.show(ids), *shown.show(None)]

    left = gr.State(set())
    shown.timer.tick(shown.show_soon, [job, left], shown.outputs, **QUIETLY)
    cancel.click(stop, job, shown.outputs, **QUIETLY).success(None, js=_FOCUS, api_visibility="private")
    # Queued: of an event that is not, gradio shows no refusal.
    resume.click(go_on, job, shown.outputs, **{**QUIETLY, "queue": True}).success(
        None, js=_FOCUS, api_visibility="private"
    )
    again.click(forget, [recent.kept, job, left], [job, recent.shown, *shown.outputs], js=_FORGET_IN_ADDRESS, **QUIETLY)
    return shown
