from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.fact_types import Name
from summarizer.glossary import read_glossary
from summarizer.lazy import LazySequence
from summarizer.names import find_names, write_names

PAIRS = [
    ("التقى قاسم توكاييف بوتين في موسكو", "Kassym Tokayev met Putin in Moscow"),
    ("وقال توكاييف إن الحدود مفتوحة", "Tokayev said the borders are open"),
    ("اجتمع قاسم توكاييف بالوزراء", "Kassym Tokayev met the ministers"),
    ("غادر بوتين موسكو", "Putin left Moscow"),
    ("وشكر توكاييف الصين", "Tokayev thanked China"),
    ("تستورد الصين الغاز", "China imports gas"),
]


def found(pairs: list[tuple[str, str | None]]) -> dict[str, tuple[tuple[str, int], ...]]:
    return {name.arabic: name.spellings for name in find_names([pairs])}


def test_names_are_found_by_their_sound_without_the_letters_written_on() -> None:
    names = found(list(PAIRS))
    assert names["توكاييف"] == (("Tokayev", 2),)
    assert names["قاسم توكاييف"] == (("Kassym Tokayev", 2),)
    assert names["موسكو"] == (("Moscow", 2),)
    assert names["الصين"] == (("China", 2),)


def test_a_name_that_stands_once_is_not_proposed() -> None:
    assert found([("زار بوتين المدينة", "Putin visited the city")]) == {}


def test_a_name_in_many_spellings_is_proposed_with_all_of_them() -> None:
    spelt = ("Yevkurov", "Yefkurov", "Evkurov", "Yevkuroff", "Yivkurov")
    pairs: list[tuple[str, str | None]] = [
        (f"زار يفكوروف المدينة {n}", f"{name} visited it {n}") for n, name in enumerate(spelt)
    ]
    assert {arabic: {word for word, _ in names} for arabic, names in found(pairs).items()} == {"يفكوروف": set(spelt)}


def test_equal_sentences_count_once_and_untranslated_ones_not_at_all() -> None:
    assert found([("غادر بوتين", "Putin left")] * 3 + [("عاد بوتين", None)]) == {}


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("سبتمبر", "September"),
        ("الوسطى", "West"),
        ("التركية", "Turkish"),
        ("الأوكرانيين", "Ukrainians"),
        ("السبت", "Saturday"),
    ],
)
def test_months_weekdays_compass_words_and_peoples_are_no_names(arabic: str, english: str) -> None:
    pairs: list[tuple[str, str | None]] = [
        (f"رأى بوتين {arabic}", f"Putin saw {english}"),
        (f"عرف بوتين {arabic}", f"Putin knew {english}"),
    ]
    assert found(pairs) == {"بوتين": (("Putin", 2),)}


def test_the_adjective_is_no_spelling_of_the_country() -> None:
    pairs: list[tuple[str, str | None]] = [
        ("غادر تركيا", "He left Turkey"),
        ("عاد إلى تركيا", "He returned to Turkey"),
        ("في تركيا", "On Turkish soil"),
    ]
    assert found(pairs) == {"تركيا": (("Turkey", 2),)}


def test_the_proposal_is_a_glossary_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text(write_names(find_names([PAIRS])), encoding="utf-8")
    assert {entry.arabic: entry.english for entry in read_glossary(str(path))}["توكاييف"] == "Tokayev"


def test_the_note_tells_every_spelling() -> None:
    names = [Name(arabic="مصطفى", spellings=(("Mustafa", 3), ("Mustapha", 1)))]
    assert write_names(names).splitlines()[1] == "مصطفى,Mustafa,Mustafa in 3 sentences; Mustapha in 1 sentence"


def test_spellings_of_one_sentence_stand_in_its_order_in_every_run() -> None:
    spelt = ("Yevkurov", "Yefkurov", "Evkurov", "Yevkuroff", "Yivkurov")
    names = found([("زار يفكوروف المدينة", f"{', '.join(spelt)} visited it")])
    assert names["يفكوروف"] == tuple((name, 1) for name in spelt)


def test_articles_are_read_once() -> None:
    read: list[int] = []
    articles = LazySequence(lambda index: read.append(index) or PAIRS[index::2], 2)
    assert find_names(articles) == find_names([PAIRS[0::2], PAIRS[1::2]]) != ()
    assert read == [0, 1]
