"""What the page shows of those who speak in a story: who says what, and who gives a figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.fact_types import Attribution, StoryFigure
from summarizer.normalize import fold
from summarizer.speakers import find_persons
from summarizer.types import Citation, Story
from summarizer.writers.citations import Note, Notebook
from summarizer.writers.gloss import gloss_verb
from summarizer.writers.view import ArticleView


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone by the ``arabic`` words for them, and what the translation calls them in ``english``.

    "" where that is not sure; ``rendered`` are then the model's own words, "" where it is not sure of them either.
    """

    arabic: str
    english: str = ""
    rendered: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who gives a figure, and the sentences that name them."""

    person: Person
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something said: the sentence with it, the Arabic verb, and the one who passes it on, if any."""

    note: Note
    via: Person | None
    verb: str

    @property
    def verb_english(self) -> str:
        """The verb in English, "" if it is in no table."""
        return gloss_verb(self.verb)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks (None where it cannot be told) and what they say; ``articles`` are the numbers of those."""

    person: Person | None
    statements: tuple[Statement, ...]
    articles: tuple[int, ...]


def view_speakers(story: Story, views: Sequence[ArticleView], notebook: Notebook) -> tuple[Speaker, ...]:
    """Who says what, those heard in most articles first, the unknown last. Equal sentences are shown once."""
    said_by = [(article, said) for article in story.articles for said in views[article].brief.facts.attributions]
    persons = find_persons([said.person for _, said in said_by if said.person])
    by_name: dict[str, list[tuple[int, Attribution]]] = defaultdict(list)
    for article, said in said_by:
        by_name[fold(persons[said.person] if said.person else "")].append((article, said))
    speakers = [_view_speaker(found, notebook, persons) for found in by_name.values()]
    return tuple(sorted(speakers, key=lambda s: (s.person is None, -len(s.articles), -len(s.statements))))


def view_origin(
    origin: str, figure: StoryFigure, story: Story, views: Sequence[ArticleView], notebook: Notebook
) -> Origin:
    """The one who gives the figure, with the sentences that name them."""
    found = _find_given(origin, figure, story, views)
    named = (Citation(article=article, sentence=s.speaker_where) for article, s in found if s.speaker_where is not None)
    return Origin(person=_view_person(origin, [said for _, said in found]), notes=notebook.cite(named))


def name_origin(origin: str, figure: StoryFigure, story: Story, views: Sequence[ArticleView]) -> Person:
    """The one who gives the figure."""
    return _view_person(origin, [said for _, said in _find_given(origin, figure, story, views)])


def _find_given(
    origin: str, figure: StoryFigure, story: Story, views: Sequence[ArticleView]
) -> list[tuple[int, Attribution]]:
    """What ``origin`` says of the figure, each with the index of its article."""
    found = []
    for index, reading in figure.readings:
        article = story.articles[index]
        if reading.attribution is not None:
            said = views[article].brief.facts.attributions[reading.attribution]
            if said.person == origin:
                found.append((article, said))
    return found


def _view_speaker(found: Sequence[tuple[int, Attribution]], notebook: Notebook, persons: Mapping[str, str]) -> Speaker:
    statements: dict[Note, Statement] = {}
    for article, said in found:
        (note,) = notebook.cite([Citation(article=article, sentence=said.where)])
        via = Person(arabic=said.via) if said.via else None
        statements.setdefault(note, Statement(note=note, via=via, verb=said.verb))
    person = found[0][1].person
    return Speaker(
        person=_view_person(persons[person], [said for _, said in found]) if person else None,
        statements=tuple(statements.values()),
        articles=tuple(dict.fromkeys(article + 1 for article, _ in found)),
    )


def _view_person(arabic: str, found: Sequence[Attribution]) -> Person:
    """The longest English name that the articles have for them; else the model's words for what is shown in Arabic."""
    english = max((said.english for said in found), key=len, default="")
    rendered = next((said.rendered for said in found if said.person == arabic), "")
    return Person(arabic=arabic, english=english, rendered="" if english else rendered)
