"""CTranslate2: the default engine, with int8 weights eight times as fast as transformers (benchmarks/engines.py)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from summarizer.catalogue import Model, converted_folder
from summarizer.engines.base import Decoding, make_card, require_fit
from summarizer.engines.tokenizer import END, MarianTokenizer
from summarizer.errors import EngineError
from summarizer.types import Generation

# Tokens in one batch: 256 takes a third more time, 4,096 a tenth less but more memory (benchmarks/engines.py).
_BATCH_TOKENS = 1024


class Ct2Engine:
    """A Marian model in CTranslate2."""

    def __init__(self, model: Model, *, compute_type: str = "int8", threads: int = 0) -> None:
        """Load ``model``, converting it first if this machine has not done so yet.

        ``compute_type``: int8 or float32. ``threads``: batches that run side by side, one thread each; 0: one per core.
        ModelError if the model is damaged or cannot be converted.
        """
        import ctranslate2

        folder = converted_folder(model, compute_type)
        self._tokenizer = MarianTokenizer(model.folder)
        # Two workers of one thread each beat one worker with two threads throughout (benchmarks/engines.py).
        self._translator = _load(ctranslate2, folder, compute_type, threads or _cores())
        self.card = make_card(model, f"ctranslate2 {ctranslate2.__version__} {compute_type}")

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        """One generation for each text, in order. EngineError if a text is too long or CTranslate2 fails."""
        sources = [self._tokenizer.encode(text) for text in texts]
        for text, source in zip(texts, sources, strict=True):
            require_fit(text, len(source) - 1, self.card)
        limit = decoding.max_output_tokens or self.card.max_output_tokens
        try:
            results = self._translator.translate_batch(
                sources,
                max_batch_size=_BATCH_TOKENS,
                batch_type="tokens",
                beam_size=decoding.beam_size,
                no_repeat_ngram_size=decoding.no_repeat_ngram,
                max_input_length=0,  # the default cuts at 1,024 without a word; require_fit has spoken already
                max_decoding_length=limit + 1,  # the end mark counts
                length_penalty=1,
                disable_unk=True,
                return_scores=True,
                return_end_token=True,
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"CTranslate2 failed: {error}", code="engine.failed", source=self.card.name) from error
        return [self._generation(s, r) for s, r in zip(sources, results, strict=True)]

    def count_tokens(self, text: str) -> int:
        """The number of source pieces, without the end mark."""
        return len(self._tokenizer.encode(text)) - 1

    def close(self) -> None:
        """Free the model's memory."""
        self._translator.unload_model()

    def _generation(self, source: list[str], result: Any) -> Generation:
        pieces, score = result.hypotheses[0], result.scores[0]
        ended = bool(pieces) and pieces[-1] == END
        return Generation(
            text=self._tokenizer.decode(pieces),
            score=float(score),
            input_tokens=len(source) - 1,
            output_tokens=len(pieces) - ended,
            stopped="end" if ended else "length",
        )


def _load(ctranslate2: Any, folder: Path, compute_type: str, workers: int) -> Any:
    try:
        return ctranslate2.Translator(
            str(folder), device="cpu", compute_type=compute_type, inter_threads=workers, intra_threads=1
        )
    except (RuntimeError, ValueError) as error:
        raise EngineError(f"CTranslate2 cannot load it: {error}", code="engine.failed", source=str(folder)) from error


def _cores() -> int:
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
