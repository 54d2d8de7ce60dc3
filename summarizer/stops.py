"""Whether a run of signs, ``.`` or ``؟!`` or ``...``, ends a sentence.

Arabic has no capitals. So the rules look at the words before the signs (a title, an initial, an acronym, a number), at
the marks that close after them and, where these leave doubt, at the word that follows: some words begin a sentence,
some never do. All text here is as ``normalize`` gives it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from summarizer import sentence_words as words

_PAUSES = frozenset(".…۔")  # a run of these alone asks and exclaims nothing
_FIRST_WORD = re.compile(r"\w*")
_GOES_ON = frozenset("،؛:,;%/)]}»”")
_AFTER_GLUED = re.compile(r"[\w\"'«“„‹(\[]|[-–—•] ")
_COMMA_SOON = re.compile(r"(?:[^\s،]+ ){0,3}[^\s،]+،")

_LETTER = rf"(?:[A-Za-z]|[ء-ي]|{words.LETTER_NAMES}|{words.LETTER_NAMES_THAT_ARE_WORDS})"
_DOTTED_LETTER = re.compile(rf"{_LETTER}\.")
_OPENING_PHRASE = re.compile(words.OPENING_PHRASES)
_AND_NUMBER = re.compile(r"و ?\d")

# What the closing marks after the signs close: nothing; speech after a colon; speech that began the sentence; quoted
# words inside it; brackets around the whole of it; brackets inside it.
Closed = Literal["nothing", "speech", "bare speech", "words", "brackets", "aside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A run of signs that may end a sentence, and what a rule may see of its surroundings.

    ``before``: the sentence so far, up to the signs. ``after``: what follows the signs, the closing marks and a space;
    never empty. ``glued``: there is no space. ``closed``: what the closing marks after the signs close.
    """

    before: str
    signs: str
    after: str
    glued: bool
    closed: Closed


def ends_sentence(mark: Mark) -> bool:
    """Whether a sentence ends at the signs, or at the closing marks after them. Constant time."""
    if mark.after[0] in _GOES_ON or (mark.glued and not _AFTER_GLUED.match(mark.after)):
        return False
    if _goes_on_in_latin(mark):
        return False
    if mark.closed == "aside":
        return _opens(mark.after)
    if mark.closed == "bare speech" and _first_word(mark.after) in words.REPORTING:
        return False
    if not _PAUSES.issuperset(mark.signs):
        return _ends_asking(mark)
    if len(mark.signs) > 1 or mark.signs == "…":
        return _opens(mark.after) or _first_word(mark.after) in words.ASSERTIONS or mark.after[0].isupper()
    if mark.glued and mark.closed == "nothing":
        return not any(before.search(mark.before) and after.match(mark.after) for before, after in _GLUED)
    return next((follows(mark.after) for before, follows in _RULES if before.search(mark.before)), True)


def _ends_asking(mark: Mark) -> bool:
    """The same for ؟ and !, which may also stand inside: «ما العمل؟» للينين, شركة Yahoo! في كاليفورنيا."""
    if mark.closed == "words":
        return _opens(mark.after)
    inside = mark.closed != "nothing" or (mark.before[-1:].isascii() and mark.before[-1:].isalpha())
    return not (inside and _continues(mark.after))


def _first_word(after: str) -> str:
    word = _FIRST_WORD.match(after)
    return word[0] if word else ""


def _opens(after: str) -> bool:
    """Whether what follows can only begin a sentence."""
    word = _first_word(after)
    if word in words.OPENERS or (word[:1] == "و" and word[1:] in words.REPORTING):
        return True
    return _OPENING_PHRASE.match(after) is not None


def _opens_or_links(after: str) -> bool:
    return _first_word(after) in words.LINKS or _opens(after)


def _opens_or_adds(after: str) -> bool:
    """The same after an acronym, which no name follows: there any word with و ahead of it begins a sentence."""
    return _opens_or_links(after) or (after[0] == "و" and len(_first_word(after)) > 3)


def _continues(after: str) -> bool:
    """Whether what follows goes on with the sentence: بين 1250 م. و1517 م., «ما العمل؟» في القاهرة."""
    word = _first_word(after)
    goes_on = word in words.CONTINUERS or word.startswith("لل") or bool(_AND_NUMBER.match(after))
    return goes_on and not _opens(after) and not _COMMA_SOON.match(after)


def _goes_on_in_latin(mark: Mark) -> bool:
    """Whether both sides are one Latin word, number or address, or a Latin sentence goes on in lower case."""
    last, first = mark.before[-1:], mark.after[0]
    if not last.isascii() or not first.isascii() or mark.closed != "nothing":
        return False
    return (mark.glued and first.isalnum()) or (last.isalpha() and first.islower())


# What a full stop with a space after it does not end, by the last words before it; the first rule that matches decides,
# on what follows. No rule: the sentence ends.
_RULES: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
    # 1. أ. (2). as marks of a list, at the front of a sentence or after a comma or colon in it
    (re.compile(r"(?:\A\W{0,3}|[:،؛] )(?:\d{1,2}|[^\W\d_])\Z"), lambda after: False),
    # 5. 6. 2023
    (re.compile(r"\d\. \d{1,2}\Z"), lambda after: not re.match(r"\d{4}(?!\d)", after)),
    (re.compile(r"(?<![\d.])\d{1,2}\Z"), lambda after: not re.match(r"\d{1,2}\. \d{4}(?!\d)", after)),
    # 632 م. 10 هـ. 3 ق.م. 8 ص. إلخ.: a full stop or not, as the next word says
    (
        re.compile(r"(?:\d|القرن(?: \w+){1,2}) ?(?:[مهصجث]|ق\. ?م)\Z|(?<!\w)(?:إلخ|الخ|ق\. ?م)\Z"),
        lambda a: not _continues(a),
    ),
    (re.compile(rf"(?<!\w)(?:{words.LATIN_BEFORE_NUMBERS})\Z"), lambda after: not after[0].isdigit()),
    (re.compile(rf"(?<!\w)(?:{words.LATIN_TITLES})\Z"), lambda after: False),
    (re.compile(rf"(?<!\w)(?:{words.LATIN_AFTER_NAMES})\Z"), _opens_or_adds),
    (re.compile(rf"(?<!\w)(?:{words.LABELS}) {_LETTER}\Z"), lambda after: not _continues(after)),
    (re.compile(rf"(?<![\w.])(?:{words.TITLES})\Z"), _opens_or_links),
    (re.compile(rf"(?<!\w)(?:{_LETTER}\.)+{_LETTER}\Z"), _opens_or_adds),  # أ.ف.ب. U.S.
    (re.compile(rf"(?<!\w)(?:{_LETTER}\. )+{_LETTER}\Z"), _opens),  # ج. ر. ر. تولكين, بي. بي. سي
    # بي بي سي. أ ف ب.: spelt without full stops, so this one ends the sentence
    (re.compile(rf"(?<!\w)(?:(?:{_LETTER} )+(?:{words.LETTER_NAMES})|(?:[ء-هىي] )+[ء-ي])\Z"), lambda after: True),
    (re.compile(rf"(?<!\w)(?:[ء-ي]|{words.LETTER_NAMES})\Z"), _opens),  # فلاديمير ف. بوتين
    (re.compile(r"(?<!\w)[A-Z]\Z"), _opens_or_adds),  # George W. بوش
    (re.compile(rf"(?<!\w)(?:{words.LETTER_NAMES_THAT_ARE_WORDS})\Z"), lambda after: not _DOTTED_LETTER.match(after)),
)
# What a full stop does not end when no space follows: the last words before it and the first after.
_GLUED: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(before), re.compile(after))
    for before, after in (
        (r"\A\W{0,3}\d{1,3}\Z", r"\D"),  # 1.تحديات
        (rf"(?<!\w)و?{_LETTER}\Z", r"\w"),  # د.أحمد, أ.ف.ب, بي.دي سويس
        (rf"(?<!\w)(?:{words.TITLES})\Z", r"\w"),
        (r"\d\Z", r"[^\W\d_](?!\w)"),  # المادة 3.أ
        (r"\w\Z", rf"(?:{words.ARABIC_DOMAINS})(?!\w)"),  # الجزيرة.نت
        (r"\w\Z", r"[a-z]"),  # تقرير.pdf
        (r"(?<!\w)\w{1,2}\Z", r"\d"),  # ص.3
        (r"(?:\A| )\Z", r"[A-Za-z0-9]"),  # لغة .NET
    )
)
