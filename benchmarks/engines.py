"""Which settings run the embedded model fastest: workers, threads, tokens in a batch, number format, beam, pieces.

python benchmarks/engines.py

All settings translate the sentences of seeds/, in turns, so that a busy machine is busy for all of them. The figures
are ratios to the setting that the product uses; medians of the rounds, with the spread. What greedy search costs in
quality is in benchmarks/results/translate.json; transformers beside it in benchmarks/peers.py.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

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
ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How CTranslate2 itself is run, by default as in the product. ``all_pieces``: also those with Arabic letters."""

    workers: int = 2
    threads: int = 1
    tokens: int = 1024
    compute_type: str = "int8"
    beam_size: int = 4
    all_pieces: bool = False


USED = Setting()
NAME = "ct2 2 workers x 1 thread, 1,024 tokens, int8, beam 4"
SETTINGS = {
    NAME: USED,
    "1 worker x 2 threads": replace(USED, workers=1, threads=2),
    "256 tokens": replace(USED, tokens=256),
    "512 tokens": replace(USED, tokens=512),
    "4,096 tokens": replace(USED, tokens=4096),
    "float32": replace(USED, compute_type="float32"),
    "greedy": replace(USED, beam_size=1),
    "all pieces of the vocabulary": replace(USED, all_pieces=True),
}


def main() -> None:
    texts = seed_sentences()
    runs = {name: ct2_run(texts, setting) for name, setting in SETTINGS.items()}
    runs["the product's engine"] = engine_run(texts)
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
        ratios = sorted(mine / base for mine, base in zip(taken, seconds[NAME], strict=True))
        figures[name] = {
            "time_against_used": round(statistics.median(ratios), 2),
            "spread": [round(ratios[0], 2), round(ratios[-1], 2)],
        }
        print(f"{name:<52} {figures[name]['time_against_used']:5.2f} times the time  {figures[name]['spread']}")
    signature = sign(COMMAND, packages=("ctranslate2", "sentencepiece"))
    save("engines", figures | {"sentences": len(texts)}, signature | {"model_sha256": find_model().digest})


def seed_sentences() -> list[str]:
    """What the model is given of every sentence of the seeds."""
    engine = load_engine("ct2")
    articles = [read(path, name=path.name) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    plain = [normalize(s.plain).text for article in articles for s in understand(article).sentences]
    pieces = [piece.strip() for t in plain for piece in fit(t, engine.count_tokens, engine.card.max_input_tokens)]
    engine.close()
    return pieces


def ct2_run(texts: list[str], setting: Setting) -> Callable[[], object]:
    """A call that translates all texts with CTranslate2 itself under these settings."""
    model = find_model()
    tokenizer = Tokenizer(model)
    pieces = [tokenizer.encode(text) for text in texts]
    translator = ctranslate2.Translator(
        str(converted_folder(model, setting.compute_type)),
        compute_type=setting.compute_type,
        inter_threads=setting.workers,
        intra_threads=setting.threads,
    )
    return lambda: translator.translate_batch(
        pieces,
        beam_size=setting.beam_size,
        max_batch_size=setting.tokens,
        batch_type="tokens",
        use_vmap=not setting.all_pieces,
    )


def engine_run(texts: list[str]) -> Callable[[], object]:
    """A call that translates all texts with the product's engine."""
    engine = load_engine("ct2")
    return lambda: engine.generate(texts, Decoding(beam_size=USED.beam_size))


if __name__ == "__main__":
    main()
