"""ROUGE of the extractive summary against what it must beat: the first sentences, chance, and the best possible choice.

MUJAZ_DATA=folder python benchmarks/summarize.py [--model NAME_OR_FOLDER]

The articles are dev/mayadeen_dev.jsonl, each with its editor's standfirst as the one reference; a standfirst has 28
words on average, so F1 falls with every further sentence and only rows of like length compare. Each article goes
through the whole line, as a file with its title on top. ``lead`` takes the first sentences under the title whatever
their role, so that a fault of the clean stage shows as a difference. ``oracle`` knows the reference and takes those of
the first 15 sentences that give the best ROUGE-1. With a model, its summaries are scored too, as they are and with
the sentences in doubt replaced, and written to results/summarize-NAME.json.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from itertools import combinations
from statistics import fmean

from results import data_folder, save, sign

from summarizer.catalogue import find_model
from summarizer.clean import clean
from summarizer.engines import Engine, load_engine
from summarizer.rouge import METRICS, TOKENIZATION, score_rouge, tokenize
from summarizer.split import split
from summarizer.summarize import summarize
from summarizer.types import Article, Document, Source

COMMAND = "MUJAZ_DATA=folder python benchmarks/summarize.py"
SIZES = (1, 2, 3)
WORDS = (30, 60)
ORACLE_SENTENCES = 15
# What issue 2 gives for 334 articles of the same source, with another tokenization and another splitter.
PUBLISHED = {"lead 1": 42.3, "lead 2": 35.6, "oracle 1": 48.8}
Choose = Callable[[Document, str], list[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description="ROUGE of summaries against editors' standfirsts.")
    parser.add_argument("--model", help="a summarising model: its name in models.md, or its folder")
    model = parser.parse_args().model
    path = data_folder() / "dev" / "mayadeen_dev.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [(understand(row["title"], row["text"]), row["summary"]) for row in rows]
    systems: dict[str, Choose] = {}
    for name, system in (("lead", lead), ("ours", ours), ("random", chance), ("oracle", oracle)):
        systems |= {f"{name} {size}": system(size) for size in SIZES}
    systems |= {f"ours, {limit} words": ours(max(SIZES), limit) for limit in WORDS}
    signature = sign(COMMAND, files=[path]) | {"tokenization": TOKENIZATION, "articles": len(articles)}
    name = "summarize"
    if model:
        engine = load_engine("ct2", model=find_model(model, "summarization"))
        systems |= {"model": abstractive(engine, strict=False), "model, strict": abstractive(engine, strict=True)}
        signature |= {"model": engine.card.name, "model_sha256": engine.card.digest, "engine": engine.card.engine}
        name = f"summarize-{engine.card.name}"
    figures = {name: score(articles, choose) for name, choose in systems.items()}
    show(figures)
    save(name, {"systems": figures, "published": PUBLISHED}, signature)


def understand(title: str, text: str) -> Document:
    source = Source(name="article.txt", kind="text", sha256="")
    return split(clean(Article(source=source, text=f"{title}\n\n{text}")))


def under_title(document: Document) -> list[str]:
    return [sentence.plain for sentence in document.sentences if sentence.paragraph > 0]


def lead(size: int) -> Choose:
    return lambda document, reference: under_title(document)[:size]


def ours(size: int, max_words: int | None = None) -> Choose:
    return lambda document, reference: list(summarize(document, sentences=size, max_words=max_words).sentences)


def abstractive(engine: Engine, *, strict: bool) -> Choose:
    return lambda document, reference: list(summarize(document, engine=engine, strict=strict).sentences)


def chance(size: int) -> Choose:
    def choose(document: Document, reference: str) -> list[str]:
        sentences = under_title(document)
        dice = random.Random(sha256(document.article.text.encode()).hexdigest())
        return [sentences[i] for i in sorted(dice.sample(range(len(sentences)), min(size, len(sentences))))]

    return choose


def oracle(size: int) -> Choose:
    def choose(document: Document, reference: str) -> list[str]:
        sentences = under_title(document)[:ORACLE_SENTENCES]
        counts = [Counter(tokenize(sentence)) for sentence in sentences]
        wanted = Counter(tokenize(reference))

        def gain(chosen: tuple[int, ...]) -> float:
            said = sum((counts[i] for i in chosen), Counter())
            return (said & wanted).total() / (said.total() + wanted.total())

        best = max(combinations(range(len(sentences)), min(size, len(sentences))), key=gain)
        return [sentences[i] for i in best]

    return choose


def score(articles: list[tuple[Document, str]], choose: Choose) -> dict[str, float]:
    """Mean F1 of each metric and mean ROUGE-1 recall, in percent; mean length in words and sentences."""
    chosen = [choose(document, reference) for document, reference in articles]
    scores = [score_rouge(" ".join(said), reference) for said, (_, reference) in zip(chosen, articles, strict=True)]
    figures = {metric: 100 * fmean(each[metric].f1 for each in scores) for metric in METRICS}
    figures["rouge1 recall"] = 100 * fmean(each["rouge1"].recall for each in scores)
    figures["words"] = fmean(sum(len(sentence.split()) for sentence in said) for said in chosen)
    figures["sentences"] = fmean(map(len, chosen))
    return {name: round(value, 2) for name, value in figures.items()}


def show(figures: dict[str, dict[str, float]]) -> None:
    columns = next(iter(figures.values()))
    print(f"{'':<16}" + "".join(f"{name:>15}" for name in columns) + f"{'issue, rouge1':>15}")
    for system, values in figures.items():
        print(f"{system:<16}" + "".join(f"{value:>15.2f}" for value in values.values()), end="")
        print(f"{PUBLISHED.get(system, ''):>15}")


if __name__ == "__main__":
    main()
