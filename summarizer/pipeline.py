"""The straight line: clean, split, summarise, translate, check. One engine, one memory, a window of articles at a time.

The sentences of a whole window are translated as one batch, which is where the speed comes from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType

from summarizer.brief import run_signature
from summarizer.catalogue import find_model
from summarizer.check import check
from summarizer.clean import clean
from summarizer.engines import Engine, load_engine
from summarizer.errors import ModelError
from summarizer.options import Options
from summarizer.split import split
from summarizer.store import TranslationMemory, open_memory
from summarizer.summarize import summarize
from summarizer.translate import Progress, select, translate
from summarizer.types import Article, ArticleBrief, Document, Summary, Translation


def understand(article: Article) -> Document:
    """The article as labelled sentences. Needs no model."""
    return split(clean(article))


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article that waits for its translation."""

    document: Document
    summary: Summary

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is to be translated: the sentences, then the summary."""
        return (*(sentence.plain for sentence in self.document.sentences), *self.summary.sentences)


class Pipeline:
    """The line with its engine loaded. Close it, or use it in a ``with``."""

    def __init__(self, options: Options | None = None, *, shared: Pipeline | None = None) -> None:
        """Load the engine and open the memory, or use those of ``shared``, which then alone is closed.

        ModelError, EngineError, SummarizerError memory.failed.
        """
        self.options = options or Options()
        self.memory: TranslationMemory = shared.memory if shared else open_memory()
        self.engine: Engine = shared.engine if shared else _load(self.options, self.options.model)
        self.summarizer: Engine | None = shared.summarizer if shared else _load_summarizer(self.options)

    def summarize(self, document: Document) -> Summary:
        """The Arabic summary of ``document``, by the method that the options ask for."""
        return summarize(
            document,
            sentences=self.options.summary_sentences,
            max_words=self.options.summary_words or None,
            engine=self.summarizer,
        )

    def translate(self, texts: Sequence[str], progress: Progress | None = None) -> Translation:
        """The English of ``texts``, one to one."""
        return translate(
            texts, engine=self.engine, memory=self.memory, decoding=self.options.decoding, progress=progress
        )

    def prepare(self, article: Article) -> Prepared:
        """All that can be done with one article before its sentences join the window's batch."""
        document = understand(article)
        return Prepared(document=document, summary=self.summarize(document))

    def brief(self, window: Sequence[Prepared], progress: Progress | None = None) -> list[ArticleBrief]:
        """A finished record for each article, in order. ``progress`` counts texts (``Prepared.texts``)."""
        english = self.translate([text for prepared in window for text in prepared.texts], progress)
        done, start = [], 0
        for prepared in window:
            middle, stop = start + len(prepared.document.sentences), start + len(prepared.texts)
            done.append(self._finish(prepared, select(english, start, middle), select(english, middle, stop)))
            start = stop
        return done

    def _finish(self, prepared: Prepared, translation: Translation, summary_translation: Translation) -> ArticleBrief:
        document, summary = prepared.document, prepared.summary
        return ArticleBrief(
            document=document,
            summary=summary,
            translation=translation,
            summary_translation=summary_translation,
            findings=check(document, summary, translation, summary_translation),
            signature=(
                *run_signature(self.engine.card, self.options),
                ("input_sha256", document.article.source.sha256),
            ),
        )

    def close(self) -> None:
        """Free the engine and close the memory."""
        self.engine.close()
        if self.summarizer is not None:
            self.summarizer.close()
        self.memory.close()

    def __enter__(self) -> Pipeline:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _load(options: Options, model: str) -> Engine:
    return load_engine(options.engine, model=model, compute_type=options.compute_type, threads=options.threads)


def _load_summarizer(options: Options) -> Engine | None:
    """The model that summarises, None for extractive. There is none to install yet, so auto is extractive."""
    if options.summary in ("auto", "extractive"):
        return None
    if find_model(options.summary).task == "translation":
        raise ModelError(
            "it translates and does not summarise",
            code="model.unsupported",
            hint="use auto, extractive or the folder of a summariser",
            source=options.summary,
        )
    return _load(options, options.summary)
