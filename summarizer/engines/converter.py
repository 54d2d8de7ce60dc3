"""CTranslate2's converter with what it gets wrong, under transformers 5, for the models of our catalogue put right.

What is wrong, and what was measured of it, stands in docs/engines.md; tests/model/test_architectures.py compares what
comes out with transformers, number for number.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.conversion import reading_weights
from summarizer.engines.conventions import END, PAD, START, UNKNOWN, find_convention
from summarizer.engines.quantization import quantize_weights
from summarizer.engines.vocabulary import read_vocabulary

if TYPE_CHECKING:
    from summarizer.catalogue import Model


class _Names:
    """What the stock converter asks of a tokenizer, answered from our own vocabulary."""

    bos_token, eos_token, unk_token, pad_token = START, END, UNKNOWN, PAD
    special_tokens_map: dict[str, Any] = {}  # noqa: RUF012

    def __init__(self, numbers: dict[str, int], size: int) -> None:
        """Every number below ``size`` gets a token: the matrices of many models are larger than their vocabulary."""
        tokens = {number: token for token, number in numbers.items()}
        self._tokens = [tokens.get(i, f"madeupword{i}") for i in range(size)]
        self.unk_token_id = numbers[UNKNOWN]

    def get_vocab(self) -> dict[str, int]:
        return {token: i for i, token in enumerate(self._tokens)}

    def convert_ids_to_tokens(self, number: int) -> str:
        return self._tokens[number]


def make_converter(model: Model) -> Any:
    """A ``ctranslate2.converters.Converter`` for ``model``. ModelError if its vocabulary is damaged."""
    import torch
    from ctranslate2.converters import TransformersConverter

    numbers = read_vocabulary(model)
    begins_with_language = bool(find_convention(model.architecture).starts_with_language and model.target_language)

    class Converter(TransformersConverter):  # type: ignore[misc]
        def convert(self, output_dir: str, quantization: str) -> str:
            spec = self._load()
            spec.validate()
            in_int8 = quantization == "int8"  # the processors' format, which we make; the GPU's are CTranslate2's own
            spec.optimize(None if in_int8 else quantization)  # equal weights become one, before they are rounded
            if in_int8:
                quantize_weights(spec)
            Path(output_dir).mkdir()
            spec.save(output_dir)
            return output_dir

        def load_model(self, model_class: Any, path: str, **given: Any) -> Any:
            # As float32: float16 would round the table of positions, and the engines would differ.
            safe = model.weights == "safetensors"
            wanted = {"dtype": torch.float32, "use_safetensors": safe}
            with reading_weights(model):
                loaded = super().load_model(model_class, path, **given | wanted)
            _repair(loaded.config)
            self._size = loaded.config.vocab_size
            self._start = loaded.generation_config.decoder_start_token_id
            return loaded

        def load_tokenizer(self, tokenizer_class: Any, path: str, **given: Any) -> _Names:
            return _Names(numbers, self._size)

        def _load(self) -> Any:
            spec = super()._load()
            if model.architecture != "marian":  # which starts from a zero embedding, whatever the token
                start = _Names(numbers, self._size).convert_ids_to_tokens(self._start)
                # None where a language's token takes the start mark's place: the engine gives it with every text.
                spec.config.decoder_start_token = None if begins_with_language else start
            return spec

    return Converter(str(model.folder))


def _repair(config: Any) -> None:
    """Make a loaded configuration say what the stock loaders read from it."""
    if config.model_type == "mbart":  # transformers 5 dropped both; every mBART has them
        config.normalize_before = config.normalize_embedding = True
    # The loaders scale the output by what transformers 5 says of every T5: that its embeddings are tied.
    if config.model_type == "mt5":
        config.tie_word_embeddings = False
    if config.model_type == "t5":
        config.tie_word_embeddings = config.scale_decoder_outputs
