"""Fetching a web page that the user named, from the open internet and from nowhere else.

An address may lead, by its name, its numbers or a redirect, to a machine that only this network can reach. So every hop
is looked up once, all that is found must be public, and the connection goes to just that address, whatever the name
says a moment later. All of it happens in a worker process, which ends when the time is up.
"""

from __future__ import annotations

import atexit
import ipaddress
import socket
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from summarizer.errors import ReadError
from summarizer.limited import Limits, Worker

MAX_BYTES = 10_000_000  # as for a file: readers.MAX_BYTES
_SECONDS = 20.0  # for all of it: looking up names, redirects, and the last byte
_MAX_HOPS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SUFFIXES = {  # by content type: how a file of that kind would be called
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
}
_HEADERS: dict[bytes | str, bytes | str] = {
    "User-Agent": "Mujaz/0.1",
    "Accept": ", ".join(_SUFFIXES),
    "Accept-Encoding": "identity",
}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # the last four bytes are an IPv4 address

_WORKER = Worker(Limits(wall_seconds=_SECONDS))
atexit.register(_WORKER.close)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What was fetched: the bytes, how a file with them would end, and the address after all redirects."""

    url: str
    suffix: str
    data: bytes


def fetch(url: str, *, name: str, allowed: Collection[str] = ()) -> Page:
    """The page at ``url``. ``allowed`` are addresses that may be reached although they are not public: for tests.

    ReadError read.address (not http or https, not public), read.fetch (no answer, a refusal, another type),
    read.too_large, read.too_slow. ``name`` is what errors call the input.
    """
    return _WORKER.run(name, _fetch, url, frozenset(allowed))


def _fetch(url: str, allowed: frozenset[str]) -> Page:
    """``fetch``, within the worker."""
    import httpcore2
    import httpx2

    at = _parse(url)
    backend: Any = _PublicBackend(allowed)
    try:
        for _ in range(_MAX_HOPS + 1):
            with httpcore2.ConnectionPool(network_backend=backend) as pool:
                asked = httpcore2.URL(scheme=at.raw_scheme, host=at.raw_host, port=at.port, target=at.raw_path)
                sent = {**_HEADERS, "Host": at.netloc.decode("ascii")}
                with pool.stream("GET", asked, headers=sent) as response:
                    headers = {key.lower(): value.decode("latin-1") for key, value in response.headers}
                    moved = headers.get(b"location")
                    if response.status not in _REDIRECTS or moved is None:
                        return _page(str(at), response.status, headers, response.iter_stream())
            at = _parse(str(at.join(moved)))
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException) as error:
        raise _failed(f"the page cannot be reached ({error or type(error).__name__})") from error
    except (httpx2.InvalidURL, UnicodeError) as error:
        raise _bad_address("it redirects to something that is no address") from error
    raise _failed(f"the page redirects more than {_MAX_HOPS} times")


class _PublicBackend:
    """How httpcore2 connects: to an address that was looked up and found public just now, and to no other.

    (The name stays with the connection: certificates are checked against it.)
    """

    def __init__(self, allowed: Collection[str]) -> None:
        self._allowed = allowed

    def connect_tcp(self, host: str, port: int, **options: Any) -> Any:
        """A connection to the first address of ``host`` that answers. ReadError as ``find_public``."""
        from httpcore2 import ConnectError, SyncBackend, TimeoutException

        *others, last = find_public(host, port, self._allowed)
        for address in others:
            try:
                return SyncBackend().connect_tcp(address, port, **options)
            except (ConnectError, TimeoutException):
                continue
        return SyncBackend().connect_tcp(last, port, **options)


def _parse(url: str) -> Any:
    """``url`` in its parts. ReadError read.address if it is none that may be asked."""
    import httpx2

    try:
        parsed = httpx2.URL(url)
    except (httpx2.InvalidURL, UnicodeError) as error:
        raise _bad_address("it is no web address") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise _bad_address("it is no http or https address")
    if parsed.userinfo:
        raise _bad_address("it holds a user name or password")
    return parsed


def _page(url: str, status: int, headers: dict[bytes, str], stream: Iterator[bytes]) -> Page:
    if status != 200:
        raise _failed(f"the server answered {status}")
    kind = headers.get(b"content-type", "").partition(";")[0].strip().lower()
    if kind not in _SUFFIXES:
        raise _failed(f"the server sent {kind or 'something that it does not name'}, not a page of text")
    if headers.get(b"content-encoding", "identity").strip().lower() != "identity":
        raise _failed("the server sent it packed, although it was asked not to")
    data = bytearray()
    for part in stream:
        data += part
        if len(data) > MAX_BYTES:
            said = f"the page is larger than {MAX_BYTES // 1_000_000} MB"
            raise ReadError(said, code="read.too_large", hint="Save its text as a .txt file")
    return Page(url=url, suffix=_SUFFIXES[kind], data=bytes(data))


def find_public(host: str, port: int, allowed: Collection[str] = ()) -> tuple[str, ...]:
    """The addresses of ``host``. ReadError read.address if one of them is not public, read.fetch if there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _failed(f"there is no machine called {host}") from error
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if address not in allowed and not is_public(address):
            raise _bad_address(f"{host} is not on the open internet")
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, by itself and by an IPv4 address wrapped in it."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner: list[ipaddress.IPv4Address | None] = []
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64:
            inner.append(ipaddress.IPv4Address(ip.packed[-4:]))
    wrapped = [each for each in inner if each is not None]
    if wrapped:
        return all(map(_is_global, wrapped))
    return _is_global(ip)


def _is_global(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    local = isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or local)


def _bad_address(said: str) -> ReadError:
    return ReadError(said, code="read.address", hint="Give the address of a public web page")


def _failed(said: str) -> ReadError:
    return ReadError(said, code="read.fetch", hint="Open it in a browser and save the page")
