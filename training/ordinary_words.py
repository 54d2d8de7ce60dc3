"""The list of ordinary Arabic words: ``MUJAZ_DATA=folder python -m training.ordinary_words``.

    count    in how many news articles each folded word stands (summaries_mayadeen, all but the rows kept for measuring)
    pair     for each word, the English word that keeps it company most in the translated sentences (news_llm)
    leave    words that are rare, and names: their English word has a capital
    shorten  words that are another one of the list with particles or the article written on to it

A word that is in no list and not in the article either may be a name that a summariser made up.
"""

from __future__ import annotations

import json
import lzma
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from summarizer.normalize import fold
from summarizer.stems import ORDINARY_WORDS, find_bases

MEASURED_ROWS = 1500  # the first ones, on which the constants below and those of support.py were chosen
# A longer list leaves fewer true sentences in doubt and no more false names undetected; the file grows. Sentences of
# standfirsts in doubt with words of 3, 5, 10 articles: 18, 20, 25 %; foreign countries found: 99.8 to 100 %.
_FEWEST_ARTICLES = 3
_NAME_TIE = 0.2  # Dice; from which a capital counts. At 0.4 a percent fewer in doubt, and a percent fewer names found
_FEWEST_SENTENCES = 3  # in which both stand
_HEAD = """\
# Ordinary words of Arabic news, folded, without particles and article. Made by training/ordinary_words.py.
# Word counts of 5,400 articles (summaries_mayadeen) and 36,000 sentences (news_llm); no text of theirs is in it.
"""
_LATIN = re.compile(r"[A-Za-z]{3,}")


def main() -> None:
    """Write ``ORDINARY_WORDS``."""
    folder = Path(os.environ["MUJAZ_DATA"]) / "train"
    articles = count_articles(folder / "summaries_mayadeen.jsonl.xz")
    names = find_names(folder / "news_llm.tsv.xz")
    words = choose_words(articles, names)
    with lzma.open(ORDINARY_WORDS, "wt", encoding="utf-8") as file:
        file.write(_HEAD + "".join(f"{word}\n" for word in sorted(words)))


def count_articles(path: Path) -> Counter[str]:
    """In how many articles each folded word stands."""
    counts: Counter[str] = Counter()
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number >= MEASURED_ROWS:
                row = json.loads(line)
                counts.update(set(fold(" ".join((row["title"], row["text"], row["summary"]))).split()))
    return counts


def find_names(path: Path) -> frozenset[str]:
    """The folded words and bases whose closest English word is mostly written with a capital inside sentences."""
    arabic_counts: Counter[str] = Counter()
    english_counts: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for arabic, english in _read_pairs(path):
        arabic_counts.update(arabic)
        english_counts.update(english)
        together.update((a, e) for a in arabic for e in english)
    closest: dict[str, tuple[float, str]] = {}
    for (a, e), count in together.items():
        dice = 2 * count / (arabic_counts[a] + english_counts[e])
        if count >= _FEWEST_SENTENCES and dice > closest.get(a, (0.0, ""))[0]:
            closest[a] = dice, e
    return frozenset(a for a, (dice, e) in closest.items() if dice > _NAME_TIE and e[0].isupper())


def choose_words(articles: Counter[str], names: frozenset[str]) -> frozenset[str]:
    """The words that are common and no names, those left out that another one stands for."""
    common = {
        word for word, count in articles.items() if count >= _FEWEST_ARTICLES and names.isdisjoint(find_bases(word))
    }
    return frozenset(word for word in common if common.isdisjoint(find_bases(word) - {word}))


def _read_pairs(path: Path) -> Iterator[tuple[set[str], set[str]]]:
    """Of each sentence the Arabic words and their bases, and the English words but the first, as they are written."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            _, arabic, english = line.rstrip("\n").split("\t")
            bases = {base for word in fold(arabic).split() for base in find_bases(word)}
            yield bases, set(_LATIN.findall(english.split(" ", 1)[-1]))


if __name__ == "__main__":
    main()
