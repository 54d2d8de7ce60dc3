"""CTranslate2 itself on tokens that lie ready, longest first: the ceiling of all that use it. Mujaz's Python.

ctranslate2_raw.py BEAM THREADS
"""

from __future__ import annotations

import sys

import ctranslate2
from serving import serve

from summarizer.catalogue import find_model
from summarizer.conversion import converted_folder
from summarizer.engines.tokenizer import Tokenizer
from summarizer.normalize import normalize

BATCH_TOKENS = 1024  # as Mujaz; 4,096 takes a little longer, 256 a quarter longer (benchmarks/engines.py)
Rows = list[tuple[int, list[str]]]  # place of a text, and its tokens


def main() -> None:
    beam, threads = map(int, sys.argv[1:])
    model = find_model()
    tokenizer = Tokenizer(model)
    folder = converted_folder(model, "int8")
    translator = ctranslate2.Translator(str(folder), inter_threads=threads, intra_threads=1, compute_type="int8")

    def prepare(texts: list[str]) -> Rows:
        tokens = [tokenizer.encode(normalize(text).text) for text in texts]
        return sorted(enumerate(tokens), key=lambda row: -len(row[1]))

    def translate(rows: Rows) -> Rows:
        results = translator.translate_batch(
            [tokens for _, tokens in rows],
            beam_size=beam,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            disable_unk=True,
        )
        return [(i, result.hypotheses[0]) for (i, _), result in zip(rows, results, strict=True)]

    def finish(found: Rows) -> list[str]:
        return [tokenizer.decode(pieces) for _, pieces in sorted(found)]

    serve(translate, prepare=prepare, finish=finish)


if __name__ == "__main__":
    main()
