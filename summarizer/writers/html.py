"""The page: one self-contained file without scripts, and one like it for every article.

All words come from articles, models and file names, so the templates escape everything; the one place that makes
markup out of text is ``mark_direction``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from summarizer.findings import FINDINGS
from summarizer.types import Brief, Language
from summarizer.writers.fact_view import place_events
from summarizer.writers.files import page_names
from summarizer.writers.story_view import Names, view_stories
from summarizer.writers.view import (
    all_doubts,
    by_code,
    count_found,
    count_severities,
    say_models,
    view_articles,
    visible,
)
from summarizer.writers.words import load_words

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

# In Chromium on two busy cores, with articles of 38 sentences each, a page of 50 opens in 2.0 s and weighs 1.2 MiB; 200
# take 3.9 s and 4.8 MiB, 500 take 11 s and 12 MiB.
MOST_ON_ONE_PAGE = 50

# Doubts of one severity whose messages the box at the top repeats; of more, it lists the places. Twice eight messages
# are as tall as the contents of five articles beside them.
MOST_TOLD = 8

# What is shown before the rest is folded away, chosen by looking at the briefing of the seeds on a telephone: citations
# behind one line, copies of one text, names, speakers.
MOST_CITED, MOST_COPIES, MOST_NAMES, MOST_OPEN = 6, 5, 12, 3

_ARABIC = r"\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_LATIN = r"A-Za-z\u00c0-\u024f"
# A run in the other direction: the words between two quotation marks with none of the main script among them, so that
# a number stays with its words; else from a letter to the last letter with none of the main script between, and the
# number that hangs on it (Il-76). Quotations are looked for within a bound: an unclosed one must not cost the square of
# its length.
_QUOTED = '(?<=[“"«])[^{main}“”"«»]{{0,200}}[{other}][^{main}“”"«»]{{0,200}}(?=[”"»])'
_RUN = _QUOTED + "|[{other}](?:[^{main}]*[{other}])?(?:-?[0-9]+)?"
_RUNS = {
    "ltr": (re.compile(_RUN.format(main=_LATIN, other=_ARABIC)), "rtl", "ar"),
    "rtl": (re.compile(_RUN.format(main=_ARABIC, other=_LATIN)), "ltr", "en"),
}


def render(brief: Brief) -> Iterator[tuple[str, str]]:
    """The pages as (path, text): ``index.html``, one for each article, and in large briefings one for each story."""
    views, names = view_articles(brief), Names(brief)
    whole = len(views) <= MOST_ON_ONE_PAGE
    apart = [] if whole else [f"story {number}" for number in range(1, len(brief.stories) + 1)]
    paths = [f"articles/{n}" for n in page_names([*(v.brief.document.article.source.name for v in views), *apart])]
    pages, story_pages = paths[: len(views)], paths[len(views) :]
    stories = tuple(view_stories(brief, views, names))
    templates, models = _templates(brief.page_language), say_models(brief)
    yield (
        "index.html",
        templates.get_template("briefing_page.html").render(
            brief=brief,
            views=views,
            stories=stories,
            names=names,
            whole=whole,
            pages=[""] * len(views) if whole else [quote(path) for path in pages],
            story_pages=[quote(path) for path in story_pages],
            doubts=all_doubts(brief, views),
            models=models,
        ),
    )
    article_page, story_page = (templates.get_template(f"{kind}_page.html") for kind in ("article", "story"))
    for view, path in zip(views, pages, strict=True):
        home = "../" * path.count("/") + "index.html"
        yield path, article_page.render(view=view, home=home, models=models)
    beside = ["../" + quote(page) for page in pages]
    for path, story in zip(story_pages, stories, strict=False):
        yield path, story_page.render(story=story, views=views, names=names, pages=beside, models=models)


def mark_direction(text: str, base: Literal["ltr", "rtl"]) -> Markup:
    """The text escaped, each run of the direction other than ``base`` in its own ``<bdi>``."""
    from markupsafe import Markup, escape

    runs, direction, language = _RUNS[base]
    text = visible(text)
    pieces, end = [], 0
    for run in runs.finditer(text):
        isolated = Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(language, direction, run[0])
        pieces += [escape(text[end : run.start()]), isolated]
        end = run.end()
    return Markup("").join([*pieces, escape(text[end:])])


@cache
def _templates(language: Language) -> Environment:
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
    templates.filters["english"] = lambda text: mark_direction(text, "ltr")
    templates.filters["arabic"] = lambda text: mark_direction(text, "rtl")
    templates.globals |= {
        "arabic_first": language == "ar",
        "by_code": by_code,
        "comma": "، " if language == "ar" else ", ",
        "count_found": count_found,
        "count_severities": count_severities,
        "meanings": {code: meaning for code, (_, meaning) in FINDINGS.items()},
        "most_cited": MOST_CITED,
        "most_copies": MOST_COPIES,
        "most_names": MOST_NAMES,
        "most_open": MOST_OPEN,
        "most_told": MOST_TOLD,
        "place_events": place_events,
        "words": words,
    }
    return templates
