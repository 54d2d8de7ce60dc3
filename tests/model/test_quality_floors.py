"""The embedded line is not worse than its floors (benchmarks/floors.json)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.floor_sets import SHIPPED, measure_dev_sets, measure_small_sets
from benchmarks.floors import FLOORS, find_faults, read_floors
from summarizer.engines import Engine
from training.evaluate import load_candidate


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = load_candidate("auto")
    yield engine
    engine.close()


def test_nothing_is_below_its_floor_on_the_sets_that_ship(engine: Engine) -> None:
    measured = dict(measure_small_sets(engine))
    assert measured.keys() == SHIPPED
    assert find_faults(read_floors(FLOORS), measured) == []


def test_nothing_is_below_its_floor_on_the_development_sets(engine: Engine, data: Path) -> None:
    floors, measured = read_floors(FLOORS), dict(measure_dev_sets(engine, data))
    assert measured.keys() == floors.keys() - SHIPPED
    assert find_faults(floors, measured) == []
