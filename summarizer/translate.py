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
from itertools import pairwise

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

# Tokens of sources between two reports of progress and two commits to the memory: at most (some 130 sentences), and at
# least, where little is left and would else be one thread's work (a single article; the end of a window).
_BATCH_TOKENS, _LEAST_TOKENS = 4096, 512
# Batches in hand: while the last sentences of one, and its second attempts, leave a processor idle, the next one has it
# (docs/performance.md).
_AT_ONCE = 2
_FIRST, _BLOCK = 64, 512  # texts in which names are sought at a time; the model waits for the first ones
RULES = "7"  # of this module and ``attempts``; part of the memory's key, raised when what they do changes


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
    work = _Work(texts, engine, memory, decoding, lexicon)

    def translate_batch(batch: Mapping[str, Order]) -> dict[str, Outcome]:
        fresh = dict(zip(batch, translate_orders(list(batch.values()), engine, decoding), strict=True))
        memory.remember({key: asdict(outcome) for key, outcome in fresh.items()})
        return fresh

    with closing(work_ahead(translate_batch, work.batches(report), threads=_AT_ONCE)) as done:
        for fresh in done:
            work.outcomes |= fresh
            report(sum(key in fresh for key in work.keys))
    return _assemble(texts, work.orders, [work.outcomes[key] for key in work.keys], engine.card.name)


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


class _Work:
    """The texts of one call: an order and a key of the memory for each, and what is known of the keys."""

    def __init__(
        self,
        texts: Sequence[str],
        engine: Engine,
        memory: TranslationMemory,
        decoding: Decoding,
        lexicon: Lexicon | None,
    ) -> None:
        self._texts, self._engine, self._memory, self._lexicon = texts, engine, memory, lexicon
        self._rules = RULES, repr(engine.card), repr(decoding)
        self.orders: list[Order] = []
        self.keys: list[str] = []
        self.outcomes: dict[str, Outcome] = {}
        self._asked: set[str] = set()

    def batches(self, report: Progress) -> Iterator[dict[str, Order]]:
        """What is to be translated, in batches; ``report`` hears of what is not.

        Names are sought in some texts at a time, the next ones while the model has the batches of these.
        """
        starts = (0, *range(_FIRST, len(self._texts), _BLOCK), len(self._texts))
        for start, stop in pairwise(starts):
            wanted, found = self._prepare(self._texts[start:stop])
            report(found)
            missing = {k: order for k, order in wanted.items() if k not in self._asked and k not in self.outcomes}
            self._asked |= missing.keys()
            yield from self._cut(missing, is_last=stop == len(self._texts))

    def _prepare(self, texts: Sequence[str]) -> tuple[dict[str, Order], int]:
        """The orders of some texts by their keys, and of how many texts the outcome is known."""
        copies = self._engine.card.copies_latin
        orders = [Order(source=normalize(text).text, lexicon=self._lexicon, copies=copies) for text in texts]
        keys = [memory_key(*self._rules, order.source, order.text) for order in orders]
        records = self._memory.lookup(k for k in keys if k not in self._asked and k not in self.outcomes).items()
        self.outcomes |= {key: _outcome(record) for key, record in records if _is_known(record)}
        self.outcomes |= {k: _as_it_is(o.text) for k, o in zip(keys, orders, strict=True) if not has_arabic(o.text)}
        self.outcomes |= {k: _foreign(name) for k, t in zip(keys, texts, strict=True) if (name := find_language(t))}
        self.orders += orders
        self.keys += keys
        return dict(zip(keys, orders, strict=True)), sum(key in self.outcomes for key in keys)

    def _cut(self, orders: Mapping[str, Order], *, is_last: bool) -> Iterator[dict[str, Order]]:
        """``orders`` in batches, like lengths together: little is padded.

        The longest texts first and the last batches ever smaller, so that what is left at the end, when one thread has
        nothing to do any more, is soon done.
        """
        tokens = {key: self._engine.count_tokens(order.text) for key, order in orders.items()}
        left = sum(tokens.values())
        batch: dict[str, Order] = {}
        load, most = 0, _batch_size(left) if is_last else _BATCH_TOKENS
        for key in sorted(tokens, key=lambda key: -tokens[key]):
            if batch and load + tokens[key] > most:
                yield batch
                left -= load
                batch, load, most = {}, 0, _batch_size(left) if is_last else _BATCH_TOKENS
            batch[key] = orders[key]
            load += tokens[key]
        if batch:
            yield batch


def _batch_size(left: int) -> int:
    """The tokens of the next batch, where so many are left."""
    return min(_BATCH_TOKENS, max(_LEAST_TOKENS, left // (2 * _AT_ONCE)))


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
