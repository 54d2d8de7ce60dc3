"""What the English that goes into the Arabic is worth: names as given, numbers kept, BLEU, with and without it.

MUJAZ_DATA=folder python benchmarks/names.py [MODEL_FOLDER]

The glossary of a set has the names of the lists whose English stands in its references. Only the figures of the
embedded model are saved; those of another folder, a candidate, are printed.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from results import ROOT, data_folder, save

sys.path.insert(0, str(ROOT))  # training/ is not installed with the package

from summarizer.engines import Decoding
from training.evaluate import load_candidate, measure, sign_figures, translate_lines
from training.evaluation_sets import DEV_SETS, read_dev_set, read_seeds

COMMAND = "MUJAZ_DATA=folder python benchmarks/names.py"
SYSTEMS = {"plain": (False, False), "lexicon": (True, False), "glossary": (True, True)}  # (put in, with the glossary)


def main() -> None:
    data, folder = data_folder(), sys.argv[1] if len(sys.argv) > 1 else "auto"
    sets = [*(read_dev_set(data, name) for name in DEV_SETS), read_seeds()]
    figures: dict[str, object] = {}
    for system, (copies, with_glossary) in SYSTEMS.items():
        engine = load_candidate(folder)
        engine.card = replace(engine.card, copies_latin=copies)  # type: ignore[misc]
        for test_set in sets:
            done = translate_lines(test_set.sources, engine, Decoding(), test_set.glossary if with_glossary else ())
            row = figures[f"{test_set.name}, {system}"] = measure(test_set, done.lines)
            print(f"{test_set.name:<12} {system:<9}", row)
        engine.close()
    if folder == "auto":
        save("names", figures, sign_figures(engine, data, COMMAND))


if __name__ == "__main__":
    main()
