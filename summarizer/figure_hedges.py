"""What stands around a number that makes it a bound or an estimate: "أكثر من", "نحو", "على الأقل"."""

from __future__ import annotations

from typing import Literal

from summarizer.arabic_words import Reading, bare_forms, match_phrase

Hedge = Literal["", "about", "more than", "at least", "less than", "at most", "up to"]
_PHRASES: tuple[tuple[Hedge, str], ...] = (
    (
        "about",
        "نحو|حوالي|زهاء|قرابه|تقريبا|ما يقارب|ما يقرب من|يقارب|يقرب من|تقارب|يناهز|تناهز|ما يناهز|في حدود|حدود|بحدود"
        "|قريب من|ما يعادل نحو",
    ),
    (
        "more than",
        "اكثر من|ازيد من|ما يزيد عن|ما يزيد علي|يزيد عن|يزيد علي"
        "|تزيد عن|تزيد علي|فوق|تجاوز|تجاوزت|يتجاوز|تتجاوز|يفوق"
        "|تفوق|فاق|فاقت|ما يربو علي|يربو علي|ما يفوق|تخطي|تخطت|يتخطي|اعلي من",
    ),
    ("at least", "ما لا يقل عن|لا يقل عن|لا تقل عن|علي الاقل|بحد ادني"),
    ("less than", "اقل من|دون|ادني من"),
    (
        "at most",
        "ما لا يزيد عن|ما لا يزيد علي|لا يزيد عن|لا يزيد علي|لا يتجاوز|لا تتجاوز|لم يتجاوز|لم تتجاوز"
        "|لن يتجاوز|لن تتجاوز|لا تزيد عن|لا تزيد علي|لم يزد عن|لم يزد علي|لن يزيد عن|لن يزيد علي",
    ),
    ("up to", "ما يصل الي|يصل الي|تصل الي|بحد اقصي"),
)
_HEDGES = {tuple(phrase.split()): hedge for hedge, phrases in _PHRASES for phrase in phrases.split("|")}
_LONGEST_HEDGE = 4
_FURTHEST_HEDGE = 8  # words back to a verb that hedges: "لا يتجاوز عدد الأسرى في السجون 9 آلاف"
_NUMBER_OF = frozenset({"عدد", "حصيله", "قيمه"})
_AFTER: dict[tuple[str, ...], Hedge] = {
    ("تقريبا",): "about",
    ("علي", "الاقل"): "at least",
    ("فاكثر",): "at least",
    ("او", "اكثر"): "at least",
    ("علي", "الاكثر"): "at most",
    ("كحد", "اقصي"): "at most",
    ("كحد", "ادني"): "at least",
}
_FURTHEST_AFTER = 4  # words between a number and what hedges it from behind: "2000 شخص على الأقل"


def is_hedge(form: str) -> bool:
    """Whether the folded word hedges a number by itself."""
    return (form,) in _HEDGES


def hedge_before(reading: Reading, start: int) -> tuple[int, Hedge]:
    """Where the words that hedge a number begin, and what they say; the number's own start without any."""
    last = reading.before(start)
    for length in range(_LONGEST_HEDGE, 0, -1):
        first = last - length + 1
        if first >= 0 and match_phrase(reading, first, _HEDGES, _LONGEST_HEDGE) == length:
            forms = tuple(reading.form(i) for i in range(first, last + 1))
            phrase = next((bare, *forms[1:]) for bare in bare_forms(forms[0]) if (bare, *forms[1:]) in _HEDGES)
            hedge = _HEDGES[phrase]
            if hedge == "up to" and forms[0].startswith("ل"):  # "لتصل إلى 2.8 مليون": to reach it, which is no bound
                return start, ""
            return reading.words[first].end - len(phrase[0]), hedge
    for at in range(last, max(last - _FURTHEST_HEDGE, 0), -1):  # "لا يتجاوز عدد السكان 40 ألفا"
        if reading.form(at) in _NUMBER_OF:
            hedge = hedge_before(reading, reading.words[at].start)[1]
            return start, hedge if hedge != "about" else ""
    return start, ""


def hedge_after(reading: Reading, end: int) -> Hedge:
    """What the words soon after a number say of it: "على الأقل", "تقريبا"."""
    first = reading.after(end)
    for at in range(first, first + _FURTHEST_AFTER):
        for length in (2, 1):
            hedge = _AFTER.get(tuple(reading.form(i) for i in range(at, at + length)))
            if hedge:
                return hedge
        if not reading.form(at)[:1].isalpha():
            break
    return ""
