"""Which countries a text names, in Arabic and in English: by name or by what their people and things are called.

Names are CLDR's (through babel) and those of ``places``; adjectives are those of ``places``, and for other countries
the regular ones: كيني of كينيا, Kenyan of Kenya. What a word with more meanings means is not asked: such a form counts
on the Arabic side, where it can only stop a false alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from summarizer.arabic_words import bare_forms
from summarizer.normalize import fold
from summarizer.places import COUNTRIES, expand_adjective

_WORD = re.compile(r"[\w'’-]+")
_LONGEST = 4  # words of a country's name
_REGULAR = ("", "n", "an", "ian", "i", "ese")  # endings of English adjectives
# Names that are also people, things, other places or parts of names too often.
_AMBIGUOUS = frozenset({"Jersey", "Chad", "Guernsey", "Réunion", "Niger", "Dominica"})
_SAME = {"Türkiye": "Turkey", "United Kingdom": "Britain", "Palestinian Territories": "Palestine"}  # CLDR's, and ours
_NO_COUNTRY = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})  # CLDR's codes for unions, and for nothing

_BETWEEN = re.compile(r"[-'‘’]")  # "Hezbollah-Iraq", 'Israel'
# Countries that are not asked for: "Mali" is "financial" too, and "Chad" is not looked for in English.
_NOT_SURE = frozenset({"Mali", "Chad"})
# What has a country's name and is none, folded: Latin America, Emirates (the airline), the West Indies, a coconut, the
# city of Bologna, the Maghreb and the sunset prayer, a land and a diameter, two seas, Somaliland, a person, Belarus, an
# agency that is called TAP, one who insists.
_NOT_IT = re.compile(
    r"\b\w*(?:امريكا|اميركا) (?:ال)?(?:شماليه|جنوبيه|لاتينيه|وسطي)|طيران الامارات|جزر الهند|جوز الهند|\b\w*بولونيا"
    r"|\b\w*المغرب (?:العربي|الاسلامي)|\b\w*(?:اذان|صلاه|صلاتي|قبل|بعد|وقت|العصر) و?المغرب|\b\w*المغرب والعشاء"
    r"|[وف]?[بك]?القطر\b|[وف]?للقطر\b|نصف قطر|[وفب]{0,2}قطر(?= \d)|(?:يبلغ|متوسط) قطر|\b\w*البحرين (?:الاحمر|المتوسط)"
    r"|ارض الصومال|جورجيا ميلوني|روسيا البيضاء|وكاله تونس افريقيا|(?:انه|هو|كان|زال|يزال) مصر علي"
)
# What English says besides the name and the adjective, in large letters or small; capitals that Arabic calls like the
# country, or where the country's Arabic name is the adjective too.
_ALSO = {
    "Algeria": "Algiers",
    "Azerbaijan": "Azer",
    "Britain": r"(?-i:\bU\.?K\b)|United Kingdom|England|English",
    "China": r"\bSino|(?-i:\bPRC\b)",
    "Egypt": "Egypt",
    "European Union": r"(?-i:\bEU\b)|Europe",
    "France": r"\bFranco",
    "Morocco": "Maghr[ei]b|Morroc",
    "Myanmar": "Burm",
    "North Korea": "Korea|DPRK",
    "Philippines": "Filipin|Philippin",
    "Qatar": "Qatar",
    "Saudi Arabia": "Saudi|KSA|Riyadh|kingdom",
    "Serbia": "Serb",
    "South Africa": "Southern Africa",
    "South Korea": "Korea",
    "Syria": "Syria|Damascus",
    "Tunisia": "Tunis|Tounes",
    "Turkey": "T[uü]rk",
    "United Arab Emirates": r"\bUAE\b|\bU\.A\.E|Emirat",
    "United States": r"(?-i:\bU\.?S\b)|(?-i:\bUSA\b)|Am[eé]rica|Washington",
    "Yemen": "Yaman",
}


def find_countries_arabic(text: str) -> frozenset[str]:
    """The English names of the countries that an Arabic text names, of all that each of its words may mean."""
    known = _arabic_forms()
    words = [_bare_forms(word) for word in fold(text).split()]
    singles = {country for forms in words for form in forms for country in known.get(form, ())}
    doubles = {
        country
        for first, second in pairwise(words)
        for one in first
        for other in second
        for country in known.get(f"{one} {other}", ())
    }
    return frozenset(singles | doubles)


def find_countries_english(text: str) -> dict[str, str]:
    """The countries that an English text names: the words that name each first, by the country's English name."""
    known = _english_forms()
    found: dict[str, str] = {}
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        size = 1
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            said = text[words[at].start() : words[at + length - 1].end()]
            if said[0].isupper() and (country := known.get(_strip_possessive(said))):
                found.setdefault(country, said)
                size = length
                break
        at += size
    return found


def find_lost_countries(arabic: str, english: str) -> tuple[str, ...]:
    """The countries that the Arabic surely names, by name and not by an adjective, and the English does not, sorted.

    Only those of ``COUNTRIES``, whose other names are known: translators say "US" and "Emirati".
    """
    english = english if english != english.upper() else english.title()  # a headline in capitals
    told = find_countries_english(english).keys() | find_countries_english(_BETWEEN.sub(" ", english)).keys()
    lost = _name_surely(arabic) - told
    return tuple(sorted(country for country in lost if not re.search(_ALSO.get(country, "(?!)"), english, re.I)))


def _name_surely(arabic: str) -> frozenset[str]:
    known, sure = _arabic_forms(), _sure_names()
    words = [_bare_forms(word) for word in _NOT_IT.sub(" ", fold(arabic)).split()]
    found: set[str] = set()
    at = 0
    while at < len(words):
        pairs = [f"{one} {other}" for one in words[at] for other in (words[at + 1] if at + 1 < len(words) else ())]
        size = 2 if any(pair in known for pair in pairs) else 1  # "South Sudan" is not Sudan
        forms = pairs if size == 2 else words[at]
        meant = {country for form in forms for country in known.get(form, ())}
        named = {country for form in forms for country in sure.get(form, ())}
        found |= named if meant == named else set()
        at += size
    return frozenset(found)


@cache
def _sure_names() -> dict[str, frozenset[str]]:
    names = ((name.replace("_", " "), row.name) for row in COUNTRIES for name in row.arabic)
    return {name: frozenset({country}) for name, country in names if country not in _NOT_SURE}


def _bare_forms(word: str) -> tuple[str, ...]:
    forms = bare_forms(word)
    return (*forms, word[1:]) if word.startswith("لل") else forms  # لليبيا is ل and ليبيا, للهند has the article


def _strip_possessive(said: str) -> str:
    return said.replace("’", "'").removesuffix("'s").removesuffix("'")


@cache
def _arabic_forms() -> dict[str, frozenset[str]]:
    forms: dict[str, set[str]] = {}
    for country, names, adjectives in _read_arabic():
        for name in names:
            forms.setdefault(name.removeprefix("ال"), set()).add(country)
            forms.setdefault(name, set()).add(country)
        for adjective in adjectives:
            for form in expand_adjective(adjective):
                forms.setdefault(form, set()).add(country)
    return {form: frozenset(countries) for form, countries in forms.items()}


def _read_arabic() -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Each country with its folded Arabic names and adjectives."""
    for country in COUNTRIES:
        names = tuple(name.replace("_", " ") for name in country.arabic)
        yield country.name, names, tuple(adjective.replace("_", " ") for adjective in country.arabic_adjectives)
    for english, arabic in _territories():
        name = fold(arabic)
        stem = re.sub(r"(?:يا|ا|ه)$", "", name.removeprefix("ال"))
        yield english, (name,), (stem + "ي",) if " " not in name else ()


@cache
def _english_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for country, _ in _territories():
        forms |= {country + ending: country for ending in (_REGULAR if " " not in country else ("",))}
    for row in COUNTRIES:
        forms |= dict.fromkeys((row.name, row.adjective, row.adjective + "s", row.people), row.name)
    return {form: country for form, country in forms.items() if form not in _AMBIGUOUS}


@cache
def _territories() -> tuple[tuple[str, str], ...]:
    """English and Arabic name of each country that CLDR knows, under one English name."""
    from babel import Locale

    english, arabic = Locale("en").territories, Locale("ar").territories
    codes = [c for c in sorted(english) if len(c) == 2 and c.isalpha() and c not in _NO_COUNTRY and c in arabic]
    return tuple((_SAME.get(english[code], english[code]), arabic[code]) for code in codes)
