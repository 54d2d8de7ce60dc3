"""Which names mean one speaker: "بوتين" and "الرئيس الروسي" are "الرئيس الروسي فلاديمير بوتين", where that is certain.

a surname      stands at the end of one longer name, behind a given name or a title: "الرئيس بوتين"
an office      begins one longer name that was heard before: "الرئيس الروسي"

Where two longer names would do, a name stays by itself: one speaker shown twice is better than two taken for one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from summarizer.arabic_words import bare_forms, read_sentence, word_set
from summarizer.fact_types import Attribution
from summarizer.figure_words import NOUNS
from summarizer.places import find_nation, find_place
from summarizer.speech_words import NAME_ENDS
from summarizer.stems import is_ordinary

_OFFICES = word_set(
    """
    رئيس رئيسه وزير وزيره مدير مديره متحدث متحدثه ناطق ناطقه امين حاكم قائد سفير سفيره نائب نائبه مبعوث ملك امير مستشار
    مستشاره زعيم سكرتير سكرتيره قيادي عضو جنرال لواء عقيد عميد فريق ادميرال مفوض مفوضه سيناتور محافظ عمده شيخ دكتور
    محلل محلله خبير خبيره باحث باحثه كاتب كاتبه مراسل مراسله ممثل ممثله مندوب نقيب رائد مقدم ملازم رقيب بروفيسور استاذ
    استاذه مهندس ناشط ناشطه معارض صحافي صحفي طبيب محام قس اسقف كاردينال مطران بطريرك مفت مفتي حاخام سيد سيده
    """
)
# What stands before the name of a body or a place, not of a man: "حركة حماس", "مستشفى كمال عدوان".
_BODIES = word_set(
    """
    حركه حزب وكاله منظمه قناه صحيفه وزاره شركه مجله موقع مجلس جيش قوات سلطات حكومه بلديه بلده مدينه منطقه محافظه ولايه
    جمعيه اتحاد هيئه مكتب مركز معهد جامعه مستشفي شبكه اذاعه مؤسسه بنك مصرف كتائب لجنه جماعه تنظيم جبهه تحالف باسم شؤون
    اهالي سكان مطار ميناء قطاع رساله بيان تصريح موقف بحسب حسب وفق
    """
)
_NO_MEN = word_set("حماس فتح طالبان داعش ناتو يونيسف اونروا يونيفيل بنتاغون كرملين هارتس معاريف رويترز بلومبرغ")
_NOT_NAMES = _OFFICES | _BODIES | _NO_MEN
_FORMER = word_set("سابق سابقه اسبق منتخب مقبل راحل")
_LONGEST_NAME = 3  # words, without a title
_LEAST_OFFICE = 2  # words: "the president" alone may be any


class _Word(NamedTuple):
    """A word of a name as folded, and the key by which it is compared: a place's English name, else no article."""

    form: str
    key: str
    is_place: bool  # or the people or things of one


_Segment = tuple[_Word, ...]


def name_persons(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions of an article, each with the fullest name of its speaker."""
    persons = find_persons([said.speaker for said in attributions if said.speaker])
    return tuple(replace(said, person=persons[said.speaker]) if said.speaker else said for said in attributions)


def find_persons(names: Sequence[str]) -> dict[str, str]:
    """For each of the speakers' names, in the order in which they are heard, the fullest that means the same one."""
    read = {name: _read(name) for name in names}
    place = {name: index for index, name in enumerate(read)}
    holders: dict[str, list[str]] = defaultdict(list)  # a longer name holds the last word of a shorter one
    for name, segments in read.items():
        for key in {word.key for segment in segments for word in segment}:
            holders[key].append(name)
    fullest = {name: name for name in read}
    sizes = {name: sum(map(len, segments)) for name, segments in read.items()}
    for name in sorted(read, key=sizes.__getitem__, reverse=True):
        candidates = holders[read[name][-1][-1].key] if read[name] else []
        candidates = [other for other in candidates if sizes[other] > sizes[name]]
        longer = (o for o in candidates if _means(read[name], read[o], before=place[o] < place[name]))
        owners = {fullest[other] for other in longer}
        if len(owners) == 1:
            fullest[name] = owners.pop()
    return fullest


def ends_with_name(speaker: str, name: str) -> bool:
    """Whether ``name`` is the man's name at the end of what a speaker is called, or of a part between commas."""
    words = tuple(word for segment in _read(name) for word in segment)
    return bool(words) and _is_name(words) and any(words == each or _ends(words, each) for each in _read(speaker))


def _read(name: str) -> tuple[_Segment, ...]:
    """The words of a name between its commas."""
    segments: list[list[_Word]] = [[]]
    reading = read_sentence(name)
    for index, word in enumerate(reading.words):
        if word.is_sign and word.form in ("،", ",", "-", "–"):
            segments.append([])
        elif not word.is_sign:
            nation = find_nation(word.form)
            place = nation.country if nation else find_place(reading, index)
            segments[-1].append(_Word(word.form, place or _bare(word.form), bool(place)))
    return tuple(tuple(segment) for segment in segments if segment)


def _bare(form: str) -> str:
    return form.removeprefix("ال")


def _means(short: tuple[_Segment, ...], long: tuple[_Segment, ...], *, before: bool) -> bool:
    """Whether the name ``short`` can only be the bearer of ``long``, which has more words; ``before``: heard first."""
    words = tuple(word for segment in short for word in segment)
    if before and _is_office(words) and any(_begins(words, segment, long) for segment in long):
        return True
    name = _without_title(words)
    return bool(name) and _is_name(name) and any(_ends(name, segment) for segment in long) and _fits(words, name, long)


def _is_office(words: _Segment) -> bool:
    return len(words) >= _LEAST_OFFICE and words[0].key in _OFFICES


def _begins(words: _Segment, segment: _Segment, long: tuple[_Segment, ...]) -> bool:
    """Whether a segment begins with these words and more is said: a nation, a name. Former holders are others."""
    size = len(words)
    alike = tuple(word.key for word in words) == tuple(word.key for word in segment[:size])
    rest = [word for each in long for word in each][size:]
    return alike and len(rest) > 1 and not any(word.key in _FORMER for each in long for word in each)


def _without_title(words: _Segment) -> _Segment:
    """The name behind an office and a nation: "الرئيس الروسي بوتين"."""
    last = 0
    if words and words[0].key in _OFFICES:
        last = max((i for i, word in enumerate(words) if word.form.startswith("ال") or word.is_place), default=0) + 1
    return words[last:]


def _is_name(words: _Segment) -> bool:
    """Whether nothing speaks against these words being a man's name."""
    common = any(
        word.is_place or any(bare in _NOT_NAMES or bare in NOUNS for bare in bare_forms(word.form)) for word in words
    )
    definite = words[0].form.startswith("ال") and is_ordinary(words[0].form)
    return len(words) <= _LONGEST_NAME and not common and not definite


def _ends(name: _Segment, segment: _Segment) -> bool:
    """Whether a segment ends with the name, behind a given name or a title; not "حركة حماس", not "مدير ووتش"."""
    size = len(name)
    if len(segment) <= size or [word.form for word in segment[-size:]] != [word.form for word in name]:
        return False
    before = segment[-size - 1]
    common = any(bare in _OFFICES or bare in _BODIES for bare in bare_forms(before.form))
    if before.form in NAME_ENDS or before.form in NOUNS or common:
        return before.form.startswith("ال") and before.key in _OFFICES and segment[0] is before
    servant = len(segment) > size + 1 and segment[-size - 2].form == "عبد"  # "عبد الفتاح" is a given name
    titled = (before.form.startswith("ال") and not servant) or before.is_place
    if name[0].form.startswith("ال"):
        return not titled and not is_ordinary(before.form)
    return not titled or segment[0].key in _OFFICES or (size > 1 and segment[0] is before)


def _fits(words: _Segment, name: _Segment, long: tuple[_Segment, ...]) -> bool:
    """Whether the title before a surname, if there is one, is of the longer name too."""
    title = words[: len(words) - len(name)]
    keys = {word.key for segment in long for word in segment}
    return len(name) > 1 or all(word.key in keys for word in title)
