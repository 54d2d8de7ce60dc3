"""Whether a figure is told as a fact, denied ("did not enter") or only possible ("may enter", "is expected to")."""

from __future__ import annotations

from summarizer.arabic_words import Reading, bare_forms, read_sentence, word_set
from summarizer.fact_types import Attribution
from summarizer.speech_words import CLAUSE_BREAKS, SPEECH_VERBS

_SAID = {"نفي": "denied", "توقع": "possible", "رجح": "possible"}  # by the lemma of the verb of speaking
_DENIED = word_set("لم لن ليس ليست ليسوا عدم نفي")
_POSSIBLE = word_set("ربما محتمل يحتمل متوقع متوقعا مرجح ممكن يمكن توقعات احتمال")
_PERFECTS_WITH_TA = word_set(  # after قد they tell a fact, though they begin as an imperfect does
    "تم توفي تجاوز تخطي تلقي تسلم تدفق تكدس تراجع تحول تعرض توقف تمكن تسبب تضاعف تقلص توصل تبين تقدم تعهد توجه"
)
_BOUNDS = word_set("يتجاوز تتجاوز يزد تزد يقل تقل اقل اكثر فقط مجرد")  # "not more than 300" bounds the number
_ONLY = word_set("سوي الا")  # "none but 5 were killed": five were
_THAT = word_set("ان بان انه انها انهم")
_NEXT_CLAUSE = word_set("؛ ; : . ؟ ! ، , لكن ولكن بل فيما بينما حيث وقد بعد عقب اثر جراء رغم")
_FURTHEST = 10  # words, as for what happened


def find_status(reading: Reading, start: int, end: int, speech: Attribution | None) -> str:
    """Return "denied", "possible" or "" for the figure at ``start`` to ``end``; ``speech`` is what governs it."""
    return _of_speech(reading, start, speech) or _before(reading, start) or _behind(reading, start, end)


def _of_speech(reading: Reading, start: int, speech: Attribution | None) -> str:
    """What the verb of speaking makes of its content, up to where another clause begins there."""
    if speech is None:
        return ""
    first, last = reading.after(speech.start), reading.before(start)
    for index in range(first, last + 1):
        coordinated = reading.form(index) in ("،", ",") and reading.form(index + 1)[:1] in ("و", "ف")
        if coordinated or reading.form(index) in CLAUSE_BREAKS or reading.form(index) in ("لكن", "ولكن", "بل"):
            return ""
    return _of_verb(read_sentence(speech.verb).form(0))


def _of_verb(form: str) -> str:
    bare = form if form in SPEECH_VERBS else form[1:] if form[:1] in ("و", "ف") else ""
    return _SAID.get(SPEECH_VERBS[bare].lemma, "") if bare in SPEECH_VERBS else ""


def _before(reading: Reading, start: int) -> str:
    """What the words of the clause before a figure say, the nearest first."""
    last = reading.before(start)
    for index in range(last, max(last - _FURTHEST, -1), -1):
        form = reading.form(index)
        if form in _ONLY or (form in _NEXT_CLAUSE and not _may(reading, index)):
            return ""
        status = _of_word(reading, index)
        if status:
            return status
        if form in _THAT and not _of_word(reading, index - 1):
            return ""
    return ""


def _of_word(reading: Reading, index: int) -> str:
    form = reading.form(index)
    if _may(reading, index) or any(bare in _POSSIBLE for bare in bare_forms(form)):
        return "possible"
    if any(word in _DENIED for word in (form, form[1:] if form[:1] in ("و", "ف") else "")):
        return "" if reading.form(index + 1) in _BOUNDS else "denied"
    return _of_verb(form)


def _may(reading: Reading, index: int) -> bool:
    """Whether قد stands at ``index`` with an imperfect: "may enter"; with a perfect it is "has entered"."""
    verb = reading.form(index + 1)
    if reading.form(index) not in ("قد", "وقد", "فقد") or verb in _PERFECTS_WITH_TA:
        return False
    return verb.startswith("ي") or (verb.startswith("ت") and not verb.endswith("ت"))


def _behind(reading: Reading, start: int, end: int) -> str:
    """A denial right behind its subject at the head of a clause: "أن 98 ألف روسي لم يدخلوا"."""
    index = reading.after(end)
    heads = reading.before(start) < 0 or reading.form(reading.before(start)) in _THAT | _NEXT_CLAUSE
    if not heads:
        return ""
    return "possible" if _may(reading, index) else "denied" if reading.form(index) in ("لم", "لن") else ""
