"""Inputs one by one: a fault in one of them is written down, and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from summarizer.errors import SummarizerError
from summarizer.inputs import Input, read_input
from summarizer.options import Options
from summarizer.pipeline import Pipeline, Prepared, Translated
from summarizer.types import Article, ArticleBrief, Failure

T = TypeVar("T")

_OF_THE_RUN = ("memory.", "journal.", "write.")  # codes of faults that every other article would meet too


def read_each(inputs: Iterable[Input], options: Options) -> list[Article | Failure]:
    """Each input, read, or why it cannot be; in order."""
    return [guard(item.name, partial(read_input, item, ocr=options.ocr)) for item in inputs]


def prepare_each(articles: Iterable[Article | Failure], pipeline: Pipeline) -> list[Prepared | Failure]:
    """Each article, ready to be translated, or why it cannot be; failures are handed on; in order."""
    return [a if isinstance(a, Failure) else guard(a.source.name, partial(pipeline.prepare, a)) for a in articles]


def translate_each(
    prepared: Sequence[Prepared | Failure], pipeline: Pipeline, progress: Callable[[int], None] | None = None
) -> list[Translated | Failure]:
    """The English of each article, translated as one batch; failures are handed on; in order."""
    ready = [item for item in prepared if isinstance(item, Prepared)]
    done: Sequence[Translated] | Failure = guard("window", lambda: pipeline.translate_window(ready, progress))
    if isinstance(done, Failure):
        # One of them is guilty: article by article, so that only that one is lost.
        return [item if isinstance(item, Failure) else _translate_alone(item, pipeline, progress) for item in prepared]
    articles = iter(done)
    return [item if isinstance(item, Failure) else next(articles) for item in prepared]


def finish_each(translated: Iterable[Translated | Failure], pipeline: Pipeline) -> list[ArticleBrief | Failure]:
    """The finished articles; failures are handed on, and more may come; in order."""
    return [
        item if isinstance(item, Failure) else guard(item.name, partial(pipeline.finish, item)) for item in translated
    ]


def brief_each(
    prepared: Sequence[Prepared | Failure], pipeline: Pipeline, progress: Callable[[int], None] | None = None
) -> list[ArticleBrief | Failure]:
    """The finished articles, translated as one batch; failures are handed on, and more may come; in order."""
    return finish_each(translate_each(prepared, pipeline, progress), pipeline)


def guard(name: str, work: Callable[[], T]) -> T | Failure:
    """What ``work`` returns, or how it failed; faults of the whole run are raised. The house's guard."""
    try:
        return work()
    except Exception as error:
        if isinstance(error, SummarizerError) and error.code.startswith(_OF_THE_RUN):
            raise
        return to_failure(name, error)


def to_failure(name: str, error: Exception) -> Failure:
    """What the reader is told of ``error``."""
    if isinstance(error, SummarizerError):
        said = error.message + (f". {error.hint}" if error.hint else "")
        return Failure(source=name, code=error.code, message=said)
    return Failure(source=name, code="article.failed", message=f"unforeseen fault: {type(error).__name__}: {error}")


def _translate_alone(
    item: Prepared, pipeline: Pipeline, progress: Callable[[int], None] | None
) -> Translated | Failure:
    done = guard(item.name, lambda: pipeline.translate_window([item]))
    if isinstance(done, Failure):
        return done
    if progress:
        progress(len(item.texts))
    return done[0]
