"""How well figures, dates and speakers are found, on a set made by hand; how often an article is called translated.

python benchmarks/figures.py             (and MUJAZ_DATA=folder for the articles that are not machine-translated)

The set of ``mujaz eval figures``, written for this project, and every sentence of the seeds are marked by the same hand
that wrote the rules: read the figures as "what is known to work", not as what strangers' pages will give.
"""

from __future__ import annotations

import json
import lzma
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from results import ROOT, save, sign, tell

from summarizer.clean import clean
from summarizer.date_doubts import find_date_doubts
from summarizer.evaluation.facts import read_marks, to_row
from summarizer.evaluation.rows import Row
from summarizer.evaluation.small_sets import SETS
from summarizer.evaluation.tasks import TASKS, score_answers
from summarizer.facts import find_facts
from summarizer.machine_translated import find_machine_translation
from summarizer.readers import read, read_text
from summarizer.split import split

COMMAND = "python benchmarks/figures.py"
SET = SETS / "figures.jsonl"
SEED_MARKS = ROOT / "tests" / "data" / "seed_figures.jsonl"
SEEDS = ROOT / "seeds"
SAUDI_ARTICLES = 1000
TRANSLATED_SEEDS = ("001", "003")


def main() -> None:
    task = TASKS["figures"]
    rows = [(row, task.answer(row)) for row in task.read_small_set()] + read_seeds()
    figures: dict[str, object] = {"sentences": len(rows)} | score(rows)
    files = [SET, SEED_MARKS]
    if os.environ.get("MUJAZ_DATA"):
        dev = Path(os.environ["MUJAZ_DATA"]) / "dev" / "mayadeen_dev.jsonl"
        pairs = dev.with_name("cluster_pairs.jsonl.xz")
        figures["machine-translated"], files = check_translated(dev), [*files, dev, pairs]
        figures["dates doubted"] = {
            "mayadeen_dev": count_doubted(read_dated(dev)),
            "SaudiNewsNet": count_doubted(read_saudi(pairs)),
        }
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    if "--errors" in sys.argv:
        show_errors(rows)
    save("figures", figures, sign(tell(COMMAND), files=files))


def read_seeds() -> list[tuple[Row, Row]]:
    """(marks, answer) of each sentence of the seeds."""
    documents = {path.name: split(clean(read(path, name=path.name))) for path in SEEDS.glob("*.txt")}
    facts = {name: find_facts(document) for name, document in documents.items()}
    places = {name: [sentence.start for sentence in document.sentences] for name, document in documents.items()}
    rows = [json.loads(line) for line in SEED_MARKS.read_text(encoding="utf-8").splitlines()]
    return [(row, to_row(facts[row["seed"]], places[row["seed"]].index(row["start"]))) for row in rows]


def score(rows: list[tuple[Row, Row]]) -> dict[str, object]:
    """Precision, recall and F1 by kind."""
    task = TASKS["figures"]
    report = score_answers(task, [row for row, _ in rows], [answer for _, answer in rows])
    return {
        count.name: {
            "marked": count.wanted,
            "found": count.given,
            "precision": count.precision,
            "recall": count.recall,
            "f1": count.f1,
        }
        for count in report.counts
    }


def check_translated(dev: Path) -> dict[str, object]:
    """How many seeds are told right, and how many articles of one Arabic outlet are called translated."""
    seeds = {
        path.name[:3]: bool(find_machine_translation(split(clean(read(path, name=path.name)))))
        for path in sorted(SEEDS.glob("*.txt"))
    }
    texts = [json.loads(line) for line in dev.read_text(encoding="utf-8").splitlines()]
    called = [find_machine_translation(split(clean(read_text(f"{t['title']}\n\n{t['text']}")))) for t in texts]
    return {
        "seeds told right": sum(said == (name in TRANSLATED_SEEDS) for name, said in seeds.items()),
        "articles not translated": len(texts),
        "called translated": sum(map(bool, called)),
    }


def read_dated(path: Path) -> Iterator[tuple[str, str]]:
    """The text and the date of each article of one outlet."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield f"{row['title']}\n\n{row['text']}", row["date"]


def read_saudi(path: Path) -> Iterator[tuple[str, str]]:
    """The same of the first articles of SaudiNewsNet, each once."""
    seen: set[str] = set()
    with lzma.open(path, "rt", encoding="utf-8") as file:
        articles = (article for line in file for row in [json.loads(line)] for article in (row["a"], row["b"]))
        for article in articles:
            if article["id"] not in seen and len(seen) < SAUDI_ARTICLES:
                seen.add(article["id"])
                yield f"{article['title']}\n\n{article['text']}", article["d"]


def count_doubted(articles: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many articles there are, and how many have a date that is doubted: most likely a fault of theirs."""
    total = doubted = 0
    for text, published in articles:
        document = split(clean(replace(read_text(text), published=published)))
        total, doubted = total + 1, doubted + bool(find_date_doubts(document, find_facts(document)))
    return {"articles": total, "doubted": doubted}


def show_errors(rows: list[tuple[Row, Row]]) -> None:
    for row, answer in rows:
        wanted, found = read_marks(row), read_marks(answer)
        for word, marks in (("missed", wanted - found), ("wrong ", found - wanted)):
            for kind, what in sorted(marks, key=str):
                print(word, row["id"], kind, what, row.get("text", "")[:90])


if __name__ == "__main__":
    main()
