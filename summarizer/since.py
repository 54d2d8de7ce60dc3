"""What is new since an earlier briefing: stories, sentences, and figures that have changed.

A sentence is reported already if the earlier briefing had it, or a near-identical one with the same numbers, in the
same story. A figure has changed if the same quantity (thing counted, event, place and time) had another number; where
either day gives several numbers for it, nothing is claimed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from summarizer.earlier import Earlier, EarlierFigure
from summarizer.fact_types import Scope, StoryFigure
from summarizer.syndication import group_same, told
from summarizer.types import Brief, Changes, Citation, FigureChange, Story, StoryChange

_Quantity = tuple[str, str, Scope]  # kind, unit, scope
_Number = tuple[int | float | None, int | float | None, int | float | None]  # value, low, high


def compare(earlier: Earlier, brief: Brief) -> Changes:
    """What of ``brief`` is new; its stories must have been made with ``earlier.index`` (``stories.group``)."""
    texts: dict[str, list[str]] = defaultdict(list)
    for document, story_id in zip(earlier.index.documents, earlier.index.stories, strict=True):
        texts[story_id] += [document.sentences[i].plain for i in told(document)]
    stories = tuple(
        _compare_story(story, brief, texts[story.id], earlier.figures.get(story.id, ()))
        if story.id in texts
        else StoryChange(known=False)
        for story in brief.stories
    )
    now = {story.id for story in brief.stories}
    return Changes(stories=stories, gone=tuple(story_id for story_id in texts if story_id not in now))


def _compare_story(story: Story, brief: Brief, before: Sequence[str], figures: Sequence[EarlierFigure]) -> StoryChange:
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
        figures=_compare_figures(story.figures, figures),
    )


def _order(place: Citation) -> tuple[int, int]:
    return place.article, place.sentence


def _compare_figures(now: Sequence[StoryFigure], before: Sequence[EarlierFigure]) -> tuple[FigureChange, ...]:
    """The quantities that had another number, in the order of ``now``."""
    old: dict[_Quantity, dict[_Number, EarlierFigure]] = defaultdict(dict)
    for figure in before:
        old[figure.kind, figure.unit, figure.scope].setdefault((figure.value, figure.low, figure.high), figure)
    current: dict[_Quantity, list[int]] = defaultdict(list)
    for number, quantity in enumerate(now):
        first = quantity.readings[0][1]
        current[first.kind, first.unit, quantity.scope].append(number)
    changes = []
    for key, numbers in current.items():
        if _is_definite(key) and len(numbers) == 1 and len(old.get(key, ())) == 1:
            (was,) = old[key].values()
            given = {(f.value, f.low, f.high) for _, f in now[numbers[0]].readings}
            if given.isdisjoint(old[key]):
                changes.append(
                    FigureChange(figure=numbers[0], value=was.value, low=was.low, high=was.high, english=was.english)
                )
    return tuple(changes)


def _is_definite(quantity: _Quantity) -> bool:
    """Whether enough is known of a quantity to find it again: the thing, what happens to it and where."""
    _, unit, scope = quantity
    return bool(unit and scope.action and scope.place)
