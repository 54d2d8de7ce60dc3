"""Who may come in, and what a browser may do with what it gets: middleware around all routes, Gradio's too.

The file of passwords has a line for each user, ``NAME:scrypt$COST$SALT$HASH``, as ``make_line`` makes it; blank lines
and those that begin with # are passed over. What it says is checked with as much work for a name that nobody has.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import OptionsError, SummarizerError
from summarizer.web.jobs import Limits
from summarizer.web.uploads import too_large
from summarizer.web.words import say_error

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_COST = 2**14  # scrypt's N, with r = 8 and p = 5 as OWASP's list of equals has it: 16 MB and some 0.2 s a try here
_BLOCK, _PARALLEL = 8, 5
_FORM = 1_000_000  # bytes of a form beside what is uploaded
_OPEN = "/health"  # says nothing, and is asked by programs that have no password
_UPLOAD = "/gradio_api/upload"  # Gradio shows who uploads what comes back, as it is
_FETCHING = re.compile(r"/(?:file|proxy)=http", re.IGNORECASE)  # where Gradio gets a page of the web for who asks

# What Gradio has beside the page: changing videos and links of its own, its makers' tools, counts of who uses it.
_UNUSED = re.compile(r"/(?:process_recording|monitoring|deep_link|dev/reload|vibe-|undo-vibe-)")

_PAGE = {  # Gradio starts from scripts in the page, evaluates expressions, and makes styles and pictures as it goes
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "media-src": "'none'",
    "connect-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
_OUTPUT = {  # pages made of other people's articles: no script, no form, no way to anything of ours
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "img-src": "data:",
    "font-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
    "sandbox": "allow-popups allow-popups-to-escape-sandbox",  # a link to a source opens as any page does
}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # the id of a job is in its address
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
}


def make_line(user: str, password: str) -> str:
    """A line for the file of passwords. OptionsError web.passwords for a name that cannot stand in it."""
    if not user or ":" in user or user.startswith("#") or not user.isprintable() or user != user.strip():
        hint = "Give one without colon, and without # or space at its ends"
        raise OptionsError("there is no such name", code="web.passwords", hint=hint, source=user)
    if not password:
        raise OptionsError("the password is empty", code="web.passwords", hint="Give one", source=user)
    salt = secrets.token_bytes(16)
    return f"{user}:scrypt${_COST}${_encode(salt)}${_encode(_hash(password, salt, _COST))}"


def read_passwords(path: Path) -> dict[str, str]:
    """The users of a file with their hashes. OptionsError web.passwords, naming the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _refused(path, "the file of passwords cannot be read") from error
    known: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        user, _, hashed = line.rstrip().partition(":")
        try:
            _parts(hashed)
        except ValueError as error:
            raise _refused(path, f"line {number} is no user with a hashed password") from error
        if user in known:
            raise _refused(path, f"line {number} names {user} once more")
        known[user] = hashed
    if not known:
        raise _refused(path, "the file names no user")
    return known


class Passwords:
    """The users who may come in."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = dict(known)
        self._nobody = make_line("nobody", secrets.token_hex()).partition(":")[2]
        # A browser sends its password with each of a hundred requests, and each check costs a fifth of a second: so
        # what was right is known again, by a digest that is of no use outside this process.
        self._key = secrets.token_bytes(32)
        self._seen: dict[str, bytes] = {}

    def knows(self, authorization: str) -> bool:
        """Whether the header is the one that was right before; if not, ask ``is_right``."""
        seen = self._seen.get(_credentials(authorization)[0])
        return seen is not None and hmac.compare_digest(seen, self._digest(authorization))

    def is_right(self, authorization: str) -> bool:
        """Whether the header of HTTP basic authentication names a user and the user's password."""
        user, password = _credentials(authorization)
        cost, salt, hashed = _parts(self._known.get(user, self._nobody))
        right = hmac.compare_digest(_hash(password, salt, cost), hashed) and user in self._known
        if right:
            self._seen[user] = self._digest(authorization)
        return right

    def _digest(self, authorization: str) -> bytes:
        return hmac.digest(self._key, authorization.encode(), "sha256")


class Door:
    """ASGI middleware: the password, what may come in, no orders from other sites, the headers of answers.

    ``folder`` is where the jobs lie: their disk and that of the uploads have to have room for what comes in.
    """

    def __init__(self, app: ASGIApp, *, limits: Limits, folder: Path, passwords: Passwords | None = None) -> None:
        self._app, self._limits, self._folder, self._passwords = app, limits, folder, passwords
        self._tries = asyncio.Lock()
        is_space = bool(os.environ.get("SPACE_ID"))  # a Space is shown in a frame of the hub's site
        ancestors = "'self' https://huggingface.co https://*.hf.space" if is_space else "'self'"
        self._page, self._output = (_policy(rules, ancestors) for rules in (_PAGE, _OUTPUT))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in, or answer it here."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = await self._refusal(scope, headers)
        if refusal is None:
            await self._app(scope, receive, self._dressed(scope, send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, self._dressed(scope, send))

    async def _refusal(self, scope: Scope, headers: Mapping[str, str]) -> ASGIApp | None:
        """The answer to a request that is not let in, None if it is."""
        if scope["path"] == _OPEN:
            return None
        if self._passwords is not None and not await self._is_known(headers.get("authorization", "")):
            challenge = {"WWW-Authenticate": 'Basic realm="Mujaz", charset="UTF-8"'}
            hint = "Send those of the file that the server was started with, by HTTP basic authentication"
            return _answer(401, "web.request", "a name and a password are asked for", hint, challenge)
        if _FETCHING.search(scope["path"]):
            hint = "Open the address itself, or give it to a job"
            return _answer(403, "web.request", "the server fetches no pages for others", hint)
        if _UNUSED.search(scope["path"]) and not scope["path"].startswith("/jobs/"):  # whose files may be called so
            hint = "GET /openapi.json says what can be asked for"
            return _answer(403, "web.request", "the page needs nothing there", hint)
        if (
            "transfer-encoding" in headers
            or int(headers.get("content-length", "0")) > self._limits.upload_bytes + _FORM
        ):
            # Before any of it is taken: Gradio leaves on the disk what came of an upload that breaks off.
            error = too_large(self._limits)
            return _answer(413, error.code, error.message, error.hint, {"Connection": "close"})
        # Another site's page can make a browser send forms here, and they would come with its password.
        if scope.get("method") not in ("GET", "HEAD", "OPTIONS") and _is_foreign(headers):
            hint = "Send it from the page itself, or from a program"
            return _answer(403, "web.request", "the request comes from another site", hint)
        # All else stays in memory, and a job can be cancelled on a full disk.
        if headers.get("content-type", "").lower().startswith("multipart/") and self._is_disk_full():
            said, again = "the disk of the server is almost full", {"Retry-After": "60", "Connection": "close"}
            return _answer(503, "web.busy", said, "Try again in some minutes", again)
        return None

    def _is_disk_full(self) -> bool:
        folders = (self._folder, os.environ.get("GRADIO_TEMP_DIR") or tempfile.gettempdir(), tempfile.gettempdir())
        return min(shutil.disk_usage(folder).free for folder in folders) < self._limits.free_mb * 1_000_000

    async def _is_known(self, authorization: str) -> bool:
        from anyio.to_thread import run_sync

        assert self._passwords is not None
        if not authorization:
            return False
        if self._passwords.knows(authorization):
            return True
        async with self._tries:  # guessing takes the server one core at most
            return await run_sync(self._passwords.is_right, authorization)

    def _dressed(self, scope: Scope, send: Send) -> Send:
        """``send``, with the headers that keep the page to itself."""
        is_job = scope["path"].startswith("/jobs")
        policy = self._output if is_job else self._page

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = {**_HEADERS, "Content-Security-Policy": policy}
                if is_job:
                    added["Cache-Control"] = "no-store, private"
                kept = [pair for pair in message["headers"] if pair[0].lower().decode("latin-1") not in _lower(added)]
                message["headers"] = [*kept, *((name.encode(), value.encode()) for name, value in added.items())]
            await send(message)

        return dressed


def _answer(status: int, code: str, message: str, hint: str, headers: Mapping[str, str] | None = None) -> ASGIApp:
    from starlette.responses import JSONResponse, PlainTextResponse

    error = SummarizerError(message, code=code, hint=hint)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        response: ASGIApp
        if scope["path"].endswith(_UPLOAD):
            said = say_error(error, "ar" if scope["path"].startswith("/ar/") else "en")
            response = PlainTextResponse(said, status_code=status, headers=headers)
        else:
            told = {"code": code, "message": message, "hint": hint}
            response = JSONResponse(told, status_code=status, headers=headers)
        await response(scope, receive, send)

    return answer


def _is_foreign(headers: Mapping[str, str]) -> bool:
    """Whether a page of another site gives the order; programs say nothing of that, nor old browsers of the site."""
    if (site := headers.get("sec-fetch-site")) is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")  # browsers say no more over HTTP without TLS
    return origin is not None and origin.partition("://")[2] != headers.get("host")


def _policy(rules: Mapping[str, str], ancestors: str) -> str:
    return "; ".join(f"{name} {value}" for name, value in {**rules, "frame-ancestors": ancestors}.items())


def _lower(headers: Mapping[str, str]) -> set[str]:
    return {name.lower() for name in headers}


def _credentials(authorization: str) -> tuple[str, str]:
    """Name and password of the header, empty if it is none."""
    scheme, _, encoded = authorization.partition(" ")
    try:
        user, _, password = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return (user, password) if scheme.lower() == "basic" else ("", "")


def _parts(hashed: str) -> tuple[int, bytes, bytes]:
    """Cost, salt and hash. ValueError."""
    kind, given, salt, digest = hashed.split("$")
    cost = int(given)
    if kind != "scrypt" or not 2 <= cost <= 2**18 or cost & (cost - 1):  # scrypt takes powers of two alone
        raise ValueError(kind)
    return cost, base64.b64decode(salt, validate=True), base64.b64decode(digest, validate=True)


def _hash(password: str, salt: bytes, cost: int) -> bytes:
    room = 256 * _BLOCK * (cost + _PARALLEL + 2)  # bytes; twice what it needs
    return hashlib.scrypt(password.encode(), salt=salt, n=cost, r=_BLOCK, p=_PARALLEL, maxmem=room)


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _refused(path: Path, fault: str) -> OptionsError:
    hint = "Make its lines with python app.py --make-password NAME"
    return OptionsError(fault, code="web.passwords", hint=hint, source=str(path))
