"""How common the stems of Arabic news are: the table that ships, and the light stem by which a word is found in it."""

from __future__ import annotations

import lzma
from functools import cache
from pathlib import Path

WORD_COUNTS = Path(__file__).parent / "assets" / "word_counts.txt.xz"

_PREFIXES = ("وبال", "وال", "فال", "بال", "كال", "ولل", "ال", "لل")  # longest first
_SUFFIXES = ("هما", "هم", "ها", "نا", "كم", "ات", "ان", "ون", "ين", "يه", "ته", "تي", "وا", "ه", "ي", "ا")
LEAST_STEM = 3  # letters


def light_stem(word: str) -> str:
    """A folded word without article, conjunction and endings. Words in other letters and digits stay as they are."""
    if not "ء" <= word[:1] <= "ي":
        return word
    prefix = next((p for p in _PREFIXES if word.startswith(p) and len(word) - len(p) > 1), "")
    word = word[len(prefix) :] if prefix else word[1:] if word[0] == "و" and len(word) > LEAST_STEM else word
    while suffix := next((s for s in _SUFFIXES if word.endswith(s) and len(word) - len(s) >= LEAST_STEM), ""):
        word = word[: -len(suffix)]
    return word


@cache
def word_counts() -> dict[str, int]:
    """The table: stem -> articles that hold it; the empty stem stands for all articles."""
    with lzma.open(WORD_COUNTS, "rt", encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if not line.startswith("#")]
    return {"": int(lines[0])} | {stem: int(count) for stem, count in (line.split("\t") for line in lines[1:])}
