"""transformers: the reference engine. Slower; what CTranslate2 must agree with.

The translation and summarization pipelines no longer exist in transformers 5, so this is tokenize, generate, decode.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from summarizer.catalogue import Model, damaged_weights
from summarizer.engines.base import Decoding, make_card, require_fit
from summarizer.engines.tokenizer import END, PAD, UNKNOWN, MarianTokenizer
from summarizer.errors import EngineError
from summarizer.types import Generation

_BATCH_SENTENCES = 16  # where transformers on a CPU stops getting faster


class HfEngine:
    """A Marian model in transformers, float32."""

    def __init__(self, model: Model, *, threads: int = 0) -> None:
        """Load ``model`` from its folder; nothing is fetched. ``threads`` 0 leaves the choice to torch."""
        import safetensors
        import torch
        import transformers

        transformers.utils.logging.set_verbosity_error()
        transformers.utils.logging.disable_progress_bar()
        if threads:
            torch.set_num_threads(threads)
        self._torch = torch
        self._tokenizer = MarianTokenizer(model.folder)
        try:
            self._model = transformers.AutoModelForSeq2SeqLM.from_pretrained(
                model.folder,
                dtype=torch.float32,  # "auto" would load the stored float16, which a CPU cannot run well
                local_files_only=True,
                use_safetensors=True,
            ).eval()
        except safetensors.SafetensorError as error:
            raise damaged_weights(model, error) from error
        except (OSError, ValueError) as error:
            raise EngineError(
                f"transformers cannot load it: {error}", code="engine.failed", source=model.name
            ) from error
        self._model.generation_config.max_length = None
        self.card = make_card(model, f"transformers {transformers.__version__} float32")

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        """One generation for each text, in order. EngineError if a text is too long or transformers fails."""
        sources = [self._tokenizer.encode_ids(text) for text in texts]
        for text, source in zip(texts, sources, strict=True):
            require_fit(text, len(source) - 1, self.card)
        found: dict[int, Generation] = {}
        for batch in _batches(sources):
            try:
                generations = self._generate_batch([sources[i] for i in batch], decoding)
            except (RuntimeError, ValueError) as error:
                raise EngineError(
                    f"transformers failed: {error}", code="engine.failed", source=self.card.name
                ) from error
            found.update(zip(batch, generations, strict=True))
        return [found[i] for i in range(len(texts))]

    def count_tokens(self, text: str) -> int:
        """The number of source pieces, without the end mark."""
        return len(self._tokenizer.encode(text)) - 1

    def close(self) -> None:
        """Free the model's memory."""
        del self._model

    def _generate_batch(self, sources: list[list[int]], decoding: Decoding) -> list[Generation]:
        torch, ids = self._torch, self._tokenizer.ids
        width = max(map(len, sources))
        tokens = torch.tensor([source + [ids[PAD]] * (width - len(source)) for source in sources])
        mask = torch.tensor([[1] * len(source) + [0] * (width - len(source)) for source in sources])
        limit = decoding.max_output_tokens or self.card.max_output_tokens
        with torch.inference_mode():
            out = self._model.generate(
                input_ids=tokens,
                attention_mask=mask,
                num_beams=decoding.beam_size,
                max_new_tokens=limit + 1,
                no_repeat_ngram_size=decoding.no_repeat_ngram,
                length_penalty=1.0,
                do_sample=False,
                forced_eos_token_id=None,
                bad_words_ids=[[ids[PAD]], [ids[UNKNOWN]]],
                return_dict_in_generate=True,
                output_scores=True,
            )
        scores = self._mean_scores(out)
        return [self._generation(*row) for row in zip(sources, out.sequences.tolist(), scores, strict=True)]

    def _mean_scores(self, out: Any) -> list[float]:
        """Mean log-probability per token, end mark included, of each sequence."""
        steps = self._model.compute_transition_scores(
            out.sequences, out.scores, getattr(out, "beam_indices", None), normalize_logits=True
        )
        real = (out.sequences[:, 1:] != self._tokenizer.ids[PAD]) & steps.isfinite()
        totals = steps.masked_fill(~real, 0).sum(dim=1)
        return [float(score) for score in totals / real.sum(dim=1).clamp(min=1)]

    def _generation(self, source: list[int], sequence: list[int], score: float) -> Generation:
        pieces = [piece for piece in self._tokenizer.pieces(sequence[1:]) if piece != PAD]
        ended = bool(pieces) and pieces[-1] == END
        return Generation(
            text=self._tokenizer.decode(pieces),
            score=score,
            input_tokens=len(source) - 1,
            output_tokens=len(pieces) - ended,
            stopped="end" if ended else "length",
        )


def _batches(sources: list[list[int]]) -> Iterator[list[int]]:
    """Indexes of ``sources`` in batches of like length, longest first, so that little is padded."""
    order = sorted(range(len(sources)), key=lambda i: (-len(sources[i]), i))
    for start in range(0, len(order), _BATCH_SENTENCES):
        yield order[start : start + _BATCH_SENTENCES]
