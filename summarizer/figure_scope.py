"""What a figure is about besides the thing counted: what happened, where, how often, since when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.arabic_words import Reading, bare_forms, look_up, match_phrase, read_sentence, word_set
from summarizer.fact_types import Attribution, DatedEvent, Scope
from summarizer.figure_status import find_status
from summarizer.places import Nation, find_nation, find_place

_ACTIONS = {
    form: action
    for action, forms in {
        "enter": """دخل دخلت دخلوا دخول يدخل يدخلون وصل وصلت وصلوا وصول يصل يصلون وافد الوافدين الوافدون
            تدفق تدفقت تدفقوا توافد توافدوا لجا لجات لجاوا لجوء قدموا قدوم استقبل استقبلت استقبال""",
        "cross": "عبرت عبروا عبور يعبر يعبرون",
        "leave": """غادر غادرت غادروا مغادره يغادر يغادرون
            فر فرت فروا يفرون فرار هرب هربت هربوا يهربون خرج خرجوا رحيل هاجر هاجروا""",
        "displace": "نزح نزحت نزحوا نزوح شرد شردت تشريد تهجير هجر",
        "return": "عاد عادت عادوا عوده",
        "kill": """قتل قتلت قتلوا مقتل مصرع لقي لقوا استشهد استشهدت استشهاد ارتقاء ارتقي توفي توفيت وفاه وفيات
            راح اودي اودت مصرعهم حتفهم قضوا اغتيال""",
        "injure": "اصيب اصيبت اصيبوا اصابه اصابات جرح جرحت جرحوا",
        "detain": "اعتقل اعتقلت اعتقال اعتقالات اوقف اوقفت ايقاف توقيف احتجز احتجاز ضبط",
        "release": "افرج افرجت افراج الافراج سراح",
        "receive": "حصل حصلت حصلوا حصول تلقي تلقت تلقوا تسلم",
        "wait": "تكدس تكدست تكدسوا ينتظر تنتظر ينتظرون انتظار عالق عالقين عالقون",
        "recruit": "تجنيد تعبئه استدعاء تجند تجتذب",
        "deploy": "نشر نشرت ارسل ارسلت ارسال",
        "destroy": "دمر دمرت تدمير تدمرت هدم هدمت",
        "shoot down": "اسقط اسقطت اسقاط اعترضت اعترض اعتراض",
        "launch": "اطلق اطلقت اطلاق",
        "attack": "هاجم هاجمت هجوم مهاجمه",
        "approve": "موافقه وافق وافقت لصالح تاييد ايد ايدت",
        "reject": "رفض رفضت معارضه عارض عارضت",
        "abstain": "امتنع امتنعت امتناع",
        "rise": "زياده ارتفاع نمو زاد زادت",
        "fall": "انخفاض تراجع انكماش انخفض انخفضت تراجعت",
        "sell": "باع باعت بيع مبيعات",
        "buy": "اشتري اشترت شراء",
        "export": "صادرات تصدير صدر صدرت",
        "import": "واردات استيراد استورد",
        "produce": "انتاج انتج انتجت",
        "fine": "غرامه تغريم غرم",
        "sentence": "سجن السجن حبس حكم حكمت",
    }.items()
    for form in forms.split()
}
_RATES = {
    ("يوميا",): "day",
    ("يومي",): "day",
    ("اليومي",): "day",
    ("اليوميه",): "day",
    ("يوميه",): "day",
    ("كل", "يوم"): "day",
    ("في", "اليوم"): "day",
    ("اسبوعيا",): "week",
    ("كل", "اسبوع"): "week",
    ("في", "الاسبوع", "الواحد"): "week",
    ("شهريا",): "month",
    ("كل", "شهر"): "month",
    ("في", "الشهر", "الواحد"): "month",
    ("سنويا",): "year",
    ("كل", "عام"): "year",
    ("كل", "سنه"): "year",
    ("سنويه",): "year",
    ("في", "الساعه"): "hour",
    ("في", "الثانيه"): "second",
}
_LONGEST_RATE = 3
_HERE = frozenset({"البلاد", "البلد"})  # of whoever speaks
_TOWARDS = frozenset({"الي", "نحو"})
_PERIODS = {"منذ": "since", "خلال": "in", "حتي": "until", "في": "in", "بين": "in", "غضون": "in"}
_LED = re.compile(r"\W*و?(?:منذ|في|خلال)\b")  # a sentence that begins with its time
_OPENING = 5  # words
_STOPS = word_set(". ; ؛ : ؟ ! ان بان انه انها انهم")
_COMMAS = word_set('، , « » " “ ”')
# Words that are looked at around a figure. Measured on the hand-made set: wider windows bring in the next clause.
_AT_ONCE, _BEFORE, _BEHIND = 2, 10, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A sentence with what is known of it: its dates, and its attributions with their indexes in the article."""

    reading: Reading
    dates: tuple[DatedEvent, ...]
    speakers: tuple[tuple[int, Attribution], ...]

    def speaker_at(self, offset: int) -> int | None:
        """The index of the attribution that governs what stands at ``offset``: of those around it the last to begin."""
        around = [(a.start, index) for index, a in self.speakers if a.start <= offset < a.end]
        return max(around)[1] if around else None


def find_scope(context: Context, start: int, end: int, nation: Nation | None) -> Scope:
    """What is said of the figure at ``start`` to ``end``; ``nation`` is that of the people counted."""
    reading = context.reading
    action = find_action(reading, start, end)
    speaker = context.speaker_at(start)
    speech = dict(context.speakers)[speaker] if speaker is not None else None
    home = place_of(speech.person) if speech else ""
    leaves = action in ("leave", "displace")
    place, towards = _find_place(reading, start, end, nation.country if leaves and nation else home)
    if leaves and towards:
        action = "enter"  # who flees to a place comes into it
    return Scope(
        action=action,
        place=place or (home if action == "enter" else ""),
        rate=find_rate(reading, start, end),
        period=_find_period(context, start, end),
        status=find_status(reading, start, end, speech),
    )


def is_action(form: str) -> bool:
    """Whether a folded word tells what happened, so that it is no thing counted."""
    return form in _ACTIONS


def find_action(reading: Reading, start: int, end: int, *, near: bool = False) -> str:
    """What happened to what is counted, as an English verb, "" if nothing is known; ``near``: by the word before it."""
    before, after = _clause(reading, start, end)
    places = before[:1] if near else (*after[:_AT_ONCE], *before, *after[_AT_ONCE:])
    for index in places:
        form = reading.form(index)
        if index in after:  # there "and", "for" and "by" begin something else
            action = _ACTIONS.get(form) or _ACTIONS.get(form.removeprefix("ال"), "")
        elif form == "عبر" and index == reading.before(start):
            action = "cross"  # elsewhere it is "through"
        else:
            action = look_up(form, _ACTIONS) or ""
        if action:
            return action
    return ""


def find_rate(reading: Reading, start: int, end: int) -> str:
    """The unit of time of "daily", "every month"; "" if the figure is no rate."""
    before, after = _clause(reading, start, end)
    for index in (*after, *before[:_AT_ONCE]):
        length = match_phrase(reading, index, _RATES, _LONGEST_RATE)
        if length:
            rest = [reading.form(i) for i in range(index + 1, index + length)]
            return next(_RATES[key] for b in bare_forms(reading.form(index)) if (key := (b, *rest)) in _RATES)
    return ""


def place_of(name: str | None) -> str:
    """The country in a speaker's name ("وزير الداخلية الجورجي": Georgia), "" without one."""
    reading = read_sentence(name or "")
    for index in range(len(reading.words) - 1, -1, -1):
        nation = find_nation(reading.form(index))
        place = find_place(reading, index) or (nation.country if nation else "")
        if place:
            return place
    return ""


def _clause(reading: Reading, start: int, end: int) -> tuple[range, range]:
    """The word indexes of the clause before offset ``start``, nearest first, and of that after ``end``."""
    before, after = reading.before(start), reading.after(end)
    first, last = before, after
    while first >= 0 and before - first < _BEFORE and reading.form(first) not in _STOPS:
        first -= 1
    while last < len(reading.words) and last - after < _BEHIND and reading.form(last) not in _STOPS | _COMMAS:
        last += 1
    return range(before, first, -1), range(after, last)


def _find_place(reading: Reading, start: int, end: int, home: str) -> tuple[str, bool]:
    """Where it happened, and whether it was towards there. ``home`` is what "the country" means here."""
    before, after = _clause(reading, start, end)
    for index in (*after, *before):
        form, led = reading.form(index), reading.form(index - 1)
        here = home if form in _HERE or form[1:] in _HERE else ""
        place = find_place(reading, index) or here
        if place and (index in after or led in ("في", *_TOWARDS)):
            return place, led in _TOWARDS or (led == "هذا" and reading.form(index - 2) in _TOWARDS)
    return "", False


def _find_period(context: Context, start: int, end: int) -> str:
    """The stretch of time: "since 2022-09-21", "on 2022-09-25", or "since" with the folded words that follow منذ."""
    reading = context.reading
    before, after = _clause(reading, start, end)
    for index in (*after, *before[:_AT_ONCE]):
        date = next((d for d in context.dates if d.start <= reading.words[index].start < d.end), None)
        if date:
            return _say_period(reading, date)
        if reading.form(index) == "منذ" and not any(d.start >= reading.words[index].end for d in context.dates):
            return "since " + " ".join(word.form for word in reading.words[index + 1 : index + 4])
    opening = next((d for d in context.dates if d.end <= start and reading.after(d.start) <= _OPENING), None)
    return _say_period(reading, opening) if opening and _LED.match(reading.plain) else ""


def _say_period(reading: Reading, date: DatedEvent) -> str:
    """The preposition that leads a date, up to three words before it, with the date."""
    index = reading.after(date.start)
    words = [word for word in reading.words if date.start <= word.start < date.end]
    said = date.date or " ".join(word.form for word in words)
    for word in (words[0], *reversed(reading.words[max(index - 3, 0) : index])):
        found = next((_PERIODS[bare] for bare in bare_forms(word.form) if bare in _PERIODS), None)
        if found:
            return f"{found} {said}"
    return f"on {said}"
