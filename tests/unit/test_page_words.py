"""The words that the page puts around what it shows: headlines, times, and what the checks cannot see."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from lxml import html

from summarizer.findings import FINDINGS, make_finding
from summarizer.types import Brief, Language
from summarizer.writers import docx as word
from summarizer.writers import html as page
from summarizer.writers import markdown
from summarizer.writers.brief_view import BriefView
from summarizer.writers.doubts import NOTHING_TO_DOUBT, UNMARKED, is_of_translation, say_doubts
from summarizer.writers.fact_view import Period, Value, say_when
from summarizer.writers.headlines import as_headline, capitalize
from tests.factories import Line, make_article, make_brief


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("tens of thousands cross", "Tens of thousands cross"),
        ('"tens of thousands" cross', '"Tens of thousands" cross'),
        ("98,000 russians", "98,000 russians"),
        ("Georgia", "Georgia"),
        ("جورجيا", "جورجيا"),
        ("", ""),
    ],
)
def test_a_title_begins_with_a_capital(title: str, shown: str) -> None:
    assert capitalize(title) == shown


def test_only_a_long_headline_is_cut_and_at_a_word() -> None:
    assert as_headline("border " * 24) == "Border " + "border " * 23
    assert as_headline("border " * 70) == "Border " + "border " * 23 + "…"


@pytest.mark.parametrize(
    ("word", "when", "said"),
    [
        ("on", "الاحد", "on Sunday"),
        ("until", "الاثنين", "until Monday"),
        ("since", "--09-21", "since 21 September"),
        ("since", "--04", "since April"),
        ("in", "2022", "in 2022"),
        ("since", "اعلان بوتين التعبئه", "since “اعلان بوتين التعبئه”"),
        ("on", "الاحد الماضي", "on “الاحد الماضي”"),  # no Sunday is like another
    ],
)
def test_a_time_is_said_in_words(word: str, when: str, said: str) -> None:
    assert say_when(word, when) == said


@pytest.mark.parametrize(
    ("when", "weekday", "dated"),
    [("السبت", "Saturday", False), ("2022-09-21", "", True), ("اليوم", "", False)],
)
def test_a_period_is_a_weekday_a_date_or_other_words(when: str, weekday: str, dated: bool) -> None:
    period = Period(word="on", when=when, reckoned=False)
    assert (period.weekday, period.dated) == (weekday, dated)


@pytest.mark.parametrize(
    ("arabic", "bare"), [("11200", True), ("أقل من عشرة آلاف", True), ("98 ألف روسي", False), ("261000 رجل", False)]
)
def test_a_number_with_no_noun_behind_it_is_bare(arabic: str, bare: bool) -> None:
    assert Value(english="", arabic=arabic, articles=(1,), notes=()).is_bare is bare


def test_counts_never_stand_without_what_the_checks_cannot_see() -> None:
    assert say_doubts([("error", 2), ("note", 1)]) == f"2 errors, 1 note. {UNMARKED}"
    assert say_doubts([]) == NOTHING_TO_DOUBT


def test_findings_about_the_arabic_or_a_summary_are_not_about_the_english() -> None:
    not_of_it = {code for code in FINDINGS if not is_of_translation([make_finding(code, "")])}
    assert {"read.date", "clean.no_title", "date.impossible", "number.direction", "summary.number"} <= not_of_it
    assert not_of_it.isdisjoint({"country.added", "number.missing", "negation.lost", "translate.loop"})
    assert not is_of_translation([make_finding("country.added", ""), make_finding("clean.no_body", "")])


def doubted_brief() -> Brief:
    lines = [
        Line("title", "أربعون قتيلا", "forty killed"),
        Line("body", "وقال الوزير إن 7 أشخاص قتلوا.", "A Kenyan said so."),
    ]
    article = make_article("a.txt", lines, findings=[make_finding("country.added", "Kenya", where=1)])
    signed = (("mujaz", "0.1.0"), ("model", "m"), ("model_sha256", "0123456789abcdef" * 4), ("caution", "Often wrong."))
    return make_brief(replace(article, signature=signed))


def words_of_page(brief: Brief, name: str = "index.html") -> str:
    (text,) = ("".join(text) for path, text in page.render(BriefView(brief)) if path.startswith(name))
    return " ".join(html.fromstring(text).text_content().split())


def words_of_document(brief: Brief) -> list[str]:
    ((_, file),) = word.render(BriefView(brief))
    return [paragraph.text for paragraph in Document(BytesIO(b"".join(file))).paragraphs]


def test_every_format_says_beside_its_counts_that_what_is_not_marked_may_be_wrong() -> None:
    brief = doubted_brief()
    assert f"1 error {UNMARKED}" in words_of_page(brief)
    assert UNMARKED in words_of_page(brief, "articles/")
    assert f"1 error. {UNMARKED}" in "".join(part for _, text in markdown.render(BriefView(brief)) for part in text)
    assert f"1 error. {UNMARKED}" in words_of_document(brief)


def test_an_arabic_page_says_that_a_finding_is_about_the_english() -> None:
    shown = words_of_page(replace(doubted_brief(), page_language="ar"))
    assert "خطأ في الترجمة الإنجليزية" in shown
    assert "ليس صحيحًا بالضرورة" in shown
    assert "Error in the English translation" not in words_of_page(doubted_brief())


@pytest.mark.parametrize(("language", "title"), [("en", "Forty killed – Mujaz"), ("ar", "أربعون قتيلا – Mujaz")])
def test_the_tab_of_an_article_is_called_in_the_language_of_the_page(language: Language, title: str) -> None:
    pages = page.render(BriefView(replace(doubted_brief(), page_language=language)))
    (text,) = ("".join(text) for path, text in pages if path.startswith("articles/"))
    assert html.fromstring(text).findtext("head/title") == title


def test_titles_begin_with_a_capital_on_the_page_and_in_the_document() -> None:
    assert "Forty killed" in words_of_page(doubted_brief())
    assert "Article 1: Forty killed" in words_of_document(doubted_brief())


def test_an_article_of_the_document_ends_with_a_short_signature() -> None:
    assert "Signature: mujaz 0.1.0; model m; model_sha256 0123456789abcdef" in words_of_document(doubted_brief())
