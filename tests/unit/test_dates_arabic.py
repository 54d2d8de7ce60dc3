from __future__ import annotations

import pytest
from facts import facts_of


def dates(text: str, published: str | None = "2022-09-28") -> list[tuple[str, str | None, str]]:
    return [(found.arabic, found.date, found.certainty) for found in facts_of(text, published=published).dates]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("اندلعت يوم الخميس 24 فبراير/شباط 2022.", "2022-02-24"),
        ("سقط في 14 جانفي 2011.", "2011-01-14"),
        ("توفي في 3 غشت 2019.", "2019-08-03"),
        ("بدأ في 5 كانون الثاني 2020.", "2020-01-05"),
        ("وقع في 21/9/2022.", "2022-09-21"),
        ("وقع في 2022-09-21.", "2022-09-21"),
        ("ولد عام 1952.", "1952"),
        ("في سبتمبر 2021 حدث ذلك.", "2021-09"),
        ("منذ بدء الحرب في 24 فبراير.", "--02-24"),
        ("صوتت في الثاني من مارس على القرار.", "--03-02"),
        ("منذ أوائل يناير.", "--01"),
    ],
)
def test_what_is_written_is_read_and_no_more(text: str, date: str) -> None:
    assert [found for _, found, _ in dates(text, None)] == [date]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("منذ 21 سبتمبر (أيلول) الحالي.", "2022-09-21"),
        ("منذ بداية أبريل (نيسان) الماضي.", "2022-04"),
        ("في 12 أكتوبر الماضي.", "2021-10-12"),
        ("قال الثلاثاء إن ذلك حدث.", "2022-09-27"),
        ("قال الثلاثاء إن بلاده ستفعل.", "2022-09-27"),
        ("تنطلق الأحد المقبل.", "2022-10-02"),
        ("قتل أمس.", "2022-09-27"),
        ("قتل أول من أمس.", "2022-09-26"),
        ("قتل أمس الأول.", "2022-09-26"),
        ("قال أمس الثلاثاء ذلك.", "2022-09-27"),
        ("الأسبوع الماضي.", "2022-W38"),
        ("الشهر الجاري.", "2022-09"),
        ("العام الماضي.", "2021"),
    ],
)
def test_the_date_of_the_article_completes_what_it_can(text: str, date: str) -> None:
    ((_, found, certainty),) = dates(text)
    assert (found, certainty) == (date, "resolved")
    assert not any(known == date for _, known, _ in dates(text, None))


@pytest.mark.parametrize(
    "text",
    [
        "أكد اليوم الجمعة أن ذلك حدث.",  # the article is of a Wednesday
        "وقال أمس الأحد إنه سيعود.",
        "ستنطلق المباحثات يوم الأحد.",  # which Sunday is not said
    ],
)
def test_contradictions_and_the_future_are_not_guessed(text: str) -> None:
    assert [(found, certainty) for _, found, certainty in dates(text)] == [(None, "unknown")]


def test_hijri_dates_are_known_as_such_and_kept_as_written() -> None:
    (found,) = facts_of("عادوا في 15 ذي الحجة 1445 هـ.").dates
    assert (found.arabic, found.date, found.calendar) == ("15 ذي الحجة 1445", None, "hijri")


@pytest.mark.parametrize(
    "text", ["زار رجب أردوغان بغداد.", "في اليوم الأول من الدورة.", "مارس الرياضة.", "تيريزا ماي."]
)
def test_words_that_only_look_like_dates_are_none(text: str) -> None:
    assert dates(text) == []
