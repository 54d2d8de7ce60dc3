"""What of one document was kept, lost and added on the way: numbers, names, negations, quotations, whole sentences.

    numbers      every number, date and percentage that must be there           agreement
    names        names of the lexicon, and all countries                         lexicon, countries, names
    negations    sentences that deny something                                   negation_lost
    quotations   pairs of quotation marks                                        quotes
    sentences    without a translation or much too short: lost; much too long, or a loop: added          check

These are the checks of a briefing, so that a report finds what they find and misses what they miss. Two things cannot
be told: names other than countries, and denials, that only the English has. A summary's Arabic is compared with its
article: what it leaves out is no loss.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from summarizer.agreement import count_firm, find_unmatched, say_number
from summarizer.check import check_pair
from summarizer.countries import find_countries_arabic, find_countries_english
from summarizer.lexicon import Lexicon
from summarizer.names import align_names
from summarizer.negation_lost import find_lost_negation, find_negation
from summarizer.normalize import normalize
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.numerals_english import find_numbers_english
from summarizer.quotes import find_quotations
from summarizer.substitute import find_words
from summarizer.support import (
    find_doubts,
    find_evidence,
    find_names,
    find_unknown_names,
    find_unknown_numbers,
    read_ground,
)
from summarizer.types import Document

Pair = tuple[str, str | None]  # Arabic, English; None where there is no translation

ASPECTS = ("numbers", "names", "negations", "quotations", "sentences")
_LOST = frozenset({"translate.empty", "translate.unfinished", "translate.short"})
_ADDED = frozenset({"translate.long", "translate.loop"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """A document with its English: pairs of texts, None for one that is not compared.

    ``summary`` are the Arabic sentences of its summary, which are compared with ``document``.
    """

    name: str
    pairs: tuple[Pair | None, ...]
    document: Document | None = None
    summary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Something lost or added: ``said`` names it, ``where`` is the index of the pair, or of the summary's sentence."""

    where: int
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One of ``ASPECTS`` in one document: how many were kept, and which were lost and added."""

    aspect: str
    kept: int
    lost: tuple[Slip, ...] = ()
    added: tuple[Slip, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Faithfulness:
    """How faithful one document is: its translation to the Arabic, and its summary, if it has one, to the article."""

    name: str
    translation: tuple[Tally, ...]
    summary: tuple[Tally, ...] = ()


def report_document(given: Rendering, lexicon: Lexicon) -> Faithfulness:
    """The report on one document; ``lexicon`` has the names to look for."""
    found = [(where, _compare(*pair, lexicon)) for where, pair in enumerate(given.pairs) if pair]
    tallies = tuple(_add_up(aspect, [(where, pair[aspect]) for where, pair in found]) for aspect in ASPECTS)
    told = tuple(_compare_summary(given.document, given.summary)) if given.document and given.summary else ()
    return Faithfulness(name=given.name, translation=tallies, summary=told)


def add_reports(reports: Iterable[Faithfulness]) -> tuple[tuple[Tally, ...], tuple[Tally, ...]]:
    """The tallies of all translations and of all summaries, without the places, which mean nothing over documents."""
    reports = tuple(reports)
    return (
        _join(report.translation for report in reports),
        _join(report.summary for report in reports),
    )


_Found = tuple[int, Sequence[str], Sequence[str]]  # how many were kept; what was lost, what was added


def _compare(arabic: str, english: str | None, lexicon: Lexicon) -> Mapping[str, _Found]:
    said = english or ""
    return {aspect: compare(arabic, said, lexicon) for aspect, compare in _COMPARE.items()} | {
        "sentences": _compare_whole(arabic, english)
    }


def _compare_numbers(arabic: str, english: str, lexicon: Lexicon) -> _Found:
    wanted, given = find_numbers_arabic(arabic), find_numbers_english(english)
    lost, added = find_unmatched(wanted, given), find_unmatched(given, wanted)
    kept, _ = count_firm(wanted, given)
    return kept, [say_number(number) for number in lost], [say_number(number) for number in added]


def _compare_names(arabic: str, english: str, lexicon: Lexicon) -> _Found:
    """A name is kept in any form that the lexicon has of it, as its country, or spelt so that it sounds the same."""
    plain = normalize(arabic).text
    countries = find_countries_english(english)
    matches = lexicon.find(plain)
    words = {word for match in matches for word in match.entry.arabic.split()}
    sounds = {name for name, _ in align_names(plain, english, words)}
    kept, lost = 0, []
    for match in matches:
        forms = [entry.english for entry in lexicon.find_forms(match.entry.arabic)]
        stands = plain[match.start : match.end]
        if (
            any(find_words(form, english) for form in forms)
            or not find_countries_arabic(stands).isdisjoint(countries)
            or any(name in stands for name in sounds)
        ):
            kept += 1
        else:
            lost.append(match.entry.english)
    known = {*find_countries_arabic(arabic), *find_countries_english(arabic)}
    return kept, lost, [country for country in countries if country not in known]


def _compare_negations(arabic: str, english: str, lexicon: Lexicon) -> _Found:
    lost = find_lost_negation(arabic, english)
    return int(find_negation(arabic) is not None and lost is None), [lost] if lost else [], []


def _compare_quotations(arabic: str, english: str, lexicon: Lexicon) -> _Found:
    wanted, given = _read_quotations(arabic), _read_quotations(english)
    kept = min(len(wanted), len(given))
    return kept, wanted[kept:], given[kept:]


def _compare_whole(arabic: str, english: str | None) -> _Found:
    codes = {finding.code for finding in check_pair(arabic, english or "", None)}
    lost, added = bool(codes & _LOST), bool(codes & _ADDED)
    return int(not lost and not added), [arabic] if lost else [], [english or ""] if added else []


_COMPARE: Mapping[str, Callable[[str, str, Lexicon], _Found]] = {
    "numbers": _compare_numbers,
    "names": _compare_names,
    "negations": _compare_negations,
    "quotations": _compare_quotations,
}


def _read_quotations(text: str) -> list[str]:
    """What stands between quotation marks, in order; brackets are none."""
    pairs = sorted(find_quotations(text).pairs)
    return [text[start + 1 : end] for start, end in pairs if text[start] not in "()[]{}"]


def _compare_summary(document: Document, summary: Sequence[str]) -> Iterator[Tally]:
    """What the summary says that the article does not; ``sentences`` are those that the article does not bear out."""
    ground = read_ground(document)
    found: dict[str, list[_Found]] = {aspect: [] for aspect in ("numbers", "names", "negations", "sentences")}
    for sentence in summary:
        numbers = [say_number(number) for number in find_unknown_numbers(ground, sentence)]
        kept, _ = count_firm(find_numbers_arabic(sentence), ground.known)
        names = [word.shown for word in find_unknown_names(ground, sentence)]
        doubts = [code for code, _ in find_doubts(ground, sentence, find_evidence(ground, sentence))]
        found["numbers"].append((kept, [], numbers))
        found["names"].append((len(find_names(ground, sentence)) - len(names), [], names))
        flipped = [sentence] * ("summary.negation" in doubts)
        found["negations"].append((int(find_negation(sentence) is not None and not flipped), [], flipped))
        unsupported = [sentence] * ("summary.unsupported" in doubts)
        found["sentences"].append((1 - len(unsupported), [], unsupported))
    return (_add_up(aspect, list(enumerate(rows))) for aspect, rows in found.items())


def _add_up(aspect: str, rows: Sequence[tuple[int, _Found]]) -> Tally:
    return Tally(
        aspect=aspect,
        kept=sum(kept for _, (kept, _, _) in rows),
        lost=tuple(Slip(where=where, said=said) for where, (_, lost, _) in rows for said in lost),
        added=tuple(Slip(where=where, said=said) for where, (_, _, added) in rows for said in added),
    )


def _join(rows: Iterable[Sequence[Tally]]) -> tuple[Tally, ...]:
    by_aspect: dict[str, list[Tally]] = {}
    for tally in chain.from_iterable(rows):
        by_aspect.setdefault(tally.aspect, []).append(tally)
    return tuple(
        Tally(
            aspect=aspect,
            kept=sum(tally.kept for tally in tallies),
            lost=tuple(chain.from_iterable(tally.lost for tally in tallies)),
            added=tuple(chain.from_iterable(tally.added for tally in tallies)),
        )
        for aspect, tallies in by_aspect.items()
    )
