"""Which texts are in another language than Arabic, told only where it is sure.

Persian, Urdu, Kurdish, Pashto and Uyghur are written with Arabic letters and more: a translator of Arabic makes fluent
nonsense of them. py3langid decides, for text that could be none of Arabic:

    letters     a text without a letter that Arabic does without (پ گ ک ی ۆ ٹ ...) is Arabic, or cannot be told
    ال and ة    a text with many words that begin or end as only Arabic words do is Arabic
    spelling    ی and ک count as ي and ك: papers in Iraq and Iran write Arabic with them
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Any

from summarizer.errors import ReadError
from summarizer.normalize import ARABIC_LETTER

_ARABIC = frozenset({"ar", "ary", "arz"})  # py3langid knows Moroccan and Egyptian apart
_NAMES = {  # of those in Arabic letters, by the codes of py3langid, which has all Kurdish in them as Southern Kurdish
    "fa": "Persian",
    "ur": "Urdu",
    "sdh": "Kurdish",
    "ps": "Pashto",
    "ug": "Uyghur",
    "uzs": "Uzbek",
}
_NAMES_OF_OTHERS = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "he": "Hebrew",
    "ru": "Russian",
    "tr": "Turkish",
}
# Letters that Arabic does without, in the block of Arabic, its supplement and the first presentation forms.
_FOREIGN_LETTER = re.compile("[\u063b-\u063f\u0672-\u06d3\u06d5\u0750-\u077f\ufb52-\ufbff]")
_ARABIC_WORD = re.compile(r"(?<!\w)[وفبك]{0,2}(?:ال(?!له\b)|لل)\w\w|\wة(?!\w)")
_RESPELLED = str.maketrans("یک", "يك")

_SAMPLE = 5000  # characters of a text that are looked at: more than most articles have
_LEAST_WORDS = 4  # shorter texts are names and labels: "تویتر وفیسبوک" is good Arabic in Persian letters
# Share of words with ال or ة: 0.19 or more in all but 1 of the 3,490 Arabic articles that benchmarks/language.py reads,
# 0.15 in 95 % of sentences and titles; at most 0.11 in the 66 foreign sentences of tests/data/languages.tsv.
_ARABIC_WORDS = 0.15
# Probability of Arabic for what is left: at most 0.82 in 63 of those 66; over 0.9 in 120 of 121 Arabic sentences that
# were respelled with Persian letters and have few such words.
_MAX_ARABIC = 0.85
_SURE = 0.9  # of any other language, where there is no Arabic letter to begin with. Not tuned
_MIXED = 0.2  # share of an article that stands in lines plainly Arabic; then it is told sentence by sentence. Not tuned

# Share of the letters that must be Arabic. At least 0.67 in every article, title and sentence of the development sets;
# an English page that quotes a name in Arabic has 0.01.
MIN_ARABIC = 0.1


def find_language(text: str) -> str | None:
    """The English name of the language of ``text``, a sentence or more in Arabic letters; None if it is Arabic.

    None too where the text is too short or says too little to be sure.
    """
    if not _FOREIGN_LETTER.search(text):
        return None
    plain = unicodedata.normalize("NFKC", text[:_SAMPLE])
    if len(plain.split()) < _LEAST_WORDS or _reads_arabic(plain):
        return None
    ranked = dict(_identifier().rank(plain.translate(_RESPELLED)))
    if sum(ranked[code] for code in _ARABIC) > _MAX_ARABIC:
        return None
    return _NAMES.get(next(code for code, _ in _identifier().rank(plain) if code not in _ARABIC))


def require_arabic(text: str, *, name: str) -> None:
    """Nothing, or ReadError: read.no_arabic, or read.language where the other language is known. ``name``: the input.

    A text of which a fifth or more is Arabic passes: its sentences are told apart later.
    """
    arabic = len(ARABIC_LETTER.findall(text))
    letters = sum(map(str.isalpha, text))
    few = arabic == 0 or arabic < MIN_ARABIC * letters
    language = _name_other_script(text) if few else _find_main_language(text)
    if language is not None:
        said = f"the text is in {language}, not in Arabic"
        raise ReadError(said, code="read.language", hint="It was set aside", source=name)
    if few:
        said = "the text holds no Arabic" if arabic == 0 else f"only {arabic} of {letters} letters are Arabic"
        raise ReadError(said, code="read.no_arabic", hint="Give an article in Arabic", source=name)


def _find_main_language(text: str) -> str | None:
    """The language of an article, or None if it is Arabic, or if a good part of its lines is."""
    language = find_language(text)
    lines = text[:_SAMPLE].splitlines() if language else []
    arabic = sum(len(line) for line in lines if _reads_arabic(line))
    return language if arabic < _MIXED * sum(map(len, lines)) else None


def _reads_arabic(text: str) -> bool:
    return len(_ARABIC_WORD.findall(text)) >= max(1, _ARABIC_WORDS * len(text.split()))


def _name_other_script(text: str) -> str | None:
    """The language of a text with hardly any Arabic letter, or None if it is not sure or has no name here."""
    code, probability = _identifier().classify(text[:_SAMPLE])
    return _NAMES_OF_OTHERS.get(code) if probability >= _SURE else None


@functools.cache
def _identifier() -> Any:
    """The identifier with its model of 139 languages, which is in the package; a second to load, 130 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
