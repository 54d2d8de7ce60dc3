"""Weights in eight bits that every processor multiplies alike.

A processor without VNNI (most x86 before 2020) adds the products of two neighbouring pairs of activation and weight in
16 bits, and cuts off what does not fit: wrong sums, and no word of it. CTranslate2's converter fills the eight bits of
each weight, so that happens; here two neighbours leave room for the largest activations. oneDNN's documentation tells
of the fault ("Nuances of int8 computations"); docs/engines.md has what it cost.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_LARGEST = 127  # of a weight; and of the sizes of two neighbours, before both are rounded: 255 * (127 + 1) < 2**15
_ROWS = 4096  # at a time, for the memory's sake


def quantize_weights(spec: Any) -> None:
    """Put the weights of a ``ctranslate2.specs.ModelSpec`` that can be int8 into that form, in place.

    ``spec`` has been validated, which makes a Variable of every array, and its equal weights are aliases.
    """
    from ctranslate2.specs.model_spec import NumpyVariable, Variable, visit_spec

    def quantize(layer: Any, name: str, value: Any) -> None:
        key = name.rpartition("/")[2]
        if isinstance(value, Variable) and hasattr(layer, f"{key}_scale"):
            numbers, scales = quantize_rows(value.to("float32").numpy())
            setattr(layer, key, NumpyVariable(numbers))
            setattr(layer, f"{key}_scale", NumpyVariable(scales))

    visit_spec(spec, quantize)


def quantize_rows(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """``weights`` (rows, columns) as int8 numbers of the same shape, and the scale of each row (rows,).

    A number is its weight times its row's scale, rounded. In each row the sizes of two neighbours have a sum of 128 at
    most; a row of zeros has the scale 1.
    """
    numbers = np.empty(weights.shape, np.int8)
    scales = np.empty(len(weights), np.float32)
    for start in range(0, len(weights), _ROWS):
        block = weights[start : start + _ROWS]
        sizes = np.abs(block)
        sizes[:, :-1] += np.abs(block[:, 1:])  # the last has no neighbour after it
        largest = sizes.max(axis=1)
        largest[largest == 0] = _LARGEST
        scales[start : start + _ROWS] = _LARGEST / np.maximum(largest, _LARGEST / np.finfo(np.float32).max)
        numbers[start : start + _ROWS] = np.rint(block * scales[start : start + _ROWS, None])
    return numbers, scales
