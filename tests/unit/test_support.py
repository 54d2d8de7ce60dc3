"""What of a summary an article bears out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.clean import clean
from summarizer.readers import read
from summarizer.split import split
from summarizer.support import find_doubts, find_evidence, read_ground
from tests.factories import make_document

LEAD = "غادر عشرات الآلاف من الروس بلادهم منذ إعلان التعبئة الجزئية قبل أسبوع."
FIGURES = "وقالت كازاخستان يوم الثلاثاء إن نحو 98 ألف مواطن دخلوا أراضيها."
BORDER = "وتنتظر نحو 5500 سيارة على الحدود الجورجية جنوب فلاديكافكاز اليوم."
DENIAL = "وأكد الرئيس توكاييف أن حكومته لن تطرد أحدا من الوافدين الجدد في أيلول."
ARTICLE = make_document(("title", "الروس يفرون"), LEAD, FIGURES, BORDER, DENIAL, ("boilerplate", "اشترك مقابل 7 يورو"))
ENGLISH = [
    "Russians flee",
    "Tens of thousands of Russians have left their country since the partial mobilization was announced a week ago.",
    "Kazakhstan said on Tuesday that about 98,000 citizens had entered its territory.",
    "About 5,500 cars are waiting at the Georgian border south of Vladikavkaz today.",
    "President Tokayev stressed that his government would not expel anyone in September.",
    None,
]


def doubts(text: str) -> dict[str, str]:
    ground = read_ground(ARTICLE)
    return dict(find_doubts(ground, text, find_evidence(ground, text)))


@pytest.mark.parametrize(
    "text",
    [
        LEAD,
        "كازاخستان تقول إن 98 ألف مواطن دخلوا أراضيها منذ إعلان التعبئة.",
        "عشرات آلاف الروس يغادرون البلاد، و5500 سيارة تنتظر على حدود جورجيا.",
        "الرئيس توكاييف يؤكد أن الحكومة لن تطرد الوافدين.",
        "نحو ثمانية وتسعين ألف مواطن دخلوا كازاخستان الثلاثاء.",
    ],
)
def test_what_the_article_says_in_other_forms_is_not_doubted(text: str) -> None:
    assert doubts(text) == {}


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("وقالت كازاخستان إن نحو 89 ألف مواطن دخلوا أراضيها.", "summary.number", '89,000 ("89 ألف")'),
        ("كازاخستان: 98 مليون مواطن دخلوا أراضيها.", "summary.number", "98,000,000"),
        ("وتنتظر 5500 سيارة مقابل 7 يورو على الحدود الجورجية.", "summary.number", "7"),
        ("وقالت كازاخستان يوم الأحد إن 98 ألف مواطن دخلوا أراضيها.", "summary.date", "Sunday"),
        ("غادر عشرات الآلاف من الروس بلادهم في أكتوبر منذ إعلان التعبئة.", "summary.date", "October"),
        ("وقالت أوزبكستان إن نحو 98 ألف مواطن دخلوا أراضيها.", "summary.name", "أوزبكستان"),
        ("غادر عشرات الآلاف من الروس بلادهم إلى إيران منذ إعلان التعبئة.", "summary.name", "إيران"),
        ("الرئيس توكاييف يؤكد أن حكومته تطرد الوافدين الجدد.", "summary.negation", "the summary without"),
        ("وقالت كازاخستان إن نحو 98 ألف مواطن لم يدخلوا أراضيها.", "summary.negation", "the article without"),
        ("انخفضت أسعار القمح في الأسواق العالمية خلال الموسم الحالي.", "summary.unsupported", "share few words"),
    ],
)
def test_what_it_does_not_say_is(text: str, code: str, words: str) -> None:
    assert words in doubts(text)[code]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("وقالت كازاخستان إن نحو 5500 مواطن دخلوا أراضيها.", "5500"),
        ("وتنتظر نحو 98 ألف سيارة على الحدود الجورجية.", "98,000"),
        ("وقالت كازاخستان يوم الثلاثاء إن نحو 98 ألف سيارة دخلوا أراضيها.", "98,000"),
    ],
)
def test_a_number_that_the_article_says_of_something_else_is_doubted(text: str, number: str) -> None:
    message = f"The summary says {number} but the article says this number of something else."
    assert doubts(text)["summary.unsupported"] == message


@pytest.mark.parametrize(
    "text",
    [
        "كازاخستان: 98 ألف شخص دخلوا أراضيها.",
        "كازاخستان: 98 ألفا دخلوا أراضيها.",
        "98 ألف مواطن دخلوا كازاخستان و5500 سيارة تنتظر على الحدود الجورجية.",
    ],
)
def test_a_number_may_count_the_same_in_other_words(text: str) -> None:
    assert doubts(text) == {}


def test_a_year_counts_nothing() -> None:
    document = make_document(LEAD, "وبدأت التعبئة في روسيا عام 2022 قبل أسبوع.", FIGURES)
    ground = read_ground(document)
    text = "في عام 2022 غادر الروس بلادهم بعد التعبئة."
    assert find_doubts(ground, text, find_evidence(ground, text)) == ()


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("98 ألف دخلوا كازاخستان", (2,)),
        ("5500 سيارة تنتظر", (3,)),
        ("الروس يغادرون بعد إعلان التعبئة، ودخل 98 ألف كازاخستان، وتنتظر 5500 سيارة على الحدود الجورجية", (1, 2, 3)),
        ("Lorem ipsum", ()),
    ],
)
def test_the_sentences_behind_are_those_that_share_most(text: str, evidence: tuple[int, ...]) -> None:
    assert find_evidence(read_ground(ARTICLE), text) == evidence


def test_of_two_sentences_that_say_it_the_one_without_more_is_behind() -> None:
    longer = FIGURES.rstrip(".") + " وإن معظمهم رجال في سن الخدمة."
    assert find_evidence(read_ground(make_document(longer, FIGURES)), FIGURES) == (1,)


def test_every_sentence_of_the_seeds_finds_itself(seeds: tuple[Path, ...]) -> None:
    for path in seeds:
        document = split(clean(read(path, name=path.name)))
        ground = read_ground(document)
        for index in document.body:
            text = document.sentences[index].plain
            same = [i for i in document.body if document.sentences[i].plain == text]
            assert set(find_evidence(ground, text)) <= set(same)
            assert find_doubts(ground, text, (index,)) == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("About 98,000 citizens entered Kazakhstan, and 5,500 cars wait at the Georgian border.", set()),
        ("About 89,000 citizens entered Kazakhstan on Tuesday.", {"summary.number"}),
        ("About 98,000 citizens entered Kazakhstan on Sunday.", {"summary.date"}),
        ("About 98,000 citizens entered its territory, Uzbekistan said.", {"summary.name"}),
        ("Uzbekistan said on Tuesday that about 98,000 citizens had entered its territory.", {"summary.name"}),
        ("On Tuesday 98,000 have entered Kazakhstan.", set()),
        ("Citizens entered Kazakhstan on Tuesday.", set()),
        ("Meanwhile, about 98,000 citizens entered Kazakhstan on Tuesday.", set()),
        ("Kazakhstan said on Tuesday that about 5,500 citizens had entered its territory.", {"summary.unsupported"}),
        ("On world markets wheat prices fell during this season.", {"summary.unsupported"}),
    ],
)
def test_an_english_summary_is_compared_with_the_english_and_its_numbers_with_the_arabic(
    text: str, codes: set[str]
) -> None:
    ground = read_ground(ARTICLE, ENGLISH)
    assert {code for code, _ in find_doubts(ground, text, find_evidence(ground, text))} == codes


def test_the_evidence_of_an_english_sentence_is_found_by_its_english() -> None:
    assert find_evidence(read_ground(ARTICLE, ENGLISH), "Cars wait at the Georgian border") == (3,)


@settings(deadline=None)
@given(st.text(alphabet="ابتروسيا 98.؟ABCabc#", max_size=60))
def test_any_text_can_be_compared(text: str) -> None:
    for english in (None, ENGLISH):
        ground = read_ground(ARTICLE, english)
        evidence = find_evidence(ground, text)
        assert len(evidence) <= 3
        assert set(evidence) <= set(ARTICLE.body)
        assert all(message for _, message in find_doubts(ground, text, evidence))


@pytest.mark.skipif("MUJAZ_DATA" not in os.environ, reason="MUJAZ_DATA does not name the development data")
def test_standfirsts_of_editors_are_seldom_doubted() -> None:
    import json

    from summarizer.types import Article, Source

    path = Path(os.environ["MUJAZ_DATA"]) / "dev" / "mayadeen_dev.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:100]]
    doubted = 0
    for row in rows:
        source = Source(name="a.txt", kind="text", sha256="")
        ground = read_ground(split(clean(Article(source=source, text=f"{row['title']}\n\n{row['text']}"))))
        doubted += bool(find_doubts(ground, row["summary"], find_evidence(ground, row["summary"])))
    assert doubted <= 30
