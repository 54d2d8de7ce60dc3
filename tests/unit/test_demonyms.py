from __future__ import annotations

import pytest

from summarizer.demonyms import load_demonyms


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("الرئيس الروسي", "Russian"),
        ("والأوكرانية", "Ukrainian"),
        ("للألمانية", "German"),
        ("كازاخية", "Kazakh"),
        ("السورية", "Syrian"),
    ],
)
def test_the_adjective_of_one_is_found_with_its_clitics(arabic: str, english: str) -> None:
    assert [match.entry.english for match in load_demonyms().find(arabic)] == [english]


@pytest.mark.parametrize("arabic", ["سوريا", "الروس", "الروسيون", "أميركية", "مجري", "كوري شمالي", "روسيا"])
def test_countries_peoples_and_doubtful_adjectives_are_not(arabic: str) -> None:
    assert load_demonyms().find(arabic) == ()
