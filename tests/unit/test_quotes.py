from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.quotes import find_outermost, find_quotations

# What stands between the signs of each pair, in the order of the closing signs.
PAIRED = [
    ("قال «نعم» ومضى", ["نعم"]),
    ('قال "نعم" ومضى', ["نعم"]),
    ("قال “نعم” ومضى", ["نعم"]),
    ("قال ”نعم“ ومضى", ["نعم"]),
    ("قال »نعم« ومضى", ["نعم"]),
    ("قال 'نعم' ومضى", ["نعم"]),
    ('قال “نعم" ومضى', ["نعم"]),
    ("نشرت )الأهرام( الخبر", ["الأهرام"]),
    ('سبب "غفلان" الدولة', ["غفلان"]),
    ('قال: "سبب "غفلان" الدولة".', ["غفلان", 'سبب "غفلان" الدولة']),
    ('بجمهوريتي "دونيتسك" و"لوغانسك" معا', ["دونيتسك", "لوغانسك"]),
    ('وصفه بـ"الآثم" وبال"جبان"', ["الآثم", "جبان"]),
    ('قال ("نعم") ومضى', ["نعم", '"نعم"']),
    ('قال:"نعم".وأضاف:"لا".', ["نعم", "لا"]),
    ('قال "نعم."وأضاف', ["نعم."]),
    ('قال " نعم " ومضى', [" نعم "]),
    ("تلا ﴿قل هو الله أحد﴾ ثم ركع", ["قل هو الله أحد"]),
    ("قال «نعم ومضى", []),
    ("قال نعم» ومضى", []),
    ("قال «إن (الأمر» حسم)", ["إن (الأمر"]),
    ("don't وl’été", []),
    ("1) أولا 2) ثانيا", []),
    ("", []),
]


@pytest.mark.parametrize(("line", "inside"), PAIRED)
def test_signs_pair_by_their_spaces_before_their_shape(line: str, inside: list[str]) -> None:
    assert [line[start + 1 : end] for start, end in find_quotations(line).pairs] == inside


def test_signs_without_a_partner_still_open_or_close() -> None:
    found = find_quotations("لن نتراجع.» قال: “سنبقى")
    assert (found.pairs, found.opening, found.closing) == ((), {17}, {10})


def test_outermost_drops_what_is_too_long_or_inside_another() -> None:
    pairs = [(3, 6), (1, 9), (12, 15), (20, 99)]
    assert find_outermost(pairs, 20) == ((1, 9), (12, 15))
    assert find_outermost(pairs, 3) == ((3, 6), (12, 15))


@given(st.text(alphabet="«»“”\"'()[]{}﴾ .،:أبcو\u200f"))
def test_pairs_are_nested_or_apart(line: str) -> None:
    found = find_quotations(line)
    assert found.opening.isdisjoint(found.closing)
    for start, end in found.pairs:
        assert start in found.opening
        assert end in found.closing
        assert not any(start < other < end < last for other, last in found.pairs)


@pytest.mark.parametrize("line", ["«" * 100_000, '" ' * 50_000, "(«" * 50_000 + "»" * 50_000, "('" * 50_000 + '" ' * 9])
def test_many_signs_take_linear_time(line: str) -> None:
    assert len(find_quotations(line).opening) > 0
