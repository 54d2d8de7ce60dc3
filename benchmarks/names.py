"""What the English that goes into the Arabic is worth: names as given, numbers kept, BLEU, with and without it.

MUJAZ_DATA=folder python benchmarks/names.py [MODEL_FOLDER] [--each]

The glossary of a set has the names of the lists whose English stands in its references. "everything" puts in all that
``summarizer.substitute`` knows, also what the shipped model has not learnt yet; ``--each`` adds a row for each kind of
it, on the way to ``LEARNT``. Only the figures of the embedded model are saved; those of another folder, a candidate,
are printed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from unittest.mock import patch

from results import ROOT, data_folder, save

sys.path.insert(0, str(ROOT))  # training/ is not installed with the package

from summarizer.engines import Decoding, Engine
from summarizer.substitute import LEARNT, ORIGINS, Origin, find_swaps
from training.evaluate import load_candidate, measure, sign_figures, translate_lines
from training.evaluation_sets import DEV_SETS, NUMBER_SET, EvaluationSet, read_dev_set, read_seeds
from training.measures import count_number_set, read_number_set

COMMAND = "MUJAZ_DATA=folder python benchmarks/names.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """What goes into the Arabic; nothing at all unless ``copies``. ``glossary``: the names of each set too."""

    copies: bool = True
    glossary: bool = False
    origins: frozenset[Origin] = LEARNT


SYSTEMS = {
    "plain": System(copies=False),
    "lexicon": System(),
    "glossary": System(glossary=True),
    "everything": System(origins=ORIGINS),
}
EACH = {origin: System(origins=LEARNT | {origin}) for origin in sorted(ORIGINS - LEARNT)}


def main() -> None:
    data, folders = data_folder(), [argument for argument in sys.argv[1:] if argument != "--each"] or ["auto"]
    sets = [*(read_dev_set(data, name) for name in DEV_SETS), read_seeds()]
    figures: dict[str, object] = {}
    engine = load_candidate(folders[0])
    for label, system in (SYSTEMS | (EACH if "--each" in sys.argv else {})).items():
        engine.card = replace(engine.card, copies_latin=system.copies)  # type: ignore[misc]
        with patch("summarizer.attempts.find_swaps", partial(find_swaps, origins=system.origins)):
            figures |= {f"{name}, {label}": row for name, row in measure_system(engine, system, sets).items()}
    if folders[0] == "auto":
        save("names", figures, sign_figures(engine, data, COMMAND))
    engine.close()


def measure_system(engine: Engine, system: System, sets: Sequence[EvaluationSet]) -> dict[str, object]:
    """The figures of each set and of the number set."""
    rows: dict[str, object] = {}
    for test_set in sets:
        done = translate_lines(test_set.sources, engine, Decoding(), test_set.glossary if system.glossary else ())
        rows[test_set.name] = measure(test_set, done.lines)
        print(test_set.name, system, rows[test_set.name], flush=True)
    cases = read_number_set(NUMBER_SET)
    rows["number_set"] = count_number_set(cases, translate_lines([c.arabic for c in cases], engine, Decoding()).lines)
    print("number_set", system, rows["number_set"], flush=True)
    return rows


if __name__ == "__main__":
    main()
