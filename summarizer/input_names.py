"""Names for inputs, made from whatever a file system or an archive calls them: printable, encodable, unique."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "icon\r"})


def is_system(name: str) -> bool:
    """Whether the file or folder is hidden, or the system's own."""
    return name.startswith((".", "~$")) or name.lower() in _SYSTEM_FILES


def printable(name: str) -> str:
    """``name`` with all that cannot be printed or encoded (line breaks, bidi controls, broken UTF-8) replaced."""
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


def unique(name: str, taken: dict[int, int]) -> str:
    """``name``, with -2, -3 ... before its suffix if it is taken on some file system that folds case or accents.

    What is returned is added to ``taken``, as a hash: a folder may hold a million names. With each stands the number
    that it was given last, so that of many equal names none tries the numbers of the others again.
    """
    first = _hash(name)
    tried, count = name, taken.get(first, 1)
    while (key := _hash(tried)) in taken:
        count += 1
        parts = PurePosixPath(name)
        tried = str(parts.with_name(f"{parts.stem}-{count}{parts.suffix}"))
    taken[first] = count
    taken.setdefault(key, 1)
    return tried


def _hash(name: str) -> int:
    return hash(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()))
