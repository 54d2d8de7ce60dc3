"""``app.py`` and ``summarizer.ui``: where it listens, what it warns of, what it refuses."""

from __future__ import annotations

import gc
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import uvicorn
from anyio.from_thread import start_blocking_portal

from summarizer import ui
from summarizer.errors import OptionsError
from summarizer.ui import Settings, build_app, launch

ROOT = Path(__file__).parents[2]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, int]]]:
    """Where the server would listen; nothing is served, and no object of the tests is kept for that."""
    places: list[tuple[str, int]] = []
    for name in ("GRADIO_SERVER_NAME", "GRADIO_SERVER_PORT", "SPACE_ID"):
        monkeypatch.delenv(name, raising=False)
    room = SimpleNamespace(start=lambda: None)
    monkeypatch.setattr(ui, "build_app", lambda settings: SimpleNamespace(state=SimpleNamespace(room=room)))
    monkeypatch.setattr(
        uvicorn.Server, "run", lambda self, sockets: places.extend(each.getsockname()[:2] for each in sockets)
    )
    yield places
    gc.unfreeze()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_it_listens_on_this_machine_alone(served: list[tuple[str, int]]) -> None:
    told: list[str] = []
    port = free_port()
    launch(Settings(port=port), tell=told.append)
    assert served == [("127.0.0.1", port)]
    assert told == [f"Mujaz is at http://127.0.0.1:{port}"]


def test_the_collector_passes_over_what_stood_before_it_serves(
    served: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen: list[int] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda self, sockets: frozen.append(gc.get_freeze_count()))
    launch()
    assert frozen[0] > 0


def test_answers_are_sent_at_once(served: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nagle's algorithm holds an answer back for 40 ms; asyncio turns it off where it sees that a socket is TCP."""
    protocols: list[int] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda self, sockets: protocols.extend(each.proto for each in sockets))
    launch()
    assert protocols == [socket.IPPROTO_TCP]


def test_without_a_port_it_takes_the_first_free_one(served: list[tuple[str, int]]) -> None:
    launch()
    assert 7860 <= served[0][1] < 7960


@pytest.mark.parametrize(
    ("auth", "space", "warned"),
    [
        (None, "", "without a password: give --auth FILE"),
        (Path("passwords"), "", "with a password. Names and texts go there unencrypted"),
        (None, "someone/mujaz", ""),
    ],
)
def test_others_who_can_reach_it_are_told_of(
    served: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch, auth: Path | None, space: str, warned: str
) -> None:
    if space:
        monkeypatch.setenv("SPACE_ID", space)
    monkeypatch.setenv("GRADIO_SERVER_NAME", "0.0.0.0")
    told: list[str] = []
    launch(Settings(port=free_port(), auth=auth), tell=told.append)
    assert served[0][0] == "0.0.0.0"
    assert [said for said in told if "Warning" in said] == told[: 1 if warned else 0]
    assert warned in told[0]


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 0), ("127.0.0.1", 70000), ("no such host", 0)])
def test_where_nothing_can_listen_is_told(served: list[tuple[str, int]], host: str, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OptionsError) as caught:
            launch(Settings(host=host, port=port or taken.getsockname()[1]))
    assert caught.value.code == "options.value"
    assert served == []


@pytest.mark.parametrize("root_path", ["mujaz", "//mujaz", "https://example.org/mujaz"])
def test_a_path_of_a_proxy_that_is_none_is_refused(tmp_path: Path, root_path: str) -> None:
    with pytest.raises(OptionsError) as caught:
        build_app(Settings(root_path=root_path, jobs=tmp_path / "jobs"))
    assert (caught.value.code, caught.value.source) == ("options.value", "--root-path")


@pytest.mark.parametrize(("given", "path"), [("", ""), ("/", ""), ("/mujaz/", "/mujaz"), ("/a/b", "/a/b")])
def test_the_path_of_a_proxy_has_no_slash_at_its_end(monkeypatch: pytest.MonkeyPatch, given: str, path: str) -> None:
    monkeypatch.setenv("GRADIO_ROOT_PATH", given)
    assert ui._read_root_path(Settings()) == ui._read_root_path(Settings(root_path=given)) == path


def test_the_room_is_told_of_the_end_before_open_connections_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    async def shut_down(server: uvicorn.Server, sockets: object = None) -> None:
        told.append("connections")

    told: list[str] = []
    monkeypatch.setattr(uvicorn.Server, "shutdown", shut_down)
    room: Any = SimpleNamespace(begin_to_close=lambda: told.append("room"))
    server = ui._make_server(uvicorn.Config("nothing"), room)
    with start_blocking_portal() as portal:
        portal.call(server.shutdown)
    assert told == ["room", "connections"]


def run_app(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "app.py", *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, cwd=ROOT, check=False)


def test_a_password_is_made_into_a_line_for_the_file() -> None:
    run = run_app("--make-password", "sara", given="secret\n")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("sara:scrypt$")


def test_a_missing_file_of_passwords_ends_it_with_one_line(tmp_path: Path) -> None:
    run = run_app("--auth", str(tmp_path / "none"))
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.count("\n") == 1
    assert run.stderr.endswith("[web.passwords]\n")
