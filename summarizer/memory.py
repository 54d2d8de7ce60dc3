"""The translation memory: what was translated once, with the same model and the same options, is not translated again.

SQLite in the user's cache folder, so that a paragraph which two papers took from one wire costs one translation, today
and tomorrow. ``MUJAZ_MEMORY`` names another file, or ``none`` for a memory that ends with the run.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from threading import Lock
from types import TracebackType

from summarizer.catalogue import cache_folder
from summarizer.errors import SummarizerError
from summarizer.store import ForeignStoreError, open_store, transaction

_VERSION = 1  # of the table; a memory of another version is emptied, since it can be made again
_TABLE = "CREATE TABLE IF NOT EXISTS memory (key TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID"
_QUERY_KEYS = 500  # SQLite allows 999 variables in old builds


class TranslationMemory:
    """A persistent mapping from key (see ``memory_key``) to a JSON-able record."""

    def __init__(self, path: Path | None) -> None:
        """Open or create the memory at ``path``; None: one that ends with the run. Any thread may use it.

        ``asked`` counts the keys that were looked up since, ``found`` those of them that were known.
        SummarizerError memory.failed if it cannot be opened.
        """
        self.path = path
        self.asked = self.found = 0
        self._in_use = Lock()  # a connection has one transaction at a time
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._db = open_store(path, [_TABLE], version=_VERSION)
        except (sqlite3.Error, OSError) as error:
            raise self._failed(error) from error

    def lookup(self, keys: Iterable[str]) -> dict[str, dict[str, object]]:
        """The records of those ``keys`` that are known."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, dict[str, object]] = {}
        try:
            for start in range(0, len(wanted), _QUERY_KEYS):
                part = wanted[start : start + _QUERY_KEYS]
                marks = ",".join("?" * len(part))
                with self._in_use:
                    rows = self._db.execute(f"SELECT key, record FROM memory WHERE key IN ({marks})", part).fetchall()
                found |= {key: json.loads(record) for key, record in rows}
        except (sqlite3.Error, ValueError) as error:
            raise self._failed(error) from error
        with self._in_use:
            self.asked += len(wanted)
            self.found += len(found)
        return found

    def remember(self, records: Mapping[str, dict[str, object]]) -> None:
        """Keep ``records``, all or none of them, replacing what their keys had."""
        rows = [(key, json.dumps(record, ensure_ascii=False)) for key, record in records.items()]
        try:
            with self._in_use, transaction(self._db):
                self._db.executemany("INSERT OR REPLACE INTO memory (key, record) VALUES (?, ?)", rows)
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> TranslationMemory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _failed(self, error: Exception) -> SummarizerError:
        foreign = isinstance(error, ForeignStoreError)
        return SummarizerError(
            f"the translation memory cannot be used ({error})",
            code="memory.failed",
            hint="name another file with MUJAZ_MEMORY" if foreign else "delete that file, or set MUJAZ_MEMORY=none",
            source=str(self.path),
        )


def memory_key(*parts: str) -> str:
    """The key of a translation: sha256 over ``parts``, unambiguously joined."""
    return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def open_memory() -> TranslationMemory:
    """The memory that ``MUJAZ_MEMORY`` names, or the one in the user's cache folder."""
    given = os.environ.get("MUJAZ_MEMORY", "")
    if given.lower() == "none":
        return TranslationMemory(None)
    return TranslationMemory(Path(given) if given else cache_folder() / "memory.sqlite")
