from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.lexicon import Entry, Lexicon
from summarizer.normalize import normalize
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.substitute import LEARNT, ORIGINS, apply_swaps, find_swaps, is_honoured

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
        "ألف شخص",
        "المليون الأول",
        "بين 5 و6 آلاف",
        "5 إلى 6 آلاف",
        "القرن العشرين",
        "ثمانينيات القرن الماضي",
        "1,234 شخصا",
        "مليونية في الساحة",
        "طائرة إل-76",
    ],
)
def test_what_may_be_read_in_two_ways_stays_arabic(arabic: str) -> None:
    assert find_swaps(arabic, LEXICON) == ()


@pytest.mark.parametrize(
    ("arabic", "replaced"),
    [
        ("في 25 أيار 2000 عبر ثلاثة جنود روس", "في 25 May 2000 عبر three جنود روس"),
        ("للرئيس الروسي وللروسية", "للرئيس Russian و ل Russian"),
        ("كازاخستان في تشرين الأول/أكتوبر", "Kazakhstan في October"),
        ("وبخمسة وعشرين في المئة", "و ب 25 percent"),
    ],
)
def test_a_model_that_has_learnt_it_gets_all_of_it(arabic: str, replaced: str) -> None:
    assert apply_swaps(arabic, find_swaps(arabic, LEXICON, origins=ORIGINS)) == replaced


@pytest.mark.parametrize("arabic", ["الرئيس الروسي", "الحكومة الأوكرانية"])
def test_what_the_shipped_model_has_not_learnt_waits(arabic: str) -> None:
    assert find_swaps(arabic, LEXICON) == ()
    (swap,) = find_swaps(arabic, LEXICON, origins=ORIGINS)
    assert swap.origin not in LEARNT


def test_a_name_that_is_a_weekday_with_the_article_is_no_name_there() -> None:
    lexicon = Lexicon([Entry(arabic="جمعة", english="Jomaa", own=True)])
    assert apply_swaps("مهدي جمعة يوم الجمعة", find_swaps("مهدي جمعة يوم الجمعة", lexicon)) == "مهدي Jomaa يوم Friday"
    friday = Lexicon([Entry(arabic="الجمعة", english="Fri", own=True)])
    assert apply_swaps("يوم الجمعة", find_swaps("يوم الجمعة", friday)) == "يوم Fri"


def test_the_users_entries_go_before_longer_ones() -> None:
    lexicon = Lexicon(
        [Entry(arabic="روسي", english="Rossi", own=True), Entry(arabic="روسي الكبير", english="Old Rossi")]
    )
    assert [swap.english for swap in find_swaps("روسي الروسي", lexicon, origins=ORIGINS)] == ["Rossi", "Rossi"]
    longer = Lexicon([Entry(arabic="أكتوبر", english="Oct"), Entry(arabic="أكتوبر الأحمر", english="Red October")])
    assert [swap.english for swap in find_swaps("أكتوبر الأحمر", longer, origins=ORIGINS)] == ["Red October"]


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


@pytest.mark.parametrize(
    ("arabic", "english", "honoured"),
    [
        ("في أيار", "in May", True),
        ("في أيار", "on the 5th", False),
        ("ثلاثة أشخاص", "3 people", True),
        ("ثلاثة أشخاص", "a third of the people", False),
        ("المرة الثالثة", "the 3rd time", True),
        ("خمسة في المئة", "5%", True),
        ("خمسة في المئة", "five people", False),
    ],
)
def test_a_number_is_honoured_by_one_of_its_kind(arabic: str, english: str, honoured: bool) -> None:
    (swap,) = find_swaps(arabic, LEXICON, origins=ORIGINS)
    assert is_honoured(swap, english) is honoured


@given(
    st.text(alphabet="كازاخستان وبل98ألفمليون .،", max_size=40),
    st.sampled_from(["98 ألف", "لكازاخستان", "خمسة وعشرين ألفا", "آب/أغسطس", "والروسية الثالثة", ""]),
)
def test_all_but_the_swapped_words_stays(text: str, planted: str) -> None:
    plain = normalize(f"{text} {planted} {text}").text
    swaps = find_swaps(plain, LEXICON, origins=ORIGINS)
    rest, at = [], 0
    for swap in swaps:
        assert at <= swap.start < swap.end <= len(plain)
        rest.append(plain[at : swap.start])
        at = swap.end
    result, position = apply_swaps(plain, swaps), 0
    for part in (*rest, plain[at:]):
        position = result.index(part, position) + len(part)


@given(st.integers(min_value=1, max_value=999), st.sampled_from(["ألف", "مليون", "مليار"]))
def test_a_swapped_number_keeps_the_value_that_the_checks_read(count: int, scale: str) -> None:
    plain = f"بلغ {count} {scale} شخص"
    for swap in find_swaps(plain, LEXICON):
        assert swap.value in {number.value for number in find_numbers_arabic(plain)}
