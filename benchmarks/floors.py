"""Scores of the embedded line that may not fall, on the sets that ship and on the development sets where present.

python -m benchmarks.floors                     measure, and say what is below its floor
python -m benchmarks.floors --update            raise the floors to what was measured; refuses to lower one
python -m benchmarks.floors --update --lower    lower them too: for a loss that is wanted, and told in the change

MUJAZ_DATA=folder adds the development sets, in fixed samples, so that all takes some two minutes on two cores.
``benchmarks/floors.json`` keeps for each set the digest of its files: scores on other files are not compared. Where
less is better (loops, false alarms) the floor is a ceiling. CI measures the same (tests/model/test_quality_floors.py).
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # it may be run as a file, too

from benchmarks.plants import PLANTS, Pair, find_plants
from benchmarks.results import ROOT, sign
from summarizer.check import check_pair
from summarizer.clusters import cluster
from summarizer.engines import Decoding, Engine
from summarizer.evaluation.groups import count_pairs, group_rows, make_document, score_groups
from summarizer.evaluation.reports import Count, share
from summarizer.evaluation.small_sets import SETS, read_story_articles, read_summaries, read_translations
from summarizer.evaluation.summaries import score_summaries
from summarizer.evaluation.tasks import TASKS, score_answers
from summarizer.evaluation.translations import score_translations
from summarizer.features import describe
from summarizer.summarize import summarize
from training.evaluate import load_candidate, translate_lines
from training.measures import count_number_set, read_number_set

COMMAND = "MUJAZ_DATA=folder python -m benchmarks.floors --update"
PACKAGES = ("ctranslate2", "sacrebleu", "sentencepiece")
FLOORS = ROOT / "benchmarks" / "floors.json"
LESS_IS_BETTER = frozenset({"loops", "empty", "numbers added", "false alarms", "boilerplate"}) | {
    "numbers unsupported",
    "names unsupported",
}
# Below what was measured, for scores of what the model writes: int8 sums are rounded otherwise on another processor.
# benchmarks/results/translate.json has 0.2 BLEU between int8 and float32. All other scores are the same everywhere.
SLACK = {"BLEU": 0.5, "chrF": 0.5, "numbers kept": 0.01, "sentences right": 0.02, "loops": 0.01, "empty": 0.0}
_FILES = {"split": ("sentences.jsonl",), "clean": ("roles", "stories.jsonl"), "figures": ("figures.jsonl",)}
_TEXTS = {"news_dev": ("news_dev", 1), "flores_dev, every third": ("flores_dev", 3)}  # name: (files, step)
_ARTICLE_STEP, _PAIR_STEP = 3, 6  # every third article, every sixth pair
_ROUGE_SENTENCES = 1  # as long as a standfirst

SHIPPED = frozenset({"translations", "numbers", "stories", "summaries", "checks", *_FILES})

Scores = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The scores on one set, and the digest of its files. In floors.json ``scores`` are the floors."""

    digest: str
    scores: Scores


def main() -> None:
    options = argparse.ArgumentParser(description="Scores that may not fall.")
    options.add_argument("--update", action="store_true", help="raise the floors to what is measured")
    options.add_argument("--lower", action="store_true", help="with --update: lower them too")
    given = options.parse_args()
    data = os.environ.get("MUJAZ_DATA")
    engine = load_candidate("auto")
    measured = dict(measure(engine, Path(data) if data else None))
    known = read_floors(FLOORS)
    show(measured, known)
    if not given.update:
        faults = find_faults(known, measured)
    else:
        floors, faults = update(known, measured, lower=given.lower)
        model = {"model": engine.card.name, "model_sha256": engine.card.digest}
        write_floors(floors, sign(COMMAND, packages=PACKAGES) | model, FLOORS)
    engine.close()
    sys.exit("\n".join(faults) if faults else 0)


def measure(engine: Engine, data: Path | None) -> Iterator[tuple[str, Measured]]:
    """Each set with its scores: those that ship, then those of the folder ``data``."""
    yield from measure_small_sets(engine)
    if data is not None:
        yield from measure_dev_sets(engine, data / "dev")


def measure_small_sets(engine: Engine) -> Iterator[tuple[str, Measured]]:
    pairs = read_translations()
    said = translate(engine, [arabic for arabic, _ in pairs])
    scores = score_english([arabic for arabic, _ in pairs], said, [english for _, english in pairs])
    yield "translations", Measured(digest=digest(SETS / "translations.tsv"), scores=scores)
    numbers = count_number_set(read_number_set(SETS / "numbers.tsv"), said)  # the same sentences
    scores = {"numbers kept": numbers["kept"], "sentences right": numbers["sentences_right"]}
    yield "numbers", Measured(digest=digest(SETS / "numbers.tsv"), scores=scores)
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


def measure_dev_sets(engine: Engine, dev: Path) -> Iterator[tuple[str, Measured]]:
    for name, (stem, step) in _TEXTS.items():
        files = dev / f"{stem}.ar", dev / f"{stem}.en"
        arabic, english = ([*read_lines(file)][::step] for file in files)
        scores = score_english(arabic, translate(engine, arabic), english)
        yield name, Measured(digest=digest(*files), scores=scores)
    news = dev / "news_dev.ar", dev / "news_dev.en"
    checks = score_checks(list(zip(*map(read_lines, news), strict=True)))
    yield "news_dev, checks", Measured(digest=digest(*news), scores=checks)
    path = dev / "mayadeen_dev.jsonl"
    articles = [json.loads(line) for line in read_lines(path)][::_ARTICLE_STEP]
    extracts = score_extracts([(f"{row['title']}\n\n{row['text']}", row["summary"]) for row in articles])
    yield "mayadeen_dev, every third", Measured(digest=digest(path), scores=extracts | score_cleaning(articles))
    path = dev / "cluster_pairs.jsonl.xz"
    yield "cluster_pairs, every sixth", Measured(digest=digest(path), scores=score_silver(path))


def translate(engine: Engine, lines: Sequence[str]) -> tuple[str, ...]:
    """The English of each line, by the product's stages, with nothing remembered from other runs."""
    return translate_lines(lines, engine, Decoding()).lines


def score_english(arabic: Sequence[str], said: Sequence[str], english: Sequence[str]) -> Scores:
    report = score_translations(said, english, sources=arabic)
    return {name: report.value(name) for name in ("BLEU", "chrF", "numbers kept", "loops", "empty")}


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


def find_faults(floors: Mapping[str, Measured], measured: Mapping[str, Measured]) -> list[str]:
    """What is below its floor, has none, or was not measured though it has one, one line each."""
    faults = []
    for name, found in measured.items():
        floor = floors.get(name)
        if floor is None or floor.digest != found.digest:
            faults.append(f"{name}: {'there are no floors' if floor is None else 'the set has changed'}; run --update")
            continue
        faults += [_say_unmeasured(name, score) for score in floor.scores.keys() - found.scores.keys()]
        for score, value in found.scores.items():
            limit = floor.scores.get(score)
            if limit is None:
                faults.append(f"{name}: {score} has no floor; run --update")
            elif is_worse(score, value, limit):
                faults.append(f"{name}: {score} is {value}, its floor {limit}")
    return sorted(faults)


def update(
    floors: Mapping[str, Measured], measured: Mapping[str, Measured], *, lower: bool
) -> tuple[dict[str, Measured], list[str]]:
    """The floors raised to what was measured less the slack, and those that would fall or vanish, one line each.

    A set with one of these keeps its row whole; with ``lower`` they fall and vanish. Sets that were not measured keep
    their floors.
    """
    result, refused = dict(floors), list[str]()
    for name, found in measured.items():
        old = floors[name].scores if name in floors else {}
        new = {score: set_floor(score, value) for score, value in found.scores.items()}
        if not lower:
            losses = _find_losses(name, found.scores, old)
            refused += losses
            if losses:
                continue
            new |= {score: old[score] for score in old if is_worse(score, new[score], old[score])}  # within the slack
        result[name] = replace(found, scores=new)
    return result, sorted(refused)


def _find_losses(name: str, scores: Scores, floors: Scores) -> list[str]:
    lost = [_say_unmeasured(name, score) for score in floors.keys() - scores.keys()]
    return lost + [
        f"{name}: {score} is {scores[score]}, its floor {floors[score]}; --lower lowers it"
        for score in floors.keys() & scores.keys()
        if is_worse(score, scores[score], floors[score])
    ]


def _say_unmeasured(name: str, score: str) -> str:
    return f"{name}: {score} has a floor and was not measured; --update --lower drops it"


def is_worse(score: str, value: float, other: float) -> bool:
    return value > other if score in LESS_IS_BETTER else value < other


def set_floor(score: str, value: float) -> float:
    """The floor of what has been measured: a little below it where processors differ."""
    slack = SLACK.get(score, 0.0)
    return round(value + slack if score in LESS_IS_BETTER else max(value - slack, 0.0), 4)


def digest(*paths: Path) -> str:
    """The digest of files and of all files in folders, 16 hexadecimal digits."""
    files = [file for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def read_floors(path: Path) -> dict[str, Measured]:
    if not path.exists():
        return {}
    return {name: Measured(**row) for name, row in json.loads(path.read_text(encoding="utf-8"))["floors"].items()}


def write_floors(floors: Mapping[str, Measured], signature: Mapping[str, object], path: Path) -> None:
    content = {"floors": {name: asdict(row) for name, row in floors.items()}, "signature": signature}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def show(measured: Mapping[str, Measured], floors: Mapping[str, Measured]) -> None:
    for name, found in measured.items():
        print(name)
        for score, value in found.scores.items():
            limit = floors[name].scores.get(score, "none") if name in floors else "none"
            print(f"  {score:22} {value:9} floor {limit}")
    for name in floors.keys() - measured.keys():
        print(f"{name}: not measured; MUJAZ_DATA does not name the development data")


def read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    main()
