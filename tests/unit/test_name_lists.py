from __future__ import annotations

import pytest

from training.name_lists import is_name


@pytest.mark.parametrize(("arabic", "english"), [("غزة", "gaza"), ("محمد", "Mohammed"), ("أبو", "Abu")])
def test_names_are_names_in_any_case(arabic: str, english: str) -> None:
    assert is_name(arabic, english)


@pytest.mark.parametrize(
    ("arabic", "english"),
    [("في", "In"), ("ما", "Ma"), ("لي", "Lee"), ("عبد", "Abdullah"), ("الله", "Abdullah"), ("كما", "Kama")],
)
def test_particles_and_halves_of_names_are_not(arabic: str, english: str) -> None:
    assert not is_name(arabic, english)
