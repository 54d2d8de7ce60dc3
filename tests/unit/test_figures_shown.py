"""How the page and the Markdown say what sets figures apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from summarizer.story_figures import compare_figures
from summarizer.types import Brief
from summarizer.writers import html as page
from summarizer.writers import markdown
from summarizer.writers.brief_view import BriefView
from tests.factories import Line, make_article, make_brief
from tests.story_briefs import with_stories

ENTERED = "أعلنت الوزارة أن 98 ألف روسي دخلوا جورجيا منذ 21 سبتمبر 2022."
FEWER = "أعلنت الوزارة أن 93 ألف روسي دخلوا جورجيا منذ 21 سبتمبر 2022."
DENIED = "نفت الوزارة دخول 98 ألف روسي جورجيا منذ 21 سبتمبر 2022."


def brief_of(one: str, other: str, copies: dict[int, int]) -> Brief:
    title = Line("title", "عشرات آلاف الروس يعبرون إلى جورجيا", "Tens of thousands of Russians cross to Georgia")
    brief = with_stories(
        make_brief(
            *(
                make_article(name, [title, Line("body", said, None)])
                for name, said in zip("ab", (one, other), strict=True)
            )
        )
    )
    (story,) = brief.stories
    figures = compare_figures([brief.articles[index].facts for index in story.articles], copies=copies)
    return replace(brief, stories=(replace(story, figures=figures),))


def said_in(brief: Brief) -> list[str]:
    pages = "".join(next(text for name, text in page.render(BriefView(brief)) if name == "index.html"))
    (figures,) = html.fromstring(pages).xpath("//section[@class='figures']")
    return [
        " ".join(figures.text_content().split()),
        "".join(part for _, text in markdown.render(BriefView(brief)) for part in text),
    ]


def test_two_versions_of_one_wire_are_not_said_to_be_unlike_in_nothing() -> None:
    for text in said_in(brief_of(ENTERED, FEWER, {1: 0})):
        assert "too little is said to compare them" in text
        assert "not alike in" not in text


def test_a_denied_figure_says_so_in_its_row() -> None:
    for text in said_in(brief_of(ENTERED, DENIED, {})):
        assert "denied" in text
        assert "They are not alike in: told as a fact, denied or possible" in text
        assert "Agree: 2" not in text


@pytest.mark.parametrize(("sentence", "word"), [(DENIED, "منفي"), (ENTERED.replace("أعلنت", "توقعت"), "محتمل")])
def test_an_arabic_page_says_so_too(sentence: str, word: str) -> None:
    shown = said_in(replace(brief_of(sentence, sentence, {}), page_language="ar"))[0]
    assert word in shown


def test_two_quantities_that_nothing_tells_apart_are_one_row() -> None:
    boats = "في القارب 6 نساء و3 أطفال، وفي الآخر 3 نساء و3 أطفال."
    brief = with_stories(make_brief(make_article("a", [Line("body", boats, "The boats carried women and children.")])))
    assert [figure.readings[0][1].arabic for figure in brief.stories[0].figures].count("3 أطفال") == 2
    assert [text.count("3 children") for text in said_in(brief)] == [1, 1]
