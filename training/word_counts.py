"""How many news articles hold each Arabic word stem: the table that ``summarizer.word_counts`` reads.

python -m training.word_counts DATA_FOLDER

Reads train/summaries_mayadeen.jsonl.xz (the first 250 words of each article with its title) and train/news_llm.tsv.xz
(six sentences of different articles make one more "article"), writes summarizer/assets/word_counts.txt.xz. Counts of
stems only; no text of theirs is in it.
"""

from __future__ import annotations

import json
import lzma
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from summarizer.normalize import fold
from summarizer.word_counts import WORD_COUNTS, light_stem

ARTICLE_WORDS = 250  # later words are background that many articles share
SENTENCES = 6  # of one made-up article; about as many stems as an article's first 250 words have in one of its halves
LEAST = 5  # articles; rarer stems are all alike to the reader of the table
HEADING = "Articles that hold each Arabic stem; first line: all articles. Made by training/word_counts.py."


def main(data: Path) -> None:
    """Write the table."""
    counts: Counter[str] = Counter()
    articles = 0
    for text in read_articles(data / "train"):
        articles += 1
        counts.update({light_stem(word) for word in fold(text).split() if len(word) > 1})
    kept = sorted(((n, stem) for stem, n in counts.items() if n >= LEAST), key=lambda entry: (-entry[0], entry[1]))
    lines = [f"# {HEADING}", str(articles), *(f"{stem}\t{n}" for n, stem in kept)]
    with lzma.open(WORD_COUNTS, "wt", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def read_articles(folder: Path) -> Iterator[str]:
    """The texts that are counted, one at a time."""
    with lzma.open(folder / "summaries_mayadeen.jsonl.xz", "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            yield f"{record['title']} {' '.join(record['text'].split()[:ARTICLE_WORDS])}"
    with lzma.open(folder / "news_llm.tsv.xz", "rt", encoding="utf-8") as file:
        sentences = [line.split("\t")[1] for line in file]
    random.Random(1).shuffle(sentences)
    for start in range(0, len(sentences), SENTENCES):
        yield " ".join(sentences[start : start + SENTENCES])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
