"""How Mujaz opens SQLite: for the translation memory and for the journal of a run."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

_LOCK_SECONDS = 30  # that one process waits for another


class ForeignStoreError(sqlite3.DatabaseError):
    """The database belongs to another program. Nothing in it was touched."""


def open_store(path: Path | None, tables: Sequence[str], *, version: int, durable: bool = False) -> sqlite3.Connection:
    """The database at ``path`` with the tables of these statements (CREATE ... IF NOT EXISTS), those it lacks made now.

    The tables of another version are emptied first.

    None: in a temporary file without a name, of which some MB are in RAM, and which is gone when it is closed.

    Any thread may use it, one at a time; transactions are begun by hand (``transaction``).
    ``durable``: what is committed outlives a power cut; without, the last commits may be lost and never a part of one.
    sqlite3.Error if it cannot be opened or is none; ForeignStoreError if there are other tables in it.
    """
    own = [name for kind, name in (statement.split()[1:6:4] for statement in tables) if kind == "TABLE"]
    store = sqlite3.connect(path or "", timeout=_LOCK_SECONDS, isolation_level=None, check_same_thread=False)
    with contextlib.ExitStack() as failed:
        failed.callback(store.close)
        _refuse_foreign(store, own)
        with contextlib.suppress(sqlite3.OperationalError):  # locked: another run is just switching it
            store.execute("PRAGMA journal_mode=WAL")
        store.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
        with transaction(store):
            if store.execute("PRAGMA user_version").fetchone()[0] != version:
                for table in own:
                    store.execute(f"DROP TABLE IF EXISTS {table}")
                store.execute(f"PRAGMA user_version = {version}")
            for statement in tables:
                store.execute(statement)
        failed.pop_all()
    return store


def _refuse_foreign(store: sqlite3.Connection, own: Sequence[str]) -> None:
    there = store.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'").fetchall()
    foreign = sorted({name for (name,) in there} - set(own))
    if foreign:
        raise ForeignStoreError(f"it is another program's, with the table {foreign[0]}")


@contextlib.contextmanager
def transaction(store: sqlite3.Connection) -> Iterator[None]:
    """All that is written inside, or nothing of it."""
    store.execute("BEGIN IMMEDIATE")
    try:
        yield
        store.execute("COMMIT")
    finally:
        if store.in_transaction:
            store.execute("ROLLBACK")
