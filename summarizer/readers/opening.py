"""Opening a file that may be anything: only regular files, without ever waiting, every fault with its code."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from summarizer.errors import ReadError


@contextmanager
def open_file(path: Path, name: str) -> Iterator[BinaryIO]:
    """The regular file at ``path``, open for reading; faults while it is read get their codes too.

    Never waits for a pipe or device. ReadError read.missing, read.denied, read.not_a_file, read.failed, which call the
    file ``name``.
    """
    try:
        mode = _mode(path, name)  # before opening: to open a device can change it
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise _not_a_file(name, "a device, pipe or socket")
        with open(path, "rb", opener=_open_without_waiting) as file:
            yield file
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _missing(name) from error
    except IsADirectoryError as error:
        raise _not_a_file(name, "a folder") from error
    except PermissionError as error:
        hint = "Give this user the right to read it"
        raise ReadError("the file may not be read by this user", code="read.denied", hint=hint, source=name) from error
    except OSError as error:
        said = f"the file could not be read: {error.strerror or type(error).__name__}"
        raise ReadError(said, code="read.failed", hint="Check the disk or network folder", source=name) from error


def _mode(path: Path, name: str) -> int:
    try:
        return path.stat().st_mode
    except ValueError as error:  # no name that the system can have
        raise _missing(name) from error


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a pipe may have taken the file's place meanwhile


def _missing(name: str) -> ReadError:
    hint = "Check the path for a typing error"
    return ReadError("there is no such file or folder", code="read.missing", hint=hint, source=name)


def _not_a_file(name: str, found: str) -> ReadError:
    return ReadError(f"the path is {found}, not a file", code="read.not_a_file", hint="Give a file", source=name)
