from __future__ import annotations

from pathlib import Path

from summarizer.fact_types import Name
from summarizer.glossary import read_glossary
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


def test_equal_sentences_count_once_and_untranslated_ones_not_at_all() -> None:
    assert found([("غادر بوتين", "Putin left")] * 3 + [("عاد بوتين", None)]) == {}


def test_the_proposal_is_a_glossary_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text(write_names(find_names([PAIRS])), encoding="utf-8")
    assert {entry.arabic: entry.english for entry in read_glossary(str(path))}["توكاييف"] == "Tokayev"


def test_the_note_tells_every_spelling() -> None:
    names = [Name(arabic="مصطفى", spellings=(("Mustafa", 3), ("Mustapha", 1)))]
    assert write_names(names).splitlines()[1] == "مصطفى,Mustafa,Mustafa 3; Mustapha 1"
