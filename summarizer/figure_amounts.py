"""Which numbers of a sentence are amounts: ranges joined, "about" and "more than" read, names and dates left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from summarizer.arabic_words import Reading, bare_forms, word_set
from summarizer.fact_types import DatedEvent
from summarizer.figure_hedges import Hedge, hedge_after, hedge_before, is_hedge
from summarizer.figure_signs import find_minus
from summarizer.figure_words import DUALS, NOUNS, SIGNS
from summarizer.numerals import Number
from summarizer.places import find_nation


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number or a range with its hedge. ``start`` and ``end`` are those of the hedge and the numbers together.

    ``first`` and ``last`` are its numbers, the same but in a range. ``high`` is the upper end of a range, None for
    a single number.
    """

    start: int
    end: int
    first: Number
    last: Number
    low: int | float
    high: int | float | None
    hedge: Hedge
    percent: bool

    @property
    def is_dual(self) -> bool:
        """Whether the number is the dual ending of a noun: "شخصان"."""
        return not self.first.firm and self.first.value == 2

    @property
    def definite(self) -> bool:
        """Whether the number has the article: "الدول الثلاث", "الـ50"."""
        return self.first.text.startswith("ال")


# What stands right before a number that is a name or a place in an order.
_LABELS = word_set(
    """
    رقم الرقم قناه القناه فرانس خبر عربي اف اي سو ميغ تي اس ال بي كيه جي كوفيد ايرباص بوينغ ايفون ويندوز طراز نوع فئه
    قرار
    القرار ماده الماده فصل الفصل باب بند البند فقره صفحه الصفحه ص ساعه الساعه دقيقه الدقيقه جوله الجوله دوره الدوره
    نسخه النسخه
    طبعه الطبعه مجموعه المجموعه بنتيجه رحله الرحله طريق الطريق شارع هاتف موسم مرسوم حلقه الحلقه لواء اللواء كتيبه
    فرقه الفرقه سن السن عيار هرمز نيوز تردد التردد الذكري بروتوكول ملحق خط الخط مربع مبني غرفه
    """
)
_ONES = frozenset({"واحد", "واحدة", "1"})
_AGES = re.compile(r"(?:عمر|أعمار|اعمار|سن ال|البالغ|يبلغ من|تبلغ من|مواليد)")
_AGE_UNITS = re.compile(r"\s*(?:عام|سن[ةه]|ربيع|سنوات|أعوام)")
_RANGE_LINKS = word_set("الي الى حتي او - – —")
_CHANGES = word_set(
    "ارتفع ارتفعت زاد زادت انخفض انخفضت تراجع تراجعت قفز قفزت رفع رفعت خفض خفضت نما نمت صعد صعدت هبط هبطت يرتفع ينخفض "
    "ارتفاع انخفاض رفع خفض تقلص تقلصت ازداد ازدادت تحول انتقل"
)
_PERIOD = word_set("منذ خلال قبل بعد غضون كل")
_LONGEST_PHONE = 7  # digits in a row, without a sign: from here on a telephone or an identity number
_CLOCK = re.compile(r"\d{1,2}:\d{2}")


def find_amounts(reading: Reading, dates: Sequence[DatedEvent]) -> tuple[Amount, ...]:
    """The amounts of a sentence, sorted and apart. ``dates`` are those of the sentence: their numbers are left out."""
    kept = [number for number in reading.numbers if _is_amount(reading, number, dates)]
    amounts, index = [], 0
    while index < len(kept):
        first = kept[index]
        second = kept[index + 1] if index + 1 < len(kept) and _is_range(reading, first, kept[index + 1]) else None
        amounts.append(_make_amount(reading, first, second))
        index += 2 if second else 1
    return tuple(amounts)


def _is_amount(reading: Reading, number: Number, dates: Sequence[DatedEvent]) -> bool:
    is_dual = not number.firm and number.value == 2 and _is_dual(_form_at(reading, number))
    if number.kind not in ("number", "percent") or not (number.firm or is_dual or number.text in _ONES):
        return False
    if any(date.start < number.end and number.start < date.end for date in dates):
        return False
    return (
        is_dual
        or number.kind == "percent"
        or not (_is_name(reading, number) or _is_age(reading, number) or _is_day(reading, number, dates))
    )


def _is_dual(form: str) -> bool:
    """Whether a word is the dual of a noun that is counted, without the article: "the two countries" are known."""
    return form in DUALS or (form[:1] in "وفبلك" and form[1:] in DUALS)


def _form_at(reading: Reading, number: Number) -> str:
    return reading.form(reading.before(number.end))


def _is_name(reading: Reading, number: Number) -> bool:
    """Whether it is part of a name, a time of day, a score, a key or a mark at the head of a list."""
    plain, index = reading.plain, reading.after(number.start)
    before, after = plain[: number.start], plain[number.end :]
    digits = number.text.isdecimal()
    joined = re.match(r"[:\-–/]\d", after) or re.search(r"(?<!\bو)(?<=\w)[-–:/.]$", before[-4:])
    if _CLOCK.fullmatch(number.text) or before.endswith(("+", "#")) or (joined and not _is_end(reading, number)):
        return True
    if digits and number.text[0] in "0٠" and len(number.text) > 1:
        return True
    if digits and len(number.text) >= _LONGEST_PHONE and not _counts(reading, number):
        return True
    heads_list = re.match(r"\s*[\-.)–](?:\s|$)", after) and not before.strip(' («"“-')
    if digits and (heads_list or re.match(r"[A-Za-z\u0600-\u06ff]", after)):
        return True
    word = reading.form(index - 1)
    while word in ("«", '"', "“", "("):
        index -= 1
        word = reading.form(index - 1)
    return any(bare in _LABELS for bare in bare_forms(word)) if word else False


def _is_end(reading: Reading, number: Number) -> bool:
    """Whether it is an end of "5000-6000" before what is counted, which is no score, date or type."""
    plain = reading.plain
    return any(
        number in (first, second)
        and plain[first.end : second.start] in ("-", "–")
        and _scaled(first, second) < second.value
        and not re.search(r"[\w\-–:/.]$", plain[: first.start])
        and _counts(reading, second)
        for first, second in pairwise(reading.numbers)
    )


def _counts(reading: Reading, number: Number) -> bool:
    """Whether a noun of the tables, the people of a country or a sign of money stands beside it."""
    index = reading.after(number.end)
    form = reading.form(index + (reading.form(index) == "من"))
    if {reading.plain[: number.start][-1:], form} & SIGNS.keys():
        return True
    return any(bare in NOUNS for bare in (form, form.removeprefix("ال"))) or find_nation(form) is not None


def _is_age(reading: Reading, number: Number) -> bool:
    """Whether it is someone's age: "البالغ 24 عاما", "(24 عاما)", "، 29 عاما ،"."""
    after = _AGE_UNITS.match(reading.plain, number.end)
    before = reading.plain[: number.start]
    if re.match(r"\s*(?:من عمر|من العمر)", reading.plain[number.end :]) or before.rstrip().endswith(
        ("سن ال", "سن الـ")
    ):
        return True
    if not after:
        return False
    alone = re.search(r"[،,(]\s*$", before) and re.match(r"[^\s،,)]*\s*[،,)]", reading.plain[after.end() :])
    return bool(alone) or _AGES.search(before[-25:]) is not None


def _is_day(reading: Reading, number: Number, dates: Sequence[DatedEvent]) -> bool:
    """Whether it is the first day of several: "يومي 5 و6 مارس"."""
    between = next((reading.plain[number.end : date.start] for date in dates if date.start >= number.end), "?")
    return re.fullmatch(r"\s*(?:و|إلى|حتى|-)\s*", between) is not None


def _is_range(reading: Reading, first: Number, second: Number) -> bool:
    """Whether two numbers are the ends of a range; after "rose" من and إلى are what it was and what it is."""
    below = find_minus(reading, first, second) is not None  # "10 to 5 degrees below zero" rises
    if first.kind != second.kind or not (below or _scaled(first, second) < second.value):
        return False
    minus = find_minus(reading, second, second)
    start, stop = reading.after(first.end), reading.after(second.start if minus is None else minus)
    links = [reading.form(i) for i in range(start, stop)]
    before = [reading.form(i) for i in range(max(reading.after(first.start) - 8, 0), reading.after(first.start))]
    between = reading.plain[first.end : second.start].strip(" -−–")  # a و is written on to the second number
    if links == ["و"] or (not links and between == "و"):
        return any(form in ("بين", "وبين") for form in before[-2:])
    if len(links) == 2 and links[0] in _RANGE_LINKS and is_hedge(links[1]):
        links = links[:1]
    if len(links) != 1 or links[0] not in _RANGE_LINKS:
        return False
    changed = any(bare in _CHANGES for form in before for bare in bare_forms(form))
    again = reading.form(reading.after(second.end)) in ("الي", "الى")
    return not (changed and links[0] in ("الي", "الى")) or again


def _scaled(first: Number, second: Number) -> int | float:
    """The first end of a range in the scale of the second, if it is said only there: 5 in "5 إلى 6 آلاف"."""
    return max(
        (_plain(value) for value in (first.value, *first.others) if value < second.value), default=_plain(first.value)
    )


def _make_amount(reading: Reading, first: Number, second: Number | None) -> Amount:
    last = second or first
    minus = find_minus(reading, first, last)
    start, hedge = hedge_before(reading, first.start if minus is None else minus)
    leading = reading.form(reading.before(start))
    if second and (leading == "من" or "بين" in (leading, leading[1:])):
        start = reading.words[reading.before(start)].start
    low = _scaled(first, second) if second else _plain(first.value + _half_after(reading, first))
    high = _plain(second.value) if second else None
    if minus is not None:
        low, high = -low, high if high is None or find_minus(reading, last, last) is None else -high
    if high is not None and high < low:
        low, high = high, low  # "5 إلى 10 درجات تحت الصفر" is -10 to -5
    return Amount(
        start=start,
        end=last.end,
        first=first,
        last=last,
        low=low,
        high=high,
        hedge=hedge or ("" if second else hedge_after(reading, last.end)),
        percent=last.kind == "percent",
    )


def _half_after(reading: Reading, number: Number) -> Fraction:
    """The half or quarter that a dual goes on with: "ساعتين ونصف"."""
    parts = (n.value for n in reading.numbers if n.start == number.end + len(" و") and n.value < 1)
    return Fraction(0) if number.firm else next(parts, Fraction(0))


def is_period(reading: Reading, amount: Amount) -> bool:
    """Whether the amount tells a stretch of time that something took place in or since: "خلال 24 ساعة"."""
    last = reading.before(amount.start)
    return any(
        bare in _PERIOD for form in (reading.form(last), reading.form(last - 1)) for bare in bare_forms(form or "?")
    )


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
