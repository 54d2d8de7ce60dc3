"""Loops in a translation."""

from __future__ import annotations

import lzma
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.repetition import find_loop

WORDS = "the minister said that his country would send aid to people in northern towns after last week storm"
PHRASE = "the head of the"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("He said said said said", "said"),
        ("He went to the to the to the house", "to the"),
        ("In the city of Gaza in the city of Gaza", "In the city of Gaza"),
        ("Hahahahahahaha", "ha"),
        ("Yes! ! ! ! ! ! ! ! ! ! ! !", "!"),
        (" ".join(f"{PHRASE} {unit}," for unit in WORDS.split()[1:8]), PHRASE),
    ],
)  # fmt: skip
def test_loops_are_found_as_they_stand(text: str, phrase: str) -> None:
    found = find_loop(text)
    assert found is not None
    assert found.casefold() == phrase.casefold()
    assert found in text


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Year after year after year they waited.", ""),
        ("It was very, very cold.", ""),
        ("He had had enough.", ""),
        ("A budget of 1,000,000,000 ...... and more -----", ""),
        ('"Thank you, thank you, thank you," he said.', "وقال: «شكراً، شكراً، شكراً»."),
        ("Call 30 30 30 30.", "اتصل على 30 30 30 30."),
        ("Hahahahahahaha, he laughed.", "ههههههههههههههه ضحك"),
        ("", ""),
    ],
)
def test_what_language_or_source_repeats_is_no_loop(text: str, source: str) -> None:
    assert find_loop(text, source) is None


def test_a_loop_is_found_though_the_source_repeats_a_little() -> None:
    assert find_loop("ha ha ha ha ha ha ha ha ha", "ها ها ها") == "ha"


@given(
    start=st.integers(0, 6), length=st.integers(1, 10), repeats=st.integers(3, 20), after=st.sampled_from(["", " end"])
)
def test_a_planted_loop_is_always_found(start: int, length: int, repeats: int, after: str) -> None:
    words = WORDS.split()
    head, phrase = words[:start], words[start : start + length]
    assert find_loop(" ".join(head + phrase * repeats) + after, "قال الوزير إن بلاده سترسل مساعدات") is not None


@given(text=st.text(), source=st.text())
def test_any_text_is_taken(text: str, source: str) -> None:
    found = find_loop(text, source)
    assert found is None or (found and found in text)


@pytest.mark.parametrize("piece", ["a", "a b ", "! ", "!   ", "word "])
def test_a_long_hostile_text_comes_to_an_end(piece: str) -> None:
    text = piece * 40_000  # a moment where the time is linear, hours where it is quadratic
    assert find_loop(text, text) is None  # the source repeats itself as much


@pytest.mark.skipif("MUJAZ_DATA" not in os.environ, reason="MUJAZ_DATA does not name the development data")
def test_good_translations_have_no_loops() -> None:
    with lzma.open(Path(os.environ["MUJAZ_DATA"]) / "train" / "news_llm.tsv.xz", "rt", encoding="utf-8") as file:
        rows = [next(file).rstrip("\n").split("\t") for _ in range(4000)]
    assert [english for _, arabic, english in rows if find_loop(english, arabic)] == []
