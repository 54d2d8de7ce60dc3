"""How often Arabic is taken for another language, and another for Arabic.

MUJAZ_DATA=folder python benchmarks/language.py [--show]

False alarms: the Arabic of the development sets, as it is and typed with the letters of Persian (ی for ي and ى, ک for
ك), as papers in Iraq and Iran do. Finds: tests/data/languages.tsv, sentences written for this project in Persian, Urdu,
Kurdish, Pashto and Uyghur; there are few, so the shares say little more than that nothing is badly wrong. ``--show``
prints every text that is judged wrongly.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator

from clean import read_rows, unpair
from results import ROOT, data_folder, save, sign

from summarizer.errors import ReadError
from summarizer.language import find_language, require_arabic

COMMAND = "MUJAZ_DATA=folder python benchmarks/language.py"
CASES = ROOT / "tests" / "data" / "languages.tsv"
PERSIAN_LETTERS = str.maketrans("يىك", "ییک")
Judge = Callable[[str], str | None]


def main() -> None:
    dev = data_folder() / "dev"
    files = [dev / name for name in ("mayadeen_dev.jsonl", "cluster_pairs.jsonl.xz", "news_dev.ar", "flores_dev.ar")]
    articles = [*read_rows(files[0]), *unpair(read_rows(files[1]))]
    sentences = [line for file in files[2:] for line in file.read_text(encoding="utf-8").splitlines()]
    sentences += [line for row in articles for line in str(row["text"]).splitlines() if line.strip()]
    arabic: dict[str, tuple[list[str], Judge]] = {
        "articles": ([f"{row['title']}\n{row['text']}" for row in articles], set_aside),
        "titles": ([str(row["title"]) for row in articles], find_language),
        "sentences and paragraphs": (sentences, find_language),
    }
    figures: dict[str, object] = {}
    for name, (texts, judge) in arabic.items():
        figures[f"Arabic {name}"] = count(texts, judge)
        figures[f"Arabic {name} in Persian letters"] = count([t.translate(PERSIAN_LETTERS) for t in texts], judge)
    figures |= dict(judge_cases())
    for label, found in figures.items():
        print(f"{label}: {json.dumps(found)}")
    path = save("language", figures, sign(COMMAND, files=[*files, CASES], packages=["py3langid"]))
    print(f"\nwritten to {path.relative_to(ROOT)}")


def set_aside(text: str) -> str | None:
    """What is said of an article that is refused for its language, None for one that is read."""
    try:
        require_arabic(text, name="")
    except ReadError as error:
        return error.message
    return None


def count(texts: list[str], judge: Judge) -> dict[str, int]:
    """How many texts there are, and how many are taken for another language."""
    wrong = [(text, found) for text in texts if (found := judge(text))]
    for text, found in wrong if "--show" in sys.argv else ():
        print(f"  {found}: {text[:100]!r}")
    return {"texts": len(texts), "not Arabic": len(wrong)}


def judge_cases() -> Iterator[tuple[str, dict[str, int]]]:
    """For each language of the cases: sentences, those recognised, those that get another name than their own."""
    with CASES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for language in dict.fromkeys(row["language"] for row in rows):
        found = [find_language(row["text"]) for row in rows if row["language"] == language]
        known = [name for name in found if name]
        misnamed = sum(name not in language for name in known)
        yield language, {"sentences": len(found), "not Arabic": len(known), "misnamed": misnamed}


if __name__ == "__main__":
    main()
