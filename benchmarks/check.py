"""How often the check stage doubts a right translation, and how often it finds a planted fault.

MUJAZ_DATA=folder python benchmarks/check.py

The rules were written while looking at rows 1-4,000 and 8,001-16,000 of train/news_llm; rows 4,001-8,000 are held out.
Every pair is taken to be right, so that the slips of the data themselves count as false alarms. Plants are made by
regular expressions that know nothing of the parser, in pairs that raise no doubt as they are.
"""

from __future__ import annotations

import calendar
import lzma
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from results import data_folder, save, sign

from summarizer.check import check_pair
from summarizer.repetition import find_loop

COMMAND = "MUJAZ_DATA=folder python benchmarks/check.py"
HELD_OUT = (4000, 8000)
DEV_SETS = ("news_dev", "flores_dev")
SEED = 20
NUMBER_CODES = {"number.missing", "number.added", "date.missing", "date.added"}
DIGITS = re.compile(r"(?<!\w)\d+(?:[.,:]\d+)*")
SMALL = re.compile(
    r"(?<![\w.,:])[012](?![\w.,:])"
)  # Arabic says them in other ways: a dual, "the first", "a clean sheet"
WORDS = re.compile(r"\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|fifty)\b")
ASKED = {  # what the Arabic must hold for a check to ask anything; the share of alarms is given of such pairs too
    "negation.lost": re.compile(r"(?<!\w)[وف]?(?:لم|لن|ليس|ليست|لا)\s"),
    "number.hedge": re.compile(r"(?:أكثر من|نحو|حوالي|قرابة|زهاء|ما يقرب من|ما لا يقل عن|أقل من|ما يصل إلى)\s+\d"),
    "unit.changed": re.compile(r"دولار|يورو|جنيه|ليرة|روبل|شيكل|ريال|درهم|دينار|كيلومتر|كلم|متر|طن\b|كيلوغرام"),
}
NEGATIONS = re.compile(r"\b(?:not|never) |n't\b|\bno (?=\w)")
HEDGES = re.compile(r"\b(?:more than|over|about|around|nearly|at least|less than|up to) (?=[$€£]?\d)")
OTHER_SIDE = {"more than": "less than", "over": "under", "at least": "at most", "less than": "more than"}
UNITS = {"dollars": "euros", "euros": "dollars", "pounds": "dollars", "kilometers": "metres", "tons": "kilograms"}
SCALES = {"thousand": "million", "million": "billion", "billion": "million"}
MONTHS = calendar.month_name[1:]
Pair = tuple[str, str]
Plant = Callable[[str, random.Random], str | None]


def main() -> None:
    folder = data_folder()
    news = folder / "train" / "news_llm.tsv.xz"
    rows = read_rows(news)
    sets = {"news_llm 4,001-8,000": rows[slice(*HELD_OUT)]}
    sets |= {name: read_pairs(folder / "dev" / name) for name in DEV_SETS}
    alarms = {name: count_alarms(pairs) for name, pairs in sets.items()}
    held_out = next(iter(sets.values()))
    alarms["news_llm, all, loops only"] = count_loops(rows)
    asked = {name: count_asked(pairs) for name, pairs in sets.items()}
    plants = {plant.__name__: find_plants(held_out, plant) for plant in PLANTS}
    figures = {"false alarms": alarms, "false alarms where asked": asked, "plants": plants}
    files = [news, *(folder / "dev" / f"{name}.{side}" for name in DEV_SETS for side in ("ar", "en"))]
    show(figures)
    save("check", figures, sign(COMMAND, files=files) | {"seed": SEED})


def count_alarms(pairs: list[Pair]) -> dict[str, object]:
    """The share of right pairs with each code, and with any about numbers and dates."""
    codes: Counter[str] = Counter()
    for arabic, english in pairs:
        found = {finding.code for finding in check_pair(arabic, english, None)}
        codes.update(found)
        codes["any number or date"] += bool(found & NUMBER_CODES)
    return {"pairs": len(pairs), "share": {code: round(n / len(pairs), 5) for code, n in sorted(codes.items())}}


def count_asked(pairs: list[Pair]) -> dict[str, dict[str, object]]:
    """For each code of ``ASKED`` the pairs that the check has something to ask of, and the share of them doubted."""
    result = {}
    for code, words in ASKED.items():
        asked = [(arabic, english) for arabic, english in pairs if words.search(arabic)]
        doubted = sum(code in {f.code for f in check_pair(arabic, english, None)} for arabic, english in asked)
        result[code] = {"pairs": len(asked), "share": round(doubted / max(len(asked), 1), 5)}
    return result


def count_loops(pairs: list[Pair]) -> dict[str, object]:
    """The share of right pairs in which a loop is seen."""
    loops = sum(find_loop(english, arabic) is not None for arabic, english in pairs)
    return {"pairs": len(pairs), "share": {"translate.loop": round(loops / len(pairs), 5)}}


def find_plants(pairs: list[Pair], plant: Plant) -> dict[str, object]:
    """How many plants of one kind raise a doubt, one plant in each pair that has a place for it."""
    chance = random.Random(SEED)
    made = found = 0
    for arabic, english in pairs:
        planted = plant(english, chance)
        if planted is None or planted == english or check_pair(arabic, english, None):
            continue
        made += 1
        found += bool(check_pair(arabic, planted, None))
    return {"plants": made, "found": round(found / made, 4)}


def digit_changed(text: str, chance: random.Random) -> str | None:
    number = pick(DIGITS, text, chance)
    if number is None:
        return None
    at = chance.choice([i for i in range(number.start(), number.end()) if text[i].isdigit()])
    return text[:at] + chance.choice([digit for digit in "123456789" if digit != text[at]]) + text[at + 1 :]


def digits_dropped(text: str, chance: random.Random) -> str | None:
    number = pick(DIGITS, text, chance)
    return None if number and SMALL.fullmatch(number.group()) else replaced(number, text, "")


def small_dropped(text: str, chance: random.Random) -> str | None:
    return replaced(pick(SMALL, text, chance), text, "")


def word_dropped(text: str, chance: random.Random) -> str | None:
    return replaced(pick(WORDS, text, chance), text, "")


def scale_changed(text: str, chance: random.Random) -> str | None:
    word = pick(re.compile(rf"\b(?:{'|'.join(SCALES)})\b"), text, chance)
    return replaced(word, text, SCALES[word.group()]) if word else None


def thousand_to_million(text: str, chance: random.Random) -> str | None:
    number = pick(re.compile(r"\b(\d{1,3}),000\b"), text, chance)
    return replaced(number, text, f"{number.group(1)} million") if number else None


def month_changed(text: str, chance: random.Random) -> str | None:
    month = pick(re.compile(rf"\b(?:{'|'.join(MONTHS)})(?= \d)"), text, chance)
    return replaced(month, text, chance.choice([m for m in MONTHS if m != month.group()])) if month else None


def percent_dropped(text: str, chance: random.Random) -> str | None:
    return replaced(pick(re.compile(r"(?<=\d)(?:%| percent)(?! (?:to|and|or) )"), text, chance), text, "")


def number_added(text: str, chance: random.Random) -> str | None:
    gap = pick(re.compile(r"(?<=[a-z]) (?=[a-z])"), text, chance)
    return replaced(gap, text, f" {chance.randint(3, 9999)} ")


def negation_dropped(text: str, chance: random.Random) -> str | None:
    return NEGATIONS.sub("", text)


def hedge_dropped(text: str, chance: random.Random) -> str | None:
    return replaced(pick(HEDGES, text, chance), text, "")


def hedge_turned(text: str, chance: random.Random) -> str | None:
    hedge = pick(HEDGES, text, chance)
    said = hedge.group().strip() if hedge else ""
    return replaced(hedge, text, f"{OTHER_SIDE[said]} ") if said in OTHER_SIDE else None


def unit_changed(text: str, chance: random.Random) -> str | None:
    unit = pick(re.compile(rf"\b(?:{'|'.join(UNITS)})\b"), text, chance)
    return text.replace(unit.group(), UNITS[unit.group()]) if unit else None


def half_dropped(text: str, chance: random.Random) -> str | None:
    words = text.split()
    return " ".join(words[: len(words) // 2])


def loop_added(text: str, chance: random.Random) -> str | None:
    words = text.split()
    length = chance.randint(1, min(10, len(words)))
    return " ".join([*words, *words[-length:] * chance.randint(3, 12)])


PLANTS: tuple[Plant, ...] = (
    digit_changed,
    digits_dropped,
    small_dropped,
    word_dropped,
    scale_changed,
    thousand_to_million,
    month_changed,
    percent_dropped,
    number_added,
    negation_dropped,
    hedge_dropped,
    hedge_turned,
    unit_changed,
    half_dropped,
    loop_added,
)


def pick(pattern: re.Pattern[str], text: str, chance: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return chance.choice(found) if found else None


def replaced(place: re.Match[str] | None, text: str, new: str) -> str | None:
    return text[: place.start()] + new + text[place.end() :] if place else None


def read_rows(path: Path) -> list[Pair]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    return [(arabic, english) for _, arabic, english in rows]


def read_pairs(stem: Path) -> list[Pair]:
    sides = [stem.with_suffix(f".{side}").read_text(encoding="utf-8").splitlines() for side in ("ar", "en")]
    return list(zip(*sides, strict=True))


def show(figures: dict[str, dict[str, dict[str, object]]]) -> None:
    for name, alarms in figures["false alarms"].items():
        print(f"right pairs doubted, {name} ({alarms['pairs']:,} pairs)")
        for code, share in alarms["share"].items():
            print(f"  {code:24} {share:8.2%}")
    for name, codes in figures["false alarms where asked"].items():
        print(f"right pairs doubted of those with such a word, {name}")
        for code, found in codes.items():
            print(f"  {code:24} {found['share']:8.2%} of {found['pairs']:,}")
    print("planted faults found")
    for name, plants in figures["plants"].items():
        print(f"  {name:24} {plants['found']:8.2%} of {plants['plants']:,}")


if __name__ == "__main__":
    main()
