"""What the English of an article calls its speakers. Nothing is transliterated: without a sure name, Arabic stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from summarizer.fact_types import Facts
from summarizer.lexicon import Lexicon
from summarizer.names import align_names
from summarizer.normalize import normalize
from summarizer.speakers import ends_with_name


def say_speakers(facts: Facts, pairs: Sequence[tuple[str, str | None]], lexicon: Lexicon) -> Facts:
    """``facts`` with the English names of those speakers that have one; ``pairs`` are the article's sentences.

    A name is taken from the translation of the sentences that name the speaker, where it sounds like the end of what he
    is called; else from ``lexicon``, if that has the whole name.
    """
    known = {word for arabic, _ in pairs for word in normalize(arabic).text.split()}
    found: dict[str, Counter[str]] = {}
    for said in facts.attributions:
        if said.speaker and said.person and said.speaker_where is not None:
            arabic, english = pairs[said.speaker_where]
            names = _find_names(said.speaker, arabic, english or "", known) or _look_up(said.speaker, lexicon)
            found.setdefault(said.person, Counter()).update(names)
    chosen = {person: _choose(names) for person, names in found.items()}
    return replace(
        facts,
        attributions=tuple(replace(said, english=chosen.get(said.person or "", "")) for said in facts.attributions),
    )


def _find_names(speaker: str, arabic: str, english: str, known: set[str]) -> list[str]:
    """The names in the English that are the end of what the speaker is called."""
    aligned = align_names(normalize(arabic).text, english, known)
    return [said for name, said in aligned if ends_with_name(speaker, name)]


def _look_up(speaker: str, lexicon: Lexicon) -> list[str]:
    """The English of the entry or entries with which the speaker's name ends."""
    plain = normalize(speaker).text
    said: list[str] = []
    end = len(plain)
    start = end
    for match in reversed(lexicon.find(plain)):
        if match.clitics or plain[match.end : end].strip():
            break
        said, start, end = [match.entry.english, *said], match.start, match.start
    return [" ".join(said)] if said and ends_with_name(speaker, plain[start:]) else []


def _choose(names: Counter[str]) -> str:
    """The name with most words, of those the most frequent: the full one, where both stand in the English."""
    return max(names, key=lambda name: (len(name.split()), names[name]), default="")
