"""Doubts about translations and summaries."""

from __future__ import annotations

import os
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from summarizer.agreement import find_unmatched, say_number
from summarizer.check import check, check_document, check_pair
from summarizer.findings import make_finding
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.numerals_english import find_numbers_english
from summarizer.types import (
    Article,
    Document,
    Finding,
    Generation,
    Role,
    Sentence,
    Source,
    Summary,
    Translation,
)

ARABIC = "أعلنت الوزارة الثلاثاء أن نحو 98 ألف مواطن روسي دخلوا البلاد منذ 21 سبتمبر (أيلول) بزيادة 10.5٪."
ENGLISH = "The ministry said on Tuesday that about 98,000 Russians had entered since September 21, up 10.5 percent."
SURE = Generation(text="", score=-0.4, input_tokens=20, output_tokens=20, stopped="end")


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in findings}


def plant(old: str, new: str) -> str:
    assert old in ENGLISH
    return ENGLISH.replace(old, new)


def test_a_right_translation_raises_no_doubt() -> None:
    assert check_pair(ARABIC, ENGLISH, SURE) == ()


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        (plant("98,000", "89,000"), {"number.missing", "number.added"}),
        (plant("98,000", "98 million"), {"number.missing", "number.added"}),
        (plant("98,000", "98"), {"number.missing", "number.added"}),
        (plant("about 98,000 ", ""), {"number.missing"}),
        (plant("Russians", "Russians in 45 cars"), {"number.added"}),
        (plant("September", "October"), {"date.missing", "date.added"}),
        (plant("Tuesday", "Monday"), {"date.missing", "date.added"}),
        (plant("on Tuesday ", ""), {"date.missing"}),
        (plant("about ", ""), {"number.hedge"}),
        (plant("about ", "more than "), {"number.hedge"}),
        (plant("10.5 percent", "10.5"), {"number.missing", "number.added"}),
        (plant("Russians", "روس"), {"translate.arabic_left"}),
        (plant("ministry", "ministry ministry ministry ministry"), {"translate.loop"}),
        (ENGLISH + " The people of the country were very glad to see them all come and go again in peace."
         + " It was an unusually warm and pleasant evening for everyone concerned.", {"translate.long"}),
        ("Tuesday, 98,000 Russians, September 21, 10.5%.", {"translate.short", "number.hedge"}),
        ("…", {"translate.empty"}),
        ("", {"translate.empty"}),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found(english: str, expected: set[str]) -> None:
    assert codes(check_pair(ARABIC, english, SURE)) == expected


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("انتظر يومين ثم غادر مع أحد أصدقائه.", "He waited two days and then left with a friend of his."),
        ("فاز في الدورة الأولى بهدفين لهدف واحد.", "He won the first leg by two goals to one."),
        ("استخدمت طائرات من طراز \"إل-76\" في النقل.", "Il-76 planes were used for the transport."),
        ("وقع في 7 تشرين الأول/أكتوبر 2023.", "It happened on October 7, 2023, as was known."),
        ("تدفق عشرات الآلاف إلى الحدود.", "Tens of thousands poured to the border."),
        ("بلغت الكلفة بين 3 و5 ملايين دولار.", "The cost reached between $3 million and $5 million."),
        ("في 21/9/2022 أعلن القرار.", "On September 21, 2022 the decision was announced."),
        ("الساعة الثامنة والنصف مساء.", "It was at 8:30 p.m. that evening."),
        ("في ثمانينيات القرن الماضي.", "In the 1980s of last century."),
        ("ثلثا الأعضاء ونصف الناخبين.", "Two-thirds of the members and half of the voters."),
        ("الملك محمد السادس ومجموعة العشرين.", "King Mohammed VI and the Group of Twenty."),
        ("ضعف العدد ثلاث مرات.", "Double the number, three times over."),
    ],
)  # fmt: skip
def test_the_same_number_said_otherwise_raises_no_doubt(arabic: str, english: str) -> None:
    assert check_pair(arabic, english, SURE) == ()


@pytest.mark.parametrize(
    ("arabic", "english", "messages"),
    [
        (
            "قتل 21 شخصا في المدينة.",
            "In the city 21 people were killed, 21 of them.",
            ['The translation says "21" more often than the source does.'],
        ),
        (
            "قتل 21 شخصا وجرح 21 في المدينة.",
            "In the city 21 people were killed.",
            ["The source says 21 more often than the translation does."],
        ),
    ],
)
def test_a_number_that_is_there_but_not_as_often_is_not_said_to_be_missing(
    arabic: str, english: str, messages: list[str]
) -> None:
    assert [finding.message for finding in check_pair(arabic, english, SURE)] == messages


def test_messages_name_the_number_as_the_reader_and_as_the_source_write_it() -> None:
    arabic = "دخل \u202b98 ألف\u202c مواطن البلاد في أيلول."
    messages = {f.code: f.message for f in check_pair(arabic, "Some 98 citizens entered the country.", SURE)}
    assert messages == {
        "number.missing": 'The source says 98,000 ("98 ألف") but the translation has no such number.',
        "number.added": 'The translation says "98" but the source has no such number.',
        "date.missing": 'The source says September ("أيلول") but the translation has no such month.',
    }


@pytest.mark.parametrize(
    ("arabic", "english", "code", "message"),
    [
        (
            "وصل أكثر من 300 شخص.",
            "About 300 people arrived.",
            "number.hedge",
            'The source says "more than" of 300 but the translation says "About".',
        ),
        (
            "وصل أكثر من 300 شخص.",
            "There arrived 300 people.",
            "number.hedge",
            'The source says "more than" of 300 but the translation does not.',
        ),
        (
            "بلغت الحرارة 40 درجة تحت الصفر.",
            "The temperature reached 40 degrees.",
            "number.sign",
            "In the source 40 is below zero but not in the translation.",
        ),
        (
            "تراوحت الحرارة بين -10 و-5 درجات.",
            "Temperatures ranged between -10 and 5 degrees.",
            "number.sign",
            "In the source 5 is below zero but not in the translation.",
        ),
        (
            "بلغت الكلفة 300 دولار.",
            "The cost reached €300 in all.",
            "unit.changed",
            'The source says dollars but the translation says "€".',
        ),
        (
            "لم يصل الوزير إلى العاصمة.",
            "The minister arrived in the capital.",
            "negation.lost",
            'The source denies ("لم يصل") but nothing is denied in the translation.',
        ),
    ],
)
def test_what_turns_a_number_or_a_sentence_around_is_found(arabic: str, english: str, code: str, message: str) -> None:
    assert [(f.code, f.message) for f in check_pair(arabic, english, SURE)] == [(code, message)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("عام 2016", "2016"),
        ("٢٥٠٠٠", "25,000"),
        ("10.5٪", "10.5%"),
        ("الساعة 18:30", "18:30"),
        ("الاثنين", "Monday"),
        ("مئات الآلاف", "hundreds of thousands"),
        ("عشرات", "tens"),
        ("مليار ونصف", "1,500,000,000"),
    ],
)
def test_numbers_are_said_for_humans(text: str, said: str) -> None:
    assert [say_number(n) for n in find_numbers_arabic(text) if n.firm] == [said]


def test_a_number_wanted_twice_must_be_given_twice() -> None:
    wanted, given_once = find_numbers_arabic("7 قتلى و7 جرحى"), find_numbers_english("7 dead and some wounded")
    assert [n.value for n in find_unmatched(wanted, given_once)] == [Fraction(7)]
    assert find_unmatched(wanted, find_numbers_english("7 dead and seven wounded")) == ()


def test_unfinished_and_unsure_generations_are_doubted() -> None:
    unfinished = Generation(text="", score=-0.4, input_tokens=20, output_tokens=256, stopped="length")
    unsure = Generation(text="", score=-4.0, input_tokens=20, output_tokens=20, stopped="end")
    assert codes(check_pair(ARABIC, ENGLISH, unfinished, 3)) == {"translate.unfinished"}
    assert codes(check_pair(ARABIC, ENGLISH, unsure)) == {"translate.unsure"}
    assert check_pair(ARABIC, ENGLISH, unfinished, 3)[0].where == 3


def test_a_translation_given_up_is_not_doubted_twice() -> None:
    assert check_pair(ARABIC, None, None) == ()


VALUES = st.lists(st.integers(3, 9999), min_size=1, max_size=4, unique=True)
SAID = {
    "digits": (lambda n: f"{n}", lambda n: f"{n:,}"),
    "thousands": (lambda n: f"{n} ألف", lambda n: f"{n} thousand"),
    "millions": (lambda n: f"{n} مليون", lambda n: f"{n} million"),
    "percent": (lambda n: f"{n} في المئة", lambda n: f"{n}%"),
    "decimals": (lambda n: f"{n}.5 مليار", lambda n: f"{n}.5 billion"),
}


@given(values=VALUES, new=st.integers(3, 9999), kind=st.sampled_from(sorted(SAID)), data=st.data())
def test_a_planted_number_change_is_always_found(values: list[int], new: int, kind: str, data: st.DataObject) -> None:
    assume(new not in values)
    arabic_form, english_form = SAID[kind]
    arabic = " ثم ".join(f"أعلن عن {arabic_form(n)} من الناس" for n in values)
    right = [f"it spoke of {english_form(n)} of the people" for n in values]
    assert check_pair(arabic, " then ".join(right), None) == ()
    at = data.draw(st.integers(0, len(values) - 1))
    changed = [*right[:at], f"it spoke of {english_form(new)} of the people", *right[at + 1 :]]
    assert {"number.missing", "number.added"} <= codes(check_pair(arabic, " then ".join(changed), None))
    dropped = [*right[:at], "it spoke of some of the people", *right[at + 1 :]]
    assert "number.missing" in codes(check_pair(arabic, " then ".join(dropped), None))


@pytest.mark.parametrize(("one", "other"), combinations(sorted(SAID), 2))
def test_a_changed_scale_or_sign_is_always_found(one: str, other: str) -> None:
    arabic = f"أعلن عن {SAID[one][0](46)} من الناس في المدينة"
    assert "number.missing" in codes(check_pair(arabic, f"It spoke of {SAID[other][1](46)} of the people there", None))


@given(arabic=st.text(), english=st.text())
def test_any_pair_is_taken(arabic: str, english: str) -> None:
    assert all(finding.message.isprintable() for finding in check_pair(arabic, english, SURE))


def make_document(*sentences: tuple[str, Role]) -> Document:
    source = Source(name="a.txt", kind="text", sha256="0" * 64)
    text = "\n".join(words for words, _ in sentences)
    made, at = [], 0
    for paragraph, (words, role) in enumerate(sentences):
        end = at + len(words)
        made.append(Sentence(text=words, plain=words, start=at, end=end, role=role, paragraph=paragraph))
        at = end + 1
    return Document(article=Article(source=source, text=text), sentences=tuple(made))


def make_translation(*pairs: tuple[str, str | None], findings: tuple[Finding, ...] = ()) -> Translation:
    generations = tuple(SURE if english is not None else None for _, english in pairs)
    return Translation(pairs=pairs, generations=generations, model="m", findings=findings)


DOCUMENT = make_document(("عنوان المقال", "title"), (ARABIC, "body"), ("اشترك بـ 5 دولارات", "boilerplate"))
TRANSLATION = make_translation(
    ("عنوان المقال", "Article title"), (ARABIC, ENGLISH), ("اشترك بـ 5 دولارات", "Subscribe")
)
SUMMARY = Summary(sentences=(ARABIC,), evidence=((1,),), method="extractive")


def test_a_sound_article_raises_no_doubt_and_boilerplate_is_checked_for_failure_only() -> None:
    assert check(DOCUMENT, SUMMARY, TRANSLATION, make_translation((ARABIC, ENGLISH))) == ()
    empty = make_translation(*TRANSLATION.pairs[:2], ("اشترك بـ 5 دولارات", ""))
    assert [(f.code, f.where) for f in check(DOCUMENT, SUMMARY, empty, make_translation((ARABIC, ENGLISH)))] == [
        ("translate.empty", 2)
    ]


def test_an_article_without_title_and_body_says_so() -> None:
    document = make_document(("صورة من الحدود", "caption"))
    empty = Summary(sentences=(), evidence=(), method="extractive")
    translation = make_translation(("صورة من الحدود", "Picture of the border"))
    assert codes(check(document, empty, translation, make_translation())) == {"clean.no_title", "clean.no_body"}


def test_findings_of_the_translate_stage_come_along_once() -> None:
    given_up = make_finding("translate.unfinished", "The model did not finish.", where=1)
    translation = make_translation(TRANSLATION.pairs[0], (ARABIC, None), TRANSLATION.pairs[2], findings=(given_up,))
    summary_translation = make_translation(
        (ARABIC, None), findings=(make_finding("translate.unfinished", "The model did not finish.", where=0),)
    )
    assert check(DOCUMENT, SUMMARY, translation, summary_translation) == (given_up,)


def test_a_missing_translation_that_nobody_reported_is_reported() -> None:
    translation = make_translation(TRANSLATION.pairs[0], (ARABIC, None), TRANSLATION.pairs[2])
    found = check(DOCUMENT, SUMMARY, translation, make_translation((ARABIC, None)))
    assert [(f.code, f.where) for f in found] == [("translate.empty", 1)]


def test_findings_of_the_summarize_stage_come_along() -> None:
    invented = "دخل 89 ألف روسي البلاد."
    doubt = make_finding("summary.number", "The summary says 89,000.", where=0, about="summary")
    summary = Summary(sentences=(invented,), evidence=((1,),), method="abstractive", findings=(doubt,))
    found = check(DOCUMENT, summary, TRANSLATION, make_translation((invented, "89,000 Russians entered.")))
    assert found == (doubt,)


def test_a_summary_that_a_model_wrote_in_english_is_no_translation() -> None:
    written = "89,000 Russians entered."
    summary = Summary(sentences=(written,), evidence=((1,),), method="abstractive", language="en")
    assert check(DOCUMENT, summary, TRANSLATION, make_translation((written, written))) == ()


def test_the_english_of_a_rewritten_summary_is_checked_too() -> None:
    rewritten = "دخل 98 ألف روسي البلاد."
    summary = Summary(sentences=(rewritten,), evidence=((1,),), method="abstractive")
    found = check(DOCUMENT, summary, TRANSLATION, make_translation((rewritten, "89,000 Russians entered.")))
    assert [(f.code, f.where, f.about) for f in found] == [
        ("number.missing", 0, "summary"),
        ("number.added", 0, "summary"),
    ]
    assert found[0].message.startswith("The source says 98,000")


@pytest.mark.skipif("MUJAZ_DATA" not in os.environ, reason="MUJAZ_DATA does not name the development data")
def test_good_translations_are_seldom_doubted() -> None:
    folder = Path(os.environ["MUJAZ_DATA"]) / "dev"
    sides = [(folder / f"news_dev.{side}").read_text(encoding="utf-8").splitlines() for side in ("ar", "en")]
    doubted = [pair for pair in zip(*sides, strict=True) if check_pair(*pair, None)]
    assert len(doubted) <= 4  # of 200


def test_a_number_written_around_a_direction_mark_is_doubted_before_any_translation() -> None:
    document = make_document(("بلغ المؤشر 30.\u200f1072 نقطة", "body"), ("بلغ المؤشر 1072.30\u200f نقطة", "body"))
    found = check_document(document)
    assert [(f.code, f.where) for f in found if f.code == "number.direction"] == [("number.direction", 0)]


def test_a_line_of_signs_that_needed_no_model_is_no_empty_translation() -> None:
    assert check_pair("***", "***", None) == check_pair("ـــــ", "", None) == ()
