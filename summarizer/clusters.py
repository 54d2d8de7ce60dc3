"""Which texts tell of one event: groups that grow by their likeness, without ever comparing all pairs.

    find      two texts are compared only if they share two of their weightiest terms; of a term that very many have, a
              text meets its neighbours by day alone
    join      the most alike pairs first: their groups become one if all texts of one are like all of the other on
              average, and the more so the larger the two are; time apart counts against it

Nothing depends on the order of the texts: they are taken in the order of their digests.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from summarizer.features import Features, Vector, dot

# Likeness, 0 to 1. Chosen on one half of the silver pairs and the seeds (benchmarks/stories.py). Wrongly joining costs
# a reader more than leaving apart. Without _GROWTH 1 in 100 more pairs of one event are found, but reports on visits
# and condolences, which are all alike, run together in groups of 50 instead of 18.
_PAIR = 0.29  # of two texts, from which their groups may be one
_MEAN = 0.17  # of all pairs between two groups of one text each
_GROWTH = 0.04  # more for each doubling of the number of pairs
_KEYS = 16  # weightiest terms of a text by which others find it
_SHARED_KEYS = 2  # of these two texts must share
_NEIGHBOURS = 40  # texts that a text meets by one term
# No data at hand tells of events that come back after weeks, so these are chosen by sense and tried on
# tests/data/stories.
_NEAR_DAYS = 3  # days between two reports of one event that count for nothing
_DAY_LOSS, _MOST_LOSS = 0.1, 0.5  # share of the likeness that each further day takes, and the most that all take
_OTHER_MONTHS_LOSS = 0.3  # where dates are missing: of texts that speak of months neither the same nor neighbours


@dataclass(slots=True)
class _Group:
    """A group while it grows: its texts, the sum of their vectors, their days and months, the known story it is."""

    texts: list[int]
    terms: dict[str, float]
    days: list[int]
    months: set[int]
    label: str | None


def cluster(texts: Sequence[Features], labels: Mapping[str, str]) -> list[tuple[tuple[int, ...], str | None]]:
    """The groups of ``texts`` as rising indexes, each with its label or None.

    ``labels`` gives, by digest, the label of texts that have been grouped before: groups of different labels never
    become one. Texts of one digest are in one group whatever their days.
    """
    copies: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        copies[text.digest].append(index)
    distinct = [copies[digest] for digest in sorted(copies)]
    firsts = [min((texts[i] for i in same), key=lambda t: (t.day is None, t.day)) for same in distinct]
    alone = [_start(index, text, labels) for index, text in enumerate(firsts)]
    pairs = sorted(_find_pairs(firsts, alone), key=lambda pair: (-pair[0], *pair[1:]))
    groups = _join_labelled(alone)
    for _, one, other in pairs:
        if groups[one] is not groups[other] and _belong_together(groups[one], groups[other]):
            _join(groups, one, other)
    unique = {id(group): group for group in groups}.values()
    return [(tuple(sorted(i for text in group.texts for i in distinct[text])), group.label) for group in unique]


def _start(index: int, text: Features, labels: Mapping[str, str]) -> _Group:
    days = [] if text.day is None else [text.day]
    label = labels.get(text.digest)
    return _Group(texts=[index], terms=dict(text.terms), days=days, months=set(text.months), label=label)


def _find_pairs(texts: Sequence[Features], alone: Sequence[_Group]) -> Iterator[tuple[float, int, int]]:
    """(likeness, one, other) of the pairs that share enough of their keys and are alike enough."""
    by_day = sorted(range(len(texts)), key=lambda index: (texts[index].day or 0, texts[index].digest))
    keys = [_weightiest(text.terms) for text in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    for index in by_day:
        for key in keys[index]:
            holders[key].append(index)
    passed: Counter[str] = Counter()
    for index in by_day:
        met: Counter[int] = Counter()
        for key in keys[index]:
            passed[key] += 1
            met.update(holders[key][passed[key] : passed[key] + _NEIGHBOURS])
        for other, shared in met.items():
            likeness = _mean_likeness(alone[index], alone[other]) if shared >= _SHARED_KEYS else 0.0
            if likeness >= _PAIR:
                yield likeness, min(index, other), max(index, other)


def _weightiest(terms: Vector) -> list[str]:
    return sorted(terms, key=lambda term: (-terms[term], term))[:_KEYS]


def _join_labelled(alone: Sequence[_Group]) -> list[_Group]:
    """The group of each text, those of one label joined. The groups given may be used up."""
    groups = list(alone)
    first: dict[str, int] = {}
    for index, group in enumerate(alone):
        if group.label is not None and first.setdefault(group.label, index) != index:
            _join(groups, first[group.label], index)
    return groups


def _belong_together(one: _Group, other: _Group) -> bool:
    if one.label is not None and other.label is not None:
        return False
    return _mean_likeness(one, other) >= _MEAN + _GROWTH * math.log2(len(one.texts) * len(other.texts))


def _mean_likeness(one: _Group, other: _Group) -> float:
    """The mean likeness of all pairs between two groups: the product of their sums, over the number of pairs."""
    return dot(one.terms, other.terms) / (len(one.texts) * len(other.texts)) * (1 - _loss(one, other))


def _loss(one: _Group, other: _Group) -> float:
    """The share of the likeness that the time between two groups takes."""
    if one.days and other.days:
        gap = abs(fmean(one.days) - fmean(other.days))
        return min(_MOST_LOSS, _DAY_LOSS * max(0.0, gap - _NEAR_DAYS))
    near = any((month - other_month) % 12 in (11, 0, 1) for month in one.months for other_month in other.months)
    return 0.0 if near or not one.months or not other.months else _OTHER_MONTHS_LOSS


def _join(groups: list[_Group], one: int, other: int) -> None:
    """Make the groups of two texts one, for all of their texts."""
    part, whole = sorted((groups[one], groups[other]), key=lambda group: len(group.terms))
    for term, weight in part.terms.items():
        whole.terms[term] = whole.terms.get(term, 0.0) + weight
    whole.texts += part.texts
    whole.days += part.days
    whole.months |= part.months
    whole.label = whole.label or part.label
    for text in part.texts:
        groups[text] = whole
