"""What the page shows of a story: headline, key points, facts, names and sources, each with its citations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from summarizer.fact_types import FigureChange, Name, StoryFigure
from summarizer.figure_rows import same_value
from summarizer.lexicon import Entry, Lexicon, load_shipped
from summarizer.normalize import normalize
from summarizer.shelf import keep
from summarizer.types import Brief, Citation, Story, StoryChange
from summarizer.writers.citations import Note, Notebook
from summarizer.writers.fact_view import (
    FigureGroup,
    FigureRow,
    Timeline,
    say_earlier,
    view_figure,
    view_figures,
    view_timeline,
)
from summarizer.writers.gloss import Gloss, gloss
from summarizer.writers.speaker_view import Speaker, view_speakers
from summarizer.writers.view import ArticleView

_LEAST_SENTENCES = 2  # in which a name must stand to be listed


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPoint:
    """A sentence that tells the story, and the others that say the same."""

    note: Note
    others: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameView:
    """A name in both languages, in how many sentences it stands, and the first whose English has it so."""

    arabic: str
    english: str
    sentences: int
    note: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """An article as a source: the words of its body, and the share of them, 0 to 1, that other articles have too.

    ``dateline`` is the date of its dateline where the file gives none, ``url`` an address that may be linked to.
    """

    number: int
    name: str
    title: str | None
    title_english: str | None
    byline: str | None
    published: str | None
    dateline: str | None
    url: str | None
    words: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """A sentence that several articles print: its wordings, which may differ a little, and the articles' numbers."""

    notes: tuple[Note, ...]
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFigure:
    """The number as it was, in English, and the figure as it is; ``unsure`` is what may not be alike in them."""

    was: str
    now: FigureRow
    unsure: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsView:
    """What is new in a story: whether it was ``known``, sentences, changed figures."""

    known: bool
    sentences: tuple[Note, ...]
    figures: tuple[ChangedFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """A story as it is shown. ``number`` is its place in the brief, from 1; ``sources`` are groups that count as one.

    ``news`` is what is new since an earlier briefing, None where there was none.
    """

    number: int
    story: Story
    title: Note | None
    points: tuple[KeyPoint, ...]
    figures: tuple[FigureGroup, ...]
    speakers: tuple[Speaker, ...]
    timeline: Timeline
    names: tuple[NameView, ...]
    sources: tuple[tuple[SourceView, ...], ...]
    wires: tuple[Wire, ...]
    news: NewsView | None
    notes: tuple[Note, ...]

    @property
    def published(self) -> tuple[str, ...]:
        """The first and the last day on which its articles were published, one if they are one, none if not known."""
        return tuple(dict.fromkeys((*self.story.published[:1], *self.story.published[-1:])))

    @property
    def datelines(self) -> tuple[str, ...]:
        """The first and the last date of the datelines of articles without another date, as ``published`` has them."""
        days = sorted({source.dateline for group in self.sources for source in group if source.dateline})
        return tuple(dict.fromkeys((*days[:1], *days[-1:])))

    @property
    def point_notes(self) -> tuple[Note, ...]:
        """The notes behind headline and key points."""
        cited = {note for point in self.points for note in (point.note, *point.others)} | {self.title}
        if self.news:
            cited |= {*self.news.sentences, *(note for figure in self.news.figures for note in figure.now.notes)}
        return tuple(note for note in self.notes if note in cited)


class Names:
    """The names of a whole briefing with the English they came out as, then those of the shipped lexicon."""

    def __init__(self, found: Iterable[Name]) -> None:
        own = (Entry(arabic=name.arabic, english=name.spellings[0][0]) for name in found)
        self._lexicon = Lexicon((*own, *load_shipped()))

    def find(self, arabic: str) -> Iterator[Entry]:
        """The names in a text, in order."""
        return (match.entry for match in self._lexicon.find(normalize(arabic).text))

    def gloss(self, arabic: str) -> Gloss:
        """What is known of an Arabic speaker in English."""
        return gloss(arabic, self._lexicon)


@lru_cache(1)
def names_of(names: tuple[Name, ...]) -> Names:
    """The ``Names`` of a briefing, made once for all that is written of it: they know the words that they have met."""
    return Names(names)


def new_readings(story: Story, was: FigureChange) -> StoryFigure:
    """The changed quantity with the readings alone that give its new number; articles that stayed give the old one."""
    figure = story.figures[was.figure]
    new = tuple(pair for pair in figure.readings if not same_value(pair[1], was))
    return replace(figure, readings=new or figure.readings)  # none is new where only the place is another


def view_stories(brief: Brief, views: Sequence[ArticleView], names: Names) -> Sequence[StoryView]:
    """The views of the brief's stories, in order, each made when it is first asked for, and then read from a shelf."""
    return keep(lambda index: _view_story(brief, index, views, names), len(brief.stories))


def _view_story(brief: Brief, index: int, views: Sequence[ArticleView], names: Names) -> StoryView:
    story, change = brief.stories[index], brief.changes.stories[index] if brief.changes else None
    notebook = Notebook(story, views)
    title = notebook.cite([story.title])[0] if story.title else None
    points = tuple(_view_point(point, notebook) for point in story.key_points)
    return StoryView(
        number=index + 1,
        story=story,
        title=title,
        points=points,
        figures=view_figures(story, views, notebook),
        speakers=view_speakers(story, views, notebook),
        timeline=view_timeline(story, views, notebook),
        names=tuple(_view_names(story, views, notebook, names)),
        sources=_view_sources(story, views),
        wires=tuple(_view_wire(wire, notebook) for wire in story.wires),
        news=_view_news(story, change, views, notebook) if change else None,
        notes=notebook.notes,
    )


def _view_point(point: Sequence[Citation], notebook: Notebook) -> KeyPoint:
    note, *others = notebook.cite(point)
    return KeyPoint(note=note, others=tuple(others))


def _view_wire(wire: Sequence[Citation], notebook: Notebook) -> Wire:
    return Wire(notes=notebook.cite(wire), articles=tuple(dict.fromkeys(place.article + 1 for place in wire)))


def _view_news(story: Story, change: StoryChange, views: Sequence[ArticleView], notebook: Notebook) -> NewsView:
    return NewsView(
        known=change.known,
        sentences=notebook.cite(change.new),
        figures=tuple(
            ChangedFigure(
                was=say_earlier(was),
                now=view_figure(new_readings(story, was), story, views, notebook),
                unsure=was.unsure,
            )
            for was in change.figures
        ),
    )


def _view_names(story: Story, views: Sequence[ArticleView], notebook: Notebook, names: Names) -> Iterator[NameView]:
    """The names that came out in English as expected, the most frequent first."""
    times: dict[Entry, int] = {}
    shown: dict[Entry, Citation] = {}
    for article in story.articles:
        for sentence, line in enumerate(views[article].lines):
            for entry in () if line.set_aside else dict.fromkeys(names.find(line.arabic)):
                times[entry] = times.get(entry, 0) + 1
                if line.english and entry.english in line.english:
                    shown.setdefault(entry, Citation(article=article, sentence=sentence))
    for entry in sorted(shown, key=lambda entry: (-times[entry], entry.english, entry.arabic)):
        if times[entry] >= _LEAST_SENTENCES:
            (note,) = notebook.cite([shown[entry]])
            yield NameView(arabic=entry.arabic, english=entry.english, sentences=times[entry], note=note)


def _view_sources(story: Story, views: Sequence[ArticleView]) -> tuple[tuple[SourceView, ...], ...]:
    shares = dict(zip(story.articles, story.shares, strict=True))

    def view(article: int) -> SourceView:
        shown, document = views[article], views[article].brief.document
        return SourceView(
            number=shown.number,
            name=document.article.source.name,
            title=shown.title,
            title_english=shown.title_english,
            byline=document.article.byline,
            published=document.article.published,
            dateline=shown.dateline,
            url=shown.url,
            words=sum(len(document.sentences[index].plain.split()) for index in document.body),
            share=shares[article],
        )

    return tuple(tuple(map(view, group)) for group in story.sources)
