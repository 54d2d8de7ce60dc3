from __future__ import annotations

from dataclasses import replace

import pytest
from facts import facts_of, seed_documents

from summarizer.fact_types import Scope, StoryFigure
from summarizer.facts import find_facts
from summarizer.story_figures import compare_figures


def compare(*articles: str, copies: dict[int, int] | None = None) -> list[StoryFigure]:
    return list(compare_figures([facts_of(text) for text in articles], copies=copies))


@pytest.fixture(scope="module")
def exodus() -> list[StoryFigure]:
    seeds = seed_documents()
    return list(compare_figures([find_facts(seeds[name]) for name in ("000", "001", "002", "003")]))


def row_of(rows: list[StoryFigure], number: int) -> StoryFigure:
    (row,) = [row for row in rows if number in (row.readings[0][1].value, row.readings[0][1].low)]
    return row


def test_kazakhstans_98000_of_three_articles_are_one_figure_with_one_origin(exodus: list[StoryFigure]) -> None:
    row = row_of(exodus, 98_000)
    assert [article for article, _ in row.readings] == [0, 1, 3]
    assert (row.verdict, row.sources, row.scope.place) == ("agree", 3, "Kazakhstan")
    assert row.origins == ("إدارة الهجرة بوزارة الداخلية في كازاخستان",)


def test_daily_arrivals_and_the_two_totals_stand_side_by_side_and_apart(exodus: list[StoryFigure]) -> None:
    daily, people, men = (row_of(exodus, number) for number in (10_000, 200_000, 261_000))
    assert daily.group == people.group == men.group
    assert (daily.scope.place, daily.scope.rate) == ("Georgia", "day")
    assert (people.scope.people, men.scope.people) == ("", "men")
    assert {"rate", "people", "action"} <= set(daily.apart)


def test_identity_numbers_since_april_are_not_entries_since_september(exodus: list[StoryFigure]) -> None:
    numbers, entries = row_of(exodus, 93_000), row_of(exodus, 98_000)
    assert numbers.group != entries.group
    assert (numbers.verdict, len(numbers.readings)) == ("single", 1)


def test_votes_for_against_and_abstaining_stay_three(exodus: list[StoryFigure]) -> None:
    votes = [row for row in exodus if row.scope.action in ("approve", "reject", "abstain")]
    assert [row.readings[0][1].value for row in votes] == [141, 5, 35]


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("قتل 12 شخصا في بغداد.", "قتل نحو 12 شخصا في بغداد.", "agree"),
        ("قتل أكثر من 12 شخصا في بغداد.", "قتل أكثر من 12 شخصا في بغداد.", "agree"),
        ("قتل أكثر من 12 شخصا في بغداد.", "قتل 12 شخصا في بغداد.", "within"),
        ("قتل أكثر من 12 شخصا في بغداد.", "قتل 15 شخصا في بغداد.", "within"),
        ("قتل ما لا يقل عن 12 شخصا في بغداد.", "قتل أكثر من 15 شخصا في بغداد.", "within"),
        ("قتل بين 12 و15 شخصا في بغداد.", "قتل 13 شخصا في بغداد.", "within"),
        ("قتل أكثر من 12 شخصا في بغداد.", "قتل 9 أشخاص في بغداد.", "differ"),
        ("قتل أقل من 12 شخصا في بغداد.", "قتل 15 شخصا في بغداد.", "differ"),
    ],
)
def test_bounds_agree_with_the_numbers_that_they_hold(first: str, second: str, verdict: str) -> None:
    assert [row.verdict for row in compare(first, second)] == [verdict]


def test_a_range_and_a_number_outside_it_stay_apart() -> None:
    assert [row.verdict for row in compare("قتل بين 12 و15 شخصا في بغداد.", "قتل 20 شخصا في بغداد.")] == ["single"] * 2


def test_measures_of_two_kinds_and_numbers_of_nothing_known_do_not_stand_side_by_side() -> None:
    for first, second in (
        ("انتظروا 48 ساعة.", "على بعد 5 كيلومترات."),
        ("ارتفع إلى 25 مليونا.", "من حوالي 5000 إلى 6000."),
    ):
        assert [row.apart for row in compare(first, second)] == [(), ()]


def test_the_same_toll_from_two_articles_agrees_and_another_differs() -> None:
    agree = compare("قتل 12 شخصا في بغداد.", "مقتل 12 شخصا في بغداد.")
    assert [(row.verdict, row.sources) for row in agree] == [("agree", 2)]
    differ = compare("قتل 12 شخصا في بغداد.", "قتل 15 شخصا في بغداد.")
    assert [(row.verdict, len(row.readings)) for row in differ] == [("differ", 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("غادر 2000 رجل روسيا.", "غادر 2000 شخص روسيا."),
        ("وصل 2000 لاجئ إلى جورجيا يوميا.", "وصل 2000 لاجئ إلى جورجيا."),
        ("وصل 2000 لاجئ إلى جورجيا.", "وصل 2000 لاجئ إلى أرمينيا."),
        ("قتل 2000 شخص.", "أصيب 2000 شخص."),
        ("دخل 2000 روسي منذ أبريل 2022.", "دخل 2000 روسي منذ سبتمبر 2022."),
        ("أعلنت وزارة الداخلية أن 98 ألف روسي دخلوا.", "نفت وزارة الخارجية دخول 98 ألف روسي."),
        ("دخل 300 ألف روسي.", "قد يدخل 300 ألف روسي."),
        ("قتل 5000 شخص في سوريا عام 2014.", "قتل 5000 شخص في سوريا عام 2022."),
        ("دخل 2000 روسي منذ 21 سبتمبر 2021.", "دخل 2000 روسي منذ 21 سبتمبر 2022."),
        ("دخل 2000 روسي منذ 21 سبتمبر 2022.", "دخل 2000 روسي حتى 21 سبتمبر 2022."),
        ("وصل 5000 لاجئ إلى جورجيا.", "وصل 9000 لاجئ إلى جورجيا."),
        ("وصل أكثر من 2000 لاجئ.", "وصل أقل من 2000 لاجئ."),
        ("انتظرت 5500 مركبة.", "انتظرت 5500 سيارة."),
        ("وصل 2000 تونسي إلى مصر.", "وصل 2000 ليبي إلى مصر."),
    ],
)
def test_quantities_that_are_not_the_same_are_never_merged(one: str, other: str) -> None:
    rows = compare(one, other)
    assert [len(row.readings) for row in rows] == [1, 1]


def test_copies_of_one_text_count_once() -> None:
    (row,) = compare(*["قتل 12 شخصا في بغداد."] * 3, copies={1: 0, 2: 0})
    assert (row.verdict, row.sources, len(row.readings)) == ("single", 1, 3)


def test_no_articles_and_one_article_are_stories_too() -> None:
    assert compare() == []
    assert [row.verdict for row in compare("قتل 12 شخصا.")] == ["single"]


def test_a_row_is_not_read_anew_for_every_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    articles, hashed, plain_hash = [facts_of("قتل 12 شخصا في بغداد.")] * 300, [], Scope.__hash__
    monkeypatch.setattr(Scope, "__hash__", lambda scope: hashed.append(1) or plain_hash(scope))
    assert len(compare_figures(articles)) == 1
    assert len(hashed) <= 2 * len(articles)


def test_two_weeks_clash_and_a_day_in_its_month_does_not() -> None:
    facts = facts_of("دخل 98 ألف روسي.")

    def rows(one: str, other: str) -> int:
        periods = [replace(facts.figures[0], scope=replace(facts.figures[0].scope, period=p)) for p in (one, other)]
        return len(compare_figures([replace(facts, figures=(figure,)) for figure in periods]))

    assert rows("in 2022-W38", "in 2022-W39") == 2
    assert rows("in 2022-09", "on 2022-09-21") == rows("on --09-21", "on 2022-09-21") == 1


def test_a_story_of_many_copies_is_one_row() -> None:
    (row,) = compare(*["قتل 12 شخصا في بغداد."] * 300)
    assert (row.verdict, row.sources) == ("agree", 300)


TURNOUT = "بلغت نسبة التصويت 59%."
BOATS = "في القارب 6 نساء و3 أطفال، وفي الآخر 3 نساء و3 أطفال."


def reprinted(*texts: str) -> list[StoryFigure]:
    return list(compare_figures([facts_of(text) for text in texts], words=lambda article, _: texts[article]))


def test_what_two_articles_give_in_the_same_sentence_is_one_quantity_however_little_is_said() -> None:
    assert len(compare(TURNOUT, TURNOUT)) == 2
    (row,) = reprinted(TURNOUT, TURNOUT)
    assert [article for article, _ in row.readings] == [0, 1]
    assert (row.verdict, row.sources) == ("single", 1)


def test_what_a_sentence_gives_twice_stays_two_quantities_and_each_meets_its_own() -> None:
    once, twice = reprinted(BOATS), reprinted(BOATS, BOATS)
    assert len([row for row in once if row.readings[0][1].arabic == "3 أطفال"]) == 2
    assert [[figure.start for _, figure in row.readings] for row in twice] == [
        [figure.start for _, figure in row.readings] * 2 for row in once
    ]


def test_the_same_number_in_another_sentence_stays_apart() -> None:
    assert len(reprinted(TURNOUT, "بلغت نسبة الأمية 59%.")) == 2
