"""What is new since an earlier briefing: stories, sentences, and figures that have changed.

A sentence is reported already if the earlier briefing had it, or a near-identical one with the same numbers, in the
same story. A figure has changed if the articles that are new all give one number for a quantity (thing counted, event,
place and time) and the earlier briefing gave one other. Where either gives several, nothing is claimed; "more than
93,000" after "93,000" is no other number. What is alike but for a place that is not known may have changed, and is told
as no more than that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from summarizer.earlier import Earlier, EarlierFigure
from summarizer.fact_types import Figure, FigureChange, Scope
from summarizer.features import digest
from summarizer.figure_rows import Amount, is_definite, same_value
from summarizer.syndication import group_same, told
from summarizer.types import Brief, Changes, Citation, Story, StoryChange

_Quantity = tuple[str, str, Scope]  # kind, unit, scope

_SOMEWHERE = "?"  # a place, whichever
_LEAST_MOVED = 100  # smaller numbers are the same for two places by chance; by sense, not measured


def compare(earlier: Earlier, brief: Brief) -> Changes:
    """What of ``brief`` is new; its stories must have been made with ``earlier.index`` (``stories.group``)."""
    printed = {digest(document) for document in earlier.index.documents}
    fresh = frozenset(i for i, article in enumerate(brief.articles) if digest(article.document) not in printed)
    texts: dict[str, list[str]] = defaultdict(list)
    for document, story_id in zip(earlier.index.documents, earlier.index.stories, strict=True):
        texts[story_id] += [document.sentences[i].plain for i in told(document)]
    stories = tuple(
        _compare_story(story, brief, fresh, texts[story.id], earlier.figures.get(story.id, ()))
        if story.id in texts
        else StoryChange(known=False)
        for story in brief.stories
    )
    return Changes(stories=stories)


def _compare_story(
    story: Story, brief: Brief, fresh: Set[int], before: Sequence[str], figures: Sequence[EarlierFigure]
) -> StoryChange:
    """What is new in a known story; ``fresh`` are the articles that the earlier briefing did not have."""
    places = [
        Citation(article=article, sentence=sentence)
        for article in story.articles
        for sentence in told(brief.articles[article].document)
    ]
    texts = [brief.articles[p.article].document.sentences[p.sentence].plain for p in places]
    new, reported = [], []
    for same in group_same([*texts, *before]):
        here = [places[i] for i in same if i < len(texts)]
        if same[-1] >= len(texts):
            reported += here
        else:
            new += here[:1]
    return StoryChange(
        known=True,
        new=tuple(sorted(new, key=_order)),
        reported=tuple(sorted(reported, key=_order)),
        figures=_compare_figures(story, fresh, figures),
    )


def _order(place: Citation) -> tuple[int, int]:
    return place.article, place.sentence


def _compare_figures(story: Story, fresh: Set[int], before: Sequence[EarlierFigure]) -> tuple[FigureChange, ...]:
    """The quantities that had another number, in the order of the story."""
    old: dict[_Quantity, list[EarlierFigure]] = defaultdict(list)
    for figure in before:
        old[figure.kind, figure.unit, figure.scope].append(figure)
    now: dict[_Quantity, list[tuple[int, Figure]]] = defaultdict(list)
    for number, quantity in enumerate(story.figures):
        key: _Quantity = (quantity.readings[0][1].kind, quantity.readings[0][1].unit, quantity.scope)
        now[key] += [(number, figure) for index, figure in quantity.readings if story.articles[index] in fresh]
    changes = (_compare_quantity(key, given, old) for key, given in now.items() if _is_one_number(_figures(given)))
    return tuple(change for change in changes if change)


def _compare_quantity(
    key: _Quantity, given: Sequence[tuple[int, Figure]], old: Mapping[_Quantity, Sequence[EarlierFigure]]
) -> FigureChange | None:
    """How the number of one quantity has changed, None if it has not or nothing can be said.

    Where the place is not known, or the time of a toll, the one earlier quantity that is else alike is taken, and the
    change is unsure. So is a number that comes back for another place, if it is too large for a chance.
    """
    number, figure = given[0]
    scope = key[2]
    alike = [key] if key in old and is_definite(*key[1:]) else [other for other in old if _may_be_one(key, other)]
    was = old[alike[0]] if len(alike) == 1 else ()
    if not _is_one_number(was):
        return None
    before = alike[0][2]
    moved = bool(before.place and scope.place and before.place != scope.place)
    if same_value(was[0], figure) != moved or (moved and max(was[0].value or 0, was[0].low or 0) < _LEAST_MOVED):
        return None
    unsure = {"place": not before.place or before.place != scope.place, "period": before.period != scope.period}
    return FigureChange(
        figure=number,
        value=was[0].value,
        low=was[0].low,
        high=was[0].high,
        english=was[0].english,
        place=before.place if moved else "",
        unsure=tuple(field for field, unlike in unsure.items() if unlike),
    )


def _may_be_one(one: _Quantity, other: _Quantity) -> bool:
    """Whether two quantities are alike in all but the place, and a time that tolls do not need."""
    known = is_definite(one[1], replace(one[2], place=one[2].place or _SOMEWHERE))
    return known and _blur(one) == _blur(other)


def _blur(quantity: _Quantity) -> _Quantity:
    kind, unit, scope = quantity
    toll = is_definite(unit, replace(scope, place=_SOMEWHERE, period=""))
    return kind, unit, replace(scope, place="", period="" if toll else scope.period)


def _figures(given: Iterable[tuple[int, Figure]]) -> list[Figure]:
    return [figure for _, figure in given]


def _is_one_number(given: Sequence[Amount]) -> bool:
    return bool(given) and all(same_value(given[0], other) for other in given)
