"""What the end of a run needs is loaded in a thread of its own, once."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from summarizer import ahead


@pytest.fixture
def fresh() -> Iterator[None]:
    ahead.load_ahead.cache_clear()
    yield
    ahead.load_ahead.cache_clear()


def test_it_is_loaded_once_and_not_by_who_asks_for_it(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[tuple[str, bool]] = []
    mine = threading.current_thread()
    monkeypatch.setattr(ahead, "import_module", lambda name: loaded.append((name, threading.current_thread() is mine)))
    for _ in range(2):
        ahead.load_ahead().join()
    assert loaded == [("datasketch", False), ("docx", False)]
