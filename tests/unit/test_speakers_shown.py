"""How the page and the Markdown name those who speak."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from summarizer.lexicon import Lexicon
from summarizer.speakers_english import say_speakers
from summarizer.types import ArticleBrief, Brief
from summarizer.writers import html as page
from summarizer.writers import markdown
from summarizer.writers.brief_view import BriefView
from summarizer.writers.story_view import Names
from tests.factories import Line, make_article, make_brief
from tests.story_briefs import with_stories

TITLE = Line("title", "رئيس النقابة يتحدث إلى العمال في العاصمة", "The head of the union speaks to the workers")
FULL = Line("body", "قال النقيب سيرغي كوليبنكو إن الوضع صعب.", "Captain Sergei Kolybenko said that it was hard.")
SHORT = Line("body", "وقال كوليبنكو إن العمال صامدون.", "Kolybenko said that the workers stand firm.")


def one_story() -> Brief:
    brief = with_stories(make_brief(make_article("a", [TITLE, FULL, SHORT])))
    return replace(brief, articles=tuple(with_english(article) for article in brief.articles))


def with_english(article: ArticleBrief) -> ArticleBrief:
    return replace(article, facts=say_speakers(article.facts, article.translation.pairs, Lexicon(())))


def test_one_man_under_two_names_is_one_speaker_with_his_english_name() -> None:
    brief = one_story()
    text = "".join(next(text for name, text in page.render(BriefView(brief)) if name == "index.html"))
    (speakers,) = html.fromstring(text).xpath("//section[@class='speakers']")
    (heading,) = [" ".join(summary.text_content().split()) for summary in speakers.xpath(".//summary")]
    assert heading.startswith("Sergei Kolybenko النقيب سيرغي كوليبنكو")
    assert "2 sentences" in heading


@pytest.mark.parametrize(
    ("speaker", "whole", "within"),
    [
        ("كازاخستان", "Kazakhstan", ""),
        ("جورجيا وكازاخستان", "Georgia and Kazakhstan", ""),
        ("وزارة الدفاع الروسية", "defence ministry, Russia", ""),
        ("البيت الأبيض", "White House", ""),
        ("إدارة الهجرة بوزارة الداخلية في كازاخستان", "", "immigration administration, interior ministry, Kazakhstan"),
        ("قائد كبير، حليف موسكو", "", "Moscow"),
        ("جيران روسيا", "", "Russia"),
        ("الشاب", "", ""),
    ],
)
def test_names_within_a_speaker_are_not_the_speaker(speaker: str, whole: str, within: str) -> None:
    known = Names(()).gloss(speaker)
    assert (known.whole, known.within) == (whole, within)


def test_the_markdown_names_him_so_too() -> None:
    text = "".join(part for _, text in markdown.render(BriefView(one_story())) for part in text)
    assert text.count("**Sergei Kolybenko") == 1


def test_the_models_words_for_a_speaker_are_marked_as_such() -> None:
    union = Line("body", "قال رئيس النقابة إن العمال صامدون.", "The boss said that the workers stand firm.")
    brief = with_stories(make_brief(make_article("a", [TITLE, union])))
    (article,) = brief.articles
    said = tuple(replace(each, rendered="union <president>") for each in article.facts.attributions)
    brief = replace(brief, articles=(replace(article, facts=replace(article.facts, attributions=said)),))
    text = "".join(next(text for name, text in page.render(BriefView(brief)) if name == "index.html"))
    (heading,) = html.fromstring(text).xpath("//section[@class='speakers']//summary")
    assert " ".join(heading.text_content().split()).startswith("union <president> (the model’s words) رئيس النقابة")
    told = "".join(part for _, text in markdown.render(BriefView(brief)) for part in text)
    assert r"**union \<president>** (the model's words) **رئيس النقابة**" in told
