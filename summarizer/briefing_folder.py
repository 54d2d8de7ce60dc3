"""The folder of a briefing: opened for one run at a time."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from summarizer.earlier import RECORDS
from summarizer.errors import ReadError, SummarizerError
from summarizer.journal import JOURNAL, LOCK, Journal
from summarizer.types import Failure
from summarizer.writers.files import LIST, Standing, claim, put_file, save

_EARLIER = ".mujaz-since"


@contextmanager
def open_briefing(folder: Path, *, force: bool = False) -> Iterator[Journal]:
    """The journal of the folder, which is made if there is none; a new one goes again if a fault leaves it empty.

    Until it is closed, no other run can open it. WriteError write.exists (not with ``force``), write.failed;
    SummarizerError journal.busy, journal.damaged.
    """
    is_new = not folder.exists()
    claim(folder, force=force)
    in_vain = False
    try:
        with Journal(folder) as journal:
            try:
                yield journal
            except SummarizerError:
                in_vain = is_new and not journal.articles
                raise
    finally:
        if in_vain:
            _remove(folder)


def keep_earlier(folder: Path, since: Path) -> Path:
    """Where to read the briefing in ``since``: if a run into ``folder`` replaces it, a copy that stays until its end.

    A run that was broken off may have replaced it already; the next one still finds the copy. WriteError write.failed.
    """
    copy, records = folder / _EARLIER / RECORDS, since / RECORDS
    if not since.exists() or not since.samefile(folder):
        return since
    if not copy.exists() and records.exists():
        copy.parent.mkdir(exist_ok=True)
        put_file(copy, records.read_bytes())
    return copy.parent if copy.exists() else since


def drop_earlier(folder: Path) -> None:
    """Remove that copy: the run into ``folder`` has ended."""
    shutil.rmtree(folder / _EARLIER, ignore_errors=True)


def end_without_articles(journal: Journal) -> ReadError:
    """What to raise (read.nothing), once no page in the folder tells any longer of articles that are gone.

    What somebody altered stays. So does the journal: articles that come back are not done again. A path that does not
    exist may be misspelt, and nothing is removed for that. WriteError write.failed.
    """
    assert journal.folder is not None
    if may_be_misspelt(journal.failures):
        hint = "The earlier briefing stands as it was" if claim(journal.folder, force=True) else ""
    else:
        hint = "The earlier briefing was removed: its articles are gone" if _remove_pages(journal) else ""
    return ReadError("no article could be read, so no briefing was made", code="read.nothing", hint=hint)


def may_be_misspelt(failures: Iterable[Failure]) -> bool:
    """Whether a run with these ``failures`` and no article met a path that does not exist: nothing is changed then."""
    return any(failure.code == "read.missing" for failure in failures)


def _remove_pages(journal: Journal) -> bool:
    """Remove what Mujaz wrote into the journal's folder; whether it had written anything."""
    assert journal.folder is not None
    announced = journal.announced()
    written = claim(journal.folder, force=True) | announced
    save(journal.folder, (), force=True, standing=Standing(announced=announced))
    return bool(written)


def _remove(folder: Path) -> None:
    """Remove the folder and what stands in it before the first article does."""
    with suppress(OSError):  # somebody put something into it meanwhile
        for name in (LIST, JOURNAL, LOCK):
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()
