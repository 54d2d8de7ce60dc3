"""The page of the sample articles on the embedded model: which stories it tells, and how their figures stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from summarizer.batch import brief_inputs
from summarizer.options import Options
from summarizer.pipeline import Pipeline
from summarizer.types import Brief
from summarizer.walk import find_inputs
from summarizer.writers.brief_view import BriefView
from summarizer.writers.html import render
from tests.story_claims import find_unfounded, read_claims, select

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def brief() -> Brief:
    with Pipeline(Options()) as pipeline:
        return brief_inputs(find_inputs([SEEDS]), pipeline)


@pytest.fixture(scope="module")
def page(brief: Brief) -> html.HtmlElement:
    return html.fromstring("".join(dict(render(BriefView(brief)))["index.html"]))


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def rows_with(page: html.HtmlElement, number: str) -> list[str]:
    first, _ = select(page, "section.behind")
    rows = select(first, "section.figures tr")
    return [words_of(row) for row in rows if any(number in words_of(name) for name in select(row, "th[scope=row]"))]


def test_four_articles_are_one_story_and_one_stands_apart(page: html.HtmlElement) -> None:
    counts = [words_of(select(lead, ".meta span")[0]) for lead in select(page, "section.lead")]
    assert counts == ["4 articles", "1 article"]
    assert all(3 <= len(select(lead, "ol.points li div")) <= 5 for lead in select(page, "section.lead"))


def test_98_000_from_three_articles_is_one_agreeing_figure_with_one_origin(page: html.HtmlElement) -> None:
    (row,) = rows_with(page, "98,000")
    assert all(f"article {number}" in row for number in (1, 2, 4))
    assert "Agree: 3 sources, one origin" in row
    assert "إدارة الهجرة بوزارة الداخلية في كازاخستان" in row


def test_georgia_s_daily_arrivals_and_the_two_totals_stand_side_by_side(page: html.HtmlElement) -> None:
    first, _ = select(page, "section.behind")
    groups = [words_of(body) for body in select(first, "section.figures tbody") if select(body, ".apart")]
    (movements,) = (group for group in groups if "261,000 men" in group)
    for figure in ("10,000 Russians a day", "at least 200,000 Russians", "261,000 men"):
        assert figure in movements
    for number in ("200,000", "261,000"):
        (row,) = rows_with(page, number)
        assert "One source" in row


def test_every_number_of_the_stories_stands_in_a_cited_sentence(page: html.HtmlElement, brief: Brief) -> None:
    claims = list(read_claims(page))
    assert [unfounded for text, cites in claims for unfounded in find_unfounded(text, cites, brief)] == []


def test_every_citation_has_its_card(page: html.HtmlElement) -> None:
    opened = {button.get("popovertarget") for button in select(page, "button.cite")}
    assert opened == {card.get("id") for card in select(page, "div.card")} != set()
