"""What every test gets: no network, an own cache, and the development data where it is."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
_LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Fail any test that reaches for a host that is not this machine, even if what it tests swallows the refusal."""
    reached: list[object] = []
    for method in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, method, _guarded(getattr(socket.socket, method), reached))
    yield reached
    assert reached == [], "a test tried to reach another machine"


def _guarded(real: Callable[..., Any], reached: list[object]) -> Callable[..., Any]:
    def call(self: socket.socket, *given: Any) -> Any:
        address = given[-1]
        if isinstance(address, tuple) and not str(address[0]).startswith(_LOOPBACK):
            reached.append(address)
            raise OSError(f"a test tried to reach {address}")
        return real(self, *given)

    return call


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder for this session alone: no test reads what an earlier run translated or converted."""
    folder = tmp_path_factory.mktemp("cache")
    kept = {name: os.environ.get(name) for name in ("MUJAZ_CACHE", "MUJAZ_MEMORY", "HF_HUB_OFFLINE")}
    os.environ.update({"MUJAZ_CACHE": str(folder), "HF_HUB_OFFLINE": "1"})
    os.environ.pop("MUJAZ_MEMORY", None)
    yield folder
    for name, value in kept.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value


@pytest.fixture
def seeds() -> tuple[Path, ...]:
    """The five sample articles, in order."""
    return tuple(sorted(SEEDS.glob("*.txt")))


@pytest.fixture
def data() -> Path:
    """The development data; the test is skipped, saying so, where it is absent."""
    folder = os.environ.get("MUJAZ_DATA")
    if not folder or not Path(folder, "dev").is_dir():
        pytest.skip("MUJAZ_DATA does not name the folder of the development data")
    return Path(folder)
