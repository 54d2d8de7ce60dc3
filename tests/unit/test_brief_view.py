"""What several files show of a brief is made once for all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from summarizer.lazy import LazySequence
from summarizer.types import Brief
from summarizer.writers import WRITERS, story_view, write
from summarizer.writers.brief_view import BriefView
from summarizer.writers.html import MOST_ON_ONE_PAGE
from summarizer.writers.view import all_doubts, count_severities, find_makers
from tests.factories import make_story, story_brief


def large_brief() -> Brief:
    """More articles than are on one page, in three stories."""
    brief = story_brief()
    brief = replace(brief, articles=brief.articles * (MOST_ON_ONE_PAGE // len(brief.articles) + 1))
    return replace(brief, stories=tuple(make_story(brief, index) for index in range(3)))


def test_the_view_of_a_story_is_made_once_for_all_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    view = story_view._view_story
    monkeypatch.setattr(
        story_view, "_view_story", lambda brief, index, *rest: made.append(index) or view(brief, index, *rest)
    )
    write(large_brief(), tmp_path, formats=tuple(WRITERS))
    assert made == [0, 1, 2]


def test_a_story_is_the_same_whenever_it_is_asked_for() -> None:
    view = BriefView(large_brief())
    assert list(view.stories) == list(view.stories)
    assert [story.number for story in view.stories] == [1, 2, 3]


def test_the_front_of_all_files_goes_through_the_articles_once() -> None:
    brief = large_brief()
    read: list[int] = []
    lazy = LazySequence(lambda index: read.append(index) or brief.articles[index], len(brief.articles))
    survey = BriefView(replace(brief, articles=lazy)).survey
    assert read == list(range(len(brief.articles)))
    assert survey.sources == tuple(article.document.article.source.name for article in brief.articles)
    assert survey.makers == tuple(dict.fromkeys(map(find_makers, brief.articles)))
    assert survey.counts == count_severities(all_doubts(brief, BriefView(brief).articles)) != ()
