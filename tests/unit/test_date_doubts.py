"""Dates that cannot be, and dates that contradict the article's own."""

from __future__ import annotations

import pytest
from facts import PUBLISHED, document_of

from summarizer.date_doubts import find_date_doubts
from summarizer.facts import find_facts


def doubts(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str]]:
    document = document_of(text, published=published)
    return [(found.code, found.message) for found in find_date_doubts(document, find_facts(document))]


@pytest.mark.parametrize(
    "text",
    [
        "وقع الزلزال في 29 فبراير 2024.",
        "وقع الزلزال يوم الأربعاء 21 سبتمبر 2022.",
        "وقع الزلزال في 21/9/2022.",
        "وقع اليوم الأربعاء.",
        "وقع اليوم الثلاثاء.",  # the page was dated after midnight
        "وقع أول من أمس الاثنين.",
        "وقع الثلاثاء.",
        "يعمل هناك منذ عام 2020.",
        "تجرى الانتخابات في ديسمبر 2030.",
        "وقع في 10 رمضان 1443.",
        "كييف، 14 مايو (رويترز) - قال مسؤول ذلك.",
    ],
)
def test_dates_that_can_be_are_not_doubted(text: str) -> None:
    assert doubts(text) == []


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            "وقع الزلزال في 31 فبراير 2022.",
            "date.impossible",
            'The source says "31 فبراير 2022", and there is no such day.',
        ),
        ("وقع الزلزال في 31 فبراير.", "date.impossible", 'The source says "31 فبراير", and there is no such day.'),
        ("وقع الزلزال في 31/2/2022.", "date.impossible", 'The source says "31/2/2022", and there is no such day.'),
        (
            "يعمل هناك منذ عام 2032.",
            "date.impossible",
            "The source says since 2032, after the article's own date, 15 May 2024.",
        ),
        (
            "وقع يوم الجمعة 21 سبتمبر 2022.",
            "date.contradictory",
            "The source calls 21 September 2022 a Friday; it was a Wednesday.",
        ),
        (
            "وقع اليوم الجمعة.",
            "date.contradictory",
            'The source says "اليوم الجمعة", a Friday, but the article is of 15 May 2024, a Wednesday.',
        ),
        (
            "كييف، 15 مارس (رويترز) - قال مسؤول ذلك.",
            "date.contradictory",
            "The file dates the article 15 May 2024, but its dateline says 15 March.",
        ),
        (
            "كييف، 15 مايو 2023 (رويترز) - قال مسؤول ذلك.",
            "date.contradictory",
            "The file dates the article 15 May 2024, but its dateline says 15 May 2023.",
        ),
    ],
)
def test_a_date_that_cannot_be_is_told_with_both_dates(text: str, code: str, message: str) -> None:
    assert doubts(text) == [(code, message)]


def test_an_article_without_a_date_contradicts_nothing() -> None:
    assert doubts("وقع اليوم الجمعة، وهو هناك منذ 2032.", published=None) == []


def test_a_turn_of_the_year_is_no_contradiction() -> None:
    assert doubts("كييف، 31 ديسمبر (رويترز) - قال مسؤول ذلك.", published="2022-01-01") == []
