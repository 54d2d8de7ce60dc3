"""Engines with planted faults, for the stages' tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarizer.engines.base import Card, Decoding
from summarizer.engines.echo import EchoEngine
from summarizer.types import Generation

Answer = Callable[[str, Decoding], Generation | tuple[Generation, ...]]


def said(text: str, *, stopped: str = "end", score: float = -0.2) -> Generation:
    words = len(text.split())
    return Generation(text=text, score=score, input_tokens=5, output_tokens=words, stopped=stopped)  # type: ignore[arg-type]


class ScriptedEngine:
    """Answers by ``answer`` (the best first, if it proposes several), keeps what it was asked. A token is a word."""

    def __init__(self, answer: Answer, *, max_input_tokens: int = 128) -> None:
        self.answer, self.asked = answer, list[list[str]]()
        kept = EchoEngine.card
        self.card = Card(
            name="scripted",
            digest=kept.digest,
            engine="scripted",
            max_input_tokens=max_input_tokens,
            max_output_tokens=128,
            licence="none",
        )

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        return [proposed[0] for proposed in self.propose(texts, decoding)]

    def propose(self, texts: Sequence[str], decoding: Decoding) -> list[tuple[Generation, ...]]:
        self.asked.append(list(texts))
        assert all(self.count_tokens(text) <= self.card.max_input_tokens for text in texts)
        answers = [self.answer(text, decoding) for text in texts]
        return [answer[: decoding.hypotheses] if isinstance(answer, tuple) else (answer,) for answer in answers]

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def close(self) -> None:
        pass
