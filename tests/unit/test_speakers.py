"""Which names are one speaker's."""

from __future__ import annotations

import pytest
from facts import facts_of
from hypothesis import given
from hypothesis import strategies as st

from summarizer.speakers import find_persons

PUTIN = "الرئيس الروسي فلاديمير بوتين"


@pytest.mark.parametrize(
    ("full", "short"),
    [
        (PUTIN, "بوتين"),
        (PUTIN, "فلاديمير بوتين"),
        (PUTIN, "الرئيس بوتين"),
        (PUTIN, "الرئيس الروسي"),
        (PUTIN, "رئيس روسيا"),
        ("الرئيس الكازاخستاني، قاسم جومارت توكاييف", "توكاييف"),
        ("رئيس الوزراء الروسي ميخائيل ميشوستين", "رئيس الوزراء"),
        ("المتحدث باسم الجيش الإسرائيلي دانيال هاغاري", "هاغاري"),
        ("القيادي في حركة حماس أسامة حمدان", "حمدان"),
        ("الرئيس المصري عبد الفتاح السيسي", "السيسي"),
        ("الرئيس السوري بشار الأسد", "الأسد"),
        ("الرئيس بوتين", "بوتين"),
    ],
)
def test_a_surname_or_an_office_is_the_one_who_was_named_in_full(full: str, short: str) -> None:
    assert find_persons([full, short]) == {full: full, short: full}


@pytest.mark.parametrize(
    ("longer", "short"),
    [
        ("القيادي في حركة حماس أسامة حمدان", "حماس"),
        ("عضو المكتب السياسي لحركة أنصار، عزت الرشق", "أنصار"),
        ("المنشور، وفق بوليتيكو", "بوليتيكو"),
        ("عمر شاكر، مدير هيومن رايتس ووتش", "هيومن رايتس ووتش"),
        ("رئيس الوزراء الروسي ميخائيل ميشوستين", "الرئيس الروسي"),
        ("الرئيس الروسي السابق دميتري ميدفيديف", "الرئيس الروسي"),
        ("الناطق باسم وزارة الصحة أشرف القدرة", "وزارة الصحة"),
        ("وزير الشؤون الخارجية", "الخارجية"),
        ("رئيس مجلس الأمن", "الأمن"),
        ("مسؤول أمريكي كبير", "مسؤول"),
        ("رئيس كازاخستان قاسم توكاييف", "كازاخستان"),
        (PUTIN, "الرئيس"),
    ],
)
def test_bodies_places_and_other_offices_stay_apart(longer: str, short: str) -> None:
    assert find_persons([longer, short])[short] == short


def test_a_name_that_two_bear_stays_by_itself() -> None:
    brothers = ["محمد حمدان", "أسامة حمدان", "حمدان"]
    assert find_persons(brothers) == {name: name for name in brothers}
    ministers = ["وزير الخارجية سيرغي لافروف", "وزير الخارجية أنتوني بلينكن", "وزير الخارجية"]
    assert find_persons(ministers)["وزير الخارجية"] == "وزير الخارجية"


def test_an_office_before_its_bearer_is_named_stays_by_itself() -> None:
    assert find_persons(["الرئيس الروسي", PUTIN])["الرئيس الروسي"] == "الرئيس الروسي"


def test_the_attributions_of_an_article_carry_the_fullest_name() -> None:
    said = facts_of(f"قال {PUTIN} إن الحرب مستمرة.", "وقال بوتين إن السلام بعيد.").attributions
    assert [(one.speaker, one.person) for one in said] == [(PUTIN, PUTIN), ("بوتين", PUTIN)]


@given(st.lists(st.text(alphabet="ابتثجرزسلمنو ،", max_size=20), max_size=6))
def test_every_name_gets_one_of_the_names(names: list[str]) -> None:
    persons = find_persons(names)
    assert persons.keys() == set(names)
    assert all(persons[full] == full for full in persons.values())
