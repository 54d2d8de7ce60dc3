"""The writers: what a finished brief is written as. One small file for each format, one table.

A writer yields (path, content) for each file that it makes; paths are relative to the output folder, with ``/``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from summarizer.errors import OptionsError
from summarizer.heap import trim_heap
from summarizer.options import FORMATS
from summarizer.types import Brief
from summarizer.writers import docx, figures_csv, files, html, jsonl, markdown, xlsx
from summarizer.writers.brief_view import BriefView


class Writer(NamedTuple):
    """``main`` is the file that is always made, ``pages`` the folder (ending in ``/``) of the others, if any.

    ``rest`` makes what is left when the pages of the articles stand already (``pages.ArticlePages``).
    """

    make: Callable[[BriefView], Iterator[tuple[str, files.Content]]]
    main: str
    pages: str | None = None
    rest: Callable[[BriefView], Iterator[tuple[str, files.Content]]] | None = None

    def render(self, brief: Brief) -> Iterator[tuple[str, files.Content]]:
        """The files of this one format."""
        return self.make(BriefView(brief))


WRITERS: dict[str, Writer] = {
    "html": Writer(html.render, "index.html", html.PAGES, partial(html.render, articles=False)),
    "markdown": Writer(markdown.render, "briefing.md"),
    "docx": Writer(docx.render, "briefing.docx"),
    "jsonl": Writer(lambda view: jsonl.render(view.brief), "briefing.jsonl"),
    "csv": Writer(figures_csv.render, "figures.csv"),
    "xlsx": Writer(xlsx.render, "briefing.xlsx"),
}


def check_target(folder: Path, formats: Collection[str] = FORMATS, force: bool = False) -> None:
    """Nothing, if ``write`` can be expected to succeed; to be called before any work. Changes nothing on the disk.

    OptionsError ``options.value`` for an unknown format. WriteError ``write.failed`` if the folder cannot be made or
    written to, ``write.exists`` (not with ``force``) if a file that would be replaced is not Mujaz's or was altered.
    """
    writers = _choose(formats)
    files.check_folder(folder)
    if not force:
        files.check_files(folder, [writer.main for writer in writers], _page_folders(writers))


def write(
    brief: Brief,
    folder: Path,
    *,
    formats: Collection[str] = FORMATS,
    force: bool = False,
    standing: files.Standing | None = None,
) -> tuple[Path, ...]:
    """The paths of the files written, the main page first; the articles' pages are not, where they are ``standing``.

    All files are made beside before the first is renamed into its place, so a full disk or a refusal changes nothing.
    What an earlier run left and this one does not make again, pages and other formats, would tell of other articles: it
    is removed if nobody altered it. Errors as in ``check_target``.
    """
    view = BriefView(brief)
    renders = ((standing and writer.rest) or writer.make for writer in _choose(formats))
    return files.save(folder, _render_all(renders, view), force=force, standing=standing or files.NOTHING_STANDS)


def _render_all(
    renders: Iterable[Callable[[BriefView], Iterator[tuple[str, files.Content]]]], view: BriefView
) -> Iterator[tuple[str, files.Content]]:
    """The files of each format in turn; what making them took goes back to the system in between."""
    for render in renders:
        yield from render(view)
        trim_heap()


def _choose(formats: Collection[str]) -> list[Writer]:
    """The writers of the formats, in the order of the table."""
    unknown = sorted(set(formats) - WRITERS.keys())
    if unknown:
        raise OptionsError(
            f"there is no format {unknown[0]!r}", code="options.value", hint=f"Choose from {', '.join(WRITERS)}"
        )
    return [writer for name, writer in WRITERS.items() if name in formats]


def _page_folders(writers: Iterable[Writer]) -> tuple[str, ...]:
    """The folders that these writers fill with one page for each article."""
    return tuple(writer.pages for writer in writers if writer.pages)
