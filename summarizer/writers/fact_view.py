"""What the page shows of a story's facts: its figures side by side, and when things happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from summarizer.agreement import say_number
from summarizer.fact_types import DatedEvent, Figure, FigureChange, StoryFigure, Verdict
from summarizer.figure_english import say_value
from summarizer.normalize import fold
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.types import Citation, Story
from summarizer.writers.citations import Note, Notebook
from summarizer.writers.speaker_view import Origin, view_origin
from summarizer.writers.timeline import Dot, first_day, place_dots
from summarizer.writers.view import ArticleView
from summarizer.writers.words import load_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A figure as one or more articles give it, in the same words. ``english`` is "" where no rule says it."""

    english: str
    arabic: str
    articles: tuple[int, ...]
    notes: tuple[Note, ...]

    @property
    def is_bare(self) -> bool:
        """Whether the Arabic ends with its number, so that it does not say what is counted."""
        return any(number.end == len(self.arabic) for number in find_numbers_arabic(self.arabic))


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Since, in, until or on (``word``) an ISO date or part of one, or the folded Arabic where there is no more.

    ``reckoned``: its year comes from the date of an article.
    """

    word: str
    when: str
    reckoned: bool

    @property
    def weekday(self) -> str:
        """The English weekday that it is, "" if it is none."""
        return _say_weekday(self.when)

    @property
    def dated(self) -> bool:
        """Whether it is a date or a part of one."""
        return _is_date(self.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One quantity. ``number`` is bare, for where no rule says it in English; ``event`` is what happened and where.

    ``status`` is "denied" or "possible" where it is told as no plain fact, else "".
    """

    number: str
    values: tuple[Value, ...]
    verdict: Verdict
    sources: int
    origins: tuple[Origin, ...]
    status: str
    event: tuple[str, ...]
    period: Period | None

    @property
    def notes(self) -> tuple[Note, ...]:
        """All sentences that give the quantity."""
        return tuple(dict.fromkeys(note for value in self.values for note in value.notes))


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureGroup:
    """Quantities that stand side by side; ``apart`` names what they are not alike in."""

    rows: tuple[FigureRow, ...]
    apart: tuple[str, ...]

    @property
    def compared(self) -> bool:
        """Whether there is anything to compare: more than one quantity, or more than one source for it."""
        return len(self.rows) > 1 or any(row.sources > 1 for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A date and the sentences that give it. ``english`` is its day or month where only the Arabic word is known."""

    date: str | None
    arabic: str
    english: str
    resolved: bool
    notes: tuple[Note, ...]

    @property
    def yearless(self) -> bool:
        """Whether it has a day or month but no year."""
        return self.date is not None and self.date.startswith("--")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The dates of a story: with their year, without one (both in order), and those no day can be given to."""

    dated: tuple[Event, ...]
    yearless: tuple[Event, ...]
    undated: tuple[Event, ...]


def view_figures(story: Story, views: Sequence[ArticleView], notebook: Notebook) -> tuple[FigureGroup, ...]:
    """The story's figures by group, those that most sources give first.

    What a sentence gives twice, and nothing tells apart ("three children" of two boats), is one row.
    """
    rows = [(figure, view_figure(figure, story, views, notebook)) for figure in story.figures]
    groups = [
        FigureGroup(rows=tuple(dict.fromkeys(row for _, row in group)), apart=figures[0].apart)
        for _, found in groupby(rows, key=lambda pair: pair[0].group)
        for group in [list(found)]
        for figures in [[figure for figure, _ in group]]
    ]
    return tuple(sorted(groups, key=lambda group: -max(row.sources for row in group.rows)))


def view_figure(figure: StoryFigure, story: Story, views: Sequence[ArticleView], notebook: Notebook) -> FigureRow:
    """One quantity, its values in the words of each source."""
    said: dict[str, list[Citation]] = defaultdict(list)
    arabic: dict[str, str] = {}
    for index, reading in figure.readings:
        words = reading.english or reading.arabic
        arabic.setdefault(words, reading.arabic)
        said[words].append(Citation(article=story.articles[index], sentence=reading.where))
    return FigureRow(
        number=say_bounds(figure.readings[0][1]),
        values=tuple(
            Value(
                english="" if words == arabic[words] else words,
                arabic=arabic[words],
                articles=tuple(dict.fromkeys(c.article + 1 for c in citations)),
                notes=notebook.cite(citations),
            )
            for words, citations in said.items()
        ),
        verdict=figure.verdict,
        sources=figure.sources,
        origins=tuple(view_origin(origin, figure, story, views, notebook) for origin in figure.origins),
        status=figure.scope.status,
        event=tuple(filter(None, (figure.scope.action, figure.scope.place))),
        period=_read_period(figure, story, views),
    )


def say_earlier(was: FigureChange) -> str:
    """A quantity as an earlier briefing had it: "93,000 Russian citizens (Kazakhstan)"."""
    return (was.english or say_bounds(was)) + (f" ({was.place})" if was.place else "")


def say_bounds(figure: Figure | FigureChange) -> str:
    """A number or its bounds: "98,000", "5,000 to 6,000"."""
    bounds = (figure.low, figure.high) if figure.value is None else (figure.value,)
    return " to ".join(say_value(bound) for bound in bounds if bound is not None)


def say_when(word: str, when: str) -> str:
    """The time of a quantity in English: "since 21 September", "on Sunday"; other Arabic in quotation marks."""
    return f"{word} {load_words('en').date(when) if _is_date(when) else _say_weekday(when) or f'“{when}”'}"


def _is_date(when: str) -> bool:
    return when.isdecimal() or first_day(when) is not None


def _say_weekday(when: str) -> str:
    return "" if " " in when else _say_words(when)  # "last Sunday" is another than "Sunday"


def _read_period(figure: StoryFigure, story: Story, views: Sequence[ArticleView]) -> Period | None:
    """The time of a quantity; None where the text gives none."""
    word, _, when = figure.scope.period.partition(" ")
    if not when:
        return None
    articles = {story.articles[index] for index, _ in figure.readings}
    dates = [event for article in articles for event in views[article].brief.facts.dates if event.date == when]
    return Period(word=word, when=when, reckoned=bool(dates) and all(event.certainty == "resolved" for event in dates))


def view_timeline(story: Story, views: Sequence[ArticleView], notebook: Notebook) -> Timeline:
    """The dates of the story, each once with all its sentences."""
    found: dict[tuple[str | None, str], list[tuple[Citation, DatedEvent]]] = defaultdict(list)
    for article in story.articles:
        for event in views[article].brief.facts.dates:
            key = (event.date, "" if event.date else fold(event.arabic))
            found[key].append((Citation(article=article, sentence=event.where), event))
    events = [_view_event(mentions, notebook) for mentions in found.values()]
    days = {event: day for event in events if event.date and (day := first_day(event.date))}
    in_order = sorted(days, key=lambda event: (days[event], event.date))
    return Timeline(
        dated=tuple(event for event in in_order if not event.yearless),
        yearless=tuple(event for event in in_order if event.yearless),
        undated=tuple(event for event in events if event not in days),
    )


def place_events(events: Iterable[Event]) -> tuple[Dot, ...]:
    """Where events with a day, in order, stand on the picture."""
    return place_dots([day for event in events if (day := first_day(event.date or ""))])


def _view_event(mentions: Sequence[tuple[Citation, DatedEvent]], notebook: Notebook) -> Event:
    event = mentions[0][1]
    return Event(
        date=event.date,
        arabic=event.arabic,
        english=_say_words(event.arabic),
        resolved=all(said.certainty == "resolved" for _, said in mentions),
        notes=notebook.cite(citation for citation, _ in mentions),
    )


def _say_words(arabic: str) -> str:
    """The weekdays and months among the words of a date, in English: "Tuesday"."""
    said: Iterable[str] = (say_number(n) for n in find_numbers_arabic(arabic) if n.kind in ("weekday", "month"))
    return " ".join(dict.fromkeys(said))
