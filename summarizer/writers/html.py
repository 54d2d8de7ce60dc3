"""The page: one self-contained file without scripts, and one like it for every article.

All words come from articles, models and file names, so the templates escape everything; the one place that makes
markup out of text is ``mark_direction``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from summarizer.errors import ERRORS
from summarizer.findings import FINDINGS
from summarizer.lazy import LazySequence
from summarizer.types import ArticleBrief, Language
from summarizer.writers.brief_view import BriefView
from summarizer.writers.direction import split_directions
from summarizer.writers.doubts import UNMARKED, is_of_translation
from summarizer.writers.fact_view import place_events
from summarizer.writers.headlines import as_headline, capitalize
from summarizer.writers.messages import explain
from summarizer.writers.page_names import page_names
from summarizer.writers.view import (
    by_code,
    count_found,
    count_severities,
    find_makers,
    say_models,
    view_article,
    visible,
)
from summarizer.writers.words import load_words

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

# In Chromium on two busy cores, with articles of 38 sentences each, a page of 50 opens in 2.0 s and weighs 1.2 MiB; 200
# take 3.9 s and 4.8 MiB, 500 take 11 s and 12 MiB.
MOST_ON_ONE_PAGE = 50

_ISOLATED = {"ar": '<bdi lang="ar" dir="rtl">{}</bdi>', "en": '<bdi lang="en" dir="ltr">{}</bdi>'}

PAGES = "articles/"  # the folder of the articles' pages and the stories'

# Doubts of one severity whose messages the box at the top repeats; of more, it lists the places. Twice eight messages
# are as tall as the contents of five articles beside them.
MOST_TOLD = 8

# What is shown before the rest is folded away, chosen by looking at the briefing of the seeds on a telephone: citations
# behind one line, copies of one text, names, speakers.
MOST_CITED, MOST_COPIES, MOST_NAMES, MOST_OPEN = 6, 5, 12, 3


def render(view: BriefView, *, articles: bool = True) -> Iterator[tuple[str, str | Iterator[str]]]:
    """The pages as (path, text): ``index.html``, one for each article, and in large briefings one for each story.

    The index is made in parts, one at a time. Without ``articles`` their pages are left out: they stand already
    (``render_article``).
    """
    brief, views, names, survey = view.brief, view.articles, view.names, view.survey
    whole = len(views) <= MOST_ON_ONE_PAGE
    apart = [] if whole else [f"story {number}" for number in range(1, len(brief.stories) + 1)]
    paths = page_names([*survey.sources, *apart])
    pages, story_pages = paths[: len(views)], paths[len(views) :]
    templates, models = load_templates(brief.page_language), say_models(survey.makers, brief.page_language)
    index = templates.get_template("briefing_page.html")
    yield (
        "index.html",
        index.generate(
            brief=brief,
            views=views,
            stories=tuple(view.stories) if whole else view.stories,
            names=names,
            whole=whole,
            pages=[""] * len(views) if whole else _link(pages),
            story_pages=_link(story_pages),
            doubts=view.doubts if whole else (),
            counts=survey.counts,
            models=models,
        ),
    )
    if articles:
        for number, (article, path) in enumerate(zip(brief.articles, pages, strict=True), 1):
            yield PAGES + path, render_article(article, number, PAGES + path, brief.page_language)
    story_page = templates.get_template("story_page.html")
    for path, story in zip(story_pages, view.stories, strict=False):
        yield PAGES + path, story_page.render(story=story, names=names, pages=_link(pages, "../"), models=models)


def _link(paths: Sequence[str], before: str = "") -> Sequence[str]:
    """The paths of pages as addresses, ``before`` in front of each."""
    return LazySequence(lambda index: before + PAGES + quote(paths[index]), len(paths))


def render_article(article: ArticleBrief, number: int, path: str, language: Language) -> str:
    """The page of one article, the ``number``-th of its briefing, to stand at ``path``; it needs no other article."""
    home = "../" * path.count("/") + "index.html"
    page = load_templates(language).get_template("article_page.html")
    return page.render(
        view=view_article(article, number), home=home, models=say_models([find_makers(article)], language)
    )


def mark_direction(text: str, language: Language) -> Markup:
    """The text, mainly in ``language``, escaped; each run of the other direction in its own ``<bdi>``."""
    from markupsafe import Markup, escape

    runs = split_directions(visible(text), language)
    return Markup("").join(escape(run) if own == language else Markup(_ISOLATED[own]).format(run) for run, own in runs)


@cache
def load_templates(language: Language) -> Environment:
    """The templates in one language, escaping everything and refusing names that were not given to them."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    words = load_words(language)
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.install_gettext_translations(words.catalog, newstyle=True)  # type: ignore[attr-defined]
    templates.filters["english"] = lambda text: mark_direction(text, "en")
    templates.filters["arabic"] = lambda text: mark_direction(text, "ar")
    templates.filters |= {"capitalized": capitalize, "headline": as_headline}
    templates.globals |= {
        "arabic_first": language == "ar",
        "by_code": by_code,
        "comma": "، " if language == "ar" else ", ",
        "count_found": count_found,
        "count_severities": count_severities,
        "explain": lambda message: explain(message, language),
        "failures": ERRORS,
        "is_of_translation": is_of_translation,
        "meanings": {code: meaning for code, (_, meaning) in FINDINGS.items()},
        "most_cited": MOST_CITED,
        "most_copies": MOST_COPIES,
        "most_names": MOST_NAMES,
        "most_open": MOST_OPEN,
        "most_told": MOST_TOLD,
        "place_events": place_events,
        "unmarked": words.say(UNMARKED),
        "words": words,
    }
    return templates
