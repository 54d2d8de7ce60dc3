"""A stand-in for the Hugging Face hub on loopback: the two paths that ``hub.py`` asks for, with faults to order.

GET /api/models/OWNER/NAME/revision/REVISION?blobs=true   the commit, its licence and files
GET /OWNER/NAME/resolve/COMMIT/FILE                       the bytes of a file, from ``Range`` on
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class FakeHub:
    """What the hub holds and how it behaves. ``asked`` are (path, Range) of all questions so far."""

    repository: str = "someone/model"
    commit: str = COMMIT
    licence: str | None = "mit"
    files: dict[str, bytes] = field(default_factory=dict)
    announced: dict[str, str] = field(default_factory=dict)  # sha256, where it is not that of the file
    breaks: dict[str, list[int]] = field(default_factory=dict)  # bytes after which each answer breaks off, in turn
    gated: bool = False
    status: int = 200
    url: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)

    def listing(self) -> bytes:
        siblings = []
        for name, content in self.files.items():
            item: dict[str, object] = {"rfilename": name, "size": len(content), "blobId": "0" * 40}
            if name.endswith((".safetensors", ".bin", ".spm")):
                digest = self.announced.get(name, sha256(content).hexdigest())
                item["lfs"] = {"sha256": digest, "size": len(content), "pointerSize": 130}
            siblings.append(item)
        card = {"license": self.licence} if self.licence else {}
        record = {"id": self.repository, "sha": self.commit, "cardData": card, "siblings": siblings, "tags": []}
        return json.dumps(record).encode()

    def downloads(self) -> list[str]:
        """The files that were asked for, in order."""
        return [path.rsplit("/", 1)[-1] for path, _ in self.asked if "/resolve/" in path]


def _handler(hub: FakeHub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            hub.asked.append((path, self.headers.get("Range", "")))
            if hub.status != 200:
                self.answer(hub.status, b"{}")
            elif path.startswith("/api/models/"):
                self.describe(path.removeprefix("/api/models/"))
            else:
                self.serve(path.lstrip("/"))

        def describe(self, path: str) -> None:
            repository, _, revision = path.partition("/revision/")
            if repository != hub.repository:
                self.answer(404, b"{}", {"X-Error-Code": "RepoNotFound"})
            elif revision not in (hub.commit, "main"):
                self.answer(404, b"{}", {"X-Error-Code": "RevisionNotFound"})
            else:
                self.answer(200, hub.listing(), {"Content-Type": "application/json"})

        def serve(self, path: str) -> None:
            name = path.removeprefix(f"{hub.repository}/resolve/{hub.commit}/")
            if hub.gated:
                self.answer(401, b"", {"X-Error-Code": "GatedRepo"})
                return
            content, start = hub.files[name], 0
            if given := self.headers.get("Range"):
                start = int(given.removeprefix("bytes=").rstrip("-"))
            left = hub.breaks.get(name)
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(content) - start))
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            self.end_headers()
            if left:
                self.wfile.write(content[start : start + left.pop(0)])
                self.close_connection = True
            else:
                self.wfile.write(content[start:])

        def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
            self.send_response(status)
            for key, value in (headers or {}).items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return None

    return Handler


@contextmanager
def serve(hub: FakeHub) -> Iterator[FakeHub]:
    """``hub`` behind an address on loopback, which is then ``hub.url``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub))
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
