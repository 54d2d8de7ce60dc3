"""Datelines: found among the lines that tell no news, with place, agency and date."""

from __future__ import annotations

import pytest

from summarizer.clean import clean
from summarizer.fact_types import Dateline, Facts
from summarizer.facts import find_facts
from summarizer.readers import read_text
from summarizer.split import split

TITLE = "القوات الروسية تقصف مدينة أوكرانية وتقتل ثلاثة"
BODY = "قال مسؤولون في كييف إن القوات الروسية قصفت المدينة أمس مما أدى إلى مقتل ثلاثة أشخاص وإصابة عدد آخر بجروح."


def facts_under(line: str) -> Facts:
    return find_facts(split(clean(read_text(f"{TITLE}\n\n{line}\n\n{BODY}"))))


@pytest.mark.parametrize(
    ("line", "place", "agency", "date"),
    [
        ("كييف، 15 مارس (رويترز)", "كييف", "رويترز", "--03-15"),
        ("كييف، 15 مارس 2022 (رويترز)", "كييف", "رويترز", "2022-03-15"),
        ("كييف 15 مارس آذار (رويترز) -", "كييف", "رويترز", "--03-15"),
        ("كييف (أ ف ب)", "كييف", "أ ف ب", None),
        ("القاهرة - وكالات", "القاهرة", "وكالات", None),
        ("واشنطن / الأناضول", "واشنطن", "الأناضول", None),
        ("الثلاثاء 27 سبتمبر 2022 - 14:30", "", "", "2022-09-27"),
        ("نشر بتاريخ: 27/9/2022", "", "", "2022-09-27"),
    ],
)
def test_a_line_above_the_news_gives_place_agency_and_date(
    line: str, place: str, agency: str, date: str | None
) -> None:
    found = facts_under(line).dateline
    assert found is not None
    assert (found.where, found.place, found.agency, found.date) == (1, place, agency, date)


@pytest.mark.parametrize("line", ["آخر تحديث: الثلاثاء 27 سبتمبر 2022", "كييف (أرشيف)", "محمد أحمد"])
def test_other_lines_are_no_datelines(line: str) -> None:
    assert facts_under(line).dateline is None


def test_the_opening_of_the_first_sentence_is_a_dateline_too() -> None:
    text = f"{TITLE}\n\nكييف، 15 مارس (رويترز) - {BODY}"
    assert find_facts(split(clean(read_text(text)))).dateline == Dateline(
        where=1, arabic="كييف، 15 مارس (رويترز)", place="كييف", agency="رويترز", date="--03-15"
    )


def test_yesterday_is_reckoned_from_the_dateline_where_the_file_has_no_date() -> None:
    assert [event.date for event in facts_under("الثلاثاء 27 سبتمبر 2022 - 14:30").dates] == ["2022-09-26"]
    assert [event.date for event in facts_under("كييف (أ ف ب)").dates] == [None]
