"""Quality of the embedded translator: BLEU and chrF on the development sets, and what int8 and greedy decoding cost.

MUJAZ_DATA=folder python benchmarks/translate.py
"""

from __future__ import annotations

from pathlib import Path

import sacrebleu
from results import data_folder, save, sign

from summarizer.catalogue import find_model
from summarizer.engines import Decoding, load_engine
from summarizer.split import split_text
from summarizer.store import TranslationMemory
from summarizer.translate import translate

SETS = ("news_dev", "flores_dev")
PEERS = {"argos": "Argos", "opusmt": "OPUS-MT", "nllb": "NLLB-600M", "google": "Google"}  # outputs that lie with FLORES
SYSTEMS = {"int8 beam 4": ("int8", 4), "int8 greedy": ("int8", 1), "float32 greedy": ("float32", 1)}


BLEU, CHRF = sacrebleu.BLEU(), sacrebleu.CHRF()


def main() -> None:
    folder = data_folder() / "dev"
    figures: dict[str, object] = {}
    outputs: dict[tuple[str, str], list[str]] = {}
    for name in SETS:
        references = lines(folder / f"{name}.en")
        for system, (compute_type, beam) in SYSTEMS.items():
            said = outputs[name, system] = english(lines(folder / f"{name}.ar"), compute_type, beam)
            figures[f"{name}, {system}"] = score(f"{name}, {system}", said, references)
        pairs = zip(outputs[name, "int8 greedy"], outputs[name, "float32 greedy"], strict=True)
        equal = sum(a == b for a, b in pairs) / len(references)
        figures[f"{name}, equal sentences int8 and float32"] = round(equal, 3)
        print(f"{name:<12} {'equal int8/float32':<16} {equal:.1%}")
    references = lines(folder / "flores_dev.en")
    for name, peer in PEERS.items():
        system = f"flores_dev, for comparison: {peer}"
        figures[system] = score(system, lines(folder / f"flores_dev.{name}.en"), references)
    signature = sign(
        "MUJAZ_DATA=folder python benchmarks/translate.py",
        files=[folder / f"{name}.{side}" for name in SETS for side in ("ar", "en")]
        + [folder / f"flores_dev.{name}.en" for name in PEERS],
        packages=("ctranslate2", "sacrebleu", "sentencepiece"),
    )
    signature |= {
        "model_sha256": find_model().digest,
        "BLEU": str(BLEU.get_signature()),
        "chrF": str(CHRF.get_signature()),
    }
    save("translate", figures, signature)


def score(system: str, said: list[str], references: list[str]) -> dict[str, float]:
    """BLEU and chrF of one system, printed as they come."""
    figures = {
        "BLEU": round(BLEU.corpus_score(said, [references]).score, 2),
        "chrF": round(CHRF.corpus_score(said, [references]).score, 2),
    }
    print(f"{system:<42} BLEU {figures['BLEU']:5.2f}  chrF {figures['chrF']:5.2f}")
    return figures


def english(arabic: list[str], compute_type: str, beam: int) -> list[str]:
    """The English of each line, its sentences translated one by one as the product does."""
    engine = load_engine("ct2", compute_type=compute_type)
    cut = [[piece.strip() for piece in split_text(line) if piece.strip()] for line in arabic]
    flat = [sentence for sentences in cut for sentence in sentences]
    done = translate(flat, engine=engine, memory=TranslationMemory(None), decoding=Decoding(beam_size=beam))
    said = iter(english or arabic for arabic, english in done.pairs)
    engine.close()
    return [" ".join(next(said) for _ in sentences) for sentences in cut]


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    main()
