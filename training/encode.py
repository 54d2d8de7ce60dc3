"""The training data, filtered, weighted and cut into pieces, in one file for the trainer.

    python -m training.encode --data $MUJAZ_DATA --model summarizer/assets/mujaz-ar-en --work .training/run

writes two files to the work folder: ``pairs.npz``, which ``training.batches.Pairs`` explains, and ``data.json``, with
what each rule took out of each source and the share of all pieces with which each source is sampled. Two runs on the
same data write the same files.
"""

from __future__ import annotations

import json
import os
import random
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from training.data import Pair, read_pairs
from training.filters import KEPT, Tally, make_rules, sift
from training.overlap import SEEDS, HeldOut, read_held_out
from training.report import make_report
from training.sources import LEFT_OUT
from training.weights import SWITCHED

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

_MAX_PIECES = 110  # of a side; the translate stage cuts longer sentences
# Pieces of one side for each of the other, _SMOOTHING added to both. Measured on a quarter of each source: over it are
# 0.01 % of the news, 0.1 % of msdocs and 0.5 % of the scripture, but 11 % of aiterms; most are wrongly aligned.
_MAX_RATIO = 1.8
_SMOOTHING = 4
_CHUNK = 10_000  # pairs that are encoded in one call
_SEED = 3

Switch = Callable[[str, str, random.Random], tuple[str, str] | None]


class Column:
    """Rows of piece numbers of different lengths, one after another: row ``i`` is ``flat[starts[i]:starts[i + 1]]``."""

    def __init__(self) -> None:
        self.flat = array("h")
        self.starts = array("q", [0])

    def append(self, row: list[int]) -> None:
        """Add a row."""
        self.flat.extend(row)
        self.starts.append(len(self.flat))


@dataclass(frozen=True, slots=True)
class Encoded:
    """Encoded pairs: both sides, and the name of each pair's group."""

    source: Column = field(default_factory=Column)
    target: Column = field(default_factory=Column)
    groups: list[str] = field(default_factory=list)

    def append(self, group: str, source: list[int], target: list[int]) -> None:
        """Add a pair."""
        self.source.append(source)
        self.target.append(target)
        self.groups.append(group)


def main(
    data: Annotated[Path, typer.Option(envvar="MUJAZ_DATA", help="Folder that holds train/ and dev/.")],
    model: Annotated[Path, typer.Option(help="Model folder with the tokenizer.")] = Path(
        "summarizer/assets/mujaz-ar-en"
    ),
    work: Annotated[Path, typer.Option(help="Folder to write pairs.npz and data.json to.")] = Path(".training/run"),
    switched: Annotated[
        float, typer.Option(help="Chance that a pair with a code-switched copy is shown as that.")
    ] = 0.3,
) -> None:
    """Filter, weight and encode the training data."""
    from sentencepiece import SentencePieceProcessor

    tally: Tally = Tally()
    rules = make_rules(HeldOut(read_held_out(data, SEEDS)))
    pairs = sift((pair for pair in read_pairs(data) if pair.source not in LEFT_OUT), rules, tally)
    processor = SentencePieceProcessor(model_file=str(model / "source.spm"))
    encoded = encode_pairs(pairs, processor, tally, _load_switch(data) if switched else None)
    report = make_report(tally, count_pieces(encoded), switched)
    work.mkdir(parents=True, exist_ok=True)
    save(encoded, report["weights"], work / "pairs.npz")
    (work / "data.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    typer.echo(json.dumps(report, indent=1))


def encode_pairs(
    pairs: Iterable[Pair], processor: SentencePieceProcessor, tally: Tally, switch: Switch | None = None
) -> Encoded:
    """The pairs as pieces, each followed by its code-switched copy (group ``X+switched``) where ``switch`` makes one.

    Pairs that are too long, or too unequal, in pieces are counted in ``tally`` and left out, as are such copies
    (uncounted); the others are counted as kept.
    """
    rng = random.Random(_SEED)
    encoded = Encoded()
    for chunk in _chunks(pairs, _CHUNK):
        copies = [switch(pair.arabic, pair.english, rng) if switch else None for pair in chunk]
        texts = [(pair.arabic, pair.english) for pair in chunk]
        rows = _encode(processor, texts)
        copied_rows = iter(_encode(processor, [copy for copy in copies if copy]))
        for pair, copy, (source, target) in zip(chunk, copies, rows, strict=True):
            copied = next(copied_rows) if copy else None
            reason = _misfit(source, target)
            tally[pair.source, reason or KEPT] += 1
            if not reason:
                encoded.append(pair.source, source, target)
                if copied and not _misfit(*copied):
                    encoded.append(pair.source + SWITCHED, *copied)
    return encoded


def count_pieces(encoded: Encoded) -> dict[str, int]:
    """The pieces of both sides in each group, in the order in which the groups appear."""
    counts: dict[str, int] = {}
    for i, group in enumerate(encoded.groups):
        sides = (encoded.source.starts, encoded.target.starts)
        counts[group] = counts.get(group, 0) + sum(starts[i + 1] - starts[i] for starts in sides)
    return counts


def save(encoded: Encoded, weights: dict[str, float], path: Path) -> None:
    """Write the pairs and the weight of each group, as ``training.batches.load_pairs`` reads them."""
    import numpy as np

    names = list(weights)
    beside = path.with_name("writing-" + path.name)  # savez wants the ending
    index = {name: i for i, name in enumerate(names)}
    np.savez(
        beside,
        fa=np.array(encoded.source.flat, np.int16),
        oa=np.array(encoded.source.starts, np.int64),
        fe=np.array(encoded.target.flat, np.int16),
        oe=np.array(encoded.target.starts, np.int64),
        group=np.array([index[group] for group in encoded.groups], np.int8),
        names=np.array(names),
        weight=np.array(list(weights.values()), np.float64),
    )
    beside.replace(path)


def _misfit(source: list[int], target: list[int]) -> str | None:
    """Why the pair cannot be used, or None."""
    lengths = len(source), len(target)
    if max(lengths) > _MAX_PIECES:
        return "pieces"
    if max(lengths) + _SMOOTHING > _MAX_RATIO * (min(lengths) + _SMOOTHING):
        return "ratio"
    return None


def _encode(processor: SentencePieceProcessor, texts: list[tuple[str, str]]) -> list[tuple[list[int], list[int]]]:
    source = processor.encode([arabic for arabic, _ in texts])
    target = processor.encode([english for _, english in texts])
    return list(zip(source, target, strict=True))


def _chunks(pairs: Iterable[Pair], size: int) -> Iterator[list[Pair]]:
    rest = iter(pairs)
    while chunk := list(islice(rest, size)):
        yield chunk


def _load_switch(data: Path) -> Switch:
    from training.switch import switch_pair

    os.environ["MUJAZ_DATA"] = str(data)  # where its lexicon is read from
    return switch_pair


if __name__ == "__main__":
    typer.run(main)
