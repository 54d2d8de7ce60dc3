"""The seam between the stages and the libraries that run models.

An engine turns texts into texts and knows nothing of language: cutting long sentences, retrying and judging are the
stages' work, and so can be tested with the ``echo`` engine, which has no weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from summarizer.engines.conventions import find_convention
from summarizer.errors import EngineError
from summarizer.types import Generation

if TYPE_CHECKING:
    from summarizer.catalogue import Model


_BEAM_SIZE = 4  # of models without advice, the embedded one among them


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """How an engine searches for its output. None leaves the choice to what the model's makers advise.

    ``beam_size`` 1 is greedy. ``no_repeat_ngram`` n > 0 forbids any n tokens to come twice. Hypotheses are compared by
    their log-probability divided by (number of tokens) ** ``length_penalty``: 1 is the mean per token, less favours
    short ones. ``hypotheses`` are how many outputs are wanted for each text, at most as many as the beam has.
    """

    beam_size: int | None = None
    max_output_tokens: int | None = None
    min_output_tokens: int | None = None
    no_repeat_ngram: int | None = None
    length_penalty: float | None = None
    hypotheses: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A ``Decoding`` with nothing left open. Token counts leave out the end mark."""

    beam_size: int
    max_output_tokens: int
    min_output_tokens: int
    no_repeat_ngram: int
    length_penalty: float
    hypotheses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is known of a loaded model.

    ``digest`` is the sha256 over its files, ``engine`` the library, its version and the number format.
    ``max_input_tokens`` and ``max_output_tokens`` leave out the end mark. ``caution`` is one sentence that every page
    made with the model shows, empty if none is needed. ``copies_latin``: whether English words that stand in an Arabic
    source come out as they are. ``advice``: (name, value) of the search that the model's makers advise.
    ``task`` is what the model is for, "" where that is not known. ``revision`` is its commit on the hub.
    ``conventions`` are its languages, prefix, text rule and letters: with the digest they tell what a text becomes.
    """

    name: str
    digest: str
    engine: str
    max_input_tokens: int
    max_output_tokens: int
    licence: str
    caution: str = ""
    copies_latin: bool = False
    advice: tuple[tuple[str, float], ...] = ()
    architecture: str = ""
    task: str = ""
    revision: str = ""
    conventions: str = ""


class Engine(Protocol):
    """What the stages ask of an engine."""

    @property
    def card(self) -> Card:
        """What is known of the loaded model."""

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        """The best generation for each text, in the same order. EngineError if one is over ``max_input_tokens``."""

    def propose(self, texts: Sequence[str], decoding: Decoding) -> list[tuple[Generation, ...]]:
        """For each text one to ``decoding.hypotheses`` generations, the best first. EngineError as above."""

    def count_tokens(self, text: str) -> int:
        """The number of tokens that the model would read, without the end mark."""

    def close(self) -> None:
        """Free the model's memory. The engine cannot be used afterwards."""


def make_card(model: Model, engine: str) -> Card:
    """The card of ``model`` run by ``engine`` (library, version, number format)."""
    return Card(
        name=model.name,
        digest=model.digest,
        engine=engine,
        max_input_tokens=model.max_input_tokens,
        max_output_tokens=model.max_output_tokens,
        licence=model.licence,
        caution=model.caution,
        copies_latin=model.copies_latin,
        advice=model.decoding,
        architecture=model.architecture,
        task=model.task or find_convention(model.architecture).usual_task,
        revision=model.revision,
        conventions=f"{model.source_language}>{model.target_language} {model.prefix!r} {model.text_rule}"
        + " latin output" * model.latin_output,
    )


def make_search(decoding: Decoding, card: Card) -> Search:
    """``decoding`` with what it leaves open taken from the model's card, or else the plain search for it."""
    advice = dict(card.advice)

    def choose(name: str, plain: float) -> float:
        asked = getattr(decoding, name)
        return advice.get(name, plain) if asked is None else asked

    beam_size = int(choose("beam_size", _BEAM_SIZE))
    return Search(
        beam_size=beam_size,
        max_output_tokens=int(choose("max_output_tokens", card.max_output_tokens)),
        min_output_tokens=int(choose("min_output_tokens", 1)),  # to say nothing is no translation
        no_repeat_ngram=int(choose("no_repeat_ngram", 0)),
        length_penalty=choose("length_penalty", 1.0),
        hypotheses=min(decoding.hypotheses, beam_size),
    )


def require_fit(text: str, tokens: int, card: Card) -> None:
    """Refuse a text that the model would have to cut: EngineError. The stages split before they ask."""
    if tokens > card.max_input_tokens:
        raise EngineError(
            f"a text of {tokens} tokens ({text[:40]!r}...) is over the model's {card.max_input_tokens}",
            code="engine.failed",
            hint="split it first",
            source=card.name,
        )
