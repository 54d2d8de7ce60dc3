"""A brief as its files show it: what several of them need is made once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from summarizer.types import SEVERITIES, Brief
from summarizer.writers.outline import MOST_WITH_TEXT
from summarizer.writers.story_view import names_of, view_stories
from summarizer.writers.view import (
    Counts,
    Doubt,
    Makers,
    all_doubts,
    find_makers,
    view_articles,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Of all articles: the names of their sources, in order, how much was found, and who made them, each once."""

    sources: tuple[str, ...]
    counts: Counts
    makers: tuple[Makers, ...]


class BriefView:
    """The views of a brief's articles and stories.

    An article's is made again when it is asked for after many others, a story's, which takes some ten times as long,
    is made once and read from a shelf by the next file.
    """

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.articles = view_articles(brief)
        self.names = names_of(brief.names)
        self.stories = view_stories(brief, self.articles, self.names)

    @cached_property
    def survey(self) -> Survey:
        """What the front of each file says of all articles, which are gone through once for it."""
        sources: list[str] = []
        makers: dict[Makers, None] = {}
        found = Counter(finding.severity for finding in self.brief.findings)
        for view in self.articles:
            sources.append(view.brief.document.article.source.name)
            makers[find_makers(view.brief)] = None
            found.update(doubt.finding.severity for doubt in view.doubts)
        counts = tuple((severity, found[severity]) for severity in reversed(SEVERITIES) if found[severity])
        return Survey(sources=tuple(sources), counts=counts, makers=tuple(makers))

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """What is doubtful in the briefing; in its articles too, where a document of one file holds their texts."""
        whole = len(self.articles) <= MOST_WITH_TEXT
        return tuple(all_doubts(self.brief, self.articles if whole else ()))
