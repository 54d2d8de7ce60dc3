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

from summarizer.types import Brief
from summarizer.writers.files import page_names
from summarizer.writers.view import (
    NOTHING_TO_DOUBT,
    all_doubts,
    count_severities,
    say_count,
    say_date,
    say_models,
    view_articles,
    visible,
)

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

# In Chromium on two busy cores, with articles of 38 sentences each, a page of 50 opens in 2.0 s and weighs 1.2 MiB; 200
# take 3.9 s and 4.8 MiB, 500 take 11 s and 12 MiB.
MOST_ON_ONE_PAGE = 50

# Doubts of one severity whose messages the box at the top repeats; of more, it lists the places. Twice eight messages
# are as tall as the contents of five articles beside them.
MOST_TOLD = 8

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
    """The pages as (path, text): ``index.html``, then one for each article, made one at a time."""
    views = view_articles(brief)
    paths = [f"articles/{name}" for name in page_names([view.brief.document.article.source.name for view in views])]
    whole = len(views) <= MOST_ON_ONE_PAGE
    yield (
        "index.html",
        _templates()
        .get_template("briefing_page.html")
        .render(
            brief=brief,
            views=views,
            whole=whole,
            links=[f"#a{view.number}" if whole else quote(path) for view, path in zip(views, paths, strict=True)],
            doubts=all_doubts(brief, views),
            models=say_models(brief),
        ),
    )
    page = _templates().get_template("article_page.html")
    for view, path in zip(views, paths, strict=True):
        home = "../" * path.count("/") + "index.html"
        yield path, page.render(view=view, home=home, models=say_models(brief))


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
def _templates() -> Environment:
    """The templates, escaping everything and refusing names that were not given to them."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["english"] = lambda text: mark_direction(text, "ltr")
    templates.filters["arabic"] = lambda text: mark_direction(text, "rtl")
    templates.filters["say_date"] = say_date
    templates.globals |= {
        "count_severities": count_severities,
        "most_told": MOST_TOLD,
        "nothing_to_doubt": NOTHING_TO_DOUBT,
        "say_count": say_count,
    }
    return templates
