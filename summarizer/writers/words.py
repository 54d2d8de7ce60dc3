"""The words that are the page's own, in the reader's language: English as the templates have it, Arabic by gettext.

``locale/ar.po`` is read as it is; nothing has to be compiled. Dates, numbers and plurals are babel's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from summarizer.types import Language

LOCALE = Path(__file__).parent.parent / "locale"

WEEK = "the week of {day}"
_WEEK = re.compile(r"\d{4}-W\d\d")
# The parts of a date as DatedEvent writes them, and how babel is asked to say each.
_PATTERNS = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "{}", "d MMMM y"),
    (re.compile(r"\d{4}-\d\d"), "{}-01", "MMMM y"),
    (_WEEK, "{}-1", "d MMMM y"),
    (re.compile(r"\d{4}"), "{}-01-01", "y"),
    (re.compile(r"--\d\d-\d\d"), "2000{}", "d MMMM"),  # a leap year: 29 February has a name too
    (re.compile(r"--\d\d"), "2000{}-01", "MMMM"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How a page says things. ``catalog`` translates what the templates and the tables of findings say in English."""

    language: Language
    catalog: NullTranslations

    @property
    def direction(self) -> str:
        """Which way the page runs, as HTML says it."""
        return "rtl" if self.language == "ar" else "ltr"

    def say(self, message: str) -> str:
        """A sentence of the page's own; as it is where there is no translation."""
        return self.catalog.gettext(message)

    @property
    def messages(self) -> tuple[str, ...]:
        """All messages of the catalogue, as the code has them."""
        catalog: dict[str, str] = getattr(self.catalog, "_catalog", {})  # gettext shows it in no other way
        return tuple(message for message in catalog if isinstance(message, str))

    def number(self, value: int) -> str:
        """A whole number: ``1,200``."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.language)

    def percent(self, share: float) -> str:
        """A share from 0 to 1: ``36%``."""
        from babel.numbers import format_percent

        return format_percent(share, locale=self.language)

    def date(self, written: str) -> str:
        """An ISO date or time, or a part of it ("2022-09", "--09-21", "2022-W38"), in words; anything else as it is."""
        from datetime import date

        from babel.dates import format_date

        for shape, whole, pattern in _PATTERNS:
            if shape.fullmatch(written[:10]):
                try:
                    day = date.fromisoformat(whole.format(written[:10].removeprefix("-")))
                except ValueError:
                    break
                said = format_date(day, pattern, locale=self.language)
                return self.say(WEEK).format(day=said) if shape is _WEEK else said
        return written


@cache
def load_words(language: Language) -> Words:
    """The words of one language."""
    return Words(language=language, catalog=NullTranslations() if language == "en" else _read_catalog(language))


def _read_catalog(language: Language) -> NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    with (LOCALE / f"{language}.po").open("rb") as file:
        catalog = read_po(file, locale=language, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)
