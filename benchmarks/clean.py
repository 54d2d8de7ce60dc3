"""How often cleaning takes sentences of real articles for something else than body.

MUJAZ_DATA=folder python benchmarks/clean.py [--show]

The articles come without the furniture of their pages, so nearly all is body: what is labelled otherwise is either a
real piece of a page that was left in (the links and datelines of SaudiNewsNet) or a fault. ``--show`` prints every line
that is not body, to be read: that is the benchmark's use. "with title" puts the known title on a line above the text.
The lines of ``mujaz eval clean`` are scored too.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from results import ROOT, data_folder, save, sign

from summarizer.clean import clean
from summarizer.evaluation.tasks import TASKS, score_answers
from summarizer.split import split
from summarizer.types import ROLES, Article, Source

COMMAND = "MUJAZ_DATA=folder python benchmarks/clean.py"
TRAINING_ARTICLES = 300
Texts = list[tuple[str, str]]  # (title, text)


def main() -> None:
    dev = data_folder() / "dev" / "mayadeen_dev.jsonl"
    training = data_folder() / "train" / "summaries_mayadeen.jsonl.xz"
    pairs = data_folder() / "dev" / "cluster_pairs.jsonl.xz"
    sets: dict[str, Texts] = {
        "mayadeen_dev": titles_and_texts(read_rows(dev)),
        f"mayadeen_train, first {TRAINING_ARTICLES}": titles_and_texts(islice(read_rows(training), TRAINING_ARTICLES)),
        "saudinewsnet": titles_and_texts(unpair(read_rows(pairs))),
    }
    figures: dict[str, object] = {"lines made for it": score_small_set()}
    for name, texts in sets.items():
        for with_title in (True, False):
            label = f"{name}, {'with title' if with_title else 'text alone'}"
            figures[label] = measure(texts, with_title=with_title, show="--show" in sys.argv)
            print(f"{label}: {json.dumps(figures[label])}")
    path = save("clean", figures, sign(COMMAND, files=[dev, training, pairs]))
    print(f"\nwritten to {path.relative_to(ROOT)}")


def score_small_set() -> dict[str, int]:
    """How many lines have the role that they were written for."""
    task = TASKS["clean"]
    rows = task.read_small_set()
    lines = score_answers(task, rows, [task.answer(row) for row in rows]).count("lines")
    return {"lines": lines.wanted, "right": lines.right}


def read_rows(path: Path) -> Iterator[dict[str, object]]:
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def unpair(rows: Iterable[dict[str, object]]) -> Iterator[dict[str, object]]:
    """The articles of the pairs, each once."""
    articles = {article["id"]: article for row in rows for article in (row["a"], row["b"])}  # type: ignore[index]
    yield from articles.values()


def titles_and_texts(rows: Iterable[dict[str, object]]) -> Texts:
    return [(str(row["title"]), str(row["text"])) for row in rows]


def measure(texts: Texts, *, with_title: bool, show: bool) -> dict[str, object]:
    """Sentences by role, their share that is boilerplate in percent, and how many known titles were found as titles."""
    roles: Counter[str] = Counter()
    titled = 0
    for title, text in texts:
        whole = f"{title}\n{text}" if with_title else text
        document = split(clean(Article(source=Source(name="", kind="text", sha256=""), text=whole)))
        roles.update(sentence.role for sentence in document.sentences)
        titled += document.title is not None
        for sentence in document.sentences if show else ():
            if sentence.role not in ("body", "title"):
                print(f"  {sentence.role:12} {sentence.text}")
    return {
        "articles": len(texts),
        "articles with a title": titled,
        "sentences": {role: roles[role] for role in ROLES if roles[role]},
        "boilerplate_percent": round(100 * roles["boilerplate"] / roles.total(), 3),
    }


if __name__ == "__main__":
    main()
