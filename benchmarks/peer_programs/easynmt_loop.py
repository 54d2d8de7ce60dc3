"""The way of EasyNMT 2.0.2, which is no longer maintained: not its code. Mujaz's Python.

easynmt_loop.py THREADS

Each text is a document of its own: split by EasyNMT's rule for all but five languages, its sentences translated in
batches of 16 with five beams, cut where the tokenizer's limit is, and joined with spaces again.
"""

from __future__ import annotations

import re
import sys

import torch
import transformers
from serving import serve

from summarizer.catalogue import find_model

BATCH, BEAM = 16, 5  # EasyNMT's defaults
MAX_TOKENS = 512  # what OPUS-MT's configurations say, which EasyNMT relies on
RULE = re.compile("[^!?\u3002.]+[!?\u3002.]*")  # EasyNMT.sentence_splitting


def main() -> None:
    torch.set_num_threads(int(sys.argv[1]))
    folder = find_model().folder
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = transformers.AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()

    def translate(text: str) -> str:
        sentences = [found.strip() for found in RULE.findall(text) if found.strip()]
        said: list[str] = []
        for start in range(0, len(sentences), BATCH):
            part = sentences[start : start + BATCH]
            tokens = tokenizer(part, return_tensors="pt", padding=True, truncation=True)
            with torch.inference_mode():
                made = model.generate(**tokens, num_beams=BEAM, max_new_tokens=MAX_TOKENS)
            said += tokenizer.batch_decode(made, skip_special_tokens=True)
        return " ".join(said)

    serve(lambda texts: [translate(text) for text in texts])


if __name__ == "__main__":
    main()
