"""Numbers below zero: "-40 درجة", "ناقص 5 درجات", "40 درجة تحت الصفر", "-0.5%".

A hyphen before other numbers is a dash or the mark of a list: only degrees and percentages are asked for theirs.
"""

from __future__ import annotations

import re

from summarizer.arabic_words import Reading, read_sentence, word_set
from summarizer.numerals import Number

_MINUS = re.compile(r"(?:^|[\s(«\"،:]|\bو)(?P<sign>[-−–])\Z")  # و is written on to it: "بين -10 و-5"
_SAID = word_set("ناقص سالب بناقص بسالب")
_DEGREES = word_set("درجه درجات درجتين درجتان مئويه °")
_BELOW = word_set("تحت دون")
_ZERO = word_set("الصفر صفر")
_BELOW_ENGLISH = re.compile(r"\b(?:minus|negative|below|sub-?zero|freezing)\b", re.IGNORECASE)
_ENGLISH_NUMBER = re.compile(r"(?P<sign>[-−–]\s?)?(?P<number>\d+(?:\.\d+)?)")
_FURTHEST = 4  # words between the number and "below zero": "40 درجة مئوية تحت الصفر"


def find_minus(reading: Reading, number: Number, last: Number) -> int | None:
    """Where the minus of ``number`` begins, or the number itself if "below zero" stands behind it; None without one.

    ``last`` is the upper end of its range, behind which the degrees stand; without a range it is the number itself.
    """
    after = reading.after(last.end)
    if any(reading.form(i) in _BELOW and reading.form(i + 1) in _ZERO for i in range(after, after + _FURTHEST)):
        return number.start
    if last.kind != "percent" and reading.form(after) not in _DEGREES:
        return None
    minus = _MINUS.search(reading.plain[: number.start])
    word = reading.before(number.start)
    said = reading.words[word].start if reading.form(word) in _SAID else None
    return minus.start("sign") if minus else said


def find_lost_minus(arabic: str, english: str) -> Number | None:
    """The first number of degrees below zero that ``english`` has above zero only, or all of whose numbers are.

    A fall may say "-5%" as well.
    """
    if _BELOW_ENGLISH.search(english):
        return None
    said = [(bool(found["sign"]), float(found["number"])) for found in _ENGLISH_NUMBER.finditer(english)]
    below, above = ({value for sign, value in said if sign is wanted} for wanted in (True, False))
    reading = read_sentence(arabic)
    numbers = (number for number in reading.numbers if number.kind == "number" and number.firm)
    cold = (number for number in numbers if find_minus(reading, number, number) is not None)
    return next((number for number in cold if not below or float(number.value) in above - below), None)
