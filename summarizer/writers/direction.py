"""Which stretches of a line run the other way: Arabic in an English line, Latin letters in an Arabic one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.types import Language

_ARABIC = r"\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_LATIN = r"A-Za-z\u00c0-\u024f"
# The words between two quotation marks with none of the line's own script among them, so that a number stays with its
# words; else from a letter to the last letter with none of that script between, and the number behind it (Il-76).
# Quotations are looked for within a bound: an unclosed one must not cost the square of its length.
_QUOTED = '(?<=[“"«])[^{main}“”"«»]{{0,200}}[{other}][^{main}“”"«»]{{0,200}}(?=[”"»])'
_RUN = _QUOTED + "|[{other}](?:[^{main}]*[{other}])?(?:-?[0-9]+)?"
_RUNS = {
    "en": re.compile(_RUN.format(main=_LATIN, other=_ARABIC)),
    "ar": re.compile(_RUN.format(main=_ARABIC, other=_LATIN)),
}
_OTHER: dict[Language, Language] = {"en": "ar", "ar": "en"}


def split_directions(text: str, language: Language) -> Iterator[tuple[str, Language]]:
    """The text in pieces, each with the language that it runs in; nothing is lost. Linear in the text."""
    end = 0
    for run in _RUNS[language].finditer(text):
        if run.start() > end:
            yield text[end : run.start()], language
        yield run[0], _OTHER[language]
        end = run.end()
    if end < len(text):
        yield text[end:], language
