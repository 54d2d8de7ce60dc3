"""What the page can be asked to do, and the pieces of HTML that it shows, without a browser."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from summarizer.errors import SummarizerError
from summarizer.types import Failure
from summarizer.web import actions, fragments, models
from summarizer.web.jobs import JobState, Limits
from summarizer.web.localized import Localized
from summarizer.web.recent import Recent
from summarizer.web.room import JobRoom
from summarizer.web.samples import read_sample, sample_files
from summarizer.writers.words import load_words

ARABIC = "قالت الوزارة إن 98 ألف مواطن دخلوا البلاد منذ يوم الثلاثاء."
CHOSEN = {"summary_sentences": 3, "summary_words": 0, "model": "auto", "summary": "extractive", "strict_summary": True}
STATE = JobState(id="x", kind="briefing", phase="running", title="a.txt", articles=3, articles_done=1)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[JobRoom]:
    room = JobRoom(tmp_path / "jobs", Limits(free_mb=1))  # not started: nothing is done in it
    yield room
    room.close()


@pytest.mark.parametrize(
    ("language", "root_path", "page"), [("en", "", "/"), ("ar", "", "/ar/"), ("ar", "/mujaz", "/mujaz/ar/")]
)
def test_a_job_has_its_id_in_the_address_of_the_page(room: JobRoom, language: Any, root_path: str, page: str) -> None:
    started = actions.start(room, "here", actions.ask_article(ARABIC, CHOSEN, language), root_path)
    assert started["url"] == f"{page}?job={started['id']}"
    state = actions.record(room.state(started["id"]))
    assert (state["kind"], state["phase"], state["position"], state["finished"]) == ("article", "waiting", 1, False)
    assert json.loads(json.dumps(state))["title"].startswith("قالت الوزارة")


def test_settings_that_were_left_empty_are_the_servers_own() -> None:
    asked = actions.ask_article(ARABIC, {**CHOSEN, "summary_sentences": None, "glossary": None}, "ar")
    assert "summary_sentences" not in asked.settings
    assert asked.settings["page_language"] == "ar"
    assert asked.glossary is None


@pytest.mark.parametrize(
    ("own", "excel", "formats"),
    [("html,jsonl", True, ["html", "jsonl", "xlsx"]), ("html,xlsx", True, ["html", "xlsx"]), ("html", False, None)],
)
def test_a_workbook_is_made_beside_the_servers_own_formats(
    monkeypatch: pytest.MonkeyPatch, own: str, excel: bool, formats: list[str] | None
) -> None:
    monkeypatch.setenv("MUJAZ_FORMATS", own)
    asked = actions.ask_article(ARABIC, {**CHOSEN, "excel": excel}, "en")
    assert asked.settings.get("formats") == formats
    assert "excel" not in asked.settings


def test_a_briefing_takes_files_and_addresses_one_on_a_line() -> None:
    asked = actions.ask_briefing(["/tmp/a.txt"], " https://a.example \n\nhttps://b.example", CHOSEN, "en")
    assert asked.files == (Path("/tmp/a.txt"),)
    assert asked.urls == ("https://a.example", "https://b.example")


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (lambda room: actions.ask_briefing(None, " \n", CHOSEN, "en"), "read.missing"),
        (lambda room: actions.extract(None, "  "), "read.missing"),
        (lambda room: actions.start(room, "c", actions.ask_article("", CHOSEN, "en"), ""), "read.empty"),
        (lambda room: actions.start(room, "c", actions.ask_article("no Arabic", CHOSEN, "en"), ""), "read.no_arabic"),
        (
            lambda room: actions.start(
                room, "c", actions.ask_article(ARABIC, {**CHOSEN, "summary_sentences": 50}, "en"), ""
            ),
            "options.value",
        ),
        (
            lambda room: actions.start(room, "c", actions.ask_article(ARABIC, {**CHOSEN, "model": "/etc"}, "en"), ""),
            "options.value",
        ),
        (lambda room: actions.list_outputs(room, "unknown", ""), "web.unknown"),
        (lambda room: actions.pull_model("nllb-600m", accept_licence=False), "model.licence"),
        (lambda room: list(actions.pull_model("someone/model", accept_licence=True)), "model.not_found"),
        (lambda room: list(actions.pull_model("best", accept_licence=True)), "model.not_found"),
    ],
)
def test_what_cannot_be_is_refused_with_its_code(room: JobRoom, action: Any, code: str) -> None:
    with pytest.raises(SummarizerError) as caught:
        action(room)
    assert caught.value.code == code


def test_the_text_of_a_file_is_given_for_correction(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(ARABIC.encode("cp1256"))
    text, doubts = actions.extract(str(page), "https://not-asked.example")
    assert text == ARABIC
    assert [doubt.code for doubt in doubts] == ["read.encoding"]


def test_samples_are_there_and_readable() -> None:
    samples = actions.read_samples()
    assert len(samples) == len(sample_files()) == 5
    assert samples[2]["text"] == read_sample(2)
    assert all(len(sample["text"]) > 1000 for sample in samples)


def test_the_embedded_model_is_listed_as_installed_and_can_translate() -> None:
    listed = {model["name"]: model for model in models.list_models()}
    assert listed["mujaz-ar-en"]["installed"]
    assert listed["nllb-600m"]["needs_consent"]
    assert "mujaz-ar-en" in models.installed_for("translation")
    assert "mujaz-ar-en" not in models.installed_for("summarization")


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What runs in place of Python when a model is pulled."""
    script = tmp_path / "python"
    monkeypatch.setattr(models.sys, "executable", str(script))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return script


def test_pulling_a_model_tells_how_much_came_in_a_process_that_may_call_out(command: Path) -> None:
    command.write_text(
        '#!/bin/sh\n[ -z "$HF_HUB_OFFLINE" ] || exit 9\n[ "$5" = quickmt ] || exit 8\n'
        "echo '42 of 1,415 MB fetched.' >&2; echo '1,415 of 1,415 MB fetched.' >&2; echo Converting. >&2\n"
    )
    command.chmod(0o755)
    assert list(models.pull("quickmt", accept_licence=True)) == [(0, 0), (42, 1415), (1415, 1415)]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("quickmt: the hub answered 500. Try again later. [model.network]", "model.network", "the hub answered 500"),
        ("Segmentation fault", "model.network", "the model could not be fetched"),
        ("x: y [no.such_code]", "model.network", "the model could not be fetched"),
    ],
)
def test_a_pull_that_fails_tells_why(command: Path, line: str, code: str, said: str) -> None:
    command.write_text(f"#!/bin/sh\necho '{line}' >&2; exit 1\n")
    command.chmod(0o755)
    with pytest.raises(SummarizerError) as caught:
        list(models.pull("quickmt", accept_licence=False))
    assert (caught.value.code, caught.value.source) == (code, "quickmt")
    assert caught.value.message.startswith(said)


def lost(failed: int, aside: int) -> dict[str, Any]:
    """What a state holds of inputs that became no article."""
    found = [Failure(source="b.pdf", code="read.scanned", message="its pages are pictures")] * failed
    found += [Failure(source="c.txt", code="read.language", message="it is English")] * aside
    return {"failures": tuple(found), "articles_failed": failed}


# --- pieces of HTML ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"phase": "waiting", "position": 4}, "Busy: your place in the queue is 4."),
        ({"phase": "waiting", "position": 1}, "Busy: you are next."),
        ({}, "Reading the text."),
        ({"sentences": 9}, "Translating."),
        (
            {"sentences": 9, "phase": "cancelling"},
            "Cancelling after the sentences in hand; if only the files are left, they are finished.",
        ),
        ({"phase": "done"}, "Done."),
        ({"phase": "done", "articles_done": 6, **lost(3, 1)}, "6 articles; 3 failed, 1 set aside"),
        ({"phase": "done", "articles_done": 6, **lost(3, 0)}, "6 articles; 3 failed"),
        ({"phase": "done", "articles_done": 1, **lost(0, 2)}, "1 article; 2 set aside"),
        ({"phase": "cancelled"}, "Cancelled. What was finished before is kept."),
        ({"phase": "failed", "error_code": "read.nothing"}, "The inputs hold no file that a reader knows read.nothing"),
        ({"phase": "failed", "error_code": ""}, "It failed."),
    ],
)
def test_the_phase_of_a_job_is_told_in_a_sentence(changed: dict[str, Any], said: str) -> None:
    assert words_of(fragments.phase("en", replace(**changed)), "//p[contains(@class, 'phase')]") == said


@pytest.mark.parametrize(
    ("changed", "said", "value"),
    [
        ({}, "1 of 3 articles 1,300 sentences translated", "0.45"),
        ({"kind": "article", "articles": 1, "articles_done": 0}, "1,300 of 2,200 sentences", "0.45"),
        ({"phase": "cancelling"}, "1 of 3 articles 1,300 sentences translated", "0.45"),
        ({"sentences": 0}, "1 of 3 articles", "0.45"),  # of an earlier turn
        ({"sentences": 0, "share": 0.0}, "1 of 3 articles", None),
        ({"phase": "waiting"}, "1 of 3 articles", "0.45"),
    ],
)
def test_progress_is_of_all_articles_or_of_the_sentences_of_one(
    changed: dict[str, Any], said: str, value: str | None
) -> None:
    running = replace(**{"sentences": 2200, "sentences_done": 1300, "share": 0.45, **changed})
    hint = "" if running.phase == "cancelling" else " You may close this page: the work goes on, and"
    assert words_of(fragments.progress("en", running)).partition(" this address")[0] == said + hint
    (bar,) = html.fromstring(fragments.progress("en", running)).iter("progress")
    assert (bar.get("value"), bar.get("max")) == (value, value and "1")
    assert fragments.progress("en", replace(phase="done")) == ""


def test_finished_articles_are_links_and_failures_are_told() -> None:
    failure = Failure(source="b.pdf", code="read.scanned", message="its pages are pictures")
    state = replace(pages=(("عنوان", "articles/a b.html"),), failures=(failure,))
    told = html.fromstring(f"<div>{fragments.articles('ar', state)}</div>")
    assert [link.get("href") for link in told.iter("a")] == ["../jobs/x/files/articles/a%20b.html"]
    assert "الصفحات صور لنص وليست نصًا" in told.text_content()
    assert "read.scanned" in told.text_content()


@pytest.mark.parametrize(("count", "is_open"), [(5, True), (6, False)])
def test_what_failed_is_listed_beside_the_briefing_and_folded_where_it_is_much(count: int, is_open: bool) -> None:
    told = html.fromstring(f"<div>{fragments.articles('en', replace(phase='done', **lost(count, 0)))}</div>")
    assert [item.findtext(".//code") for item in told.iter("li")] == ["read.scanned"] * count
    assert [fold.get("open") is not None for fold in told.iter("details")] == [is_open]


@pytest.mark.parametrize(
    ("language", "failed", "aside"),
    [
        ("en", "Failed", "Set aside: not an article in Arabic"),
        ("ar", "ما لم ينجح", "ما نُحّي جانبًا: ليس مقالات بالعربية"),
    ],
)
def test_what_was_set_aside_is_told_apart_from_what_failed(language: Any, failed: str, aside: str) -> None:
    told = html.fromstring(f"<div>{fragments.articles(language, replace(phase='done', **lost(2, 1)))}</div>")
    lists = [(fold.findtext("summary"), [code.text for code in fold.iter("code")]) for fold in told.iter("details")]
    assert lists == [(failed, ["read.scanned"] * 2), (aside, ["read.language"])]


@pytest.mark.parametrize(
    ("code", "found", "is_told"),
    [
        ("write.failed", lost(0, 0), True),
        ("write.failed", lost(1, 0), True),
        ("web.count", lost(0, 1), True),
        ("read.scanned", lost(1, 0), False),  # told with the file
        ("read.nothing", lost(2, 0), False),
        ("read.nothing", lost(0, 0), True),
    ],
)
def test_a_job_that_failed_tells_why_unless_its_inputs_do(code: str, found: dict[str, Any], is_told: bool) -> None:
    state = replace(phase="failed", error_code=code, error="No space left. Free some", **found)
    assert ("No space left. Free some" in fragments.articles("en", state)) == is_told


@pytest.mark.parametrize(("phase", "said"), [("running", "Finished so far"), ("cancelled", "Finished before the stop")])
def test_what_is_finished_of_an_unfinished_briefing_stands_under_its_own_heading(phase: str, said: str) -> None:
    told = fragments.articles("en", replace(phase=phase, pages=(("Rain", "articles/a.html"),)))
    assert words_of(told, "//h2") == said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"phase": "done", "articles": 1, "articles_done": 1, "title": "Rain in Aden"}, "Rain in Aden"),
        ({"phase": "done", "articles": 10, "articles_done": 6, "given": 5}, "a.txt and 4 more"),
        ({"articles": 10, "title": "folder.zip"}, "folder.zip"),
    ],
)
def test_a_job_is_called_by_its_headline_or_by_what_was_given(changed: dict[str, Any], said: str) -> None:
    assert words_of(fragments.recent("en", [replace(**changed)]), "//a") == said
    assert words_of(fragments.phase("en", replace(**changed)), "//p[@class='title']") == said


@pytest.mark.parametrize(("given", "said"), [(1, "a.txt"), (2, "a.txt وواحدة أخرى"), (6, "a.txt و5 أخرى")])
def test_a_job_of_several_files_is_called_so_in_arabic(given: int, said: str) -> None:
    assert words_of(fragments.recent("ar", [replace(given=given)]), "//a") == said


@pytest.mark.parametrize(
    ("changed", "english", "arabic"),
    [
        ({"seconds_left": 0}, "", ""),
        ({"seconds_left": 59}, "less than a minute left", "بقي أقل من دقيقة"),
        ({"seconds_left": 60}, "about 1 minute left", "بقيت نحو دقيقة"),
        ({"seconds_left": 61}, "about 2 minutes left", "بقيت نحو دقيقتين"),
        ({"seconds_left": 90 * 60}, "about 90 minutes left", "بقي نحو 90 دقيقة"),
        ({"seconds_left": 91 * 60}, "about 2 hours left", "بقيت نحو ساعتين"),
        ({"seconds_left": 90, "phase": "waiting"}, "", ""),
    ],
)
def test_the_time_left_is_told_beside_the_counts_once_it_is_known(
    changed: dict[str, Any], english: str, arabic: str
) -> None:
    state = replace(**{"sentences": 9, "sentences_done": 3, **changed})
    told = (html.fromstring(fragments.progress(language, state)) for language in ("en", "ar"))
    assert [tree.xpath("string(..//span[@class='left'])").strip() for tree in told] == [english, arabic]


@pytest.mark.parametrize(
    ("readable", "shown"), [("articles/a.html", "jobs/x/article?server="), ("", "jobs/x/files/index.html")]
)
def test_the_result_is_a_frame_without_rights_and_its_downloads(readable: str, shown: str) -> None:
    files = ("index.html", "briefing.docx", "briefing.md", "briefing.jsonl", "figures.csv", "briefing.xlsx")
    files = (*files, "briefing.zip")
    state = replace(phase="done", pages=(("t", "articles/a.html"),), files=files, readable=readable)
    told = html.fromstring(f"<div>{fragments.result('en', state)}</div>")
    (frame,) = told.iter("iframe")
    assert frame.get("src", "").startswith(shown)
    assert not {"allow-scripts", "allow-same-origin"} & set(frame.get("sandbox").split())
    assert [link.get("download") for link in told.iter("a") if link.get("download")] == list(files)
    assert fragments.result("en", replace(pages=state.pages)) == ""


@pytest.mark.parametrize("payload", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "${alert(1)}{{1}}"])
def test_nothing_from_outside_becomes_markup(payload: str) -> None:
    failure = Failure(source=payload, code="read.empty", message=payload)
    state = replace(
        title=payload,
        articles=1,
        pages=((payload, payload),),
        failures=(failure,),
        error=payload,
        files=("index.html",),
    )
    shown = [
        *(part("en", state) for part in (fragments.phase, fragments.progress, fragments.articles, fragments.result)),
        fragments.phase("ar", replace(phase="failed", error_code=payload)),
        fragments.result("ar", replace(readable=payload)),
        fragments.error("ar", payload),
        fragments.note("en", payload),
        fragments.masthead("en", payload),
    ]
    tree = html.fromstring(f"<div>{''.join(shown)}</div>")
    assert not list(tree.iter("script", "img"))
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    assert payload in tree.text_content()


def replace(**changed: Any) -> JobState:
    return dataclasses.replace(STATE, **changed)


def words_of(fragment: str, path: str = ".") -> str:
    return " ".join(" ".join(html.fromstring(f"<div>{fragment}</div>").xpath(path)[0].text_content().split()).split())


# --- the page as gradio sends it -------------------------------------------------------------------------------------

SENT = '<!doctype html>\n<html\n\tlang="en"\n\tstyle="margin: 0;"\n>\n<head><title>x</title></head></html>'


@pytest.mark.parametrize(
    ("path", "told"), [("/", True), ("/mounted/", True), ("/mounted", True), ("/assets/a.html", False)]
)
def test_only_the_page_itself_is_told_its_language(path: str, told: bool) -> None:
    root = "/mounted" if path.startswith("/mounted") else ""
    answer = TestClient(Localized(page_in_two_halves, "ar", Limits(upload_mb=7)), root_path=root).get(path)
    assert ('lang="ar" dir="rtl"' in answer.text) == told
    assert ('value: "ar"' in answer.text) == told
    assert ("size > 7000000 ?" in answer.text) == told
    assert answer.headers["content-length"] == str(len(answer.content))


async def page_in_two_halves(scope: Any, receive: Any, send: Any) -> None:
    half = len(SENT) // 2
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(SENT))]})
    await send({"type": "http.response.body", "body": SENT[:half].encode(), "more_body": True})
    await send({"type": "http.response.body", "body": SENT[half:].encode()})


# --- the last jobs of a browser --------------------------------------------------------------------------------------


def test_the_last_jobs_are_links_the_newest_first_without_those_that_are_gone(room: JobRoom) -> None:
    recent = Recent(room=room, words=load_words("en"), kept=None, shown=None)
    asked = [actions.ask_article(f"{ARABIC} {n}", CHOSEN, "en") for n in range(2)]
    ids = [actions.start(room, "here", request, "")["id"] for request in asked]
    kept = [ids[1], ids[0], "gone"]
    links = html.fromstring(recent.show(kept)).iter("a")
    assert [link.get("href") for link in links] == [f"?job={ids[1]}", f"?job={ids[0]}"]
    assert "waiting" in words_of(recent.show(kept))
    others = html.fromstring(recent.show(kept, apart_from=ids[1])).iter("a")
    assert [link.get("href") for link in others] == [f"?job={ids[0]}"]


@pytest.mark.parametrize("stored", [None, "text", {"a": 1}, [1, None, "gone", ["x"]], []])
def test_whatever_the_browser_kept_does_no_harm(room: JobRoom, stored: object) -> None:
    recent = Recent(room=room, words=load_words("en"), kept=None, shown=None)
    assert recent.show(stored) == ""
