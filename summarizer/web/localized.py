"""The page that gradio sends, told its language, which way it runs, how much may be uploaded; and to rest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from summarizer.types import Language
from summarizer.web.jobs import Limits
from summarizer.web.uploads import too_large
from summarizer.web.words import say_error
from summarizer.writers.words import load_words

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# gradio chooses its own few words ("Drop File Here") by the browser's language, which need not be the page's.
_TOLD = '<html lang="{language}" dir="{direction}"'
_SCRIPT = '<head><script>Object.defineProperty(navigator, "language", {{ value: "{language}" }});</script>'
# The browser refuses what is too large before it is sent, in the server's words: while it sends it easily misses these.
_REFUSE_TOO_LARGE = """<script>{
  const send = window.fetch;
  window.fetch = (address, options) => {
    const parts = options?.body instanceof FormData ? [...options.body.values()] : [];
    const size = parts.reduce((sum, part) => sum + (part.size ?? 0), 0);
    return size > %(most)d ? Promise.resolve(new Response(%(said)s, { status: 413 })) : send(address, options);
  };
}</script>"""
# Gradio's clocks run in each frame that the browser draws, that of its loading screen for ever. Ten times a second will
# do: they show tenths. Gradio never cancels them.
_SLOW_CLOCKS = """<script>{
  const draw = window.requestAnimationFrame.bind(window);
  const isClock = (tick) => tick.toString().includes("performance.now()-");
  window.requestAnimationFrame = (tick) => isClock(tick) ? setTimeout(draw, 100, tick) : draw(tick);
}</script>"""
_ICON = '<link rel="icon" href="data:,">'  # none: browsers would ask for it outside of the place that a proxy gives us


def localize_last(app: FastAPI, language: Language, limits: Limits) -> None:
    """Let the page that was mounted last on ``app`` be in ``language``, and refuse uploads beyond the ``limits``."""
    from starlette.routing import Mount

    mount = app.routes[-1]
    assert isinstance(mount, Mount)
    mount.app = Localized(mount.app, language, limits)


class Localized:
    """ASGI middleware for one mounted page: all other answers of the app go through as they are."""

    def __init__(self, app: ASGIApp, language: Language, limits: Limits) -> None:
        """Tell the page of ``app`` that it is in ``language``, and which uploads are too large."""
        said = {"language": language, "direction": load_words(language).direction}
        refused = json.dumps(say_error(too_large(limits), language))
        scripts = _SCRIPT.format(**said) + _REFUSE_TOO_LARGE % {"most": limits.upload_bytes, "said": refused}
        self._app = app
        self._replaced = (
            (b'<html\n\tlang="en"', _TOLD.format(**said).encode()),
            (b"<head>", (scripts + _SLOW_CLOCKS + _ICON).encode()),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not _is_page(scope):
            return await self._app(scope, receive, send)
        # Not compressed: it is to be read here.
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: dict[str, Any] = {}
        body = b""

        async def collect(message: Message) -> None:
            nonlocal body
            if message["type"] == "http.response.start":
                start.update(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            for old, new in self._replaced:
                body = body.replace(old, new, 1)
            kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
            await send({**start, "headers": [*kept, (b"content-length", str(len(body)).encode())]})
            await send({"type": "http.response.body", "body": body})

        return await self._app({**scope, "headers": headers}, receive, collect)


def _is_page(scope: Scope) -> bool:
    """Whether the request is for the page itself; ``root_path`` is where it is mounted."""
    return scope["method"] == "GET" and scope["path"].removeprefix(scope.get("root_path", "")) in ("", "/")
