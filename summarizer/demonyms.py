"""What the people and things of a country are called: "الروسية" is Russian. English for the words of ``places``.

Only the forms of one are here: "الروس" are Russians, but "الجنود الروس" Russian soldiers.
"""

from __future__ import annotations

from functools import cache

from summarizer.arabic_words import word_set
from summarizer.lexicon import Entry, Lexicon
from summarizer.places import COUNTRIES

_ENDINGS = ("", "ة")  # masculine and feminine; with ا it may be the country: "سوريا", "ليبيا"
# Of the training news that have one of these, fewer than three quarters say the adjective: American is also US, Emirati
# UAE, Indian is cannabis ("القنب الهندي"), Nigerian may be Nigerien, Serbian Serb, Romanian Roman; مجري is a sewer.
_UNSURE = word_set("امريكي اميركي اماراتي هندي نيجيري صربي روماني بولوني مجري")


@cache
def load_demonyms() -> Lexicon:
    """The adjectives, each with its one English form."""
    return Lexicon(
        Entry(arabic=adjective + ending, english=country.adjective)
        for country in COUNTRIES
        for adjective in country.arabic_adjectives
        if adjective.endswith("ي") and "_" not in adjective and adjective not in _UNSURE
        for ending in _ENDINGS
    )
