"""Where articles meet on a cluster by a term that too many have. The passes themselves: ``tests/cluster``."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.cluster_stories import _slices
from summarizer.features import Features


def text(day: int | None, digest: str = "ab12") -> Features:
    return Features(digest=digest, terms={}, day=day, months=frozenset())


@given(st.integers(700_000, 760_000), st.integers(0, 8))
def test_all_within_eight_days_meet_by_a_common_term(day: int, later: int) -> None:
    assert set(_slices("كاز", text(day))) & set(_slices("كاز", text(day + later)))


def test_those_of_other_seasons_or_terms_do_not() -> None:
    here = set(_slices("كاز", text(738_000)))
    assert not here & set(_slices("كاز", text(738_016)))
    assert not here & set(_slices("روس", text(738_000)))


def test_texts_of_no_day_meet_by_the_start_of_their_digest() -> None:
    assert _slices("كاز", text(None)) == _slices("كاز", text(None, "ab99")) != _slices("كاز", text(None, "ff12"))
