"""Arabic words in forms that can be compared, and which of them are ordinary: no name, no rare term.

Arabic has no capitals, so a name cannot be told by its looks. What can be told is that a word is ordinary: the list in
``assets/ordinary_words.txt.xz`` holds the words of three and more of 5,400 news articles without those that come out
with a capital in English (``training/ordinary_words.py`` makes it).
"""

from __future__ import annotations

import lzma
import re
from functools import cache, lru_cache
from pathlib import Path

from summarizer.arabic_words import bare_forms, word_set
from summarizer.remembering import WORDS_KEPT

ORDINARY_WORDS = Path(__file__).parent / "assets" / "ordinary_words.txt.xz"

_SHORTEST = 3  # letters of a stem; what is left of a shorter word is mostly another word
_ENDINGS = word_set("تها ته يات يين يون ها هم هما نا يه يا ان ين ون ات وا ه ي ا ت")
_VERB_LETTERS = frozenset("يتنا")  # he, she, we, I; also the first of a perfect: يعلن، تعلن، أعلن
_WILL = re.compile(r"^س(?=[يتن]\w{3})")
_ARTICLE = "ال"


@lru_cache(WORDS_KEPT)
def find_bases(form: str) -> frozenset[str]:
    """A folded word, and what is left of it without the particles and the article written on to it."""
    return frozenset({form, *(bare for bare in bare_forms(form) if len(bare) >= _SHORTEST)})


@lru_cache(WORDS_KEPT)
def find_stems(form: str) -> frozenset[str]:
    """Its bases, these without their endings, and all of them without the letters of the imperfect.

    Two words are taken for one where they share a stem: more than a linguist would join, since a summary says in other
    forms what the article said, and a word wrongly doubted is a true sentence lost.
    """
    bases = find_bases(form)
    bare = {_WILL.sub("", base) for base in bases if not base.startswith(_ARTICLE)}
    short = {
        base.removesuffix(end)
        for base in bare
        for end in _ENDINGS
        if base.endswith(end) and len(base) - len(end) >= _SHORTEST
    }
    stems = bare | short
    return bases | stems | {stem[1:] for stem in stems if len(stem) > _SHORTEST and stem[0] in _VERB_LETTERS}


def is_ordinary(form: str) -> bool:
    """Whether a folded word, or a base of it, is a common word of Arabic news and no name."""
    return not _read_ordinary().isdisjoint(find_bases(form))


@cache
def _read_ordinary() -> frozenset[str]:
    with lzma.open(ORDINARY_WORDS, "rt", encoding="utf-8") as file:
        return frozenset(line.rstrip("\n") for line in file if not line.startswith("#"))
