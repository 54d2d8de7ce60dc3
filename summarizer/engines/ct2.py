"""CTranslate2: the default engine, with int8 weights many times as fast as transformers (benchmarks/peers.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from summarizer.catalogue import Model
from summarizer.conversion import CONVERSION, MAP, converted_folder
from summarizer.engines.base import Decoding, Search, make_card, make_search, require_fit
from summarizer.engines.batches import make_batches
from summarizer.engines.conventions import END, PAD, find_convention
from summarizer.engines.tokenizer import Tokenizer
from summarizer.errors import EngineError
from summarizer.hardware import (
    choose_compute_type,
    choose_device,
    count_cores,
    ct2_need,
    free_memory,
    require_memory,
)
from summarizer.types import Generation

# What "auto" computes in, best first. CTranslate2 has no 16-bit formats on processors; weights that overflow float16
# are for bfloat16 (older GPUs have none, and get float32).
_WANTED = {
    ("cpu", "float16"): ("int8",),
    ("cpu", "bfloat16"): ("int8",),
    ("cuda", "float16"): ("int8_float16", "int8"),
    ("cuda", "bfloat16"): ("int8_bfloat16", "bfloat16"),
}


class Ct2Engine:
    """A model of any architecture in CTranslate2."""

    def __init__(self, model: Model, *, device: str = "auto", compute_type: str = "auto", threads: int = 0) -> None:
        """Load ``model``, converting it first if this machine has not done so yet.

        ``device``: auto, cpu or cuda. ``compute_type``: auto, or a number format of ``hardware.COMPUTE_TYPES``.
        ``threads``: batches that run side by side, one thread each; 0: one per core. ModelError if the model is
        damaged, does not fit into memory or cannot be converted; OptionsError for what this machine cannot do.
        """
        import ctranslate2

        self._convention = find_convention(model.architecture)
        device = choose_device(device, has_cuda=ctranslate2.get_cuda_device_count() > 0)
        compute_type = choose_compute_type(
            compute_type,
            _WANTED[device, self._convention.half],
            ctranslate2.get_supported_compute_types(device),
        )
        folder = converted_folder(model, compute_type)
        self._tokenizer = Tokenizer(model)
        self._has_map = model.latin_output and (folder / MAP).exists()  # not by a map that came with the model
        _require_memory(model, folder, device, compute_type)
        # Two workers of one thread each beat one worker with two threads throughout (benchmarks/engines.py).
        workers = (threads or count_cores()) if device == "cpu" else 1
        self._translator = _load(ctranslate2, folder, device, compute_type, workers)
        said = f"ctranslate2 {ctranslate2.__version__} {compute_type}"
        said += f" conversion {CONVERSION}" if folder != model.folder else ""
        self.card = make_card(model, said + (f" {device}" if device != "cpu" else ""))

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        """The best generation for each text, in order. EngineError if a text is too long or CTranslate2 fails."""
        return [proposed[0] for proposed in self.propose(texts, replace(decoding, hypotheses=1))]

    def propose(self, texts: Sequence[str], decoding: Decoding) -> list[tuple[Generation, ...]]:
        """For each text the best generations, in order; on a processor the same whatever texts stand beside it.

        EngineError as above.
        """
        sources = [self._tokenizer.encode(text) for text in texts]
        counts = [len(source) - self._tokenizer.marks for source in sources]
        for text, count in zip(texts, counts, strict=True):
            require_fit(text, count, self.card)
        search = make_search(decoding, self.card)
        try:
            results = self._translate(sources, search)
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"CTranslate2 failed: {error}", code="engine.failed", source=self.card.name) from error
        return [
            tuple(
                self._generation(count, pieces, score * len(pieces) ** search.length_penalty)
                for pieces, score in zip(result.hypotheses, result.scores, strict=True)
            )
            for count, result in zip(counts, results, strict=True)
        ]

    def _translate(self, sources: Sequence[list[str]], search: Search) -> list[Any]:
        """What CTranslate2 makes of each source. All batches are handed over first, for its workers to share."""
        # A start token is taken out of the prefix by CTranslate2; what is forced stands in the output and counts.
        prefix = [token for token in (self._tokenizer.start, *self._tokenizer.forced) if token]
        forced = len(self._tokenizer.forced)
        settings = {
            "beam_size": search.beam_size,
            "num_hypotheses": search.hypotheses,
            "no_repeat_ngram_size": search.no_repeat_ngram,
            "max_input_length": 0,  # the default cuts at 1,024 without a word; require_fit has spoken already
            "max_decoding_length": search.max_output_tokens + forced + 1,  # the end mark counts too
            "min_decoding_length": search.min_output_tokens + forced,
            "length_penalty": search.length_penalty,
            "disable_unk": True,
            "suppress_sequences": [[PAD]] if self._convention.has_pad else None,
            "return_scores": True,
            "return_end_token": True,
            "use_vmap": self._has_map,
        }
        batches = make_batches(
            [len(source) for source in sources],
            limit=self.card.max_input_tokens + self._tokenizer.marks,
            tokens=self._convention.batch_tokens,
        )
        pending: dict[int, Any] = {}
        for batch in batches:
            filler = [[END] * batch.filler] if batch.filler else []  # the embedded model ends it after one piece
            rows = [*(sources[i] for i in batch.texts), *filler]
            starts = [prefix] * len(rows) if prefix else None
            made = self._translator.translate_batch(rows, starts, asynchronous=True, **settings)
            pending.update(zip(batch.texts, made, strict=False))  # nobody asks for the filler
        return [pending[i].result() for i in range(len(sources))]

    def count_tokens(self, text: str) -> int:
        """The number of source pieces, without the model's marks."""
        return len(self._tokenizer.pieces(text))

    def close(self) -> None:
        """Free the model's memory."""
        self._translator.unload_model()

    def _generation(self, count: int, pieces: list[str], total: float) -> Generation:
        """``total`` is the log-probability of ``pieces``, what was forced and the end mark counted in."""
        own = pieces[len(self._tokenizer.forced) :]
        ended = bool(own) and own[-1] == END
        return Generation(
            text=self._tokenizer.decode(own),
            score=total / max(len(own), 1),
            input_tokens=count,
            output_tokens=len(own) - ended,
            stopped="end" if ended else "length",
        )


def _require_memory(model: Model, folder: Path, device: str, compute_type: str) -> None:
    """ModelError model.memory if the weights of the finished form do not fit."""
    stored = "float16" if model.weights == "ctranslate2" else compute_type  # as quickmt publishes them
    weights = (folder / "model.bin").stat().st_size
    require_memory(ct2_need(weights, compute_type, stored, model.vocabulary), free_memory(device), source=model.name)


def _load(ctranslate2: Any, folder: Path, device: str, compute_type: str, workers: int) -> Any:
    try:
        return ctranslate2.Translator(
            str(folder), device=device, compute_type=compute_type, inter_threads=workers, intra_threads=1
        )
    except (RuntimeError, ValueError) as error:
        raise EngineError(f"CTranslate2 cannot load it: {error}", code="engine.failed", source=str(folder)) from error
