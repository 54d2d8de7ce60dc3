"""Which pairs are not worth training on, and why: one rule for each reason, in the order in which they are asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from summarizer.agreement import find_unmatched
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.numerals_english import find_numbers_english
from training.data import Pair
from training.overlap import HeldOut

KEPT = "kept"  # what a pair is counted under that no rule drops
Rule = Callable[[Pair], bool]
Tally = Counter[tuple[str, str]]  # (source, reason or KEPT) -> pairs

_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile(r"[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]")
_DIGIT = re.compile(r"\d")
_MIN_ARABIC = 0.5  # of the letters; below lie listings and half-translated manuals (1.5 % of msdocs, 10 % of openclaw)
_MIN_LATIN = 0.9  # of the letters; below lie names in other scripts and formulas
_MAX_SAME_SIDE = 3  # pairs that share one side


def sift(pairs: Iterable[Pair], rules: dict[str, Rule], tally: Tally) -> Iterator[Pair]:
    """The pairs that no rule drops. Each other one is counted in ``tally`` under the first rule that does."""
    for pair in pairs:
        reason = next((name for name, drops in rules.items() if drops(pair)), None)
        if reason:
            tally[pair.source, reason] += 1
        else:
            yield pair


def make_rules(held_out: HeldOut) -> dict[str, Rule]:
    """The rules by name, for one reading of the data: they remember what they have seen."""
    return {
        "empty": is_empty,
        "copied": is_copied,
        "language": is_of_other_language,
        "held out": lambda pair: held_out.is_near(pair.arabic_words) or held_out.is_near(pair.english_words),
        "numbers": has_other_numbers,
        "duplicate": Duplicates(),
    }


def is_empty(pair: Pair) -> bool:
    """Whether a side holds no letter."""
    return not (_LETTER.search(pair.arabic) and _LETTER.search(pair.english))


def is_copied(pair: Pair) -> bool:
    """Whether the English, punctuation and case aside, stands in the Arabic side as it is."""
    return f" {pair.english_words} " in f" {pair.arabic_words} "


def is_of_other_language(pair: Pair) -> bool:
    """Whether too few of the letters are Arabic on the one side, or Latin on the other."""
    return _share(_ARABIC, pair.arabic) < _MIN_ARABIC or _share(_LATIN, pair.english) < _MIN_LATIN


def has_other_numbers(pair: Pair) -> bool:
    """Whether digits of one side stand for a number that the other side does not give, in digits or words.

    Digits alone would not do: they differ in 17 % of the news pairs that hold any ("3 ملايين", "three million"), while
    read as numbers, they differ in 0.7 %, most of them slips of the translation or wrong alignment.
    """
    if not (_DIGIT.search(pair.arabic) or _DIGIT.search(pair.english)):
        return False
    arabic, english = find_numbers_arabic(pair.arabic), find_numbers_english(pair.english)
    unmatched = (*find_unmatched(arabic, english), *find_unmatched(english, arabic))
    return any(_DIGIT.search(number.text) for number in unmatched)


class Duplicates:
    """The rule for pairs seen before, and for the fourth and later pair with the same Arabic or the same English.

    Sides are compared folded, and remembered as hashes (half a million pairs take 100 MB).
    """

    def __init__(self) -> None:
        self._pairs: set[int] = set()
        self._sides: Counter[int] = Counter()

    def __call__(self, pair: Pair) -> bool:
        """Whether ``pair`` is one too many; if it is not, it counts from now on."""
        key = hash((pair.arabic_words, pair.english_words))
        sides = (hash(("arabic", pair.arabic_words)), hash(("english", pair.english_words)))
        if key in self._pairs or any(self._sides[side] >= _MAX_SAME_SIDE for side in sides):
            return True
        self._pairs.add(key)
        self._sides.update(sides)
        return False


def _share(pattern: re.Pattern[str], text: str) -> float:
    letters = _LETTER.findall(text)
    return len(pattern.findall(text)) / len(letters) if letters else 0.0
