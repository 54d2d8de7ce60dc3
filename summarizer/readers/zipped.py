"""Archives (.zip): each file in one is read as if it lay in a folder. Nothing is ever written to disk.

Whoever made an archive also wrote its table of contents, so nothing in that is believed: how many files there are, how
large they unpack and what they are called is all checked before or while they are unpacked.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence, Set
from pathlib import PurePosixPath
from typing import BinaryIO

from summarizer.errors import ReadError
from summarizer.input_names import is_system, printable, unique
from summarizer.limited import run_limited
from summarizer.media import set_aside_page_parts
from summarizer.readers.members import Content, Member, failed_member, to_failure

_MAX_FILES = 100_000
_MAX_FILE = 50_000_000  # bytes unpacked; no reader takes a larger file
_MAX_ALL = 2_000_000_000  # bytes unpacked
_MAX_RATIO = 200  # Arabic text packs to a fourth of its size, a bomb to a thousandth
_SMALL = 1_000_000  # bytes; a small file may pack as well as it likes
_MAX_PARTS = 50  # folders and file of a name; its page lies as deep, and a thousand are more than a path can have
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})  # LZMA may claim any memory
_UTF8, _ENCRYPTED = 0x800, 0x1  # flags

_LEADS_OUT = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")

# How names are written that are not marked as UTF-8: UTF-8 all the same (macOS, Linux), or the code page of an Arabic
# Windows. The standard's own cp437 is what remains.
_NAME_CODES = ("utf-8", "cp720", "cp1256")


def open_members(file: BinaryIO, name: str, _: Sequence[str]) -> Iterator[Member]:
    """The files in the archive, sorted by name, but for hidden and system files; each unpacked when it is its turn.

    The folder with the parts of a saved page is one member, which is set aside.

    ReadError read.damaged, read.too_much, and those of the worker, in which the table of contents is read first.
    """
    count = run_limited(name, count_files, file.name if isinstance(getattr(file, "name", None), str) else file.read())
    if count > _MAX_FILES:
        raise _too_much(f"the archive holds {count} files; more than {_MAX_FILES} are not read", name)
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _damaged(f"the archive cannot be opened ({error})", name) from error
    with archive:
        member_names = _Names()
        aside: set[str] = set()
        unpacked = 0
        files = sorted(((_shown_name(info), info) for info in archive.infolist()), key=lambda pair: pair[0])
        names = {_inside(shown) for shown, _ in files if not shown.endswith("/")}
        for shown, info in files:
            inside = _inside(shown)
            if shown.endswith("/") or any(map(is_system, inside.split("/"))):
                continue
            if (parts := _page_folder(inside, names)) is not None:
                if parts[0] not in aside:
                    aside.add(parts[0])
                    yield failed_member(name, member_names.give(parts[0]), parts[1])
                continue
            member = member_names.give(inside)
            content = _content(archive, info, shown, f"{name}/{member}")
            unpacked += len(content) if isinstance(content, bytes) else 0
            if unpacked > _MAX_ALL:
                raise _too_much(f"the archive unpacks to more than {_MAX_ALL // 1_000_000_000} GB", name)
            yield Member(name=member, content=content)


class _Names:
    """Gives members names that can be printed, as ``walk`` does: no file is called like another file, or a folder.

    An archive may hold both a table ``a.csv`` and a file ``a.csv/row-1``, and the table's first row is called that too.
    """

    def __init__(self) -> None:
        self._taken: dict[int, int] = {}
        self._folders: dict[int, str] = {}  # by the hash of its path, what a folder is called in the one above

    def give(self, inside: str) -> str:
        """The name of a file, or of a folder that is a member as a whole."""
        *folders, last = inside.split("/", _MAX_PARTS)  # what lies deeper is refused
        path = shown = ""
        for folder in folders:
            path += f"/{folder}"
            if (key := hash(path)) not in self._folders:
                self._folders[key] = unique(printable(shown + folder), self._taken).rpartition("/")[2]
            shown += f"{self._folders[key]}/"
        return unique(printable(shown + last), self._taken)


def _page_folder(inside: str, names: Set[str]) -> tuple[str, ReadError] | None:
    """The folder of a saved page's parts in which the file lies, and why it is set aside; None if it lies in none."""
    parts = inside.split("/")[:_MAX_PARTS]  # what lies deeper is refused, and to look at all its folders takes a minute
    folders = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
    found = ((folder, set_aside_page_parts(folder, names.__contains__)) for folder in folders)
    return next(((folder, error) for folder, error in found if error), None)


def count_files(archive: str | bytes) -> int:
    """How many files an archive (a path, or its bytes) holds. Runs in the worker. ReadError read.damaged."""
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(archive) if isinstance(archive, bytes) else archive) as opened:
            return len(opened.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _damaged(f"the archive cannot be opened ({error})", "") from error


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str, name: str) -> Content:
    try:
        _refuse(info, shown, name)
        with archive.open(info) as file:
            return file.read(_MAX_FILE + 1)
    except ReadError as error:
        return to_failure(name, error)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        return to_failure(name, _damaged(f"the file cannot be unpacked ({error})", name))


def _refuse(info: zipfile.ZipInfo, shown: str, name: str) -> None:
    """Nothing, or ReadError for a file that is not to be unpacked."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise ReadError("the file in the archive is a link or device", code="read.unsafe", hint="Pack the file itself")
    if _LEADS_OUT.search(shown):
        said = f"its name in the archive ({printable(shown)}) leads out of it"
        raise ReadError(said, code="read.unsafe", hint="Do not trust this archive")
    if len(_inside(shown).split("/")) > _MAX_PARTS:
        said = f"it lies more than {_MAX_PARTS} folders deep in the archive"
        raise ReadError(said, code="read.unsafe", hint="Unpack it yourself and give the file")
    if info.flag_bits & _ENCRYPTED:
        raise ReadError("the file is locked with a password", code="read.encrypted", hint="Unpack the archive yourself")
    if shown.lower().endswith(".zip"):
        raise ReadError("an archive within an archive is not opened", code="read.unsupported", hint="Unpack it")
    if info.compress_type not in _METHODS:
        raise ReadError("the file is packed in an unusual way", code="read.unsupported", hint="Pack it by Deflate")
    if info.file_size > _MAX_FILE:
        raise _too_much(f"the file unpacks to more than {_MAX_FILE // 1_000_000} MB", name)
    if info.file_size > max(_SMALL, _MAX_RATIO * info.compress_size):
        raise _too_much(f"the file unpacks to more than {_MAX_RATIO} times its size, as bombs do", name)


def _shown_name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant, with ``/``."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8 and not name.isascii():
        name = _decode_name(name.encode("cp437"))
    return name.replace("\\", "/")


def _decode_name(raw: bytes) -> str:
    for code in _NAME_CODES:
        try:
            name = raw.decode(code)
        except UnicodeDecodeError:
            continue
        # All that is not ASCII must be Arabic, else the code page is another one; in UTF-8 nothing comes out by chance.
        if code == "utf-8" or all(c.isascii() or "\u0600" <= c <= "\u06ff" for c in name):
            return name
    return raw.decode("cp437")


def _inside(shown: str) -> str:
    """``shown`` as a path below the archive: without drive, leading ``/``, ``.`` and ``..``."""
    parts = [part for part in PurePosixPath(shown).parts if part not in ("/", "//", "..") and not part.endswith(":")]
    return "/".join(parts) or "unnamed"


def _damaged(said: str, name: str) -> ReadError:
    return ReadError(said, code="read.damaged", hint="Get the archive anew", source=name)


def _too_much(said: str, name: str) -> ReadError:
    return ReadError(said, code="read.too_much", hint="Unpack it yourself and give the folder", source=name)
