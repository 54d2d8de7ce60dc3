"""How well texts are split into sentences.

A row has ``text`` and ``sentences``. A boundary is known by the letters and digits before it, so that a system that
drops a full stop is not punished twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from summarizer.evaluation.reports import Count
from summarizer.evaluation.rows import Fields, Row, are_texts, is_text
from summarizer.sentences import split_text

FIELDS: Fields = {"text": is_text, "sentences": are_texts}


def answer(row: Row) -> Row:
    """The row with the sentences that this machine's splitter finds, all characters kept."""
    return {"text": row["text"], "sentences": list(split_text(row["text"]))}


def count(row: Row, answer: Row) -> tuple[Count, ...]:
    """The boundaries inside the text, and the sentences that are exactly right, white space at their ends aside."""
    wanted, given = _strip(row["sentences"]), _strip(answer["sentences"])
    bounds, found = _find_bounds(wanted), _find_bounds(given)
    return (
        Count(name="boundaries", right=len(bounds & found), given=len(found), wanted=len(bounds)),
        Count(name="sentences", right=_count_common(wanted, given), given=len(given), wanted=len(wanted)),
    )


def is_whole(row: Row, answer: Row) -> bool:
    """Whether the answer has every character of the text, white space aside."""
    return "".join("".join(answer["sentences"]).split()) == "".join(row["text"].split())


def _strip(sentences: Sequence[str]) -> list[str]:
    return [sentence.strip() for sentence in sentences if sentence.strip()]


def _find_bounds(sentences: Sequence[str]) -> set[int]:
    """How many letters and digits stand before each boundary inside the text."""
    return set(accumulate(sum(map(str.isalnum, sentence)) for sentence in sentences[:-1]))


def _count_common(wanted: Sequence[str], given: Sequence[str]) -> int:
    return (Counter(wanted) & Counter(given)).total()
