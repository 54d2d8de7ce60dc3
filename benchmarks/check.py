"""How often the check stage doubts a right translation, and how often it finds a planted fault.

MUJAZ_DATA=folder python benchmarks/check.py

The rules were written while looking at rows 1-4,000 and 8,001-16,000 of train/news_llm; rows 4,001-8,000 are held out.
Those about lost countries were written while looking at rows 1-16,000, and corrected once after a look at the rest, of
which their false alarms are told; their plants stand in rows that were looked at.
Every pair is taken to be right, so that the slips of the data themselves count as false alarms. The planted faults are
those of plants.py.
"""

from __future__ import annotations

import lzma
import re
from collections import Counter
from pathlib import Path

from plants import PLANTS, SEED, Pair, country_dropped, find_plants
from results import data_folder, save, sign

from summarizer.check import check_pair
from summarizer.countries import find_lost_countries
from summarizer.repetition import find_loop

COMMAND = "MUJAZ_DATA=folder python benchmarks/check.py"
HELD_OUT = (4000, 8000)
DEV_SETS = ("news_dev", "flores_dev")
NUMBER_CODES = {"number.missing", "number.added", "date.missing", "date.added"}
ASKED = {  # what the Arabic must hold for a check to ask anything; the share of alarms is given of such pairs too
    "negation.lost": re.compile(r"(?<!\w)[وف]?(?:لم|لن|ليس|ليست|لا)\s"),
    "number.hedge": re.compile(r"(?:أكثر من|نحو|حوالي|قرابة|زهاء|ما يقرب من|ما لا يقل عن|أقل من|ما يصل إلى)\s+\d"),
    "unit.changed": re.compile(r"دولار|يورو|جنيه|ليرة|روبل|شيكل|ريال|درهم|دينار|كيلومتر|كلم|متر|طن\b|كيلوغرام"),
}


def main() -> None:
    folder = data_folder()
    news = folder / "train" / "news_llm.tsv.xz"
    rows = read_rows(news)
    sets = {"news_llm 4,001-8,000": rows[slice(*HELD_OUT)]}
    sets |= {name: read_pairs(folder / "dev" / name) for name in DEV_SETS}
    alarms = {name: count_alarms(pairs) for name, pairs in sets.items()}
    held_out = next(iter(sets.values()))
    alarms["news_llm, all, loops only"] = count_loops(rows)
    alarms["news_llm 16,001-36,000, lost countries only"] = count_lost_countries(rows[16_000:])
    asked = {name: count_asked(pairs) for name, pairs in sets.items()}
    plants = {plant.__name__: find_plants(held_out, plant) for plant in (*PLANTS, country_dropped)}
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


def count_lost_countries(pairs: list[Pair]) -> dict[str, object]:
    """The share of right pairs of which a country is said to be lost."""
    found = sum(bool(find_lost_countries(*pair)) for pair in pairs)
    return {"pairs": len(pairs), "share": {"country.lost": round(found / len(pairs), 5)}}


def count_loops(pairs: list[Pair]) -> dict[str, object]:
    """The share of right pairs in which a loop is seen."""
    loops = sum(find_loop(english, arabic) is not None for arabic, english in pairs)
    return {"pairs": len(pairs), "share": {"translate.loop": round(loops / len(pairs), 5)}}


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
