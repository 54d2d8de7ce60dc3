"""Which rows of the lists of names are names: half of a list of words with capitals are words that also mean something.

The lists hold single words, and the sentences in which a row is looked up begin with a capital: without this "في" would
be the name In, and "عبد الله" Abdullah twice.
"""

from __future__ import annotations

from summarizer.arabic_words import word_set

_SHORTEST = 3  # letters of a name, in both scripts: shorter ones are mostly particles ("ما" and "Ma")
_NO_NAMES = word_set(  # Arabic words of the lists that are hardly ever names, and halves of names
    """هذا هذه ذلك تلك الذي التي على إلى من في عن مع منذ عند بعد قبل بين كان كانت قال قالت ليس هنا هناك كما مما لكن
    نحو أما إما إذا ثم بأن لأن فإن وإن أمام أنت حتى حتي عبد الله"""
)


def is_name(arabic: str, english: str) -> bool:
    """Whether a row of a list, its English in any case, is to be taken for a name."""
    return min(len(arabic), len(english)) >= _SHORTEST and arabic not in _NO_NAMES
