"""Many inputs: a fault in one of them is written down, and the others go on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from summarizer.brief import brief
from summarizer.earlier import read_earlier
from summarizer.errors import SummarizerError
from summarizer.pipeline import Pipeline, Prepared
from summarizer.readers import MAX_BYTES, read, read_unnamed
from summarizer.types import Article, ArticleBrief, Brief, Failure
from summarizer.walk import Input

T = TypeVar("T")
STDIN = Path("-")

_WINDOW = 50  # articles whose sentences are translated as one batch: some 1,500 sentences, a few MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """Who is told how a batch goes on.

    ``failed`` at each failure, ``window`` with (articles, texts) when so many more are about to be translated,
    ``progress`` with the texts done since it was last called.
    """

    failed: Callable[[Failure], None] = lambda failure: None
    window: Callable[[int, int], None] = lambda articles, texts: None
    progress: Callable[[int], None] = lambda done: None


def brief_inputs(inputs: Sequence[Input], pipeline: Pipeline, watcher: Watcher | None = None) -> Brief:
    """The briefing of all ``inputs``, in their order. Failures are in it; only a fault of the run itself is raised.

    ReadError since.missing, since.damaged, since.foreign, before any work, for an earlier briefing that is none.
    """
    since = pipeline.options.since
    earlier = read_earlier(Path(since)) if since else None
    run = _Run(pipeline, watcher or Watcher())
    articles: list[ArticleBrief] = []
    for start in range(0, len(inputs), _WINDOW):
        articles += run.brief_window(inputs[start : start + _WINDOW])
    return brief(
        articles,
        run.failures,
        signature=pipeline.signature,
        page_language=pipeline.options.page_language,
        earlier=earlier,
    )


def read_input(item: Input) -> Article:
    """The article of one input; the path ``-`` is standard input. ReadError."""
    if item.path == STDIN:
        return read_unnamed(sys.stdin.buffer.read(MAX_BYTES + 1), name="standard input")
    return read(item.path, name=item.name)


def to_failure(name: str, error: Exception) -> Failure:
    """What the reader is told of ``error``."""
    if isinstance(error, SummarizerError):
        said = error.message + (f". {error.hint}" if error.hint else "")
        return Failure(source=name, code=error.code, message=said)
    return Failure(source=name, code="article.failed", message=f"unforeseen fault: {type(error).__name__}: {error}")


class _Run:
    """One pass over the inputs: the failures gather here."""

    def __init__(self, pipeline: Pipeline, watcher: Watcher) -> None:
        self.failures: list[Failure] = []
        self._pipeline, self._watcher = pipeline, watcher

    def brief_window(self, inputs: Sequence[Input]) -> list[ArticleBrief]:
        prepared = [item for item in map(self._prepare, inputs) if item is not None]
        if not prepared:
            return []
        self._watcher.window(len(prepared), sum(len(item.texts) for item in prepared))
        done = self._guard("window", lambda: self._pipeline.brief(prepared, self._watcher.progress), quiet=True)
        if done is not None:
            return done
        # One of them is guilty: article by article, so that only that one is lost.
        alone = (self._guard(item.document.article.source.name, partial(self._brief_alone, item)) for item in prepared)
        return [article for articles in alone if articles for article in articles]

    def _brief_alone(self, item: Prepared) -> list[ArticleBrief]:
        done = self._pipeline.brief([item])
        self._watcher.progress(len(item.texts))
        return done

    def _prepare(self, item: Input) -> Prepared | None:
        return self._guard(item.name, lambda: self._pipeline.prepare(read_input(item)))

    def _guard(self, name: str, work: Callable[[], T], *, quiet: bool = False) -> T | None:
        """What ``work`` returns, or None and (unless ``quiet``) a failure written down. The house's guard."""
        try:
            return work()
        except Exception as error:  # noqa: BLE001
            if not quiet:
                self.failures.append(to_failure(name, error))
                self._watcher.failed(self.failures[-1])
            return None
