"""The numbers of an Arabic text: digits, number words in every case and gender, percentages, months, weekdays.

Words are looked up without vowel signs, with hamzas, final ى and ة made one, and with the letters that Arabic writes
on to a word (و ف ب ل ك) and the article taken off where a number word is left: "والأربعة", "بخمسة", "للمئة".
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from summarizer.numerals import Kind, Number, Role, Term, Token
from summarizer.numerals_grammar import Language, Rules, find_numbers
from summarizer.remembering import WORDS_KEPT, remember


def _words(text: str) -> list[str]:
    return text.split()


_HUNDREDS = ("مئه", "مائه", "ميه")  # the last not by itself: there it is a name, or the end of "كمية" cut in two
_UNITS = ("ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع")  # 3 to 9, without their endings
_TENS = ("عشر", *_UNITS)  # 20 to 90, without their endings
_ORDINALS = ("ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")  # 3 to 10
_ADJECTIVES = ("ثلاثي", "رباعي", "خماسي", "سداسي")  # of 3 to 6: trilateral, quartet, five-year ...
_TERM = re.compile(r"\w{0,2}(?:ال|لل)(?:ثلاثي|سداسي)ه?")  # with its ordinal: a quarter, a half-year
_WHICH_TERM = ("الاول", "الثاني", "الثالث", "الرابع")
_MONTHS = (
    "يناير كانون_الثاني كانون_ثاني جانفي",
    "فبراير شباط فيفري",
    "آذار اذار مارس",
    "ابريل نيسان افريل",
    "مايو ايار ماي",
    "يونيو يونيه حزيران جوان",
    "يوليو يوليه تموز جويليه يوليوز",
    "اغسطس آب غشت اوت",
    "سبتمبر ايلول شتنبر",
    "اكتوبر اوكتوبر تشرين_الاول تشرين_اول",
    "نوفمبر تشرين_الثاني تشرين_ثاني نونبر",
    "ديسمبر كانون_الاول كانون_اول دجنبر",
)
_DOUBTFUL_MONTHS = frozenset({"مارس", "ماي", "اوت", "جوان"})  # also "he practised", Theresa May, "out", Joan
_BEFORE_MONTHS = frozenset(_words("شهر شهري في منذ خلال مطلع اوائل اواخر بدايه نهايه منتصف"))
_AFTER_MONTHS = frozenset(_words("الماضي الجاري المقبل الحالي القادم المنقضي"))
_WEEKDAYS = ("الاثنين", "الثلاثاء الثلاثا", "الاربعاء الاربعا", "الخميس", "الجمعه", "السبت", "الاحد")


class _Entry(NamedTuple):
    role: Role
    value: Fraction
    kind: Kind = "number"


def _entries(role: Role, value: Fraction | int, words: str, kind: Kind = "number") -> dict[str, _Entry]:
    return {word: _Entry(role, Fraction(value), kind) for word in words.split()}


def _build_lexicon() -> dict[str, _Entry]:
    """Every folded word, and pair of words with _ between, that the grammar knows."""
    lexicon = {
        **_entries("unit", 1, "واحد واحده واحدا احد احدي"),
        **_entries("unit", 2, "اثنان اثنين اثنا اثني اثنتان اثنتين اثنتا اثنتي"),
        **_entries("unit", 8, "ثماني ثمانيه ثمانيا"),
        **_entries("teen", 10, "عشر عشره عشرا"),
        **_entries("hundred", 100, " ".join(_HUNDREDS[:2])),
        **_entries("hundreds", 200, "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي"),
        **_entries("hundreds", 800, " ".join(stem + hundred for stem in ("ثماني", "ثمن") for hundred in _HUNDREDS)),
        **_entries("scale", 10**3, "الف الفا"),
        **_entries("scale", 10**6, "مليون مليونا"),
        **_entries("scale", 10**9, "مليار مليارا بليون بليونا"),
        **_entries("scale", 10**12, "تريليون تريليونا ترليون ترليونا"),
        **_entries("dual", 10**3, "الفان الفين الفي"),
        **_entries("dual", 10**6, "مليونان مليونين مليوني"),
        **_entries("dual", 10**9, "ملياران مليارين ملياري بليونان بليونين بليوني"),
        **_entries("dual", 10**12, "تريليونان تريليونين تريليوني ترليونان ترليونين ترليوني"),
        **_entries("plural", 10, "عشرات", "vague"),
        **_entries("plural", 100, "مئات", "vague"),
        **_entries("plural", 10**3, "آلاف الاف آلافا الافا الوف", "vague"),
        **_entries("plural", 10**6, "ملايين", "vague"),
        **_entries("plural", 10**9, "مليارات بلايين بليونات", "vague"),
        **_entries("plural", 10**12, "تريليونات ترليونات", "vague"),
        **_entries("part", Fraction(1, 2), "نصف نصفا نصفهم نصفها"),
        **_entries("part", Fraction(1, 3), "ثلث ثلثهم ثلثها"),
        **_entries("part", Fraction(2, 3), "ثلثا ثلثي ثلثان ثلثين"),
        **_entries("part", Fraction(1, 4), "ربع ربعهم ربعها"),
        **_entries("parts", 3, "اثلاث"),
        **_entries("parts", 4, "ارباع"),
        **_entries("parts", 5, "اخماس"),
        **_entries("parts", 10, "اعشار"),
        **_entries("ordinal", 1, "اول اولي اولا حادي حاديه", "ordinal"),
        **_entries("ordinal", 2, "ثاني ثانيه ثان ثانيا", "ordinal"),
        **_entries("hint", 0, "صفر نظيف نظيفه رد"),
        **_entries("hint", 1, "غره"),  # the first of a month
        **_entries("hint", 16, "ثمن"),  # of the final: the round of 16
        **_entries("hint", 6, "لست"),  # mostly "I am not"
        **_entries("hint", 7, "بئر_السبع"),  # Beersheba
        **_entries("hint", 10**6, "مليونيه"),  # of a march
        **_entries("percent", 0, " ".join(f"بال{hundred} في_ال{hundred}" for hundred in _HUNDREDS), "percent"),
        **_entries("percent", 0, "نقطه_مئويه نقاط_مئويه", "percent"),
    }
    for value, stem in enumerate(_UNITS, 3):
        lexicon |= _entries("unit", value, f"{stem} {stem}ه {stem}ا")
        lexicon |= _entries("hundreds", value * 100, " ".join(stem + hundred for hundred in _HUNDREDS))
    for value, stem in enumerate(_TENS, 2):
        lexicon |= _entries("ten", value * 10, f"{stem}ون {stem}ين {stem}ينات {stem}ينيات")  # also decades
        lexicon |= _entries("hint", value * 10, f"{stem}يني {stem}ينيه")  # "in his fifties"; the fortieth day
    for value, stem in enumerate(_ORDINALS, 3):
        lexicon |= _entries("ordinal", value, f"{stem} {stem}ه {stem}ا", "ordinal")
    for value, adjective in enumerate(_ADJECTIVES, 3):
        lexicon |= _entries("whole", value, f"{adjective} {adjective}ه {adjective}ا")
    for value, names in enumerate(_MONTHS, 1):
        lexicon |= _entries("whole", value, names, "month")
    for value, names in enumerate(_WEEKDAYS, 1):
        lexicon |= _entries("whole", value, names, "weekday")
    return lexicon


_LEXICON = _build_lexicon()
_FOLD = str.maketrans("أإٱىة", "ااايه")  # not آ: "آب" is a month, "أب" a father
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل")
_ARTICLE = "ال"
_VERBS = frozenset(
    {"أثنى", "وأثنى", "فأثنى", "أثني", "اثنى", "واثنى"}
)  # "he praised"; without its hamza it would be two
_DECADE = re.compile(r"يني?ات$")
_DECADE_OF_LIFE = re.compile(r"(?:ال)?عقد(?:ه|ها|هما|هم)?")  # "in his fifth decade": in his forties
_DUAL = re.compile(  # any word that may be one: many plurals end alike, and not every dual is "two" in English
    r"\w{2}.*(?:ان|ين|تا|تي|هما|[تن][اي]ها?|ينا)|\w*(?:ثنائي|مزدوج|ضعف|زوج|توام|كلا|كلي)\w*"
)

_NEXT: frozenset[str] = frozenset({""})
_AND: frozenset[str] = frozenset({"and"})
_SMALL: tuple[Role, ...] = ("digits", "unit", "teen", "ten", "hundred", "hundreds")
_RULES: Rules = {
    ("unit", "teen"): ("add", _NEXT),  # خمسة عشر
    ("ordinal", "teen"): ("add", _NEXT),  # الخامس عشر
    ("unit", "ten"): ("add", _AND),  # خمسة وعشرون
    ("ordinal", "ten"): ("add", _AND),  # الخامس والعشرون
    ("hint", "teen"): ("add", _NEXT),
    ("hint", "ten"): ("add", _AND),
    ("unit", "hundred"): ("times", _NEXT),  # خمس مئة
    ("unit", "parts"): ("divide", _NEXT),  # ثلاثة أرباع
    ("unit", "unit"): ("decimals", frozenset({"point"})),  # ستة فاصل خمسة
    ("part", "scale"): ("scale", _NEXT),  # نصف مليون
    ("scale", "scale"): ("scale", _NEXT),  # ألف مليار
    ("scale", "plural"): ("scale", _NEXT),
    ("plural", "plural"): ("times", _NEXT),  # عشرات الآلاف
    ("plural", "scale"): ("times", _NEXT),
    **{(role, "scale"): ("scale", _NEXT) for role in _SMALL},  # 98 ألفا
    **{(role, "plural"): ("scale", _NEXT) for role in _SMALL},  # ثلاثة ملايين
    **{(hundred, role): ("add", _AND) for hundred in _SMALL[4:] for role in _SMALL[:4]},  # مئة وخمسة
}


@remember
def find_numbers_arabic(text: str) -> tuple[Number, ...]:
    """The numbers, months and weekdays of ``text``, sorted by their start; offsets are code points of ``text``.

    Takes any text and never raises. The و, ب or ل before a number is left out of it, the article is not. Two names of
    one month side by side ("سبتمبر (أيلول)") are two Numbers of one value.
    """
    return find_numbers(text, _ARABIC)


def _read_word(tokens: list[Token], index: int) -> tuple[Term | None, int]:
    """The term that begins at a word token, if one does, and how many tokens it takes."""
    token = tokens[index]
    for last in (index + 1, index):
        found = _look_up("_".join(t.text for t in tokens[index : last + 1])) if last < len(tokens) else None
        if found:
            clitics, (role, value, kind) = found
            if _is_doubtful(tokens, index, clitics):
                role = "hint"
            others: tuple[Fraction, ...] = ()
            if kind == "ordinal" and _DECADE_OF_LIFE.fullmatch(_word_at(tokens, index - 1)):
                others = ((value - 1) * 10, value * 10)
            elif role == "part" and clitics:
                others = (1 + value, 2 + value)  # "ساعة ونصف", "ساعتان ونصف"
            start, end = token.start + clitics, tokens[last].end
            return Term(role=role, value=value, start=start, end=end, kind=kind, others=others), last - index + 1
    return None, 1


@lru_cache(WORDS_KEPT)
def _look_up(key: str) -> tuple[int, _Entry] | None:
    """What the lexicon says of a word or pair of words, and how many letters before it do not belong to it."""
    word = key.translate(_FOLD)
    if key in _VERBS:
        return None
    for clitic in _CLITICS:
        if word.startswith(clitic):
            bare = word[len(clitic) :]
            if clitic.endswith("ل") and bare.startswith("ل"):
                bare = "ا" + bare  # the article loses its alef after ل
            entry = _LEXICON.get(bare) or _LEXICON.get(bare.removeprefix(_ARTICLE))
            if entry:
                return len(clitic), entry
    return (0, _Entry("hint", Fraction(2))) if "_" not in word and _DUAL.fullmatch(word) else None


def _is_doubtful(tokens: list[Token], index: int, clitics: int) -> bool:
    """Whether a number word stands where it mostly means something else, or says what has been said."""
    word, before, after = (_word_at(tokens, i) for i in (index, index - 1, index + 1))
    if word[clitics:] in _DOUBTFUL_MONTHS:
        dated = before in _BEFORE_MONTHS or after in _AFTER_MONTHS
        return not (dated or before[-1:].isdigit() or after[:1].isdigit())
    if before == "القرن":
        return _DECADE.search(_word_at(tokens, index - 2)) is not None  # "خمسينيات القرن العشرين": the 1950s
    if _TERM.fullmatch(word):
        return after.startswith(_WHICH_TERM)
    return before == "بين" and word == "الاثنين"  # between the two, not between Mondays


def _word_at(tokens: list[Token], index: int) -> str:
    """The folded text of a token, "" outside the text."""
    return tokens[index].text.translate(_FOLD) if 0 <= index < len(tokens) else ""


_ARABIC = Language(
    read_word=_read_word,
    links={"": "", "و": "and", "فاصل": "point", "فاصلة": "point"},
    rules=_RULES,
    lax=1,
    signs_vary=True,
)
