"""The straight line: clean, split, summarise, translate, check. One engine, one memory, a window of articles at a time.

The sentences of a whole window are translated as one batch, which is where the speed comes from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from types import TracebackType

from summarizer.brief import run_signature
from summarizer.catalogue import Model, best_installed, find_model, require_task
from summarizer.check import check
from summarizer.clean import clean
from summarizer.date_doubts import find_date_doubts
from summarizer.engines import Card, Engine, load_engine
from summarizer.entries import Task
from summarizer.fact_types import Facts
from summarizer.facts import find_facts
from summarizer.glossary import glossary_digest, read_glossary
from summarizer.lexicon import Entry, Lexicon, load_shipped
from summarizer.machine_translated import find_machine_translation
from summarizer.memory import TranslationMemory, open_memory
from summarizer.options import Options
from summarizer.speakers_english import list_persons, render_speakers, say_speakers
from summarizer.split import split
from summarizer.summarize import summarize
from summarizer.translate import Progress, select, translate
from summarizer.types import Article, ArticleBrief, Document, Summary, Translation

_SUMMARY_TASKS: dict[str, Task] = {"translate": "summarization", "direct": "direct"}  # by the route


def understand(article: Article) -> Document:
    """The article as labelled sentences. Needs no model."""
    return split(clean(article))


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article that waits for its translation.

    ``summary`` is None as long as a model has to write it; one in English comes last of all.
    """

    document: Document
    facts: Facts
    summary: Summary | None

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """What is to be translated: the sentences, the summary, what speakers are called."""
        return (
            tuple(sentence.plain for sentence in self.document.sentences),
            self.summary.sentences if self.summary else (),
            list_persons(self.facts),
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is to be translated, in the order of the parts."""
        return tuple(chain.from_iterable(self.parts))

    @property
    def name(self) -> str:
        """That of its source."""
        return self.document.article.source.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """An article and the English of its parts: of the sentences, the summary, what speakers are called."""

    prepared: Prepared
    sentences: Translation
    summary: Translation
    persons: Translation

    @property
    def name(self) -> str:
        """That of its source."""
        return self.prepared.name


def prepare_alone(article: Article, options: Options, *, extractive: bool) -> Prepared:
    """All that can be done with one article without a model: with its summary if that is to be ``extractive``."""
    document = understand(article)
    summary = None
    if extractive:
        limits = options.summary_sentences, options.summary_words or None
        summary = summarize(document, sentences=limits[0], max_words=limits[1])
    return Prepared(document=document, facts=find_facts(document), summary=summary)


class Pipeline:
    """The line with its engine loaded. Close it, or use it in a ``with``."""

    def __init__(self, options: Options | None = None, *, shared: Pipeline | None = None) -> None:
        """Load the engines and open the memory, or use those of ``shared``, which then alone is closed.

        The glossary is that of the ``options`` in any case.

        ModelError, EngineError, SummarizerError memory.failed.
        """
        self.options = options or Options()
        self.memory: TranslationMemory = shared.memory if shared else open_memory()
        # Before the model: a bad line is told at once.
        self.glossary: tuple[Entry, ...] = read_glossary(self.options.glossary)
        self.engine: Engine = shared.engine if shared else _load(self.options, self.options.model)
        self.lexicon: Lexicon
        if shared and shared.glossary == self.glossary:
            self.lexicon = shared.lexicon
        else:
            self.lexicon = Lexicon((*self.glossary, *(load_shipped() if self.engine.card.copies_latin else ())))
        self.summarizer: Engine | None = shared.summarizer if shared else load_summarizer(self.options)
        self.signature = run_signature(
            self.engine.card, self.options, self.summarizer_card, glossary=glossary_digest(self.glossary)
        )

    def summarize(self, document: Document, english: Sequence[str | None] | None = None) -> Summary:
        """The summary of ``document``, as the options ask for it; for the direct route give its ``english``."""
        return summarize(
            document,
            sentences=self.options.summary_sentences,
            max_words=self.options.summary_words or None,
            engine=self.summarizer,
            strict=self.options.strict_summary,
            english=english,
        )

    def translate(self, texts: Sequence[str], progress: Progress | None = None) -> Translation:
        """The English of ``texts``, one to one."""
        return translate(
            texts,
            engine=self.engine,
            memory=self.memory,
            decoding=self.options.decoding,
            progress=progress,
            lexicon=self.lexicon,
        )

    def prepare(self, article: Article) -> Prepared:
        """All that can be done with one article before its sentences join the window's batch."""
        return self.add_summary(prepare_alone(article, self.options, extractive=self.summarizer is None))

    def add_summary(self, prepared: Prepared) -> Prepared:
        """The same with its summary, if a model writes it in Arabic."""
        if prepared.summary is not None or self.options.summary_route == "direct":
            return prepared
        return replace(prepared, summary=self.summarize(prepared.document))

    def translate_window(self, window: Sequence[Prepared], progress: Progress | None = None) -> list[Translated]:
        """The English of each article, in order. ``progress`` counts texts (``Prepared.texts``)."""
        english = self.translate([text for prepared in window for text in prepared.texts], progress)
        done, start = [], 0
        for prepared in window:
            parts = []
            for texts in prepared.parts:
                parts.append(select(english, start, start + len(texts)))
                start += len(texts)
            sentences, summary, persons = parts
            done.append(Translated(prepared=prepared, sentences=sentences, summary=summary, persons=persons))
        return done

    def finish(self, translated: Translated) -> ArticleBrief:
        """The record of a translated article: checked, its speakers named, its summary written if it has none yet."""
        prepared, translation, summary_translation = translated.prepared, translated.sentences, translated.summary
        document, summary = prepared.document, prepared.summary
        if summary is None:
            summary = self.summarize(document, [english for _, english in translation.pairs])
            summary_translation = self.translate(summary.sentences)  # English goes through; the rest is in the memory
        facts = say_speakers(prepared.facts, translation.pairs, self.lexicon)
        facts = render_speakers(facts, translated.persons)
        return ArticleBrief(
            document=document,
            summary=summary,
            translation=translation,
            summary_translation=summary_translation,
            findings=(
                *find_machine_translation(document),
                *find_date_doubts(document, facts),
                *check(document, summary, translation, summary_translation),
            ),
            facts=facts,
            signature=(
                *self.signature,
                ("input_sha256", document.article.source.sha256),
            ),
        )

    @property
    def summarizer_card(self) -> Card | None:
        """What is known of the model that writes the summaries, None where none does."""
        return self.summarizer.card if self.summarizer else None

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


def _load(options: Options, model: str | Model) -> Engine:
    return load_engine(
        options.engine, model=model, device=options.device, compute_type=options.compute_type, threads=options.threads
    )


def load_summarizer(options: Options) -> Engine | None:
    """The model that summarises, None for extractive summaries. ModelError if it is missing or of another kind."""
    task = _SUMMARY_TASKS[options.summary_route]
    none_installed = options.summary == "auto" and task == "summarization" and best_installed(task) is None
    if options.summary == "extractive" or none_installed:
        return None
    model = find_model(options.summary, task)
    require_task(model, task)
    return _load(options, model)
