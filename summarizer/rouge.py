"""ROUGE-1, ROUGE-2 and ROUGE-L for Arabic, with a stated tokenization.

Lin (2004), as the package rouge-score computes it, whose own tokenizer drops every letter that is not ASCII. Scores
made with different tokenizations cannot be compared: report ``TOKENIZATION`` with every figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.normalize import fold

TOKENIZATION = "mujaz-fold-1"  # a new number whenever ``tokenize`` or ``normalize.fold`` gives other tokens
METRICS = ("rouge1", "rouge2", "rougeL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Shares from 0 to 1: of the candidate found in the reference, of the reference found, and their harmonic mean."""

    precision: float
    recall: float
    f1: float


def tokenize(text: str) -> tuple[str, ...]:
    """The words of ``text`` as ``normalize.fold`` writes them, in order.

    No vowel signs, no punctuation, أ إ آ as ا, ى as ي, ة as ه, ASCII digits, lower case. No stemming and no stop words;
    a decimal number is two tokens.
    """
    return tuple(fold(text).split())


def score_rouge(candidate: str, reference: str) -> dict[str, Score]:
    """The score of ``candidate`` for every one of ``METRICS``; 0 where either side has no word or n-gram.

    ROUGE-L looks at the two texts as wholes (``rougeL``), not sentence by sentence (``rougeLsum``).
    """
    said, wanted = tokenize(candidate), tokenize(reference)
    return {
        "rouge1": _score_ngrams(said, wanted, 1),
        "rouge2": _score_ngrams(said, wanted, 2),
        "rougeL": _score(_common_subsequence(said, wanted), len(said), len(wanted)),
    }


def _score_ngrams(said: Sequence[str], wanted: Sequence[str], size: int) -> Score:
    ours, theirs = _ngrams(said, size), _ngrams(wanted, size)
    return _score((ours & theirs).total(), ours.total(), theirs.total())


def _ngrams(tokens: Sequence[str], size: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1))


def _score(matches: int, said: int, wanted: int) -> Score:
    if not matches:
        return Score(precision=0.0, recall=0.0, f1=0.0)
    return Score(precision=matches / said, recall=matches / wanted, f1=2 * matches / (said + wanted))


def _common_subsequence(said: Sequence[str], wanted: Sequence[str]) -> int:
    """The length of the longest sequence of tokens that both hold in this order, gaps allowed. Quadratic."""
    row = [0] * (len(wanted) + 1)
    for token in said:
        above, row = row, [0]
        for column, other in enumerate(wanted):
            row.append(above[column] + 1 if token == other else max(above[column + 1], row[column]))
    return row[-1]
