"""The stand-in engine: no weights, no language, always the same answer. For tests and for trying the line."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from summarizer.engines.base import Card, Decoding
from summarizer.types import Generation

_MAX_TOKENS = 128


class EchoEngine:
    """Answers with the text's ASCII words, and a tag for every other: ``<7>`` is a word of seven letters."""

    card = Card(
        name="echo",
        digest=sha256(b"echo 1").hexdigest(),
        engine="echo",
        max_input_tokens=_MAX_TOKENS,
        max_output_tokens=_MAX_TOKENS,
        licence="Apache-2.0",
        caution="No model was used: this is the echo stand-in, which tests the line and translates nothing.",
    )

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        """The words of each text, every one that is not ASCII replaced by its length."""
        return [self._echo(text, decoding.max_output_tokens or _MAX_TOKENS) for text in texts]

    def propose(self, texts: Sequence[str], decoding: Decoding) -> list[tuple[Generation, ...]]:
        """The same: an echo has no second thoughts."""
        return [(said,) for said in self.generate(texts, decoding)]

    def count_tokens(self, text: str) -> int:
        """The number of words."""
        return len(text.split())

    def close(self) -> None:
        """Nothing to free."""

    @staticmethod
    def _echo(text: str, limit: int) -> Generation:
        words = text.split()
        said = [word if word.isascii() else f"<{len(word)}>" for word in words][:limit]
        return Generation(
            text=" ".join(said),
            score=0.0,
            input_tokens=len(words),
            output_tokens=len(said),
            stopped="end" if len(words) <= limit else "length",
        )
