"""One spelling for each name in the whole briefing, wherever it is certain that it is one name.

Two spellings of one Arabic name are one name if the user's glossary has the Arabic, if the shipped lexicon has it with
one of them, or if it is a full name and one spelling is far more frequent. Then the other is replaced in
the English that is shown, and a note at the sentence says what stood there. "Mohammed" and "Mohamed" alone may be two
men: those are left as they are and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from summarizer.fact_types import Name
from summarizer.findings import make_finding
from summarizer.lazy import LazySequence
from summarizer.lexicon import Entry, Lexicon, fold_words
from summarizer.names import is_respelled
from summarizer.normalize import normalize
from summarizer.types import ArticleBrief, Finding, Translation

# How much more frequent a spelling must be. Chosen by sense: three of four is a slip of the model, one of two is not.
_LEAST_TIMES_AS_OFTEN = 3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Respelling:
    """A name that came out as ``others`` too, and the one ``spelling`` to show; "" where it is not certain."""

    name: Name
    spelling: str
    others: tuple[str, ...]


def find_respellings(
    names: Iterable[Name], glossary: Sequence[Entry], shipped: Sequence[Entry]
) -> tuple[Respelling, ...]:
    """The names that came out in more than one spelling."""
    own = {fold_words(entry.arabic): entry.english for entry in glossary}
    known = {(fold_words(entry.arabic), entry.english) for entry in shipped}
    found = []
    for name in names:
        keys = fold_words(name.arabic)
        (usual, times), *rest = name.spellings
        in_lexicon = next((word for word, _ in name.spellings if (keys, word) in known), "")
        spelling = own.get(keys) or in_lexicon or usual
        others = tuple(word for word, _ in name.spellings if is_respelled(spelling, word))
        often = " " in usual and times >= _LEAST_TIMES_AS_OFTEN * max(
            (n for word, n in rest if word in others), default=0
        )
        if others:
            certain = keys in own or in_lexicon or often
            found.append(Respelling(name=name, spelling=spelling if certain else "", others=others))
    return tuple(found)


def report(respellings: Iterable[Respelling]) -> tuple[Finding, ...]:
    """A finding about the whole briefing for each name whose spellings were left as they are."""
    return tuple(
        make_finding("name.spellings", f"{each.name.arabic} came out as {_say_forms(each)}: is this one name?")
        for each in respellings
        if not each.spelling
    )


def _say_forms(respelling: Respelling) -> str:
    return "; ".join(f"“{form}”" for form in (respelling.name.spellings[0][0], *respelling.others))


def settle(names: Iterable[Name], respellings: Iterable[Respelling]) -> tuple[Name, ...]:
    """The names, the spelling that is shown in front where one was chosen."""
    chosen = {each.name: each.spelling for each in respellings if each.spelling}
    return tuple(_put_first(name, chosen[name]) if name in chosen else name for name in names)


def _put_first(name: Name, spelling: str) -> Name:
    times = dict(name.spellings)
    return replace(name, spellings=tuple(({spelling: times.get(spelling, 0)} | times).items()))


def spell_all(articles: Sequence[ArticleBrief], respellings: Iterable[Respelling]) -> Sequence[ArticleBrief]:
    """The articles, with one spelling of each name for which it is certain; made when they are asked for."""
    certain = [each for each in respellings if each.spelling]
    if not certain:
        return tuple(articles) if isinstance(articles, list) else articles
    speller, settled = _Speller(certain), bytearray(len(articles))  # 1: nothing in it is replaced

    def spell(index: int) -> ArticleBrief:
        article = articles[index]
        if settled[index]:
            return article
        spelled = speller.spell(article)
        settled[index] = spelled is article
        return spelled

    return LazySequence(spell, len(articles))


class _Speller:
    """Replaces the other spellings of names in articles."""

    def __init__(self, respellings: Sequence[Respelling]) -> None:
        self._respellings = {each.name.arabic: each for each in respellings}
        self._lexicon = Lexicon(Entry(arabic=arabic, english="") for arabic in self._respellings)
        self._first_words = {_WORD.findall(other)[0] for each in respellings for other in each.others}

    def spell(self, article: ArticleBrief) -> ArticleBrief:
        """The article, with a note at each sentence in which a spelling was replaced."""
        pairs, found = self._spell_pairs(article.translation)
        summary, in_summary = self._spell_pairs(article.summary_translation)
        if not found and not in_summary:
            return article
        honoured = {(where, change.spelling) for where, change, _ in found}
        kept = (finding for finding in article.findings if not _is_answered(finding, honoured))
        return replace(
            article,
            translation=replace(article.translation, pairs=pairs, findings=_without(article.translation, honoured)),
            summary_translation=replace(article.summary_translation, pairs=summary),
            findings=(*kept, *(_note(where, change, word) for where, change, word in found)),
        )

    def _spell_pairs(
        self, translation: Translation
    ) -> tuple[tuple[tuple[str, str | None], ...], list[tuple[int, Respelling, str]]]:
        """The pairs as they are to be shown, and what was replaced: (index of the pair, by what, the word)."""
        pairs, found = [], []
        for where, (arabic, english) in enumerate(translation.pairs):
            said = english or ""
            for change, word in self._find_others(arabic, said):
                said, count = _replace(word, change.spelling, said)
                found += [(where, change, word)] * (count > 0)
            pairs.append((arabic, said or english))
        return tuple(pairs), found

    def _find_others(self, arabic: str, english: str) -> list[tuple[Respelling, str]]:
        """The spellings that may be replaced in a sentence; the names in the Arabic are not sought where none can."""
        if self._first_words.isdisjoint(_WORD.findall(english)):
            return []
        matches = self._lexicon.find(normalize(arabic).text)
        names = dict.fromkeys(match.entry.arabic for match in matches)
        return [(self._respellings[name], word) for name in names for word in self._respellings[name].others]


def _replace(word: str, by: str, text: str) -> tuple[str, int]:
    """The text with another whole word or name in the place of one, and how often."""
    return re.subn(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _: by, text)


def _note(where: int, change: Respelling, word: str) -> Finding:
    message = (
        f"The model wrote “{word}” for {change.name.arabic}; it stands as “{change.spelling}” in all of the briefing."
    )
    return make_finding("name.harmonized", message, where=where)


def _without(translation: Translation, honoured: set[tuple[int, str]]) -> tuple[Finding, ...]:
    return tuple(finding for finding in translation.findings if not _is_answered(finding, honoured))


def _is_answered(finding: Finding, honoured: set[tuple[int, str]]) -> bool:
    """Whether it says that the glossary's English is missing where it now stands."""
    return finding.code == "name.not_honoured" and any(
        finding.where == where and f"“{spelling}”" in finding.message for where, spelling in honoured
    )
