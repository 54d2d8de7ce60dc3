"""Many inputs: what is missing in the journal is made (``passing``), and the briefing assembled of all it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from summarizer.brief import brief
from summarizer.briefing_folder import drop_earlier, end_without_articles, keep_earlier
from summarizer.earlier import Earlier, read_earlier
from summarizer.heap import trim_heap
from summarizer.inputs import Input
from summarizer.journal import Journal
from summarizer.passing import WINDOW, Pass, Watcher
from summarizer.pipeline import Pipeline
from summarizer.records import code_digest
from summarizer.types import ArticleBrief, Brief, Failure
from summarizer.writers import write
from summarizer.writers.files import Standing
from summarizer.writers.pages import ArticlePages


def brief_inputs(inputs: Iterable[Input], pipeline: Pipeline, watcher: Watcher | None = None) -> Brief:
    """The briefing of all ``inputs``, in their order. Failures are in it; only a fault of the run itself is raised.

    ReadError since.missing, since.damaged, since.foreign, before any work, for an earlier briefing that is none.
    """
    since = pipeline.options.since
    earlier = read_earlier(Path(since)) if since else None
    with Journal(None) as journal:
        journal.begin("", 0)
        Pass(pipeline, journal, watcher or Watcher(), None, WINDOW).go(inputs)
        whole = _assemble(tuple(journal.articles), journal.failures, pipeline, earlier)
    return replace(whole, stories=tuple(whole.stories))


def brief_folder(
    find: Callable[[], Iterable[Input]],
    pipeline: Pipeline,
    journal: Journal,
    watcher: Watcher | None = None,
    *,
    window: int = WINDOW,
) -> tuple[Brief, tuple[Path, ...]]:
    """The briefing of what ``find`` lists, and the files of it in the journal's folder, the main page first.

    Only what is missing or has changed is done. The articles are read from the journal, which must stay open. ``find``
    is called twice: to count, and to read. ``window``: articles that are translated, and then published, together; with
    1 the first can be read soonest, but all take longer. Errors as in ``brief_inputs`` and ``writers.write``; ReadError
    read.nothing if no input could become an article; then no page is written, and those of articles that are gone are
    removed.
    """
    options, folder = pipeline.options, journal.folder
    assert folder is not None
    if journal.ended:
        drop_earlier(folder)  # that run may have been killed just before it did so
    earlier = read_earlier(keep_earlier(folder, Path(options.since))) if options.since else None
    pages = None
    if "html" in options.formats:
        pages = ArticlePages(folder, journal, language=options.page_language, force=options.force)
    journal.begin(_run_key(pipeline), sum(1 for _ in find()))
    Pass(pipeline, journal, watcher or Watcher(), pages, window).go(find())
    whole = _assemble(journal.articles, journal.failures, pipeline, earlier)
    trim_heap()
    if not whole.articles:
        raise end_without_articles(journal)
    standing = pages.finish(whole.articles) if pages else Standing(announced=journal.announced())
    written = write(whole, folder, formats=options.formats, force=options.force, standing=standing)
    journal.end()
    drop_earlier(folder)
    return whole, written


def _assemble(
    articles: Sequence[ArticleBrief], failures: Sequence[Failure], pipeline: Pipeline, earlier: Earlier | None
) -> Brief:
    return brief(
        articles,
        failures,
        signature=pipeline.signature,
        page_language=pipeline.options.page_language,
        earlier=earlier,
        glossary=pipeline.glossary,
    )


def _run_key(pipeline: Pipeline) -> str:
    """What decides, beside the input, what is made of it: the code, the models and the options."""
    return sha256(repr((code_digest(), pipeline.signature, pipeline.options.columns)).encode()).hexdigest()
