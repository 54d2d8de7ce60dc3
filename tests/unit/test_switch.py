from __future__ import annotations

import random

import pytest

import training.switch
from summarizer.lexicon import Entry, Lexicon
from training.switch import switch_pair

ENTRIES = (
    ("روسيا", "Russia"),
    ("كييف", "Kyiv"),
    ("الولايات المتحدة", "United States"),
    ("حقوق الإنسان", "human rights"),
)


@pytest.fixture(autouse=True)
def few_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    lexicon = Lexicon(Entry(arabic=arabic, english=english) for arabic, english in ENTRIES)
    monkeypatch.setattr(training.switch, "training_lexicon", lambda: lexicon)


def switched(arabic: str, english: str) -> set[str]:
    """Every Arabic side that comes out of fifty tries; the English must be left as it is."""
    pairs = [switch_pair(arabic, english, random.Random(seed)) for seed in range(50)]
    assert all(pair[1] == english for pair in pairs if pair)
    return {pair[0] for pair in pairs if pair}


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        ("سافر لروسيا", "He went to Russia.", {"سافر ل Russia"}),
        ("دعت روسيا كييف", "Russia called on Kyiv", {"دعت Russia كييف", "دعت روسيا Kyiv", "دعت Russia Kyiv"}),
        ("انتهاك حقوق الإنسان", "Human rights abuse", {"انتهاك Human rights"}),
        ("98 ألف روسي", "98,000 Russians", {"98,000 روسي"}),
        ("98 ألف روسي", "98 thousand Russians", {"98 thousand روسي"}),
        ("روسيا وروسيا", "Russia and the country", {"Russia وروسيا"}),
        ("ثلاثة أشخاص", "Three people", {"three أشخاص"}),
        ("ثلاثة أشخاص", "3 people", {"3 أشخاص"}),
        ("خمسة عشر عاما", "fifteen years", {"fifteen عاما"}),
        ("في أيار", "In May", {"في May"}),
        ("13376 ناخبا", "13,376 voters", {"13,376 ناخبا"}),
        ("8 في المئة", "8%", {"8%"}),
        ("المرة الثالثة", "the 3rd time", {"المرة 3rd"}),
        ("السفير الروسي", "the Russian ambassador", {"السفير Russian"}),
    ],
)
def test_what_the_english_has_goes_into_the_arabic(arabic: str, english: str, expected: set[str]) -> None:
    assert switched(arabic, english) == expected


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("سافر لروسيا", "He went to Moscow."),
        ("سافر لروسيا", "He is Russian."),
        ("سافر لروسيا", "in al-Russia"),
        ("98 ألف روسي", "ninety-eight thousand Russians"),
        ("98 ألف روسي", "89,000 Russians"),
        ("13376 ناخبا", "13376 voters"),
        ("في أيار", "on the 5th"),
        ("ثلاثة أشخاص", "a third of them"),
        ("السفير الروسي", "Russia's ambassador"),
        ("لا شيء", "nothing"),
    ],
)
def test_what_the_english_lacks_stays_arabic(arabic: str, english: str) -> None:
    assert switched(arabic, english) == set()


def test_equal_seeds_switch_equally() -> None:
    pair = ("دعت روسيا كييف والولايات المتحدة", "Russia called on Kyiv and the United States")
    assert [switch_pair(*pair, random.Random(7)) for _ in range(3)] == [switch_pair(*pair, random.Random(7))] * 3
