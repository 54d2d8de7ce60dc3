"""The frozen values that say what an article tells: who speaks, how many, when.

    Attribution     who says what
    Scope, Figure   a number, what it counts and of whom, where and when
    DatedEvent      a date, and how surely it is known
    Dateline        where, when and by which agency an article says that it was written
    Facts           all of these of one article
    StoryFigure     one quantity, as the articles of a story give it
    FigureChange    what a quantity was in an earlier briefing
    Name            an Arabic name and the English it came out as

Offsets are code points into ``Sentence.plain`` of the sentence ``where``, half open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FigureKind = Literal["count", "measure", "money", "percent"]
Verdict = Literal["single", "agree", "within", "differ"]
Certainty = Literal["written", "resolved", "partial", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says what: ``plain[start:end]`` of sentence ``where`` is what is said, ``quoted`` if in quotation marks.

    ``speaker`` (Arabic, as written) is None where it cannot be told safely; it is named in sentence ``speaker_where``.
    ``person`` is the fullest name that the article has for the same speaker, often the same words, and ``english`` what
    the translation calls him, empty where that is not sure; then ``rendered`` are the model's own words for ``person``,
    empty where it is not sure of them either. ``via`` is who reports the speaker ("نقلت وكالة ... عن ..."), None for
    the article itself.
    """

    where: int
    start: int
    end: int
    verb: str
    speaker: str | None
    speaker_where: int | None
    via: str | None = None
    quoted: bool = False
    person: str | None = None
    english: str = ""
    rendered: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What makes figures differ though they count the same thing; each field is empty where the text does not say.

    ``people`` ("men", "soldiers"), ``action`` ("enter", "kill") and ``rate`` ("day" for a daily figure) are English
    codes, ``nation`` and ``place`` English names; ``period`` is "since", "in" or "on" and an ISO date or part of one,
    or folded Arabic. ``status`` says that it is no plain fact: "denied" ("did not enter") or "possible" ("may enter").
    """

    people: str = ""
    nation: str = ""
    action: str = ""
    place: str = ""
    rate: str = ""
    period: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number and what it counts: ``arabic == plain[start:end]`` of sentence ``where``.

    ``value`` is the number; for ranges and bounds it is None and ``low``, ``high`` or both are set. ``about``: the text
    says "about". ``counted`` is the noun, folded and in the singular; ``unit`` its English name or code ("person",
    "USD", "km"), empty if it is in no table, as is ``english`` ("more than 98,000 Russians"). ``attribution`` is the
    index in ``Facts.attributions`` of the one who gives the figure.
    """

    where: int
    start: int
    end: int
    arabic: str
    kind: FigureKind
    value: int | float | None
    low: int | float | None = None
    high: int | float | None = None
    about: bool = False
    counted: str = ""
    unit: str = ""
    scope: Scope = Scope()
    attribution: int | None = None
    english: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEvent:
    """A date in sentence ``where``: ``arabic == plain[start:end]``.

    ``date`` is ISO or a part of it ("2022-09", "--09-21" without a year), None if it is not known: a Hijri date, a word
    like "yesterday" in an article without a date. ``certainty`` says how it is known: written out, "resolved" from the
    article's date, "partial", "unknown".
    """

    where: int
    start: int
    end: int
    arabic: str
    date: str | None
    certainty: Certainty
    calendar: Literal["gregorian", "hijri"] = "gregorian"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The line "كييف، 15 مارس (رويترز)" of sentence ``where``, which may be one that tells no news.

    ``place`` and ``agency`` are the Arabic as written, empty where it says none. ``date`` is ISO or "--03-15" without a
    year, None if it has none.
    """

    where: int
    arabic: str
    place: str = ""
    agency: str = ""
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The figures, speakers and dates of one article, each in the order of its text, and its dateline if it has one."""

    attributions: tuple[Attribution, ...]
    figures: tuple[Figure, ...]
    dates: tuple[DatedEvent, ...]
    dateline: Dateline | None = None


NO_FACTS = Facts(attributions=(), figures=(), dates=())


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFigure:
    """One quantity of a story: ``readings`` are (index of the article in the story, figure), in that order.

    ``verdict``: one source alone; sources that give one number; numbers that may be one, since some are bounds ("more
    than 98,000" and 98,000); numbers that differ.
    ``sources`` counts the articles, copies of one text once. ``origins`` are the speakers behind it (Arabic), one where
    all name the same. ``scope`` is what all readings together say. Quantities of one ``group`` stand side by side and
    are not to be compared: ``apart`` names what they are not alike in, fields of Scope or "unit".
    """

    readings: tuple[tuple[int, Figure], ...]
    verdict: Verdict
    sources: int
    origins: tuple[str, ...]
    scope: Scope
    group: int
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A quantity that a known story now gives another number for: "was 93,000, now 98,000".

    ``figure`` is an index into ``Story.figures``; ``value``, ``low`` and ``high`` are the number as it was, None as in
    ``Figure``, and ``english`` that number in English words ("more than 93,000 Russians"), empty where no rule says it.
    ``place`` is the place that it was of, empty if it is as it was. ``unsure`` names what is not known to be alike,
    fields of Scope: then it may be another quantity.
    """

    figure: int
    value: int | float | None
    low: int | float | None = None
    high: int | float | None = None
    english: str = ""
    place: str = ""
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """An Arabic name and the English it came out as, in how many sentences; the most frequent spelling first."""

    arabic: str
    spellings: tuple[tuple[str, int], ...]

    @property
    def times(self) -> int:
        """Sentences in which it was found."""
        return sum(times for _, times in self.spellings)
