"""The claims of a page: its words about the news, and whether their numbers stand in the sentences that are cited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from summarizer.agreement import find_unmatched
from summarizer.numerals import Number
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.numerals_english import find_numbers_english
from summarizer.types import Brief

# Where the page speaks of itself: numbers of citations, articles and sentences, counts, shares, dates of publication,
# the picture (its dates stand again in the list under it), a figure as an earlier briefing had it, and dates that are
# reckoned from that of the article, which is said beside them.
FURNITURE = ("cites", "count", "meta", "verdict", "sources", "names", "untitled", "findings", "mark")
FURNITURE_TAGS = ("button", "summary", "svg", "thead", "style")
FURNITURE_MARKS = ("data-earlier", "data-resolved")
STEP = re.compile(r"(\w*)(?:\.(\w+))?(?:\[([\w-]+)(?:=(\w+))?\])?")


def select(root: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    """The elements inside ``root``, in order: tag.class[attribute=value], a blank for "somewhere in it"."""
    path = "."
    for step in selector.split():
        tag, kind, name, value = STEP.fullmatch(step).groups()  # type: ignore[union-attr]
        path += f"//{tag or '*'}"
        path += f"[contains(concat(' ', @class, ' '), ' {kind} ')]" if kind else ""
        path += (f"[@{name}='{value}']" if value else f"[@{name}]") if name else ""
    return list(root.xpath(path))


def read_claims(page: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """The words of the stories, each with the places of the sentences that are cited for them."""
    for section in (*select(page, "section.lead"), *select(page, "section.behind")):
        yield from _texts(section, "")


def find_numbers(text: str) -> tuple[Number, ...]:
    return (*find_numbers_english(text), *find_numbers_arabic(text))


def find_unfounded(text: str, cites: str, brief: Brief) -> set[tuple[str, str]]:
    """The numbers of a claim that are in none of its sentences, neither in the Arabic nor in the English."""
    places = [[int(part) - 1 for part in re.findall(r"\d+", place)] for place in cites.split()]
    behind = [words for a, s in places for words in brief.articles[a].translation.pairs[s] if words]
    given = tuple(number for sentence in behind for number in find_numbers(sentence))
    said = (number for number in find_numbers(text) if number.firm and number.kind != "vague")
    return {(text.strip(), number.text) for number in said if find_unmatched((number,), given)}


def _texts(element: html.HtmlElement, cites: str) -> Iterator[tuple[str, str]]:
    if not isinstance(element.tag, str) or _is_furniture(element):
        return
    cites = element.get("data-cites", cites)
    yield element.text or "", cites
    for child in element:
        yield from _texts(child, cites)
        yield child.tail or "", cites


def _is_furniture(element: html.HtmlElement) -> bool:
    classes = (element.get("class") or "").split()
    named = {*classes} & {*FURNITURE} or {*element.keys()} & {*FURNITURE_MARKS}
    return element.tag in FURNITURE_TAGS or bool(named)
