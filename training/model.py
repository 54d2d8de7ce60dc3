"""The network: a Marian model of transformers, its loss, and its way to a folder that anyone can load."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F

# What is there in the layout of transformers beside config, generation_config and weights.
TOKENIZER_FILES = ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json")
_SMOOTHING = 0.1  # of the labels; the draft's value, not tuned


def load_model(folder: Path, *, dropout: float) -> Any:
    """The ``MarianMTModel`` in ``folder`` in float32, in training mode."""
    from transformers import MarianMTModel

    model = MarianMTModel.from_pretrained(folder, dtype=torch.float32, local_files_only=True, use_safetensors=True)
    model.config.dropout = dropout
    for module in model.modules():
        if hasattr(module, "dropout") and isinstance(module.dropout, float):
            module.dropout = dropout
    return zero_pad_row(model.train())


def new_model(folder: Path, *, dropout: float) -> Any:
    """A ``MarianMTModel`` with random weights, of the shape that ``config.json`` in ``folder`` gives."""
    from transformers import MarianConfig, MarianMTModel

    config = MarianConfig.from_pretrained(folder, local_files_only=True, dropout=dropout, dtype="float32")
    return zero_pad_row(MarianMTModel(config).train())


def zero_pad_row(model: Any) -> Any:
    """``model``, the embedding of its pad piece at zero.

    Pad starts the decoder, and CTranslate2 starts a Marian decoder from zero: with any other row it loses first words.
    """
    model.model.shared.weight.data[model.config.pad_token_id] = 0
    return model


def loss_of(model: Any, source: torch.Tensor, target: torch.Tensor, decoder_input: torch.Tensor) -> torch.Tensor:
    """The mean cross-entropy over the real target pieces, in nats, labels smoothed.

    The output layer is the largest matrix, so only real positions go through it; the pad row stays out of the softmax.
    """
    pad = model.config.pad_token_id
    with torch.autocast(source.device.type, dtype=torch.bfloat16):
        hidden = model.model(
            input_ids=source, attention_mask=(source != pad).long(), decoder_input_ids=decoder_input
        ).last_hidden_state
        real = target != pad
        logits = F.linear(hidden[real], model.model.shared.weight[:pad])
    return F.cross_entropy(logits.float(), target[real], label_smoothing=_SMOOTHING)


def export_model(weights: dict[str, torch.Tensor], base: Path, out: Path) -> None:
    """Write ``weights`` with the shape and tokenizer of ``base`` to ``out`` in Hugging Face layout, float16.

    RuntimeError if ``weights`` are not those of that shape.
    """
    model = load_model(base, dropout=0.0).eval()
    model.load_state_dict(weights)
    zero_pad_row(model)
    pad = model.config.pad_token_id
    model.config.dropout = json.loads((base / "config.json").read_text(encoding="utf-8"))["dropout"]
    model.generation_config.max_length = None
    model.generation_config.bad_words_ids = [[pad]]
    out.mkdir(parents=True, exist_ok=True)
    model.half().save_pretrained(out)
    for name in TOKENIZER_FILES:
        if (base / name).resolve() != (out / name).resolve():
            shutil.copyfile(base / name, out / name)
