"""Whether one system is better than another or only luckier, for scores that are reckoned from sums over texts.

A mean is a ratio of sums (each text adds its score, and 1), and so are the F1 of a corpus (2 x right; given + wanted)
and a share (kept; wanted). BLEU and chrF are reckoned from sums of n-grams. sacrebleu's own test is not used: it counts
no ties, and two systems that differ in a few texts of many have little else, so that it would hold them for different.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from summarizer.evaluation.reports import Comparison, Count

if TYPE_CHECKING:
    from numpy.typing import NDArray

RESAMPLES = 1000  # behind each interval and each comparison; sacrebleu's own advice
SHUFFLES = 10_000  # of the approximate randomization; likewise
SEED = 12345  # sacrebleu's own
_CHUNK = 1000  # shuffles at a time: 8 kB of memory for each text

Part = tuple[float, float]  # what one text adds to the part, and to the whole


def compare_ratios(metric: str, first: Sequence[Part], second: Sequence[Part]) -> Comparison:
    """How sure it is that two systems differ in a ratio of sums; ``first[i]`` and ``second[i]`` are of one text.

    The same input always gives the same figures. ValueError if the systems have not the same number of texts.
    """
    return compare_sums(metric, first, second, _ratio)


def compare_sums(
    metric: str,
    first: Sequence[Sequence[float]],
    second: Sequence[Sequence[float]],
    score: Callable[[NDArray[Any]], NDArray[Any]],
) -> Comparison:
    """The same for what ``score`` makes of the sums on the last axis of an array: shares, 1 being the best."""
    import numpy

    one, other = numpy.array(first, float), numpy.array(second, float)
    if one.shape != other.shape:
        raise ValueError("the two systems are not one to one")
    chance = numpy.random.default_rng(SEED)
    texts = len(one)
    scores = float(score(one.sum(0))), float(score(other.sum(0)))
    difference = scores[1] - scores[0]
    picks = chance.multinomial(texts, [1 / texts] * texts, size=RESAMPLES)
    drawn = score(picks @ other) - score(picks @ one)
    shuffled = []
    for _ in range(SHUFFLES // _CHUNK):
        moved = (chance.random((_CHUNK, texts)) < 0.5) @ (other - one)
        shuffled.append(abs(score(other.sum(0) - moved) - score(one.sum(0) + moved)))
    return Comparison(
        metric=metric,
        first=round(100 * scores[0], 2),
        second=round(100 * scores[1], 2),
        # Less the difference itself, not the mean of those drawn: that is a hair off, and would break ties.
        p_bootstrap=_p_value(abs(drawn - difference), abs(difference)),
        p_randomization=_p_value(numpy.concatenate(shuffled), abs(difference)),
        signature=f"texts:{texts}|bs:{RESAMPLES}|ar:{SHUFFLES}|seed:{SEED}",
    )


def to_f1_part(count: Count) -> Part:
    """What the counts of one text add to the F1 of all."""
    return 2 * count.right, count.given + count.wanted


def _ratio(sums: NDArray[Any]) -> NDArray[Any]:
    """The score that sums (part, whole) on the last axis give; 0 of nothing."""
    import numpy

    part, whole = sums[..., 0], sums[..., 1]
    shares: NDArray[Any] = numpy.divide(part, whole, out=numpy.zeros_like(part, float), where=whole != 0)
    return shares


def _p_value(stats: NDArray[Any], real: float) -> float:
    if not real:
        return 1.0  # of two scores that are equal the difference, nought, would else be held for certain
    rounding = 1e-12  # equal sums, added up in another order
    return float(((stats >= real - rounding).sum() + 1) / (len(stats) + 1))
