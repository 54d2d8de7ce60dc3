"""Many inputs: a fault in one of them is written down, and the others go on.

prepare     read the next inputs, in a thread or in processes of their own; what the journal knows is not done again
brief       translate the sentences of a window of articles as one batch meanwhile
write       down in the journal what became of each
publish     the pages of what is finished
assemble    the briefing of all that the journal holds of this run
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import chain, islice, repeat
from pathlib import Path
from typing import TypeVar

from summarizer.brief import brief
from summarizer.briefing_folder import drop_earlier, end_without_articles, keep_earlier
from summarizer.earlier import Earlier, read_earlier
from summarizer.errors import SummarizerError
from summarizer.heap import trim_heap
from summarizer.inputs import STDIN, Input, fingerprint, read_input
from summarizer.journal import Entry, Journal, Known
from summarizer.options import Options
from summarizer.pipeline import Pipeline, Prepared, prepare_alone
from summarizer.records import code_digest, pack
from summarizer.types import Article, ArticleBrief, Brief, Failure
from summarizer.workers import Workers, work_ahead
from summarizer.writers import write
from summarizer.writers.files import Standing
from summarizer.writers.pages import ArticlePages

T = TypeVar("T")

_CHUNK, _FIRST = 50, 10  # inputs that are read ahead of the engine; the first ones, when it has nothing to do yet
_WINDOW = 50  # articles whose sentences are translated as one batch: some 1,500 sentences, a few MB
_OF_THE_RUN = ("memory.", "journal.", "write.")  # codes of faults that every other article would meet too


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """Who is told how a batch goes on.

    ``kept`` with the number of articles that are as an earlier run left them, ``failed`` at each failure, ``window``
    with (articles, texts) when so many more are about to be translated, ``progress`` with the texts done since it was
    last called, ``published`` when these articles stand in the journal, and their pages in the folder. What they raise
    ends the run; what was finished before is written down then.
    """

    kept: Callable[[int], None] = lambda articles: None
    failed: Callable[[Failure], None] = lambda failure: None
    window: Callable[[int, int], None] = lambda articles, texts: None
    progress: Callable[[int], None] = lambda done: None
    published: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """An input as it was met: as the journal knows it (``known``), or else what could be made of it without engine."""

    name: str
    place: int
    fingerprint: str
    sha256: str = ""
    known: Known | None = None
    made: Prepared | Failure | None = None


_Question = tuple[int, Input, Known | None]  # place, input, what the journal knows of it


def brief_inputs(inputs: Iterable[Input], pipeline: Pipeline, watcher: Watcher | None = None) -> Brief:
    """The briefing of all ``inputs``, in their order. Failures are in it; only a fault of the run itself is raised.

    ReadError since.missing, since.damaged, since.foreign, before any work, for an earlier briefing that is none.
    """
    since = pipeline.options.since
    earlier = read_earlier(Path(since)) if since else None
    with Journal(None) as journal:
        journal.begin("", 0)
        _Run(pipeline, journal, watcher or Watcher(), None, _WINDOW).go(inputs)
        whole = _assemble(tuple(journal.articles), journal.failures, pipeline, earlier)
    return replace(whole, stories=tuple(whole.stories))


def brief_folder(
    find: Callable[[], Iterable[Input]],
    pipeline: Pipeline,
    journal: Journal,
    watcher: Watcher | None = None,
    *,
    window: int = _WINDOW,
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
    _Run(pipeline, journal, watcher or Watcher(), pages, window).go(find())
    whole = _assemble(journal.articles, journal.failures, pipeline, earlier)
    trim_heap()
    if not whole.articles:
        raise end_without_articles(journal)
    standing = pages.finish(whole.articles) if pages else Standing(announced=journal.announced())
    written = write(whole, folder, formats=options.formats, force=options.force, standing=standing)
    journal.end()
    drop_earlier(folder)
    return whole, written


def read_each(inputs: Iterable[Input], options: Options) -> list[Article | Failure]:
    """Each input, read, or why it cannot be; in order."""
    return [_guard(item.name, partial(read_input, item, ocr=options.ocr)) for item in inputs]


def prepare_each(articles: Iterable[Article | Failure], pipeline: Pipeline) -> list[Prepared | Failure]:
    """Each article, ready to be translated, or why it cannot be; failures are handed on; in order."""
    return [a if isinstance(a, Failure) else _guard(a.source.name, partial(pipeline.prepare, a)) for a in articles]


def brief_each(
    prepared: Sequence[Prepared | Failure], pipeline: Pipeline, progress: Callable[[int], None] | None = None
) -> list[ArticleBrief | Failure]:
    """The finished articles, translated as one batch; failures are handed on, and more may come; in order."""
    ready = [item for item in prepared if isinstance(item, Prepared)]
    done: Sequence[ArticleBrief] | Failure = _guard("window", lambda: pipeline.brief(ready, progress))
    if isinstance(done, Failure):
        # One of them is guilty: article by article, so that only that one is lost.
        return [item if isinstance(item, Failure) else _brief_alone(item, pipeline, progress) for item in prepared]
    articles = iter(done)
    return [item if isinstance(item, Failure) else next(articles) for item in prepared]


def to_failure(name: str, error: Exception) -> Failure:
    """What the reader is told of ``error``."""
    if isinstance(error, SummarizerError):
        said = error.message + (f". {error.hint}" if error.hint else "")
        return Failure(source=name, code=error.code, message=said)
    return Failure(source=name, code="article.failed", message=f"unforeseen fault: {type(error).__name__}: {error}")


class _Run:
    """One pass over the inputs: what is missing in the journal is made, window by window."""

    def __init__(
        self, pipeline: Pipeline, journal: Journal, watcher: Watcher, pages: ArticlePages | None, window: int
    ) -> None:
        self._pipeline, self._journal, self._watcher = pipeline, journal, watcher
        self._pages, self._window = pages, window

    def go(self, inputs: Iterable[Input]) -> None:
        """Deal with all ``inputs``."""
        window: list[_Met] = []
        enough = min(_FIRST, self._window)
        with (
            Workers(self._pipeline.options.workers) as workers,
            closing(work_ahead(partial(self._meet_all, workers), self._look_up(inputs))) as chunks,
        ):
            for chunk in chunks:
                window += self._settle(chunk)
                if len(window) >= enough:
                    self._brief(window)
                    window, enough = [], self._window
        self._brief(window)

    def _look_up(self, inputs: Iterable[Input]) -> Iterator[list[_Question]]:
        numbered = enumerate(inputs)
        sizes = chain([min(_FIRST, self._window)], repeat(min(_CHUNK, self._window)))
        while chunk := list(islice(numbered, next(sizes))):
            known = self._journal.look_up([item.name for _, item in chunk])
            yield [(place, item, known.get(item.name)) for place, item in chunk]

    def _meet_all(self, workers: Workers, questions: Iterable[_Question]) -> list[_Met]:
        return [self._add_summary(met) for met in workers.map(partial(self._ask, workers), questions)]

    def _ask(self, workers: Workers, question: _Question) -> _Met:
        """The input as one of the ``workers`` met it; a failure if that broke down."""
        place, item, _ = question
        options, extractive = self._pipeline.options, self._pipeline.summarizer is None
        if item.path == STDIN:  # which only this process has
            return _meet(question, options, extractive)
        met = _guard(item.name, lambda: workers.run(item.name, _meet, question, options, extractive))
        if isinstance(met, Failure):
            return _Met(name=item.name, place=place, fingerprint=fingerprint(item), made=met)
        return met

    def _add_summary(self, met: _Met) -> _Met:
        made = met.made
        if not isinstance(made, Prepared):
            return met
        return replace(met, made=_guard(met.name, lambda: self._pipeline.add_summary(made)))

    def _settle(self, chunk: Iterable[_Met]) -> list[_Met]:
        """Write down what needs no engine; what is left waits for its translation."""
        chunk = list(chunk)
        self._journal.keep([_to_entry(met) for met in chunk if met.known])
        self._journal.write([_to_entry(met, met.made) for met in chunk if isinstance(met.made, Failure)])
        for met in chunk:
            failure = met.known.failure if met.known else met.made
            if isinstance(failure, Failure):
                self._watcher.failed(failure)
        self._watcher.kept(sum(met.known is not None and met.known.failure is None for met in chunk))
        return [met for met in chunk if isinstance(met.made, Prepared)]

    def _brief(self, window: Sequence[_Met]) -> None:
        if window:
            prepared = [met.made for met in window if isinstance(met.made, Prepared)]
            self._watcher.window(len(prepared), sum(len(item.texts) for item in prepared))
            done = brief_each(prepared, self._pipeline, self._watcher.progress)
            entries = [_to_entry(met, result) for met, result in zip(window, done, strict=True)]
            for failure in (entry.failure for entry in entries if entry.failure):
                self._watcher.failed(failure)
            self._journal.write(entries)
        if self._pages:
            self._pages.catch_up()
        trim_heap()
        self._watcher.published()


def _meet(question: _Question, options: Options, extractive: bool) -> _Met:
    """An input, read and prepared as ``prepare_alone`` does it unless what is known of it still holds."""
    place, item, known = question
    met = _Met(name=item.name, place=place, fingerprint=fingerprint(item))
    good = known if known and known.good and not (known.failure and options.retry_failed) else None
    if good and good.fingerprint == met.fingerprint != "":
        return replace(met, known=good)
    article = _guard(item.name, lambda: read_input(item, ocr=options.ocr))
    if isinstance(article, Failure):
        return replace(met, made=article)
    met = replace(met, sha256=article.source.sha256)
    if good and good.sha256 == met.sha256:  # touched, or put there anew
        return replace(met, known=good)
    return replace(met, made=_guard(item.name, lambda: prepare_alone(article, options, extractive=extractive)))


def _to_entry(met: _Met, result: ArticleBrief | Failure | None = None) -> Entry:
    """What the journal is told of an input. A text that cannot be written down is a failure."""
    record = _guard(met.name, partial(pack, result)) if isinstance(result, ArticleBrief) else result
    failure = record if isinstance(record, Failure) else None
    return Entry(
        name=met.name,
        place=met.place,
        fingerprint=met.fingerprint,
        sha256=met.sha256,
        record=None if isinstance(record, Failure) else record,
        failure=failure,
    )


def _brief_alone(item: Prepared, pipeline: Pipeline, progress: Callable[[int], None] | None) -> ArticleBrief | Failure:
    done = _guard(item.document.article.source.name, lambda: pipeline.brief([item]))
    if isinstance(done, Failure):
        return done
    if progress:
        progress(len(item.texts))
    return done[0]


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


def _guard(name: str, work: Callable[[], T]) -> T | Failure:
    """What ``work`` returns, or how it failed; faults of the whole run are raised. The house's guard."""
    try:
        return work()
    except Exception as error:
        if isinstance(error, SummarizerError) and error.code.startswith(_OF_THE_RUN):
            raise
        return to_failure(name, error)
