"""Files in the output folder: which may be replaced, and how they get there whole.

``.mujaz.json`` in the folder lists every file that Mujaz wrote, with the SHA-256 of its bytes. A file that still has
its digest may be replaced; anything else belongs to somebody and is left alone. New files are made in a folder beside
and renamed into place once all are there. Before the first is renamed the list is given the old and the new digests, so
that a run killed half-way leaves only files that the next run knows. Pages that appear while a run goes on (``add``)
are known to the run's journal before they stand there; the list takes them over at the end.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from summarizer.errors import WriteError

LIST = ".mujaz.json"
STAGING = ".mujaz-new"  # then the process that makes it

_REMEDY = "Choose a folder with --to in which you may write"
_FILE_FOR_FOLDER = "A file stands where a folder is needed: move it away or choose another folder with --to"
_REMEDIES = {
    errno.ENOSPC: "Free some space or choose another folder with --to",
    errno.EDQUOT: "Free some space or choose another folder with --to",
    errno.ENAMETOOLONG: "Choose a folder with a shorter path with --to",
    errno.EEXIST: _FILE_FOR_FOLDER,
    errno.ENOTDIR: _FILE_FOR_FOLDER,
    errno.EISDIR: "A folder stands where a file is needed: move it away or choose another folder with --to",
}

# Text is written as UTF-8; it comes in parts where all of it is too much at once.
Content = str | bytes | Iterator[str] | Iterator[bytes]
Written = frozenset[tuple[str, str]]  # (path relative to the folder, SHA-256 in hex)


class Standing(NamedTuple):
    """Pages that a run put into the folder one by one, and all that it, or one before it, may have put there."""

    pages: Written = frozenset()
    announced: Written = frozenset()


NOTHING_STANDS = Standing()


def check_folder(folder: Path) -> None:
    """Nothing if files can be made in the folder, or the folder itself can; WriteError ``write.failed`` if not."""
    with _as_write_error(folder):
        there = next(path for path in (folder, *folder.absolute().parents) if os.path.lexists(path))
        if not there.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(there))
        if not os.access(there, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(there))


def check_files(folder: Path, names: Iterable[str], pages: Sequence[str]) -> None:
    """Nothing if ``names`` and the listed files under ``pages`` may be replaced; WriteError ``write.exists`` if not."""
    with _as_write_error(folder):
        listed = _read_list(folder)
        for name in [*names, *sorted({path for path, _ in listed if path.startswith(tuple(pages))})]:
            _refuse_foreign(folder / name, name, listed)


def claim(folder: Path, *, force: bool) -> Written:
    """What Mujaz wrote into the folder, which is made and marked as a briefing if it is none yet.

    WriteError ``write.exists`` (not with ``force``) for a list that cannot be read, ``write.failed``.
    """
    with _as_write_error(folder):
        folder.mkdir(parents=True, exist_ok=True)
        written = _read_list(folder, force=force)
        if not (folder / LIST).exists():
            with _staging(folder) as staging:
                _replace_list(folder, staging, frozenset())
        return written


def save(
    folder: Path, made: Iterable[tuple[str, Content]], *, force: bool, standing: Standing = NOTHING_STANDS
) -> tuple[Path, ...]:
    """The paths of the files written, in the order of ``made``: (path relative to the folder, content) pairs.

    ``standing`` are pages that are not made again but stay. Other files that Mujaz wrote and does not make again are
    removed if nobody altered them. WriteError ``write.exists`` (not with ``force``), ``write.failed``.
    """
    with _as_write_error(folder):
        folder.mkdir(parents=True, exist_ok=True)
        before = _read_list(folder, force=force) | standing.announced
        _remove_dead_staging(folder)
        with _staging(folder) as staging:
            digests = {name: _stage(staging / name, content) for name, content in made}
            after = standing.pages | frozenset(digests.items())
            _refuse(folder, digests, before, force=force)
            _replace_list(folder, staging, before | after)
            _move(staging, folder, digests)
            stay = {name for name, _ in after}
            _remove(folder, frozenset((name, digest) for name, digest in before if name not in stay))
            _replace_list(folder, staging, after)
    return tuple(folder / name for name in digests)


def add(
    folder: Path,
    made: Iterable[tuple[str, Content]],
    announce: Callable[[Mapping[str, str]], Set[tuple[str, str]]],
    *,
    force: bool,
) -> dict[str, str]:
    """The SHA-256 of each page that now stands in the folder; nothing else is changed there.

    ``announce`` is told of the pages, path to SHA-256, before the first one moves, and returns all that Mujaz wrote
    (to replace a page that is already as it is to be harms nobody). WriteError ``write.exists`` (not with ``force``),
    ``write.failed``.
    """
    with _as_write_error(folder), _staging(folder) as staging:
        digests = {name: _stage(staging / name, content) for name, content in made}
        _refuse(folder, digests, announce(digests), force=force)
        _move(staging, folder, digests)
    return digests


def put_file(path: Path, content: Content) -> None:
    """Put one file into its place, whole and safe on the disk, whatever stood there. WriteError write.failed."""
    with _as_write_error(path.parent), _staging(path.parent) as staging:
        _stage(staging / path.name, content)
        _move(staging, path.parent, [path.name])


def stands(folder: Path, name: str, sha256: str) -> bool:
    """Whether the file is in the folder and has this digest."""
    with _as_write_error(folder):
        return _digest(folder / name) == sha256


def _read_list(folder: Path, *, force: bool = False) -> Written:
    """What Mujaz wrote into the folder; nothing where no list is, or (only with ``force``) where it cannot be read."""
    try:
        files = json.loads((folder / LIST).read_bytes())["files"]
        return frozenset((str(entry["path"]), str(entry["sha256"])) for entry in files)
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except (ValueError, TypeError, KeyError) as error:
        if force:
            return frozenset()
        raise _exists(folder / LIST) from error


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """A new folder beside, where files are made; it is removed in the end."""
    staging = Path(tempfile.mkdtemp(prefix=f"{STAGING}-{os.getpid()}-", dir=folder))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _refuse(folder: Path, names: Iterable[str], listed: Set[tuple[str, str]], *, force: bool) -> None:
    """WriteError if one of the files may not be put into its place."""
    for name in names:
        _refuse_leaving(folder, name)
        if not force:
            _refuse_foreign(folder / name, name, listed)


def _replace_list(folder: Path, staging: Path, written: Written) -> None:
    """Put a new list in the place of the old."""
    rows = (json.dumps({"path": path, "sha256": digest}, ensure_ascii=False) for path, digest in sorted(written))
    parts = (f"{',' * (number > 0)}\n{row}" for number, row in enumerate(rows))
    _stage(staging / LIST, chain(['{"files": ['], parts, ["\n]}\n"]))
    _move(staging, folder, [LIST])


def _remove_dead_staging(folder: Path) -> None:
    """Remove what runs that were killed left behind; that of a run that is still at work stays.

    To be called only by who may write here: a run in another container is not seen among the processes of this one.
    """
    for staging in folder.glob(f"{STAGING}-*-*"):
        if not _is_running(int(staging.name.split("-")[2])):
            shutil.rmtree(staging)


def _is_running(process: int) -> bool:
    """Whether there is such a process; on Windows, where asking would end it, there always is."""
    if os.name == "nt":
        return True
    try:
        with suppress(PermissionError):  # somebody else's
            os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _stage(path: Path, content: Content) -> str:
    """The SHA-256 of the new file's bytes, in hex, once they are safe on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("xb") as file:
        for part in (content,) if isinstance(content, str | bytes) else content:
            written = part.encode() if isinstance(part, str) else part
            file.write(written)
            digest.update(written)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _move(staging: Path, folder: Path, names: Collection[str]) -> None:
    """Rename the files into their places; all folders are made before the first file moves."""
    parents = {folder / parent for name in names for parent in Path(name).parents}
    for parent in parents:
        parent.mkdir(parents=True, exist_ok=True)
    for name in names:
        (staging / name).replace(folder / name)
    for parent in parents:
        _sync_folder(parent)


def _sync_folder(folder: Path) -> None:
    """Make the names in the folder durable, where the system can (Windows cannot)."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove(folder: Path, stale: Written) -> None:
    """Remove these files where they are unaltered, and the folders that this leaves empty."""
    for name, digest in sorted(stale):
        path = folder / name
        if not _is_inside(folder, name) or _digest(path) != digest:
            continue
        path.unlink()
        for parent in path.relative_to(folder).parents[:-1]:
            with suppress(OSError):  # not empty
                (folder / parent).rmdir()


def _is_inside(folder: Path, name: str) -> bool:
    """Whether the name, followed through ``..`` and links, leads to a place in the folder."""
    return Path(os.path.realpath((folder / name).parent)).is_relative_to(os.path.realpath(folder))


def _digest(path: Path) -> str | None:
    """The SHA-256 of a file's bytes, in hex; None for anything that is no file."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_foreign(path: Path, name: str, listed: Set[tuple[str, str]]) -> None:
    """WriteError ``write.exists`` if something stands at the path that is not as Mujaz left it."""
    if os.path.lexists(path) and (name, _digest(path)) not in listed:
        raise _exists(path)


def _refuse_leaving(folder: Path, name: str) -> None:
    """WriteError ``write.failed`` if the name leads out of the folder."""
    if not _is_inside(folder, name):
        raise WriteError(
            "a link leads out of the output folder", code="write.failed", hint=_REMEDY, source=str(folder / name)
        )


def _exists(path: Path) -> WriteError:
    """The refusal to replace a file."""
    return WriteError(
        "Mujaz did not write this file, or it was altered since",
        code="write.exists",
        hint="Move it away, or use --force to replace it",
        source=str(path),
    )


@contextmanager
def _as_write_error(folder: Path) -> Iterator[None]:
    """Turns what the operating system refuses into WriteError ``write.failed`` with the remedy."""
    try:
        yield
    except OSError as error:
        raise WriteError(
            error.strerror or str(error),
            code="write.failed",
            hint=_REMEDIES.get(error.errno or 0, _REMEDY),
            source=str(error.filename or folder),
        ) from error
