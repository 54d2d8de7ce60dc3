"""Doing a job: one loaded model for all of them, article by article, stopped between two batches of sentences."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, Literal, TypeVar

from summarizer.batch import brief_folder
from summarizer.brief import is_settled
from summarizer.briefing_folder import open_briefing
from summarizer.catalogue import installed_names
from summarizer.errors import SET_ASIDE, SummarizerError
from summarizer.inputs import Input
from summarizer.journal import Journal
from summarizer.lexicon import Entry
from summarizer.options import Options
from summarizer.passing import Watcher
from summarizer.pipeline import Pipeline
from summarizer.readers.members import Address
from summarizer.types import ArticleBrief, Brief, Failure
from summarizer.walk import find_inputs
from summarizer.web.job_files import Job, JobFolder
from summarizer.web.jobs import JobState, Limits, job_options
from summarizer.web.telling import tell, tell_failure
from summarizer.web.time_left import Estimate
from summarizer.web.uploads import MAX_URLS, as_typed, check_count, tell_apart
from summarizer.writers.headlines import as_headline

_READING_SECONDS = 0.4  # at most, that the other files wait for a page that is about to show the article
_MOST_STARTS = 3  # of a job that takes the server down; a restart for another reason may come between

T = TypeVar("T")
Load = Callable[[Options], Pipeline]


class Stopped(BaseException):
    """Work ends before the job does. Not an Exception: the guard around each article must let it through."""


class Progress:
    """How far a job is, told by the thread that works at it and read by those of the server."""

    def __init__(self, job: Job, settled_before: int = 0) -> None:
        """``settled_before``: of how many articles something became in the job's earlier turns."""
        self.job, self._settled_before = job, settled_before
        self.state = JobState(
            id=job.id, kind=job.kind, phase="waiting", title=job.title, given=job.given, fetch=job.fetch
        )
        self.stop: Literal["", "cancel", "close"] = ""
        self._estimate, self._met = Estimate(), 0  # of so many articles it is known what they are
        self._at_work = (0, 0, 0)  # articles that are translated now, their sentences, and those that are done
        self._place = -1  # of the last article of which the page is known
        self.is_awaited, self._is_shown = False, threading.Event()  # a page waits for the article; it shows it

    @property
    def settled(self) -> int:
        """Of how many articles something became: a page, or a failure."""
        return self.state.articles_done + len(self.state.failures)

    @property
    def _is_single(self) -> bool:
        return self.job.kind == "article" and self.state.articles == 1

    @property
    def may_make_room(self) -> bool:
        """Whether this turn came further than the earlier ones, and there is something left for another."""
        return self._settled_before < self.settled < self.state.articles

    def tell(self, **known: Any) -> None:
        """Replace fields of the state."""
        self.state = replace(self.state, **known)

    def add_articles(self, articles: int, sentences: int) -> None:
        """So many more articles are about to be translated, with so many sentences."""
        self._estimate.find(articles, sentences)
        self._met += articles
        self._at_work = (articles, sentences, 0)
        self.tell(sentences=self.state.sentences + sentences)

    def add_kept(self, articles: int) -> None:
        """So many more articles stand as an earlier turn left them."""
        self._met += articles

    def add_done(self, sentences: int) -> None:
        """So many more sentences are translated."""
        self._estimate.finish(sentences)
        left = self._estimate.seconds_left(max(0, self.state.articles - self._met))
        articles, found, done = self._at_work
        self._at_work = (articles, found, min(found, done + sentences))
        self.tell(sentences_done=self.state.sentences_done + sentences, seconds_left=left)
        self._tell_share()

    def add_failure(self, failure: Failure) -> None:
        """An input could not become an article; if one was at work, it is that one."""
        self._met += not any(self._at_work)  # that one is met already
        self._at_work = (0, 0, 0)
        failed = self.state.articles_failed + (failure.code not in SET_ASIDE)
        self.tell(failures=(*self.state.failures, tell_failure(failure)), articles_failed=failed)
        self._tell_share()

    def check_stop(self) -> None:
        """Nothing, or ``Stopped`` if the job is to end or the server goes down."""
        if self.stop:
            raise Stopped

    def read_pages(self, journal: Journal, glossary: Sequence[Entry]) -> None:
        """Learn which articles are finished since. ``glossary``: the user's, which decides how names are spelt."""
        pages, done = list(self.state.pages), self.state.articles_done
        for page in journal.read_pages(self._place):
            self._place, done = page.place, done + 1
            if page.path:
                article = journal.read_article(page.id)
                pages.append((title_of(article) or page.name, page.path))
                if self._is_single and is_settled(article, glossary):
                    self.tell(title=title_of(article) or self.state.title, readable=page.path)
        self._at_work = (0, 0, 0)
        self.tell(pages=tuple(pages), articles_done=done)
        self._tell_share()

    def note_reader(self) -> None:
        """A page asks how far its one article is. That could be read before, the page has drawn it since."""
        self.is_awaited = True
        if self.state.readable:
            self._is_shown.set()

    def let_it_be_read(self) -> None:
        """Come back once a page that waits for the article shows it, for it is slow while the other files are made."""
        if self.is_awaited and self.state.readable:
            self._is_shown.wait(_READING_SECONDS)
            self._is_shown.set()

    def name(self, brief: Brief) -> None:
        """Call the job by its headline if all of its articles tell one story."""
        if len(brief.stories) == 1:
            story = brief.stories[0]
            article = brief.articles[story.title.article if story.title else story.lead]
            self.tell(title=title_of(article) or self.state.title, given=1)

    def _tell_share(self) -> None:
        articles, sentences, done = self._at_work
        over = self.settled + articles * done / max(1, sentences)
        self.tell(share=round(min(1.0, over / max(1, self.state.articles)), 3))


class Runner:
    """Does jobs, one at a time, with the model of the last one kept loaded. Close it."""

    def __init__(self, limits: Limits, load: Load = Pipeline) -> None:
        self._limits, self._load = limits, load
        self._loaded: Pipeline | None = None
        self._key: object = None

    def run(self, folder: JobFolder, progress: Progress, is_waited_for: Callable[[], bool]) -> JobState:
        """The state in which the job ended. ``Stopped`` if it is to go on later, or was cancelled.

        ``is_waited_for``: whether other jobs wait, so that this one is to make room when its turn is over.
        """
        end = guard(folder.path.name, partial(self._brief, folder, progress, is_waited_for))
        return failed_state(progress.state, end) if isinstance(end, SummarizerError) else end

    def warm_up(self) -> None:
        """Load the model that jobs have that name none; what goes wrong is told to the first job."""
        with suppress(SummarizerError, OSError, RuntimeError):
            self._pipeline(job_options({}))

    def close(self) -> None:
        """Free the model."""
        if self._loaded is not None:
            self._loaded.close()
        self._loaded, self._key = None, None

    def _brief(self, folder: JobFolder, progress: Progress, is_waited_for: Callable[[], bool]) -> JobState:
        job, starts = progress.job, folder.starts
        if starts >= _MOST_STARTS:
            hint = "Give its articles in smaller parts"
            raise SummarizerError(f"the server went down {starts} times at it", code="web.failed", hint=hint)
        folder.note_starts(starts + 1)
        try:
            glossary = str(folder.glossary) if folder.glossary.exists() else ""
            options = job_options(job.settings, glossary=glossary, fetch=job.fetch)
            pipeline = self._pipeline(options)
            find = partial(self._find, folder, options, progress)
            with open_briefing(folder.output) as journal:
                if job.retry_failed:
                    journal.doubt_failures()
                    progress.job = replace(job, retry_failed=False)  # in later turns they are done, or fail anew
                    folder.write_job(progress.job)
                read_pages = partial(progress.read_pages, journal, pipeline.glossary)
                watcher = self._watcher(folder, progress, read_pages, is_waited_for)
                brief, written = brief_folder(find, pipeline, journal, watcher, window=1)
                read_pages()
                progress.name(brief)
        finally:
            folder.note_starts(0)  # whatever came of it, this server is still up
        files = [path.name for path in written if path.parent == folder.output]
        with suppress(SummarizerError):  # a disk that is full now leaves the briefing as it is
            files.append(folder.pack_output())
        pages = progress.state.pages if job.kind == "article" else ()
        readable = pages[0][1] if pages else ""
        return replace(progress.state, phase="done", files=tuple(files), readable=readable, seconds_left=0)

    def _find(self, folder: JobFolder, options: Options, progress: Progress) -> Iterator[Input]:
        """The articles of the job. SummarizerError web.count once there are too many. ``Stopped``."""
        inputs = find_inputs([folder.input], columns=options.columns, fetch=options.fetch)
        addresses = 0  # those in uploaded lists among them
        taken: set[str] = set()
        for number, item in enumerate(inputs, start=1):
            progress.check_stop()
            addresses += isinstance(item.content, Address)
            check_count(number, self._limits.articles, "articles")
            check_count(addresses, MAX_URLS, "addresses")
            progress.tell(articles=max(number, progress.state.articles))
            yield replace(item, name=tell_apart(as_typed(item.name, folder.input), taken))

    def _watcher(
        self, folder: JobFolder, progress: Progress, read_pages: Callable[[], None], is_waited_for: Callable[[], bool]
    ) -> Watcher:
        """Who is told by the run how it goes on, and ends it when that is asked for, or its turn is over."""
        began = time.monotonic()

        def advance(done: int) -> None:
            progress.add_done(done)
            progress.check_stop()

        def settled() -> None:
            """What became of one more input stands in the journal: the moment to end, or to make room."""
            read_pages()
            progress.let_it_be_read()
            progress.check_stop()
            is_turn_over = time.monotonic() - began > self._limits.turn_seconds
            if is_turn_over and progress.may_make_room and is_waited_for():
                raise Stopped

        def published() -> None:
            folder.note_starts(0)  # a job that comes forward does not take the server down
            settled()

        def kept(articles: int) -> None:
            progress.add_kept(articles)
            settled()

        return Watcher(
            kept=kept,
            failed=progress.add_failure,
            window=progress.add_articles,
            progress=advance,
            published=published,
        )

    def _pipeline(self, options: Options) -> Pipeline:
        """The line for one job, on the engines that are loaded or, if they are others, are loaded now."""
        key = (*(getattr(options, name) for name in _OF_THE_ENGINES), installed_names())
        if self._loaded is None or key != self._key:
            self.close()
            self._loaded, self._key = self._load(replace(options, glossary="")), key
        return Pipeline(options, shared=self._loaded)


_OF_THE_ENGINES = ("engine", "model", "device", "compute_type", "threads", "summary", "summary_route")


def title_of(article: ArticleBrief) -> str:
    """The English of the title, else of the summary's first sentence, else the Arabic title, "" without any."""
    pairs = zip(article.document.sentences, article.translation.pairs, strict=True)
    english = next((english for sentence, (_, english) in pairs if sentence.role == "title" and english), None)
    english = english or next((said for _, said in article.summary_translation.pairs if said), None)
    return as_headline(english) if english else article.document.title or ""


def guard(id: str, work: Callable[[], T]) -> T | SummarizerError:
    """What ``work`` at the job ``id`` returns, or how it failed; an unforeseen fault is logged. ``Stopped``."""
    try:
        return work()
    except SummarizerError as error:
        return error
    except Exception as error:
        logging.getLogger(__name__).exception("job %s", id)
        return SummarizerError(f"an unforeseen fault: {type(error).__name__}", code="web.failed")


def failed_state(state: JobState, error: SummarizerError) -> JobState:
    """The state of a job that ended with an error; one that was about a single article tells what is wrong with it."""
    code, message, hint = tell(error)
    if code == "read.nothing" and len(state.failures) == 1:
        code, message, hint = state.failures[0].code, state.failures[0].message, ""
    said = f"{message}. {hint}" if hint else message
    return replace(state, phase="failed", error_code=code, error=said, seconds_left=0)
