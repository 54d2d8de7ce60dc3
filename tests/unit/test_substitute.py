from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.lexicon import Entry, Lexicon
from summarizer.normalize import normalize
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.substitute import apply_swaps, find_swaps, is_honoured, write_number

LEXICON = Lexicon(
    [Entry(arabic="كازاخستان", english="Kazakhstan", own=True), Entry(arabic="خبر 24", english="Khabar 24")]
)


@pytest.mark.parametrize(
    ("arabic", "replaced"),
    [
        ("عبر إلى كازاخستان 98 ألف روسي", "عبر إلى Kazakhstan 98,000 روسي"),
        ("وصل لكازاخستان، وبكازاخستان", "وصل ل Kazakhstan، و ب Kazakhstan"),
        ("نحو 3,5 مليون دولار", "نحو 3.5 million دولار"),
        ("خمسة وعشرين ألفا من الجنود", "25,000 من الجنود"),
        ("وبخمسة وعشرين ألفا", "و ب 25,000"),
        ("3 ملايين و429 ألف ناخب", "3.429 million ناخب"),
        ("6 ملايين و212109 ناخبين", "6,212,109 ناخبين"),
        ("98ألف شخص", "98,000 شخص"),
        ("مليوني دولار", "2 million دولار"),
        ("قناة خبر 24 في كازاخستان", "قناة Khabar 24 في Kazakhstan"),
    ],
)
def test_names_and_large_numbers_become_english(arabic: str, replaced: str) -> None:
    assert apply_swaps(arabic, find_swaps(arabic, LEXICON)) == replaced


@pytest.mark.parametrize(
    "arabic",
    [
        "ثلاثة أشخاص",
        "ألف شخص",
        "المليون الأول",
        "آلاف الأشخاص",
        "بين 5 و6 آلاف",
        "5 إلى 6 آلاف",
        "20 في المئة",
        "القرن العشرين",
        "ثمانينيات القرن الماضي",
        "1,234 شخصا",
        "مليونية في الساحة",
        "طائرة إل-76",
    ],
)
def test_what_is_small_vague_or_a_range_stays_arabic(arabic: str) -> None:
    assert find_swaps(arabic, LEXICON) == ()


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
def test_numbers_are_written_as_newspapers_do(value: Fraction, written: str | None) -> None:
    assert write_number(value) == written


@pytest.mark.parametrize(
    ("english", "honoured"),
    [
        ("They went to Kazakhstan.", True),
        ("KAZAKHSTAN's border", True),
        ("the two kazakhstans", True),
        ("They went to Kazakhstani towns.", False),
        ("They went to Kazakstan.", False),
        ("", False),
    ],
)
def test_a_name_is_honoured_in_any_case_with_or_without_an_s(english: str, honoured: bool) -> None:
    (swap,) = find_swaps("كازاخستان", LEXICON)
    assert is_honoured(swap, english) is honoured


@pytest.mark.parametrize(("english", "honoured"), [("98,000 Russians", True), ("98 thousand", True), ("98", False)])
def test_a_number_is_honoured_by_its_value(english: str, honoured: bool) -> None:
    (swap,) = find_swaps("98 ألف روسي", LEXICON)
    assert is_honoured(swap, english) is honoured


@given(
    st.text(alphabet="كازاخستان وبل98ألفمليون .،", max_size=40),
    st.sampled_from(["98 ألف", "لكازاخستان", "خمسة وعشرين ألفا", ""]),
)
def test_all_but_the_swapped_words_stays(text: str, planted: str) -> None:
    plain = normalize(f"{text} {planted} {text}").text
    swaps = find_swaps(plain, LEXICON)
    rest, at = [], 0
    for swap in swaps:
        assert at <= swap.start < swap.end <= len(plain)
        rest.append(plain[at : swap.start])
        at = swap.end
    result, position = apply_swaps(plain, swaps), 0
    for part in (*rest, plain[at:]):
        position = result.index(part, position) + len(part)


@given(st.integers(min_value=1000, max_value=10**13))
def test_a_written_number_reads_back_as_its_value(value: int) -> None:
    from summarizer.numerals_english import find_numbers_english

    written = write_number(Fraction(value))
    assert written is not None
    assert [number.value for number in find_numbers_english(written)] == [value]


@given(st.integers(min_value=1, max_value=999), st.sampled_from(["ألف", "مليون", "مليار"]))
def test_a_swapped_number_keeps_the_value_that_the_checks_read(count: int, scale: str) -> None:
    plain = f"بلغ {count} {scale} شخص"
    for swap in find_swaps(plain, LEXICON):
        assert swap.value in {number.value for number in find_numbers_arabic(plain)}
