"""transformers: the reference engine. Slower; what CTranslate2 must agree with.

The translation and summarization pipelines no longer exist in transformers 5, so this is tokenize, generate, decode.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Lock
from typing import Any

from summarizer.catalogue import Model, verify
from summarizer.conversion import keep_offline, reading_weights
from summarizer.engines.base import Decoding, Search, make_card, make_search, require_fit
from summarizer.engines.conventions import END, PAD, UNKNOWN, find_convention
from summarizer.engines.tokenizer import Tokenizer
from summarizer.engines.vocabulary import latin_tokens, read_vocabulary
from summarizer.errors import EngineError, ModelError
from summarizer.hardware import (
    choose_compute_type,
    choose_device,
    count_parameters,
    free_memory,
    hf_need,
    require_memory,
)
from summarizer.types import Generation

# Sentences times beams in one batch: where transformers on a CPU stops getting faster. The scores of every step are
# kept until the end, which with a vocabulary of 250,000 takes 16 MB a step.
_BATCH_ROWS = 16
_POSSIBLE = ("bfloat16", "float16", "float32")


class HfEngine:
    """A model of any architecture but quickmt's in transformers."""

    def __init__(self, model: Model, *, device: str = "auto", compute_type: str = "auto", threads: int = 0) -> None:
        """Load ``model`` from its folder; nothing is fetched. ``threads`` 0 leaves the choice to torch.

        ``compute_type`` auto is float32 on a processor and the 16-bit format of the architecture on a GPU. ModelError
        if the model is damaged, does not fit into memory or is one that transformers cannot run; OptionsError for what
        this machine cannot do.
        """
        keep_offline()
        import torch
        import transformers

        if model.weights == "ctranslate2":
            raise ModelError(
                "it is in CTranslate2's own form", code="model.unsupported", hint="use --engine ct2", source=model.name
            )
        device = choose_device(device, has_cuda=torch.cuda.is_available())
        wanted = (find_convention(model.architecture).half,) if device == "cuda" else ()
        compute_type = choose_compute_type(compute_type, wanted, _POSSIBLE)
        if threads:
            torch.set_num_threads(threads)
        verify(model)
        self._torch, self._device = torch, device
        self._tokenizer = Tokenizer(model)
        self._in_use = Lock()  # a batch has all processors already, and its memory is reckoned once
        self._ids = read_vocabulary(model)
        self._names = {number: token for token, number in self._ids.items()}
        require_memory(
            hf_need(count_parameters(model), compute_type, len(self._ids)), free_memory(device), source=model.name
        )
        self._model = _load(model, getattr(torch, compute_type)).to(device)
        searched = {self._ids[token] for token in latin_tokens(self._ids)} if model.latin_output else None
        rows = range(self._model.config.vocab_size)  # of many models there are more than tokens
        self._unsearched = [i for i in rows if i not in searched] if searched else None
        own = self._model.generation_config.decoder_start_token_id
        # Nothing of the stored defaults (beams, penalties, lengths): all that a search needs is said at each call.
        self._model.generation_config = transformers.GenerationConfig(
            decoder_start_token_id=self._ids[self._tokenizer.start] if self._tokenizer.start else own,
            eos_token_id=self._ids[END],
            pad_token_id=self._ids[PAD],
        )
        said = f"transformers {transformers.__version__} {compute_type}"
        self.card = make_card(model, said + (f" {device}" if device != "cpu" else ""))

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
        """The best generation for each text, in order. EngineError if a text is too long or transformers fails."""
        return [proposed[0] for proposed in self.propose(texts, replace(decoding, hypotheses=1))]

    def propose(self, texts: Sequence[str], decoding: Decoding) -> list[tuple[Generation, ...]]:
        """For each text the best generations, in order. EngineError as above."""
        search = make_search(decoding, self.card)
        sources = [self._tokenizer.encode(text) for text in texts]
        for text, source in zip(texts, sources, strict=True):
            require_fit(text, len(source) - self._tokenizer.marks, self.card)
        found: dict[int, tuple[Generation, ...]] = {}
        for batch in _batches(sources, max(1, _BATCH_ROWS // search.beam_size)):
            try:
                proposed = self._propose_batch([sources[i] for i in batch], search)
            except (RuntimeError, ValueError) as error:
                raise EngineError(
                    f"transformers failed: {error}", code="engine.failed", source=self.card.name
                ) from error
            found.update(zip(batch, proposed, strict=True))
        return [found[i] for i in range(len(texts))]

    def count_tokens(self, text: str) -> int:
        """The number of source pieces, without the model's marks."""
        return len(self._tokenizer.pieces(text))

    def close(self) -> None:
        """Free the model's memory."""
        del self._model

    def _propose_batch(self, sources: list[list[str]], search: Search) -> list[tuple[Generation, ...]]:
        torch, ids, forced = self._torch, self._ids, self._tokenizer.forced
        numbers = [[ids.get(token, ids[UNKNOWN]) for token in source] for source in sources]
        width = max(map(len, numbers))
        tokens = torch.tensor([row + [ids[PAD]] * (width - len(row)) for row in numbers], device=self._device)
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in numbers], device=self._device)
        with self._in_use, torch.inference_mode():
            out = self._model.generate(
                input_ids=tokens,
                attention_mask=mask,
                num_beams=search.beam_size,
                num_return_sequences=search.hypotheses,
                max_new_tokens=search.max_output_tokens + 1 + len(forced),
                min_new_tokens=search.min_output_tokens + len(forced),
                no_repeat_ngram_size=search.no_repeat_ngram,
                length_penalty=search.length_penalty,
                do_sample=False,
                forced_bos_token_id=ids[forced[0]] if forced else None,
                bad_words_ids=[[ids[PAD]], [ids[UNKNOWN]]],
                suppress_tokens=self._unsearched,
                renormalize_logits=True,  # over what may be written, as CTranslate2 does
                return_dict_in_generate=True,
                output_scores=True,
            )
        skip = 1 + len(forced)  # the decoder's start and what was forced are no work of the model
        steps = self._log_probabilities(out)[:, len(forced) :].tolist()
        rows = list(zip(out.sequences[:, skip:].tolist(), steps, strict=True))
        count = search.hypotheses
        return [
            tuple(self._generation(source, *row) for row in rows[i * count : (i + 1) * count])
            for i, source in enumerate(sources)
        ]

    def _log_probabilities(self, out: Any) -> Any:
        """Of every token after the start, one row for each output; what stands for filling means nothing.

        Step by step, because ``compute_transition_scores`` holds the scores of all steps three times.
        """
        torch, made = self._torch, out.sequences[:, 1:]
        alone = torch.arange(len(made), device=made.device).unsqueeze(1).expand_as(made)
        beams = getattr(out, "beam_indices", alone).clamp(min=0)
        columns = [
            scores[beams[:, i]].float().log_softmax(-1).gather(1, made[:, i : i + 1])
            for i, scores in enumerate(out.scores[: made.shape[1]])
        ]
        return torch.cat(columns, dim=1)

    def _generation(self, source: list[str], sequence: list[int], steps: list[float]) -> Generation:
        pieces = [self._names.get(number, UNKNOWN) for number in sequence]
        ended = END in pieces
        if ended:  # what follows is filling: <pad>, or </s> again where the number of <pad> is 0
            pieces = pieces[: pieces.index(END) + 1]
        return Generation(
            text=self._tokenizer.decode(pieces),
            score=sum(steps[: len(pieces)]) / max(len(pieces), 1),
            input_tokens=len(source) - self._tokenizer.marks,
            output_tokens=len(pieces) - ended,
            stopped="end" if ended else "length",
        )


def _load(model: Model, dtype: Any) -> Any:
    import transformers

    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    try:
        with reading_weights(model):
            return transformers.AutoModelForSeq2SeqLM.from_pretrained(
                model.folder,
                dtype=dtype,  # "auto" would load a stored float16, which a CPU cannot run well
                local_files_only=True,
                use_safetensors=model.weights == "safetensors",
                weights_only=True,
            ).eval()
    except (OSError, ValueError) as error:
        raise EngineError(f"transformers cannot load it: {error}", code="engine.failed", source=model.name) from error


def _batches(sources: Sequence[Sequence[str]], size: int) -> Iterator[list[int]]:
    """Indexes of ``sources`` in batches of like length, longest first, so that little is padded."""
    order = sorted(range(len(sources)), key=lambda i: (-len(sources[i]), i))
    for start in range(0, len(order), size):
        yield order[start : start + size]
