"""Tiny models with random weights, of every architecture, in the files that their makers publish.

The tokenizer files are real: trained by sentencepiece on the seeds, or written by transformers itself.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from summarizer.catalogue import Model, find_model
from summarizer.conversion import converted_folder

SEEDS = Path(__file__).parents[1] / "seeds"
PIECES = 500
SIZES = {"d_model": 32, "encoder_layers": 2, "decoder_layers": 2, "max_position_embeddings": 160}
HEADS = {"encoder_attention_heads": 4, "decoder_attention_heads": 4, "encoder_ffn_dim": 64, "decoder_ffn_dim": 64}
T5_SIZES = {"d_model": 32, "d_kv": 8, "d_ff": 64, "num_layers": 2, "num_decoder_layers": 2, "num_heads": 4}
LOUDNESS_OF_THE_END = 2  # so that some outputs come to their end
FAIRSEQ_MARKS = ("<s>", "<pad>", "</s>", "<unk>")


def build_tiny(architecture: str, folder: Path, **changes: Any) -> Model:
    """A tiny model of ``architecture`` in ``folder``, found as a user's own folder is. ``changes`` to its config."""
    import torch

    folder.mkdir(parents=True)
    torch.manual_seed(7)
    BUILDERS[architecture](folder, changes)
    return find_model(str(folder))


def train_pieces(path: Path, *, kind: str = "unigram", marks: dict[str, int] | None = None) -> list[str]:
    """Train a sentencepiece model on the seeds, write it to ``path`` and return its pieces in order."""
    from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

    lines = [line for seed in sorted(SEEDS.glob("*.txt")) for line in seed.read_text(encoding="utf-8").splitlines()]
    numbers = marks or {"unk_id": 0, "bos_id": 1, "eos_id": 2, "pad_id": -1}
    with path.open("wb") as file:
        SentencePieceTrainer.train(
            sentence_iterator=iter([*lines, "The quick brown fox, 1 2 3 4 5 6 7 8 9 0 <>/_ en ar AR XX"]),
            model_writer=file,
            vocab_size=PIECES,
            model_type=kind,
            hard_vocab_limit=False,
            minloglevel=2,
            pad_piece="<pad>",
            **numbers,
        )
    processor = SentencePieceProcessor(model_file=str(path))
    return [processor.id_to_piece(i) for i in range(processor.get_piece_size())]


def save_random(model: Any, folder: Path, *, start: int) -> None:
    """Give ``model`` weights that are lively enough for its outputs to differ, and save it."""
    import torch

    size = model.config.vocab_size
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if weights.dim() > 1 and "position" not in name:
                weights.normal_(0, 1.0 if "relative" in name else 0.25 if weights.shape[0] == size else 0.4)
        model.get_output_embeddings().weight[model.config.eos_token_id] *= LOUDNESS_OF_THE_END
    model.generation_config.decoder_start_token_id = start
    model.save_pretrained(folder)


def write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _marian(folder: Path, changes: dict[str, Any]) -> None:
    import torch
    from transformers import MarianConfig, MarianMTModel

    pieces = train_pieces(folder / "source.spm")
    shutil.copy(folder / "source.spm", folder / "target.spm")
    tokens = ["</s>", "<unk>", *pieces[3:], "<pad>"]
    write_json(folder / "vocab.json", {token: i for i, token in enumerate(tokens)})
    write_json(folder / "tokenizer_config.json", {"tokenizer_class": "MarianTokenizer"})
    pad = len(tokens) - 1
    marks = {"pad_token_id": pad, "eos_token_id": 0, "bos_token_id": None, "decoder_start_token_id": pad}
    config = MarianConfig(vocab_size=len(tokens), scale_embedding=True, **(SIZES | HEADS | marks | changes))
    model = MarianMTModel(config)
    save_random(model, folder, start=pad)
    with torch.no_grad():
        model.get_input_embeddings().weight[pad].zero_()  # CTranslate2 starts from a zero embedding
    model.save_pretrained(folder)


def _quickmt(folder: Path, changes: dict[str, Any]) -> None:
    """CTranslate2's own form, made from a Marian model that is left beside it, in FOLDER-marian."""
    positions = {"max_position_embeddings": 300}  # its folder does not say how many; 256 are taken for granted
    source = build_tiny("marian", folder.with_name(folder.name + "-marian"), **positions)
    made = converted_folder(source, "float32")
    shutil.copy(made / "model.bin", folder)
    shutil.copy(made / "config.json", folder)
    shutil.copy(source.folder / "source.spm", folder / "src.spm.model")
    shutil.copy(source.folder / "target.spm", folder / "tgt.spm.model")
    for side in ("source", "target"):
        shutil.copy(made / "shared_vocabulary.json", folder / f"{side}_vocabulary.json")


def _m2m100(folder: Path, changes: dict[str, Any]) -> None:
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    pieces = train_pieces(folder / "sentencepiece.bpe.model", kind="bpe")
    write_json(folder / "vocab.json", {token: i for i, token in enumerate((*FAIRSEQ_MARKS, *pieces[3:]))})
    tokenizer = M2M100Tokenizer(str(folder / "vocab.json"), str(folder / "sentencepiece.bpe.model"))
    tokenizer.save_pretrained(folder)
    size = tokenizer.encoder_size + 100 + 8  # languages, and the fillers of fairseq
    config = M2M100Config(vocab_size=size, decoder_start_token_id=2, **(SIZES | HEADS | changes))
    save_random(M2M100ForConditionalGeneration(config), folder, start=2)


def _nllb(folder: Path, changes: dict[str, Any]) -> None:
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    pieces = train_pieces(folder / "sentencepiece.bpe.model", kind="bpe")[3:]
    numbers = {token: i for i, token in enumerate((*FAIRSEQ_MARKS, *pieces))}
    tokenizer = NllbTokenizer(vocab=numbers, merges=_merges(pieces))
    tokenizer.save_pretrained(folder)
    size = len(tokenizer) + 2  # the matrix is larger than the vocabulary, as in the real ones
    config = M2M100Config(vocab_size=size, decoder_start_token_id=2, **(SIZES | HEADS | changes))
    save_random(M2M100ForConditionalGeneration(config), folder, start=2)


def _merges(pieces: list[str]) -> list[tuple[str, str]]:
    known = set(pieces)
    cuts = ((piece[:i], piece[i:]) for piece in pieces for i in range(1, len(piece)))
    return [(left, right) for left, right in cuts if left in known and right in known]


def _mbart50(folder: Path, changes: dict[str, Any]) -> None:
    from transformers import MBart50Tokenizer, MBartConfig, MBartForConditionalGeneration

    train_pieces(folder / "sentencepiece.bpe.model")
    tokenizer = MBart50Tokenizer.from_pretrained(folder)
    write_json(folder / "tokenizer_config.json", {"tokenizer_class": "MBart50Tokenizer"})
    config = MBartConfig(vocab_size=len(tokenizer), decoder_start_token_id=2, **(SIZES | HEADS | changes))
    save_random(MBartForConditionalGeneration(config), folder, start=2)


def _mbart(folder: Path, changes: dict[str, Any]) -> None:
    """As AraBART's fine-tuned models are published: a tokenizer.json and no sentencepiece model."""
    from tokenizers.processors import TemplateProcessing
    from transformers import BarthezTokenizer, MBartConfig, MBartForConditionalGeneration

    pieces = train_pieces(folder / "sentencepiece.bpe.model")
    (folder / "sentencepiece.bpe.model").unlink()
    scores = [(mark, 0.0) for mark in FAIRSEQ_MARKS] + [(piece, -5.0 - i / 100) for i, piece in enumerate(pieces[3:])]
    tokenizer = BarthezTokenizer(vocab=[*scores, ("<mask>", 0.0)])
    tokenizer.backend_tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.save_pretrained(folder)
    config = MBartConfig(vocab_size=len(tokenizer), decoder_start_token_id=2, **(SIZES | HEADS | changes))
    save_random(MBartForConditionalGeneration(config), folder, start=2)


def _t5(folder: Path, changes: dict[str, Any]) -> None:
    from transformers import T5Config, T5ForConditionalGeneration

    size = len(_t5_pieces(folder)) + 12  # rounded up, as in the real ones
    config = T5Config(vocab_size=size, decoder_start_token_id=0, **T5_SIZES, **changes)
    save_random(T5ForConditionalGeneration(config), folder, start=0)


def _mt5(folder: Path, changes: dict[str, Any]) -> None:
    import torch
    from transformers import MT5Config, MT5ForConditionalGeneration

    size = len(_t5_pieces(folder)) + 12
    config = MT5Config(vocab_size=size, decoder_start_token_id=0, **T5_SIZES, **changes)
    model = MT5ForConditionalGeneration(config)
    model.lm_head.weight = torch.nn.Parameter(torch.zeros_like(model.lm_head.weight))  # untied, as in all of them
    save_random(model, folder, start=0)


def _t5_pieces(folder: Path) -> list[str]:
    write_json(folder / "tokenizer_config.json", {"tokenizer_class": "T5Tokenizer", "extra_ids": 0})
    marks = {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1}
    return train_pieces(folder / "spiece.model", marks=marks)


BUILDERS: dict[str, Callable[[Path, dict[str, Any]], None]] = {
    "m2m100": _m2m100,
    "marian": _marian,
    "mbart": _mbart,
    "mbart50": _mbart50,
    "mt5": _mt5,
    "nllb": _nllb,
    "quickmt": _quickmt,
    "t5": _t5,
}
