"""Everything that an article tells by way of numbers, dates and speakers."""

from __future__ import annotations

from summarizer.arabic_words import read_sentences
from summarizer.attributions import find_attributions
from summarizer.dates_arabic import find_dates
from summarizer.fact_types import Facts
from summarizer.figures import find_figures
from summarizer.types import Document


def find_facts(document: Document) -> Facts:
    """The speakers, figures and dates in the news of ``document``, each in the order of its text."""
    readings = read_sentences(document)
    attributions, dates = find_attributions(readings), find_dates(readings, document.article.published)
    figures = find_figures(readings, dates=dates, attributions=attributions)
    return Facts(attributions=attributions, figures=figures, dates=dates)
