"""Names of inputs and of pages differ from each other, and many equal ones cost no more than as many others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import input_names
from summarizer.input_names import unique
from summarizer.writers import page_names
from summarizer.writers.page_names import PageNames

_PARTS = st.lists(st.sampled_from(["a.txt", "A.txt", "a-2.txt", "a-2-2.txt", "b", "a-3.TXT", "é", "e\u0301", "a"]))


def name_one_by_one(names: list[str]) -> list[str]:
    """The names, each with the least number that is free: what ``unique`` must come to."""
    taken: set[int] = set()
    found = []
    for name in names:
        stem, dot, suffix = name.rpartition(".")
        tried, count = name, 1
        while input_names._hash(tried) in taken:
            count += 1
            tried = f"{stem}-{count}.{suffix}" if dot else f"{name}-{count}"
        taken.add(input_names._hash(tried))
        found.append(tried)
    return found


@given(_PARTS)
def test_each_name_gets_the_least_number_that_is_free(names: list[str]) -> None:
    taken: dict[int, int] = {}
    assert [unique(name, taken) for name in names] == name_one_by_one(names)


@pytest.mark.parametrize("names", [["a.txt"] * 500, ["a.txt", "A.txt"] * 250], ids=["one name", "one but for case"])
def test_equal_names_do_not_try_each_others_numbers(names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    input_hash, page_fold = input_names._hash, page_names._fold

    def count(function: Callable[[str], object]) -> Callable[[str], object]:
        return lambda name: (tried.append(name), function(name))[1]

    monkeypatch.setattr(input_names, "_hash", count(input_hash))
    monkeypatch.setattr(page_names, "_fold", count(page_fold))
    taken: dict[int, int] = {}
    assert len({unique(name, taken) for name in names}) == len(names)
    assert len(tried) <= 3 * len(names)
    tried.clear()
    pages = PageNames()
    assert len({pages.name(name) for name in names}) == len(names)
    assert len(tried) <= 3 * len(names)
