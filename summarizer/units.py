"""Whether money and measures came out as themselves: dollars not as euros, kilometres not as metres.

A unit that is missing proves nothing, since "half a million" may be said of dollars named before. Only an exchange is
told: a unit of the source that the translation lacks, where it names another of the same sort that the source lacks.
Hours, days and years are left out: their Arabic words are too many things, and so are their English ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.arabic_words import bare_forms
from summarizer.normalize import fold

# Sort, English name, folded Arabic words, pattern of the English words. Currencies of one name are one unit: whose
# dollar or dinar it is, is mostly left out. A ليرة is a pound in Lebanon and Syria, a lira in Turkey.
_TABLE = (
    ("money", "dollars", "دولار دولارا دولارات دولاران دولارين $", r"\$|(?:petro)?dollars?|USD|cents?|greenbacks?"),
    ("money", "euros", "يورو اورو €", r"€|(?:euro|EUR|eurocent)s?"),
    ("money", "pounds or liras", "جنيه جنيها جنيهات ليره ليرات £", r"£|pounds?|lir[ae]s?|GBP|EGP|LBP|SYP|TRY|pence"),
    ("money", "roubles", "روبل روبلا روبلات", r"rou?bles?|RUB"),
    ("money", "yuan", "يوان يوانا يوانات رنمينبي", r"yuans?|renminbi|RMB|CNY"),
    ("money", "yen", "الين ينا", r"¥|yen|JPY"),
    ("money", "shekels", "شيكل شيكلا شواكل شيقل شيقلا شواقل", r"shekels?|NIS|ILS"),
    ("money", "riyals", "ريال ريالا ريالات", r"ri(?:y)?als?|SAR|QAR"),
    ("money", "dirhams", "درهم درهما دراهم", r"dirhams?|AED|MAD"),
    ("money", "dinars", "دينار دينارا دنانير", r"dinars?|KWD|IQD|JOD|TND|DZD|LYD"),
    ("money", "francs", "فرنك فرنكا فرنكات", r"francs?|CFA|CHF"),
    ("money", "rupees", "روبيه روبيات", r"rupees?|INR"),
    ("length", "kilometres", "كيلومتر كيلومترا كيلومترات كيلومترين كيلو كلم كم", r"kilomet(?:er|re)s?|kms?|kph"),
    ("length", "metres", "متر مترا امتار مترين", r"met(?:er|re)s?|m"),
    ("length", "centimetres", "سنتيمتر سنتيمترا سنتيمترات سنتمتر سنتمترا سم", r"centimet(?:er|re)s?|cm"),
    ("length", "millimetres", "مليمتر مليمترا مليمترات ملليمتر ملم مم", r"millimet(?:er|re)s?|mm"),
    ("length", "miles", "ميل ميلا اميال", r"miles?|mph"),
    ("length", "feet", "قدم قدما اقدام", r"f(?:ee|oo)t|ft"),
    ("length", "inches", "بوصه بوصات انش", r"inch(?:es)?"),
    ("mass", "tonnes", "طن طنا اطنان طنين", r"(?:kilo|mega)?ton(?:ne)?s?|tonnage"),
    ("mass", "kilograms", "كيلوغرام كيلوغراما كيلوغرامات كيلوجرام كيلوجراما كيلو كغ كلغ كجم", r"kilo(?:gram)?s?|kgs?"),
    ("mass", "grams", "غرام غراما غرامات جرام جراما جرامات", r"grams?|g"),
    ("power", "kilowatts", "كيلوواط كيلووات", r"kilowatts?(?:-hours?)?|kWh?"),
    ("power", "megawatts", "ميغاواط ميغاوات ميجاواط ميجاوات", r"megawatts?(?:-hours?)?|MWh?"),
    ("power", "gigawatts", "غيغاواط غيغاوات جيجاواط جيجاوات", r"gigawatts?(?:-hours?)?|GWh?"),
)
_SORTS = {name: sort for sort, name, _, _ in _TABLE}
_ARABIC: dict[str, set[str]] = {}
for _, _name, _words, _ in _TABLE:
    for _word in _words.split():
        _ARABIC.setdefault(_word, set()).add(_name)
_ENGLISH = {name: re.compile(rf"(?<![^\W\d_])(?:{said})(?![^\W\d_])") for _, name, _, said in _TABLE}
_TOKEN = re.compile(r"[^\W\d_]+|[$€£]")


class Exchange(NamedTuple):
    """A unit of the source, in English, and the one that the translation has for it, as it stands there."""

    wanted: str
    said: str


def find_exchanges(arabic: str, english: str) -> Iterator[Exchange]:
    """The units of ``arabic`` that stand in ``english`` as others of their sort."""
    source = _find_arabic(arabic)
    target = (
        {name: match.group() for name, said in _ENGLISH.items() if (match := said.search(english))} if source else {}
    )
    for wanted in sorted(source - target.keys()):
        others = (said for name, said in target.items() if _SORTS[name] == _SORTS[wanted] and name not in source)
        said = next(others, None)
        if said:
            yield Exchange(wanted, said)


def _find_arabic(text: str) -> set[str]:
    """The units that the words of a text may be."""
    words = _TOKEN.findall(fold(text))
    return {name for word in words for bare in (word, *bare_forms(word)) for name in _ARABIC.get(bare, ())}
