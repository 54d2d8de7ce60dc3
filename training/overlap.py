"""Training text that is, or nearly is, text that the model will be measured on.

Both are folded (``normalize.fold``), so that case, punctuation, diacritics and spelling variants hide nothing. A copy
is near when the shorter of the two has at least three tenths of its word 4-grams in the other.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from summarizer.errors import ReadError
from summarizer.normalize import fold

# Measured on all of train/ against all held-out text. At 0.5 and more, the news pairs found are copies or reworded
# reports of one event; from 0.3 to 0.4 some still are ("the Chinese embassy's Xu Xueyuan said ..."), the rest being
# stock phrases. 0.3 costs one pair in 2,200, which is cheap beside a score that cannot be trusted.
_GRAM = 4
_NEAR = 0.3
_MIN_GRAMS = 3  # shorter texts share stock phrases; they count as copies only when they are equal
SEEDS = Path(__file__).parents[1] / "seeds"

_LINES = ("flores_dev.ar", "flores_dev.en", "news_dev.ar", "news_dev.en")
_ARTICLES = "mayadeen_dev.jsonl"
_SENTENCE_END = re.compile(r"(?<=[.!?؟؛])\s+|\n+")


class HeldOut:
    """The held-out sentences, and whether a text is near one of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Index ``texts``, each one sentence."""
        self._known: set[str] = set()
        self._holders: dict[str, list[int]] = {}
        self._sizes: list[int] = []
        for text in texts:
            words = fold(text)
            if words and words not in self._known:
                self._known.add(words)
                grams = _grams(words)
                for gram in grams:
                    self._holders.setdefault(gram, []).append(len(self._sizes))
                self._sizes.append(len(grams))

    def __len__(self) -> int:
        return len(self._known)

    def is_near(self, words: str) -> bool:
        """Whether a folded text is a held-out sentence or a near copy of one."""
        return words in self._known or self.containment(words) >= _NEAR

    def containment(self, words: str) -> float:
        """The largest share of word 4-grams that a folded text and a held-out sentence have in common.

        0 to 1, of the shorter one's grams; 0 where that has fewer than three.
        """
        grams = _grams(words)
        shared = Counter(holder for gram in grams for holder in self._holders.get(gram, ()))
        smaller = {holder: min(len(grams), self._sizes[holder]) for holder in shared}
        return max((shared[h] / smaller[h] for h in shared if smaller[h] >= _MIN_GRAMS), default=0.0)


def read_held_out(data: Path, seeds: Path) -> Iterator[str]:
    """The sentences of the dev sets under ``data``/dev and of the sample articles in ``seeds``.

    ReadError read.missing if a file or folder is absent.
    """
    files = [data / "dev" / name for name in (*_LINES, _ARTICLES)]
    articles = sorted(seeds.glob("*.txt"))
    missing = next((path for path in files if not path.is_file()), None if articles else seeds)
    if missing:
        raise ReadError(
            "this text, which may not be trained on, is missing, so that nothing can be compared with it",
            code="read.missing",
            source=str(missing),
            hint="point MUJAZ_DATA or --data at the folder that holds train/ and dev/",
        )
    for path in files[:-1]:
        yield from path.read_text(encoding="utf-8").splitlines()
    for line in files[-1].read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        for field in ("title", "text", "summary"):
            yield from split_roughly(article[field])
    for path in articles:
        yield from split_roughly(path.read_text(encoding="utf-8"))


def split_roughly(text: str) -> list[str]:
    """The sentences of ``text`` by their marks: good enough to compare, and independent of the product's splitter."""
    return [part for part in _SENTENCE_END.split(text) if part.strip()]


def _grams(words: str) -> set[str]:
    parts = words.split()
    return {" ".join(parts[i : i + _GRAM]) for i in range(len(parts) - _GRAM + 1)}
