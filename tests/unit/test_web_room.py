"""Jobs: in order, shared fairly, limited, cancelled, resumed, cleared away; and what a visitor may not reach."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from summarizer import batch, passing
from summarizer.errors import ReadError, SummarizerError, WriteError
from summarizer.inputs import Input
from summarizer.journal import Entry, Journal
from summarizer.pipeline import Pipeline
from summarizer.types import Article, Brief, Failure
from summarizer.web.job_files import Job, JobFolder
from summarizer.web.jobs import JobState, Limits, Request
from summarizer.web.room import JobRoom
from summarizer.web.runner import Progress, Stopped
from summarizer.web.time_left import Estimate
from tests.jobs import PATIENCE, Gate, article, save_articles, wait_for, wait_until_finished

QUICK = {"formats": ["html", "jsonl"]}


@pytest.fixture(autouse=True)
def echo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_ENGINE", "echo")
    monkeypatch.setenv("MUJAZ_MEMORY", "none")


Make = Callable[..., JobRoom]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes rooms in one folder; they are closed in the end."""
    made: list[tuple[JobRoom, Gate]] = []

    def make_room(gate: Gate | None = None, *, start: bool = True, **limits: int) -> JobRoom:
        gate = gate or Gate()
        room = JobRoom(tmp_path / "jobs", Limits(**{"free_mb": 0, **limits}), gate.load)
        made.append((room, gate))
        if start:
            room.start()
        return room

    yield make_room
    for room, gate in made:
        gate.held = ()
        room.close()


def ask(n: int = 1, **settings: object) -> Request:
    return Request(kind="article", text=article(n), settings={**QUICK, **settings})


def ask_files(tmp_path: Path, count: int) -> Request:
    return Request(kind="briefing", files=save_articles(tmp_path / "given", count), settings=QUICK)


def test_a_pasted_article_becomes_a_briefing(make: Make) -> None:
    room = make()
    id = room.submit(ask(), "a")
    state = wait_until_finished(room, id)
    assert (state.phase, state.articles, state.articles_done, state.error) == ("done", 1, 1, "")
    assert state.sentences == state.sentences_done > 0
    assert state.title == "<3> <6> <2> <5> <3> 1 <4> <6>"  # the stand-in's English of the summary: there is no title
    assert state.files == ("index.html", "briefing.jsonl", "briefing.zip")
    assert state.pages == ((state.title, "articles/pasted text.txt.html"),)
    assert "1 article from Arabic" in room.output(id, "index.html").read_text(encoding="utf-8")
    assert article(1).split()[0] in room.output(id, state.pages[0][1]).read_text(encoding="utf-8")


def test_an_article_can_be_read_while_the_next_is_at_work(make: Make, tmp_path: Path) -> None:
    gate = Gate("رقم 1")
    room = make(gate)
    id = room.submit(ask_files(tmp_path, 3), "a")
    wait_for(lambda: len(room.state(id).pages) == 1)
    state = room.state(id)
    assert (state.phase, state.articles, state.articles_done, state.files) == ("running", 3, 1, ())
    assert state.sentences >= state.sentences_done > 0
    assert room.output(id, state.pages[0][1]).is_file()
    gate.held = ()
    assert len(wait_until_finished(room, id).pages) == 3


def test_the_share_that_is_done_grows_with_the_sentences_of_the_articles_at_work() -> None:
    progress = Progress(Job(id="x", kind="briefing", title="a", client="a", arrived=0.0))
    shares = []

    def note() -> None:
        shares.append(progress.state.share)

    progress.tell(articles=4)
    progress.add_articles(1, 10)
    note()
    for done in (5, 4, 3):  # one twice: what failed together is translated again, one by one
        progress.add_done(done)
        note()
    progress.add_failure(Failure(source="a", code="engine.failed", message=""))  # that article, counted once
    note()
    progress.add_failure(Failure(source="b", code="read.empty", message=""))
    note()
    assert shares == [0.0, 0.125, 0.225, 0.25, 0.25, 0.5]


def test_an_article_that_failed_at_work_is_not_met_twice_when_the_time_left_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Estimate, "seconds_left", lambda estimate, articles: articles)
    progress = Progress(Job(id="x", kind="briefing", title="a", client="a", arrived=0.0))
    progress.tell(articles=4)
    progress.add_articles(1, 10)
    progress.add_failure(Failure(source="a", code="engine.failed", message=""))
    progress.add_failure(Failure(source="b", code="read.empty", message=""))
    progress.add_articles(1, 10)
    progress.add_done(10)
    assert progress.state.seconds_left == 1


def test_those_who_wait_know_their_place_and_one_client_does_not_hold_up_another(make: Make) -> None:
    gate = Gate("رقم")
    room = make(gate)
    first = room.submit(ask(1), "a")
    wait_for(lambda: room.state(first).phase == "running")
    second, third = (room.submit(ask(n), "a") for n in (2, 3))
    other = room.submit(ask(4), "b")
    positions = {id: room.state(id).position for id in (first, second, third, other)}
    assert positions == {first: 0, other: 1, second: 2, third: 3}
    gate.held = ()
    for id in positions:
        wait_until_finished(room, id)
    served = list(dict.fromkeys(word for text in gate.asked for word in text.split() if word.isdigit()))
    assert served == ["1", "4", "2", "3"]


def test_a_long_job_makes_room_between_two_articles(make: Make, tmp_path: Path) -> None:
    gate = Gate("رقم 0")
    room = make(gate, turn_seconds=0)
    long = room.submit(ask_files(tmp_path, 4), "a")
    wait_for(lambda: room.state(long).phase == "running")
    short = room.submit(ask(9), "b")
    gate.held = ("رقم 9",)
    wait_for(lambda: room.state(short).phase == "running")
    state = room.state(long)
    assert (state.phase, state.position) == ("waiting", 1)
    assert 1 <= state.articles_done < 4
    before = len(gate.asked)
    gate.held = ()
    assert wait_until_finished(room, short).phase == "done"
    pages = [path for _, path in wait_until_finished(room, long).pages]
    assert pages == [f"articles/{n:02}.txt.html" for n in range(4)]
    assert not any("رقم 0" in text for text in gate.asked[before:])


@pytest.mark.parametrize(
    ("limits", "clients", "code", "said"),
    [
        ({"queue": 2}, "abc", "web.busy", "the server is busy: 2 jobs wait"),
        ({"per_client": 2}, "aba", "", ""),
        ({"per_client": 2}, "aaa", "web.client", "2 jobs from this address"),
        ({"free_mb": 10**9}, "a", "web.busy", "disk of the server"),
    ],
)
def test_more_than_the_server_takes_is_refused(
    make: Make, limits: dict[str, int], clients: str, code: str, said: str
) -> None:
    room = make(start=False, **limits)
    for client in clients[:-1]:
        room.submit(ask(), client)
    if not code:
        assert room.state(room.submit(ask(), clients[-1])).phase == "waiting"
        return
    with pytest.raises(SummarizerError) as caught:
        room.submit(ask(), clients[-1])
    assert caught.value.code == code
    assert said in caught.value.message
    assert len([path for path in room.folder.iterdir() if path.is_dir()]) == len(clients) - 1


def too_many_files(folder: Path) -> Request:
    return Request(kind="briefing", files=save_articles(folder / "given", 4))


@pytest.mark.parametrize(
    ("request_of", "code"),
    [
        (lambda _: Request(kind="article"), "read.empty"),
        (lambda _: Request(kind="article", text="Only English here."), "read.no_arabic"),
        (lambda _: Request(kind="article", text=article(1) * 40_000), "web.size"),
        (too_many_files, "web.count"),
        (lambda _: Request(kind="briefing", urls=("https://example.org/",) * 101), "web.count"),
        (lambda folder: Request(kind="briefing", files=(folder / "gone.txt",)), "read.missing"),
        (lambda _: ask(summary_sentences=99), "options.value"),
        (lambda _: ask(summary_sentences="three"), "options.value"),
        (lambda _: ask(formats=["exe"]), "options.value"),
        (lambda _: ask(model="/etc"), "options.value"),
        (lambda _: ask(summary="../.."), "options.value"),
        (lambda _: ask(since="/etc"), "options.unknown"),
        (lambda _: ask(glossary="/etc/passwd"), "options.unknown"),
        (lambda _: ask(workers=50), "options.unknown"),
    ],
)
def test_what_cannot_be_is_told_at_once_and_leaves_nothing(
    make: Make, tmp_path: Path, request_of: Callable[[Path], Request], code: str
) -> None:
    room = make(start=False, upload_mb=2, files=3)
    with pytest.raises(SummarizerError) as caught:
        room.submit(request_of(tmp_path), "a")
    assert caught.value.code == code
    assert list(room.folder.iterdir()) == []


def test_settings_are_the_pipeline_s_options(make: Make) -> None:
    room = make()
    id = room.submit(ask(summary_sentences=1.0, page_language="ar", summary_words=None), "a")
    assert wait_until_finished(room, id).phase == "done"
    assert 'lang="ar"' in room.output(id, "index.html").read_text(encoding="utf-8")


def test_more_articles_than_a_job_may_have_end_it(make: Make, tmp_path: Path) -> None:
    room = make(articles=2)
    state = wait_until_finished(room, room.submit(ask_files(tmp_path, 3), "a"))
    assert (state.phase, state.error_code) == ("failed", "web.count")


def test_one_model_is_loaded_for_all_jobs_and_each_has_its_own_glossary(make: Make, tmp_path: Path) -> None:
    gate = Gate()
    room = make(gate)
    glossary = tmp_path / "terms.csv"
    glossary.write_text("الوزير,Ministerx\n", encoding="utf-8")
    for request in (ask(1), replace(ask(2), glossary=glossary), ask(3)):
        wait_until_finished(room, room.submit(request, "a"))
    assert len(gate.loaded) == 1
    put_in = [any("Ministerx" in text for text in gate.asked if f"رقم {n}" in text) for n in (1, 2, 3)]
    assert put_in == [False, True, False]


def test_a_bad_glossary_is_told_with_its_line_and_without_its_path(make: Make, tmp_path: Path) -> None:
    room = make(start=False)
    glossary = tmp_path / "terms.csv"
    glossary.write_text("no arabic here,x\nnor,here\n", encoding="utf-8")
    with pytest.raises(SummarizerError) as caught:
        room.submit(replace(ask(), glossary=glossary), "a")
    assert caught.value.code == "options.glossary"


def test_another_model_is_loaded_when_a_job_asks_for_it(make: Make) -> None:
    gate = Gate()
    room = make(gate)
    for model in ("auto", "mujaz-ar-en", "mujaz-ar-en"):
        wait_until_finished(room, room.submit(ask(model=model), "a"))
    assert [options.model for options in gate.loaded] == ["auto", "mujaz-ar-en"]


def test_a_waiting_job_is_cancelled_at_once(make: Make) -> None:
    room = make(start=False)
    first, second = room.submit(ask(1), "a"), room.submit(ask(2), "b")
    assert room.cancel(first).phase == "cancelled"
    assert room.state(second).position == 1
    assert room.cancel(first).phase == "cancelled"


def test_a_running_job_stops_after_the_sentences_in_hand_and_keeps_what_is_finished(make: Make, tmp_path: Path) -> None:
    gate = Gate("رقم 2")
    room = make(gate)
    id = room.submit(ask_files(tmp_path, 5), "a")
    wait_for(lambda: len(room.state(id).pages) == 2)
    assert (room.cancel(id).phase, room.cancel(id).finished) == ("cancelling", False)
    gate.held = ()
    state = wait_until_finished(room, id)
    assert (state.phase, len(state.pages), state.files) == ("cancelled", 2, ())
    assert all(room.output(id, path).is_file() for _, path in state.pages)
    assert not any("رقم 4" in text for text in gate.asked)
    asked = len(gate.asked)
    assert room.resume(id).phase in ("waiting", "running", "done")
    state = wait_until_finished(room, id)
    assert (state.phase, len(state.pages)) == ("done", 5)
    assert not any("رقم 0" in text for text in gate.asked[asked:])
    assert room.resume(id) == state


def test_a_job_of_which_only_stories_and_files_are_left_is_finished_by_who_cancels_it(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancelled: list[JobState] = []

    def cancel_and_assemble(*given: Any) -> Brief:
        cancelled.append(room.cancel(id))
        return assemble(*given)

    assemble = batch._assemble
    monkeypatch.setattr(batch, "_assemble", cancel_and_assemble)
    room = make(start=False)
    id = room.submit(ask(), "a")
    room.start()
    state = wait_until_finished(room, id)
    assert [each.phase for each in cancelled] == ["cancelling"]
    assert (state.phase, state.files[0]) == ("done", "index.html")


@pytest.mark.parametrize("code", ["read.empty", "read.no_arabic", "read.no_article"])
@pytest.mark.parametrize("phase", ["done", "failed"])
@pytest.mark.parametrize("fetch", [True, False])
def test_a_page_that_had_no_text_may_have_it_the_next_time(code: str, phase: Any, fetch: bool) -> None:
    job = Job(id="x", kind="briefing", title="a", client="a", arrived=0.0, fetch=fetch)
    progress = Progress(job)
    progress.add_failure(Failure(source="https://example.org/", code=code, message=""))
    progress.tell(phase=phase, error_code=code if phase == "failed" else "")
    assert progress.state.may_go_on == fetch


def test_what_failed_is_tried_again_and_nothing_else(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    room = make(gate)
    with monkeypatch.context() as broken:
        fail_at(broken, "01.txt")
        id = room.submit(ask_files(tmp_path, 3), "a")
        state = wait_until_finished(room, id)
    assert (state.phase, state.articles_done, state.articles_failed, state.may_go_on) == ("done", 2, 1, True)
    assert state.share == 1
    asked = len(gate.asked)
    room.resume(id)
    state = wait_until_finished(room, id)
    assert (state.phase, state.articles_done, state.articles_failed, state.may_go_on) == ("done", 3, 0, False)
    assert not any("رقم 0" in text for text in gate.asked[asked:])
    with ZipFile(room.output(id, "briefing.zip")) as whole:
        assert "articles/01.txt.html" in whole.namelist()
    assert room.resume(id) == state


def fail_at(patch: pytest.MonkeyPatch, *names: str) -> list[str]:
    """Let the inputs of those names fail when they are read; the names of all that are read, as they come."""
    read, asked = passing.read_input, []

    def read_or_fail(item: Input, **options: Any) -> Article:
        asked.append(item.name)
        if item.name in names:
            raise ReadError("no answer came", code="read.fetch")
        return read(item, **options)

    patch.setattr(passing, "read_input", read_or_fail)
    return asked


def test_what_failed_is_tried_again_once_in_however_many_turns(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{n:02}.txt" for n in range(8)]
    asked = fail_at(monkeypatch, *names[:-1])
    gate = Gate()
    room = make(gate, turn_seconds=0)
    id = room.submit(ask_files(tmp_path, 8), "a")
    assert wait_until_finished(room, id).articles_failed == 7
    gate.held = ("رقم 9",)
    first, other = room.submit(ask(91), "b"), room.submit(ask(92), "c")
    wait_for(lambda: room.state(first).phase == "running")
    asked.clear()
    room.resume(id)
    last = room.submit(ask(93), "d")
    gate.held = ("رقم 93",)
    wait_for(lambda: room.state(last).phase == "running")
    assert (room.state(other).phase, room.state(id).phase) == ("done", "waiting")
    job = JobFolder(room.folder / id).job
    assert job is not None
    assert not job.retry_failed  # nor by the next server
    gate.held = ()
    assert wait_until_finished(room, id).articles_failed == 7
    assert asked.count(names[0]) == 1
    assert set(names[:-1]) < set(asked)


def test_a_job_that_the_server_failed_at_goes_on(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_or_fail(journal: Journal, entries: Sequence[Entry]) -> None:
        if any(entry.place == 2 for entry in entries):
            raise WriteError("No space left on device", code="write.failed")
        write(journal, entries)

    write, gate = Journal.write, Gate()
    room = make(gate)
    with monkeypatch.context() as full:
        full.setattr(Journal, "write", write_or_fail)
        id = room.submit(ask_files(tmp_path, 4), "a")
        state = wait_until_finished(room, id)
    assert (state.phase, state.articles_done, state.articles_failed, state.may_go_on) == ("failed", 2, 0, True)
    asked = len(gate.asked)
    room.resume(id)
    state = wait_until_finished(room, id)
    assert (state.phase, state.articles_done, state.may_go_on) == ("done", 4, False)
    assert not any("رقم 0" in text for text in gate.asked[asked:])


def test_a_job_whose_end_cannot_be_written_down_does_not_go_on_in_silence(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise WriteError("No space left on device", code="write.failed")

    room = make(start=False)
    id = room.submit(ask(), "a")
    with monkeypatch.context() as full:
        full.setattr(JobFolder, "write_end", refuse)
        assert room.cancel(id).phase == "cancelled"
        with pytest.raises(SummarizerError) as caught:
            room.resume(id)
    assert (caught.value.code, room.state(id).phase) == ("web.failed", "cancelled")
    assert room.resume(id).phase == "waiting"


@pytest.mark.parametrize("clear", [lambda room, id: room.remove(id), lambda room, id: room._clear()])
def test_a_job_that_is_cleared_away_cannot_be_told_to_go_on_meanwhile(
    make: Make, monkeypatch: pytest.MonkeyPatch, clear: Callable[[JobRoom, str], object]
) -> None:
    def resume() -> None:
        try:
            room.resume(id)
        except SummarizerError as error:
            told.append(error.code)

    def hide_slowly(folder: JobFolder) -> Path:
        resuming.start()
        resuming.join(0.2)
        return hide(folder)

    told: list[str] = []
    resuming, hide = threading.Thread(target=resume), JobFolder.hide
    room = make(start=False, keep_hours=1)
    id = room.submit(ask(1), "a")
    room.cancel(id)
    os.utime(room.folder / id / "end.json", (0, 0))
    monkeypatch.setattr(JobFolder, "hide", hide_slowly)
    clear(room, id)
    resuming.join(PATIENCE)
    assert told == ["web.unknown"]
    room.start()
    assert wait_until_finished(room, room.submit(ask(2), "a")).phase == "done"


def test_a_fault_of_the_room_at_one_job_ends_that_job_alone(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object) -> JobState:
        raise ZeroDivisionError

    room = make()
    with monkeypatch.context() as broken:
        broken.setattr(room._runner, "run", break_down)
        state = wait_until_finished(room, room.submit(ask(1), "a"))
    assert (state.phase, state.error) == ("failed", "an unforeseen fault: ZeroDivisionError")
    assert wait_until_finished(room, room.submit(ask(2), "a")).phase == "done"
    room._clear()
    assert not room._open
    assert room.state(state.id) == state


def test_no_time_is_left_of_a_turn_that_is_over(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Estimate, "seconds_left", lambda estimate, articles: 300)
    gate = Gate("رقم 9")
    room = make(gate, start=False, turn_seconds=0)
    long, failing = room.submit(ask_files(tmp_path, 4), "a"), room.submit(ask(9), "b")
    room.start()
    wait_for(lambda: room.state(failing).phase == "running")
    assert (room.state(long).phase, room.state(long).seconds_left) == ("waiting", 0)

    def break_down(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(Progress, "name", break_down)
    gate.held = ("رقم 3",)
    state = wait_until_finished(room, failing)
    assert (state.phase, state.seconds_left) == ("failed", 0)
    wait_for(lambda: room.state(long).seconds_left == 300)
    room.cancel(long)
    gate.held = ()
    state = wait_until_finished(room, long)
    assert (state.phase, state.seconds_left) == ("cancelled", 0)


def test_one_archive_has_all_that_the_briefing_has_and_no_more(make: Make, tmp_path: Path) -> None:
    room = make()
    id = room.submit(ask_files(tmp_path, 2), "a")
    files = wait_until_finished(room, id).files
    assert files == ("index.html", "briefing.jsonl", "briefing.zip")
    with ZipFile(room.output(id, "briefing.zip")) as whole:
        assert whole.testzip() is None
        assert whole.namelist() == ["articles/00.txt.html", "articles/01.txt.html", "briefing.jsonl", "index.html"]
        assert whole.read("index.html") == room.output(id, "index.html").read_bytes()


def test_a_disk_that_has_no_room_for_the_archive_leaves_the_briefing(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    room = make()
    with monkeypatch.context() as patched:
        fail_at(patched, "01.txt")
        id = room.submit(ask_files(tmp_path, 2), "a")
        assert wait_until_finished(room, id).files[-1] == "briefing.zip"
    monkeypatch.setattr(ZipFile, "open", refuse)
    room.resume(id)
    state = wait_until_finished(room, id)
    assert (state.phase, state.files) == ("done", ("index.html", "briefing.jsonl"))
    assert list((room.folder / id).rglob("briefing.zip")) == []  # nor the earlier one, nor half of this


def test_a_job_is_called_after_what_was_given_until_it_has_one_headline(make: Make, tmp_path: Path) -> None:
    gate = Gate("رقم")
    room = make(gate)
    same, others = tmp_path / "same", tmp_path / "others"
    for folder, texts in ((same, (ONE_EVENT, ONE_EVENT)), (others, (ONE_EVENT, article(3)))):
        folder.mkdir()
        for name, text in zip("ab", texts, strict=True):
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    ids = [room.submit(Request(kind="briefing", files=tuple(sorted(f.iterdir()))), "a") for f in (same, others)]
    assert [(room.state(id).title, room.state(id).given) for id in ids] == [("a.txt", 2)] * 2
    gate.held = ()
    titles = [(state.title, state.given) for state in (wait_until_finished(room, id) for id in ids)]
    assert titles[0][0].startswith("<")  # the stand-in's English
    assert (titles[0][1], titles[1]) == (1, ("a.txt", 2))


ONE_EVENT = """انفجار كبير في ميناء المدينة

بيان رقم 7: قتل 12 شخصا في انفجار كبير في ميناء المدينة يوم الأحد. وقالت الشرطة إن النار اشتعلت في مستودع للوقود.
"""


def ask_foreign(tmp_path: Path, count: int) -> Request:
    """Files that are set aside, one by one."""
    paths = tuple(tmp_path / f"{n:03}.txt" for n in range(count))
    for path in paths:
        path.write_text("Only English here.", encoding="utf-8")
    return Request(kind="briefing", files=paths, settings=QUICK)


def hold_failures(monkeypatch: pytest.MonkeyPatch) -> threading.Semaphore:
    """Inputs fail only as often as the semaphore is released."""
    allowed, add = threading.Semaphore(0), Progress.add_failure

    def add_held(progress: Progress, failure: Failure) -> None:
        assert allowed.acquire(timeout=PATIENCE)
        add(progress, failure)

    monkeypatch.setattr(Progress, "add_failure", add_held)
    return allowed


def test_a_job_whose_inputs_all_fail_is_cancelled_as_any_other(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = hold_failures(monkeypatch)
    room = make()
    id = room.submit(ask_foreign(tmp_path, 40), "a")
    allowed.release(2)
    wait_for(lambda: len(room.state(id).failures) == 2)
    room.cancel(id)
    allowed.release(40)
    state = wait_until_finished(room, id)
    assert state.phase == "cancelled"
    assert len(state.failures) < 5


def test_a_job_whose_inputs_all_fail_makes_room(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = hold_failures(monkeypatch)
    gate = Gate("رقم 9")
    room = make(gate, turn_seconds=0)
    long = room.submit(ask_foreign(tmp_path, 40), "a")
    wait_for(lambda: room.state(long).phase == "running")
    short = room.submit(ask(9), "b")
    allowed.release(40)
    wait_for(lambda: room.state(short).phase == "running")
    assert 1 <= len(room.state(long).failures) < 40
    gate.held = ()
    allowed.release(400)
    assert wait_until_finished(room, short).phase == "done"
    assert len(wait_until_finished(room, long).failures) == 40


def test_each_turn_comes_further_however_short_it_is(make: Make, tmp_path: Path) -> None:
    room = make(start=False, turn_seconds=0)
    ids = [
        room.submit(request, client)
        for client, request in (("a", ask_foreign(tmp_path, 5)), ("b", ask_files(tmp_path, 5)))
    ]
    room.start()
    failed, done = (wait_until_finished(room, id) for id in ids)
    assert (failed.phase, len(failed.failures)) == ("failed", 5)
    assert (done.phase, done.articles_done) == ("done", 5)


def test_a_job_that_is_cancelled_as_its_turn_ends_is_cancelled(make: Make) -> None:
    room = make(start=False)
    run, runs = room._runner.run, []

    def run_until_cancelled(folder: JobFolder, progress: Progress, is_waited_for: Callable[[], bool]) -> JobState:
        runs.append(progress.job.id)
        if not progress.stop:
            room.cancel(progress.job.id)
            raise Stopped
        return run(folder, progress, is_waited_for)

    room._runner.run = run_until_cancelled  # type: ignore[method-assign]
    id = room.submit(ask(), "a")
    room.start()
    assert wait_until_finished(room, id).phase == "cancelled"
    assert runs == [id]


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "web.busy"), (errno.EACCES, "web.failed")])
def test_what_the_disk_refuses_is_told_by_its_code(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(tmp_path))

    room, request = make(start=False), ask_files(tmp_path, 1)
    for name in ("shutil.copyfileobj", "summarizer.writers.files._stage"):
        with monkeypatch.context() as patched:
            patched.setattr(name, refuse)
            with pytest.raises(SummarizerError) as caught:
                room.submit(request, "a")
            assert caught.value.code == code
            assert str(tmp_path) not in str(caught.value)
    with pytest.raises(SummarizerError) as caught, room.inbox():
        refuse()
    assert caught.value.code == code
    assert list(room.folder.iterdir()) == []


def test_the_end_of_a_job_is_known_though_it_cannot_be_written_down(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise WriteError("No space left on device", code="write.failed")

    room = make()
    with monkeypatch.context() as full:
        full.setattr(JobFolder, "write_end", refuse)
        id = room.submit(ask(), "a")
        assert wait_until_finished(room, id).phase == "done"
        assert room.cancel(id).phase == "done"
    room._clear()
    assert id not in room._open
    assert room.state(id).phase == "done"


def test_a_count_of_starts_that_cannot_be_written_down_ends_no_job(tmp_path: Path) -> None:
    folder = JobFolder(tmp_path / "gone")
    folder.note_starts(1)
    assert folder.starts == 0


def test_what_no_article_could_be_made_of_is_told(make: Make, tmp_path: Path) -> None:
    bad = tmp_path / "picture.xls"
    bad.write_bytes(b"\0")
    room = make()
    state = wait_until_finished(room, room.submit(Request(kind="briefing", files=(bad,)), "a"))
    assert (state.phase, state.error_code, state.articles_failed) == ("failed", "read.unsupported", 1)
    assert [failure.source for failure in state.failures] == ["picture.xls"]


def test_an_unforeseen_fault_ends_the_job_and_not_the_server(make: Make, tmp_path: Path) -> None:
    gate = Gate()
    room = make(gate)
    wait_until_finished(room, room.submit(ask(1), "a"))

    def broken(options: object) -> Pipeline:
        raise ZeroDivisionError(str(tmp_path))

    room._runner._load = broken
    state = wait_until_finished(room, room.submit(ask(2, model="mujaz-ar-en"), "a"))
    assert (state.phase, state.error_code, state.error) == (
        "failed",
        "web.failed",
        "an unforeseen fault: ZeroDivisionError",
    )
    room._runner._load = gate.load
    assert wait_until_finished(room, room.submit(ask(3), "a")).phase == "done"


def test_jobs_outlive_a_server_that_ends_in_good_order(make: Make, tmp_path: Path) -> None:
    gate = Gate("رقم 2")
    before = make(gate)
    running, waiting = before.submit(ask_files(tmp_path, 4), "a"), before.submit(ask(9), "b")
    wait_for(lambda: len(before.state(running).pages) == 2)
    for progress in before._open.values():
        progress.stop = "close"
    gate.held = ()
    before.close()
    after_gate = Gate()
    after = make(after_gate)
    assert wait_until_finished(after, running).articles_done == 4
    assert wait_until_finished(after, waiting).phase == "done"
    assert not any("رقم 0" in text for text in after_gate.asked)
    assert JobFolder(after.folder / running).starts == 0


def test_a_job_that_took_the_server_down_again_and_again_is_given_up(make: Make) -> None:
    room = make(start=False)
    id = room.submit(ask(), "a")
    JobFolder(room.folder / id).note_starts(3)
    room.start()
    state = wait_until_finished(room, id)
    assert (state.phase, state.error_code) == ("failed", "web.failed")
    room.resume(id)
    assert wait_until_finished(room, id).phase == "done"


def test_only_one_server_works_in_a_folder(make: Make) -> None:
    make()
    with pytest.raises(SummarizerError) as caught:
        make()
    assert caught.value.code == "web.running"


def test_a_room_that_another_thread_closes_lets_the_next_one_in(make: Make) -> None:
    room = make()
    closing = threading.Thread(target=room.close)
    closing.start()
    closing.join(PATIENCE)
    assert make().is_at_work


def test_a_room_whose_work_does_not_end_keeps_the_next_one_out(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.web.room._CLOSE_SECONDS", 0.0)
    gate = Gate("رقم")
    room = make(gate)
    id = room.submit(ask(), "a")
    wait_for(lambda: room.state(id).phase == "running")
    room.close()
    with pytest.raises(SummarizerError) as caught:
        make()
    assert caught.value.code == "web.running"


def test_a_job_that_cannot_be_read_does_not_keep_the_server_from_starting(make: Make) -> None:
    room = make(start=False)
    id = room.submit(ask(), "a")
    (room.folder / id / "job.json").write_text("{")
    assert make().is_at_work


def test_finished_jobs_are_cleared_away_after_their_time(make: Make) -> None:
    room = make(keep_hours=1)
    old, new = (wait_until_finished(room, room.submit(ask(n), "a")).id for n in (1, 2))
    long_ago = time.time() - 2 * 3600
    os.utime(room.folder / old / "end.json", (long_ago, long_ago))
    room._clear()
    assert room.state(new).phase == "done"
    with pytest.raises(SummarizerError) as caught:
        room.state(old)
    assert caught.value.code == "web.unknown"
    assert not (room.folder / old).exists()


def test_one_job_that_cannot_be_cleared_away_keeps_no_other(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    room = make(keep_hours=1)
    ids = [wait_until_finished(room, room.submit(ask(n), "a")).id for n in (1, 2, 3)]
    long_ago = time.time() - 2 * 3600
    for id in ids:
        os.utime(room.folder / id / "end.json", (long_ago, long_ago))
    is_older, asked = JobFolder.is_older, []

    def is_older_but(folder: JobFolder, hours: float) -> bool:
        asked.append(folder.path.name)
        if len(asked) == 1:
            raise PermissionError(errno.EACCES, "denied")
        return is_older(folder, hours)

    monkeypatch.setattr(JobFolder, "is_older", is_older_but)
    room._clear()
    assert [id for id in ids if (room.folder / id).exists()] == asked[:1]


@pytest.mark.parametrize(("is_old", "is_kept"), [(True, False), (False, True)])
def test_a_folder_that_tells_of_no_job_is_cleared_away_by_its_age(make: Make, is_old: bool, is_kept: bool) -> None:
    room = make(start=False, keep_hours=1)
    waiting, broken = room.submit(ask(1), "a"), room.submit(ask(2), "a")
    (room.folder / broken / "job.json").write_text("{")
    del room._open[broken]
    for id in (waiting, broken):
        moment = time.time() - 2 * 3600 * is_old
        os.utime(room.folder / id, (moment, moment))
    room._clear()
    assert (room.folder / broken).exists() == is_kept
    assert (room.folder / waiting).exists()


def test_a_job_that_cannot_be_cleared_away_says_so_and_stays(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    room = make()
    id = wait_until_finished(room, room.submit(ask(), "a")).id
    with monkeypatch.context() as denied:
        denied.setattr(Path, "rename", lambda *_: os.rename("/dev/null/x", "/dev/null/y"))
        with pytest.raises(SummarizerError) as caught:
            room.remove(id)
    assert caught.value.code == "web.failed"
    assert room.output(id, "index.html").is_file()


def test_a_finished_job_can_be_cleared_away_at_once(make: Make) -> None:
    room = make()
    id = wait_until_finished(room, room.submit(ask(), "a")).id
    assert room.remove(id).phase == "done"
    with pytest.raises(SummarizerError):
        room.output(id, "index.html")


@pytest.fixture
def done(make: Make) -> tuple[JobRoom, JobState]:
    room = make()
    return room, wait_until_finished(room, room.submit(ask(), "a"))


@pytest.mark.parametrize(
    "path",
    [
        "../job.json",
        "../input/pasted text.txt",
        "articles/../../job.json",
        ".mujaz.sqlite",
        ".mujaz.json",
        "/etc/hosts.html",
        "articles",
        "",
        "index.html/",
        "./index.html",
        "articles//x.html",
        "index.html\0.html",
        "..\\job.json",
        "link.html",
        "linked/index.html",
        "x" * 5000 + ".html",
        "pipe.html",
    ],
)
def test_nothing_but_what_the_job_made_can_be_had(done: tuple[JobRoom, JobState], tmp_path: Path, path: str) -> None:
    room, state = done
    output = room.folder / state.id / "output"
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "index.html").write_text("secret")
    (output / "link.html").symlink_to(secret / "index.html")
    (output / "linked").symlink_to(secret)
    os.mkfifo(output / "pipe.html")
    with pytest.raises(SummarizerError) as caught:
        room.output(state.id, path)
    assert caught.value.code == "web.unknown"
    assert room.output(state.id, "index.html").is_file()


@pytest.mark.parametrize("id", ["", ".", "..", "x", "../jobs", "A" * 22, "A" * 21 + "/", ".lock", "linked-" + "x" * 15])
def test_an_id_that_is_none_opens_nothing(done: tuple[JobRoom, JobState], id: str) -> None:
    room, state = done
    (room.folder / ("linked-" + "x" * 15)).symlink_to(room.folder / state.id)
    for reach in (room.state, room.cancel, room.remove, lambda id: room.output(id, "index.html")):
        with pytest.raises(SummarizerError) as caught:
            reach(id)
        assert caught.value.code == "web.unknown"


def test_ids_cannot_be_guessed(make: Make) -> None:
    room = make(start=False)
    ids = {room.submit(ask(), str(n)) for n in range(20)}
    assert len(ids) == 20
    assert all(len(id) == 22 for id in ids)
