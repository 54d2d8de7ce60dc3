"""Weights as int8: what they stand for is near, and no two neighbours overflow 16 bits."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from summarizer.engines.quantization import quantize_rows

Matrix = NDArray[np.float32]


def _random(rows: int, columns: int, spread: float = 1.0) -> Matrix:
    return np.random.default_rng(7).normal(0, spread, (rows, columns)).astype(np.float32)


MATRICES = {
    "random": _random(64, 48),
    "more rows than are done at a time": _random(9000, 6),
    "huge": _random(8, 8, 1e30),
    "tiny": _random(8, 8, 1e-34),
    "equal sizes": np.sign(_random(16, 32)) * np.float32(0.15),
    "one large among small": np.float32(0.01) * _random(4, 64) + np.float32(3) * np.eye(4, 64, 9, dtype=np.float32),
    "two large side by side": np.tile(np.array([0, 5, -5, 0.1], np.float32), (3, 4)),
    "one column": _random(5, 1),
}


@pytest.fixture(params=MATRICES)
def weights(request: pytest.FixtureRequest) -> Matrix:
    return MATRICES[request.param]


def test_no_two_neighbours_overflow_sixteen_bits(weights: Matrix) -> None:
    numbers = np.abs(quantize_rows(weights)[0].astype(int))
    assert numbers.max() <= 127
    assert (255 * (numbers[:, :-1] + numbers[:, 1:])).max(initial=0) < 2**15


def test_a_number_stands_for_its_weight_to_half_a_step(weights: Matrix) -> None:
    numbers, scales = quantize_rows(weights)
    assert numbers.shape == weights.shape
    assert scales.shape == (len(weights),)
    assert numbers == pytest.approx(weights.astype(float) * scales[:, None], abs=0.5001)


def test_the_room_there_is_is_used(weights: Matrix) -> None:
    numbers = np.abs(quantize_rows(weights)[0].astype(int))
    sums = np.concatenate([numbers, numbers[:, :-1] + numbers[:, 1:]], axis=1)
    assert (sums.max(axis=1) >= 126).all()


def test_one_large_weight_takes_all_eight_bits() -> None:
    numbers, _ = quantize_rows(np.array([[0, 0, -2, 0, 1]], np.float32))
    assert numbers.tolist() == [[0, 0, -127, 0, 64]]


def test_a_row_of_zeros_stays_zero() -> None:
    numbers, scales = quantize_rows(np.zeros((2, 3), np.float32))
    assert numbers.tolist() == [[0, 0, 0]] * 2
    assert scales.tolist() == [1, 1]


def test_the_weights_given_are_not_changed() -> None:
    given = _random(4, 4)
    before = given.copy()
    quantize_rows(given)
    assert (given == before).all()
