from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.check import check_pair
from summarizer.countries import find_countries_arabic, find_countries_english, find_lost_countries


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


@pytest.mark.parametrize(
    ("arabic", "english", "lost"),
    [
        ("وصل إلى تركيا والعراق", "He arrived in Iraq", ("Turkey",)),
        ("وبالولايات المتحدة", "in the country", ("United States",)),
        ("وصل إلى كوريا الجنوبية", "He arrived there", ("South Korea",)),
        ("سافر لقطر ثم إلى سلطنة عمان", "He travelled there", ("Oman", "Qatar")),
        ("مصر على وشك اتفاق", "on the verge of an agreement", ("Egypt",)),
        ("إيران وروسيا وقطر", "Tehran, Moscow and Doha", ("Iran", "Qatar", "Russia")),
    ],
)
def test_countries_that_the_translation_loses(arabic: str, english: str, lost: tuple[str, ...]) -> None:
    assert find_lost_countries(arabic, english) == lost


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("وصل إلى أميركا والإمارات", "He arrived in the US and the UAE"),
        ("قال حزب الله-العراق", "Hezbollah-Iraq said"),
        ('دعم "إسرائيل"', "support for 'Israel'"),
        ("حرب جنوب السودان", "the war of South Sudan"),  # which is not Sudan
        ("في أميركا اللاتينية", "on the continent"),
        ("الرئيس الروسي", "the president"),  # an adjective: "the president in Moscow" says it too
        ("الوضع المالي", "the financial situation"),
        ("بعد صلاة المغرب", "after the sunset prayer"),
        ("رصدت بالقطر الليبي", "in Libyan territory"),
        ("صواريخ بقطر 122 ملم في نصف قطر 10 كيلومترات", "122 mm rockets within a radius of 10 kilometres"),
        ("إنه مصر على موقفه", "He insists on his position"),
        ("وصلاة المغرب وصلاتي المغرب والعشاء", "and the sunset prayer"),
        ("وصل إلى تركيا والفلبين", "He arrived in Türkiye, among Filipino workers"),
        ("إيران تقول", "IRAN SAYS"),
        ("في جنوب أفريقيا", "in southern Africa"),
        ("الحكومة السورية والسلطات السعودية", "the governments in Damascus and Riyadh"),  # adjectives, written alike
    ],
)
def test_what_is_another_word_for_a_country_or_none_is_not_lost(arabic: str, english: str) -> None:
    assert find_lost_countries(arabic, english) == ()


def test_a_country_that_the_translation_loses_is_an_error() -> None:
    (finding,) = check_pair("وصل الرئيس إلى تركيا أمس", "The president arrived there yesterday", None)
    assert (finding.code, finding.severity) == ("country.lost", "error")
    assert "Turkey" in finding.message


def test_true_translations_of_news_are_hardly_ever_doubted(data: Path) -> None:
    sides = [(data / "dev" / f"news_dev.{side}").read_text("utf-8").split("\n") for side in ("ar", "en")]
    named = [(find_countries_arabic(a), find_countries_english(e)) for a, e in zip(*sides, strict=True)]
    wrong = sum(country not in source for source, said in named for country in said)
    total = sum(len(said) for _, said in named)
    assert total > 150
    assert wrong <= 0.01 * total
    lost = sum(bool(find_lost_countries(a, e)) for a, e in zip(*sides, strict=True))
    assert lost <= 0.01 * len(named)
