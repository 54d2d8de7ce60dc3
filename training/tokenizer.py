"""The joint tokenizer of both languages, learnt from the training data, with our normalisation inside it.

    python -m training.tokenizer DATA OUT

writes to OUT what a Marian folder needs of it: ``source.spm`` and ``target.spm`` (the same model), ``vocab.json``,
``tokenizer_config.json``, and ``normalization.tsv``, the rules that went in. Whoever loads the model gets them.

The rules are those of ``summarizer.normalize`` that look at one character, and beyond them three foldings for models
alone: one alef (آ أ إ ٱ are ا), one ya (ى is ي), and straight quotes. What normalize decides by the neighbours stays
its own: spaces before punctuation, Persian letters in text that is all Persian, and a letter with a separate hamza.
The shipped tokenizer's rules are an earlier table: they lack U+061C, full-width forms and the marks at U+08xx, and make
nothing of ZWNJ; on Arabic text that went through ``normalize``, as all text does here, both give the same.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from summarizer.normalize import normalize
from training.data import Pair, read_pairs
from training.filters import Tally, make_rules, sift
from training.overlap import SEEDS, HeldOut, read_held_out
from training.sources import LEFT_OUT, SOURCES

SIZE = 16_000  # pieces, as the embedded model has
_PAD = "<pad>"  # the last number, outside the sentencepiece model, as Marian has it
_SENTENCES = 550_000  # sampled for learning, as for aren-v0; memory is 1.8 GB
_COVERAGE = 0.9997  # of the characters; the rest are single symbols and other scripts
_MAX_POINT = 0x10000
_SEED = 5
_FOLD = str.maketrans(
    {
        **dict.fromkeys("آأإٱ", "ا"),
        "ى": "ي",
        **dict.fromkeys("\u2018\u2019\u201a\u201b", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f«»", '"'),
        **dict.fromkeys("\u06dd\u06de\u06e9", None),  # signs of the Quran's verses and pages
    }
)
_CONFIG = {
    "tokenizer_class": "MarianTokenizer",
    "source_lang": "ar",
    "target_lang": "en",
    "model_max_length": 256,
    "unk_token": "<unk>",
    "eos_token": "</s>",
    "pad_token": _PAD,
}


def main(
    data: Annotated[Path, typer.Argument(help="Folder that holds train/ and dev/.")],
    out: Annotated[Path, typer.Argument(help="Folder to write the tokenizer to.")],
    size: Annotated[int, typer.Option(help="Pieces to learn.")] = SIZE,
) -> None:
    """Learn the tokenizer of both languages from the filtered training data."""
    rules = make_rules(HeldOut(read_held_out(data, SEEDS)))
    pairs = sift((pair for pair in read_pairs(data) if pair.source not in LEFT_OUT), rules, Tally())
    learn_tokenizer(sample_texts(pairs), out, size=size)


def make_normalization() -> dict[str, str]:
    """Each character of the basic plane that the tokenizer reads as something else, and as what ("" is nothing)."""
    points = (chr(point) for point in range(_MAX_POINT) if not 0xD800 <= point <= 0xDFFF)
    rules = ((c, normalize(f"x{c}x").text[1:-1].translate(_FOLD)) for c in points)
    return {c: plain for c, plain in rules if plain != c}


def sample_texts(pairs: Iterable[Pair]) -> Iterator[str]:
    """Both sides of the pairs, each pair as often as its source's boost says (2.5 is twice or three times)."""
    boosts = {source.name: source.boost for source in SOURCES}
    rng = random.Random(_SEED)
    for pair in pairs:
        times, part = divmod(boosts[pair.source], 1)
        for _ in range(int(times) + (rng.random() < part)):
            yield pair.arabic
            yield pair.english


def learn_tokenizer(texts: Iterable[str], out: Path, *, size: int = SIZE) -> None:
    """Write a tokenizer of ``size`` pieces to ``out``, which is made if need be; files of the same names are replaced.

    RuntimeError, from sentencepiece, if ``texts`` are too few for so many pieces.
    """
    from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

    out.mkdir(parents=True, exist_ok=True)
    table = out / "normalization.tsv"
    rules = make_normalization()
    table.write_text("".join(f"{_hex(c)}\t{_hex(plain)}\n" for c, plain in rules.items()), encoding="ascii")
    SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_prefix=str(out / "source"),
        model_type="unigram",
        vocab_size=size,
        character_coverage=_COVERAGE,
        input_sentence_size=_SENTENCES,
        shuffle_input_sentence=True,
        split_digits=True,
        normalization_rule_tsv=str(table),
        eos_id=0,
        unk_id=1,
        bos_id=-1,
        pad_id=-1,
        num_threads=1,
        minloglevel=1,
    )
    (out / "source.model").replace(out / "source.spm")
    (out / "source.vocab").unlink()
    shutil.copyfile(out / "source.spm", out / "target.spm")
    processor = SentencePieceProcessor(model_file=str(out / "source.spm"))
    pieces = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    vocabulary = {piece: i for i, piece in enumerate([*pieces, _PAD])}
    (out / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False, indent=0), encoding="utf-8")
    (out / "tokenizer_config.json").write_text(json.dumps(_CONFIG), encoding="utf-8")


def _hex(text: str) -> str:
    return " ".join(f"{ord(c):04X}" for c in text)


if __name__ == "__main__":
    typer.run(main)
