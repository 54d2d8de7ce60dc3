"""Which texts tell of one event: groups that grow by their likeness, without ever comparing all pairs.

    find      two texts are compared only if they share two of their weightiest terms; of a term that very many have, a
              text meets its neighbours by day alone
    join      the most alike pairs first: their groups become one if all texts of one are like all of the other on
              average, and the more so the larger the two are; time apart counts against it

Nothing depends on the order of the texts: they are taken in the order of their digests. What is known of them may lie
elsewhere and is asked for again and again: in memory are their keys, and the vectors of those that may be one group.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from sys import intern

from summarizer.features import Features, Vector, dot
from summarizer.lazy import LazySequence
from summarizer.partition import Partition

# Likeness, 0 to 1. Chosen on one half of the silver pairs and the seeds (benchmarks/stories.py). Wrongly joining costs
# a reader more than leaving apart. Without _GROWTH 1 in 100 more pairs of one event are found, but reports on visits
# and condolences, which are all alike, run together in groups of 50 instead of 18.
PAIR = 0.29  # of two texts, from which their groups may be one
_MEAN = 0.17  # of all pairs between two groups of one text each
_GROWTH = 0.04  # more for each doubling of the number of pairs
_KEYS = 16  # weightiest terms of a text by which others find it
SHARED_KEYS = 2  # of these two texts must share
NEIGHBOURS = 40  # texts that a text meets by one term
# No data at hand tells of events that come back after weeks, so these are chosen by sense and tried on
# tests/data/stories.
_NEAR_DAYS = 3  # days between two reports of one event that count for nothing
_DAY_LOSS, _MOST_LOSS = 0.1, 0.5  # share of the likeness that each further day takes, and the most that all take
_OTHER_MONTHS_LOSS = 0.3  # where dates are missing: of texts that speak of months neither the same nor neighbours


@dataclass(slots=True)
class _Group:
    """A group while it grows: its texts, the sum of their vectors, their days and months, the known story it is."""

    texts: list[int]
    terms: Vector
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
    digests = sorted(copies)
    places = [min(copies[digest], key=lambda i: (texts[i].day is None, texts[i].day)) for digest in digests]
    firsts = LazySequence(lambda index: texts[places[index]], len(places))
    pairs = sorted(_find_pairs(firsts), key=lambda pair: (-pair[0], *pair[1:]))
    groups = _grow(firsts, pairs, [labels.get(digest) for digest in digests])
    return [(tuple(sorted(i for text in group for i in copies[digests[text]])), label) for group, label in groups]


def _grow(
    texts: Sequence[Features], pairs: Sequence[tuple[float, int, int]], labels: Sequence[str | None]
) -> list[tuple[list[int], str | None]]:
    """Each group's texts and label, in the order of their first texts. ``pairs`` are those that are alike, best first.

    No group reaches beyond texts that pairs or a label connect, so no more than one such part is in memory at a time.
    """
    first: dict[str, int] = {}
    labelled = [(first.setdefault(label, index), index) for index, label in enumerate(labels) if label is not None]
    connected = Partition(len(texts))
    for one, other in (*labelled, *((one, other) for _, one, other in pairs)):
        connected.join(one, other)
    parts = connected.groups()
    part_of = {text: number for number, part in enumerate(parts) for text in part}
    inside: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for _, one, other in pairs:
        inside[part_of[one]].append((one, other))
    grown = []
    for number, part in enumerate(parts):
        groups = {index: _start(index, texts[index], labels[index]) for index in part}
        _join_labelled(groups)
        for one, other in inside[number]:
            if groups[one] is not groups[other] and _belong_together(groups[one], groups[other]):
                _join(groups, one, other)
        grown += [(group.texts, group.label) for group in {id(group): group for group in groups.values()}.values()]
    return sorted(grown, key=lambda group: min(group[0]))


def _start(index: int, text: Features, label: str | None = None) -> _Group:
    days = [] if text.day is None else [text.day]
    return _Group(texts=[index], terms=text.terms, days=days, months=set(text.months), label=label)


def _find_pairs(texts: Sequence[Features]) -> Iterator[tuple[float, int, int]]:
    """(likeness, one, other) of the pairs that share enough of their keys and are alike enough."""
    by_day = sorted(range(len(texts)), key=lambda index: (texts[index].day or 0, texts[index].digest))
    keys = [[intern(term) for term in weightiest(text.terms)] for text in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    for index in by_day:
        for key in keys[index]:
            holders[key].append(index)
    passed: Counter[str] = Counter()
    for index in by_day:
        met: Counter[int] = Counter()
        for key in keys[index]:
            passed[key] += 1
            met.update(holders[key][passed[key] : passed[key] + NEIGHBOURS])
        for other, shared in met.items():
            alike = likeness(texts[index], texts[other]) if shared >= SHARED_KEYS else 0.0
            if alike >= PAIR:
                yield alike, min(index, other), max(index, other)


def weightiest(terms: Vector) -> list[str]:
    """The terms by which a text finds others, weightiest first."""
    return sorted(terms, key=lambda term: (-terms[term], term))[:_KEYS]


def likeness(one: Features, other: Features) -> float:
    """How alike two texts are, 0 to 1, the time between them counted against it; 1 for two copies of one text."""
    return 1.0 if one.digest == other.digest else _mean_likeness(_start(0, one), _start(1, other))


def _join_labelled(groups: dict[int, _Group]) -> None:
    """Join the groups, each of one text still, that have one label."""
    first: dict[str, int] = {}
    for index, group in groups.items():
        if group.label is not None and first.setdefault(group.label, index) != index:
            _join(groups, first[group.label], index)


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


def _join(groups: dict[int, _Group], one: int, other: int) -> None:
    """Make the groups of two texts one, for all of their texts."""
    part, whole = sorted((groups[one], groups[other]), key=lambda group: len(group.terms))
    terms = dict(whole.terms)
    for term, weight in part.terms.items():
        terms[term] = terms.get(term, 0.0) + weight
    whole.terms = terms
    whole.texts += part.texts
    whole.days += part.days
    whole.months |= part.months
    whole.label = whole.label or part.label
    for text in part.texts:
        groups[text] = whole
