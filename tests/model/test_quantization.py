"""What int8 costs against float32, on whatever processor this is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import sacrebleu
from numpy.typing import NDArray
from tiny_models import build_tiny

from summarizer.catalogue import Model, find_model
from summarizer.conversion import converted_folder
from summarizer.engines import Decoding, load_engine
from summarizer.engines.tokenizer import Tokenizer
from summarizer.normalize import normalize
from summarizer.pieces import fit

TEXTS = ("قال الوزير إن الحرب انتهت أمس.", "وصل الوفد إلى القاهرة يوم الأحد الماضي وبدأ المحادثات مع الحكومة", "نعم")


def test_int8_loses_at_most_a_third_of_a_bleu_point(data: Path) -> None:
    sources = (data / "dev" / "flores_dev.ar").read_text(encoding="utf-8").splitlines()
    references = (data / "dev" / "flores_dev.en").read_text(encoding="utf-8").splitlines()
    said = {kind: greedy(kind, sources) for kind in ("int8", "float32")}
    bleu = {kind: sacrebleu.corpus_bleu(texts, [references]).score for kind, texts in said.items()}
    equal = sum(a == b for a, b in zip(said["int8"], said["float32"], strict=True)) / len(sources)
    print(f"FLORES dev, greedy: int8 {bleu['int8']:.2f}, float32 {bleu['float32']:.2f}, equal sentences {equal:.1%}")
    assert bleu["float32"] > 3  # the comparison means something
    assert bleu["int8"] >= bleu["float32"] - 0.3
    assert equal > 0.4  # 0.23 where sums are cut off


def greedy(compute_type: str, sources: list[str]) -> list[str]:
    engine = load_engine("ct2", compute_type=compute_type)
    try:
        pieces = [fit(normalize(s).text, engine.count_tokens, engine.card.max_input_tokens) for s in sources]
        flat = iter(engine.generate([p.strip() for group in pieces for p in group], Decoding(beam_size=1)))
        return [" ".join(next(flat).text for _ in group) for group in pieces]
    finally:
        engine.close()


def test_sums_of_the_largest_weights_are_not_cut_off(tmp_path: Path) -> None:
    """A processor without VNNI cuts them off where weights fill all eight bits (mean difference 2.3, here 0.08)."""
    model = _with_weights_of_one_size(build_tiny("marian", tmp_path / "model", d_model=64))
    exact, rounded = _log_probabilities(model, "float32"), _log_probabilities(model, "int8")
    assert exact.std() > 1  # the comparison means something
    assert np.abs(rounded - exact).mean() < 0.3


def _with_weights_of_one_size(model: Model) -> Model:
    import torch
    from transformers import MarianMTModel

    loaded = MarianMTModel.from_pretrained(model.folder)
    with torch.no_grad():
        for name, weights in loaded.named_parameters():
            if weights.dim() > 1 and "embed" not in name and "shared" not in name:
                weights.copy_(weights.sign() * 0.15)
    loaded.save_pretrained(model.folder)
    return find_model(str(model.folder))


def _log_probabilities(model: Model, compute_type: str) -> NDArray[np.float64]:
    """Of each token of the texts as their own translations."""
    import ctranslate2

    sources = [Tokenizer(model).encode(text) for text in TEXTS]
    targets = [source[:-1] for source in sources]
    translator = ctranslate2.Translator(str(converted_folder(model, compute_type)), compute_type=compute_type)
    return np.concatenate([result.log_probs for result in translator.score_batch(sources, targets)])
