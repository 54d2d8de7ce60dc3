"""The least time that this machine needs for the embedded model's work: its operations and bytes against its rates.

Part of ``python benchmarks/performance.py floor``. All figures are of one thread.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from summarizer.catalogue import Model, find_model
from summarizer.engines import Decoding, load_engine
from summarizer.engines.base import make_search
from summarizer.engines.vocabulary import latin_tokens, read_vocabulary
from summarizer.normalize import normalize
from summarizer.pieces import fit

LARGE = 1024  # rows and columns of a matrix that keeps the units busy
SENTENCES = 24  # in a batch of 1,024 tokens; times the beam, the rows of the model's own products
MEGABYTES = 256  # far more than the caches hold
ROUNDS = 15
Rate = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How many weights a token passes in the encoder, and a hypothesis in each step of the decoder."""

    encoder: int
    decoder: int
    width: int
    inner: int


def find_floor(texts: Sequence[str]) -> dict[str, object]:
    """The work on ``texts``, the rates of the machine, and how near the time taken comes to the least possible."""
    torch.set_num_threads(1)
    model = find_model()
    weights, rates = count_weights(model), measure_rates(count_weights(model))
    engine = load_engine("ct2", threads=1)
    plain = [normalize(text).text for text in texts]
    pieces = [piece.strip() for text in plain for piece in fit(text, engine.count_tokens, engine.card.max_input_tokens)]
    search = make_search(Decoding(), engine.card)
    engine.propose(pieces[:8], Decoding(hypotheses=4))
    began = time.process_time()
    best = [proposed[0] for proposed in engine.propose(pieces, Decoding(hypotheses=4))]
    taken = time.process_time() - began
    read, written = sum(g.input_tokens for g in best), sum(g.output_tokens for g in best)
    operations = 2 * (weights.encoder * read + weights.decoder * search.beam_size * written)
    least = {name: operations / rate / 1e9 for name, rate in rates.items() if name.startswith("int8")}
    return {
        "sentences": len(pieces),
        "beam_size": search.beam_size,
        "tokens_read": read,
        "tokens_written": written,
        "million_operations_per_token_read": round(2 * weights.encoder / 1e6, 1),
        "million_operations_per_token_written": round(2 * weights.decoder * search.beam_size / 1e6, 1),
        "megabytes_per_step_of_a_batch": round(weights.decoder / 1e6, 1),
        "giga_per_second": {name: round(rate, 1) for name, rate in rates.items()},
        "processor_seconds": round(taken, 2),
        "tokens_written_per_second": round(written / taken),
        "least_seconds": {name: round(seconds, 2) for name, seconds in least.items()},
        "times_the_least": {name: round(taken / seconds, 1) for name, seconds in least.items()},
        "one_sentence_at_a_time_least_ms_per_token": round(weights.decoder / rates["bytes copied"] / 1e6, 2),
    }


def count_weights(model: Model) -> Weights:
    config = json.loads((model.folder / "config.json").read_text(encoding="utf-8"))
    width = config["d_model"]
    layers = 4 * width**2 + 2 * width * config["encoder_ffn_dim"], 8 * width**2 + 2 * width * config["decoder_ffn_dim"]
    searched = latin_tokens(read_vocabulary(model)) if model.latin_output else range(config["decoder_vocab_size"])
    return Weights(
        encoder=config["encoder_layers"] * layers[0],
        decoder=config["decoder_layers"] * layers[1] + width * len(searched),
        width=width,
        inner=config["decoder_ffn_dim"],
    )


def measure_rates(weights: Weights) -> Rate:
    """Billions of operations a second in products of matrices, and of bytes read and written in copying."""
    large, own = (LARGE, LARGE, LARGE), (SENTENCES * 4, weights.width, weights.inner)
    rates = {
        "int8, large": rate_int8(*large),
        "int8, the model's shapes": rate_int8(*own),
        "float32, large": rate_float32(*large),
        "float32, the model's shapes": rate_float32(*own),
    }
    source = np.ones(MEGABYTES * 2**20, dtype=np.uint8)
    target = np.empty_like(source)
    rates["bytes copied"] = 2 * source.nbytes / least_seconds(lambda: np.copyto(target, source)) / 1e9
    return rates


def rate_int8(rows: int, inner: int, columns: int) -> float:
    one = torch.randint(-127, 127, (rows, inner), dtype=torch.int8)
    other = torch.randint(-127, 127, (inner, columns), dtype=torch.int8)
    return 2 * rows * inner * columns / least_seconds(lambda: torch._int_mm(one, other)) / 1e9


def rate_float32(rows: int, inner: int, columns: int) -> float:
    one, other = torch.randn(rows, inner), torch.randn(inner, columns)
    return 2 * rows * inner * columns / least_seconds(lambda: one @ other) / 1e9


def least_seconds(work: Callable[[], object]) -> float:
    """Of the thread's processor time, so that a busy machine counts for little."""
    taken = []
    for _ in range(ROUNDS):
        began = time.thread_time()
        work()
        taken.append(time.thread_time() - began)
    return min(taken)
