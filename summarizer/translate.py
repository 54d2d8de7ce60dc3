"""English for every text, one to one: nothing is cut, and what could not be translated says so.

For each text that the memory does not know:
  1. normalise it for the model, put the English of names, terms and large numbers in if the model copies Latin
     letters, and cut it at clause boundaries if it is over the model's limit;
  2. translate all pieces of all texts as one batch;
  3. a piece that the model left unfinished is cut in two and tried again, one that loops is decoded again with
     n-gram blocking and the better of the two is kept;
  4. join the pieces; where a name that was put in did not come out, translate the text without it;
  5. remember the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from summarizer.engines.base import Decoding, Engine
from summarizer.findings import FINDINGS, make_finding
from summarizer.lexicon import Lexicon
from summarizer.normalize import has_arabic, normalize
from summarizer.pieces import fit
from summarizer.repetition import find_loop
from summarizer.store import TranslationMemory, memory_key
from summarizer.substitute import Swap, apply_swaps, find_swaps, is_honoured
from summarizer.types import Finding, Generation, Translation

Progress = Callable[[int], None]

_BATCH_TEXTS = 128  # texts between two reports of progress and two commits to the memory
_BLOCKED_NGRAM = 3  # tokens; a loop of whole phrases cannot survive it, names of two tokens may still come twice
_RULES = "3"  # of this module; part of the memory's key, raised when the steps above change
_NOTES = {
    "split.long": "This sentence was too long for the model; it was translated in {parts} parts.",
    "translate.retried": "The first translation {fault}; this is a second attempt.",
    "translate.unfinished": "The model did not finish this sentence, not even in parts. The Arabic is shown instead.",
    "translate.empty": "The model gave no translation of this or of a part of it. The Arabic is shown instead.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What became of a text: its English (None if unusable), the engine's word on it, (code, message) of each doubt."""

    english: str | None
    generation: Generation | None
    doubts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """A normalised text, and what of it is to be English; ``text`` is what the engine reads first."""

    source: str
    swaps: tuple[Swap, ...]
    copies: bool

    @property
    def text(self) -> str:
        return self.without(())

    def without(self, left_out: Sequence[Swap]) -> str:
        """The text for the engine with these names in Arabic; all of them for a model that does not copy."""
        return apply_swaps(self.source, [s for s in self.swaps if s not in left_out]) if self.copies else self.source

    def broken(self, english: str | None) -> tuple[Swap, ...]:
        """What should be in ``english`` and is not."""
        return tuple(swap for swap in self.swaps if not is_honoured(swap, english or ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """One piece of a text, and the generation that stands for it so far."""

    piece: str
    generation: Generation
    retried: str = ""
    parts: int = 1

    @property
    def fault(self) -> str:
        """The code of what makes it unusable, empty if nothing does."""
        if self.generation.stopped == "length":
            return "translate.unfinished"
        return "translate.empty" if has_arabic(self.piece) and not _has_words(self.generation.text) else ""


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
    orders = [_order(normalize(text).text, lexicon, engine.card.copies_latin) for text in texts]
    keys = [memory_key(_RULES, repr(engine.card), repr(decoding), order.source, order.text) for order in orders]
    outcomes = {key: _outcome(record) for key, record in memory.lookup(keys).items() if _is_known(record)}
    outcomes |= {k: _as_it_is(order.text) for k, order in zip(keys, orders, strict=True) if not has_arabic(order.text)}
    report(sum(key in outcomes for key in keys))
    missing = {key: order for key, order in zip(keys, orders, strict=True) if key not in outcomes}
    queue = sorted(missing, key=lambda key: len(missing[key].text))  # like lengths together: little is padded
    for start in range(0, len(queue), _BATCH_TEXTS):
        part = queue[start : start + _BATCH_TEXTS]
        fresh = dict(zip(part, _fill_orders([missing[key] for key in part], engine, decoding), strict=True))
        memory.remember({key: asdict(outcome) for key, outcome in fresh.items()})
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


def _order(source: str, lexicon: Lexicon | None, copies: bool) -> _Order:
    swaps = find_swaps(source, lexicon) if lexicon else ()
    if not copies:
        swaps = tuple(swap for swap in swaps if swap.origin == "glossary")
    return _Order(source=source, swaps=swaps, copies=copies)


def _fill_orders(orders: Sequence[_Order], engine: Engine, decoding: Decoding) -> list[_Outcome]:
    """The outcome of each order; where the model lost what was put in, that of the text with its Arabic instead."""
    outcomes = _translate_batch([order.text for order in orders], engine, decoding)
    broken = [order.broken(outcome.english) for order, outcome in zip(orders, outcomes, strict=True)]
    again = [i for i, order in enumerate(orders) if order.copies and broken[i]]
    second = _translate_batch([orders[i].without(broken[i]) for i in again], engine, decoding) if again else []
    for i, outcome in zip(again, second, strict=True):
        if outcome.english is not None:
            outcomes[i] = outcome
    return outcomes


def _translate_batch(sources: Sequence[str], engine: Engine, decoding: Decoding) -> list[_Outcome]:
    limit = engine.card.max_input_tokens
    pieces = [fit(source, engine.count_tokens, limit) for source in sources]
    flat = [piece.strip() for group in pieces for piece in group]
    drafts = _retry_loops(_retry_unfinished(_draft(flat, engine, decoding), engine, decoding), engine, decoding)
    outcomes, at = [], 0
    for group in pieces:
        outcomes.append(_join(drafts[at : at + len(group)]))
        at += len(group)
    return outcomes


def _draft(pieces: Sequence[str], engine: Engine, decoding: Decoding) -> list[_Draft]:
    generations = engine.generate(pieces, decoding)
    return [_Draft(piece=piece, generation=g) for piece, g in zip(pieces, generations, strict=True)]


def _retry_unfinished(drafts: list[_Draft], engine: Engine, decoding: Decoding) -> list[_Draft]:
    """Every unfinished piece cut in two and translated again; kept if both halves come to their end."""
    open_at = [i for i, d in enumerate(drafts) if d.generation.stopped == "length" and " " in d.piece]
    halves = [fit(drafts[i].piece, engine.count_tokens, _half(drafts[i].piece, engine)) for i in open_at]
    again = iter(engine.generate([half.strip() for group in halves for half in group], decoding) if open_at else [])
    done = list(drafts)
    for i, group in zip(open_at, halves, strict=True):
        parts = [_Draft(piece=half, generation=next(again)) for half in group]
        if not any(part.fault for part in parts):
            joined = _join_generations([part.generation for part in parts])
            done[i] = _Draft(piece=drafts[i].piece, generation=joined, retried="stopped half-way", parts=len(parts))
    return done


def _half(piece: str, engine: Engine) -> int:
    # fit plans its pieces below the limit, so a limit of one half would give three of them.
    return max(1, engine.count_tokens(piece) * 6 // 10 + 1)


def _retry_loops(drafts: list[_Draft], engine: Engine, decoding: Decoding) -> list[_Draft]:
    """Every looping piece decoded once more with n-gram blocking; kept if it came to its end without a loop."""
    looping = [i for i, draft in enumerate(drafts) if find_loop(draft.generation.text, draft.piece)]
    if not looping:
        return drafts
    blocked = Decoding(
        beam_size=decoding.beam_size, max_output_tokens=decoding.max_output_tokens, no_repeat_ngram=_BLOCKED_NGRAM
    )
    done = list(drafts)
    for i, second in zip(looping, engine.generate([drafts[i].piece for i in looping], blocked), strict=True):
        if second.stopped == "end" and second.text and not find_loop(second.text, drafts[i].piece):
            done[i] = _Draft(piece=drafts[i].piece, generation=second, retried="repeated itself", parts=drafts[i].parts)
    return done


def _join(drafts: Sequence[_Draft]) -> _Outcome:
    generation = _join_generations([draft.generation for draft in drafts])
    doubts = [
        ("translate.retried", _NOTES["translate.retried"].format(fault=draft.retried))
        for draft in drafts
        if draft.retried
    ][:1]
    parts = sum(draft.parts for draft in drafts)
    if parts > 1:
        doubts.append(("split.long", _NOTES["split.long"].format(parts=parts)))
    fault = next((draft.fault for draft in drafts if draft.fault), "")  # a sentence with a hole is no translation
    if fault:
        doubts.append((fault, _NOTES[fault]))
    return _Outcome(english=None if fault else generation.text, generation=generation, doubts=tuple(doubts))


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _join_generations(parts: Sequence[Generation]) -> Generation:
    """The parts as one: texts with a space between, scores weighted by length, unfinished if any part is."""
    tokens = sum(part.output_tokens for part in parts)
    total = sum(part.score * max(part.output_tokens, 1) for part in parts)
    return Generation(
        text=" ".join(part.text for part in parts if part.text),
        score=total / max(tokens, 1),
        input_tokens=sum(part.input_tokens for part in parts),
        output_tokens=tokens,
        stopped="end" if all(part.stopped == "end" for part in parts) else "length",
    )


def _as_it_is(source: str) -> _Outcome:
    return _Outcome(english=source, generation=None)


def _is_known(record: dict[str, object]) -> bool:
    """Whether a record of the memory is one that this version could have written; any other is made anew."""
    if record.keys() != {"english", "generation", "doubts"} or not isinstance(record["doubts"], list):
        return False
    return all(code in FINDINGS for code, _ in record["doubts"])


def _outcome(record: dict[str, object]) -> _Outcome:
    """A record of the memory as the outcome it was."""
    generation = record["generation"]
    return _Outcome(
        english=record["english"],  # type: ignore[arg-type]
        generation=Generation(**generation) if isinstance(generation, dict) else None,
        doubts=tuple((code, message) for code, message in record["doubts"]),  # type: ignore[attr-defined]
    )


def _assemble(texts: Sequence[str], orders: Sequence[_Order], outcomes: Sequence[_Outcome], model: str) -> Translation:
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


def _name_doubts(order: _Order, outcome: _Outcome) -> Iterator[tuple[str, str]]:
    """(code, message) for each name of the user's glossary that the translation does not have as given."""
    for swap in order.broken(outcome.english) if outcome.english else ():
        if swap.origin == "glossary":
            yield "name.not_honoured", f"The glossary has “{swap.english}” for {swap.arabic}; the translation does not."
