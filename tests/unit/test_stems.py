"""Arabic words that are compared with one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.normalize import fold
from summarizer.stems import find_bases, find_stems, is_ordinary


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أعلنت", "يعلن"),
        ("وسيعلنون", "أعلن"),
        ("والحكومة", "حكومته"),
        ("للروس", "روسيا"),
        ("الفلسطينيين", "فلسطيني"),
        ("بالمدينة", "مدينة"),
        ("مواطن", "المواطنين"),
        ("قواته", "القوات"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert find_stems(fold(one)) & find_stems(fold(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("إيران", "العراق"), ("الصين", "الصادر"), ("لبنان", "البنية"), ("واشنطن", "وارسو"), ("بوتين", "بايدن")],
)
def test_other_words_share_none(one: str, other: str) -> None:
    assert not find_stems(fold(one)) & find_stems(fold(other))


@pytest.mark.parametrize("word", ["قال", "الحكومة", "وأعلنت", "المقبل", "للمرة", "سياسي", "على", "بعد"])
def test_common_words_are_ordinary(word: str) -> None:
    assert is_ordinary(fold(word))


@pytest.mark.parametrize(
    "word", ["إيران", "لبنان", "واشنطن", "بايدن", "وروسيا", "الصين", "توكاييف", "للكرملين", "فنزويلا", "القاهرة"]
)
def test_names_are_not(word: str) -> None:
    assert not is_ordinary(fold(word))


@given(st.text(alphabet="ابتلويسنهك", min_size=1, max_size=9))
def test_a_word_is_among_its_bases_and_these_among_its_stems(word: str) -> None:
    assert word in find_bases(word) <= find_stems(word)
