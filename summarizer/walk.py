"""The inputs behind the paths that a user gave: every file, in a fixed order, each under a name of its own.

Nothing is left out in silence but what no one means by "the articles in this folder": hidden files, the system's own
files and the briefings that Mujaz wrote. A file that no reader knows is an input too, and fails with a reason.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

BRIEFING_MARK = ".mujaz.json"  # the file by which a folder is known as a briefing

_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "icon\r"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file to read, and its name for the user and all records: printable, encodable, with ``/``, unique in a run."""

    path: Path
    name: str


def find_inputs(paths: Sequence[Path]) -> tuple[Input, ...]:
    """The files at and under ``paths``, those of a folder sorted by name, each file and folder once.

    A name is the path below its folder; when several paths are given, the folder's name goes before it. A path that
    does not exist and a folder that cannot be listed are inputs too: to read them raises the error. Never raises.
    """
    found: list[Input] = []
    files: set[str] = set()
    folders: set[tuple[int, int]] = set()
    taken: set[str] = set()
    for root in paths:
        for path in _files_under(root, folders):
            absolute = os.path.abspath(path)
            if absolute not in files:
                files.add(absolute)
                name = _name_below(root, path, with_root=len(paths) > 1)
                found.append(Input(path=path, name=_unique(_printable(name), taken)))
    return tuple(found)


def _name_below(root: Path, path: Path, *, with_root: bool) -> str:
    below = path.parts[len(root.parts) :]
    return str(PurePosixPath(_root_name(root) if with_root or not below else "", *below))


def _root_name(root: Path) -> str:
    """The last part of ``root``, also where it is written as ``.`` or ``..``; "" for the root of the disk."""
    return root.name if root.name not in ("", "..") else Path(os.path.abspath(root)).name


def _files_under(root: Path, folders: set[tuple[int, int]]) -> Iterator[Path]:
    """The files at or under ``root``, in the order of their names. ``folders`` are those entered; none is twice."""
    waiting = [root]
    while waiting:
        path = waiting.pop()
        try:
            names = _names_in(path, folders) if os.path.isdir(path) else None
        except OSError:
            names = None
        if names is None:
            yield path
        elif BRIEFING_MARK not in names:
            waiting.extend(path / name for name in sorted(names, reverse=True) if not _is_system(name))


def _names_in(folder: Path, folders: set[tuple[int, int]]) -> list[str]:
    """The names in ``folder``, or none if it was entered before under any name: links can lead in circles."""
    status = folder.stat()
    key = status.st_dev, status.st_ino
    if key in folders:
        return []
    folders.add(key)
    return os.listdir(folder)


def _is_system(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _SYSTEM_FILES


def _printable(name: str) -> str:
    """``name`` with all that cannot be printed or encoded (line breaks, bidi controls, broken UTF-8) replaced."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


def _unique(name: str, taken: set[str]) -> str:
    """``name``, with -2, -3 ... before its suffix if it is taken on some file system that folds case or accents."""
    parts = PurePosixPath(name)
    tried, count = name, 1
    while _folded(tried) in taken:
        count += 1
        tried = str(parts.with_name(f"{parts.stem}-{count}{parts.suffix}"))
    taken.add(_folded(tried))
    return tried


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
