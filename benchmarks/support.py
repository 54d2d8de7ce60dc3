"""How often a true summary sentence is doubted, how often a planted invention is found, and whether evidence is right.

MUJAZ_DATA=folder python benchmarks/support.py

True sentences are the standfirsts that editors wrote for the articles of dev/mayadeen_dev.jsonl: what they added from
elsewhere counts as a false alarm. Plants are made in standfirsts and sentences of the article that raise no doubt as
they are: the first number in digits changed, "in COUNTRY" put behind for a country of another article that this one
does not speak of, "not" put before the first verb in the imperfect; and a whole standfirst of another article.
Evidence is tried with the article's own sentences, each of which must find itself. The constants of support.py were
chosen on the first rows of the training summaries.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator

from results import data_folder, save, sign

from summarizer.clean import clean
from summarizer.normalize import fold
from summarizer.sentences import split_text
from summarizer.split import split
from summarizer.support import Ground, find_doubts, find_evidence, read_ground
from summarizer.types import Article, Document, Source

COMMAND = "MUJAZ_DATA=folder python benchmarks/support.py"
SEED = 20
LEAST_WORDS = 4
OWN_SENTENCES = 5  # of each article, from its front, for plants and evidence
DIGITS = re.compile(r"(?<![\w.,/:-])[1-9]\d*(?![\w.,/:-])")
IMPERFECT = re.compile(r"(?<!\w)(?<!لا )(?<!لم )(?<!لن )[يت]\w{4,}")
Row = tuple[Document, str, list[str]]  # article, standfirst, countries


def main() -> None:
    path = data_folder() / "dev" / "mayadeen_dev.jsonl"
    rows = [understand(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    figures: dict[str, object] = {}
    dice = random.Random(SEED)
    doubts: Counter[str] = Counter()
    plants: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for row in rows:
        ground = read_ground(row[0])
        for sentence in sentences(row[1]):
            doubts.update({"sentences", *codes(ground, sentence)})
            doubts["any"] += bool(codes(ground, sentence))
            doubts[f"{len(find_evidence(ground, sentence))} sentences behind it"] += 1
        for kind, sentence in plant(row, dice.choice(rows), ground, dice):
            plants[kind] += 1
            found[kind] += bool(codes(ground, sentence))
        for index in row[0].body:
            plants["own sentence"] += 1
            found["own sentence"] += find_evidence(ground, row[0].sentences[index].plain) == (index,)
    total = doubts.pop("sentences")
    figures["standfirst sentences"] = total
    figures["doubted, %"] = {code: round(100 * count / total, 1) for code, count in sorted(doubts.items())}
    figures["found, %"] = {kind: round(100 * found[kind] / plants[kind], 1) for kind in plants}
    figures["plants"] = dict(plants)
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    save("support", figures, sign(COMMAND, files=[path]) | {"articles": len(rows)})


def understand(row: dict[str, object]) -> Row:
    source = Source(name="article.txt", kind="text", sha256="")
    document = split(clean(Article(source=source, text=f"{row['title']}\n\n{row['text']}")))
    countries = row.get("country")
    return document, str(row["summary"]), countries if isinstance(countries, list) else []


def sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in split_text(text) if len(sentence.split()) >= LEAST_WORDS]


def codes(ground: Ground, sentence: str) -> set[str]:
    return {code for code, _ in find_doubts(ground, sentence, find_evidence(ground, sentence))}


def plant(row: Row, other: Row, ground: Ground, dice: random.Random) -> Iterator[tuple[str, str]]:
    document, standfirst, _ = row
    if other is not row:
        yield from (("another article's standfirst", sentence) for sentence in sentences(other[1]))
    text = fold(document.article.text)
    foreign = [country for country in other[2] if not any(root(word) in text for word in fold(country).split())]
    own = [document.sentences[index].plain for index in document.body[:OWN_SENTENCES]]
    for sentence in (*sentences(standfirst), *own):
        if codes(ground, sentence):
            continue
        number, verb = DIGITS.search(sentence), IMPERFECT.search(sentence)
        if number:
            changed = str(int(number[0]) + dice.randint(2, 9))
            yield "number changed", sentence[: number.start()] + changed + sentence[number.end() :]
        if foreign:
            yield "country added", f"{sentence.rstrip(' .')} في {dice.choice(foreign)}."
        if verb:
            yield "not put in", f"{sentence[: verb.start()]}لا {sentence[verb.start() :]}"


def root(word: str) -> str:
    """The letters that a country has in common with its people: فلسط of فلسطين and الفلسطينيون."""
    return word.removeprefix("ال")[:4]


if __name__ == "__main__":
    main()
