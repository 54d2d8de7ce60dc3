"""English for every text, one to one: nothing is cut, and what could not be translated says so.

For each text that the memory does not know:
  1. normalise it for the model, and put the English of names, terms and large numbers in if the model copies Latin
     letters;
  2. translate the texts of a batch, with second attempts where they are needed (``attempts``);
  3. remember the results of the batch: a run that is killed loses no more than one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict

from summarizer.attempts import Order, Outcome, translate_orders
from summarizer.engines.base import Decoding, Engine
from summarizer.findings import FINDINGS, make_finding
from summarizer.language import find_language
from summarizer.lexicon import Lexicon
from summarizer.memory import TranslationMemory, memory_key
from summarizer.normalize import has_arabic, normalize
from summarizer.types import Finding, Generation, Translation
from summarizer.workers import work_ahead

Progress = Callable[[int], None]

_BATCH_TOKENS = 4096  # of sources between two reports of progress and two commits to the memory: some 130 sentences
# Batches in hand: while the last sentences of one, and its second attempts, leave a processor idle, the next one has it
# (docs/performance.md).
_AT_ONCE = 2
RULES = "6"  # of this module and ``attempts``; part of the memory's key, raised when what they do changes


def translate(
    texts: Sequence[str],
    *,
    engine: Engine,
    memory: TranslationMemory,
    decoding: Decoding | None = None,
    progress: Progress | None = None,
    lexicon: Lexicon | None = None,
) -> Translation:
    """The English of ``texts``, in order; each finding's ``where`` is the index of its text.

    ``lexicon`` is put in where the engine's card says that it copies Latin letters; of any other engine's work the
    user's own entries are only checked. ``progress`` is called with the number of texts done since the last call.
    EngineError if the engine fails; what was finished before is in the memory then.
    """
    decoding, report = decoding or Decoding(), progress or (lambda done: None)
    copies = engine.card.copies_latin
    orders = [Order(source=normalize(text).text, lexicon=lexicon, copies=copies) for text in texts]
    keys = [memory_key(RULES, repr(engine.card), repr(decoding), order.source, order.text) for order in orders]
    outcomes = {key: _outcome(record) for key, record in memory.lookup(keys).items() if _is_known(record)}
    outcomes |= {k: _as_it_is(order.text) for k, order in zip(keys, orders, strict=True) if not has_arabic(order.text)}
    outcomes |= {k: _foreign(name) for k, text in zip(keys, texts, strict=True) if (name := find_language(text))}
    report(sum(key in outcomes for key in keys))
    missing = {key: order for key, order in zip(keys, orders, strict=True) if key not in outcomes}

    def translate_part(part: Sequence[str]) -> dict[str, Outcome]:
        fresh = dict(zip(part, translate_orders([missing[key] for key in part], engine, decoding), strict=True))
        memory.remember({key: asdict(outcome) for key, outcome in fresh.items()})
        return fresh

    with closing(work_ahead(translate_part, _make_batches(missing, engine), threads=_AT_ONCE)) as parts:
        for fresh in parts:
            outcomes |= fresh
            report(sum(key in fresh for key in keys))
    return _assemble(texts, orders, [outcomes[key] for key in keys], engine.card.name)


def select(translation: Translation, start: int, stop: int) -> Translation:
    """The part of ``translation`` for the texts from ``start`` to ``stop``, its findings counted from 0 again."""
    findings = [f for f in translation.findings if f.where is not None and start <= f.where < stop]
    return Translation(
        pairs=translation.pairs[start:stop],
        generations=translation.generations[start:stop],
        model=translation.model,
        findings=tuple(
            Finding(code=f.code, severity=f.severity, message=f.message, where=(f.where or 0) - start) for f in findings
        ),
    )


def _make_batches(orders: Mapping[str, Order], engine: Engine) -> Iterator[list[str]]:
    """The keys of ``orders`` in batches of ``_BATCH_TOKENS``, like lengths together: little is padded.

    The longest first, so that what is left at the end, when one thread has nothing to do any more, is soon done.
    """
    tokens = {key: engine.count_tokens(order.text) for key, order in orders.items()}
    part: list[str] = []
    load = 0
    for key in sorted(tokens, key=lambda key: -tokens[key]):
        if part and load + tokens[key] > _BATCH_TOKENS:
            yield part
            part, load = [], 0
        part.append(key)
        load += tokens[key]
    if part:
        yield part


def _as_it_is(source: str) -> Outcome:
    return Outcome(english=source, generation=None)


def _foreign(language: str) -> Outcome:
    said = f"This sentence is in {language}; it was not translated, and is shown as it is."
    return Outcome(english=None, generation=None, doubts=(("language.other", said),))


def _is_known(record: dict[str, object]) -> bool:
    """Whether a record of the memory is one that this version could have written; any other is made anew."""
    if record.keys() != {"english", "generation", "doubts"} or not isinstance(record["doubts"], list):
        return False
    return all(code in FINDINGS for code, _ in record["doubts"])


def _outcome(record: dict[str, object]) -> Outcome:
    """A record of the memory as the outcome it was."""
    generation = record["generation"]
    return Outcome(
        english=record["english"],  # type: ignore[arg-type]
        generation=Generation(**generation) if isinstance(generation, dict) else None,
        doubts=tuple((code, message) for code, message in record["doubts"]),  # type: ignore[attr-defined]
    )


def _assemble(texts: Sequence[str], orders: Sequence[Order], outcomes: Sequence[Outcome], model: str) -> Translation:
    return Translation(
        pairs=tuple((text, outcome.english) for text, outcome in zip(texts, outcomes, strict=True)),
        generations=tuple(outcome.generation for outcome in outcomes),
        model=model,
        findings=tuple(
            make_finding(code, message, where=i)
            for i, outcome in enumerate(outcomes)
            for code, message in (*outcome.doubts, *_name_doubts(orders[i], outcome))
        ),
    )


def _name_doubts(order: Order, outcome: Outcome) -> Iterator[tuple[str, str]]:
    """(code, message) for each name of the user's glossary that the translation does not have as given."""
    for swap in order.broken(outcome.english) if outcome.english else ():
        if swap.origin == "glossary":
            yield "name.not_honoured", f"The glossary has “{swap.english}” for {swap.arabic}; the translation does not."
