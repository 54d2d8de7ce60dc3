"""Which texts are computed together, so that what becomes of a text does not hang on its neighbours.

In int8 a text's score moves in the third digit with the width that its batch is padded to, and once in a while its
words change; with nothing else: not with the number, the order or the content of the texts beside it
(benchmarks/batching.py). So the width is made a function of the text alone: the least of ``_WIDTHS`` that holds it, and
where no text of a batch is that long, one more text of that length fills it up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Finer steps make more batches, coarser ones more padding: on 239 sentences of seeds and news_dev these took 1.05
# times what batches padded to their own longest text took, one width for all 1.1 to 1.3, texts of equal length 1.5.
# What the chosen ones cost is in benchmarks/results/batching.json.
_WIDTHS = (32, 64, 128)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The indexes of the texts that are computed together. ``filler`` is the length of one more, 0 for none."""

    texts: tuple[int, ...]
    filler: int


def make_batches(lengths: Sequence[int], *, limit: int, tokens: int) -> list[Batch]:
    """Batches of at most ``tokens`` tokens, or of one text, longest first. Each text stands in one of them.

    ``lengths`` are in tokens, marks included; ``limit`` is the longest that the model takes. Texts over the largest
    width, which are parts of articles and not sentences, share a batch with those of their own length alone.
    """
    order = sorted(range(len(lengths)), key=lambda i: (-lengths[i], i))
    return [
        Batch(texts=tuple(part), filler=width if lengths[part[0]] < width else 0)
        for width, part in _cut(order, lengths, limit, tokens)
    ]


def _cut(order: Sequence[int], lengths: Sequence[int], limit: int, tokens: int) -> Iterator[tuple[int, list[int]]]:
    part: list[int] = []
    width = load = 0
    for index in order:
        own = _width(lengths[index], limit)
        if part and (own != width or load + lengths[index] > tokens):
            yield width, part
            part, load = [], 0
        part.append(index)
        width, load = own, load + lengths[index]
    if part:
        yield width, part


def _width(length: int, limit: int) -> int:
    return max(length, min(next((width for width in _WIDTHS if length <= width), length), limit))
