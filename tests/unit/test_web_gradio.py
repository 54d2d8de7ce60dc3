"""The page under Gradio's own routes: it opens no file of the server and fetches nothing for a visitor."""

from __future__ import annotations

import gc
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest
import safehttpx
from anyio.from_thread import start_blocking_portal
from fastapi.testclient import TestClient

from summarizer.errors import OptionsError
from summarizer.types import Failure
from summarizer.web import job_panel, server
from summarizer.web.job_panel import JobPanel
from summarizer.web.jobs import JobState, Limits, Request
from summarizer.web.page import _LOOK_SECONDS
from summarizer.web.room import JobRoom
from summarizer.web.server import build_server
from summarizer.writers.words import load_words
from tests.jobs import Gate, article, wait_for, wait_until_finished

# Gradio makes event loops when it is built, and closes none.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")

ADDRESS = "http://evil.example/secret.txt"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MUJAZ_ENGINE", "echo")
        patch.setenv("MUJAZ_MEMORY", "none")
        room = JobRoom(tmp_path_factory.mktemp("page") / "jobs", Limits(free_mb=1), Gate().load)
        with TestClient(build_server(room)) as client:
            yield client
    gc.collect()  # here, where its warnings are not minded


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hosts that Gradio asks for; none is."""
    hosts: list[str] = []

    async def look_up(host: str) -> str:
        hosts.append(host)
        raise ValueError("no network in tests")

    monkeypatch.setattr(safehttpx, "async_validate_url", look_up)
    return hosts


def file_value(path: str) -> dict[str, Any]:
    return {"path": path, "meta": {"_type": "gradio.FileData"}}


def call(client: TestClient, page: str, endpoint: str, data: list[Any]) -> str:
    """What the page streams as the answer of an endpoint."""
    started = client.post(f"{page}/gradio_api/call/{endpoint}", json={"data": data})
    assert started.status_code == 200, started.text
    return client.get(f"{page}/gradio_api/call/{endpoint}/{started.json()['event_id']}").text


SETTINGS = [3, 0, "auto", "auto", True, False]


@pytest.mark.parametrize("page", ["", "/ar"])
@pytest.mark.parametrize("path", ["/etc/passwd", "summarizer/errors.py", "{uploads}/../secret", "\0", ADDRESS])
@pytest.mark.parametrize(
    ("endpoint", "before", "after"),
    [
        ("extract", [], [""]),
        ("extract", [None], []),  # any value can be made to look like a file's: here the address
        ("brief_files", [], ["", *SETTINGS, None]),
        ("brief_article", [article(1), *SETTINGS], []),
        ("job", [], []),
    ],
)
def test_no_value_opens_what_was_not_uploaded(
    client: TestClient, fetched: list[str], page: str, path: str, endpoint: str, before: list[Any], after: list[Any]
) -> None:
    value: Any = file_value(path.format(uploads=os.environ["GRADIO_TEMP_DIR"]))
    answer = call(client, page, endpoint, [*before, [value] if endpoint == "brief_files" else value, *after])
    assert "event: error" in answer
    assert "[web.request]" in answer
    assert fetched == []


@pytest.mark.parametrize("page", ["", "/ar"])
def test_what_was_uploaded_is_read(client: TestClient, page: str) -> None:
    sent = client.post(f"{page}/gradio_api/upload", files={"files": ("خبر.txt", article(7).encode())})
    answer = call(client, page, "extract", [file_value(sent.json()[0]), ""])
    assert "event: complete" in answer
    assert "\\u0631\\u0642\\u0645 7" in answer or "رقم 7" in answer


@pytest.mark.parametrize("page", ["", "/ar", "/mujaz/ar"])
@pytest.mark.parametrize(
    "route",
    [
        f"file={ADDRESS}",
        "file=HTTPS://evil.example/",
        "file=%68ttp://evil.example/",
        "file%3dhttp%3A%2F%2Fevil.example%2F",
        f"proxy={ADDRESS}",
    ],
)
def test_gradio_fetches_nothing_for_others(client: TestClient, fetched: list[str], page: str, route: str) -> None:
    for method in ("GET", "HEAD"):
        answer = client.request(method, f"{page}/gradio_api/{route}")
        assert answer.status_code == 403
    assert client.get(f"{page}/gradio_api/{route}").json()["hint"]
    assert fetched == []


@pytest.mark.parametrize("page", ["", "/ar"])
def test_below_a_name_of_a_proxy_the_page_knows_its_place(tmp_path: Path, page: str) -> None:
    client = TestClient(build_server(JobRoom(tmp_path / "jobs", Limits(free_mb=1)), root_path="/mujaz"))
    for left in ("", "/mujaz"):  # by a proxy
        assert client.get(f"{left}{page}/config").json()["root"] == f"http://testserver/mujaz{page}"
        assert client.get(f"{left}/health").json() == {"status": "stopped"}
    away = client.get("/mujaz?job=x", follow_redirects=False)
    assert (away.status_code, away.headers["location"]) == (307, "/mujaz/?job=x")
    assert client.get("/mujazine/health").status_code == 404


def test_below_a_name_of_a_proxy_programs_are_told_addresses_that_lead_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUJAZ_ENGINE", "echo")
    monkeypatch.setenv("MUJAZ_MEMORY", "none")
    room = JobRoom(tmp_path / "jobs", Limits(free_mb=1), Gate().load)
    with TestClient(build_server(room, root_path="/mujaz")) as client:
        sent = client.post("/gradio_api/upload", files={"files": ("1.txt", article(1).encode())}).json()
        given = {"brief_article": [article(1)], "brief_files": [[file_value(sent[0])], ""]}
        for endpoint, first in given.items():
            for page in ("", "/ar"):
                told = call(client, page, endpoint, [*first, *SETTINGS, None])
                ((started,),) = [json.loads(line[6:]) for line in told.splitlines() if line.startswith("data: ")]
                assert started["url"] == f"/mujaz{page}/?job={started['id']}"
        wait_until_finished(room, started["id"])
        assert f'"url": "/mujaz/jobs/{started["id"]}/files/index.html"' in call(client, "", "result", [started["id"]])


def test_who_cancels_a_job_at_work_is_told_that_it_ends_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_ENGINE", "echo")
    monkeypatch.setenv("MUJAZ_MEMORY", "none")
    gate = Gate("رقم")
    room = JobRoom(tmp_path / "jobs", Limits(free_mb=1), gate.load)
    with TestClient(build_server(room)) as client:
        id = room.submit(Request(kind="article", text=article(1)), "a")
        wait_for(lambda: room.state(id).sentences > 0)
        assert '"phase": "cancelling"' in call(client, "", "cancel", [id])
        assert client.get(f"/jobs/{id}").json()["finished"] is False
        gate.held = ()
        assert wait_until_finished(room, id).phase == "cancelled"


@pytest.mark.parametrize("page", ["", "/ar", "/mujaz", "/mujaz/ar"])
@pytest.mark.parametrize(
    "route",
    [
        "gradio_api/process_recording",
        "monitoring",
        "monitoring/summary",
        "gradio_api/deep_link",
        "dev/reload",
        "gradio_api/vibe-code/",
        "gradio_api/undo-vibe-edit",
    ],
)
def test_what_gradio_has_beside_the_page_is_closed(client: TestClient, page: str, route: str) -> None:
    for method in ("GET", "POST"):
        answer = client.request(method, f"{page}/{route}")
        assert (answer.status_code, answer.json()["code"]) == (403, "web.request")


@pytest.mark.parametrize("page", ["", "/ar"])
def test_no_clock_runs_in_the_browser_while_a_job_is_waited_for(client: TestClient, page: str) -> None:
    config = client.get(f"{page}/config").json()
    phase = next(part["id"] for part in config["components"] if part["props"].get("elem_id") == "phase")
    events = [event for event in config["dependencies"] if "load" not in [on for _, on in event["targets"]]]
    waited_for = [e for e in events if phase in e["outputs"] or e["api_name"] in ("brief_article", "brief_files")]
    assert len(waited_for) > 5
    assert [event["show_progress_on"] for event in waited_for] == [[]] * len(waited_for)


def test_an_article_may_be_called_as_what_is_closed(client: TestClient) -> None:
    assert client.get(f"/jobs/{'A' * 22}/files/articles/monitoring/a.html").status_code == 404


@pytest.mark.parametrize("kind", ["article", "briefing"])
def test_the_page_is_filled_beside_the_loop_of_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    room = JobRoom(tmp_path / "jobs", Limits(free_mb=0))
    id = room.submit(Request(kind=kind, text=article(1)), "a")  # type: ignore[arg-type]
    monkeypatch.setattr(job_panel, "_HOLD", 0.0)
    threads: list[threading.Thread] = []
    panel = SimpleNamespace(room=room, show=lambda job: threads.append(threading.current_thread()) or [])
    with start_blocking_portal() as portal:
        portal.call(JobPanel.show_soon, panel, {"id": id}, ())
        assert threads != [portal.call(threading.current_thread)]
    assert len(threads) == 1
    progress = room.progress(id)
    assert progress
    assert progress.is_awaited == (kind == "article")  # whose other files wait until the page shows it


def test_of_a_job_that_was_left_meanwhile_nothing_is_shown(tmp_path: Path) -> None:
    room, left = JobRoom(tmp_path / "jobs", Limits(free_mb=0)), set[str]()
    panel = SimpleNamespace(room=room, show=lambda job: left.add("a") or ["its parts"])
    with start_blocking_portal() as portal:
        assert portal.call(JobPanel.show_soon, panel, None, left) == ["its parts"]
        assert portal.call(JobPanel.show_soon, panel, {"id": "b"}, left) == ["its parts"]
        assert portal.call(JobPanel.show_soon, panel, {"id": "a"}, left) == [gr.skip()]


def test_gradio_s_queue_can_be_told_to_look_less_often() -> None:
    with gr.Blocks() as untouched:
        pass
    assert untouched._queue.sleep_when_free < _LOOK_SECONDS


def failures(*codes: str) -> dict[str, Any]:
    return {"failures": tuple(Failure(source="a", code=code, message="") for code in codes), "articles_failed": 1}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"phase": "cancelled"}, "Go on"),
        ({"phase": "cancelled", **failures("read.binary")}, "Go on"),
        ({"phase": "failed", "error_code": "write.failed"}, "Go on"),
        ({"phase": "failed", "error_code": "web.failed", **failures("read.fetch")}, "Go on"),
        ({"phase": "failed", "error_code": "web.count"}, ""),
        ({"phase": "failed", "error_code": "read.no_arabic"}, ""),
        ({"phase": "failed", "error_code": "read.nothing", **failures("read.binary", "read.language")}, ""),
        ({"phase": "failed", "error_code": "read.fetch", **failures("read.fetch")}, "Try the failed ones again"),
        ({"phase": "failed", "error_code": "read.nothing", **failures("read.fetch")}, "Try the failed ones again"),
        ({"phase": "failed", "error_code": "engine.failed", **failures("engine.failed")}, "Try the failed ones again"),
        (
            {"phase": "failed", "error_code": "article.failed", **failures("article.failed")},
            "Try the failed ones again",
        ),
        ({"phase": "done", **failures("read.binary", "read.too_slow")}, "Try the failed ones again"),
        ({"phase": "done", **failures("read.wrong_type", "read.no_arabic", "read.language")}, ""),
        ({"phase": "cancelling", **failures("read.fetch")}, ""),
        ({"phase": "done"}, ""),
        ({"phase": "running"}, ""),
    ],
)
def test_a_job_that_may_go_on_has_a_button_for_it(changed: dict[str, Any], said: str) -> None:
    state = JobState(**{"id": "x", "kind": "briefing", **changed})
    assert job_panel._say_resume(state, load_words("en")) == said


@pytest.fixture
def uploads(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A process that has made no folder for uploads yet."""
    server._upload_folder.cache_clear()
    yield monkeypatch
    server._upload_folder.cache_clear()


def test_uploads_lie_in_a_folder_of_their_own(uploads: pytest.MonkeyPatch, tmp_path: Path) -> None:
    foreign = tmp_path / "tmpabc"
    foreign.write_text("another program's")
    uploads.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    server._keep_quiet()
    folder = Path(os.environ["GRADIO_TEMP_DIR"])
    assert folder.parent == tmp_path
    assert folder.stat().st_mode & 0o077 == 0
    server._keep_quiet()
    assert Path(os.environ["GRADIO_TEMP_DIR"]) == folder
    old, new = folder / "tmp1", folder / "tmp2"
    for path in (foreign, old, new):
        path.write_text("x")
    for path in (foreign, old):
        os.utime(path, (0, 0))
    server._clear_broken_off()
    assert (foreign.exists(), old.exists(), new.exists()) == (True, False, True)


def test_a_folder_for_uploads_that_cannot_be_is_told(uploads: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    uploads.setenv("GRADIO_TEMP_DIR", str(tmp_path / "file" / "uploads"))
    with pytest.raises(OptionsError) as caught:
        server._keep_quiet()
    assert (caught.value.code, caught.value.source) == ("options.value", "GRADIO_TEMP_DIR")
