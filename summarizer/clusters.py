"""Which texts tell of one event: groups that grow by their likeness, without ever comparing all pairs.

    find      two texts are compared only if they share two of their weightiest terms; of a term that very many have, a
              text meets its neighbours by day alone
    join      the most alike pairs first: their groups become one if all texts of one are like all of the other on
              average, and the more so the larger the two are; time apart counts against it

Nothing depends on the order of the texts: they are taken in the order of their digests. What is known of them may lie
elsewhere and is asked for again and again, and most groups lie on a shelf: in memory are which texts have a key, the
pairs, for each text that has joined others the name of its group, and the groups of late.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from summarizer.features import Features, Vector, dot
from summarizer.heap import trim_heap
from summarizer.lazy import LazySequence
from summarizer.shelf import Shelf

# Likeness, 0 to 1. Chosen on one half of the silver pairs and the seeds (benchmarks/stories.py). Wrongly joining costs
# a reader more than leaving apart. Without _GROWTH 1 in 100 more pairs of one event are found, but reports on visits
# and condolences, which are all alike, run together in groups of 50 instead of 18.
PAIR = 0.29  # of two texts, from which their groups may be one
_MEAN = 0.17  # of all pairs between two groups of one text each
_GROWTH = 0.04  # more for each doubling of the number of pairs
_KEYS = 16  # weightiest terms of a text by which others find it
SHARED_KEYS = 2  # of these two texts must share
NEIGHBOURS = 40  # texts that a text meets by one term
_IN_MEMORY = 32  # groups of several texts, each of some 10 kB a text (of 300 real texts 4 kB, for they share words);
# with 256 that took 8 MB more of 3,000 articles and saved no time
# No data at hand tells of events that come back after weeks, so these are chosen by sense and tried on
# assets/evaluation/stories.jsonl.
_NEAR_DAYS = 3  # days between two reports of one event that count for nothing
_DAY_LOSS, _MOST_LOSS = 0.1, 0.5  # share of the likeness that each further day takes, and the most that all take
_OTHER_MONTHS_LOSS = 0.3  # where dates are missing: of texts that speak of months neither the same nor neighbours


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Texts, the sum of their vectors, their days and months, the known story they are."""

    texts: tuple[int, ...]
    terms: Vector
    days: tuple[int, ...]
    months: frozenset[int]
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
    groups = _grow(firsts, _sort(_find_pairs(firsts)), [labels.get(digest) for digest in digests])
    trim_heap()
    return [(tuple(sorted(i for text in texts for i in copies[digests[text]])), label) for texts, label in groups]


def _sort(pairs: Iterable[tuple[float, int, int]]) -> Iterator[tuple[int, int]]:
    """(one, other) of the (likeness, one, other), the most alike first. They are kept as numbers, 16 bytes a pair."""
    import numpy

    alike, ones, others = array("d"), array("I"), array("I")
    for likeness_of_both, one, other in pairs:
        alike.append(-likeness_of_both)
        ones.append(one)
        others.append(other)
    for place in numpy.lexsort((others, ones, alike)):
        yield ones[place], others[place]


def _grow(
    texts: Sequence[Features], pairs: Iterable[tuple[int, int]], labels: Sequence[str | None]
) -> list[tuple[tuple[int, ...], str | None]]:
    """Each group's texts and label, in the order of their first texts. ``pairs`` are those that are alike, best first.

    A hundred thousand texts may all be connected by pairs, so few groups are kept in memory.
    """
    with Shelf[_Group]() as shelf:
        groups = _Groups(texts, labels, shelf)
        groups.join_labelled()
        for one, other in pairs:
            groups.join_alike(one, other)
        return sorted(groups.all(), key=lambda group: min(group[0]))


class _Groups:
    """The groups while they grow.

    One of a single text is made when it is asked for. Of the others those that were asked for of late are in memory, so
    that one that grows is not put down at each step, and the rest lie on the shelf.
    """

    def __init__(self, texts: Sequence[Features], labels: Sequence[str | None], shelf: Shelf[_Group]) -> None:
        self._texts, self._labels, self._shelf = texts, labels, shelf
        self._names: dict[int, int] = {}  # of a text that has joined others: the first text of its group
        self._near: OrderedDict[int, _Group] = OrderedDict()  # by name, the latest last
        self._places: dict[int, int] = {}  # where on the shelf a group lies, by name, if it lies there as it is now

    def join_labelled(self) -> None:
        """Join the texts that have one label."""
        labelled: dict[str, list[int]] = defaultdict(list)
        for text, label in enumerate(self._labels):
            if label is not None:
                labelled[label].append(text)
        for members in labelled.values():
            if len(members) > 1:
                self._keep(_add(map(self._find, members)))

    def join_alike(self, one: int, other: int) -> None:
        """Join the groups of two texts, if they belong together."""
        if one in self._names and self._names[one] == self._names.get(other):
            return
        groups = self._find(one), self._find(other)
        if _belong_together(*groups):
            self._keep(_add(sorted(groups, key=lambda group: len(group.terms), reverse=True)))

    def all(self) -> Iterator[tuple[tuple[int, ...], str | None]]:
        """The texts and the label of every group."""
        joined = map(self._find, sorted(set(self._names.values())))
        yield from ((group.texts, group.label) for group in joined)
        yield from (((text,), label) for text, label in enumerate(self._labels) if text not in self._names)

    def _find(self, text: int) -> _Group:
        name = self._names.get(text)
        if name is None:
            return _start(text, self._texts[text], self._labels[text])
        group = self._near.get(name) or self._shelf.read(self._places[name])
        self._hold(name, group)
        return group

    def _keep(self, joined: _Group) -> None:
        """Keep a new group in the place of those that it was made of."""
        for part in {self._names[text] for text in joined.texts if text in self._names}:
            self._near.pop(part, None)
            self._places.pop(part, None)
        name = min(joined.texts)
        self._names |= dict.fromkeys(joined.texts, name)
        self._hold(name, joined)

    def _hold(self, name: int, group: _Group) -> None:
        """Have the group in memory, and put down the one that was not asked for the longest."""
        self._near[name] = group
        self._near.move_to_end(name)
        if len(self._near) > _IN_MEMORY:
            away, unused = self._near.popitem(last=False)
            if away not in self._places:
                self._places[away] = self._shelf.put(unused)


def _start(index: int, text: Features, label: str | None = None) -> _Group:
    days = () if text.day is None else (text.day,)
    return _Group(texts=(index,), terms=text.terms, days=days, months=text.months, label=label)


def _find_pairs(texts: Sequence[Features]) -> Iterator[tuple[float, int, int]]:
    """(likeness, one, other) of the pairs that share enough of their keys and are alike enough."""
    by_day = sorted(range(len(texts)), key=lambda index: (texts[index].day or 0, texts[index].digest))
    holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for index in by_day:
        for key in weightiest(texts[index].terms):
            holders[key].append(index)
    passed: Counter[str] = Counter()
    for index in by_day:
        met: Counter[int] = Counter()
        for key in weightiest(texts[index].terms):
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


def _add(groups: Iterable[_Group]) -> _Group:
    """The texts of all the groups as one group. It is made the quicker, the larger the first is."""
    texts: list[int] = []
    terms: dict[str, float] = {}
    days: list[int] = []
    months: set[int] = set()
    label = None
    for group in groups:
        texts += group.texts
        if terms:
            for term, weight in group.terms.items():
                terms[term] = terms.get(term, 0.0) + weight
        else:
            terms = dict(group.terms)
        days += group.days
        months |= group.months
        label = label or group.label
    return _Group(texts=tuple(texts), terms=terms, days=tuple(days), months=frozenset(months), label=label)
