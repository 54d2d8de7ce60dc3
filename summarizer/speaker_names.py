"""The names of speakers: where they begin and end, before their verb and after it."""

from __future__ import annotations

from summarizer.arabic_words import Reading, bare_forms
from summarizer.places import find_place
from summarizer.quotes import find_quotations
from summarizer.speech_words import NAME_ENDS, SPEECH_VERBS, TIMES_WITH_TURN, TURN_WORDS, SpeechVerb

_LONGEST_NAME = 12  # words, with office and apposition: "وزيرة الدولة لشؤون ... فلانة الفلانية"
_LONGEST_APPOSITION = 6
SHORT_QUOTE = 3  # words; so few in quotation marks are a name: وكالة «إنترفاكس»
QUOTES = frozenset("\"«»‹›“”„‟'‘’")
_CHANNELS = frozenset({"القناه", "قناه", "فرانس", "خبر"})  # their numbers belong to their names
_FIRST_WORDS = frozenset({"امام"})  # "imam", elsewhere "in front of"
_SUBJECT_OPENERS = frozenset({"ان", "كان", "كانت", "بان"})


def verb_at(reading: Reading, index: int) -> SpeechVerb | None:
    """The verb of speaking at word ``index``, with or without و and ف, None if there is none."""
    form = reading.form(index)
    for bare in (form, form[1:] if form[:1] in ("و", "ف") else ""):
        if bare in SPEECH_VERBS:
            return SPEECH_VERBS[bare]
    return None


def name_quotes(reading: Reading) -> set[int]:
    """The words that are quotation marks around a name and not around what is said."""
    signs: set[int] = set()
    for start, end in find_quotations(reading.plain).pairs:
        first, last = reading.after(start), reading.after(end)
        if reading.plain[start] in QUOTES and last - first - 1 <= SHORT_QUOTE and last + 1 < len(reading.words):
            signs |= {first, last}
    return signs


def read_name(reading: Reading, first: int, until: int, *, appositions: bool = True) -> str | None:
    """The speaker's name that begins at word ``first``, with an apposition between commas; None if there is none."""
    end = _end_of_name(reading, first, until)
    if end == first:
        return None
    while appositions and reading.form(end) in ("،", ",") and end + 1 < until:
        stop = _end_of_name(reading, end + 1, until)
        whole = reading.form(stop) in ("،", ",") or stop == until
        if not whole or not 0 < stop - end - 1 <= _LONGEST_APPOSITION:
            break
        end = stop
    if end - first > _LONGEST_NAME + _LONGEST_APPOSITION:
        return None
    return _text(reading, first, end)


def _text(reading: Reading, first: int, end: int) -> str:
    """The words from ``first`` to ``end`` as written, with single spaces."""
    return " ".join(reading.plain[reading.words[first].start : reading.words[end - 1].end].split())


def _end_of_name(reading: Reading, first: int, until: int) -> int:
    names = name_quotes(reading)
    for at in range(first, min(until, len(reading.words))):
        word = reading.words[at]
        named_ali = reading.plain[word.start : word.end] == "علي"  # folded like على
        ends = word.form in NAME_ENDS and not named_ali and not (at == first and word.form in _FIRST_WORDS)
        ends = ends or (word.form in TIMES_WITH_TURN and reading.form(at + 1) in TURN_WORDS)
        ends = ends or (word.form[0].isdigit() and reading.form(at - 1) not in _CHANNELS)
        ends = ends or verb_at(reading, at) is not None or (word.is_sign and at not in names and word.form != "-")
        if word.form == "في":
            ends = not (at > first and find_place(reading, at + 1))
        if ends:
            return at
    return min(until, len(reading.words))


def name_before(reading: Reading, verb: int) -> str | None:
    """The subject that stands before its verb, after أن or كان: "وكانت الوزارة قد أعلنت", "أن الإدارة أعلنت"."""
    last = verb - 1 if reading.form(verb - 1) == "قد" else verb
    for at in range(last - 1, max(last - 1 - _LONGEST_NAME, -1) - 1, -1):
        headline = (
            at == -1 and reading.form(verb)[0] in "يت" and not reading.form(0).startswith("وال")
        )  # "قائد البحرية يقول إن"
        if headline or any(bare in _SUBJECT_OPENERS for bare in bare_forms(reading.form(at) or "?")):
            named = _end_of_name(reading, at + 1, last) == last > at + 1
            return _text(reading, at + 1, last) if named else None
        if at < 0 or reading.words[at].is_sign or verb_at(reading, at):
            return None
    return None
