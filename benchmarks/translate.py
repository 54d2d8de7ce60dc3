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
SYSTEMS = {"int8 beam 4": ("int8", 4), "int8 greedy": ("int8", 1), "float32 greedy": ("float32", 1)}


def main() -> None:
    folder = data_folder() / "dev"
    figures: dict[str, object] = {}
    outputs: dict[tuple[str, str], list[str]] = {}
    for name in SETS:
        references = lines(folder / f"{name}.en")
        for system, (compute_type, beam) in SYSTEMS.items():
            said = outputs[name, system] = english(lines(folder / f"{name}.ar"), compute_type, beam)
            bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
            scores = (bleu.corpus_score(said, [references]).score, chrf.corpus_score(said, [references]).score)
            figures[f"{name}, {system}"] = {"BLEU": round(scores[0], 2), "chrF": round(scores[1], 2)}
            print(f"{name:<12} {system:<16} BLEU {scores[0]:5.2f}  chrF {scores[1]:5.2f}")
        pairs = zip(outputs[name, "int8 greedy"], outputs[name, "float32 greedy"], strict=True)
        equal = sum(a == b for a, b in pairs) / len(references)
        figures[f"{name}, equal sentences int8 and float32"] = round(equal, 3)
        print(f"{name:<12} {'equal int8/float32':<16} {equal:.1%}")
    signature = sign(
        "MUJAZ_DATA=folder python benchmarks/translate.py",
        files=[folder / f"{name}.{side}" for name in SETS for side in ("ar", "en")],
        packages=("ctranslate2", "sacrebleu", "sentencepiece"),
    )
    signature |= {
        "model_sha256": find_model().digest,
        "BLEU": str(bleu.get_signature()),
        "chrF": str(chrf.get_signature()),
    }
    save("translate", figures, signature)


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
