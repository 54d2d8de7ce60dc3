"""What translations are worth, from texts alone: no model is needed here.

score_texts     BLEU, chrF and TER against references
count_numbers   how many numbers of the source stand in the translation
count_names     how many names came out as wanted
count_faults    how many sentences are empty or repeat themselves
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import sacrebleu

from summarizer.agreement import find_unmatched
from summarizer.evaluation import translations
from summarizer.evaluation.reports import Score, share
from summarizer.evaluation.translations import score_translations
from summarizer.lexicon import Entry, Lexicon
from summarizer.normalize import normalize
from summarizer.numerals_english import find_numbers_english
from summarizer.substitute import find_words

Figures = dict[str, float]
Names = tuple[tuple[str, ...], ...]  # for each name the forms that are right


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCase:
    """A sentence and the numbers that its translation must hold, in English, with semicolons between."""

    about: str
    arabic: str
    numbers: str


def score_texts(said: Sequence[str], references: Sequence[str]) -> tuple[dict[str, Figures], dict[str, str]]:
    """Scores of the corpus as ``mujaz eval translate`` gives them, and the sacrebleu signature of each."""
    report = score_translations(said, references)
    scores: dict[str, Figures] = {
        score.name: {"score": score.value} | ({} if score.ci95 is None else {"ci95": score.ci95})
        for score in report.scores
    }
    return scores, dict(report.signatures)


def score_sentences(said: Sequence[str], references: Sequence[str]) -> list[float]:
    """The chrF of each sentence, which unlike BLEU means something for one."""
    chrf = sacrebleu.CHRF()
    return [chrf.sentence_score(text, [reference]).score for text, reference in zip(said, references, strict=True)]


def count_numbers(sources: Sequence[str], said: Sequence[str]) -> Figures:
    """The share of the sources' numbers, dates and percentages that the translations hold, and how many they add."""
    return _to_figures(translations.count_numbers(sources, said))


def count_number_set(cases: Sequence[NumberCase], said: Sequence[str]) -> Figures:
    """The same for a number set, with the share of sentences whose numbers are all right and none added."""
    rows = [(find_numbers_english(c.numbers), find_numbers_english(e)) for c, e in zip(cases, said, strict=True)]
    right = sum(not find_unmatched(wanted, given) and not find_unmatched(given, wanted) for wanted, given in rows)
    return _to_figures(translations.compare_numbers(rows)) | {"sentences_right": share(right, len(rows))}


def count_names(wanted: Sequence[Names], said: Sequence[str]) -> Figures:
    """The share of the names that stand in their translation in one of their forms, in any case."""
    found = [
        any(find_words(form, english) for form in forms)
        for names, english in zip(wanted, said, strict=True)
        for forms in names
    ]
    return {"names": len(found), "kept": share(sum(found), len(found))}


def count_faults(pairs: Iterable[tuple[str, str | None]]) -> Figures:
    """The share of (source, translation) that loop, and of those that are missing or without a word."""
    rows = [(arabic, english or "") for arabic, english in pairs]
    loops, empty = translations.count_faults([arabic for arabic, _ in rows], [english for _, english in rows])
    return {"sentences": len(rows), "loops": loops.value, "empty": empty.value}


def find_names(sources: Sequence[str], lexicon: Lexicon) -> list[Names]:
    """The names of ``lexicon`` in each source, with all English forms that it has for them."""
    forms: dict[str, tuple[str, ...]] = {}
    for entry in lexicon.entries:
        forms[entry.arabic] = (*forms.get(entry.arabic, ()), entry.english)
    found = [lexicon.find(normalize(source).text) for source in sources]
    return [tuple(forms[match.entry.arabic] for match in matches) for matches in found]


def find_entries(sources: Sequence[str], references: Sequence[str], lexicon: Lexicon) -> list[tuple[Entry, ...]]:
    """The names of ``lexicon`` in each source whose English stands in the reference, in the spelling it has there.

    The reference must write it with a capital letter.
    """
    return [
        tuple(match.entry for match in lexicon.find(normalize(source).text, _Chooser(reference).choose))
        for source, reference in zip(sources, references, strict=True)
    ]


def read_number_set(path: Path) -> tuple[NumberCase, ...]:
    """The rows of a number set: about, Arabic, numbers; tabs between, names of the columns on the first line."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return tuple(NumberCase(about=about, arabic=arabic, numbers=numbers) for about, arabic, numbers in rows)


def read_names(path: Path) -> Lexicon:
    """The names of a table: Arabic, English; one line for each form, the first the best, column names on top."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return Lexicon(Entry(arabic=arabic, english=english) for arabic, english in rows)


@dataclass(frozen=True, slots=True)
class _Chooser:
    reference: str

    def choose(self, entries: Sequence[Entry]) -> Entry | None:
        """The first entry that the reference holds as a name."""
        for entry in entries:
            place = find_words(entry.english, self.reference)
            if place and place.group()[0].isupper():
                return replace(entry, english=place.group())
        return None


def _to_figures(scores: Sequence[Score]) -> Figures:
    kept, added = scores
    return {"numbers": kept.count or 0, "kept": kept.value, "added": added.value}
