"""What of an Arabic speaker's name can be said in English by tables: names, offices and bodies, countries; and verbs.

"وزارة الدفاع الروسية" is "defence ministry, Russia". Nothing is translated by a model and nothing transliterated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from summarizer.arabic_words import read_sentence
from summarizer.lexicon import Entry, Lexicon
from summarizer.normalize import normalize
from summarizer.places import find_nation
from summarizer.speaker_names import verb_at
from summarizer.speech_words import SOURCE_MARKERS

# Offices and bodies that speak in the news: those of the seeds and others as common.
_OFFICES = {
    "interior ministry": "وزارة الداخلية",
    "defence ministry": "وزارة الدفاع",
    "foreign ministry": "وزارة الخارجية",
    "health ministry": "وزارة الصحة",
    "justice ministry": "وزارة العدل",
    "finance ministry": "وزارة المالية",
    "ministry": "وزارة|الوزارة",
    "interior minister": "وزير الداخلية|وزيرة الداخلية",
    "defence minister": "وزير الدفاع|وزيرة الدفاع|وزير الحرب",
    "foreign minister": "وزير الخارجية|وزيرة الخارجية",
    "health minister": "وزير الصحة|وزيرة الصحة",
    "finance minister": "وزير المالية|وزيرة المالية",
    "minister": "وزير|الوزير|وزيرة|الوزيرة",
    "prime minister": "رئيس الوزراء|رئيسة الوزراء|رئيس الحكومة|رئيسة الحكومة",
    "president": "الرئيس|الرئيسة",
    "spokesperson": "المتحدث باسم|المتحدثة باسم|متحدث باسم|متحدثة باسم|الناطق باسم|المتحدث|المتحدثة|الناطق",
    "secretary-general": "الأمين العام",
    "ambassador": "السفير|السفيرة|سفير",
    "governor": "حاكم|محافظ",
    "authorities": "السلطات|سلطات",
    "regional authorities": "السلطات الإقليمية",
    "local authorities": "السلطات المحلية",
    "local interior ministry": "وزارة الداخلية المحلية",
    "government": "الحكومة|حكومة",
    "parliament": "البرلمان|مجلس النواب",
    "police": "الشرطة|شرطة",
    "army": "الجيش",
    "state media": "وسائل الإعلام الحكومية|وسائل الإعلام الرسمية",
    "news agency": "وكالة الأنباء|وكالة أنباء",
    "agency": "الوكالة|وكالة",
    "newspaper": "صحيفة|الصحيفة",
    "immigration administration": "إدارة الهجرة",
    "White House": "البيت الأبيض",
    "Pentagon": "البنتاغون",
    "United Nations": "الأمم المتحدة",
    "Security Council": "مجلس الأمن",
    "Collective Security Treaty Organization": "منظمة معاهدة الأمن الجماعي",
    "Red Crescent": "الهلال الأحمر",
    "Red Cross": "الصليب الأحمر",
    "some analysts": "بعض المحللين",
}

# The verbs of speaking by what they claim: readers must see who "claimed" and who "acknowledged". Lemmas, folded.
_SAID = {
    "said": "قال|صرح",
    "added": "اضاف|اردف|استطرد",
    "continued": "تابع|واصل",
    "affirmed": "اكد",
    "explained": "اوضح",
    "pointed out": "اشار|لفت|نوه",
    "mentioned": "ذكر",
    "announced": "اعلن",
    "stressed": "شدد",
    "considered": "اعتبر|راي",
    "revealed": "كشف",
    "reported": "افاد|اورد",
    "warned": "حذر",
    "denied": "نفي",
    "claimed": "زعم|ادعي",
    "expected": "توقع",
    "acknowledged": "اقر|اعترف",
    "informed": "ابلغ",
    "thought likely": "رجح",
    "wrote": "كتب",
    "commented": "علق",
    "concluded": "ختم|اختتم",
    "spoke": "تحدث",
    "pledged": "تعهد",
    "passed on": "نقل",
    "answered": "رد",
}
_ENGLISH_VERBS = {lemma: english for english, lemmas in _SAID.items() for lemma in lemmas.split("|")}
_SOURCES = frozenset(words[0] for words in SOURCE_MARKERS if words[0] != "جاء")  # "it says in a statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gloss:
    """What is known in English of an Arabic name: all of it (``whole``), or what stands ``within`` it; "" for nothing.

    What stands within is not the one who is named: "an ally of Moscow" holds Moscow.
    """

    whole: str
    within: str


class _Part(NamedTuple):
    start: int
    end: int
    english: str
    added: bool  # with و, "and"


def gloss(arabic: str, names: Lexicon) -> Gloss:
    """What the tables and ``names`` know of a speaker, in the order of the Arabic."""
    plain = normalize(arabic).text
    parts: list[_Part] = []
    for found in (_find(plain, _offices()), _find(plain, names), _find_nations(plain)):
        parts += [new for new in found if not any(new.start < old.end and old.start < new.end for old in parts)]
    said, rest, end = "", "", 0
    for part in sorted(parts):
        said += (" and " if part.added else ", " if said else "") + part.english if said else part.english
        rest, end = rest + plain[end : part.start], part.end
    whole = not any(map(str.isalnum, rest + plain[end:]))
    return Gloss(whole=said if whole else "", within="" if whole else said)


def gloss_verb(arabic: str) -> str:
    """The English of a verb of speaking as it stands in a text, or "according to"; "" for what is in no table."""
    reading = read_sentence(arabic)
    verb = verb_at(reading, 0)
    if verb:
        return _ENGLISH_VERBS[verb.lemma]
    return "according to" if {reading.form(0), reading.form(0).removeprefix("و")} & _SOURCES else ""


def _find(plain: str, lexicon: Lexicon) -> Iterator[_Part]:
    for match in lexicon.find(plain):
        yield _Part(match.start, match.end, match.entry.english, "و" in match.clitics)


def _find_nations(plain: str) -> Iterator[_Part]:
    """Countries that an adjective names: "الروسية"."""
    for word in read_sentence(plain).words:
        nation = find_nation(word.form)
        if nation:
            yield _Part(word.start, word.end, nation.country, False)


@cache
def _offices() -> Lexicon:
    return Lexicon(Entry(arabic=form, english=said) for said, forms in _OFFICES.items() for form in forms.split("|"))
