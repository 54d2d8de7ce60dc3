"""What int8 costs: at most 0.3 BLEU on FLORES dev against float32 (greedy, embedded model)."""

from __future__ import annotations

from pathlib import Path

import sacrebleu

from summarizer.engines import Decoding, load_engine
from summarizer.normalize import normalize
from summarizer.pieces import fit


def test_int8_loses_at_most_a_third_of_a_bleu_point(data: Path) -> None:
    sources = (data / "dev" / "flores_dev.ar").read_text(encoding="utf-8").splitlines()
    references = (data / "dev" / "flores_dev.en").read_text(encoding="utf-8").splitlines()
    said = {kind: greedy(kind, sources) for kind in ("int8", "float32")}
    bleu = {kind: sacrebleu.corpus_bleu(texts, [references]).score for kind, texts in said.items()}
    equal = sum(a == b for a, b in zip(said["int8"], said["float32"], strict=True)) / len(sources)
    print(f"FLORES dev, greedy: int8 {bleu['int8']:.2f}, float32 {bleu['float32']:.2f}, equal sentences {equal:.1%}")
    assert bleu["float32"] > 3  # the comparison means something
    assert bleu["int8"] >= bleu["float32"] - 0.3


def greedy(compute_type: str, sources: list[str]) -> list[str]:
    engine = load_engine("ct2", compute_type=compute_type)
    try:
        pieces = [fit(normalize(s).text, engine.count_tokens, engine.card.max_input_tokens) for s in sources]
        flat = iter(engine.generate([p.strip() for group in pieces for p in group], Decoding(beam_size=1)))
        return [" ".join(next(flat).text for _ in group) for group in pieces]
    finally:
        engine.close()
