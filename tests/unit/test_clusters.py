"""What a group costs while it grows, and that it is the same wherever it lies."""

from __future__ import annotations

import pytest

from summarizer import clusters
from summarizer.clusters import cluster
from summarizer.features import Features
from summarizer.shelf import Shelf


def texts(events: int, each: int) -> list[Features]:
    """Texts on so many events, in turns; those of one event have four terms in common and one of their own."""
    return [
        Features(
            digest=f"{n:05}",
            terms={**{f"event {n % events} {term}": 0.49 for term in range(4)}, f"own {n}": 0.2},
            day=None,
            months=frozenset(),
        )
        for n in range(events * each)
    ]


@pytest.fixture
def put_down(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many texts each group had that was put on the shelf."""
    counts: list[int] = []
    put = Shelf.put

    def count(shelf: Shelf[clusters._Group], group: clusters._Group) -> int:
        counts.append(len(group.texts))
        return put(shelf, group)

    monkeypatch.setattr(Shelf, "put", count)
    return counts


@pytest.mark.parametrize("labelled", [True, False])
def test_what_is_put_down_of_a_large_group_grows_no_faster_than_the_group(put_down: list[int], labelled: bool) -> None:
    many = texts(1, 300)
    labels = {text.digest: "known" for text in many} if labelled else {}
    assert cluster(many, labels) == [(tuple(range(300)), "known" if labelled else None)]
    assert sum(put_down) <= 600


@pytest.mark.parametrize("labelled", [(), (0, 1, 20, 21, 22)])
def test_groups_that_do_not_fit_into_memory_come_out_as_those_that_do(
    monkeypatch: pytest.MonkeyPatch, put_down: list[int], labelled: tuple[int, ...]
) -> None:
    many = texts(20, 6)
    labels = {many[n].digest: f"story {n % 20}" for n in labelled}
    whole = cluster(many, labels)
    assert put_down == []
    monkeypatch.setattr(clusters, "_IN_MEMORY", 2)
    assert cluster(many, labels) == whole
    assert len(whole) == 20
    assert put_down != []
