from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.numerals_english import find_numbers_english
from summarizer.written_numbers import find_written_numbers, write_number


@pytest.mark.parametrize(
    ("arabic", "written"),
    [
        ("98 ألف شخص", [("thousands", "98,000")]),
        ("13376 ناخبا و100000 شخص", [("figures", "13,376"), ("figures", "100,000")]),
        ("13 376 ناخبا", [("figures", "13,376")]),
        ("خمسة وعشرون فريقا وثلاثة أشخاص", [("count", "25"), ("count", "three")]),
        ("الاثني عشر رجلا والأيام الستة", [("count", "12"), ("count", "six")]),
        ("مئة عضو وخمسين مراقبا", [("count", "100"), ("count", "50")]),
        ("بين ثلاثة إلى أربعة أيام", [("count", "three"), ("count", "four")]),
        ("خمسة عشر في المئة و3.5 بالمئة", [("percent", "15 percent"), ("percent", "3.5 percent")]),
        ("بين 30 و40 في المئة", [("percent", "40 percent")]),
        ("ثالث أكبر للمرة الثالثة", [("ordinal", "third"), ("ordinal", "third")]),
        ("القرن التاسع عشر", [("ordinal", "19th")]),
        ("الذكرى الخامسة والسبعين", [("ordinal", "75th")]),
        ("الدورة الحادية والعشرون", [("ordinal", "21st")]),
        ("عشرات الجرحى ومئات الآلاف", [("vague", "dozens"), ("vague", "hundreds of thousands")]),
        ("25 أيار و9 جوان", [("month", "May"), ("month", "June")]),
        ("تشرين الأول/أكتوبر", [("month", "October")]),
        ("21 سبتمبر (أيلول) الحالي", [("month", "September")]),
        ("سبتمبر (أيلول الماضي)", [("month", "September"), ("month", "September")]),
        ("سبتمبر (تشرين الأول)", [("month", "September"), ("month", "October")]),
        ("آب - أغسطس", [("month", "August")]),
        ("آب/أيلول", [("month", "August"), ("month", "September")]),
        ("الخميس والجمعة", [("weekday", "Thursday"), ("weekday", "Friday")]),
    ],
)
def test_each_kind_is_written_as_newspapers_do(arabic: str, written: list[tuple[str, str]]) -> None:
    assert [(number.kind, number.english) for number in find_written_numbers(arabic)] == written


@pytest.mark.parametrize(
    "arabic",
    [
        "القرن العشرين",
        "في الستينيات",
        "لجنة ثلاثية",
        "شخص واحد وشخصان",
        "نصف السكان",
        "محمد السادس",
        "الساعة التاسعة",
        "الدور السادس عشر",
        "المادة الرابعة",
        "ثالثا",
        "السابع",
        "بضعة آلاف",
        "20% و2017 و3700 علبة",
        "2.557 شخصا",
        "0123456789",
        "12345678901",
        "مارس عمله",
        "5 إلى 6 آلاف",
    ],
)
def test_what_is_said_otherwise_in_english_stays(arabic: str) -> None:
    assert list(find_written_numbers(arabic)) == []


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(98_000), "98,000"),
        (Fraction(1_000_000), "1 million"),
        (Fraction(3_500_000), "3.5 million"),
        (Fraction(9_727_000), "9.727 million"),
        (Fraction(1_234_567), "1,234,567"),
        (Fraction(60 * 10**9), "60 billion"),
        (Fraction(23, 2) * 10**12, "11.5 trillion"),
        (Fraction(2001, 2), None),
    ],
)
def test_large_numbers_have_a_short_form(value: Fraction, written: str | None) -> None:
    assert write_number(value) == written


@given(st.integers(min_value=1000, max_value=10**13))
def test_a_written_number_reads_back_as_its_value(value: int) -> None:
    written = write_number(Fraction(value))
    assert written is not None
    assert [number.value for number in find_numbers_english(written)] == [value]


_PIECES = (
    "98 ألف|ثلاثة|وخمسة وعشرين|المئة|في المئة|الرابعة|عشر|عشرات|الآلاف|آب|/|تشرين|الأول|الخميس|و|إلى|13376|,|المرة"
)


@given(st.lists(st.sampled_from(_PIECES.split("|")), max_size=8))
def test_every_number_is_written_so_that_the_checks_read_it_again(pieces: list[str]) -> None:
    for written in find_written_numbers(" ".join(pieces)):
        said = find_numbers_english(written.english)
        assert [(number.kind, number.value) for number in said] == [(written.number.kind, written.number.value)]
