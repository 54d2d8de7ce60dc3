"""The inputs behind the paths that a user gave: every article, in a fixed order, each under a name of its own.

Nothing is left out in silence but what no one means by "the articles in this folder": hidden files, the system's own
files and the briefings that Mujaz wrote. A file that no reader knows is an input too, and fails with a reason; so is a
picture, and is set aside with one.

A folder of a million files is walked with no more in memory than the names in the folders that are open.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from summarizer.errors import ReadError
from summarizer.input_names import is_system, printable, unique
from summarizer.inputs import STDIN, Input
from summarizer.media import set_aside_medium, set_aside_page_parts
from summarizer.readers import addresses, feed, table, zipped
from summarizer.readers.members import Member, to_failure
from summarizer.readers.opening import open_file
from summarizer.types import Failure

BRIEFING_MARK = ".mujaz.json"  # the file by which a folder is known as a briefing

_Opener = Callable[[BinaryIO, str, Sequence[str]], Iterator[Member]]

_COLLECTIONS: dict[str, _Opener] = {
    ".atom": feed.open_members,
    ".csv": table.open_csv_members,
    ".jsonl": table.open_jsonl_members,
    ".ndjson": table.open_jsonl_members,
    ".parquet": table.open_parquet_members,
    ".rss": feed.open_members,
    ".tsv": table.open_tsv_members,
    ".urls": addresses.refuse_list,
    ".xml": feed.open_members,
    ".zip": zipped.open_members,
}


def find_inputs(paths: Sequence[Path], *, columns: Sequence[str] = (), fetch: bool = False) -> Iterator[Input]:
    """The articles at and under ``paths``, those of a folder sorted by name, each file and folder once.

    A name is the path below its folder; when several paths are given, the folder's name goes before it. A path that
    does not exist and a folder that cannot be listed are inputs too: to read them raises the error. Never raises.
    A file of many articles, such as a table, gives each of them: see ``readers.members``. ``columns`` are the user's
    (``text=body``); ``fetch``: lists of addresses give their pages, which are fetched when they are read.
    """
    for found in find_files(paths):
        yield from open_members(found, columns=columns, fetch=fetch)


def open_members(found: Input, *, columns: Sequence[str] = (), fetch: bool = False) -> Iterator[Input]:
    """What ``find_inputs`` gives for one file of ``find_files``: itself, or if it is a collection what is in it."""
    return _Opening(columns=tuple(columns), fetch=fetch).members_of(found)


def may_hold_many(found: Input, *, fetch: bool = False) -> bool:
    """Whether a file of ``find_files`` may be a collection of articles, by its name."""
    suffix = found.path.suffix.lower()
    return found.content is None and (suffix in _COLLECTIONS or (fetch and suffix == ".txt"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opening:
    """How collections are opened."""

    columns: tuple[str, ...]
    fetch: bool

    def members_of(self, found: Input) -> Iterator[Input]:
        """The articles in a file: itself, or if it is a collection what is in it, and why the rest of it is not."""
        if not may_hold_many(found, fetch=self.fetch):
            yield found
            return
        try:
            with open_file(found.path, found.name) as file:
                opener = self._opener(file, found.path.suffix)
                if opener is None:
                    yield found
                else:
                    yield from self._open(opener, file, found)
        except ReadError as error:
            yield replace(found, content=to_failure(found.name, error))

    def _open(self, opener: _Opener, file: BinaryIO, found: Input) -> Iterator[Input]:
        """The members of a collection, and of the collections in it."""
        is_empty = True
        for member in opener(file, found.name, self.columns):
            is_empty = False
            place = f"{found.member}/{member.name}" if found.member else member.name
            item = replace(found, name=f"{found.name}/{member.name}", member=place, content=member.content)
            inner = _inner_opener(self, item)
            if inner is None:
                yield item if isinstance(item.content, Failure) else _aside(item, set_aside_medium(item.name))
                continue
            try:
                yield from self._open(*inner, item)
            except ReadError as error:
                yield replace(item, content=to_failure(item.name, error))
        if is_empty:
            raise ReadError("there is no article in it", code="read.empty", hint="Give one with articles in it")

    def _opener(self, file: BinaryIO, suffix: str) -> _Opener | None:
        """What opens this file as a collection, None if it is none."""
        if self.fetch and suffix.lower() in (".txt", ".urls"):
            return addresses.open_members if suffix.lower() == ".urls" or addresses.is_list(file) else None
        return _COLLECTIONS.get(suffix.lower())


def _inner_opener(opening: _Opening, item: Input) -> tuple[_Opener, BinaryIO] | None:
    if not isinstance(item.content, bytes):
        return None
    file = BytesIO(item.content)
    opener = opening._opener(file, PurePosixPath(item.member).suffix)
    return (opener, file) if opener else None


def find_files(paths: Sequence[Path]) -> Iterator[Input]:
    """The files at and under ``paths``. A file that is given by itself is not found in its folder again."""
    given = {os.path.abspath(path): False for path in paths if not os.path.isdir(path)}  # whether it was found
    entered: set[tuple[int, int]] = set()
    taken: dict[int, int] = {}
    for root in paths:
        absolute = os.path.abspath(root)
        if root == STDIN:
            yield Input(path=root, name=unique("standard input", taken))
        elif absolute not in given:
            name = unique(printable(_root_name(root)), taken) if len(paths) > 1 else ""
            yield from _files_under(root, name, given, entered)
        elif not given[absolute]:
            given[absolute] = True
            yield Input(path=root, name=unique(printable(_root_name(root)), taken))


def _root_name(root: Path) -> str:
    """The last part of ``root``, also where it is written as ``.`` or ``..``; "" for the root of the disk."""
    return root.name if root.name not in ("", "..") else Path(os.path.abspath(root)).name


def _files_under(root: Path, name: str, given: Mapping[str, bool], entered: set[tuple[int, int]]) -> Iterator[Input]:
    """The files under ``root`` in the order of their names, but for those ``given``. ``entered`` are folders."""
    waiting = [_entries(root, name, entered)]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
        elif isinstance(entry, Input):
            if not given or os.path.abspath(entry.path) not in given:
                yield _aside(entry, set_aside_medium(entry.name))
        else:
            waiting.append(_entries(*entry, entered))


def _entries(folder: Path, name: str, entered: set[tuple[int, int]]) -> Iterator[Input | tuple[Path, str]]:
    """What is in ``folder``, sorted: files, and folders with their names. Itself, if it cannot be listed.

    Nothing if it is a briefing, or if it was entered before under any name: links can lead in circles.
    """
    try:
        status = folder.stat()
        if (status.st_dev, status.st_ino) in entered:
            return
        names, folders = _list(folder)
    except OSError:
        yield Input(path=folder, name=name or printable(_root_name(folder)))
        return
    entered.add((status.st_dev, status.st_ino))
    if BRIEFING_MARK in names:
        return
    taken: dict[int, int] = {}
    for part in names:
        if is_system(part):
            continue
        path, shown = folder / part, unique(printable(part), taken)
        full = f"{name}/{shown}" if name else shown
        if part not in folders:
            yield Input(path=path, name=full)
        elif (error := set_aside_page_parts(str(path), os.path.isfile)) is not None:
            yield _aside(Input(path=path, name=full), error)
        else:
            yield path, full


def _list(folder: Path) -> tuple[list[str], set[str]]:
    """The names in ``folder``, sorted, and those of folders among them. OSError."""
    names, folders = [], set()
    with os.scandir(folder) as entries:
        for entry in entries:
            names.append(entry.name)
            if _is_folder(entry):
                folders.add(entry.name)
    names.sort()
    return names, folders


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in a circle
        return False


def _aside(item: Input, error: ReadError | None) -> Input:
    """``item``, set aside if there is a reason to."""
    return item if error is None else replace(item, content=to_failure(item.name, error))
