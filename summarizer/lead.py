"""What a story comes down to: the article that stands for it, a title, and its key points, all of them citations.

    centre    what the story's sources have in common: the mean of their vectors, copies of one wire report counted once
    lead      the article nearest to the centre, of those with a title if there are any
    points    of the sentences that stand alone, those nearest to the centre, early ones and those with figures
              preferred, none that repeats another; what an earlier briefing has told comes last

Not fitted: there are no human summaries of several Arabic reports to fit to. What it gives for the seeds is in
docs/stories.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from summarizer.extract import extract, leans
from summarizer.features import Features, Vector, dot, text_vector
from summarizer.normalize import fold
from summarizer.syndication import find_values, group_same, near_identical
from summarizer.types import Citation, Document

KEY_POINTS = 5
_CANDIDATES = 8  # sentences looked at in each article, its best as a summary
_FIGURE_BONUS = 0.15  # what a figure adds to a sentence's nearness
_PLACE_LOSS = 0.03  # what each place among the article's candidates takes from it
_REPEAT = 0.55  # likeness from which two sentences tell of one thing, in the seeds and in the hand-made stories
_SAME_NUMBER = 0.25  # the same for two sentences with a number in common: in the seeds those on one number have 0.29 on
_VERSIONS = 2  # points that are one sentence with other numbers: that they differ is seen, and more tell nothing else
_YEARS = range(1900, 2101)  # to have the year in common tells nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """Fields as in ``types.Story``."""

    lead: int
    title: Citation | None
    key_points: tuple[tuple[Citation, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    place: Citation
    terms: Vector
    words: tuple[str, ...]
    numbers: frozenset[Fraction]
    worth: float
    told: bool


def find_gist(
    documents: Sequence[Document],
    features: Sequence[Features],
    sources: Sequence[Sequence[int]],
    *,
    told: Sequence[str] = (),
) -> Gist:
    """The gist of the story whose articles are the members of ``sources``, indexes into ``documents`` and ``features``.

    ``told`` are the sentences on this story in earlier briefings.
    """
    first = {features[a].digest: a for source in reversed(sources) for a in reversed(source)}
    articles = [first[digest] for digest in sorted(first)]  # of articles of one text the first speaks for all
    centre = _find_centre(features, sources)
    lead = max(articles, key=lambda a: (*_completeness(documents[a]), dot(features[a].terms, centre)))
    return Gist(
        lead=lead,
        title=_find_title(documents, lead, articles, centre),
        key_points=_take(_find_candidates(documents, articles, centre, told)),
    )


def _completeness(document: Document) -> tuple[bool, bool]:
    return bool(document.body), document.title is not None


def _find_centre(features: Sequence[Features], sources: Sequence[Sequence[int]]) -> Vector:
    """The sum of the sources' vectors, each the mean of its articles'."""
    centre: Counter[str] = Counter()
    for source in sorted(sources, key=lambda members: min(features[a].digest for a in members)):
        for article in sorted(source, key=lambda a: features[a].digest):
            for term, weight in features[article].terms.items():
                centre[term] += weight / len(source)  # type: ignore[assignment]
    return dict(centre)


def _find_title(documents: Sequence[Document], lead: int, articles: Sequence[int], centre: Vector) -> Citation | None:
    """The title of the lead; where it has none, the title nearest to the centre."""
    titles = [
        Citation(article=a, sentence=next(i for i, s in enumerate(documents[a].sentences) if s.role == "title"))
        for a in articles
        if documents[a].title is not None
    ]
    nearness = {t: dot(text_vector(documents[t.article].sentences[t.sentence].plain), centre) for t in titles}
    return max(titles, key=lambda t: (t.article == lead, nearness[t]), default=None)


def _find_candidates(
    documents: Sequence[Document], articles: Sequence[int], centre: Vector, told: Sequence[str]
) -> list[_Candidate]:
    """The sentences of the articles that can stand alone."""
    places, texts = [], []
    for article in articles:
        document = documents[article]
        for place, sentence in enumerate(extract(document, sentences=_CANDIDATES)):
            text = document.sentences[sentence].plain
            if sentence in document.body[:1] or not leans(text):
                places.append((place, Citation(article=article, sentence=sentence)))
                texts.append(text)
    alike = group_same([*texts, *told]) if told else ()
    old = {i for group in alike if group[-1] >= len(texts) for i in group}
    vectors = {text: text_vector(text) for text in dict.fromkeys(texts)}
    return [
        _Candidate(
            place=citation,
            terms=vectors[text],
            words=tuple(fold(text).split()),
            numbers=find_values(text),
            worth=_weigh(vectors[text], centre, place),
            told=index in old,
        )
        for index, ((place, citation), text) in enumerate(zip(places, texts, strict=True))
    ]


def _weigh(terms: Vector, centre: Vector, place: int) -> float:
    """The worth of a sentence as a key point: its nearness to the centre, raised by figures, lowered by its place."""
    figures = any(term.startswith("#") for term in terms)
    return dot(terms, centre) * (1 + _FIGURE_BONUS * figures) * (1 - _PLACE_LOSS * place)


def _take(candidates: Sequence[_Candidate]) -> tuple[tuple[Citation, ...], ...]:
    """The best candidates, new before told, with those that say the same behind each.

    One that gives a number again is no point of its own, whatever else it says: five points are five things. Nor is one
    that stands already with two other numbers: the figures of the story show all of them side by side.
    """
    points: list[list[_Candidate]] = []
    for candidate in sorted(candidates, key=lambda c: (c.told, -c.worth)):
        likeness = [dot(candidate.terms, point[0].terms) for point in points]
        nearest = max(range(len(points)), key=likeness.__getitem__, default=None)
        if nearest is not None and likeness[nearest] >= _REPEAT and _agree(candidate, points[nearest][0]):
            points[nearest].append(candidate)
            continue
        if sum(near_identical(candidate.words, point[0].words) for point in points) >= _VERSIONS:
            continue
        told = [p for p, point in enumerate(points) if likeness[p] >= _SAME_NUMBER and _share(candidate, point[0])]
        if told and candidate.numbers <= points[told[0]][0].numbers:
            points[told[0]].append(candidate)
        elif not told and len(points) < KEY_POINTS:
            points.append([candidate])
    return tuple(tuple(candidate.place for candidate in point) for point in points)


def _agree(one: _Candidate, other: _Candidate) -> bool:
    """Whether one of two sentences gives all numbers of the other: a toll that has risen is told beside the old one."""
    return one.numbers <= other.numbers or other.numbers <= one.numbers


def _share(one: _Candidate, other: _Candidate) -> bool:
    """Whether the sentences have a number in common that is no year."""
    return any(number not in _YEARS for number in one.numbers & other.numbers)
