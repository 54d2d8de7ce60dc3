"""A sentence comes out the same, to the last bit, whatever is translated beside it: what a resumed run relies on."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.engines import Decoding, Engine, load_engine
from summarizer.evaluation.small_sets import SETS
from summarizer.normalize import normalize
from summarizer.pieces import fit
from summarizer.pipeline import understand
from summarizer.readers import read
from summarizer.types import Generation

BEAM = Decoding(beam_size=4, hypotheses=4)
CASES = SETS / "sentences.jsonl"

Proposed = list[tuple[Generation, ...]]


@pytest.fixture(scope="module", params=[1, 2], ids=["1 worker", "2 workers"])
def ct2(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = load_engine("ct2", compute_type="int8", threads=request.param)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    """The first 200 of what the model is given of the seeds and of the splitter's cases."""
    paths = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
    texts = [s.plain for path in paths for s in understand(read(path, name=path.name)).sentences]
    texts += [s for line in CASES.read_text(encoding="utf-8").splitlines() for s in json.loads(line)["sentences"]]
    pieces = [piece.strip() for text in texts for piece in fit(normalize(text).text, lambda t: len(t.split()), 40)]
    return pieces[:200]


@pytest.fixture(scope="module")
def alone(sentences: list[str]) -> Proposed:
    """What comes out of each sentence by itself."""
    engine = load_engine("ct2", compute_type="int8", threads=1)
    said = [engine.propose([sentence], BEAM)[0] for sentence in sentences]
    engine.close()
    return said


@pytest.mark.parametrize(("size", "seed"), [(7, 1), (200, 2)])
def test_neighbours_change_nothing(ct2: Engine, sentences: list[str], alone: Proposed, size: int, seed: int) -> None:
    order = list(range(len(sentences)))
    random.Random(seed).shuffle(order)
    said: dict[int, tuple[Generation, ...]] = {}
    for start in range(0, len(order), size):
        part = order[start : start + size]
        said |= zip(part, ct2.propose([sentences[i] for i in part], BEAM), strict=True)
    assert [said[i] for i in range(len(sentences))] == alone
    assert {len(proposed) for proposed in alone} == {4}
