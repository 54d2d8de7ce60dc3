"""A lazy sequence is like the tuple of its members, and makes no more of them than it is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.lazy import LazySequence
from summarizer.writers import WRITERS
from summarizer.writers.html import MOST_ON_ONE_PAGE
from tests.factories import story_brief

PLACES = st.integers(min_value=-30, max_value=30) | st.none()


@given(st.integers(min_value=0, max_value=20), PLACES, PLACES)
def test_it_is_cut_like_a_tuple(length: int, start: int | None, stop: int | None) -> None:
    whole = tuple(number * 2 for number in range(length))
    assert tuple(LazySequence(lambda index: index * 2, length)[start:stop]) == whole[start:stop]


@pytest.mark.parametrize("index", [3, -4])
def test_there_is_nothing_behind_its_ends(index: int) -> None:
    with pytest.raises(IndexError):
        LazySequence(str, 3)[index]


def test_a_member_is_made_when_it_is_asked_for_and_kept_for_a_while() -> None:
    made: list[int] = []
    sequence = LazySequence(lambda index: made.append(index) or index, 100, kept=1)
    assert [sequence[-1], sequence[99], sequence[5], sequence[99]] == [99, 99, 5, 99]
    assert made == [99, 5, 99]


@pytest.mark.parametrize("name", WRITERS)
def test_articles_that_are_made_one_at_a_time_are_written_like_others(name: str) -> None:
    brief = story_brief()
    articles = brief.articles * (MOST_ON_ONE_PAGE // 3 + 1)
    written = [
        [(path, content if isinstance(content, str | bytes) else tuple(content)) for path, content in pages]
        for pages in (
            WRITERS[name].render(replace(brief, articles=kind))
            for kind in (articles, LazySequence(lambda index: articles[index], len(articles)))
        )
    ]
    assert written[0] == written[1] != []
