"""transformers: its tokenizer and its ``generate``, in the loop that its users write. Mujaz's Python.

transformers_loop.py FORMAT BATCH BEAM THREADS
"""

from __future__ import annotations

import sys

import torch
import transformers
from serving import serve

from summarizer.catalogue import find_model

MAX_TOKENS = 200  # of output, as the product has for this model


def main() -> None:
    batch, beam, threads = map(int, sys.argv[2:])
    torch.set_num_threads(threads)
    folder = find_model().folder
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = transformers.AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=getattr(torch, sys.argv[1])).eval()

    def translate(texts: list[str]) -> list[str]:
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        said: dict[int, str] = {}
        for start in range(0, len(order), batch):
            part = order[start : start + batch]
            tokens = tokenizer([texts[i] for i in part], return_tensors="pt", padding=True, truncation=True)
            with torch.inference_mode():
                made = model.generate(**tokens, num_beams=beam, max_new_tokens=MAX_TOKENS)
            said.update(zip(part, tokenizer.batch_decode(made, skip_special_tokens=True), strict=True))
        return [said[i] for i in range(len(texts))]

    serve(translate)


if __name__ == "__main__":
    main()
