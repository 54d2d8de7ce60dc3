"""How fast and how large the models of the catalogue are: random weights of the real sizes, outputs of a fixed length.

python benchmarks/real_sizes.py --only opus,arabart

Weights do not change the speed at a fixed length, so models that cannot be fetched here can be timed here. Speed is in
output tokens per second of processor time on one thread, which a busy machine hardly moves; the better of two rounds.
Each step runs in a process of its own, whose peak memory is reported; the largest need 6 GB. Figures of models that are
not run again are kept.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import file_digest
from pathlib import Path
from typing import Any

from results import RESULTS, save, sign

from summarizer.catalogue import Model
from summarizer.engines import Decoding, Engine, load_engine

COMMAND = "python benchmarks/real_sizes.py"
ROUNDS = 2
SETTINGS = (("ct2", "int8"), ("ct2", "float32"), ("hf", "float32"), ("hf", "bfloat16"))
MARKS = ("<s>", "<pad>", "</s>", "<unk>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A model of the catalogue: its architecture, vocabulary and configuration, and the work that it is timed on."""

    architecture: str
    vocabulary: int
    config: dict[str, int]
    source: int = 32
    output: int = 32
    texts: int = 48


def bart(width: int, ffn: int, layers: tuple[int, int], heads: int, positions: int) -> dict[str, int]:
    names = ("encoder_layers", "decoder_layers", "encoder_ffn_dim", "decoder_ffn_dim")
    attention = {"encoder_attention_heads": heads, "decoder_attention_heads": heads}
    return (
        {"d_model": width, "max_position_embeddings": positions}
        | attention
        | dict(zip(names, (*layers, ffn, ffn), strict=True))
    )


SUMMARY = {"source": 400, "output": 64, "texts": 4}
SIZES = {
    "opus": Size(architecture="marian", vocabulary=62802, config=bart(512, 2048, (6, 6), 8, 512)),
    "arabart": Size(architecture="mbart", vocabulary=50002, config=bart(768, 3072, (6, 6), 12, 1024), **SUMMARY),
    "quickmt": Size(architecture="marian", vocabulary=32001, config=bart(1024, 4096, (8, 2), 16, 512)),
    "opus-big": Size(architecture="marian", vocabulary=61109, config=bart(1024, 4096, (6, 6), 16, 1024)),
    "xlsum": Size(
        architecture="mt5",
        vocabulary=250112,
        config={"d_model": 768, "d_kv": 64, "d_ff": 2048, "num_layers": 12, "num_decoder_layers": 12, "num_heads": 12},
        **SUMMARY,
    ),
    "nllb-600m": Size(architecture="nllb", vocabulary=256206, config=bart(1024, 4096, (12, 12), 16, 1024)),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(SIZES), help="names with commas between")
    parser.add_argument("--step", nargs=4, metavar=("NAME", "STEP", "FORMAT", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        name, step, compute_type, folder = given.step
        print(json.dumps(STEPS[step](SIZES[name], compute_type, Path(folder))))
        return
    path = RESULTS / "real_sizes.json"
    figures: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["figures"] if path.is_file() else {}
    for name in given.only.split(","):
        figures[name] = run(name)
        for setting, found in figures[name].items():
            print(f"{name:10} {setting:14} {found}")
        save("real_sizes", figures, sign(COMMAND, packages=("ctranslate2", "torch", "transformers")))


def run(name: str) -> dict[str, dict[str, float]]:
    """The figures of one model in all settings. Its files are made, and removed again, in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="real-sizes-") as work:

        def step(what: str, compute_type: str) -> dict[str, float]:
            """One step in a process of its own, so that its peak memory is its own too."""
            call = [sys.executable, __file__, "--step", name, what, compute_type, work]
            environ = os.environ | {"MUJAZ_CACHE": str(Path(work, "cache")), "OMP_NUM_THREADS": "1"}
            done = subprocess.run(call, stdout=subprocess.PIPE, text=True, check=True, env=environ)
            return dict(json.loads(done.stdout))

        step("make", "")
        return {f"{e} {c}": (step("convert", c) if e == "ct2" else {}) | step(e, c) for e, c in SETTINGS}


def make(size: Size, compute_type: str, work: Path) -> dict[str, float]:
    """The files of a model with random weights: a vocabulary of made-up words, a configuration, weights."""
    import transformers
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    folder = work / "model"
    folder.mkdir()
    tokens = [*MARKS, *(f"▁w{i}" for i in range(size.vocabulary - len(MARKS) - 2)), "arb_Arab", "eng_Latn"]
    if size.architecture == "marian":
        tokens = [token for token in tokens if token != "<pad>"] + ["<pad>"]
        numbers = {token: i for i, token in enumerate(tokens)}
        (folder / "vocab.json").write_text(json.dumps(numbers), encoding="utf-8")
    numbers = {token: i for i, token in enumerate(tokens)}
    tokenizer = Tokenizer(models.Unigram([(token, -1.0) for token in tokens], unk_id=numbers["<unk>"]))
    tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    tokenizer.save(str(folder / "tokenizer.json"))
    kind = {"nllb": "m2m_100"}.get(size.architecture, size.architecture)
    marks = {"pad_token_id": numbers["<pad>"], "eos_token_id": numbers["</s>"]}
    start = {"decoder_start_token_id": numbers["<pad>" if kind in ("marian", "mt5") else "</s>"]}
    config = transformers.AutoConfig.for_model(kind, vocab_size=size.vocabulary, **size.config, **marks, **start)
    model = transformers.AutoModelForSeq2SeqLM.from_config(config)
    model.generation_config.decoder_start_token_id = start["decoder_start_token_id"]
    model.save_pretrained(folder)
    return {}


def convert(size: Size, compute_type: str, work: Path) -> dict[str, float]:
    """How long the conversion takes, and the memory for it."""
    from summarizer.conversion import converted_folder

    start = time.perf_counter()
    folder = converted_folder(describe(size, work), compute_type)
    return {
        "conversion_s": round(time.perf_counter() - start, 1),
        "conversion_peak_mb": peak_mb(),
        "file_mb": round((folder / "model.bin").stat().st_size / 1e6),
    }


def time_engine(engine: str, size: Size, compute_type: str, work: Path) -> dict[str, float]:
    """Load time, speed in a batch (greedy and with four beams) and alone, and the peak memory of all that."""
    start = time.perf_counter()
    loaded = load_engine(
        engine, model=describe(size, work), device="cpu", compute_type=compute_type, threads=1, self_test=False
    )
    load = time.perf_counter() - start
    draw = random.Random(7)
    texts = [" ".join(f"w{draw.randrange(1000)}" for _ in range(size.source)) for _ in range(size.texts)]
    speeds = {
        "greedy_tokens_per_s": speed(loaded, texts, size.output, beam=1),
        "beam_4_tokens_per_s": speed(loaded, texts, size.output, beam=4),
        "alone_tokens_per_s": speed(loaded, texts[:1], size.output, beam=1),
    }
    return {"load_s": round(load, 1)} | speeds | {"peak_mb": peak_mb()}


def speed(engine: Engine, texts: list[str], length: int, *, beam: int) -> float:
    """Output tokens per second of processor time, the best of the rounds."""
    search = Decoding(beam_size=beam, max_output_tokens=length, min_output_tokens=length)
    found = []
    for _ in range(ROUNDS):
        start = time.process_time()
        said = engine.generate(texts, search)
        found.append(sum(g.output_tokens for g in said) / (time.process_time() - start))
    return round(max(found), 1)


def describe(size: Size, work: Path) -> Model:
    """The made files as the catalogue would describe them."""
    folder = work / "model"
    with (folder / "model.safetensors").open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    languages = ("arb_Arab", "eng_Latn") if size.architecture == "nllb" else ("", "")
    return Model(
        name="random",
        folder=folder,
        files=(("model.safetensors", digest),),
        licence="none",
        max_input_tokens=500,
        max_output_tokens=200,
        architecture=size.architecture,
        source_language=languages[0],
        target_language=languages[1],
    )


def peak_mb() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6)


STEPS: dict[str, Callable[[Size, str, Path], dict[str, float]]] = {
    "make": make,
    "convert": convert,
    "ct2": partial(time_engine, "ct2"),
    "hf": partial(time_engine, "hf"),
}

if __name__ == "__main__":
    main()
