"""Which settings run the embedded model fastest: workers against threads, and tokens in a batch; hf for comparison.

python benchmarks/engines.py

All settings translate the sentences of seeds/ greedily, in turns, so that a busy machine is busy for all of them. The
figures are ratios to the setting that the product uses; medians of five rounds, with the spread.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import ctranslate2
from results import ROOT, save, sign

from summarizer.catalogue import find_model
from summarizer.conversion import converted_folder
from summarizer.engines import Decoding, load_engine
from summarizer.engines.tokenizer import Tokenizer
from summarizer.normalize import normalize
from summarizer.pieces import fit
from summarizer.pipeline import understand
from summarizer.readers import read

COMMAND = "python benchmarks/engines.py"
ROUNDS = 5
USED = "ct2 2 workers x 1 thread, 1024 tokens"
SETTINGS = {
    USED: (2, 1, 1024),
    "ct2 1 worker x 2 threads, 1024 tokens": (1, 2, 1024),
    "ct2 2 workers x 1 thread, 256 tokens": (2, 1, 256),
    "ct2 2 workers x 1 thread, 4096 tokens": (2, 1, 4096),
}


def main() -> None:
    texts = seed_sentences()
    runs = {name: ct2_run(texts, *setting) for name, setting in SETTINGS.items()}
    runs["the product's engine ct2"] = engine_run("ct2", texts)
    runs["the product's engine hf (float32)"] = engine_run("hf", texts)
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for run in runs.values():
        run()  # the first one loads and warms up
    for _ in range(ROUNDS):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - start)
    figures = {}
    for name, taken in seconds.items():
        ratios = sorted(mine / base for mine, base in zip(taken, seconds[USED], strict=True))
        figures[name] = {
            "time_against_used": round(statistics.median(ratios), 2),
            "spread": [round(ratios[0], 2), round(ratios[-1], 2)],
        }
        print(f"{name:<42} {figures[name]['time_against_used']:5.2f} times the time  {figures[name]['spread']}")
    signature = sign(COMMAND, packages=("ctranslate2", "sentencepiece", "torch", "transformers"))
    save("engines", figures | {"sentences": len(texts)}, signature | {"model_sha256": find_model().digest})


def seed_sentences() -> list[str]:
    """What the model is given of every sentence of the seeds."""
    engine = load_engine("ct2")
    articles = [read(path, name=path.name) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    plain = [normalize(s.plain).text for article in articles for s in understand(article).sentences]
    pieces = [piece.strip() for t in plain for piece in fit(t, engine.count_tokens, engine.card.max_input_tokens)]
    engine.close()
    return pieces


def ct2_run(texts: list[str], workers: int, threads: int, tokens: int) -> Callable[[], object]:
    """A call that translates all texts with CTranslate2 itself under these settings."""
    model = find_model()
    tokenizer = Tokenizer(model)
    pieces = [tokenizer.encode(text) for text in texts]
    translator = ctranslate2.Translator(
        str(converted_folder(model, "int8")), inter_threads=workers, intra_threads=threads
    )
    return lambda: translator.translate_batch(pieces, beam_size=1, max_batch_size=tokens, batch_type="tokens")


def engine_run(name: str, texts: list[str]) -> Callable[[], object]:
    """A call that translates all texts with one of the product's engines."""
    engine = load_engine(name)
    return lambda: engine.generate(texts, Decoding(beam_size=1))


if __name__ == "__main__":
    main()
