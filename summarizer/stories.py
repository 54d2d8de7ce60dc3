"""Articles about one event as a story: which they are, what they share, what they come down to.

    describe     each article by its rare words, figures and time           features
    cluster      articles about one event together, never comparing all     clusters
    syndicate    sentences and articles that are one wire report            syndication
    gist         lead, title and key points, as citations                   lead

Nothing of a story is written: it is made of sentences of its articles. ``docs/stories.md`` says how well this works.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import chain

from summarizer.clusters import cluster
from summarizer.features import Features, describe
from summarizer.lead import find_gist
from summarizer.shelf import Shelf, arrange, shelve
from summarizer.syndication import find_syndication, told
from summarizer.types import Document, Story

_ID_DIGITS = 12  # hexadecimal: among a million stories two have one id with a chance of 1 in 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Articles of earlier briefings, and the id of the story of each: ``stories[i]`` is that of ``documents[i]``."""

    documents: tuple[Document, ...] = ()
    stories: tuple[str, ...] = ()


def group(documents: Sequence[Document], known: Index | None = None) -> Sequence[Story]:
    """The stories of ``documents``, those of most sources first; each document is in exactly one.

    An article about an event in ``known`` gets the id of that story; known stories are never joined with each other,
    and their articles are not in the result. Takes any documents, also empty ones and none; they may be made when they
    are asked for, as the stories are. The order of ``documents`` decides nothing but the numbering. WriteError
    write.failed, where the disk has no room for a temporary file.
    """
    known = known or Index()
    reported, taken = _collect_told(known), set(known.stories)
    stories, ranks = Shelf[Story](), []
    with shelve(map(describe, chain(documents, known.documents))) as features:
        labels = {text.digest: story for text, story in zip(features[len(documents) :], known.stories, strict=True)}
        for members, label in cluster(features, labels):
            articles = tuple(index for index in members if index < len(documents))
            if articles:
                story_id = label or _name([features[index] for index in articles], taken)
                story = _make_story(story_id, documents, features, articles, reported.get(story_id, ()))
                ranks.append((-len(story.sources), -len(articles), articles[0], stories.put(story)))
    return arrange(stories, array("q", (place for *_, place in sorted(ranks))))


def index(documents: Sequence[Document], stories: Sequence[Story], known: Index | None = None) -> Index:
    """``known`` with the articles of these stories added: what tomorrow's ``group`` takes."""
    known = known or Index()
    places = [(article, story.id) for story in stories for article in story.articles]
    return Index(
        documents=(*known.documents, *(documents[article] for article, _ in places)),
        stories=(*known.stories, *(story_id for _, story_id in places)),
    )


def _make_story(
    story_id: str,
    documents: Sequence[Document],
    features: Sequence[Features],
    articles: tuple[int, ...],
    reported: Sequence[str],
) -> Story:
    syndication = find_syndication(documents, articles)
    gist = find_gist(documents, features, syndication.sources, told=reported)
    days = {features[article].day for article in articles}
    return Story(
        id=story_id,
        articles=articles,
        lead=gist.lead,
        title=gist.title,
        key_points=gist.key_points,
        sources=syndication.sources,
        wires=syndication.wires,
        shares=syndication.shares,
        published=tuple(date.fromordinal(day).isoformat() for day in sorted(d for d in days if d is not None)),
    )


def _name(texts: Sequence[Features], taken: Set[str]) -> str:
    """The id of a new story: from the digest of its first article by day, and by digest among those of one day.

    A known story may have been named after a text that has since left it: then the id is longer than the ``taken`` one.
    """
    first = min(texts, key=lambda text: (text.day is None, text.day or 0, text.digest))
    name = first.digest[:_ID_DIGITS]
    while name in taken:
        name += first.digest[len(name) % len(first.digest)]
    return name


def _collect_told(known: Index) -> dict[str, list[str]]:
    """The sentences that have been told of each known story."""
    sentences: dict[str, list[str]] = defaultdict(list)
    for document, story_id in zip(known.documents, known.stories, strict=True):
        sentences[story_id] += [document.sentences[i].plain for i in told(document)]
    return sentences
