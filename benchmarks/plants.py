"""Faults planted in right translations, and how many of them the check stage finds.

Plants are made by regular expressions that know nothing of the parser, in pairs that raise no doubt as they are.
"""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Callable, Sequence

from summarizer.check import check_pair

SEED = 20
DIGITS = re.compile(r"(?<!\w)\d+(?:[.,:]\d+)*")
SMALL = re.compile(
    r"(?<![\w.,:])[012](?![\w.,:])"
)  # Arabic says them in other ways: a dual, "the first", "a clean sheet"
WORDS = re.compile(r"\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|fifty)\b")
NEGATIONS = re.compile(r"\b(?:not|never) |n't\b|\bno (?=\w)")
HEDGES = re.compile(r"\b(?:more than|over|about|around|nearly|at least|less than|up to) (?=[$€£]?\d)")
OTHER_SIDE = {"more than": "less than", "over": "under", "at least": "at most", "less than": "more than"}
UNITS = {"dollars": "euros", "euros": "dollars", "pounds": "dollars", "kilometers": "metres", "tons": "kilograms"}
SCALES = {"thousand": "million", "million": "billion", "billion": "million"}
COUNTRIES = re.compile(r"\b(?:China|Egypt|France|Iran|Iraq|Israel|Lebanon|Libya|Russia|Syria|Turkey|Ukraine|Yemen)\b")
MONTHS = calendar.month_name[1:]
Pair = tuple[str, str]
Plant = Callable[[str, random.Random], str | None]


def find_plants(pairs: Sequence[Pair], plant: Plant) -> dict[str, float]:
    """How many plants of one kind raise a doubt, one plant in each pair that has a place for it."""
    chance = random.Random(SEED)
    made = found = 0
    for arabic, english in pairs:
        planted = plant(english, chance)
        if planted is None or planted == english or check_pair(arabic, english, None):
            continue
        made += 1
        found += bool(check_pair(arabic, planted, None))
    return {"plants": made, "found": round(found / made, 4) if made else 0.0}


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


def country_dropped(text: str, chance: random.Random) -> str | None:
    return replaced(pick(COUNTRIES, text, chance), text, "the country")


def half_dropped(text: str, chance: random.Random) -> str | None:
    words = text.split()
    return " ".join(words[: len(words) // 2])


def loop_added(text: str, chance: random.Random) -> str | None:
    words = text.split()
    length = chance.randint(1, min(10, len(words)))
    return " ".join([*words, *words[-length:] * chance.randint(3, 12)])


# Of these the share that is found has a floor (floors.json).
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
