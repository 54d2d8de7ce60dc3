"""What the floors are of: each set with the scores of the embedded line on it.

On the sets that ship, and in fixed samples on the development sets. All is measured with nothing remembered from other
runs and by the functions of the product, the evaluation and the trainer.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks.plants import PLANTS, Pair, find_plants
from benchmarks.results import ROOT
from summarizer.check import check_pair
from summarizer.clusters import cluster
from summarizer.engines import Decoding, Engine
from summarizer.evaluation.groups import count_pairs, group_rows, make_document, score_groups
from summarizer.evaluation.reports import Count, share
from summarizer.evaluation.small_sets import SETS, read_story_articles, read_summaries, read_translations
from summarizer.evaluation.summaries import score_summaries
from summarizer.evaluation.tasks import TASKS, score_answers
from summarizer.evaluation.translations import count_faults, count_numbers, score_translations
from summarizer.features import describe
from summarizer.lexicon import Entry
from summarizer.summarize import summarize
from training.evaluate import translate_lines
from training.evaluation_sets import NAMES_FILE, SEED_NAMES, EvaluationSet, read_dev_set, read_seeds
from training.measures import count_names, count_number_set, read_number_set

_FILES = {"split": ("sentences.jsonl",), "clean": ("roles", "stories.jsonl"), "figures": ("figures.jsonl",)}
_TEXTS = {"news_dev": ("news_dev", 1), "flores_dev, every third": ("flores_dev", 3)}  # name: (files, step)
_ARTICLE_STEP, _PAIR_STEP = 3, 6  # every third article, every sixth pair
_ROUGE_SENTENCES = 1  # as long as a standfirst

SHIPPED = frozenset({"translations", "numbers", "seeds", "stories", "summaries", "checks", *_FILES})

Scores = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The scores on one set, and the digest of its files. In floors.json ``scores`` are the floors."""

    digest: str
    scores: Scores


def measure(engine: Engine, data: Path | None) -> Iterator[tuple[str, Measured]]:
    """Each set with its scores: those that ship, then those of the folder ``data``."""
    yield from measure_small_sets(engine)
    if data is not None:
        yield from measure_dev_sets(engine, data)


def measure_small_sets(engine: Engine) -> Iterator[tuple[str, Measured]]:
    pairs = read_translations()
    said = translate(engine, [arabic for arabic, _ in pairs])
    scores = score_english([arabic for arabic, _ in pairs], said, [english for _, english in pairs])
    yield "translations", Measured(digest=digest(SETS / "translations.tsv"), scores=scores)
    numbers = count_number_set(read_number_set(SETS / "numbers.tsv"), said)  # the same sentences
    scores = {"numbers kept": numbers["kept"], "sentences right": numbers["sentences_right"]}
    yield "numbers", Measured(digest=digest(SETS / "numbers.tsv"), scores=scores)
    seeds = read_seeds()
    said = translate(engine, seeds.sources)
    scores = score_numbers(seeds.sources, said) | score_names(engine, seeds, said)
    yield "seeds", Measured(digest=digest(ROOT / "seeds", SEED_NAMES), scores=scores)
    for name, files in _FILES.items():
        yield name, Measured(digest=digest(*(SETS / file for file in files)), scores=score_task(name))
    rows = read_story_articles()
    pairs_found = score_groups(rows, group_rows(rows)).count("pairs")
    yield "stories", Measured(digest=digest(SETS / "stories.jsonl"), scores=score_pairs(pairs_found))
    summaries = [(str(row["source"]), str(row["reference"])) for row in read_summaries()]
    yield (
        "summaries",
        Measured(digest=digest(SETS / "summaries.jsonl", SETS / "stories.jsonl"), scores=score_extracts(summaries)),
    )
    yield "checks", Measured(digest=digest(SETS / "translations.tsv"), scores=score_checks(pairs))


def measure_dev_sets(engine: Engine, data: Path) -> Iterator[tuple[str, Measured]]:
    dev = data / "dev"
    for name, (stem, step) in _TEXTS.items():
        files = dev / f"{stem}.ar", dev / f"{stem}.en"
        arabic, english = ([*read_lines(file)][::step] for file in files)
        scores = score_english(arabic, translate(engine, arabic), english)
        yield name, Measured(digest=digest(*files), scores=scores)
    news = dev / "news_dev.ar", dev / "news_dev.en"
    named = read_dev_set(data, "news_dev")
    scores = score_names(engine, named, translate(engine, named.sources))
    yield "news_dev, names", Measured(digest=digest(*news, data / NAMES_FILE), scores=scores)
    checks = score_checks(list(zip(*map(read_lines, news), strict=True)))
    yield "news_dev, checks", Measured(digest=digest(*news), scores=checks)
    path = dev / "mayadeen_dev.jsonl"
    articles = [json.loads(line) for line in read_lines(path)][::_ARTICLE_STEP]
    extracts = score_extracts([(f"{row['title']}\n\n{row['text']}", row["summary"]) for row in articles])
    yield "mayadeen_dev, every third", Measured(digest=digest(path), scores=extracts | score_cleaning(articles))
    path = dev / "cluster_pairs.jsonl.xz"
    yield "cluster_pairs, every sixth", Measured(digest=digest(path), scores=score_silver(path))


def translate(engine: Engine, lines: Sequence[str], glossary: Sequence[Entry] = ()) -> tuple[str, ...]:
    """The English of each line, by the product's stages, with nothing remembered from other runs."""
    return translate_lines(lines, engine, Decoding(), glossary).lines


def score_english(arabic: Sequence[str], said: Sequence[str], english: Sequence[str]) -> Scores:
    report = score_translations(said, english)
    return {name: report.value(name) for name in ("BLEU", "chrF")} | score_numbers(arabic, said)


def score_numbers(arabic: Sequence[str], said: Sequence[str]) -> Scores:
    """What needs no reference: numbers kept and added, loops, empty lines."""
    return {score.name: score.value for score in (*count_numbers(arabic, said), *count_faults(arabic, said))}


def score_names(engine: Engine, test_set: EvaluationSet, said: Sequence[str]) -> Scores:
    """The share of a set's names that ``said`` holds, and that come out where they are the user's own glossary."""
    told = translate(engine, test_set.sources, test_set.glossary)
    return {
        "names kept": count_names(test_set.names, said)["kept"],
        "glossary kept": count_names(test_set.names, told)["kept"],
    }


def score_task(name: str) -> Scores:
    task = TASKS[name]
    rows = task.read_small_set()
    report = score_answers(task, rows, [task.answer(row) for row in rows])
    return {"texts all right": report.value("texts all right")} | {
        f"{kind} F1": report.count(kind).f1 for kind in task.compared
    }


def score_pairs(pairs: Count) -> Scores:
    return {"precision": pairs.precision, "recall": pairs.recall}


def score_extracts(rows: Sequence[tuple[str, str]]) -> Scores:
    """The extractive summaries of (article with its title on top, reference)."""
    documents = [make_document({"text": text}) for text, _ in rows]
    said = [" ".join(summarize(document, sentences=_ROUGE_SENTENCES).sentences) for document in documents]
    report = score_summaries(said, [reference for _, reference in rows], sources=[text for text, _ in rows])
    names = ("rouge1", "rouge2", "rougeL", "numbers unsupported", "names unsupported")
    return {name: report.value(name) for name in names}


def score_checks(pairs: Sequence[Pair]) -> Scores:
    """The share of right pairs that are doubted, and of the faults planted in them that are found."""
    doubted = sum(bool(check_pair(arabic, english, None)) for arabic, english in pairs)
    plants = [find_plants(pairs, plant) for plant in PLANTS]
    found = sum(plant["plants"] * plant["found"] for plant in plants)
    return {
        "false alarms": share(doubted, len(pairs)),
        "plants found": share(round(found), sum(plant["plants"] for plant in plants)),
    }


def score_cleaning(rows: Sequence[Mapping[str, str]]) -> Scores:
    """Articles of an outlet, their titles on top: the titles found, and the sentences wrongly called boilerplate."""
    documents = [make_document({"text": f"{row['title']}\n\n{row['text']}"}) for row in rows]
    roles = [sentence.role for document in documents for sentence in document.sentences]
    titles = sum(document.title == row["title"].strip() for document, row in zip(documents, rows, strict=True))
    return {"titles": share(titles, len(rows)), "boilerplate": share(roles.count("boilerplate"), len(roles))}


def score_silver(path: Path) -> Scores:
    """Pairs of the half on which no constant was chosen (benchmarks/stories.py)."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        pairs = [json.loads(line) for line in file][1::_PAIR_STEP]
    articles = {side["id"]: side for pair in pairs for side in (pair["a"], pair["b"])}
    places = {name: place for place, name in enumerate(articles)}
    rows = [{"text": a["text"], "title": a["title"], "published": a["d"]} for a in articles.values()]
    groups = [members for members, _ in cluster([describe(make_document(row)) for row in rows], {})]
    truth = [(places[p["a"]["id"]], places[p["b"]["id"]], not p["label"].startswith("different")) for p in pairs]
    return score_pairs(count_pairs(groups, truth))


def digest(*paths: Path) -> str:
    """The digest of files and of all files in folders, 16 hexadecimal digits."""
    files = [file for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
