from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.glossary import read_glossary
from summarizer.names import Name, check_spellings, find_names, write_names
from tests.factories import Line, make_article

PAIRS = [
    ("التقى قاسم توكاييف بوتين في موسكو", "Kassym Tokayev met Putin in Moscow"),
    ("وقال توكاييف إن الحدود مفتوحة", "Tokayev said the borders are open"),
    ("اجتمع قاسم توكاييف بالوزراء", "Kassym Tokayev met the ministers"),
    ("غادر بوتين موسكو", "Putin left Moscow"),
    ("وشكر توكاييف الصين", "Tokayev thanked China"),
    ("تستورد الصين الغاز", "China imports gas"),
]


def found(pairs: list[tuple[str, str | None]]) -> dict[str, tuple[tuple[str, int], ...]]:
    return {name.arabic: name.spellings for name in find_names(pairs)}


def test_names_are_found_by_their_sound_without_the_letters_written_on() -> None:
    names = found(list(PAIRS))
    assert names["توكاييف"] == (("Tokayev", 2),)
    assert names["قاسم توكاييف"] == (("Kassym Tokayev", 2),)
    assert names["موسكو"] == (("Moscow", 2),)
    assert names["الصين"] == (("China", 2),)


def test_a_name_that_stands_once_is_not_proposed() -> None:
    assert found([("زار بوتين المدينة", "Putin visited the city")]) == {}


def test_equal_sentences_count_once_and_untranslated_ones_not_at_all() -> None:
    assert found([("غادر بوتين", "Putin left")] * 3 + [("عاد بوتين", None)]) == {}


def test_the_proposal_is_a_glossary_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text(write_names(find_names(PAIRS)), encoding="utf-8")
    assert {entry.arabic: entry.english for entry in read_glossary(str(path))}["توكاييف"] == "Tokayev"


def test_the_note_tells_every_spelling() -> None:
    names = [Name(arabic="مصطفى", spellings=(("Mustafa", 3), ("Mustapha", 1)))]
    assert write_names(names).splitlines()[1] == "مصطفى,Mustafa,Mustafa 3; Mustapha 1"


@pytest.mark.parametrize(
    ("arabic", "english", "told"),
    [
        ("وصل مصطفى إلى بيته", "Mustapha reached home", True),
        ("وصل مصطفى إلى بيته", "Mustafa reached home", False),
        ("وصل مصطفى إلى بيته", "Mustafa's arrival", False),
    ],
)
def test_two_spellings_of_a_name_are_told(arabic: str, english: str, told: bool) -> None:
    lines = [("غادر مصطفى المدينة", "Mustafa left the city"), ("قال مصطفى نعم", "Mustafa said yes"), (arabic, english)]
    articles = [make_article(f"{i}.txt", [Line("body", *line)]) for i, line in enumerate(lines)]
    findings = check_spellings(articles)
    assert [finding.code for finding in findings] == (["name.spellings"] if told else [])
    assert all("Mustapha" in finding.message and "مصطفى" in finding.message for finding in findings)


def test_a_country_and_its_people_are_not_two_spellings() -> None:
    lines = [("هاجمت إسرائيل غزة", "Israel attacked Gaza"), ("قالت إسرائيل", "Israel said")]
    lines += [("نفت إسرائيل", "The Israeli side denied it")]
    articles = [make_article(f"{i}.txt", [Line("body", *line)]) for i, line in enumerate(lines)]
    assert check_spellings(articles) == ()
