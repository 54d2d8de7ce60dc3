"""Messages in the reader's language: what findings say in English, read back by the templates that they were made from.

Findings carry one plain English sentence, which records and the translation memory keep. ``locale/ar.po`` has the same
sentences with ``{0}``, ``{1}`` ... for what the code puts into them (a test compares the two). What stands in quotation
marks was said in an article and stays as it is; anything else that was put in is a message itself.
"""

from __future__ import annotations

import calendar
import re
from functools import cache
from typing import NamedTuple

from summarizer.types import Language
from summarizer.writers.words import load_words

_SLOT = re.compile(r"\{(\d)\}")
_MONTHS = tuple(calendar.month_name)
_DATE = re.compile(rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(_MONTHS[1:])})(?: (?P<year>\d{{4}}))?")
_QUOTES = ('"', "“")


class _Template(NamedTuple):
    """``shape`` has a group for each slot; ``quoted`` are the slots in quotation marks."""

    message: str
    shape: re.Pattern[str]
    quoted: frozenset[int]


def explain(message: str, language: Language) -> str:
    """The message in ``language``; as it is where the catalogue has no such message."""
    if language == "en" or not message:  # gettext answers "" with the head of its catalogue
        return message
    words = load_words(language)
    said = _load_names(language).get(message) or _say_date(message, language) or words.say(message)
    if said != message:
        return said
    for template in _load_templates(language):
        found = template.shape.fullmatch(message)
        if found:
            values = (
                value if slot in template.quoted else explain(value, language)
                for slot, value in enumerate(found.groups())
            )
            return words.say(template.message).format(*values)
    return message


def _say_date(message: str, language: Language) -> str | None:
    """The date that the message is, in ``language``: "15 March 2022", "15 March", "March 2022"; None if it is none."""
    date = _DATE.fullmatch(message)
    if date is None:
        return None
    day = f"-{int(date['day']):02}" if date["day"] else ""
    return load_words(language).date(f"{date['year'] or '-'}-{_MONTHS.index(date['month']):02}{day}")


@cache
def _load_templates(language: Language) -> tuple[_Template, ...]:
    """The templates of the catalogue, those with most words of their own first: they say best what was meant."""
    templates = map(_read_template, filter(_SLOT.search, load_words(language).messages))
    return tuple(sorted(templates, key=lambda template: (-len(_SLOT.sub("", template.message)), template.message)))


def _read_template(message: str) -> _Template:
    words = _SLOT.split(message)  # words, slot, words ...
    quoted = frozenset(
        int(slot) for before, slot in zip(words[::2], words[1::2], strict=False) if before[-1:] in _QUOTES
    )
    shape = "(.*)".join(map(re.escape, words[::2]))
    return _Template(message=message, shape=re.compile(shape, re.DOTALL), quoted=quoted)


@cache
def _load_names(language: Language) -> dict[str, str]:
    """The names of countries, languages, months and weekdays as babel has them, by the English ones."""
    from babel import Locale

    english, other = Locale("en"), Locale(language)
    names: dict[str, str] = {}
    for said, meant in ((english.languages, other.languages), (english.territories, other.territories)):
        names |= {name: meant[code] for code, name in said.items() if code in meant}
    for table in ("months", "days"):
        said, meant = (getattr(locale, table)["stand-alone"]["wide"] for locale in (english, other))
        names |= {said[key]: meant[key] for key in said}
    return names
