"""The web page as Python has it: an application for any ASGI server, or one that is served at once."""

from __future__ import annotations

import gc
import os
import socket
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.beside import take_short_turns
from summarizer.errors import OptionsError

if TYPE_CHECKING:
    from collections.abc import Callable

    import uvicorn
    from fastapi import FastAPI

    from summarizer.web.room import JobRoom

_FIRST_PORT, _PORTS, _LAST_PORT = 7860, 100, 65535
_GRACE_SECONDS = 5  # that open connections get when the server ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the page is served.

    ``host`` "": GRADIO_SERVER_NAME, else 127.0.0.1. ``port`` 0: GRADIO_SERVER_PORT, else the first free one from 7860.
    ``auth``: the file of passwords. ``root_path`` "": GRADIO_ROOT_PATH; where a proxy shows the page, as ``/mujaz``.
    ``jobs``: the folder of the jobs, None for MUJAZ_JOBS, else one in the user's data.
    """

    host: str = ""
    port: int = 0
    auth: Path | None = None
    root_path: str = ""
    jobs: Path | None = None


def build_app(settings: Settings | None = None) -> FastAPI:
    """The application, which begins to work when it is served. OptionsError options.value, web.passwords."""
    settings = settings or Settings()
    from summarizer.web.access import Passwords, read_passwords
    from summarizer.web.job_files import jobs_folder
    from summarizer.web.jobs import read_limits
    from summarizer.web.room import JobRoom
    from summarizer.web.server import build_server

    passwords = Passwords(read_passwords(settings.auth)) if settings.auth else None
    room = JobRoom(settings.jobs or jobs_folder(), read_limits())
    root_path = _read_root_path(settings)
    return build_server(room, passwords=passwords, root_path=root_path)


def launch(settings: Settings | None = None, *, tell: Callable[[str], None] = lambda said: None) -> None:
    """Serve the page until it is interrupted. ``tell`` is given its address, and a warning if others can reach it.

    Errors as ``build_app``; OptionsError options.value if nothing can listen there, SummarizerError web.running.
    """
    settings = settings or Settings()
    import uvicorn

    host = settings.host or os.environ.get("GRADIO_SERVER_NAME") or "127.0.0.1"
    with _listen(host, settings.port) as listener:
        app = build_app(settings)
        app.state.room.start()  # before anything is served, so that a fault ends the program
        is_space = bool(os.environ.get("SPACE_ID"))
        if not is_space and not _is_loopback(listener.getsockname()[0]):
            said = "with a password" if settings.auth else "without a password: give --auth FILE, or leave out --host"
            tell(f"Warning: others can reach this page at {host}, {said}. Names and texts go there unencrypted.")
        tell(f"Mujaz is at http://{_in_address(host)}:{listener.getsockname()[1]}")
        config = uvicorn.Config(
            app,
            access_log=False,  # addresses hold the ids of jobs
            log_level="warning",
            server_header=False,
            forwarded_allow_ips="*" if is_space else None,  # None: FORWARDED_ALLOW_IPS, else this machine alone
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        # What the libraries have made stays: the collector need not go through it while a job is at work.
        gc.freeze()
        take_short_turns()
        _make_server(config, app.state.room).run(sockets=[listener])


def _make_server(config: uvicorn.Config, room: JobRoom) -> uvicorn.Server:
    """A server that lets the room know at once when it goes down: before it waits for open connections."""
    import uvicorn

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            room.begin_to_close()
            await super().shutdown(sockets)

    return Server(config)


def _read_root_path(settings: Settings) -> str:
    """The path without a slash at its end, "" for none. OptionsError options.value."""
    given = settings.root_path or os.environ.get("GRADIO_ROOT_PATH", "")
    path = given.rstrip("/")
    if path and (not path.startswith("/") or path.startswith("//")):
        hint = "Give a path that begins with one slash, such as /mujaz"
        raise OptionsError(f"{given!r} is no path", code="options.value", hint=hint, source="--root-path")
    return path


def _listen(host: str, port: int) -> socket.socket:
    """A socket at the host and the port, or at the first free one. OptionsError options.value."""
    given = port or os.environ.get("GRADIO_SERVER_PORT") or 0
    fault: Exception | None = None
    for each in [given] if given else range(_FIRST_PORT, _FIRST_PORT + _PORTS):
        try:
            if int(each) > _LAST_PORT:  # which the system would wrap around
                raise OverflowError("ports go up to 65535")
            family, kind, protocol, _, address = socket.getaddrinfo(host, int(each), type=socket.SOCK_STREAM)[0]
            with ExitStack() as failed:
                # Only where asyncio reads that it is TCP does it send answers at once, and not 40 ms later.
                listener = failed.enter_context(socket.socket(family, kind, protocol))
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                listener.bind(address)
                failed.pop_all()
                return listener
        except (OSError, OverflowError, ValueError) as error:
            fault = error
    hint = "Give another --host or --port"
    raise OptionsError(f"nothing can listen there ({fault})", code="options.value", hint=hint, source=f"{host}:{given}")


def _is_loopback(address: str) -> bool:
    return address.startswith("127.") or address == "::1"


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
