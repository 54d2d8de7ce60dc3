"""What is new since an earlier briefing: stories, sentences, and figures that have changed.

A sentence is reported already if the earlier briefing had it, or a near-identical one with the same numbers, in the
same story. A figure has changed if the articles that are new all give one number for a quantity (thing counted, event,
place and time) and the earlier briefing gave one other. Where either gives several, nothing is claimed; "more than
93,000" after "93,000" is no other number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set

from summarizer.earlier import Earlier, EarlierFigure
from summarizer.fact_types import Figure, Scope
from summarizer.features import digest
from summarizer.story_figures import Amount, is_definite, same_value
from summarizer.syndication import group_same, told
from summarizer.types import Brief, Changes, Citation, FigureChange, Story, StoryChange

_Quantity = tuple[str, str, Scope]  # kind, unit, scope


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
    changes = []
    for key, given in now.items():
        was, figures = old[key], [figure for _, figure in given]
        if not (is_definite(*key[1:]) and _is_one_number(was) and _is_one_number(figures)):
            continue
        if not same_value(was[0], figures[0]):
            value, low, high, english = was[0].value, was[0].low, was[0].high, was[0].english
            changes.append(FigureChange(figure=given[0][0], value=value, low=low, high=high, english=english))
    return tuple(changes)


def _is_one_number(given: Sequence[Amount]) -> bool:
    return bool(given) and all(same_value(given[0], other) for other in given)
