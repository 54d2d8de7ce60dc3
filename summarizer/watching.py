"""Folders that are watched for what arrives in them: ``mujaz brief --watch``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

# Milliseconds. An article that is being copied or downloaded comes in parts; a folder in which it never stops is
# briefed all the same.
_QUIET = 2_000
_LONGEST = 30_000
_START = 500  # until the first run, so that nothing that comes during it is missed


def watch_folders(folders: Sequence[Path], *, apart_from: Path) -> Iterator[None]:
    """Once at the start, then once after each burst of changes in the folders; never ends, but by Ctrl-C.

    Changes under ``apart_from``, the briefing's own folder, are none. What changes while the caller is at work is told
    when it comes back. ``KeyboardInterrupt`` at Ctrl-C.
    """
    from watchfiles import watch

    own = apart_from.resolve()
    changes = watch(
        *folders,
        watch_filter=lambda _, path: not Path(path).resolve().is_relative_to(own),
        debounce=_LONGEST,
        step=_QUIET,
        rust_timeout=_START,
        yield_on_timeout=True,
    )
    next(changes)
    yield
    for changed in changes:
        if changed:
            yield
