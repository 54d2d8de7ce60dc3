"""What the end of a run needs is loaded while the model is at work, so that nobody waits for it then."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from threading import Thread

# What compares the sentences of several articles (with scipy behind it), and what writes the Word document: 0.45 s and
# 0.1 s of two cores after the last of 60 real articles (mayadeen_dev), of 2.2 s in which all files are made.
_MODULES = ("datasketch", "docx")


@cache
def load_ahead() -> Thread:
    """The thread that imports them; it is started once in a process."""
    thread = Thread(target=_load, name="load-ahead")
    thread.start()
    return thread


def _load() -> None:
    for name in _MODULES:
        import_module(name)
