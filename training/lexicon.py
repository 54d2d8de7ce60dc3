"""Builds the lexicon that ships with Mujaz: names and terms that the training pairs show to be safe to replace.

    python -m training.lexicon        (MUJAZ_DATA names the folder of the data)

Candidates are the places and currencies of CLDR, the names of names_wd_google and the terms of lex_unbis_un. Of the
training pairs that have the Arabic form, nearly all must have its English too: "أمل" is a name in the list, and hope in
the pairs. Left out on purpose: lists under the GPL, and languages and the people of a country, whose Arabic words are
adjectives with several English forms ("الروسية": Russian, of Russia, Russia's).
"""

from __future__ import annotations

import lzma
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from summarizer.lexicon import SHIPPED, Entry, Lexicon, fold_words
from summarizer.normalize import normalize

_TEXTS = ("news_llm.tsv.xz", "sentences.tsv.xz")
_NEAR_NEWS = ("mt_geneval_wiki", "xquad", "umbrella_human", "sdg_un")  # of the sentences; in scripture موسى is Moses
_SHORTEST = 3  # letters of an Arabic and an English form
_NEWSPAPER_NAMES = {"TR": "Turkey", "CD": "DR Congo", "CG": "Congo", "CZ": "Czech Republic", "HK": "Hong Kong"}
_NO_PLACES = ("XA", "XB", "ZZ")  # trial accents, unknown; nor are codes in digits, "001" is the world
_ASIDE = re.compile(r"\s*(?:\(.*?\)|[-–] ?[\d٠-٩].*)")
_HEADER = """\
# The names and terms that Mujaz puts into Arabic as English: Arabic, English, pairs of the training data that have it.
# Made by `python -m training.lexicon`; do not edit.
# Sources: Unicode CLDR through babel (Unicode License v3); names_wd_google (Wikidata, CC0, and Apache-2.0);
# lex_unbis_un (UNBIS Thesaurus of the United Nations; the copy used states no licence).
"""


class Evidence(NamedTuple):
    """In how many training pairs an Arabic form stands, and with which English, as it is written there."""

    seen: int
    said: Counter[str]


class Rule(NamedTuple):
    """When a form of one kind is kept: from so many pairs on, this share of them must have the English."""

    least_seen: int
    least_share: float


# The shares were judged by reading what each keeps and loses. Countries are also said by their people ("Algerian") and
# by short names ("the US"), so that they may have less; "تونس" (Tunisia, Tunis) and "عمان" (Oman, Amman) stay out.
# Forms in FLORES dev whose English stands in the reference: 174 of 187 that were seen ten times or more, 58 of 63 seen
# 3 to 9 times, 15 of 20 seen twice; of names that no pair has 55 of 75 ("كمبوديا", Cambodia, as ك and Ampudia).
RULES = {"place": Rule(3, 0.7), "name": Rule(3, 0.9), "term": Rule(3, 0.9)}


def build(folder: Path) -> list[tuple[str, str, int]]:
    """The rows of the lexicon (Arabic, English, pairs seen), sorted by their Arabic."""
    candidates = Lexicon([*_read_cldr(), *_read_lists(folder / "train" / "lexicons.tsv.xz")])
    evidence = weigh(candidates, _read_pairs(folder / "train"))
    return sorted(select(candidates, evidence))


def weigh(candidates: Lexicon, pairs: Iterable[tuple[str, str]]) -> dict[str, Evidence]:
    """What the pairs say of each Arabic form that they have, by the Arabic of its first entry."""
    found: dict[str, Evidence] = {}

    for arabic, english in pairs:

        def choose(entries: Sequence[Entry], english: str = english) -> Entry | None:
            evidence = found.setdefault(entries[0].arabic, Evidence(0, Counter()))
            written = next(filter(None, (_find(entry.english, english) for entry in entries)), "")
            evidence.said.update([written] if written else [])
            found[entries[0].arabic] = evidence._replace(seen=evidence.seen + 1)
            return entries[0] if written else None

        candidates.find(normalize(arabic).text, choose)
    return found


def select(candidates: Lexicon, evidence: Mapping[str, Evidence]) -> Iterator[tuple[str, str, int]]:
    """The forms that the evidence shows to be safe, and places that could hardly be anything else."""
    for entries in candidates.forms:
        first = entries[0]
        seen, said = evidence.get(first.arabic, Evidence(0, Counter()))
        english, times = said.most_common(1)[0] if said else (first.english, 0)
        rule = RULES[first.note]
        is_plain = first.note == "place" and (not seen or " " in first.arabic)
        if is_plain or (seen >= rule.least_seen and times >= rule.least_share * seen):
            yield first.arabic, english, seen


def write(rows: Iterable[tuple[str, str, int]], path: Path) -> None:
    """Write the lexicon, the same bytes for the same rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = _HEADER + "".join(f"{arabic}\t{english}\t{seen}\n" for arabic, english, seen in rows)
    path.write_bytes(lzma.compress(text.encode(), preset=9))


def _read_cldr() -> Iterator[Entry]:
    from babel import Locale

    arabic, english = Locale("ar"), Locale("en")
    for code, name in arabic.territories.items():
        if not code.isdigit() and code not in _NO_PLACES:
            yield from _entry(name, _NEWSPAPER_NAMES.get(code) or english.territories.get(code, ""), "place")
    for code, name in arabic.currencies.items():
        if " " in name:
            yield from _entry(name, english.currencies.get(code, ""), "term")


def _read_lists(path: Path) -> Iterator[Entry]:
    from babel import Locale

    peoples = {name.split()[0] for name in Locale("en").currencies.values()}  # "Israeli", of Israeli New Shekel
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            source, arabic, english = line.rstrip("\n").split("\t")
            if source == "names_wd_google" and english.capitalize() not in peoples:
                yield from _entry(arabic, " ".join(word[:1].upper() + word[1:] for word in english.split()), "name")
            elif source == "lex_unbis_un" and " " in arabic and " " in english:
                yield from _entry(arabic, english, "term")


def _entry(arabic: str, english: str, kind: str) -> Iterator[Entry]:
    arabic, english = _ASIDE.sub("", arabic).strip(" ،"), _ASIDE.sub("", english).replace("&", "and").strip()
    if min(len(arabic), len(english)) >= _SHORTEST and fold_words(arabic):
        yield Entry(arabic=arabic, english=english, note=kind)


def _find(words: str, english: str) -> str:
    """``words`` as ``english`` has them, "" if it has not. A name must have its capitals, a term may have others."""
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", english, 0 if words[0].isupper() else re.IGNORECASE)
    return match.group() if match else ""


def _read_pairs(folder: Path) -> Iterator[tuple[str, str]]:
    for name in _TEXTS:
        with lzma.open(folder / name, "rt", encoding="utf-8") as file:
            for line in file:
                source, arabic, english = line.rstrip("\n").split("\t")
                if name == _TEXTS[0] or source in _NEAR_NEWS:
                    yield arabic, english


if __name__ == "__main__":
    write(build(Path(os.environ["MUJAZ_DATA"])), SHIPPED)
