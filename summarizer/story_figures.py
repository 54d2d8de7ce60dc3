"""The same quantity as several articles give it: side by side, agreeing or differing, never merged by mistake.

Two figures are one quantity where the number is the same and nothing that is said of them speaks against it. Where the
numbers differ, all that is said must be the same: thing counted, people, event, place, rate, period. Everything else
stays apart: 93,000 identity numbers since April are not 98,000 entries since September.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace

from summarizer.arabic_words import bare_forms, read_sentence, word_set
from summarizer.fact_types import Facts, Figure, Scope, StoryFigure, Verdict
from summarizer.figure_rows import Group, Mention, Row, overlap
from summarizer.figure_words import FAMILIES
from summarizer.places import find_nation
from summarizer.speakers import find_persons

_MOVES = frozenset({"enter", "leave", "cross", "displace", "return"})
_SCOPE_FIELDS = tuple(each.name for each in fields(Scope))
_NO_NAMES = word_set("حكومه سلطات السلطات دوله جمهوريه مسؤول مسؤولون مسؤولين متحدث باسم في من لدي و")
_OFFICES = {"وزير": "وزاره", "وزيره": "وزاره", "رئيسه": "رئيس"}


def compare_figures(
    articles: Sequence[Facts],
    *,
    copies: Mapping[int, int] | None = None,
    words: Callable[[int, int], str] = lambda article, sentence: "",
) -> tuple[StoryFigure, ...]:
    """The quantities of a story, those of one group together, groups in the order in which the articles give them.

    ``copies`` maps an article's index to that of the article whose wire text it prints: both count as one source.
    ``words`` gives those of a sentence: what two articles give in the same sentence is one quantity, however little is
    said of it, and of one source.
    """
    copies = copies or {}
    groups: dict[tuple[str, ...], Group] = {}
    for article, facts in enumerate(articles):
        for figure in facts.figures:
            group = groups.setdefault(_group_key(figure), Group())
            group.add(Mention(article, figure, copies.get(article, article), words(article, figure.where)))
    return tuple(
        _make_row(articles, row, number, apart)
        for number, group in enumerate(groups.values())
        for apart in [_find_apart(group.rows)]
        for row in group.rows
    )


def _group_key(figure: Figure) -> tuple[str, ...]:
    """What figures must share to stand side by side: the kind of thing, and the kind of event; else the words."""
    action = "move" if figure.scope.action in _MOVES else figure.scope.action
    return figure.kind, FAMILIES.get(figure.unit, figure.unit) or figure.counted or figure.arabic, action


def _judge(figures: Sequence[Figure], sources: int) -> Verdict:
    """Whether several sources give one number, numbers that may be one ("more than 98,000" and 98,000), or others."""
    if sources == 1:
        return "single"
    if len({(figure.value, figure.low, figure.high) for figure in figures}) == 1:
        return "agree"
    return "within" if overlap(figures) else "differ"


def _find_apart(group: Sequence[Row]) -> tuple[str, ...]:
    """The names of what the quantities of a group are not alike in."""
    if len(group) == 1:
        return ()
    scopes = [_merge_scopes(figure for _, figure in row.readings) for row in group]
    names = [name for name in _SCOPE_FIELDS if len({getattr(scope, name) for scope in scopes}) > 1]
    return tuple((["unit"] if len({row.readings[0][1].unit for row in group}) > 1 else []) + names)


def _merge_scopes(figures: Iterable[Figure]) -> Scope:
    """All that the readings of one quantity say, each field from the first that says it."""
    merged = Scope()
    for figure in figures:
        said = {name: getattr(merged, name) or getattr(figure.scope, name) for name in _SCOPE_FIELDS}
        merged = replace(merged, **said)
    return merged


def _make_row(articles: Sequence[Facts], row: Row, group: int, apart: tuple[str, ...]) -> StoryFigure:
    sources = len(row.counted)
    speakers = [
        articles[article].attributions[figure.attribution].person
        for article, figure in row.readings
        if figure.attribution is not None
    ]
    return StoryFigure(
        readings=tuple(row.readings),
        verdict=_judge([figure for _, figure in row.readings], sources),
        sources=sources,
        origins=_find_origins([speaker for speaker in speakers if speaker]),
        scope=_merge_scopes(figure for _, figure in row.readings),
        group=group,
        apart=apart,
    )


def _find_origins(speakers: Sequence[str]) -> tuple[str, ...]:
    """The speakers, without those that are a shorter name of another: "كازاخستان" beside "وزارة ... في كازاخستان"."""
    names = {speaker: _name_words(speaker) for speaker in find_persons(speakers).values()}
    kept: list[str] = []
    for speaker, words in names.items():
        longer = [other for other, others in names.items() if words < others]
        if not longer and all(names[other] != words for other in kept):
            kept.append(speaker)
    return tuple(kept)


def _name_words(speaker: str) -> frozenset[str]:
    """The words that tell one speaker from another: no particles or titles, nationalities as countries."""
    words = set()
    for word in read_sentence(speaker).words:
        nation = find_nation(word.form)
        bare = list(bare_forms(word.form))[-1] if word.form.startswith(("ال", "بال", "لل")) else word.form
        if nation:
            words.add(nation.arabic)
        elif not word.is_sign and word.form not in _NO_NAMES and bare not in _NO_NAMES:
            words.add(_OFFICES.get(bare, bare))
    return frozenset(words)
