"""What can be scored by answers: rows with the right answers in them, and the same rows as a system would fill them in.

A task is one stage of the line: which fields its rows have, what the stage answers, and how answers are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from summarizer.evaluation import facts, roles, sentences, small_sets
from summarizer.evaluation.reports import Comparison, Count, Report, Score, add_up, share
from summarizer.evaluation.resampling import compare_ratios, to_f1_part
from summarizer.evaluation.rows import Fields, Row, require_pairs, require_same_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """How one stage is scored.

    ``read_small_set`` gives the rows that ship; ``answer`` is what the stage of this machine makes of a row, in the
    same form; ``count`` takes (row, answer) and counts by kind, always the same kinds; those in ``compared`` are
    compared.
    """

    fields: Fields
    read_small_set: Callable[[], list[Row]]
    answer: Callable[[Row], Row]
    count: Callable[[Row, Row], tuple[Count, ...]]
    compared: tuple[str, ...]


TASKS = {
    "split": Task(
        fields=sentences.FIELDS,
        read_small_set=small_sets.read_split_cases,
        answer=sentences.answer,
        count=sentences.count,
        compared=("boundaries",),
    ),
    "clean": Task(
        fields=roles.FIELDS,
        read_small_set=small_sets.read_role_cases,
        answer=roles.answer,
        count=roles.count,
        compared=("lines",),
    ),
    "figures": Task(
        fields=facts.FIELDS,
        read_small_set=small_sets.read_marked_facts,
        answer=facts.answer,
        count=facts.count,
        compared=("figures", "date", "speaker"),
    ),
}


def score_answers(task: Task, rows: Sequence[Row], answers: Sequence[Row]) -> Report:
    """Precision, recall and F1 of all answers by kind, and the share of rows answered without a fault.

    OptionsError eval.lengths.
    """
    counts = _count_all(task, rows, answers)
    perfect = sum(all(count.right == count.given == count.wanted for count in each) for each in counts)
    return Report(
        texts=len(rows),
        scores=(Score(name="texts all right", value=share(perfect, len(rows)), count=len(rows)),),
        counts=tuple(add_up(kinds[0].name, kinds) for kinds in zip(*counts, strict=True)),
    )


def compare_answers(
    task: Task, rows: Sequence[Row], first: Sequence[Row], second: Sequence[Row]
) -> tuple[Comparison, ...]:
    """How sure it is that two systems differ in F1. OptionsError eval.lengths; eval.rows if the texts are others."""
    systems = [_count_all(task, rows, answers) for answers in (first, second)]
    require_same_texts(rows, second)
    return tuple(
        compare_ratios(f"{name} F1", *([to_f1_part(_named(each, name)) for each in counts] for counts in systems))
        for name in task.compared
    )


def _count_all(task: Task, rows: Sequence[Row], answers: Sequence[Row]) -> list[tuple[Count, ...]]:
    require_pairs(texts=rows, answers=answers)
    return [task.count(row, answer) for row, answer in zip(rows, answers, strict=True)]


def _named(counts: Sequence[Count], name: str) -> Count:
    return next(count for count in counts if count.name == name)
