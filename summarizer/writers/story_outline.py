"""A story as blocks: headline, what is new, key points, figures, speakers, dates, names, sources, cited sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.fact_types import FigureChange
from summarizer.types import Citation, StoryChange
from summarizer.writers.brief_view import BriefView
from summarizer.writers.citations import Note
from summarizer.writers.fact_view import Event, FigureGroup, FigureRow, Period, say_earlier, say_when
from summarizer.writers.headlines import as_headline
from summarizer.writers.outline import Block, Cite, Heading, Items, Line, Link, Notes, Part, Style, Table, Text, Words
from summarizer.writers.speaker_view import Person, Speaker
from summarizer.writers.story_view import Names, SourceView, StoryView, new_readings
from summarizer.writers.view import ArticleView, say_count, say_day
from summarizer.writers.view import Line as Sentence
from summarizer.writers.words import load_words

# Citations behind a line, articles named in a cell, new sentences listed of a story; what is left out is counted.
MOST_CITED = 8
MOST_NEW = 10

_LEGEND = (
    "Agree: several sources give one number. Agree within their bounds: one number fits all that they say. "
    "Differ: none does. One source: there is nothing to compare it with. "
    "The figures are read from the Arabic: where the English sentence says otherwise, go by the table."
)
_RECKONED = "reckoned from the date of the article"
_FIELDS = {
    "unit": "what is counted",
    "people": "which people",
    "nation": "whose people",
    "action": "what happened",
    "place": "the place",
    "rate": "a total or a rate",
    "period": "the time",
    "status": "told as a fact, denied or possible",
}


def outline_stories(view: BriefView, *, notes: bool = True) -> Iterator[Block]:
    """The blocks of all stories, made one at a time, with what is new in each and, with ``notes``, what is cited."""
    changes = view.brief.changes
    for story in view.stories:
        outline = _Outline(story, view.articles, view.names)
        yield from outline.blocks(changes.stories[story.number - 1] if changes else None)
        yield from outline.notes() if notes else ()


class _Outline:
    """The blocks of one story."""

    def __init__(self, story: StoryView, views: Sequence[ArticleView], names: Names) -> None:
        self._story, self._views, self._names = story, views, names

    def blocks(self, change: StoryChange | None) -> Iterator[Block]:
        yield from self._head()
        yield from self._since(change) if change else ()
        yield Heading(3, (Words("Key points"),))
        if self._story.points:
            points = ((*_say(p.note.line), *self._cites((p.note, *p.others))) for p in self._story.points)
            yield Items(tuple(points), numbered=True)
        else:
            yield Text((Words("No sentence could be chosen to tell this story."),))
        yield from self._figures()
        yield from self._speakers()
        yield from self._timeline()
        yield from self._name_table()
        yield from self._sources()

    def notes(self) -> Iterator[Block]:
        yield Heading(3, (Words("Sentences cited"),))
        yield Notes(self._story.number, self._story.notes)

    def _head(self) -> Iterator[Block]:
        story, title = self._story, self._story.title
        said = _say_headline(title.line) if title else (Words("No title was found"),)
        yield Heading(2, (Words(f"Story {story.number}: "), *said, *(self._cites((title,)) if title else ())))
        counts = (say_count(len(story.story.articles), "article"), say_count(len(story.sources), "source"))
        days = " to ".join(load_words("en").date(day) for day in story.published or story.datelines)
        dates = (days if story.published else f"dateline: {days}") if days else "date not known"
        yield Text((Words(" · ".join((*counts, dates))),))

    def _since(self, change: StoryChange) -> Iterator[Block]:
        """What the earlier briefing did not have."""
        yield Heading(3, (Words("Since the earlier briefing"),))
        if not change.known:
            yield Text((Words("New story: the earlier briefing did not have it.", style="strong"),))
            return
        if change.figures:
            yield Text((Words("Changed figures:", style="strong"),))
            yield Items(tuple(self._changed(figure) for figure in change.figures))
        new = say_count(len(change.new), "sentence")
        yield Text((Words(f"New: {new}.", style="strong"), Words(f" Already reported: {len(change.reported):,}.")))
        lines = [self._placed(citation) for citation in change.new[:MOST_NEW]]
        if len(change.new) > MOST_NEW:
            lines.append((Words(f"and {say_count(len(change.new) - MOST_NEW, 'more sentence')}", style="soft"),))
        if lines:
            yield Items(tuple(lines))

    def _changed(self, change: FigureChange) -> Line:
        """What the figure was and what it is now, with the places that say so."""
        parts: list[Part] = [Words(f"was {say_earlier(change)}, now")]
        for index, reading in new_readings(self._story.story, change).readings[:MOST_CITED]:
            now = Words(reading.english) if reading.english else Words(reading.arabic, "ar")
            parts += [Words(" "), now, *_place(self._story.story.articles[index] + 1, reading.where + 1)]
        if change.unsure:
            unlike = ", ".join(_FIELDS[field] for field in change.unsure)
            parts.append(Words(f". Perhaps not the same: {unlike} may differ", style="soft"))
        return tuple(parts)

    def _placed(self, citation: Citation) -> Line:
        line = self._views[citation.article].lines[citation.sentence]
        return (*_say(line), *_place(citation.article + 1, line.number))

    def _figures(self) -> Iterator[Block]:
        yield Heading(3, (Words("Figures"),))
        groups = self._story.figures
        if not groups:
            yield Text((Words("No figures were found."),))
            return
        yield Text((Words(_LEGEND, style="soft"),))
        head = ("Figure", "As each source gives it", "Do they agree?", "Who gives it")
        for group in groups:
            if len(group.rows) > 1:
                yield Text((Words(_say_apart(group)),))
                yield Table(head, tuple(map(self._figure, group.rows)))
        alone = tuple(self._figure(row) for group in groups if len(group.rows) == 1 for row in group.rows)
        if alone:
            yield Text((Words("Each by itself:"),))
            yield Table(head, alone)

    def _figure(self, row: FigureRow) -> tuple[Line, ...]:
        """The cells of a figure; where no rule says in English what is counted, its whole sentence does."""
        first = row.values[0]
        figure: Line = (Words(first.english),)
        if not first.english:
            figure = (Words(f"{row.number} "), Words(first.arabic, "ar"), Words(": "), *_say(first.notes[0].line))
        scope = " · ".join(filter(None, (row.status, *row.event, _say_period(row.period))))
        values: list[Part] = []
        for value in row.values:
            values += [Words("; ")] if values else []
            if len(row.values) > 1:
                values += [Words(value.english) if value.english else Words(value.arabic, "ar"), Words(" ")]
            values += [Words(_say_articles(value.articles), style="soft"), *self._cites(value.notes)]
        origins: list[Part] = []
        for origin in row.origins:
            origins += [Words("; ")] if origins else []
            origins += [*self._person(origin.person), *self._cites(origin.notes)]
        return (
            (*figure, *((Words(f" ({scope})", style="soft"),) if scope else ())),
            tuple(values),
            (Words(_say_verdict(row)),),
            tuple(origins) or (Words("not said", style="soft"),),
        )

    def _speakers(self) -> Iterator[Block]:
        yield Heading(3, (Words("Who said what"),))
        if not self._story.speakers:
            yield Text((Words("Nobody is quoted."),))
        for speaker in self._story.speakers:
            yield Text(self._speaker(speaker))
            yield Items(
                tuple(
                    (
                        *_say(said.note.line),
                        *self._cites((said.note,)),
                        *((Words(" as told by ", style="soft"), *self._person(said.via)) if said.via else ()),
                    )
                    for said in speaker.statements
                )
            )

    def _speaker(self, speaker: Speaker) -> Line:
        if speaker.person is None:
            return (Words("Speaker not clear", style="strong"),)
        return self._person(speaker.person, "strong")

    def _timeline(self) -> Iterator[Block]:
        times = self._story.timeline
        yield Heading(3, (Words("Timeline"),))
        if not (times.dated or times.yearless or times.undated):
            yield Text((Words("No dates were found."),))
        parts = (
            ("", times.dated),
            ("The year is not written:", times.yearless),
            ("Cannot be placed, and none is guessed:", times.undated),
        )
        for words, events in parts:
            if events and words:
                yield Text((Words(words, style="strong"),))
            if events:
                yield Items(tuple(self._event(event) for event in events))

    def _event(self, event: Event) -> Line:
        when = load_words("en").date(event.date) if event.date else event.english
        how = (Words(f" ({_RECKONED})", style="soft"),) if event.resolved else ()
        words = (Words(f"{when} " if when else "", style="strong"), Words(event.arabic, "ar"), *how, Words(": "))
        return (*words, *_say(event.notes[0].line), *self._cites(event.notes))

    def _name_table(self) -> Iterator[Block]:
        if self._story.names:
            yield Heading(3, (Words("Names and terms"),))
            rows = (
                ((Words(n.english),), (Words(n.arabic, "ar"),), (Words(f"{n.sentences:,}"), *self._cites((n.note,))))
                for n in self._story.names
            )
            yield Table(("English", "Arabic", "Sentences"), tuple(rows))

    def _sources(self) -> Iterator[Block]:
        yield Heading(3, (Words("Sources"),))
        yield Items(tuple(self._source(source, group) for group in self._story.sources for source in group))
        if self._story.wires:
            yield Text((Words("Sentences that several articles print:", style="strong"),))
            yield Items(
                tuple(
                    (
                        *_say(wire.notes[0].line),
                        *self._cites(wire.notes),
                        Words(f" {_say_articles(wire.articles)}", style="soft"),
                    )
                    for wire in self._story.wires
                )
            )

    def _source(self, source: SourceView, group: Sequence[SourceView]) -> Line:
        day = say_day(source.published, source.dateline) or "date not known"
        said = [source.url or "", source.byline or "", day]
        said += [
            say_count(source.words, "word"),
            f"{load_words('en').percent(source.share)} shared with other articles",
        ]
        copies = [other.number for other in group if other is not source]
        said += [f"one source with {_say_articles(copies)}"] if copies else []
        name = Link(f"Article {source.number}: {source.name}", source.number)
        return (name, Words(" · " + " · ".join(filter(None, said)), style="soft"))

    def _person(self, person: Person, style: Style = "plain") -> Line:
        """A name in Arabic, behind its English where that is known, else before the names within it."""
        known, arabic = self._names.gloss(person.arabic), Words(person.arabic, "ar", style)
        if said := person.english or known.whole:
            return (Words(f"{said} ", style=style), arabic)
        if person.rendered:
            return (Words(f"{person.rendered} ", style=style), Words("(the model's words) ", style="soft"), arabic)
        return (arabic, *((Words(f" (in it: {known.within})", style="soft"),) if known.within else ()))

    def _cites(self, notes: Sequence[Note]) -> Line:
        more = (Words(f" and {len(notes) - MOST_CITED:,} more", style="soft"),) if len(notes) > MOST_CITED else ()
        return (*(Cite(self._story.number, note) for note in notes[:MOST_CITED]), *more)


def _say(line: Sentence) -> Line:
    """The sentence in English, or in Arabic where there is none; said so where it is in doubt."""
    if line.english is None:
        return (Words("Not translated: ", style="soft"), Words(line.arabic, "ar"))
    doubted = any(finding.severity != "note" for finding in line.findings)
    return (Words(line.english), *((Words(" [in doubt]", style="strong"),) if doubted else ()))


def _say_period(period: Period | None) -> str:
    """When, in words; the text's own in quotation marks where only these tell it."""
    reckoned = f" ({_RECKONED})" if period and period.reckoned else ""
    return say_when(period.word, period.when) + reckoned if period else ""


def _say_headline(line: Sentence) -> Line:
    """The sentence as the headline of its story."""
    return _say(line if line.english is None else replace(line, english=as_headline(line.english)))


def _place(article: int, sentence: int) -> Line:
    """A link to a sentence, in brackets; both numbers from 1."""
    return (Words(" ("), Link(f"article {article}, sentence {sentence}", article, sentence), Words(")"))


def _say_articles(articles: Sequence[int]) -> str:
    named = ", ".join(map(str, articles[:MOST_CITED]))
    return f"article{'s' if len(articles) > 1 else ''} {named}{' …' if len(articles) > MOST_CITED else ''}"


def _say_apart(group: FigureGroup) -> str:
    """Why the quantities of a group stand apart."""
    if not group.apart:
        return "Several numbers for what may be one thing; too little is said to compare them."
    apart = ", ".join(_FIELDS[field] for field in group.apart)
    return f"Side by side, but not to be compared. They are not alike in: {apart}."


def _say_verdict(row: FigureRow) -> str:
    """Whether the sources agree."""
    sources = say_count(row.sources, "source")
    return {
        "agree": f"Agree: {sources}" + (", one origin" if len(row.origins) == 1 else ""),
        "within": f"Agree within their bounds: {sources}",
        "differ": f"Differ: {sources}",
        "single": "One source",
    }[row.verdict]
