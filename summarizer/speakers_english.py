"""What speakers are called in English: by name where the article's English has it, else in the model's words.

Nothing is transliterated. Where neither is sure, the Arabic stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from summarizer.fact_types import Facts
from summarizer.lexicon import Lexicon
from summarizer.names import align_names
from summarizer.normalize import has_arabic, normalize
from summarizer.speakers import ends_with_name
from summarizer.types import Translation

# The least score (mean log probability of a piece) of a rendering that is shown. A translator that has only a phrase
# invents names: of 899 speakers of mayadeen_dev 227 reach this; read one by one, none of these is another man or
# country; just below come "Rima" for "Roi" (-0.31) and "Iranian" for "Somali" (-0.36). Fourth version of the weights,
# without Arabic letters in its output.
_SURE = -0.3


def list_persons(facts: Facts) -> tuple[str, ...]:
    """What the speakers of an article are called in Arabic, each once."""
    return tuple(dict.fromkeys(said.person for said in facts.attributions if said.person))


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


def render_speakers(facts: Facts, persons: Translation) -> Facts:
    """``facts`` with the model's words for the speakers without an English name; ``persons`` is of ``list_persons``.

    Only where the model is sure and nothing was found to doubt: a wrong name is worse than Arabic.
    """
    doubted = {finding.where for finding in persons.findings}
    sure = {
        arabic: english
        for place, ((arabic, english), made) in enumerate(zip(persons.pairs, persons.generations, strict=True))
        if english and made and made.score >= _SURE and place not in doubted and not has_arabic(english)
    }
    return replace(
        facts,
        attributions=tuple(
            replace(said, rendered="" if said.english else sure.get(said.person or "", ""))
            for said in facts.attributions
        ),
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
