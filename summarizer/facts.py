"""Everything that an article tells by way of numbers, dates and speakers."""

from __future__ import annotations

from summarizer.arabic_words import read_sentences
from summarizer.attributions import find_attributions
from summarizer.datelines import find_dateline
from summarizer.dates_arabic import find_dates
from summarizer.fact_types import Facts
from summarizer.figures import find_figures
from summarizer.long_quotations import carry_quotations
from summarizer.speakers import name_persons
from summarizer.types import Document


def find_facts(document: Document) -> Facts:
    """The speakers, figures and dates in the news of ``document``, each in the order of its text, and its dateline.

    Where the file gives no date, that of the dateline is the article's own, from which "yesterday" is reckoned.
    """
    readings = read_sentences(document)
    dateline = find_dateline(document)
    published = document.article.published or (dateline.date if dateline else None)
    attributions = name_persons(carry_quotations(readings, find_attributions(readings)))
    dates = find_dates(readings, published)
    figures = find_figures(readings, dates=dates, attributions=attributions)
    return Facts(attributions=attributions, figures=figures, dates=dates, dateline=dateline)
