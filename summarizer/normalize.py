"""Two plain forms of Arabic text: one for models to read, one for comparing words.

The reader of a briefing always sees the original characters; nothing made here is ever shown.

``normalize`` takes out what has no meaning and no width, and gives one spelling to what has several:

    presentation forms and full-width forms   their ordinary letters (NFKC, in these blocks only)
    vowel signs, Quranic marks, tatweel       nothing
    bidi controls, zero-widths, soft hyphen   nothing (ZWNJ ends a word on Arabic pages: one space)
    every kind of space and line break        one space, none at the ends, none before ، . ؛ : ؟ !
    Arabic-Indic and Persian digits, ٫ ٬ ٪    ASCII digits, . , %
    Persian ک ی ۀ in Arabic text              ك ي ه

NFKC stays inside its blocks because elsewhere it changes what is said: it reads 10² as 102 and 5½ as 51⁄2.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.remembering import remember

ARABIC_LETTER = re.compile(
    "[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdfb\ufe70-\ufefc]"
)  # its presentation forms too

_DIACRITICS = (
    (0x0610, 0x061A),  # honorifics and small high letters
    (0x064B, 0x065F),  # vowel signs; madda and hamza above and below, which _COMPOSED joins to their letter first
    (0x0670, 0x0670),  # dagger alef
    (0x06D6, 0x06DC),  # Quranic marks
    (0x06DF, 0x06E8),
    (0x06EA, 0x06ED),
    (0x0898, 0x089F),
    (0x08CA, 0x08E1),
    (0x08E3, 0x08FF),
)
_INVISIBLE = (
    (0x0640, 0x0640),  # tatweel
    (0x00AD, 0x00AD),  # soft hyphen
    (0x061C, 0x061C),  # bidi controls
    (0x200E, 0x200F),
    (0x202A, 0x202E),
    (0x2066, 0x2069),
    (0x200B, 0x200B),  # zero-widths
    (0x200D, 0x200D),
    (0x2060, 0x2060),
    (0xFEFF, 0xFEFF),  # byte-order mark
)
_NFKC_BLOCKS = (
    (0xFB50, 0xFDFF),  # Arabic presentation forms A
    (0xFE70, 0xFEFC),  # Arabic presentation forms B
    (0xFF01, 0xFFEE),  # full-width and half-width forms
)
_COMPOSED = {"ا\u0653": "آ", "ا\u0654": "أ", "ا\u0655": "إ", "و\u0654": "ؤ", "ي\u0654": "ئ"}
_SIGNS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪", "01234567890123456789.,%")
_PERSIAN = {"ک": "ك", "ی": "ي", "ۀ": "ه"}
_ONLY_PERSIAN = frozenset("پچژگٹڈڑںہے")  # letters that Arabic does without, foreign names apart
_ONLY_ARABIC = frozenset("ةىإأيك")  # letters that Persian and Urdu spell otherwise
_EXTRA_SPACES = re.compile(r"^ +| +$| +(?=[،؛؟!]|[.:](?![^\W_]))|(?<= ) +")  # ".net" and ":30" begin a word
_FOLDED = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه"}
_SIGN = re.compile(r"[^\w ]|_")


def _spans(*ranges: tuple[int, int]) -> list[str]:
    """The characters of inclusive code point ranges."""
    return [chr(point) for first, last in ranges for point in range(first, last + 1)]


def _expand(character: str) -> str:
    """The ordinary letters behind a presentation or full-width form, without the marks that NFKC leaves in them."""
    plain = unicodedata.normalize("NFKC", character).translate(_SIGNS)
    bare = "".join(c for c in plain if c not in _DROPPED)
    return bare if bare.strip() or plain.strip() == bare.strip() else ""  # a free-standing vowel sign is no space


_DROPPED = frozenset(_spans(*_DIACRITICS, *_INVISIBLE))
_REPLACED: dict[str, str] = {
    **dict.fromkeys((c for c in map(chr, range(0x3001)) if c.isspace() and c != " "), " "),
    **{chr(sign): chr(ascii_sign) for sign, ascii_sign in _SIGNS.items()},
    **{c: _expand(c) for c in _spans(*_NFKC_BLOCKS)},
    **dict.fromkeys(_DROPPED, ""),
    "\u200c": " ",
}
_REPLACEABLE = re.compile(f"[{re.escape(''.join(_REPLACED))}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalized:
    """Text for a model, and the way back.

    ``offsets[i]`` is the index in the input of the character that ``text[i]`` came from: as long as ``text``, never
    falling. Several characters may come from one (ﻻ is two letters).
    """

    text: str
    offsets: tuple[int, ...]


@remember
def normalize(text: str) -> Normalized:
    """``text`` in the spelling that models were trained on, with a map back to it.

    Letters with hamza or madda (آ أ إ) stay, and so does everything that the module's list does not name. Normalising
    again changes nothing. Linear in the text.
    """
    plain, offsets = _replace(text)
    arabic = _exchange(plain, _PERSIAN)
    if arabic != plain and (_ONLY_PERSIAN.isdisjoint(plain) or not _ONLY_ARABIC.isdisjoint(plain)):
        plain = arabic
    return _tidy_spaces(plain, offsets)


@remember
def fold(text: str) -> str:
    """The words of ``text`` with one space between them, for comparing and nothing else.

    Normalised, in lower case, letters that writers mix up made one (أ إ آ as ا, ى as ي, ة as ه); punctuation, symbols
    and control characters are gone.
    """
    plain = _exchange(normalize(text).text, _FOLDED).lower()
    return " ".join(_SIGN.sub(_keep_mark, plain).split())


def has_arabic(text: str) -> bool:
    """Whether ``text`` holds an Arabic letter."""
    return any("\u0620" <= c <= "\u064a" or "\u066e" <= c <= "\u06d3" or "\u0750" <= c <= "\u077f" for c in text)


def _exchange(text: str, letters: Mapping[str, str]) -> str:
    """``text`` with other letters in the place of some; outside Latin a tenth of the time of ``str.translate``."""
    for letter, other in letters.items():
        text = text.replace(letter, other)
    return text


def _keep_mark(sign: re.Match[str]) -> str:
    """A sign that combines with the letter before it; a space for any other."""
    return sign[0] if unicodedata.category(sign[0])[0] == "M" else " "


def _replace(text: str) -> tuple[str, Sequence[int]]:
    """``text`` after the replacements that look at one character, and where each character came from."""
    if not _REPLACEABLE.search(text):
        return text, range(len(text))
    characters: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in _REPLACEABLE.finditer(text):
        characters.extend(text[at : match.start()])
        offsets.extend(range(at, match.start()))
        at = match.end()
        composed = _COMPOSED.get(characters[-1] + match[0]) if characters else None
        if composed:
            characters[-1] = composed
        else:
            characters.extend(_REPLACED[match[0]])
            offsets.extend([match.start()] * len(_REPLACED[match[0]]))
    return "".join(characters) + text[at:], [*offsets, *range(at, len(text))]


def _tidy_spaces(text: str, offsets: Sequence[int]) -> Normalized:
    """The text with one space between words, none at the ends and none before a closing sign."""
    extra = [match.span() for match in _EXTRA_SPACES.finditer(text)]
    if not extra:
        return Normalized(text=text, offsets=tuple(offsets))
    kept = list(zip([0, *(end for _, end in extra)], [*(start for start, _ in extra), len(text)], strict=True))
    return Normalized(
        text="".join(text[start:end] for start, end in kept),
        offsets=tuple(offset for start, end in kept for offset in offsets[start:end]),
    )
