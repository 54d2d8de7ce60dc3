"""Scores of the embedded line that may not fall, on the sets that ship and on the development sets where present.

python -m benchmarks.floors                     measure, and say what is below its floor
python -m benchmarks.floors --update            raise the floors to what was measured; refuses to lower one
python -m benchmarks.floors --update --lower    lower them too: for a loss that is wanted, and told in the change

MUJAZ_DATA=folder adds the development sets, in fixed samples, so that all takes some two minutes on two cores.
``benchmarks/floors.json`` keeps for each set the digest of its files: scores on other files are not compared. Where
less is better (loops, false alarms) the floor is a ceiling. CI measures the same (tests/model/test_quality_floors.py).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # it may be run as a file, too

from benchmarks.floor_sets import Measured, Scores, measure
from benchmarks.results import ROOT, sign
from training.evaluate import load_candidate

COMMAND = "MUJAZ_DATA=folder python -m benchmarks.floors --update"
PACKAGES = ("ctranslate2", "sacrebleu", "sentencepiece")
FLOORS = ROOT / "benchmarks" / "floors.json"
LESS_IS_BETTER = frozenset({"loops", "empty", "numbers added", "false alarms", "boilerplate"}) | {
    "numbers unsupported",
    "names unsupported",
}
# Below what was measured, for scores of what the model writes: another processor rounds floating point otherwise. The
# sets of instructions in docs/evaluation.md gave up to 0.72 BLEU, 0.56 chrF, 1 % of the numbers and 2.6 % of the names
# between the least and the most. All other scores are the same everywhere.
SLACK = {"BLEU": 1.0, "chrF": 0.8, "sentences right": 0.02, "loops": 0.01, "empty": 0.0} | {
    "numbers kept": 0.02,
    "numbers added": 0.02,
    "names kept": 0.03,
    "glossary kept": 0.02,
}


def main() -> None:
    options = argparse.ArgumentParser(description="Scores that may not fall.")
    options.add_argument("--update", action="store_true", help="raise the floors to what is measured")
    options.add_argument("--lower", action="store_true", help="with --update: lower them too")
    given = options.parse_args()
    if given.lower and not given.update:
        options.error("--lower goes with --update")
    data = os.environ.get("MUJAZ_DATA")
    engine = load_candidate("auto")
    measured = dict(measure(engine, Path(data) if data else None))
    known = read_floors(FLOORS)
    show(measured, known)
    if not given.update:
        faults = find_faults(known, measured)
    else:
        floors, faults = update(known, measured, lower=given.lower)
        model = {"model": engine.card.name, "model_sha256": engine.card.digest}
        write_floors(floors, sign(COMMAND, packages=PACKAGES) | model, FLOORS)
    engine.close()
    sys.exit("\n".join(faults) if faults else 0)


def find_faults(floors: Mapping[str, Measured], measured: Mapping[str, Measured]) -> list[str]:
    """What is below its floor, has none, or was not measured though it has one, one line each."""
    faults = []
    for name, found in measured.items():
        floor = floors.get(name)
        if floor is None or floor.digest != found.digest:
            faults.append(f"{name}: {'there are no floors' if floor is None else 'the set has changed'}; run --update")
            continue
        faults += [_say_unmeasured(name, score) for score in floor.scores.keys() - found.scores.keys()]
        for score, value in found.scores.items():
            limit = floor.scores.get(score)
            if limit is None:
                faults.append(f"{name}: {score} has no floor; run --update")
            elif is_worse(score, value, limit):
                faults.append(f"{name}: {score} is {value}, its floor {limit}")
    return sorted(faults)


def update(
    floors: Mapping[str, Measured], measured: Mapping[str, Measured], *, lower: bool
) -> tuple[dict[str, Measured], list[str]]:
    """The floors raised to what was measured less the slack, and those that would fall or vanish, one line each.

    A set with one of these keeps its row whole; with ``lower`` they fall and vanish. Sets that were not measured keep
    their floors.
    """
    result, refused = dict(floors), list[str]()
    for name, found in measured.items():
        old = floors[name].scores if name in floors else {}
        new = {score: set_floor(score, value) for score, value in found.scores.items()}
        if not lower:
            losses = _find_losses(name, found.scores, old)
            refused += losses
            if losses:
                continue
            new |= {score: old[score] for score in old if is_worse(score, new[score], old[score])}  # within the slack
        result[name] = replace(found, scores=new)
    return result, sorted(refused)


def _find_losses(name: str, scores: Scores, floors: Scores) -> list[str]:
    lost = [_say_unmeasured(name, score) for score in floors.keys() - scores.keys()]
    return lost + [
        f"{name}: {score} is {scores[score]}, its floor {floors[score]}; --lower lowers it"
        for score in floors.keys() & scores.keys()
        if is_worse(score, scores[score], floors[score])
    ]


def _say_unmeasured(name: str, score: str) -> str:
    return f"{name}: {score} has a floor and was not measured; --update --lower drops it"


def is_worse(score: str, value: float, other: float) -> bool:
    return value > other if score in LESS_IS_BETTER else value < other


def set_floor(score: str, value: float) -> float:
    """The floor of what has been measured: a little below it where processors differ."""
    slack = SLACK.get(score, 0.0)
    return round(value + slack if score in LESS_IS_BETTER else max(value - slack, 0.0), 4)


def read_floors(path: Path) -> dict[str, Measured]:
    if not path.exists():
        return {}
    return {name: Measured(**row) for name, row in json.loads(path.read_text(encoding="utf-8"))["floors"].items()}


def write_floors(floors: Mapping[str, Measured], signature: Mapping[str, object], path: Path) -> None:
    content = {"floors": {name: asdict(row) for name, row in floors.items()}, "signature": signature}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def show(measured: Mapping[str, Measured], floors: Mapping[str, Measured]) -> None:
    for name, found in measured.items():
        print(name)
        for score, value in found.scores.items():
            limit = floors[name].scores.get(score, "none") if name in floors else "none"
            print(f"  {score:22} {value:9} floor {limit}")
    for name in floors.keys() - measured.keys():
        print(f"{name}: not measured; MUJAZ_DATA does not name the development data")


if __name__ == "__main__":
    main()
