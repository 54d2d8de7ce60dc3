"""One pass over the inputs: what is missing in the journal is made, window by window.

read        the next inputs, in a thread or in processes of their own; what the journal knows is not done again
translate   the sentences of a window of articles as one batch, in another thread
write       down in the journal what became of the window before it, and put its pages into the folder, in this one
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice, repeat

from summarizer.ahead import load_ahead
from summarizer.beside import Beside
from summarizer.each import finish_each, guard, translate_each
from summarizer.heap import trim_heap
from summarizer.inputs import STDIN, Input, fingerprint, read_input
from summarizer.journal import Entry, Journal, Known
from summarizer.options import Options
from summarizer.pipeline import Pipeline, Prepared, Translated, prepare_alone
from summarizer.records import pack
from summarizer.types import ArticleBrief, Failure
from summarizer.workers import Workers
from summarizer.writers.pages import ArticlePages

WINDOW = 50  # articles whose sentences are translated as one batch: some 1,500 sentences, a few MB
_CHUNK, _FIRST = 50, 10  # inputs that are read ahead of the engine; the first ones, when it has nothing to do yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """Who is told how a batch goes on, in the thread that runs it.

    ``kept`` with the number of articles that are as an earlier run left them, ``failed`` at each failure, ``window``
    with (articles, texts) when so many more are about to be translated, ``progress`` with the texts done since it was
    last called, ``published`` when these articles stand in the journal, and their pages in the folder. A window is told
    of when the one before it is published, though the engine may have begun it before. What they raise ends the run;
    what was finished before is written down then.
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


class Pass:
    """The line at work: a chunk of inputs is read, a window translated and another written down at the same time."""

    def __init__(
        self, pipeline: Pipeline, journal: Journal, watcher: Watcher, pages: ArticlePages | None, window: int
    ) -> None:
        self._pipeline, self._journal, self._watcher = pipeline, journal, watcher
        self._pages, self._window = pages, window
        self._enough = min(_FIRST, window)  # articles for the engine to begin with
        self._reads = self._translates = False
        self._met: list[_Met] = []  # inputs that are read, and of which nobody was told yet
        self._waiting: list[_Met] = []  # articles for the next window

    def go(self, inputs: Iterable[Input]) -> None:
        """Deal with all ``inputs``."""
        with Workers(self._pipeline.options.workers) as workers, Beside(2) as beside:
            self._workers, self._beside, self._questions = workers, beside, self._look_up(inputs)
            self._go_on()
            beside.run()
        self._publish()

    def _look_up(self, inputs: Iterable[Input]) -> Iterator[list[_Question]]:
        numbered = enumerate(inputs)
        sizes = chain([min(_FIRST, self._window)], repeat(min(_CHUNK, self._window)))
        while chunk := list(islice(numbered, next(sizes))):
            known = self._journal.look_up([item.name for _, item in chunk])
            yield [(place, item, known.get(item.name)) for place, item in chunk]

    def _read_on(self) -> None:
        """Have the next inputs read, unless a window waits already."""
        if not self._reads and len(self._waiting) < self._window and (chunk := next(self._questions, None)):
            self._reads = True
            self._beside.start(partial(self._meet_all, chunk), self._read)

    def _read(self, chunk: list[_Met]) -> None:
        self._reads = False
        self._met += chunk
        self._waiting += [met for met in chunk if isinstance(met.made, Prepared)]
        if self._translates:
            self._read_on()
        else:
            self._settle()
            self._go_on()

    def _go_on(self) -> None:
        """Hand the next window to the engine; where there are too few articles for one, read on first."""
        if len(self._waiting) < self._enough:
            self._read_on()
        if self._waiting and (len(self._waiting) >= self._enough or not self._reads):
            window, self._waiting = self._waiting[: self._window], self._waiting[self._window :]
            self._enough = self._window
            self._translates = True
            self._beside.start(partial(self._translate, window), partial(self._translated, window))

    def _translate(self, window: Sequence[_Met]) -> list[Translated | Failure]:
        prepared = [met.made for met in window if isinstance(met.made, Prepared)]
        if len(prepared) > 1:  # then there will be stories; a single article needs nothing of this
            load_ahead()
        sentences = sum(len(item.texts) for item in prepared)
        self._beside.tell(partial(self._watcher.window, len(prepared), sentences))
        return translate_each(prepared, self._pipeline, lambda done: self._beside.tell(partial(self._heard, done)))

    def _heard(self, done: int) -> None:
        self._watcher.progress(done)
        if done:  # not before the engine has something to do: Python's threads take turns
            self._read_on()

    def _translated(self, window: Sequence[_Met], translated: Sequence[Translated | Failure]) -> None:
        self._translates = False
        self._go_on()
        done = finish_each(translated, self._pipeline)
        entries = [_to_entry(met, result) for met, result in zip(window, done, strict=True)]
        self._journal.write(entries)
        for failure in (entry.failure for entry in entries if entry.failure):
            self._watcher.failed(failure)
        self._publish()
        self._settle()

    def _publish(self) -> None:
        if self._pages:
            self._pages.catch_up()
        trim_heap()
        self._watcher.published()

    def _settle(self) -> None:
        """Write down, and tell, what needs no engine."""
        chunk, self._met = self._met, []
        if not chunk:
            return
        self._journal.keep([_to_entry(met) for met in chunk if met.known])
        self._journal.write([_to_entry(met, met.made) for met in chunk if isinstance(met.made, Failure)])
        for met in chunk:
            failure = met.known.failure if met.known else met.made
            if isinstance(failure, Failure):
                self._watcher.failed(failure)
        self._watcher.kept(sum(met.known is not None and met.known.failure is None for met in chunk))

    def _meet_all(self, questions: Iterable[_Question]) -> list[_Met]:
        return [self._add_summary(met) for met in self._workers.map(self._ask, questions)]

    def _ask(self, question: _Question) -> _Met:
        """The input as one of the workers met it; a failure if that broke down."""
        self._beside.check()
        place, item, _ = question
        options, extractive = self._pipeline.options, self._pipeline.summarizer is None
        if item.path == STDIN:  # which only this process has
            return _meet(question, options, extractive)
        met = guard(item.name, lambda: self._workers.run(item.name, _meet, question, options, extractive))
        if isinstance(met, Failure):
            return _Met(name=item.name, place=place, fingerprint=fingerprint(item), made=met)
        return met

    def _add_summary(self, met: _Met) -> _Met:
        made = met.made
        if not isinstance(made, Prepared):
            return met
        return replace(met, made=guard(met.name, lambda: self._pipeline.add_summary(made)))


def _meet(question: _Question, options: Options, extractive: bool) -> _Met:
    """An input, read and prepared as ``prepare_alone`` does it unless what is known of it still holds."""
    place, item, known = question
    met = _Met(name=item.name, place=place, fingerprint=fingerprint(item))
    good = known if known and known.good and not (known.failure and options.retry_failed) else None
    if good and good.fingerprint == met.fingerprint != "":
        return replace(met, known=good)
    article = guard(item.name, lambda: read_input(item, ocr=options.ocr))
    if isinstance(article, Failure):
        return replace(met, made=article)
    met = replace(met, sha256=article.source.sha256)
    if good and good.sha256 == met.sha256:  # touched, or put there anew
        return replace(met, known=good)
    return replace(met, made=guard(item.name, lambda: prepare_alone(article, options, extractive=extractive)))


def _to_entry(met: _Met, result: ArticleBrief | Failure | None = None) -> Entry:
    """What the journal is told of an input. A text that cannot be written down is a failure."""
    record = guard(met.name, partial(pack, result)) if isinstance(result, ArticleBrief) else result
    failure = record if isinstance(record, Failure) else None
    return Entry(
        name=met.name,
        place=met.place,
        fingerprint=met.fingerprint,
        sha256=met.sha256,
        record=None if isinstance(record, Failure) else record,
        failure=failure,
    )
