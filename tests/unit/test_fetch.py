from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from summarizer import fetch as fetching
from summarizer.errors import ReadError
from summarizer.fetch import fetch, find_public, is_public
from summarizer.inputs import fingerprint, read_input
from summarizer.limited import Limits, Worker
from summarizer.walk import find_inputs

PAGE = "<html><body><p>أكد وزير الخارجية، الثلاثاء، أن بلاده لن تغلق الحدود.</p></body></html>".encode()
HERE = {"127.0.0.1"}


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        what, _, rest = self.path[1:].partition("/")
        body, kind, status = PAGE, "text/html; charset=utf-8", 200
        headers = {}
        if what == "to":
            status, headers, body = 302, {"Location": rest}, b""
        elif what == "status":
            status = int(rest)
        elif what == "type":
            kind = rest
        elif what == "big":
            body = b"x" * 10_000_001
        elif what == "packed":
            headers, body = {"Content-Encoding": "gzip"}, gzip.compress(PAGE)
        length = len(body) + 9 * (what == "short")
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(length), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if what == "slow":
            threading.Event().wait(3)
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # the other end hung up, as it should
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("path", ["/page", "/to//page", "/to//to//page"])
def test_a_page_is_fetched_over_its_redirects(site: str, path: str) -> None:
    page = fetch(site + path, name="a", allowed=HERE)
    assert (page.data, page.suffix, page.url) == (PAGE, ".html", f"{site}/page")


@pytest.mark.parametrize(("kind", "suffix"), [("text/plain", ".txt"), ("Application/PDF;x=y", ".pdf")])
def test_the_content_type_says_how_it_is_read(site: str, kind: str, suffix: str) -> None:
    assert fetch(f"{site}/type/{kind}", name="a", allowed=HERE).suffix == suffix


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("/status/404", "read.fetch", "the server answered 404"),
        ("/type/image/png", "read.fetch", "the server sent image/png, not a page of text"),
        ("/packed", "read.fetch", "the server sent it packed"),
        ("/short", "read.fetch", "the page cannot be reached"),
        ("/big", "read.too_large", "the page is larger than 10 MB"),
        ("/to//to//to//to//to//to//page", "read.fetch", "the page redirects more than 5 times"),
        ("/to/file:///etc/passwd", "read.address", "it is no http or https address"),
        ("/to/http://10.0.0.1/", "read.address", "10.0.0.1 is not on the open internet"),
        ("/to/http://[::1]/", "read.address", "::1 is not on the open internet"),
        ("/to/http://169.254.169.254/latest", "read.address", "169.254.169.254 is not on the open internet"),
    ],
)
def test_what_is_no_page_is_refused(site: str, path: str, code: str, said: str) -> None:
    with pytest.raises(ReadError) as caught:
        fetch(site + path, name="the list", allowed=HERE)
    assert (caught.value.code, caught.value.source) == (code, "the list")
    assert said in caught.value.message


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0.0.0.0", "[::ffff:127.0.0.1]"])
def test_this_machine_is_refused_however_it_is_called(site: str, host: str) -> None:
    with pytest.raises(ReadError) as caught:
        fetch(site.replace("127.0.0.1", host), name="a")
    assert caught.value.code == "read.address"


@pytest.mark.parametrize("url", ["ftp://a.b/", "file:///etc/passwd", "http://", "//a.b", "", "http://u:p@a.b/"])
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(ReadError) as caught:
        fetch(url, name="a")
    assert caught.value.code == "read.address"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("64:ff9b::808:808", True),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("198.18.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::ffff:10.0.0.1", False),
        ("::127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("fc00::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("ff02::1", False),
    ],
)
def test_only_addresses_of_the_open_internet_are_public(address: str, public: bool) -> None:
    assert is_public(address) == public


def test_a_name_with_one_private_address_is_refused_and_all_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["8.8.8.8", "10.0.0.1"], ["8.8.8.8", "8.8.4.4"]])
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (a, 80)) for a in next(answers)])
    with pytest.raises(ReadError) as caught:
        find_public("a.b", 80)
    assert caught.value.code == "read.address"
    assert find_public("a.b", 80) == ("8.8.8.8", "8.8.4.4")


def test_a_slow_server_is_not_waited_for(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = Worker(Limits(wall_seconds=1.0))
    monkeypatch.setattr(fetching, "_WORKER", worker)
    with pytest.raises(ReadError) as caught:
        fetch(f"{site}/slow", name="a", allowed=HERE)
    worker.close()
    assert caught.value.code == "read.too_slow"


def test_a_list_of_addresses_gives_the_pages_there(site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = fetch
    monkeypatch.setattr(fetching, "fetch", lambda url, *, name: real(url, name=name, allowed=HERE))
    (tmp_path / "a.urls").write_text(f"{site}/to//page\n", encoding="utf-8")
    (item,) = find_inputs([tmp_path], fetch=True)
    article = read_input(item)
    assert (article.source.name, article.source.url) == ("a.urls/address-1-127.0.0.1", f"{site}/page")
    assert article.text == "أكد وزير الخارجية، الثلاثاء، أن بلاده لن تغلق الحدود."
    assert fingerprint(item) == f"{site}/to//page"
