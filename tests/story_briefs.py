"""Briefs with stories and facts, found by the real rules in the articles of ``factories``."""

from __future__ import annotations

from dataclasses import replace

from summarizer.facts import find_facts
from summarizer.stories import group
from summarizer.story_figures import compare_figures
from summarizer.types import Brief
from tests.factories import Line, make_article, make_brief


def with_stories(brief: Brief) -> Brief:
    """The brief with the stories of its articles; facts are found where an article has none."""
    articles = tuple(
        article if article.facts.figures else replace(article, facts=find_facts(article.document))
        for article in brief.articles
    )
    stories = tuple(
        replace(story, figures=compare_figures([articles[index].facts for index in story.articles]))
        for story in group([article.document for article in articles])
    )
    return replace(brief, articles=articles, stories=stories)


def toll_brief() -> Brief:
    """One story of two articles: 98,000 in both, a bound in one, a range in the other."""
    title = Line("title", "عشرات آلاف الروس يعبرون إلى كازاخستان", "Tens of thousands of Russians cross to Kazakhstan")
    both = Line(
        "body",
        "قالت كازاخستان يوم الثلاثاء إن 98 ألف روسي دخلوا البلاد منذ 21 سبتمبر.",
        "Kazakhstan said on Tuesday that 98,000 Russians had entered the country since 21 September.",
    )
    bound = Line(
        "body",
        "وأعلنت الوزارة أن أكثر من 93 ألف مواطن روسي حصلوا على أرقام هوية منذ أبريل.",
        "The ministry announced that more than 93,000 Russian citizens had received identity numbers since April.",
    )
    bounds = Line("body", "ويدخل جورجيا يوميا من 5000 إلى 6000 روسي.", None)
    return with_stories(
        make_brief(
            make_article("a.txt", [title, both, bound], summary=(1,), published="2022-09-27"),
            make_article("b.txt", [title, both, bounds], summary=(1,), published="2022-09-28"),
        )
    )
