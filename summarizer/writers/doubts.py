"""What the writers say of all that was found, in words: how much it is, and what the checks cannot see."""

from __future__ import annotations

from collections.abc import Iterable

from summarizer.types import Finding, Severity
from summarizer.writers.view import say_count

NOTHING_TO_DOUBT = (
    "The checks found nothing. They compare numbers, dates and lengths and look for repetition; "
    "a wrong word they cannot see."
)
UNMARKED = (
    "Unmarked does not mean right: the checks compare numbers, dates, names of countries and lengths, not meaning."
)

# Codes of what is found in the Arabic or in a summary; every other one is about the English translation.
_NOT_OF_TRANSLATION = (
    *("read.", "language.", "clean.", "article.", "split.", "summary."),
    *("number.direction", "date.impossible", "date.contradictory"),
)


def say_doubts(counts: Iterable[tuple[Severity, int]]) -> str:
    """How much was found, and that the rest may be wrong too; or that nothing was found."""
    found = ", ".join(say_count(number, severity) for severity, number in counts)
    return f"{found}. {UNMARKED}" if found else NOTHING_TO_DOUBT


def say_front(counts: Iterable[tuple[Severity, int]], failures: int) -> str:
    """The same for the top of a briefing, with how many inputs are not in it."""
    left_out = f" Not in this briefing: {say_count(failures, 'input')}, listed below." if failures else ""
    return f"What to doubt: {say_doubts(counts)}{left_out}"


def is_of_translation(findings: Iterable[Finding]) -> bool:
    """Whether all that was found is about the English translation, and none about the Arabic or a summary."""
    return not any(finding.code.startswith(_NOT_OF_TRANSLATION) for finding in findings)
