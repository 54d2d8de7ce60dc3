"""What a summariser reads of an article that is too long for it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.reading import choose_parts
from summarizer.types import Document
from tests.factories import make_document

FILLER = tuple(f"قالت مصادر محلية إن الوضع هادئ في الحي رقم {n} منذ الصباح." for n in range(20))
NEWS = "أعلنت الوزارة اكتشاف حقل غاز ضخم قبالة السواحل الشمالية أمس الأول."


def count_words(text: str) -> int:
    return len(text.split())


def choose(document: Document, limit: int, most: int = 1) -> tuple[tuple[str, ...], float]:
    parts = choose_parts(document, count_tokens=count_words, limit=limit, most=most)
    return parts.texts, parts.share


def test_an_article_that_fits_is_read_whole_in_one_part() -> None:
    document = make_document(("title", "عنوان"), NEWS, ("caption", "صورة"), FILLER[0])
    assert choose(document, 100, most=3) == ((f"{NEWS} {FILLER[0]}",), 1.0)


def test_a_longer_one_is_read_in_as_many_parts_as_it_needs() -> None:
    texts, share = choose(make_document(*FILLER[:4]), 24, most=3)
    assert texts == (" ".join(FILLER[:2]), " ".join(FILLER[2:4]))
    assert share == 1.0


def test_what_is_left_out_is_said() -> None:
    texts, share = choose(make_document(*FILLER), 24, most=2)
    assert len(texts) == 2
    assert share == pytest.approx(sum(map(count_words, texts)) / sum(map(count_words, FILLER)))
    assert share < 0.3


def test_the_front_is_read_first_and_then_what_adds_most_wherever_it_stands() -> None:
    (first, second), _ = choose(make_document(*FILLER, NEWS), 12, most=2)
    assert first == FILLER[0]
    assert second == NEWS


def test_what_leans_on_a_sentence_is_read_with_it() -> None:
    added = "وأضاف أن الغاز يكفي البلاد خمسين عاما على الأقل."
    texts, _ = choose(make_document(*FILLER, NEWS, added), 22, most=2)
    assert texts[-1] == f"{NEWS} {added}"


def test_a_sentence_longer_than_the_model_reads_is_cut() -> None:
    texts, share = choose(make_document(" ".join(FILLER[:3])), 15, most=9)
    assert " ".join(texts) == " ".join(FILLER[:3])
    assert share == 1.0


def test_an_article_without_body_has_nothing_to_read() -> None:
    assert choose(make_document(("title", NEWS)), 10) == ((), 1.0)


@settings(deadline=None)
@given(
    st.lists(st.integers(1, 30).map(lambda n: " ".join(["كلمة"] * n)), max_size=12),
    st.integers(1, 40),
    st.integers(1, 4),
)
def test_no_part_is_too_long_and_no_parts_too_many(lines: list[str], limit: int, most: int) -> None:
    texts, share = choose(make_document(*lines), limit, most)
    assert len(texts) <= most
    assert all(0 < count_words(text) <= limit for text in texts)
    assert 0 < share <= 1
