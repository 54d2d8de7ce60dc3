"""What it costs that a sentence comes out the same whatever is translated beside it.

python benchmarks/batching.py

The sentences of seeds/ are translated with beam 4 in one go and 25 at a time, by the product's engine and by
CTranslate2 with batches padded to their own longest sentence, in turns. Figures are ratios of processor time, medians
of three rounds; and how many sentences get another score or other words 25 at a time than in one go.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import ctranslate2
from engines import seed_sentences
from results import save, sign

from summarizer.catalogue import find_model
from summarizer.conversion import converted_folder
from summarizer.engines import Decoding, load_engine
from summarizer.engines.tokenizer import Tokenizer

COMMAND = "python benchmarks/batching.py"
ROUNDS = 3
ARTICLE = 25  # sentences
BATCH_TOKENS = 1024
Said = list[tuple[str, float]]  # words and score of each sentence
Run = Callable[[list[str]], Said]


def main() -> None:
    texts = seed_sentences()
    runs = {"own width": own_width_run(), "fixed widths (used)": engine_run()}
    seconds: dict[tuple[str, int], list[float]] = {}
    said: dict[tuple[str, int], Said] = {}
    for turn in range(ROUNDS + 1):  # the first one warms up
        for name, run in runs.items():
            for size in (len(texts), ARTICLE):
                start = time.process_time()
                said[name, size] = [s for i in range(0, len(texts), size) for s in run(texts[i : i + size])]
                if turn:
                    seconds.setdefault((name, size), []).append(time.process_time() - start)
    base = seconds["own width", len(texts)]
    figures: dict[str, object] = {"sentences": len(texts)}
    for name in runs:
        whole, apart = said[name, len(texts)], said[name, ARTICLE]
        figures[name] = {
            "time in one go": ratio(seconds[name, len(texts)], base),
            f"time {ARTICLE} at a time": ratio(seconds[name, ARTICLE], base),
            "other scores": sum(a != b for a, b in zip(whole, apart, strict=True)),
            "other words": sum(a[0] != b[0] for a, b in zip(whole, apart, strict=True)),
        }
        print(f"{name:<22} {figures[name]}")
    save("batching", figures, sign(COMMAND, packages=("ctranslate2",)) | {"model_sha256": find_model().digest})


def ratio(mine: list[float], base: list[float]) -> float:
    return round(statistics.median(a / b for a, b in zip(mine, base, strict=True)), 2)


def own_width_run() -> Run:
    """CTranslate2's own batches."""
    model = find_model()
    tokenizer = Tokenizer(model)
    translator = ctranslate2.Translator(str(converted_folder(model, "int8")), inter_threads=2, intra_threads=1)

    def run(texts: list[str]) -> Said:
        results = translator.translate_batch(
            [tokenizer.encode(text) for text in texts],
            beam_size=4,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            max_decoding_length=model.max_output_tokens + 1,
            disable_unk=True,
            return_scores=True,
        )
        return [(tokenizer.decode(result.hypotheses[0]), result.scores[0]) for result in results]

    return run


def engine_run() -> Run:
    engine = load_engine("ct2", threads=2)
    return lambda texts: [(g.text, g.score) for g in engine.generate(texts, Decoding(beam_size=4))]


if __name__ == "__main__":
    main()
