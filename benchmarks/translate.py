"""Quality of the embedded translator: BLEU and chrF on the development sets, and what int8 and greedy decoding cost.

MUJAZ_DATA=folder python benchmarks/translate.py

``python -m training.evaluate`` measures more (numbers, names, faults, speed) and takes any model folder.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from results import ROOT, data_folder, save

sys.path.insert(0, str(ROOT))  # training/ is not installed with the package

from summarizer.engines import Decoding
from training.evaluate import load_candidate, sign_figures, translate_lines
from training.evaluation_sets import DEV_SETS, PEERS, read_peer
from training.measures import score_texts

COMMAND = "MUJAZ_DATA=folder python benchmarks/translate.py"
SYSTEMS = {"int8 beam 4": ("int8", 4), "int8 greedy": ("int8", 1), "float32 greedy": ("float32", 1)}


def main() -> None:
    data = data_folder()
    figures: dict[str, object] = {}
    outputs: dict[tuple[str, str], tuple[str, ...]] = {}
    for system, (compute_type, beam) in SYSTEMS.items():
        engine = load_candidate("auto", compute_type=compute_type)
        for name in DEV_SETS:
            done = translate_lines(lines(data / "dev" / f"{name}.ar"), engine, Decoding(beam_size=beam))
            outputs[name, system] = done.lines
        signature = sign_figures(engine, data, COMMAND)
        engine.close()
    for name in DEV_SETS:
        references = lines(data / "dev" / f"{name}.en")
        for system in SYSTEMS:
            figures[f"{name}, {system}"] = score(f"{name}, {system}", outputs[name, system], references)
        pairs = zip(outputs[name, "int8 greedy"], outputs[name, "float32 greedy"], strict=True)
        equal = sum(a == b for a, b in pairs) / len(references)
        figures[f"{name}, equal sentences int8 and float32"] = round(equal, 3)
        print(f"{name:<12} {'equal int8/float32':<16} {equal:.1%}")
    references = lines(data / "dev" / "flores_dev.en")
    for name, peer in PEERS.items():
        system = f"flores_dev, for comparison: {peer}"
        figures[system] = score(system, read_peer(data, name), references)
    save("translate", figures, signature)


def score(system: str, said: Sequence[str], references: Sequence[str]) -> dict[str, float]:
    """BLEU and chrF of one system, printed as they come."""
    scores, _ = score_texts(said, references)
    figures = {metric: scores[metric]["score"] for metric in ("BLEU", "chrF")}
    print(f"{system:<42} BLEU {figures['BLEU']:5.2f}  chrF {figures['chrF']:5.2f}")
    return figures


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    main()
