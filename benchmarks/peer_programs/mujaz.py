"""Mujaz: its whole translate stage with an empty memory, or its engine alone. Mujaz's Python.

mujaz.py stage ENGINE THREADS
mujaz.py engine ENGINE THREADS [LENGTH_PENALTY]
"""

from __future__ import annotations

import sys

from serving import serve

from summarizer.engines import Decoding
from summarizer.memory import TranslationMemory
from summarizer.normalize import normalize
from summarizer.options import Options
from summarizer.pipeline import Pipeline


def main() -> None:
    part, engine, threads, *penalty = sys.argv[1:]
    pipeline = Pipeline(Options(engine=engine, threads=int(threads), summary="extractive"))
    decoding = Decoding(length_penalty=float(penalty[0]) if penalty else None)

    def translate(texts: list[str]) -> list[str]:
        pipeline.memory = TranslationMemory(None)
        return [english or "" for _, english in pipeline.translate(texts).pairs]

    def generate(texts: list[str]) -> list[str]:
        return [generation.text for generation in pipeline.engine.generate(texts, decoding)]

    if part == "stage":
        serve(translate)
    else:
        serve(generate, prepare=lambda texts: [normalize(text).text for text in texts])


if __name__ == "__main__":
    main()
