"""One server: the routes for jobs and files, and the page in English and in Arabic, behind one door."""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import TYPE_CHECKING

from summarizer.errors import OptionsError
from summarizer.types import Language
from summarizer.web.access import Door, Passwords
from summarizer.web.room import JobRoom

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp, Receive, Scope, Send

_PAGES: tuple[tuple[str, Language], ...] = (("/ar", "ar"), ("/", "en"))  # what comes first is asked first
_STALE_SECONDS = 3600.0  # since something came of an upload


def build_server(room: JobRoom, *, passwords: Passwords | None = None, root_path: str = "") -> FastAPI:
    """The application around a room, which it starts with itself and closes at its end.

    ``root_path``: where a proxy shows it, such as ``/mujaz``, whether the proxy takes that off or not; "" for the root.
    """
    _keep_quiet()
    import gradio

    from summarizer.web.localized import localize_last
    from summarizer.web.page import build_page, page_look

    app = build_routes(room, passwords=passwords, root_path=root_path)
    for path, language in _PAGES:
        gradio.mount_gradio_app(
            app,
            build_page(room, language, root_path),
            path,
            root_path=root_path + path.rstrip("/") if root_path else None,
            blocked_paths=[str(room.folder)],
            show_error=False,
            ssr_mode=False,
            **page_look(),
        )
        localize_last(app, language, room.limits)
        if root_path:
            _place_last(app, root_path)
    return app


def build_routes(room: JobRoom, *, passwords: Passwords | None = None, root_path: str = "") -> FastAPI:
    """The same without the page: what programs need, and the door."""
    from fastapi import FastAPI
    from starlette.concurrency import run_in_threadpool
    from starlette.middleware.cors import CORSMiddleware

    from summarizer.web.routes import make_routes, tell_errors

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        room.start()
        sweeping = asyncio.create_task(_sweep())
        try:
            yield
        finally:
            sweeping.cancel()
            await run_in_threadpool(room.close)

    # The pages of documentation that FastAPI has load scripts from elsewhere; /openapi.json says the same.
    app = FastAPI(title="Mujaz", lifespan=life, docs_url=None, redoc_url=None)
    app.state.room = room
    app.include_router(make_routes(room, root_path))
    tell_errors(app)
    # Without one of our own, Gradio lets every other site read its answers, with the password of who looks at it.
    app.add_middleware(CORSMiddleware, allow_origins=())
    app.add_middleware(Door, limits=room.limits, folder=room.folder, passwords=passwords)
    if root_path:
        app.add_middleware(_Below, root_path=root_path)
    return app


class _Below:
    """ASGI middleware: takes ``root_path`` off each path, where the proxy has left it there."""

    def __init__(self, app: ASGIApp, *, root_path: str) -> None:
        self._app, self._root_path = app, root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; the page itself, asked for without the slash at its end, by where it is."""
        path = scope.get("path", "")
        if path == self._root_path:
            from starlette.responses import RedirectResponse

            query = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"{path}/" + (f"?{query}" if query else ""))(scope, receive, send)
        elif path.startswith(f"{self._root_path}/"):
            await self._app({**scope, "path": path.removeprefix(self._root_path)}, receive, send)
        else:
            await self._app(scope, receive, send)


def _place_last(app: FastAPI, root_path: str) -> None:
    """Let the page that was mounted last have the whole path: it takes ``root_path`` off, which the proxy has done."""
    from starlette.routing import Mount

    mount = app.routes[-1]
    assert isinstance(mount, Mount)
    page = mount.app

    async def placed(scope: Scope, receive: Receive, send: Send) -> None:
        whole = {name: root_path + scope[name] for name in ("root_path", "path")}
        await page({**scope, **whole}, receive, send)

    mount.app = placed


async def _sweep() -> None:
    while True:
        _clear_broken_off()
        await asyncio.sleep(_STALE_SECONDS)


def _clear_broken_off() -> None:
    """Delete what Gradio leaves of uploads that broke off: files that lie in its folder itself."""
    for path in Path(_upload_folder()).glob("tmp*"):
        with suppress(OSError):
            if path.is_file() and time.time() - path.stat().st_mtime > _STALE_SECONDS:
                path.unlink()


def _keep_quiet() -> None:
    """Set what Gradio and the hub's library read when they are imported or used: they call no one.

    OptionsError options.value for GRADIO_TEMP_DIR.
    """
    os.environ.update({"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1", "GRADIO_TEMP_DIR": _upload_folder()})


@cache
def _upload_folder() -> str:
    """The folder of uploads of this process, below GRADIO_TEMP_DIR if that is set; gone when it ends.

    No other user of the machine can read it, and no other program's files lie there. The path of an upload comes back
    to who uploaded it, so it says nothing of this server's folders.
    """
    given = os.environ.get("GRADIO_TEMP_DIR")
    parent = Path(given or gettempdir()).resolve()
    try:
        parent.mkdir(parents=True, exist_ok=True)
        folder = mkdtemp(prefix="mujaz-", dir=parent)
    except OSError as error:
        said, hint = f"there can be no uploads in {parent} ({error.strerror})", "Name another folder"
        raise OptionsError(said, code="options.value", hint=hint, source="GRADIO_TEMP_DIR") from error
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
