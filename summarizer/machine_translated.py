"""Whether an article looks machine-translated into Arabic: then what it quotes is second-hand.

One sign is not enough, for hasty human typing leaves spaces before commas too. Measured on the five samples (two are
translated, three are not) and on 326 articles of one Arabic outlet (``benchmarks/figures.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.findings import make_finding
from summarizer.types import Document, Finding, Role

_READ: frozenset[Role] = frozenset({"title", "subhead", "body", "byline"})
_MIN_SIGNS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sign:
    """Something that translators' programs leave behind. ``least``: how often it must be there to count."""

    pattern: re.Pattern[str]
    least: int
    said: str


_SIGNS = (
    _Sign(pattern=re.compile(r"\w ،"), least=5, said="spaces before commas"),
    _Sign(pattern=re.compile(r"\[[A-Za-z][A-Za-z ,.'-]*\]"), least=1, said="English words in square brackets"),
    _Sign(
        pattern=re.compile(r"(?<!\w)(?:[ء-ي]\.|السيد\.|السيدة\.|الدكتور\.)(?= ?[وف]?[ء-ي]{3})(?! [ء-ي]\.)"),
        least=1,
        said="initials or titles cut off by a full stop",
    ),
    _Sign(
        pattern=re.compile(r"(?:ساهم|ساهمت) [^.،]{3,40} في (?:هذا |كتابة هذا |إعداد )?التقرير"),
        least=1,
        said="a credit in English manner (“contributed to this report”)",
    ),
)


def find_machine_translation(document: Document) -> tuple[Finding, ...]:
    """One finding ``article.machine_translated`` that names what was seen, or nothing."""
    text = "\n".join(sentence.plain for sentence in document.sentences if sentence.role in _READ)
    seen = [sign.said for sign in _SIGNS if len(sign.pattern.findall(text)) >= sign.least]
    if len(seen) < _MIN_SIGNS:
        return ()
    message = f"This article looks machine-translated into Arabic ({'; '.join(seen)}): its quotations are second-hand."
    return (make_finding("article.machine_translated", message),)
