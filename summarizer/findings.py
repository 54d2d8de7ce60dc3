"""Every finding that Mujaz can report: its code, how much it matters, and what it means to the reader.

``make_finding`` is the one way to make a Finding, so that no code is used that this table (and
docs/errors-and-findings.md, which a test compares with it) does not explain.
"""

from __future__ import annotations

from summarizer.types import About, Finding, Severity

FINDINGS: dict[str, tuple[Severity, str]] = {
    "read.encoding": ("note", "The file was not in UTF-8; its encoding was recognised from its bytes."),
    "read.pdf": ("note", "The text was read from a PDF: words, lines or columns may stand in wrong order."),
    "read.picture_pages": ("warning", "Some pages of the PDF are pictures; what is on them was not read."),
    "read.ocr": (
        "error",
        "Some pages of the PDF are pictures whose text was recognised by a program: numbers in it are often wrong.",
    ),
    "read.left_out": ("note", "Parts of the file were not read, such as attachments or deleted text."),
    "read.replacement": ("warning", "The text holds replacement characters: something was lost before we got it."),
    "language.other": ("warning", "The sentence is in another language than Arabic; it was not translated."),
    "read.columns": ("note", "Which columns of the table hold the article was told from their names."),
    "read.date": ("note", "The file states a date for the article that was not understood."),
    "read.feed": ("warning", "The feed is not well formed: entries, or parts of them, may be missing."),
    "clean.no_title": ("note", "No title was found; none was made up."),
    "clean.no_body": ("warning", "No body text was found: everything is title, caption or boilerplate."),
    "article.machine_translated": (
        "note",
        "The article looks machine-translated into Arabic: its quotations are second-hand.",
    ),
    "split.long": ("note", "A sentence was too long for the model; it was translated in parts."),
    "translate.retried": ("note", "The first translation looped or stopped half-way; this is the second."),
    "translate.unfinished": ("error", "The model did not finish this sentence, not even in parts."),
    "translate.loop": ("error", "The translation repeats itself."),
    "translate.empty": ("error", "The model gave no translation."),
    "translate.arabic_left": ("warning", "Arabic was left in the translation."),
    "translate.short": ("warning", "The translation is much shorter than its source: something may be missing."),
    "translate.long": ("warning", "The translation is much longer than its source: something may be invented."),
    "translate.unsure": ("warning", "The model was very unsure of this translation."),
    "number.missing": ("error", "A number of the source is not in the translation."),
    "number.added": ("error", "A number of the translation is not in the source."),
    "number.direction": (
        "warning",
        "A number of the source holds a direction mark: its parts may be turned around.",
    ),
    "number.hedge": (
        "warning",
        'A "more than", "up to" or "about" before a number of the source is lost or changed in the translation.',
    ),
    "number.sign": ("error", "A number below zero of the source is not below zero in the translation."),
    "date.missing": ("error", "A date, month or weekday of the source is not in the translation."),
    "date.added": ("error", "A date, month or weekday of the translation is not in the source."),
    "date.impossible": (
        "warning",
        "A date of the source cannot be: there is no such day, or it lies on the wrong side of the article's own date.",
    ),
    "date.contradictory": ("warning", "The article gives two dates for itself, or a weekday that its date is not."),
    "unit.changed": ("error", "A currency or measure of the source is another one in the translation."),
    "negation.lost": ("error", "The source denies something and the translation denies nothing."),
    "name.not_honoured": (
        "warning",
        "A name or term of the glossary is not in the translation as the glossary has it.",
    ),
    "name.harmonized": ("note", "A name has the spelling that it has in the rest of the briefing."),
    "name.spellings": ("note", "The same Arabic name came out in more than one English spelling."),
    "country.lost": ("error", "A country that the source names is not in the translation."),
    "country.added": ("error", "A country of the translation is not in the source."),
    "summary.number": ("error", "A number of the summary is nowhere in the article."),
    "summary.date": ("error", "A date, month or weekday of the summary is nowhere in the article."),
    "summary.name": ("warning", "A word of the summary, perhaps a name, is nowhere in the article."),
    "summary.negation": ("warning", "The summary denies what the article says, or says what it denies."),
    "summary.unsupported": ("error", "The sentences behind a sentence of the summary do not say what it says."),
    "summary.replaced": ("note", "The article's own sentence stands where the model's could not be trusted."),
    "summary.unusable": ("warning", "The model's words for the summary, or a part of them, were of no use."),
    "summary.long": ("note", "The summary has more words than were asked for: no sentence is cut."),
    "summary.partly_read": ("note", "The article was too long for the summarising model, which read a part of it."),
}


def make_finding(code: str, message: str, *, where: int | None = None, about: About = "text") -> Finding:
    """A finding with the severity of its code. ``where``: sentence index, or None. KeyError for an unknown code."""
    return Finding(code=code, severity=FINDINGS[code][0], message=message, where=where, about=about)
