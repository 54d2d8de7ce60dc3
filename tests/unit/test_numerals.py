"""Numbers in Arabic and English text."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.numerals import Number
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.numerals_english import find_numbers_english


def values(numbers: tuple[Number, ...]) -> list[Fraction]:
    """The values of the amounts that must be matched."""
    return [n.value for n in numbers if n.firm and n.kind in ("number", "ordinal", "date")]


def kinds(numbers: tuple[Number, ...], *wanted: str) -> list[Fraction]:
    return [n.value for n in numbers if n.kind in wanted]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في21 سبتمبر", ["21"]),
        ("عام ٢٠٢٢ و۱۹۹۵", ["2022", "1995"]),
        ("1,234 و1.234.567 و٩٨٬٠٠٠", ["1234", "1234567", "98000"]),
        ("1 234 567 نسمة", ["1234567"]),
        ("٧٫٩ مليارات", ["7900000000"]),
        ("1,234.5 ثم 1.234,5", ["1234.5", "1234.5"]),
        ("98 ألف مواطن", ["98000"]),
        ("98 ألفا", ["98000"]),
        ("40 ألفًا آخرين", ["40000"]),
        ("2.3 مليون", ["2300000"]),
        ("ثلاثة ملايين", ["3000000"]),
        ("مليار ونصف المليار", ["1500000000"]),
        ("مليون ونصف", ["1500000"]),
        ("ثلاثة ونصف مليون", ["3500000"]),
        ("نصف مليون", ["500000"]),
        ("نحو عشرة آلاف", ["10000"]),
        ("مئة وخمسة وعشرون ألفا", ["125000"]),
        ("ثلاثمائة وخمسة وستين يوما", ["365"]),
        ("ألف وتسعمئة وسبعة وستون", ["1967"]),
        ("مليون ومئتا ألف", ["1200000"]),
        ("ألفين وخمسمئة", ["2500"]),
        ("مئتي ألف", ["200000"]),
        ("مليونا شخص", ["1000000"]),
        ("11 ألفا و200", ["11200"]),
        ("6 ملايين و212.109 سياح", ["6212109"]),
        ("مليون وثلاثة مليارات", ["1000000", "3000000000"]),
        ("ألف مليار", ["1000000000000"]),
        ("خمسة عشر", ["15"]),
        ("إحدى عشرة دولة", ["11"]),
        ("اثنا عشر", ["12"]),
        ("ثماني عشرة", ["18"]),
        ("واحد وعشرون", ["21"]),
        ("خمسة وستة", ["5", "6"]),
        ("بخمسة والأربعة لثلاثة", ["5", "4", "3"]),
        ("للعشرة", ["10"]),
        ("ستة فاصل خمسة مليار", ["6500000000"]),
        ("الثاني والعشرون", ["22"]),
        ("الخامسة عشرة", ["15"]),
        ("السابع من أكتوبر", ["7"]),
        ("21/9/2022", ["21", "9", "2022"]),
        ("طائرة إل-76", ["76"]),
        ("9ر4 دينار", ["4.9"]),
        ("مساحته 25 كم2", ["25"]),
        ("مئة شخص وألف جندي", ["100", "1000"]),
    ],
)
def test_arabic_amounts(text: str, expected: list[str]) -> None:
    assert values(find_numbers_arabic(text)) == [Fraction(value) for value in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ninety-eight thousand", ["98000"]),
        ("two hundred and fifty", ["250"]),
        ("one hundred twenty-five thousand", ["125000"]),
        ("three million two hundred thousand and five", ["3200005"]),
        ("a million", ["1000000"]),
        ("a million and a half", ["1500000"]),
        ("one and a half million", ["1500000"]),
        ("half a million, a quarter of a million", ["500000", "250000"]),
        ("$1.5bn, €10m, 10k", ["1500000000", "10000000", "10000"]),
        ("2.3 million; 1,234,567", ["2300000", "1234567"]),
        ("two dozen", ["24"]),
        ("the 21st and the twenty-first, the fifth", ["21", "21", "5"]),
        ("the 1980s", ["1980"]),
        ("five and six", ["5", "6"]),
        ("between twenty and thirty", ["20", "30"]),
        ("six point five billion", ["6500000000"]),
        ("2.2 million km2", ["2200000"]),
        ("a 21-year-old", ["21"]),
        ("Il-76", ["76"]),
        ("1 billion 500 million", ["1500000000"]),
        ("a thousand billion", ["1000000000000"]),
    ],
)
def test_english_amounts(text: str, expected: list[str]) -> None:
    assert values(find_numbers_english(text)) == [Fraction(value) for value in expected]


@pytest.mark.parametrize(
    "text",
    [
        "يومين",
        "أحد المسؤولين",
        "الدورة الأولى",
        "نصف العام",
        "ثلثي الأعضاء",
        "ثلاثة أرباع",
        "لست",
        "وأثنى على",
        "بئر السبع",
    ],
)
def test_arabic_that_need_not_be_a_number_in_english(text: str) -> None:
    assert values(find_numbers_arabic(text)) == []


@pytest.mark.parametrize(
    "text", ["one of them", "two days", "the first", "a second", "half", "both", "two-thirds", "World War II"]
)
def test_english_that_need_not_be_a_number_in_arabic(text: str) -> None:
    assert values(find_numbers_english(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.5٪", ["10.5"]),
        ("10.5 % ", ["10.5"]),
        ("%25", ["25"]),
        ("30 في المئة", ["30"]),
        ("30 بالمائة", ["30"]),
        ("خمسة بالمئة", ["5"]),
        ("بين 30 و40 في المئة", ["30", "40"]),
        ("0.5 نقطة مئوية", ["0.5"]),
        ("عام 2016 و40%", ["40"]),
    ],
)
def test_arabic_percentages(text: str, expected: list[str]) -> None:
    assert kinds(find_numbers_arabic(text), "percent") == [Fraction(value) for value in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25%", ["25"]),
        ("7 per cent", ["7"]),
        ("five percent", ["5"]),
        ("30 to 40 percent", ["30", "40"]),
        ("2 percentage points", ["2"]),
    ],
)
def test_english_percentages(text: str, expected: list[str]) -> None:
    assert kinds(find_numbers_english(text), "percent") == [Fraction(value) for value in expected]


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [
        ("الأربعاء 21 سبتمبر (أيلول)", [9, 9], [3]),
        ("كانون الثاني", [1], []),
        ("تشرين الأول/أكتوبر", [10, 10], []),
        ("جويلية وأفريل", [7, 4], []),
        ("في آب", [8], []),
        ("12 مارس", [3], []),
        ("مارس الضغوط", [], []),
        ("أب لثلاثة", [], []),
        ("يوم الاثنين", [], [1]),
        ("مباراة بين الاثنين", [], []),
    ],
)
def test_arabic_months_and_weekdays(text: str, months: list[int], days: list[int]) -> None:
    numbers = [n for n in find_numbers_arabic(text) if n.firm]
    assert [n.value for n in numbers if n.kind == "month"] == months
    assert [n.value for n in numbers if n.kind == "weekday"] == days


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [
        ("On Monday, March 5", [3], [1]),
        ("in May", [5], []),
        ("5 Sept 2022", [9], []),
        ("May they march on", [], []),
        ("the march on Sunday", [], [7]),
    ],
)
def test_english_months_and_weekdays(text: str, months: list[int], days: list[int]) -> None:
    numbers = [n for n in find_numbers_english(text) if n.firm]
    assert [n.value for n in numbers if n.kind == "month"] == months
    assert [n.value for n in numbers if n.kind == "weekday"] == days


@pytest.mark.parametrize(
    ("arabic", "english", "value"),
    [
        ("عشرات الآلاف", "tens of thousands", 10**4),
        ("مئات", "hundreds", 100),
        ("آلاف الجنود", "a few thousand soldiers", 1000),
        ("ملايين", "millions", 10**6),
    ],
)
def test_plurals_without_a_count_are_vague(arabic: str, english: str, value: int) -> None:
    assert kinds(find_numbers_arabic(arabic), "vague") == kinds(find_numbers_english(english), "vague") == [value]


@pytest.mark.parametrize(
    ("numbers", "other"),
    [
        (find_numbers_english("3 to 5 million"), 3_000_000),
        (find_numbers_arabic("من 3 إلى 5 ملايين"), 3_000_000),
        (find_numbers_arabic("10.000 دولار"), 10_000),
        (find_numbers_english("10m wide"), 10),
        (find_numbers_arabic("الساعة 20:00"), 8),
        (find_numbers_arabic("الساعة السابعة والنصف"), Fraction(15, 2)),
        (find_numbers_arabic("في عقده الخامس"), 40),
        (find_numbers_english("the 1990s"), 90),
        (find_numbers_english("a third"), Fraction(1, 3)),
    ],
)
def test_other_readings_are_kept(numbers: tuple[Number, ...], other: Fraction | int) -> None:
    assert other in numbers[0].others


def test_offsets_are_those_of_the_text_given() -> None:
    text = "بلغ العدد\u200f نحو ٩٨ ألفًا و٢٠٠ يوم الأربـعاء"
    assert [(n.text, n.value) for n in find_numbers_arabic(text) if n.firm] == [
        ("٩٨ ألفًا و٢٠٠", 98200),
        ("الأربـعاء", 3),
    ]


@pytest.mark.parametrize("find", [find_numbers_arabic, find_numbers_english])
@given(text=st.text() | st.text(alphabet="0123456789٣۳.,:/-%٪،ر مليونألفوخمسةfivehundrdamkst"))
def test_any_text_is_taken_and_every_number_slices_back(find, text: str) -> None:  # type: ignore[no-untyped-def]
    numbers = find(text)
    assert all(n.text == text[n.start : n.end] != "" for n in numbers)
    assert all(a.end <= b.start for a, b in pairwise(numbers))


@given(value=st.integers(min_value=3, max_value=10**15))
def test_digits_with_any_grouping_are_read_alike(value: int) -> None:
    grouped = f"{value:,}"
    for text in (str(value), grouped, grouped.replace(",", "٬"), grouped.replace(",", "\u202f")):
        assert values(find_numbers_arabic(f"نحو {text} شخص")) == [value]
    assert values(find_numbers_english(f"about {grouped} people")) == [value]


@pytest.mark.parametrize("piece", ["9", "ألف ", "خمسة و", "1.", "9:", "% ", "\u064b", "12/", "hundred and ", "ر1"])
def test_a_long_hostile_text_comes_to_an_end(piece: str) -> None:
    text = piece * 20_000  # a second where the time is linear, hours where it is quadratic
    for find in (find_numbers_arabic, find_numbers_english):
        assert all(number.text == text[number.start : number.end] for number in find(text))
