"""How well the lines of an article are told apart: title, body, caption, boilerplate ...

A row has ``text`` and ``roles``: one for each line of the text that is not blank, null for one that is not asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.clean import clean
from summarizer.evaluation.reports import Count
from summarizer.evaluation.rows import Fields, Row, is_text, may_be_texts, to_document
from summarizer.types import ROLES

FIELDS: Fields = {"text": is_text, "roles": may_be_texts}


def answer(row: Row) -> Row:
    """The row with the role that the cleaning stage gives each line: of a line that holds two things, the first."""
    text: str = row["text"]
    blocks = clean(to_document(text).article).blocks
    roles, start = [], 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if line.strip():
            roles.append(next(block.role for block in blocks if start <= block.start < end))
        start = end
    return {"text": text, "roles": roles}


def count(row: Row, answer: Row) -> tuple[Count, ...]:
    """All lines that are asked for, and those of each role.

    A line for which the answer has no role is answered wrongly; lines that are not asked for do not count.
    """
    given = [*answer["roles"], *[None] * len(row["roles"])]
    pairs = [(wanted, said) for wanted, said in zip(row["roles"], given, strict=False) if wanted is not None]
    right = [wanted for wanted, said in pairs if wanted == said]
    return (
        Count(name="lines", right=len(right), given=len(pairs), wanted=len(pairs)),
        *(_count_role(role, right, pairs) for role in ROLES),
    )


def _count_role(role: str, right: Sequence[str], pairs: Sequence[tuple[str, str | None]]) -> Count:
    return Count(
        name=role,
        right=right.count(role),
        given=sum(said == role for _, said in pairs),
        wanted=sum(wanted == role for wanted, _ in pairs),
    )
