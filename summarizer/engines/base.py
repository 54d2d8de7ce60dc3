"""The seam between the stages and the libraries that run models.

An engine turns texts into texts and knows nothing of language: cutting long sentences, retrying and judging are the
stages' work, and so can be tested with the ``echo`` engine, which has no weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from summarizer.errors import EngineError
from summarizer.types import Generation

if TYPE_CHECKING:
    from summarizer.catalogue import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """How an engine searches for its output.

    ``beam_size`` 1 is greedy. ``max_output_tokens`` None means the model's own limit. ``no_repeat_ngram`` n > 0 forbids
    any n tokens to come twice. Hypotheses are compared by mean log-probability per token.
    """

    beam_size: int = 4
    max_output_tokens: int | None = None
    no_repeat_ngram: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is known of a loaded model.

    ``digest`` is the sha256 over its files, ``engine`` the library, its version and the number format.
    ``max_input_tokens`` and ``max_output_tokens`` leave out the end mark. ``caution`` is one sentence that every page
    made with the model shows, empty if none is needed.
    """

    name: str
    digest: str
    engine: str
    max_input_tokens: int
    max_output_tokens: int
    licence: str
    caution: str = ""


class Engine(Protocol):
    """What the stages ask of an engine."""

    @property
    def card(self) -> Card:
        """What is known of the loaded model."""

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        """One generation for each text, in the same order. EngineError if a text is over ``max_input_tokens``."""

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
