"""Whether a text has fallen into a loop: the way in which a translation model most often fails."""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+")  # a number is one word: "1,000,000,000" repeats nothing
_STUTTER = re.compile(
    r"([^\W\d_]{1,6}?)\1{5,}|([^\w\s])(?:\s{0,3}\2){9,}", re.IGNORECASE
)  # "hahahahahaha"; "! ! ! ! ! ! ! ! ! !"

# Measured on the English of all 36,000 rows of train/news_llm (benchmarks/check.py): without a look at the source 2 of
# them pass a limit, with it none.
_LONGEST_PHRASE = 40  # words
_REPEATS_IN_A_ROW = {1: 3, 2: 3, 3: 3}  # words in the phrase -> how often
_REPEATS_OF_LONGER = 2
_SCATTERED_WORDS = 4
_SCATTERED_REPEATS = 5
_SOURCE_WORDS = 2  # an Arabic word with its clitics is about two English ones


def find_loop(text: str, source: str = "") -> str | None:
    """The phrase that ``text`` repeats without end, as it stands there, or None if it does not.

    What ``source`` itself repeats as often is no loop ("ha ha ha", a list). Linear in both texts.
    """
    stutter = _STUTTER.search(text)
    if stutter and not _STUTTER.search(source):
        return stutter.group(1) or stutter.group(2)
    words = list(_WORD.finditer(text))
    keys = [word.group().casefold() for word in words]
    found = _find_in_a_row(keys, _count_in_a_row(source)) or _find_scattered(keys, source)
    if found is None:
        return None
    first, last = found
    return text[words[first].start() : words[last].end()]


def _find_in_a_row(keys: list[str], allowed: int) -> tuple[int, int] | None:
    """The first and last word of a phrase that is repeated at once, oftener than ``allowed``; short phrases first."""
    for length in range(1, min(_LONGEST_PHRASE, len(keys) // 2) + 1):
        repeats, start = _longest_run(keys, length)
        if repeats >= _REPEATS_IN_A_ROW.get(length, _REPEATS_OF_LONGER) and repeats > allowed:
            return start, start + length - 1
    return None


def _find_scattered(keys: list[str], source: str) -> tuple[int, int] | None:
    """The first and last word of a phrase that comes back too often with other words between."""
    starts: dict[tuple[str, ...], int] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    for start in range(len(keys) - _SCATTERED_WORDS + 1):
        phrase = tuple(keys[start : start + _SCATTERED_WORDS])
        starts.setdefault(phrase, start)
        counts[phrase] += 1
    phrase, repeats = max(counts.items(), key=lambda item: item[1], default=((), 0))
    if repeats < _SCATTERED_REPEATS:
        return None
    in_source = _WORD.findall(source)
    pairs = Counter(zip(in_source, in_source[_SOURCE_WORDS - 1 :], strict=False))
    if repeats <= max(pairs.values(), default=0):
        return None
    return starts[phrase], starts[phrase] + _SCATTERED_WORDS - 1


def _count_in_a_row(source: str) -> int:
    """How often ``source`` itself says one phrase in a row: 1 where it repeats nothing."""
    keys = _WORD.findall(source.casefold())
    lengths = range(1, min(_LONGEST_PHRASE, len(keys) // 2) + 1)
    return max((_longest_run(keys, length)[0] for length in lengths), default=1)


def _longest_run(keys: list[str], length: int) -> tuple[int, int]:
    """How often a phrase of ``length`` words stands in a row at most, and where it begins."""
    longest = run = start = 0
    for index in range(len(keys) - length):
        run = run + 1 if keys[index] == keys[index + length] else 0
        if run > longest:
            longest, start = run, index - run + 1
    return longest // length + 1, start
