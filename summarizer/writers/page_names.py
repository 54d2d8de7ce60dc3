"""What the page of an article is called: after its source, and fit for every file system."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

# In bytes. File systems take 255 (ext4, XFS, NTFS and APFS count wider units); the rest is for digest and ``.html``.
LONGEST_NAME = 230
_DEEPEST = (
    50  # folders of a path, and their bytes: Linux takes 4,096 in a whole path, and Python makes no thousand at once
)
_LONGEST_FOLDERS = 1000
_SCHEME = re.compile(r"^https?://", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')  # on Windows; the slash everywhere
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?", re.IGNORECASE | re.DOTALL)


class PageNames:
    """Paths for pages, one after the other: the name mirrored, with ``.html`` behind it.

    Every path is relative, leads nowhere above its start, is legal on Linux, macOS and Windows, and differs from the
    others even where case does not count. A part of a name that is not fit for that keeps what is, between an
    underscore and a digest of the part; folders too deep to be mirrored become one such part. Of a web address its
    scheme is left out.
    """

    def __init__(self) -> None:
        self._taken: dict[int, int] = {}  # the number that each page was given last, by the hash of its path

    def name(self, source: str) -> str:
        """The path of the next page, after the name of its source."""
        *folders, last = _SCHEME.sub("", source, count=1).split("/")
        stem = "/".join([*(_fit(part, folder=True) for part in _shallow(folders)), _fit(last, folder=False)])
        page = f"{stem}.html"
        first = hash(_fold(page))
        count = self._taken.get(first, 1)
        while (key := hash(_fold(page))) in self._taken:
            count += 1
            page = f"{stem}-{count}.html"
        self._taken[first] = count
        self._taken.setdefault(key, 1)
        return page


def page_names(sources: Iterable[str]) -> tuple[str, ...]:
    """A page's path for each source name, as ``PageNames`` gives them."""
    names = PageNames()
    return tuple(names.name(source) for source in sources)


def _shallow(folders: Sequence[str]) -> list[str]:
    """The folders, the innermost as one where they are too many or too long."""
    length = 0
    for number, part in enumerate(folders):
        length += len(part.encode())
        if number == _DEEPEST or length > _LONGEST_FOLDERS:
            return [*folders[:number], "/".join(folders[number:])]
    return list(folders)


def _fit(part: str, *, folder: bool) -> str:
    """The part of a path if every file system takes it as it is, else what is left of it with a digest.

    A folder may not end in ``.html``, so that none is ever called what a page is called.
    """
    unfit = part.rstrip(". ") != part or part == "" or _FORBIDDEN.search(part) or _RESERVED.fullmatch(part)
    if not (unfit or len(part.encode()) > LONGEST_NAME or (folder and _fold(part).endswith(".html"))):
        return part
    kept = _FORBIDDEN.sub("_", part).encode()[:LONGEST_NAME].decode(errors="ignore")
    return f"_{kept}-{hashlib.sha256(part.encode()).hexdigest()[:8]}"


def _fold(path: str) -> str:
    """The path as file systems compare it that take neither case nor the spelling of accents into account."""
    return unicodedata.normalize("NFC", path).casefold()
