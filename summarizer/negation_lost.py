"""Whether a "not" of the Arabic is lost: a sentence with لا، لم، لن or ليس whose English denies nothing at all.

English denies in many ways ("unable", "instead", "refused"), and each of them stops the alarm; so where a sentence
denies two things, the loss of one of them is not seen.
"""

from __future__ import annotations

import re

from summarizer.arabic_words import word_set
from summarizer.normalize import fold

_NOT = re.compile(r"(?<!\w)[وف]?(?:لم|لن|ليس|ليست|ليسوا|لا) +(?P<word>\w+)")
# What follows a لا that English says without one: "still", "especially", "must", "at least", "integral", "infinite".
_NO_DENIALS = word_set(
    """
    يزال تزال يزالون يزالان نزال ازال زال زالت سيما بد شك ريب محاله جرم يقل تقل يتجاوز تتجاوز يزيد تزيد يزد تزد يعدو
    يكاد تكاد يخفي تخفي يتجزا تتجزا نهائي نهائيه متناهي محدود محدوده داعي يدع تدع فقط مجرد
    """
)
_ONLY = word_set("الا سوي غير")  # "none but he": he alone
_DENIALS = re.compile(
    r"""
    \b(?:not|no|non|nay|never|none|nor|neither|nobody|nothing|nowhere|cannot|\w+n['’]t|without|unless|except\w*)\b
    |(?<!\ba\ )\b(?:little|few)\b
    |\b(?:instead|rather|hardly|barely|rarely|seldom|scarcely|far\ from|short\ of|beyond|only)\b
    |\b(?:fail|refus|reject|deni|deny|lack|prevent|avoid|absen|stop|forb[ai]d|ban|prohibit|inabil|impossib|mis)\w*
    |\bun(?!der|til|ion|it|iv|iq|ifo|ifi|ify|ani|to)\w{3,}|\bnon-?\w{3,}|\bdis\w{4,}|\b\w{3,}less(?:ly|ness)?\b
    |\b(?:in|im|ir|il)\w+(?:able|ible|ably|ibly)\b
    |\b(?:in(?:activ|adequa|capa|complet|correct|direct|effectiv|justi|suffic|secur|decisi|differen|human|valid|toler)
    |im(?:moral|partial|matur|possib|punity)|ir(?:regular|relevan|responsib)|il(?:legal|legitim|logic))\w*
    """,
    re.IGNORECASE | re.VERBOSE,
)


def find_negation(arabic: str) -> str | None:
    """The first "not" of ``arabic`` with the word after it, folded, that English says with a word that denies."""
    text = fold(arabic)
    denied = next((match for match in _NOT.finditer(text) if match["word"] not in _NO_DENIALS), None)
    return denied.group() if denied and _ONLY.isdisjoint(text.split()) else None


def find_lost_negation(arabic: str, english: str) -> str | None:
    """The first "not" of ``arabic`` with the word after it, folded, if ``english`` has no word that denies."""
    denied = find_negation(arabic)
    return None if denied is None or _DENIALS.search(english) else denied
