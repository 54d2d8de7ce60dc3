"""A small reverse proxy, as a newsroom puts one before the page: it shows the server below a path."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from urllib.parse import urlsplit

_OF_A_CONNECTION = ("connection", "keep-alive", "transfer-encoding", "date", "server")  # not handed on


class Proxy:
    """Shows the server at ``upstream`` below ``path``, which it takes off unless ``strips`` is False. For a ``with``.

    ``strayed`` are the paths that were asked for elsewhere than below ``path``: nothing of the page may do so.
    """

    def __init__(self, upstream: str, path: str, *, strips: bool = True) -> None:
        self.strayed: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(upstream, path, strips, self.strayed))
        self.address = f"http://127.0.0.1:{self._server.server_port}{path}"

    def __enter__(self) -> Proxy:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(upstream: str, prefix: str, strips: bool, strayed: list[str]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if strips and self.path == prefix:  # as nginx does for ``location /mujaz/``
                self.send_response(301)
                self.send_header("Location", f"{prefix}/")
                self.end_headers()
                return
            if not f"{self.path.partition('?')[0]}/".startswith(f"{prefix}/"):
                strayed.append(self.path)
                self.send_error(404)
                return
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            path = self.path.removeprefix(prefix) if strips else self.path
            headers = {name: value for name, value in self.headers.items() if name.lower() not in _OF_A_CONNECTION}
            headers |= {"X-Forwarded-For": self.client_address[0], "X-Forwarded-Proto": "http"}
            connection = HTTPConnection(urlsplit(upstream).netloc, timeout=60)
            try:
                connection.request(self.command, path, body, headers)
                self._hand_back(connection.getresponse())
            except ConnectionError:
                self.close_connection = True  # the browser left, or the server is gone
            finally:
                connection.close()

        do_POST = do_DELETE = do_HEAD = do_GET

        def _hand_back(self, answer: HTTPResponse) -> None:
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in _OF_A_CONNECTION:
                    self.send_header(name, value)
            self.end_headers()
            while part := answer.read1(65536):  # as it comes: progress is a stream of events
                self.wfile.write(part)
                self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler
