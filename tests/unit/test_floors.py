"""Floors: a score that got worse is told, and no floor falls without being asked to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import floors
from benchmarks.floor_sets import SHIPPED, Measured
from benchmarks.floors import FLOORS, find_faults, read_floors, set_floor, update, write_floors
from summarizer.engines.echo import EchoEngine

STANDING = {"news": Measured(digest="a", scores={"BLEU": 40.0, "loops": 0.01})}


def measured(**scores: float) -> dict[str, Measured]:
    return {"news": Measured(digest="a", scores={"BLEU": 40.0, "loops": 0.01} | scores)}


@pytest.mark.parametrize(
    ("scores", "faults"),
    [
        ({}, []),
        ({"BLEU": 41.0, "loops": 0.0}, []),
        ({"BLEU": 39.99}, ["news: BLEU is 39.99, its floor 40.0"]),
        ({"loops": 0.02}, ["news: loops is 0.02, its floor 0.01"]),
        ({"chrF": 60.0}, ["news: chrF has no floor; run --update"]),
    ],
)
def test_a_worse_score_is_a_fault(scores: dict[str, float], faults: list[str]) -> None:
    assert find_faults(STANDING, measured(**scores)) == faults


def test_scores_on_other_data_are_not_compared() -> None:
    changed = {"news": replace(STANDING["news"], digest="b")}
    assert find_faults(STANDING, changed) == ["news: the set has changed; run --update"]
    assert find_faults({}, changed) == ["news: there are no floors; run --update"]


def test_an_update_raises_floors_and_keeps_those_of_sets_that_were_not_measured() -> None:
    other = {"flores": Measured(digest="c", scores={"BLEU": 18.0})}
    standing, refused = update(STANDING | other, measured(BLEU=42.0), lower=False)
    assert refused == []
    assert standing["news"].scores == {"BLEU": set_floor("BLEU", 42.0), "loops": 0.01}
    assert standing["flores"] == other["flores"]


def test_an_update_alone_refuses_to_lower_a_floor() -> None:
    standing, refused = update(STANDING, measured(BLEU=30.0, loops=0.2), lower=False)
    assert standing["news"].scores == STANDING["news"].scores
    assert [line.split(" is ")[0] for line in refused] == ["news: BLEU", "news: loops"]
    assert all("--lower" in line for line in refused)


UNMEASURED = ["news: loops has a floor and was not measured; --update --lower drops it"]


def test_a_floor_whose_score_is_no_longer_measured_is_told_and_stays() -> None:
    found = {"news": Measured(digest="b", scores={"BLEU": 44.0})}
    assert find_faults(STANDING, {"news": replace(found["news"], digest="a")}) == UNMEASURED
    assert update(STANDING, found, lower=False) == (STANDING, UNMEASURED)
    standing, refused = update(STANDING, found, lower=True)
    assert (standing["news"].scores, refused) == ({"BLEU": 43.0}, [])


def test_a_set_of_which_one_score_fell_keeps_its_row_whole() -> None:
    found = {"news": Measured(digest="b", scores={"BLEU": 44.0, "loops": 0.2})}
    standing, refused = update(STANDING, found, lower=False)
    assert standing == STANDING
    assert len(refused) == 1


def test_with_lower_it_falls() -> None:
    standing, refused = update(STANDING, measured(BLEU=30.0, loops=0.2), lower=True)
    assert refused == []
    assert standing["news"].scores == {"BLEU": 29.0, "loops": 0.21}


def test_a_score_within_the_slack_of_its_floor_changes_nothing() -> None:
    assert update(STANDING, measured(BLEU=40.2), lower=False) == (STANDING, [])


@pytest.mark.parametrize(
    ("flags", "bleu", "complaint"),
    [
        ([], 40.0, None),
        ([], 30.0, "BLEU is 30.0, its floor 40.0"),
        (["--update"], 30.0, "--lower lowers it"),
        (["--update", "--lower"], 30.0, None),
    ],
)
def test_the_command_fails_below_a_floor(
    flags: list[str], bleu: float, complaint: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "floors.json"
    write_floors(STANDING, {}, path)
    monkeypatch.setattr(floors, "FLOORS", path)
    monkeypatch.setattr(floors, "load_candidate", lambda folder: EchoEngine())
    monkeypatch.setattr(floors, "measure", lambda engine, data: measured(BLEU=bleu).items())
    monkeypatch.setattr("sys.argv", ["floors", *flags])
    with pytest.raises(SystemExit) as ended:
        floors.main()
    assert (complaint or "0") in str(ended.value.code)
    assert read_floors(path)["news"].scores["BLEU"] == (29.0 if "--lower" in flags else 40.0)


def test_lowering_without_updating_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(floors, "load_candidate", lambda folder: EchoEngine())
    monkeypatch.setattr(floors, "measure", lambda engine, data: measured().items())
    monkeypatch.setattr("sys.argv", ["floors", "--lower"])
    with pytest.raises(SystemExit) as ended:
        floors.main()
    assert ended.value.code == 2
    assert "--lower goes with --update" in capsys.readouterr().err


def test_floors_come_back_as_they_were_written(tmp_path: Path) -> None:
    write_floors(STANDING, {"command": "..."}, tmp_path / "floors.json")
    assert read_floors(tmp_path / "floors.json") == STANDING


def test_the_floors_in_the_repository_are_of_the_sets_that_ship() -> None:
    standing = read_floors(FLOORS)
    assert standing.keys() >= SHIPPED
    assert len(SHIPPED) == 9
    assert all(row.scores for row in standing.values())


@pytest.mark.parametrize("name", ["translations", "seeds", "news_dev", "flores_dev, every third"])
def test_numbers_have_a_floor_and_a_ceiling(name: str) -> None:
    scores = read_floors(FLOORS)[name].scores
    assert scores["numbers kept"] > 0.9
    assert scores["numbers added"] < 0.1


@pytest.mark.parametrize("name", ["seeds", "news_dev, names"])
def test_names_have_floors_with_and_without_a_glossary(name: str) -> None:
    scores = read_floors(FLOORS)[name].scores
    assert 0.5 < scores["names kept"] < scores["glossary kept"]
