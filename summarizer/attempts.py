"""The English of a batch of sentences, and what is tried until it keeps their numbers and names.

  1. cut what is over the model's limit at clause boundaries, and translate all pieces of all sentences as one batch;
  2. cut a piece that the model left unfinished in two, decode one that loops again with n-gram blocking;
  3. of what the model proposes for each piece, take what is truest in numbers, countries, names, the likeliest first;
  4. where what was put in as English is lost all the same, translate the sentence with its Arabic instead;
  5. where a country is named that the source does not name, put in what its peoples are called as English too;
  6. where a number is lost, put nothing in but the user's names;
  7. where a number, or a name of the user's glossary, is lost even then, search once more with a wider beam.

No later attempt stands that loses more than the one before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from summarizer.agreement import find_unmatched
from summarizer.countries import find_countries_arabic, find_countries_english
from summarizer.engines.base import Decoding, Engine, make_search
from summarizer.lexicon import Lexicon
from summarizer.normalize import has_arabic
from summarizer.numerals import Number
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.numerals_english import find_numbers_english
from summarizer.pieces import fit
from summarizer.repetition import find_loop
from summarizer.substitute import ORIGINS, Swap, apply_swaps, find_swaps, is_honoured
from summarizer.types import Generation

_HYPOTHESES = 4  # of each piece: as many as the beam of the embedded model has, so they cost no search
# Times the beam, for the sentences that lose a number or a name of the user's. With twice the beam 3 of 190 names of
# news_dev and one number in a hundred of the seeds more are lost, for a twentieth of the time.
_WIDER = 3
_BLOCKED_NGRAM = 3  # tokens; a loop of whole phrases cannot survive it, names of two tokens may still come twice
_NOTES = {
    "split.long": "This sentence was too long for the model; it was translated in {parts} parts.",
    "translate.retried": "The first translation {fault}; this is a second attempt.",
    "translate.unfinished": "The model did not finish this sentence, not even in parts. The Arabic is shown instead.",
    "translate.empty": "The model gave no translation of this or of a part of it. The Arabic is shown instead.",
}

# Numbers lost or added, countries added, names that were put in and did not come out; the former weigh more.
Losses = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class Order:
    """A normalised text, and the names that are to be in its English; ``text`` is what the engine reads first.

    ``copies``: whether the engine's model copies Latin letters. For any other nothing is put in, and of the lexicon
    only the user's own entries count.
    """

    source: str
    lexicon: Lexicon | None
    copies: bool

    @cached_property
    def swaps(self) -> tuple[Swap, ...]:
        """What of the text is to be English."""
        swaps = find_swaps(self.source, self.lexicon) if self.lexicon else ()
        return swaps if self.copies else tuple(swap for swap in swaps if swap.origin == "glossary")

    @cached_property
    def text(self) -> str:
        """The text with the English of its swaps, for a model that copies."""
        return self.without(())

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers of the text."""
        return find_numbers_arabic(self.source)

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries of the text: some Arabic has "[in Russia]"."""
        return find_countries_arabic(self.source) | find_countries_english(self.source).keys()

    @cached_property
    def with_demonyms(self) -> str:
        """The text with "Kazakh" and the like in English besides: where no country is mistaken it only does harm."""
        swaps = find_swaps(self.source, self.lexicon, origins=ORIGINS) if self.lexicon and self.copies else ()
        return apply_swaps(self.source, swaps)

    @property
    def with_glossary(self) -> str:
        """The text with nothing in English but the user's own names."""
        return self.without([swap for swap in self.swaps if swap.origin != "glossary"])

    def without(self, left_out: Sequence[Swap]) -> str:
        """The text for the engine with these names in Arabic; all of them for a model that does not copy."""
        return apply_swaps(self.source, [s for s in self.swaps if s not in left_out]) if self.copies else self.source

    def broken(self, english: str | None) -> tuple[Swap, ...]:
        """What should be in ``english`` and is not."""
        return tuple(swap for swap in self.swaps if not is_honoured(swap, english or ""))

    def losses(self, english: str) -> Losses:
        """What ``english`` says otherwise than the text."""
        given = find_numbers_english(english)
        changed = len(find_unmatched(self.numbers, given)) + len(find_unmatched(given, self.numbers))
        added = len(find_countries_english(english).keys() - self.countries)
        return changed, added, len(self.broken(english)) if self.copies else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a text: its English (None if unusable), the engine's word on it, (code, message) of each doubt."""

    english: str | None
    generation: Generation | None
    doubts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """One piece of a text, and what the model proposes for it, the likeliest first: only what is sound, if any is."""

    piece: str
    proposed: tuple[Generation, ...]
    retried: str = ""
    parts: int = 1

    @property
    def fault(self) -> str:
        """The code of what makes it unusable, empty if nothing does."""
        return _find_fault(self.piece, self.proposed[0])


def translate_orders(orders: Sequence[Order], engine: Engine, decoding: Decoding) -> list[Outcome]:
    """The outcome of each order, in order. EngineError."""
    usual = replace(decoding, hypotheses=_HYPOTHESES)
    beam = _WIDER * make_search(decoding, engine.card).beam_size
    wider = replace(decoding, beam_size=beam, hypotheses=beam)
    outcomes = _attempt(orders, [order.text for order in orders], engine, usual)
    # Most lose nothing, and are not looked at again.
    rows = [(i, order) for i, order in enumerate(orders) if any(_count(order, outcomes[i]))]
    for lost, write, suffices in _REWRITINGS:
        wanted = [(i, order) for i, order in rows if order.copies and _count(order, outcomes[i])[lost]]
        texts = {i: text for i, order in wanted if (text := write(order, outcomes[i])) != order.text}
        outcomes = _improve(orders, outcomes, _Attempt(texts=texts, decoding=usual, suffices=suffices), engine)
    texts = {i: order.text for i, order in rows if _is_wanting(order, outcomes[i])}
    return _improve(orders, outcomes, _Attempt(texts=texts, decoding=wider), engine)


# Where this kind of ``Losses`` is left, what the engine reads instead; whether its outcome stands if it loses as much.
_REWRITINGS: tuple[tuple[int, Callable[[Order, Outcome], str], bool], ...] = (
    (2, lambda order, outcome: order.without(order.broken(outcome.english)), True),
    (1, lambda order, outcome: order.with_demonyms, False),
    (0, lambda order, outcome: order.with_glossary, False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    """What the engine is to read for some of the orders, by their index.

    ``suffices``: its outcome stands even if it loses as much as the one before, not only if it loses less.
    """

    texts: Mapping[int, str]
    decoding: Decoding
    suffices: bool = False


def _improve(orders: Sequence[Order], outcomes: Sequence[Outcome], attempt: _Attempt, engine: Engine) -> list[Outcome]:
    """The outcomes, those of ``attempt`` in place of the ones that lose more."""
    asked = [orders[i] for i in attempt.texts]
    better = list(outcomes)
    for i, new in zip(
        attempt.texts, _attempt(asked, list(attempt.texts.values()), engine, attempt.decoding), strict=True
    ):
        before, after = _count(orders[i], outcomes[i]), _count(orders[i], new)
        if new.english is not None and (after < before or (attempt.suffices and after == before)):
            better[i] = new
    return better


def _count(order: Order, outcome: Outcome) -> Losses:
    return order.losses(outcome.english or "")


def _is_wanting(order: Order, outcome: Outcome) -> bool:
    """Whether a number is lost, or a name that the user asked for."""
    numbers, _, names = _count(order, outcome)
    return numbers > 0 or (names > 0 and any(swap.origin == "glossary" for swap in order.broken(outcome.english)))


def _attempt(orders: Sequence[Order], texts: Sequence[str], engine: Engine, decoding: Decoding) -> list[Outcome]:
    """The outcome of each order if the engine reads these texts for them."""
    pieces = [fit(text, engine.count_tokens, engine.card.max_input_tokens) for text in texts]
    drafts = _draft([piece.strip() for group in pieces for piece in group], engine, decoding)
    done = iter(_retry_loops(_retry_unfinished(drafts, engine, decoding), engine, decoding))
    return [_choose(order, [next(done) for _ in group]) for order, group in zip(orders, pieces, strict=True)]


def _draft(pieces: Sequence[str], engine: Engine, decoding: Decoding) -> list[_Draft]:
    proposals = engine.propose(pieces, decoding) if pieces else []
    return [_make_draft(piece, proposed) for piece, proposed in zip(pieces, proposals, strict=True)]


def _make_draft(piece: str, proposed: tuple[Generation, ...], *, retried: str = "", parts: int = 1) -> _Draft:
    sound = tuple(g for g in proposed if not _find_fault(piece, g) and not find_loop(g.text, piece))
    return _Draft(piece=piece, proposed=sound or proposed[:1], retried=retried, parts=parts)


def _find_fault(piece: str, generation: Generation) -> str:
    if generation.stopped == "length":
        return "translate.unfinished"
    return "translate.empty" if has_arabic(piece) and not _has_words(generation.text) else ""


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _retry_unfinished(drafts: list[_Draft], engine: Engine, decoding: Decoding) -> list[_Draft]:
    """Every unfinished piece cut in two and translated again; kept if both halves come to their end."""
    open_at = [i for i, d in enumerate(drafts) if d.proposed[0].stopped == "length" and " " in d.piece]
    halves = [fit(drafts[i].piece, engine.count_tokens, _half(drafts[i].piece, engine)) for i in open_at]
    again = iter(_draft([half.strip() for group in halves for half in group], engine, decoding))
    done = list(drafts)
    for i, group in zip(open_at, halves, strict=True):
        parts = [next(again) for _ in group]
        if not any(part.fault for part in parts):
            joined = _join([part.proposed[0] for part in parts])
            done[i] = _make_draft(drafts[i].piece, (joined,), retried="stopped half-way", parts=len(parts))
    return done


def _half(piece: str, engine: Engine) -> int:
    # fit plans its pieces below the limit, so a limit of one half would give three of them.
    return max(1, engine.count_tokens(piece) * 6 // 10 + 1)


def _retry_loops(drafts: list[_Draft], engine: Engine, decoding: Decoding) -> list[_Draft]:
    """Every looping piece decoded once more with n-gram blocking; kept if it came to its end without a loop."""
    looping = [i for i, draft in enumerate(drafts) if find_loop(draft.proposed[0].text, draft.piece)]
    blocked = replace(decoding, no_repeat_ngram=_BLOCKED_NGRAM)
    done = list(drafts)
    for i, second in zip(looping, _draft([drafts[i].piece for i in looping], engine, blocked), strict=True):
        if not second.fault and not find_loop(second.proposed[0].text, second.piece):
            done[i] = replace(second, retried="repeated itself", parts=drafts[i].parts)
    return done


def _choose(order: Order, drafts: Sequence[_Draft]) -> Outcome:
    """The drafts as one, with that proposal of each piece which leaves fewest losses in the whole."""
    chosen = [draft.proposed[0] for draft in drafts]
    lost = order.losses(_join(chosen).text)
    for i, draft in enumerate(drafts):
        for other in draft.proposed[1:] if any(lost) else ():
            tried = [*chosen[:i], other, *chosen[i + 1 :]]
            if (left := order.losses(_join(tried).text)) < lost:
                chosen, lost = tried, left
    return _finish(drafts, _join(chosen))


def _finish(drafts: Sequence[_Draft], generation: Generation) -> Outcome:
    doubts = [_note("translate.retried", fault=draft.retried) for draft in drafts if draft.retried][:1]
    parts = sum(draft.parts for draft in drafts)
    if parts > 1:
        doubts.append(_note("split.long", parts=parts))
    fault = next((draft.fault for draft in drafts if draft.fault), "")  # a sentence with a hole is no translation
    if fault:
        doubts.append(_note(fault))
    return Outcome(english=None if fault else generation.text, generation=generation, doubts=tuple(doubts))


def _note(code: str, **values: object) -> tuple[str, str]:
    return code, _NOTES[code].format(**values)


def _join(parts: Iterable[Generation]) -> Generation:
    """The parts as one: texts with a space between, scores weighted by length, unfinished if any part is."""
    parts = tuple(parts)
    tokens = sum(part.output_tokens for part in parts)
    total = sum(part.score * max(part.output_tokens, 1) for part in parts)
    return Generation(
        text=" ".join(part.text for part in parts if part.text),
        score=total / max(tokens, 1),
        input_tokens=sum(part.input_tokens for part in parts),
        output_tokens=tokens,
        stopped="end" if all(part.stopped == "end" for part in parts) else "length",
    )
