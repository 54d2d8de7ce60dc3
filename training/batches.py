"""Batches of like lengths, in an order that a seed and a position give back exactly: a run resumes where it stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_BUCKET_PAIRS = 200_000  # pairs sorted by length together; fewer: more padding, more: batches mix less
_NOISE = 3  # pieces; so that pairs of one length do not come in the same company in each epoch

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The place in the stream of batches: the epoch, and the number of steps taken in it."""

    epoch: int = 0
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Encoded sentence pairs, as ``training.encode`` wrote them.

    ``source[source_at[i]:source_at[i + 1]]`` are the piece numbers of source ``i``, without an end mark; ``target``
    likewise. ``group[i]`` is the index of the pair's group in ``names``, ``weight`` how often a pair of each group is
    taken in one epoch: 2.5 is twice or three times, at random.
    """

    source: NDArray[np.int16]
    source_at: Ints
    target: NDArray[np.int16]
    target_at: Ints
    group: NDArray[np.int8]
    names: tuple[str, ...]
    weight: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.group)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One batch, padded: arrays of shape (pairs, longest + 1). ``decoder_input`` is ``target`` moved right by one."""

    source: Ints
    target: Ints
    decoder_input: Ints


def load_pairs(path: Path) -> Pairs:
    """The pairs in the .npz at ``path``."""
    with np.load(path) as file:
        return Pairs(
            source=file["fa"],
            source_at=file["oa"],
            target=file["fe"],
            target_at=file["oe"],
            group=file["group"],
            names=tuple(map(str, file["names"])),
            weight=file["weight"].astype(np.float64),
        )


def plan_epoch(pairs: Pairs, *, seed: int, epoch: int, tokens: int, world: int) -> list[list[Ints]]:
    """The steps of one epoch, each a batch (pair indexes) for every rank. A pure function of its arguments.

    ``tokens`` bounds what a batch holds, padding and both sides counted. Batches that do not fill a last step are left
    out: another epoch draws them. ValueError if the data do not fill one step.
    """
    rng = np.random.default_rng((seed, epoch))
    order = _draw(pairs, rng)
    lengths = np.maximum(np.diff(pairs.source_at), np.diff(pairs.target_at)) + 1
    batches: list[Ints] = []
    for start in range(0, len(order), _BUCKET_PAIRS):
        part = order[start : start + _BUCKET_PAIRS]
        part = part[np.argsort(lengths[part] + rng.integers(0, _NOISE, len(part)), kind="stable")]
        cut = list(_cut(part, lengths[part], tokens // 2))
        batches += [cut[i] for i in rng.permutation(len(cut))]
    whole = len(batches) - len(batches) % world
    if not whole:
        raise ValueError(f"the data fill {len(batches)} batches, less than one for each of {world} processes")
    return [batches[i : i + world] for i in range(0, whole, world)]


def pad_batch(pairs: Pairs, chosen: Ints, *, pad: int, end: int) -> Batch:
    """The pairs ``chosen`` as arrays, rows closed by ``end`` and filled with ``pad``, which also starts the decoder."""
    source = _rows(pairs.source, pairs.source_at, chosen, pad, end)
    target = _rows(pairs.target, pairs.target_at, chosen, pad, end)
    decoder_input = np.full_like(target, pad)
    decoder_input[:, 1:] = np.where(target[:, :-1] == end, pad, target[:, :-1])
    return Batch(source=source, target=target, decoder_input=decoder_input)


def _draw(pairs: Pairs, rng: np.random.Generator) -> Ints:
    """Indexes of pairs, each as often as its group's weight says, shuffled."""
    weight = pairs.weight[pairs.group]
    whole = weight.astype(np.int64)
    times = whole + (rng.random(len(weight)) < weight - whole)
    order = np.repeat(np.arange(len(weight)), times)
    rng.shuffle(order)
    return order


def _cut(order: Ints, lengths: Ints, tokens: int) -> Iterator[Ints]:
    """``order`` in stretches whose longest pair times their number is at most ``tokens`` (or of one pair)."""
    start, longest = 0, 0
    for i, length in enumerate(lengths.tolist()):
        if i > start and max(longest, length) * (i + 1 - start) > tokens:
            yield order[start:i]
            start, longest = i, 0
        longest = max(longest, length)
    if start < len(order):
        yield order[start:]


def _rows(flat: NDArray[np.int16], at: Ints, chosen: Ints, pad: int, end: int) -> Ints:
    lengths = at[chosen + 1] - at[chosen]
    rows = np.full((len(chosen), int(lengths.max()) + 1), pad, np.int64)
    for row, i, length in zip(rows, chosen, lengths, strict=True):
        row[:length] = flat[at[i] : at[i + 1]]
        row[length] = end
    return rows
