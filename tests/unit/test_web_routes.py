"""The routes for programs: jobs by form, state and files by id, each error with its status, headers, passwords."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from summarizer.errors import OptionsError
from summarizer.web import access, routes
from summarizer.web.access import Passwords, make_line, read_passwords
from summarizer.web.jobs import Limits
from summarizer.web.room import JobRoom
from summarizer.web.server import build_routes
from tests.jobs import PATIENCE, Gate, article, wait_for, wait_until_finished

LIMITS = Limits(free_mb=0, upload_mb=1, queue=3, per_client=2, files=3)
USER = ("سارة", "كلمة: السر")


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_COST", 2)


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def room(tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> JobRoom:
    monkeypatch.setenv("MUJAZ_ENGINE", "echo")
    monkeypatch.setenv("MUJAZ_MEMORY", "none")
    return JobRoom(tmp_path / "jobs", LIMITS, gate.load)


@pytest.fixture
def client(room: JobRoom, gate: Gate) -> Iterator[TestClient]:
    with TestClient(build_routes(room)) as client:
        yield client
        gate.held = ()


def post(client: TestClient, **form: object) -> str:
    answer = client.post("/jobs", data={"settings": '{"formats": ["html", "docx", "markdown"]}', **form})  # type: ignore[dict-item]
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


def test_a_posted_text_becomes_a_briefing(client: TestClient, room: JobRoom) -> None:
    answer = client.post("/jobs", data={"text": article(1)})
    id = answer.json()["id"]
    assert answer.status_code == 202
    assert answer.json() == {"id": id, "url": f"/?job={id}"}
    assert client.get(f"/jobs/{id}").json()["phase"] in ("waiting", "running", "done")
    wait_until_finished(room, id)
    state = client.get(f"/jobs/{id}").json()
    assert (state["phase"], state["finished"], state["kind"], state["articles_done"]) == ("done", True, "article", 1)
    files = ["index.html", "briefing.md", "briefing.docx", "briefing.jsonl", "figures.csv", "briefing.zip"]
    assert state["files"] == files
    assert "1 article" in client.get(f"/jobs/{id}/files/index.html").text


def test_posted_files_become_a_briefing_with_their_names_and_glossary(
    client: TestClient, room: JobRoom, gate: Gate
) -> None:
    files = [("files", (f"../{n}.txt", io.BytesIO(article(n).encode()))) for n in (1, 2)]
    terms = ("glossary", ("../../terms.csv", io.BytesIO("الوزير,Ministerx\n".encode())))
    id = client.post("/jobs", files=[*files, terms]).json()["id"]
    state = wait_until_finished(room, id)
    assert (state.kind, state.articles_done) == ("briefing", 2)
    assert any("Ministerx" in text for text in gate.asked)


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("index.html", "text/html; charset=utf-8", "inline"),
        ("briefing.md", "text/markdown; charset=utf-8", "attachment"),
        ("briefing.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
        ("briefing.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment"),
        ("briefing.zip", "application/zip", "attachment"),
    ],
)
def test_pages_are_shown_without_rights_and_other_files_are_saved(
    client: TestClient, room: JobRoom, name: str, kind: str, shown: str
) -> None:
    id = post(client, text=article(1), settings='{"formats": "html,markdown,docx,xlsx"}')
    wait_until_finished(room, id)
    answer = client.get(f"/jobs/{id}/files/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-disposition"] == f'{shown}; filename="{name}"'
    policy = answer.headers["content-security-policy"].split("; ")
    assert {
        "default-src 'none'",
        "sandbox allow-popups allow-popups-to-escape-sandbox",
        "frame-ancestors 'self'",
    } <= set(policy)
    assert not any(rule.startswith("script-src") for rule in policy)
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store, private"
    assert "access-control-allow-origin" not in answer.headers


def test_a_cancelled_job_goes_on_when_it_is_asked_to(client: TestClient, room: JobRoom, gate: Gate) -> None:
    gate.held = ("رقم",)
    first, second = post(client, text=article(1)), post(client, text=article(2))
    assert client.delete(f"/jobs/{second}").json()["phase"] == "cancelled"
    assert client.post(f"/jobs/{second}/resume").json()["phase"] == "waiting"
    gate.held = ()
    assert [wait_until_finished(room, id).phase for id in (first, second)] == ["done", "done"]
    assert client.post(f"/jobs/{'x' * 22}/resume").status_code == 404


def test_the_briefing_of_an_unfinished_job_is_its_page(client: TestClient, gate: Gate) -> None:
    gate.held = ("رقم",)
    id = post(client, text=article(1))
    answer = client.get(f"/jobs/{id}/files/index.html", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, f"/?job={id}")


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        ({}, 422, "read.empty"),
        ({"text": "English only"}, 422, "read.no_arabic"),
        ({"text": article(1), "settings": "[1]"}, 400, "web.request"),
        ({"text": article(1), "settings": "{"}, 400, "web.request"),
        ({"text": article(1), "settings": "[" * 20_000}, 400, "web.request"),
        ({"text": article(1), "settings": '{"beam_size": 9}'}, 422, "options.unknown"),
        ({"text": article(1), "settings": '{"\\ud800": 1}'}, 422, "options.unknown"),
        ({"text": article(1), "settings": '{"summary_sentences": 0}'}, 422, "options.value"),
        ({"text": article(1), "kind": "novel"}, 400, "web.request"),
    ],
)
def test_what_cannot_be_is_told_as_json(client: TestClient, form: dict[str, str], status: int, code: str) -> None:
    answer = client.post("/jobs", data=form)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"]


def test_uploads_leave_room_on_the_disk_and_orders_are_still_taken(tmp_path: Path, gate: Gate) -> None:
    room = JobRoom(tmp_path / "jobs", Limits(free_mb=10**9), gate.load)
    with TestClient(build_routes(room)) as client:
        for path in ("/jobs", "/gradio_api/upload", "/ar/gradio_api/upload"):
            answer = client.post(path, files={"files": ("1.txt", article(1).encode())})
            assert answer.status_code == 503
            assert answer.headers["retry-after"] == "60"
            if path == "/jobs":
                assert (answer.json()["code"], answer.json()["hint"]) == ("web.busy", "Try again in some minutes")
            else:  # gradio shows its visitor the answer as it is
                own = "قرصه يكاد يمتلئ" if path.startswith("/ar") else "the disk of the server is almost full. Try"
                assert own in answer.text
                assert answer.text.endswith("[web.busy]")
        assert client.post("/gradio_api/call/cancel", json={"data": ["x"]}).status_code == 404


@pytest.mark.parametrize(
    ("count", "size", "status", "code"),
    [
        (4, 10, 413, "web.count"),
        (9, 10, 400, "web.request"),
        (1, 1_100_000, 413, "web.size"),
        (1, 2_100_000, 413, "web.size"),
    ],
)
def test_too_much_is_refused(client: TestClient, count: int, size: int, status: int, code: str) -> None:
    files = [("files", (f"{n}.txt", io.BytesIO(b"x" * size))) for n in range(count)]
    answer = client.post("/jobs", files=files)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_an_upload_that_does_not_say_its_size_is_refused(client: TestClient) -> None:
    answer = client.post("/jobs", content=iter([b"x"]))
    assert (answer.status_code, answer.json()["code"]) == (413, "web.size")


def test_a_text_larger_than_any_article_is_refused(client: TestClient) -> None:
    answer = client.post("/jobs", data={"text": "خبر " * 300_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "web.size")


def test_a_client_with_its_share_of_jobs_is_told_to_wait(client: TestClient, gate: Gate) -> None:
    gate.held = ("رقم",)
    for n in range(2):
        post(client, text=article(n))
    answer = client.post("/jobs", data={"text": article(3)})
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (429, "web.client", "60")


def test_a_full_server_says_how_many_wait(client: TestClient, room: JobRoom, gate: Gate) -> None:
    from summarizer.web.jobs import Request

    gate.held = ("رقم",)
    for n in range(4):
        room.submit(Request(kind="article", text=article(n)), str(n))
    answer = client.post("/jobs", data={"text": article(9)})
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "web.busy", "60")
    assert "jobs wait" in answer.json()["message"]


def test_delete_cancels_and_then_clears_away(client: TestClient, room: JobRoom, gate: Gate) -> None:
    gate.held = ("رقم",)
    first, second = (post(client, text=article(n)) for n in (1, 2))
    assert client.delete(f"/jobs/{second}").json()["phase"] == "cancelled"
    assert client.delete(f"/jobs/{second}").status_code == 200
    assert client.get(f"/jobs/{second}").status_code == 404
    gate.held = ()
    assert wait_until_finished(room, first).phase == "done"


@pytest.mark.parametrize(
    "path",
    [
        "/jobs/" + "A" * 22,
        "/jobs/..%2f..",
        "/jobs/{id}/files/..%2fjob.json",
        "/jobs/{id}/files/%2e%2e/job.json",
        "/jobs/{id}/files/.mujaz.sqlite",
        "/jobs/{id}/files/%2fetc%2fpasswd",
        "/jobs/{id}/files/index.html%00",
        "/jobs/{id}/input/pasted%20text.txt",
        "/jobs",
    ],
)
def test_nothing_else_can_be_had(client: TestClient, room: JobRoom, path: str) -> None:
    id = post(client, text=article(1))
    wait_until_finished(room, id)
    answer = client.get(path.replace("{id}", id))
    assert answer.status_code in (404, 405)
    assert str(room.folder) not in answer.text
    assert answer.json()["code"] in ("web.unknown", "web.request")
    assert answer.json()["hint"]


def test_a_program_waits_for_the_end_of_a_job_with_one_request(client: TestClient, gate: Gate) -> None:
    gate.held = (article(1).split()[0],)
    id = post(client, text=article(1))
    assert not client.get(f"/jobs/{id}?wait=0.1").json()["finished"]
    gate.held = ()
    assert client.get(f"/jobs/{id}?wait=60").json()["phase"] == "done"


def test_an_article_comes_with_one_request_as_soon_as_it_can_be_read(client: TestClient, gate: Gate) -> None:
    gate.held = (article(1).split()[0],)
    id = post(client, text=article(1))
    pages: list[Any] = []
    waiting = threading.Thread(target=lambda: pages.append(client.get(f"/jobs/{id}/article?server=1")))
    waiting.start()
    waiting.join(0.2)
    assert not pages
    gate.held = ()
    waiting.join(PATIENCE)
    (page,) = pages
    assert (page.status_code, page.url.path) == (200, f"/jobs/{id}/files/articles/pasted text.txt.html")
    assert "<h1" in page.text


def test_who_waits_long_for_an_article_is_told_to_ask_again(
    client: TestClient, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "_READER_WAITS", 0)
    gate.held = (article(1).split()[0],)
    id = post(client, text=article(1))
    answer = client.get(f"/jobs/{id}/article?server=1")
    assert (answer.status_code, answer.headers["refresh"], answer.content) == (202, "0", b"")


def test_of_a_job_without_an_article_there_is_none(client: TestClient, room: JobRoom, gate: Gate) -> None:
    gate.held = (article(1).split()[0],)
    id = post(client, text=article(1))
    wait_for(lambda: room.state(id).phase == "running")
    client.delete(f"/jobs/{id}")
    gate.held = ()
    assert client.get(f"/jobs/{id}/article").status_code == 204
    assert client.get(f"/jobs/{'A' * 22}/article").json()["code"] == "web.unknown"


def test_who_waits_for_an_article_is_answered_as_soon_as_the_server_goes_down(
    client: TestClient, room: JobRoom
) -> None:
    room.is_closing = True
    id = post(client, text=article(1))
    assert client.get(f"/jobs/{id}/article").status_code == 204


def test_who_waits_is_answered_as_soon_as_the_server_goes_down(client: TestClient, room: JobRoom, gate: Gate) -> None:
    gate.held = ("رقم",)
    id = post(client, text=article(1))
    wait_for(lambda: room.state(id).phase == "running")
    answers: list[dict[str, object]] = []
    waiting = threading.Thread(target=lambda: answers.append(client.get(f"/jobs/{id}?wait=60").json()))
    waiting.start()
    room.begin_to_close()
    waiting.join(20)
    assert [answer["finished"] for answer in answers] == [False]


@pytest.mark.parametrize("wait", ["-1", "61", "long", "nan"])
def test_a_time_to_wait_that_cannot_be_is_refused_with_a_code(client: TestClient, wait: str) -> None:
    answer = client.get(f"/jobs/{'A' * 22}?wait={wait}")
    assert (answer.status_code, answer.json()["code"]) == (422, "web.request")
    assert "wait" in answer.json()["message"]


def test_the_api_describes_itself_and_loads_nothing_from_elsewhere(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {path: set(methods) for path, methods in paths.items()} == {
        "/health": {"get"},
        "/jobs": {"post"},
        "/jobs/{id}": {"get", "delete"},
        "/jobs/{id}/article": {"get"},
        "/jobs/{id}/resume": {"post"},
        "/jobs/{id}/files/{path}": {"get"},
    }
    schema = client.get("/openapi.json").json()["components"]["schemas"]["JobState"]["properties"]
    assert {"phase", "position", "sentences_done", "pages", "files", "error_code"} <= set(schema)
    assert {"404", "429", "503"} <= set(paths["/jobs/{id}/resume"]["post"]["responses"])
    assert client.get("/docs").status_code == 404


def test_health_says_whether_jobs_are_done(client: TestClient, room: JobRoom) -> None:
    assert (client.get("/health").status_code, client.get("/health").json()) == (200, {"status": "ok"})
    room.close()
    assert (client.get("/health").status_code, client.get("/health").json()) == (503, {"status": "stopped"})


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://testserver"}, 422),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://behind.a.proxy"}, 422),
        ({"Sec-Fetch-Site": "same-origin"}, 422),
        ({}, 422),
    ],
)
def test_no_other_site_gives_orders(client: TestClient, headers: dict[str, str], status: int) -> None:
    answer = client.post("/jobs", data={"text": "x"}, headers=headers)
    assert answer.status_code == status
    assert answer.json()["hint"]


def test_no_other_site_may_read(client: TestClient) -> None:
    answer = client.options(
        "/jobs", headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    )
    assert answer.status_code == 400
    assert "access-control-allow-origin" not in answer.headers


def test_a_space_may_be_framed_by_the_hub(room: JobRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPACE_ID", "someone/mujaz")
    with TestClient(build_routes(room)) as client:
        policy = client.get("/health").headers["content-security-policy"]
    assert "frame-ancestors 'self' https://huggingface.co https://*.hf.space" in policy


def test_the_arabic_page_is_found_without_its_slash(room: JobRoom) -> None:
    with TestClient(build_routes(room, root_path="/mujaz")) as client:
        answer = client.get("/ar?job=x", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/mujaz/ar/?job=x")


@pytest.fixture
def locked(room: JobRoom, tmp_path: Path) -> Iterator[TestClient]:
    path = tmp_path / "passwords"
    path.write_text(f"# the desk\n\n{make_line('nobody', 'x')}\n{make_line(*USER)}\n", encoding="utf-8")
    with TestClient(build_routes(room, passwords=Passwords(read_passwords(path)))) as client:
        yield client


@pytest.mark.parametrize(
    "path", ["/", "/ar", "/jobs", "/jobs/x", "/jobs/x/files/index.html", "/openapi.json", "/gradio_api/info"]
)
@pytest.mark.parametrize("auth", [None, ("سارة", "wrong"), ("stranger", "كلمة: السر"), ("", "")])
def test_nothing_is_shown_without_the_password(locked: TestClient, path: str, auth: tuple[str, str] | None) -> None:
    answer = locked.get(path, auth=auth and (auth[0].encode(), auth[1].encode()))
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic ")
    said = json.loads(answer.text)
    assert (said["code"], bool(said["hint"])) == ("web.request", True)


@pytest.mark.parametrize("header", ["Basic", "Basic !!!", "Bearer x", "Basic " + "QQ" * 5000])
def test_a_header_that_is_none_is_no_password(locked: TestClient, header: str) -> None:
    assert locked.get("/openapi.json", headers={"Authorization": header}).status_code == 401


def test_the_password_opens_and_the_wrong_one_after_it_does_not(locked: TestClient) -> None:
    user, password = (part.encode() for part in USER)
    for _ in range(2):
        assert locked.get("/openapi.json", auth=(user, password)).status_code == 200
        assert locked.get("/openapi.json", auth=(user, b"wrong")).status_code == 401


def test_health_needs_no_password(locked: TestClient) -> None:
    assert locked.get("/health").status_code == 200


def test_a_line_holds_no_password_and_no_two_are_alike() -> None:
    lines = {make_line("sara", "secret") for _ in range(2)}
    assert len(lines) == 2
    assert not any("secret" in line for line in lines)


@pytest.mark.parametrize(
    ("user", "password"), [("", "x"), ("a:b", "x"), ("#a", "x"), (" a", "x"), ("a\n", "x"), ("a", "")]
)
def test_a_name_that_cannot_stand_in_the_file_is_refused(user: str, password: str) -> None:
    with pytest.raises(OptionsError) as caught:
        make_line(user, password)
    assert caught.value.code == "web.passwords"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names no user"),
        ("# nothing\n", "names no user"),
        ("sara:secret\n", "line 1"),
        ("\nsara:scrypt$16384$AAAA\n", "line 2"),
        ("sara:scrypt$many$AAAA$AAAA\n", "line 1"),
        ("sara:md5$16384$AAAA$AAAA\n", "line 1"),
        ("sara:scrypt$16383$AAAA$AAAA\n", "line 1"),
        ("sara:scrypt$16384$AAAA$AAAA\nsara:scrypt$16384$AAAA$AAAA\n", "line 2"),
    ],
)
def test_a_file_of_passwords_with_a_fault_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "passwords"
    path.write_text(text)
    with pytest.raises(OptionsError) as caught:
        read_passwords(path)
    assert caught.value.code == "web.passwords"
    assert said in caught.value.message
