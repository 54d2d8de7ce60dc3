"""The development sets as the evaluation reads them; they need the data folder, not a model."""

from __future__ import annotations

from pathlib import Path

from training.evaluation_sets import PEERS, read_dev_set, read_peer
from training.measures import count_names


def test_a_dev_set_comes_with_the_names_of_its_references(data: Path) -> None:
    test_set = read_dev_set(data, "news_dev")
    assert len(test_set.sources) == len(test_set.references) == len(test_set.names) == 200
    assert count_names(test_set.names, test_set.references)["kept"] == 1
    assert len(test_set.glossary) > 50


def test_every_peer_translated_every_sentence_of_flores(data: Path) -> None:
    sentences = len((data / "dev" / "flores_dev.ar").read_text(encoding="utf-8").splitlines())
    assert {name: len(read_peer(data, name)) for name in PEERS} == dict.fromkeys(PEERS, sentences)
