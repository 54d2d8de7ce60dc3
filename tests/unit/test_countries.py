from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.check import check_pair
from summarizer.countries import find_countries_arabic, find_countries_english


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("وصل إلى كازاخستان", {"Kazakhstan"}),
        ("لليبيا وللهند", {"Libya", "India"}),
        ("طائرتان ليبيتان", {"Libya"}),
        ("الغزاة الإسبان", {"Spain"}),
        ("الرئيس الكيني", {"Kenya"}),
        ("وبالولايات المتحدة", {"United States"}),
        ("في المملكة المتحدة", {"Britain"}),
        ("سقط مطر غزير", set()),
    ],
)
def test_countries_of_an_arabic_text(text: str, countries: set[str]) -> None:
    assert find_countries_arabic(text) == countries


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The Kenyan president", {"Kenya": "Kenyan"}),
        ("North Korea's army and South Koreans", {"North Korea": "North Korea's", "South Korea": "South Koreans"}),
        ("Russians fled Russia", {"Russia": "Russians"}),
        ("in the United States of late", {"United States": "United States"}),
        ("a turkey for jordan", {}),
    ],
)
def test_countries_of_an_english_text(text: str, said: dict[str, str]) -> None:
    assert find_countries_english(text) == said


def test_a_country_that_the_source_does_not_name_is_an_error() -> None:
    arabic = "قال الرئيس الكازاخستاني إن بلاده ترحب بالروس"
    (finding,) = check_pair(arabic, "The Kenyan president said that his country welcomes Russians", None)
    assert (finding.code, finding.severity) == ("country.added", "error")
    assert "Kenya" in finding.message
    assert not check_pair(arabic, "The Kazakh president said that his country welcomes Russians", None)
    assert not check_pair("هناك فوضى [in Russia] في القيادة", "There is chaos in the leadership in Russia", None)


def test_true_translations_of_news_are_hardly_ever_doubted(data: Path) -> None:
    sides = [(data / "dev" / f"news_dev.{side}").read_text("utf-8").split("\n") for side in ("ar", "en")]
    named = [(find_countries_arabic(a), find_countries_english(e)) for a, e in zip(*sides, strict=True)]
    wrong = sum(country not in source for source, said in named for country in said)
    total = sum(len(said) for _, said in named)
    assert total > 150
    assert wrong <= 0.01 * total
