"""Answers are counted as by hand, for each stage that is scored by answers."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.errors import OptionsError
from summarizer.evaluation import facts, groups, roles, sentences
from summarizer.evaluation.reports import Count
from summarizer.evaluation.resampling import compare_ratios
from summarizer.evaluation.tasks import TASKS, compare_answers, score_answers

Counted = tuple[int, int, int]  # right, given, wanted


def numbers(counts: tuple[Count, ...], name: str) -> Counted:
    count = next(count for count in counts if count.name == name)
    return count.right, count.given, count.wanted


@pytest.mark.parametrize(
    ("given", "boundaries", "whole"),
    [
        (["نعم. ", "لا. ", "ربما."], (2, 2, 2), (3, 3, 3)),
        (["نعم. لا. ربما."], (0, 0, 2), (0, 1, 3)),
        (["نعم. ", "لا. ربما."], (1, 1, 2), (1, 2, 3)),
        (["نعم", "لا", "ربما"], (2, 2, 2), (0, 3, 3)),  # a lost full stop moves no boundary
        (["ن", "عم. ", "لا. ", "ربما."], (2, 3, 2), (2, 4, 3)),
    ],
)
def test_boundaries_and_sentences(given: list[str], boundaries: Counted, whole: Counted) -> None:
    row = {"text": "نعم. لا. ربما.", "sentences": ["نعم.", "لا.", "ربما."]}
    counts = sentences.count(row, {"sentences": given})
    assert (numbers(counts, "boundaries"), numbers(counts, "sentences")) == (boundaries, whole)


def test_lines_that_are_not_asked_for_do_not_count_and_missing_answers_are_wrong() -> None:
    row = {"text": "", "roles": ["title", None, "body", "boilerplate"]}
    counts = roles.count(row, {"roles": ["title", "caption", "boilerplate"]})
    assert numbers(counts, "lines") == (1, 3, 3)
    assert numbers(counts, "title") == (1, 1, 1)
    assert numbers(counts, "boilerplate") == (0, 1, 1)
    assert numbers(counts, "caption") == (0, 0, 0)


def test_the_cleaning_stage_answers_each_line_with_text() -> None:
    row = {
        "text": "\n".join(
            ("الرئيس يعلن قرارات جديدة بشأن الحدود", "", "قال الرئيس أمس إن الحدود ستبقى مفتوحة أمام الجميع.")
        )
    }
    assert roles.answer(row)["roles"] == ["title", "body"]


FIGURE = {"value": 12, "unit": "person"}


@pytest.mark.parametrize(
    ("given", "name", "counted"),
    [
        ({"figures": [FIGURE]}, "figures", (1, 1, 1)),
        ({"figures": [FIGURE, FIGURE]}, "figures", (1, 2, 1)),
        ({"figures": [FIGURE | {"unit": "car"}]}, "figures", (0, 1, 1)),
        ({"figures": [{"low": 12, "unit": "person"}]}, "bound", (0, 1, 0)),
        ({"dates": ["2024-05-14"]}, "date", (1, 1, 1)),
        ({"dates": [None]}, "date", (0, 1, 1)),
        ({"speakers": [{"speaker": "الوزير", "via": None}]}, "speaker", (1, 1, 1)),
        ({"speakers": [{"speaker": "الوزير", "via": "رويترز"}]}, "speaker", (0, 1, 1)),
    ],
)
def test_marks(given: dict[str, Any], name: str, counted: Counted) -> None:
    row = {"figures": [FIGURE], "dates": ["2024-05-14"], "speakers": [{"speaker": "الوزير"}]}
    answer = {"figures": [], "dates": [], "speakers": []} | given
    assert numbers(facts.count(row, answer), name) == counted


def test_pairs_of_articles_are_counted() -> None:
    rows = [{"event": event} for event in "aaabb"]
    count = groups.score_groups(rows, [(0, 1, 3), (2,), (4,)]).count("pairs")
    assert (count.right, count.given, count.wanted) == (1, 3, 4)
    assert (count.precision, count.recall, count.f1) == (0.3333, 0.25, 0.2857)


@pytest.mark.parametrize("name", TASKS)
def test_the_right_answers_are_perfect_and_the_small_sets_are_nearly_so(name: str) -> None:
    task = TASKS[name]
    rows = task.read_small_set()
    perfect = score_answers(task, rows, rows)
    ours = score_answers(task, rows, [task.answer(row) for row in rows])
    assert perfect.value("texts all right") == 1
    assert all(count.f1 == 1 for count in perfect.counts if count.wanted)
    assert 0.98 <= ours.value("texts all right") <= 1


def test_answers_that_are_not_one_to_one_are_refused() -> None:
    rows = TASKS["split"].read_small_set()
    with pytest.raises(OptionsError) as caught:
        compare_answers(TASKS["split"], rows, rows, rows[1:])
    assert caught.value.code == "eval.lengths"


def test_answers_about_other_texts_are_refused() -> None:
    rows = TASKS["split"].read_small_set()
    with pytest.raises(OptionsError, match="rows 1 have not the same text") as caught:
        compare_answers(TASKS["split"], rows, rows, rows[::-1])
    assert caught.value.code == "eval.rows"


def test_one_lucky_text_is_no_better_system_and_forty_are() -> None:
    worse = [(0.0, 1.0)] * 100
    lucky, better = [(1.0, 1.0), *worse[1:]], [(1.0, 1.0)] * 40 + worse[40:]
    luck, skill = compare_ratios("x", worse, lucky), compare_ratios("x", worse, better)
    assert (luck.first, luck.second, skill.second) == (0.0, 1.0, 40.0)
    assert luck.p_randomization == 1.0  # swapped or not, the difference is as large
    assert luck.p_bootstrap > 0.2
    assert max(skill.p_bootstrap, skill.p_randomization) < 0.01


def test_equal_systems_differ_by_chance_alone_and_equal_runs_agree() -> None:
    texts = [(1.0, 2.0), (0.0, 1.0), (3.0, 3.0)]
    other = [(2.0, 2.0), (0.0, 1.0), (1.0, 3.0)]
    assert compare_ratios("x", texts, texts).p_bootstrap == 1.0
    assert compare_ratios("x", texts, other) == compare_ratios("x", texts, other)
    with pytest.raises(ValueError, match="one to one"):
        compare_ratios("x", texts, other[1:])
