"""Who says what in an Arabic article. Precision before recall: a speaker that is not sure is None.

قالت وزارة الصحة إن ...              the verb, its subject, and أن, a colon or a quotation mark
أن الإدارة أعلنت أن ...              the subject before the verb, after أن or كان
«...» قال الخبير                     after what is said
نقلت وكالة عن الوزير قوله إن ...     the minister, via the agency
وفقا للسلطات، ...                    a source beside the sentence
وأضاف: ...                           whoever spoke just before, if nobody is named since and the verb's gender agrees
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.arabic_words import Reading, bare_forms, look_up, match_phrase
from summarizer.fact_types import Attribution
from summarizer.quotes import find_quotations
from summarizer.speaker_names import QUOTES, SHORT_QUOTE, name_before, name_quotes, read_name, verb_at
from summarizer.speech_words import (
    CLAUSE_BREAKS,
    COMPLEMENTIZERS,
    LONGEST_MARKER,
    NAMED_ONLY,
    NEGATIONS,
    NEWS,
    NO_COMPLEMENT_AFTER,
    NO_SUBJECTS,
    NOT_SOURCES,
    ONLY_ABOUT,
    PUBLISHED,
    RELATIVES,
    RELAYS,
    SAID_NOUNS,
    SAYINGS,
    SOURCE_MARKERS,
    SPEECH_VERBS,
    TAKE_ABOUT,
    TAKE_NOUNS,
    SpeechVerb,
)

_LONGEST_BEFORE_ABOUT = 10  # words: further on, عن seldom belongs to the verb
_FURTHEST = 40  # words between a verb and what is said
_NEAR = 2  # sentences back to the one whom a verb without a subject may mean
_HEAD = 1  # the last word of a sentence at which its verb stands before every other subject
_ENDS = frozenset(".!؟?؛;…")
_PRONOUNS = frozenset({"له", "لها", "لهم"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speech:
    """A verb of speaking: its word, where what is said begins and where the verb's own words end (word indexes)."""

    verb: int
    kind: SpeechVerb
    content: int
    until: int


def find_attributions(readings: Sequence[Reading]) -> tuple[Attribution, ...]:
    """Everything in an article's sentences that is said by someone, in their order."""
    found: list[Attribution] = []
    genders: list[str] = []
    for place, reading in enumerate(readings):
        for attribution, gender in _find_in(reading):
            unsaid = attribution.speaker is None and found and gender == genders[-1]
            if unsaid and _goes_on(readings, place, attribution, found[-1]):
                attribution = _take_last_speaker(attribution, found[-1])
            found.append(attribution)
            genders.append(gender)
    return tuple(found)


def _goes_on(readings: Sequence[Reading], place: int, attribution: Attribution, last: Attribution) -> bool:
    """Whether a verb without a subject can only mean the last speaker: nobody else is named between the two."""
    reading = readings[place]
    before = next(other for other in readings[place::-1] if other.where == last.where)
    if verb_at(before, before.after(last.end)) and not before.plain.startswith((last.verb, attribution.verb), last.end):
        return False  # another's verb ended what was said
    if attribution.where == last.where:
        return True  # "قال X ...، والتقى Y ...، وأضاف": X
    between = [other for other in readings[max(place - _NEAR + 1, 0) : place] if other.where > last.where]
    heads = reading.before(reading.plain.find(attribution.verb)) + 1 <= _HEAD
    return heads and attribution.where - last.where <= _NEAR and all(_names_nobody(other) for other in between)


def _names_nobody(reading: Reading) -> bool:
    """Whether the verb that a sentence begins with is not followed by a subject: "وندد مرة جديدة بالنزاع"."""
    following = reading.form(1)
    return reading.form(0).startswith("و") and (following in NO_SUBJECTS or following.startswith(("بال", "لل")))


def _take_last_speaker(attribution: Attribution, last: Attribution) -> Attribution:
    return replace(attribution, speaker=last.speaker, speaker_where=last.speaker_where, via=attribution.via or last.via)


def _find_in(reading: Reading) -> list[tuple[Attribution, str]]:
    """The attributions of one sentence, each with the gender of its verb (empty without a verb)."""
    found: list[tuple[Attribution, str]] = []
    for index in range(len(reading.words)):
        speech = _read_speech(reading, index)
        attribution = _attribute(reading, speech, [a for a, _ in found]) if speech else None
        if speech and attribution:
            found.append((attribution, speech.kind.gender))
    found = [_end_before_next(reading, found, place) for place in range(len(found))]
    for index in range(len(reading.words)):
        _add_source(reading, index, found)
    return found


def _end_before_next(reading: Reading, found: Sequence[tuple[Attribution, str]], place: int) -> tuple[Attribution, str]:
    """The attribution at ``place``; what is said ends where the next verb of another speaker begins."""
    attribution, gender = found[place]
    attribution = replace(attribution, end=_end_before_name(reading, attribution))
    for later, _ in found[place + 1 :]:
        verb = reading.plain.find(later.verb, attribution.start)
        if later.via is None and attribution.start < verb < attribution.end and later.start > attribution.start:
            return replace(attribution, end=verb), gender
    return attribution, gender


def _end_before_name(reading: Reading, attribution: Attribution) -> int:
    """Where what is said ends at the latest: before "، ونفى كوليبا ذلك", another's verb after a comma."""
    for index in range(reading.after(attribution.start) + 1, len(reading.words) - 1):
        if reading.words[index].start >= attribution.end:
            break
        following = reading.form(index + 1)
        joined = reading.form(index - 1) in ("،", ",") and reading.form(index).startswith("و")
        if not joined or verb_at(reading, index) is None or following in COMPLEMENTIZERS | SAID_NOUNS | QUOTES:
            continue
        if read_name(reading, index + 1, len(reading.words)):
            return reading.words[index].start
    return attribution.end


def _read_speech(reading: Reading, index: int) -> _Speech | None:
    """The verb of speaking at word ``index`` with what it introduces, None if it is none or introduces nothing."""
    kind = verb_at(reading, index)
    before = reading.form(index - 1)
    if kind is None or before in NEGATIONS or before in RELATIVES:
        return None
    names = name_quotes(reading)
    for at in range(index + 1, min(index + _FURTHEST, len(reading.words))):
        word = reading.words[at]
        if kind.lemma in ONLY_ABOUT and word.form != "عن":
            continue
        if word.form in CLAUSE_BREAKS or (word.form in COMPLEMENTIZERS and reading.form(at - 1) in NO_COMPLEMENT_AFTER):
            break
        if word.form in COMPLEMENTIZERS or word.form == ":":
            content = at + 1 if word.form in ("ان", "بان", ":") or word.form in SAYINGS else at
            if word.form in SAYINGS and reading.form(content) in ("ان", "انه", "انها", ":"):
                content += reading.form(content) in ("ان", ":")
            return _Speech(verb=index, kind=kind, content=content, until=at)
        if word.form in QUOTES and at not in names:
            return _Speech(verb=index, kind=kind, content=at, until=at)
        if word.form == "عن" and kind.lemma in TAKE_ABOUT and at - index - 1 <= _LONGEST_BEFORE_ABOUT:
            return _Speech(verb=index, kind=kind, content=at + 1, until=at)
        subject = at > index + 1 or name_before(reading, index)
        if word.form in SAID_NOUNS and kind.lemma in TAKE_NOUNS and subject:
            return _Speech(verb=index, kind=kind, content=at, until=at)
        if word.form in _ENDS or verb_at(reading, at):
            break
    return _read_after_quote(reading, index, kind)


def _read_after_quote(reading: Reading, index: int, kind: SpeechVerb) -> _Speech | None:
    """The verb at ``index`` where it follows a quotation that it reports: «...» قال الخبير."""
    last = index - 1
    while last >= 0 and reading.form(last) in ("،", ","):
        last -= 1
    pairs = find_quotations(reading.plain).pairs
    if reading.words[index].form in SPEECH_VERBS and last >= 0 and reading.form(last) in QUOTES:
        opening = next((start for start, end in pairs if end == reading.words[last].start), None)
        if opening is not None and last - reading.after(opening) > SHORT_QUOTE:
            return _Speech(verb=index, kind=kind, content=reading.after(opening), until=len(reading.words))
    return None


def _attribute(reading: Reading, speech: _Speech, earlier: Sequence[Attribution]) -> Attribution | None:
    """The attribution of a verb; None where it has neither a subject nor can have an unspoken one."""
    via = None
    if speech.kind.lemma in RELAYS:
        about = next((i for i in range(speech.verb + 1, speech.until) if reading.form(i) == "عن"), None)
        if about is None:
            return None
        via = read_name(reading, speech.verb + 1, about)
        speaker = read_name(reading, about + 1, speech.until)
    else:
        speaker = read_name(reading, speech.verb + 1, speech.until)
        if speaker is None:
            speaker = name_before(reading, speech.verb)
            via = next((a.speaker for a in earlier if speaker and a.end > reading.words[speech.verb].start), None)
    nobody = speaker is None or look_up(reading.form(speech.verb + 1), NEWS)
    if speech.content >= len(reading.words) or (speech.kind.lemma in NAMED_ONLY and nobody):
        return None
    start = reading.words[speech.content].start
    end = len(reading.plain)
    if speech.content < speech.verb:  # the quotation stands first
        end = reading.words[speech.verb].start
    verb = reading.words[speech.verb]
    return Attribution(
        where=reading.where,
        start=start,
        end=end,
        verb=reading.plain[verb.start : verb.end],
        speaker=speaker,
        speaker_where=reading.where if speaker else None,
        via=via,
        quoted=reading.plain[start] in QUOTES,
    )


def _add_source(reading: Reading, index: int, found: list[tuple[Attribution, str]]) -> None:
    """Take the source that a phrase at ``index`` names into ``found``: by itself, or as who reports the speaker."""
    taken = match_phrase(reading, index, SOURCE_MARKERS, LONGEST_MARKER)
    source = _sourceread_name(reading, index, taken) if taken else None
    if not source:
        return
    marker = reading.words[index]
    covering = [i for i, (a, _) in enumerate(found) if a.start < marker.start <= a.end]
    if covering:
        attribution, gender = found[covering[-1]]
        found[covering[-1]] = (replace(attribution, via=attribution.via or source), gender)
        return
    leads = index <= 1
    opens = next((i + 1 for i in range(index, len(reading.words)) if reading.form(i) in ("،", ",", ":")), index)
    start, end = (
        (reading.words[min(opens, len(reading.words) - 1)].start, len(reading.plain)) if leads else (0, marker.start)
    )
    attribution = Attribution(
        where=reading.where,
        start=start,
        end=end,
        verb=reading.plain[marker.start : reading.words[index + taken - 1].end],
        speaker=source,
        speaker_where=reading.where,
    )
    found.append((attribution, ""))


def _sourceread_name(reading: Reading, index: int, taken: int) -> str | None:
    forms = tuple(reading.form(i) for i in range(index, index + taken))
    rest = next(SOURCE_MARKERS[key] for bare in bare_forms(forms[0]) if (key := (bare, *forms[1:])) in SOURCE_MARKERS)
    first = index + taken
    if rest == "verb":
        if verb_at(reading, first) is None:
            return None
        first += 1
    if rest == "ل" and not reading.form(first).startswith("ل"):
        return None
    published = next(
        (i for i in range(first, min(first + 4, len(reading.words))) if reading.form(i) in PUBLISHED), None
    )
    if published is not None:
        return read_name(reading, published + 1, len(reading.words), appositions=False)
    if look_up(reading.form(first), NOT_SOURCES) or reading.form(first) in _PRONOUNS:
        return None
    first += reading.form(first) in ("به", "بها")
    name = read_name(reading, first, len(reading.words), appositions=False)
    return _without_preposition(name) if name and rest == "ل" else name


def _without_preposition(name: str) -> str:
    return "ال" + name[2:] if name.startswith("لل") else name[1:]
