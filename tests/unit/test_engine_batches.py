"""Which texts CTranslate2 computes together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.batches import make_batches

LENGTHS = st.lists(st.integers(1, 300), max_size=60)


def width(length: int, neighbours: list[int]) -> int:
    """What a text of this length is padded to beside others."""
    lengths = [length, *neighbours]
    (batch,) = [b for b in make_batches(lengths, limit=300, tokens=500) if 0 in b.texts]
    return max(batch.filler, *(lengths[i] for i in batch.texts))


@given(st.integers(1, 300), LENGTHS, LENGTHS)
def test_a_text_is_padded_to_the_same_width_beside_any_others(length: int, some: list[int], others: list[int]) -> None:
    assert width(length, some) == width(length, others)


@given(LENGTHS, st.integers(1, 2000))
def test_every_text_is_in_one_batch_and_batches_are_bounded(lengths: list[int], tokens: int) -> None:
    batches = make_batches(lengths, limit=300, tokens=tokens)
    assert sorted(i for batch in batches for i in batch.texts) == list(range(len(lengths)))
    assert all(sum(lengths[i] for i in b.texts) <= tokens or len(b.texts) == 1 for b in batches)


@pytest.mark.parametrize(
    ("lengths", "limit", "fillers"),
    [
        ([5], 111, [32]),
        ([32, 5], 111, [0]),  # the longest fills the batch itself
        ([40, 5], 111, [64, 32]),
        ([100], 111, [111]),  # no longer than the model takes
        ([100], 512, [128]),
        ([200, 201, 200], 512, [0, 0]),
        ([5], 20, [20]),
        ([], 111, []),
    ],
)
def test_a_filler_stands_in_for_the_longest(lengths: list[int], limit: int, fillers: list[int]) -> None:
    assert [batch.filler for batch in make_batches(lengths, limit=limit, tokens=1024)] == fillers
