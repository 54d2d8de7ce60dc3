"""Quotations of several sentences: those inside belong to the speaker of the first, or of the last: "...» قال الخبير".

Only a quotation that is closed again is believed, and soon: scraped articles lose many a sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.arabic_words import Reading
from summarizer.fact_types import Attribution
from summarizer.quotes import find_quotations
from summarizer.speaker_names import read_name, verb_at

_SIGNS = frozenset('"«»‹›“”„‟')
_LONGEST = 8  # sentences; the longest of those in 326 articles (mayadeen_dev) has 4
_Open = tuple[int | None, int | None]  # where a quotation is closed that began before; where one begins that goes on


def carry_quotations(readings: Sequence[Reading], attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """``attributions``, which are those of ``readings``, and one for each further sentence of a long quotation."""
    opens = [_read_open_ends(reading.plain) for reading in readings]
    found = list(attributions)
    for first, (_, opening) in enumerate(opens):
        last = _find_last(readings, opens, first) if opening is not None else None
        if opening is not None and last is not None:
            found += _carry(readings[first : last + 1], opening, opens[last][0] or 0, attributions)
    return tuple(sorted(dict.fromkeys(found), key=lambda said: (said.where, said.start)))


def _read_open_ends(plain: str) -> _Open:
    """The first closing sign of a sentence and its last opening one that have no partner in it.

    With other signs before the one or behind the other nobody can tell which of them has lost its partner.
    """
    if _SIGNS.isdisjoint(plain):
        return None, None
    signs = find_quotations(plain)
    paired = {sign for pair in signs.pairs for sign in pair}
    closing = min((sign for sign in signs.closing - paired if plain[sign] in _SIGNS), default=None)
    opening = max((sign for sign in signs.opening - paired if plain[sign] in _SIGNS), default=None)
    return (
        None if closing is None or not _SIGNS.isdisjoint(plain[:closing]) else closing,
        None if opening is None or not _SIGNS.isdisjoint(plain[opening + 1 :]) else opening,
    )


def _find_last(readings: Sequence[Reading], opens: Sequence[_Open], first: int) -> int | None:
    """The sentence that closes the quotation which ``first`` leaves open, None if another is opened before, or none."""
    for place in range(first + 1, min(first + _LONGEST, len(readings))):
        closing, opening = opens[place]
        if readings[place].where != readings[place - 1].where + 1:
            return None  # lines that tell no news stand between
        if closing is not None:
            return place
        if opening is not None:
            return None
    return None


def _carry(
    readings: Sequence[Reading], opening: int, closing: int, attributions: Sequence[Attribution]
) -> Iterator[Attribution]:
    """What the quotation adds that begins at ``opening`` in the first reading and ends at ``closing`` in the last."""
    first, last = readings[0], readings[-1]
    here = (a for a in attributions if a.where == first.where)
    said = next((a for a in here if a.start <= opening + 1 and opening < a.end), None)
    inside = list(readings[1:])
    if said is None:
        said = _read_speaker_behind(last, closing)
        inside = list(readings)
    if said is None or said.speaker is None:
        return
    for reading in inside:
        start = opening if reading is first else 0
        end = closing if reading is last else len(reading.plain)
        nested = any(a.where == reading.where and a.start < end and a.end > start for a in attributions)
        if not nested and start < end:
            yield Attribution(
                where=reading.where,
                start=start,
                end=end,
                verb=said.verb,
                speaker=said.speaker,
                speaker_where=said.speaker_where,
                via=said.via,
                quoted=True,
            )


def _read_speaker_behind(reading: Reading, closing: int) -> Attribution | None:
    """The one who is named behind the closing sign: "...» قال الخبير"."""
    verb = reading.after(closing + 1)
    while reading.form(verb) in ("،", ",", "."):
        verb += 1
    name = read_name(reading, verb + 1, len(reading.words)) if verb_at(reading, verb) else None
    if name is None or reading.form(verb)[:1] in ("و", "ف"):  # "... »، وقالت الوزارة": another sentence begins
        return None
    word = reading.words[verb]
    return Attribution(
        where=reading.where,
        start=0,
        end=closing,
        verb=reading.plain[word.start : word.end],
        speaker=name,
        speaker_where=reading.where,
        quoted=True,
    )
