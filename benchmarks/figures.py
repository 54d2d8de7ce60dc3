"""How well figures, dates and speakers are found, on a set made by hand; how often an article is called translated.

python benchmarks/figures.py             (and MUJAZ_DATA=folder for the articles that are not machine-translated)

tests/data/figures.jsonl holds sentences written for this project and every sentence of the seeds, marked by the same
hand that wrote the rules: read the figures as "what is known to work", not as what strangers' pages will give.
"""

from __future__ import annotations

import json
import lzma
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from results import ROOT, save, sign

from summarizer.clean import clean
from summarizer.date_doubts import find_date_doubts
from summarizer.fact_types import Facts, Figure
from summarizer.facts import find_facts
from summarizer.machine_translated import find_machine_translation
from summarizer.readers import read, read_text
from summarizer.split import split
from summarizer.types import Article, Document, Sentence, Source

COMMAND = "python benchmarks/figures.py"
SET = ROOT / "tests" / "data" / "figures.jsonl"
SEEDS = ROOT / "seeds"
PUBLISHED = "2024-05-15"  # of every sentence that is not from a seed; a Wednesday
SAUDI_ARTICLES = 1000
TRANSLATED_SEEDS = ("001", "003")
Marks = Counter[tuple[str, object]]  # (kind, what is marked)


def main() -> None:
    rows = read_rows()
    wanted, found = Counter(), Counter()
    for row, facts, where in read_facts(rows):
        expected, given = marks_of_row(row), marks_of_facts(facts, where)
        wanted.update((row["id"], *mark) for mark in expected.elements())
        found.update((row["id"], *mark) for mark in given.elements())
    figures: dict[str, object] = {"sentences": len(rows)} | score(wanted, found)
    files = [SET]
    if os.environ.get("MUJAZ_DATA"):
        dev = Path(os.environ["MUJAZ_DATA"]) / "dev" / "mayadeen_dev.jsonl"
        pairs = dev.with_name("cluster_pairs.jsonl.xz")
        figures["machine-translated"], files = check_translated(dev), [SET, dev, pairs]
        figures["dates doubted"] = {
            "mayadeen_dev": count_doubted(read_dated(dev)),
            "SaudiNewsNet": count_doubted(read_saudi(pairs)),
        }
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    if "--errors" in sys.argv:
        show_errors(wanted, found, {row["id"]: row.get("text", "") for row in rows})
    save("figures", figures, sign(COMMAND, files=files))


def read_rows() -> list[dict]:
    return [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()]


def read_facts(rows: list[dict]):
    """Each row with the facts of its document and the index of its sentence there."""
    seeds = {path.name: split(clean(read(path, name=path.name))) for path in SEEDS.glob("*.txt")}
    facts = {name: find_facts(document) for name, document in seeds.items()}
    for row in rows:
        if "seed" in row:
            starts = [sentence.start for sentence in seeds[row["seed"]].sentences]
            yield row, facts[row["seed"]], starts.index(row["start"])
        else:
            yield row, find_facts(one_sentence(row["text"])), 0


def one_sentence(text: str) -> Document:
    article = Article(source=Source(name="set", kind="text", sha256=""), text=text, published=PUBLISHED)
    sentence = Sentence(text=text, plain=text, start=0, end=len(text), role="body", paragraph=0)
    return Document(article=article, sentences=(sentence,))


def marks_of_row(row: dict) -> Marks:
    marks: Marks = Counter()
    for figure in row["figures"]:
        amount = (figure.get("value"), figure.get("low"), figure.get("high"))
        marks[kind_of(figure.get("kind", "count"), amount), (*amount, figure["unit"])] += 1
    marks.update(("date", date) for date in row["dates"])
    marks.update(("speaker", (said["speaker"], said["via"])) for said in row["speakers"])
    return marks


def marks_of_facts(facts: Facts, where: int) -> Marks:
    marks: Marks = Counter(mark_of_figure(figure) for figure in facts.figures if figure.where == where)
    marks.update(("date", date.date) for date in facts.dates if date.where == where)
    marks.update(("speaker", (said.speaker, said.via)) for said in facts.attributions if said.where == where)
    return marks


def mark_of_figure(figure: Figure) -> tuple[str, object]:
    amount = (figure.value, figure.low, figure.high)
    kind = "percent" if figure.kind == "percent" else "count"
    return kind_of(kind, amount), (*amount, figure.unit)


def kind_of(kind: str, amount: tuple[object, object, object]) -> str:
    """What a figure is scored as: percent, range, bound or number."""
    if kind == "percent":
        return "percent"
    value, low, high = amount
    return "number" if value is not None else "range" if None not in (low, high) else "bound"


def score(wanted: Counter, found: Counter) -> dict[str, object]:
    """Precision, recall and F1 by kind. A figure is right if number, bounds and unit are."""
    kinds = {"figures": ("number", "range", "bound", "percent")}
    kinds |= {kind: (kind,) for kind in ("number", "range", "bound", "percent", "date", "speaker")}
    result: dict[str, object] = {}
    for name, members in kinds.items():
        want, have, both = (
            sum(n for key, n in counter.items() if key[1] in members) for counter in (wanted, found, wanted & found)
        )
        precision, recall = both / max(have, 1), both / max(want, 1)
        result[name] = {
            "marked": want,
            "found": have,
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 4),
        }
    return result


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


def show_errors(wanted: Counter, found: Counter, texts: dict[str, str]) -> None:
    for row, kind, what in sorted(set(wanted | found), key=str):
        if wanted[row, kind, what] != found[row, kind, what]:
            sign_ = "missed" if wanted[row, kind, what] > found[row, kind, what] else "wrong "
            print(sign_, row, kind, what, texts[row][:90])


if __name__ == "__main__":
    main()
