"""The text of docs/measured.md, and the pictures that belong to it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from benchmarks.measured.quality import QUALITY
from benchmarks.measured.speed import SPEED
from benchmarks.measured.tables import TRANSLATED, NotMeasuredError, Result, Section, Shown, read_result
from benchmarks.results import RESULTS, ROOT

PAGE = ROOT / "docs" / "measured.md"
PICTURES = ROOT / "docs" / "measured"
_SECTIONS = (*QUALITY[:2], *SPEED[:3], *QUALITY[2:], *SPEED[3:])  # what matters most stands first
_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_HEAD = """# Measured

What Mujaz is worth and what it costs, from the result files of the benchmarks. This page and its pictures are made by
`python -m benchmarks.measured`, and a test compares them with the files; by hand is only written what figures mean.

Each section says which command gives its figures, and for which data and versions they hold. `MUJAZ_DATA` names the
folder of the development data, which is no part of the repository. Times are of a machine with two cores and no
graphics card; compare ratios, not seconds, with another machine. Scores below their floor make the tests fail
([floors](evaluation.md)). Where the translate stage or the embedded model has changed since, a section says so.
"""
_ALL = """
## All result files

| file | command |
|---|---|
"""


def render_page() -> str:
    """The text of docs/measured.md."""
    files = [read_result(path.stem) for path in sorted(RESULTS.glob("*.json"))]
    rows = [_row(file) for file in files]
    return "".join((_HEAD, *map(_render, _SECTIONS), _ALL, *rows))


def show_all() -> list[Shown]:
    """What all sections show, those left out whose figures are not there."""
    shown = []
    for section in _SECTIONS:
        try:
            shown.append(section.show(section.read()))
        except NotMeasuredError:
            continue
    return shown


def _row(file: Result) -> str:
    older = file.find_older([name for name in TRANSLATED if name in file.signature])
    said = f" (the figures are of {older})" if older else ""
    return f"| [{file.name.rsplit('/', 1)[1]}](../{file.name}) | `{file.command}`{said} |\n"


def _render(section: Section) -> str:
    words = _WORDS[section.name]
    try:
        result = section.read()
        shown = section.show(result)
    except NotMeasuredError as missing:
        return f"\n## {words['heading']}\n\nNot measured yet: there is no {missing}.\n"
    older = result.find_older(section.hang_on)
    measured = f"Measured with {older}.\n\n" if older else ""
    picture = f"![{shown.picture.title}]({PICTURES.name}/{shown.picture.name}.svg)\n\n" if shown.picture else ""
    return (
        f"\n## {words['heading']}\n\n**{shown.finding}.**\n\n{measured}{picture}{shown.tables}\n"
        f"*What it means.* {words['means']}\n\n*What it does not show.* {words['limits']}\n\n{result.signed}\n"
    )
