from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.lexicon import Entry, Lexicon, load_shipped
from summarizer.normalize import normalize

LEXICON = Lexicon(
    Entry(arabic=arabic, english=english)
    for arabic, english in (
        ("كازاخستان", "Kazakhstan"),
        ("الولايات المتحدة", "United States"),
        ("علي خامنئي", "Ali Khamenei"),
        ("خامنئي", "Khamenei"),
        ("إستونيا", "Estonia"),
        ("غزة", "Gaza"),
        ("مصر", "Egypt"),
        ("احتياط", "reserve"),
        ("كندا", "Canada"),
        ("ندا", "Nada"),
        ("تيمور - ليشتي", "Timor-Leste"),
    )
)


def found(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    return [(text[m.start : m.end], m.clitics, m.entry.english) for m in LEXICON.find(text)]


@pytest.mark.parametrize(
    ("text", "words", "clitics", "english"),
    [
        ("إلى كازاخستان، أمس", "كازاخستان", (), "Kazakhstan"),
        ("سافر لكازاخستان", "لكازاخستان", ("ل",), "Kazakhstan"),
        ("وبكازاخستان", "وبكازاخستان", ("و", "ب"), "Kazakhstan"),
        ("وبالولايات المتحدة", "وبالولايات المتحدة", ("و", "ب"), "United States"),
        ("للولايات المتحدة", "للولايات المتحدة", ("ل",), "United States"),
        ("فالولايات المتحدة", "فالولايات المتحدة", ("ف",), "United States"),
        ("من استونيا", "استونيا", (), "Estonia"),
        ("في غزه", "غزه", (), "Gaza"),
        ("قوات الاحتياط", "الاحتياط", (), "reserve"),
        ("للاحتياط", "للاحتياط", ("ل",), "reserve"),
        ("في كندا", "كندا", (), "Canada"),
        ("تيمور-ليشتي", "تيمور-ليشتي", (), "Timor-Leste"),
        ("قال علي خامنئي", "علي خامنئي", (), "Ali Khamenei"),
    ],
)
def test_a_name_is_found_with_what_is_written_on_to_it(
    text: str, words: str, clitics: tuple[str, ...], english: str
) -> None:
    assert found(text) == [(words, clitics, english)]


@pytest.mark.parametrize("text", ["المصريون", "أمصار", "الولايات، المتحدة", "الولايات الغير متحدة", "كازاخستاني", ""])
def test_nothing_is_found_inside_a_word_or_across_a_sign(text: str) -> None:
    assert found(text) == []


def test_a_preposition_is_no_first_name() -> None:
    assert found("رد على خامنئي") == [("خامنئي", (), "Khamenei")]


def test_the_first_of_two_entries_with_the_same_arabic_wins() -> None:
    entries = [Entry(arabic="غزة", english="Ghazza", own=True), Entry(arabic="غزه", english="Gaza")]
    assert [m.entry.english for m in Lexicon(entries).find("غزة")] == ["Ghazza"]
    chosen = Lexicon(entries).find("غزة", lambda known: known[-1])
    assert [m.entry.english for m in chosen] == ["Gaza"]


def test_a_refused_choice_leaves_the_shorter_name() -> None:
    matches = LEXICON.find("علي خامنئي", lambda known: None if " " in known[0].arabic else known[0])
    assert [m.entry.english for m in matches] == ["Khamenei"]


@given(st.lists(st.sampled_from(["كندا", "و", "لكندا", "المتحدة", "الولايات", "،", "-", "ب", "كندالك"]), max_size=12))
def test_matches_are_whole_words_sorted_and_apart(words: list[str]) -> None:
    text = normalize(" ".join(words)).text
    at = 0
    for match in LEXICON.find(text):
        assert at <= match.start < match.end
        assert not text[match.start - 1 : match.start].isalpha() or match.start == 0
        assert not text[match.end : match.end + 1].isalpha()
        at = match.end


def test_the_shipped_lexicon_has_countries_and_no_common_words() -> None:
    shipped = {entry.arabic: entry.english for entry in load_shipped()}
    assert (shipped["كازاخستان"], shipped["جورجيا"]) == ("Kazakhstan", "Georgia")
    assert not {"أمل", "سلام", "كلاب", "على", "من", "تونس", "عمان"} & shipped.keys()
    assert all(english.strip() and english.isprintable() for english in shipped.values())
