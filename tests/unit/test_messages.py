"""Messages in Arabic: every sentence that a finding can say has its Arabic, and what was put into it comes through."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from summarizer.engines.echo import EchoEngine
from summarizer.errors import ERRORS
from summarizer.figure_scope import _ACTIONS, _PERIODS
from summarizer.figure_words import CASUALTIES
from summarizer.findings import FINDINGS
from summarizer.writers.messages import explain
from summarizer.writers.words import load_words

PACKAGE = Path(__file__).parents[2] / "summarizer"
ARABIC = re.compile(r"[\u0600-\u06ff]")


def templates_of(node: ast.expr) -> Iterator[str]:
    """The messages that an expression makes, with ``{0}``, ``{1}`` ... for what is put in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield number_slots(re.sub(r"\{\w*\}", "{}", node.value))
    elif isinstance(node, ast.JoinedStr):
        parts = (str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        yield number_slots("".join(parts))
    elif isinstance(node, ast.IfExp):
        yield from chain(templates_of(node.body), templates_of(node.orelse))


def number_slots(template: str) -> str:
    numbers = iter(range(9))
    return re.sub(r"\{\}", lambda _: f"{{{next(numbers)}}}", template)


def is_code(node: ast.expr | None) -> bool:
    """Whether it is the code of a finding: one of the table, or the variable that modules keep it in."""
    return (isinstance(node, ast.Constant) and node.value in FINDINGS) or (
        isinstance(node, ast.Name) and node.id == "code"
    )


def messages_in(function: ast.FunctionDef | ast.Module) -> Iterator[str]:
    """The messages that stand behind a code: in a call of make_finding, a pair, a table."""
    assigned: dict[str, dict[int, list[str]]] = {}
    for node in ast.walk(function) if isinstance(function, ast.FunctionDef) else ():
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            assigned.setdefault(node.targets[0].id, {})[node.lineno] = list(templates_of(node.value))
    for node in ast.walk(function):
        pairs: list[tuple[ast.expr | None, ast.expr]] = []
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "make_finding":
            pairs = [(ast.Name("code"), node.args[1])]
        elif isinstance(node, ast.Tuple) and len(node.elts) == 2:
            pairs = [(node.elts[0], node.elts[1])]
        elif isinstance(node, ast.Dict):
            pairs = list(zip(node.keys, node.values, strict=True))
        for code, message in pairs:
            if is_code(code) and isinstance(message, ast.Name):
                before = (line for line in assigned.get(message.id, {}) if line < message.lineno)
                yield from assigned[message.id][line] if (line := max(before, default=0)) else ()
            elif is_code(code):
                yield from templates_of(message)


def messages_of_the_code() -> set[str]:
    modules = (path for path in PACKAGE.rglob("*.py") if path.name != "errors.py")
    nodes = chain.from_iterable(ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for path in modules)
    found = (messages_in(node) for node in nodes if isinstance(node, ast.FunctionDef | ast.Module))
    return {message for message in chain.from_iterable(found) if message and message != "{0}"}


def test_every_message_of_a_finding_has_its_arabic() -> None:
    known = set(load_words("ar").messages)
    said = messages_of_the_code()
    assert len(said) > 30
    assert said - known == set()


def test_the_catalogue_has_no_words_that_nobody_says() -> None:
    files = [path for kind in ("*.py", "*.toml", "templates/*.html") for path in PACKAGE.rglob(kind)]
    sources = "".join(path.read_text(encoding="utf-8") for path in files).replace('\\"', '"')
    written = re.sub(r'"\s*\n\s*f?"', "", sources)  # literals that go on in the next line
    said = {message: re.split(r"\{\d\}", message) for message in load_words("ar").messages}
    assert len(said) > 100
    assert [message for message, parts in said.items() if not all(part in written for part in parts)] == []


def test_every_code_has_a_meaning_in_arabic() -> None:
    meanings = {*ERRORS.values(), *(meaning for _, meaning in FINDINGS.values())}
    assert {meaning for meaning in meanings if not ARABIC.search(explain(meaning, "ar"))} == set()


def test_every_caution_has_its_arabic() -> None:
    entries = tomllib.loads((PACKAGE / "models.toml").read_text(encoding="utf-8"))
    cautions = set(re.findall(r"'caution': '([^']+)'", str(entries))) | {EchoEngine().card.caution}
    cautions |= {"Translated by mujaz-ar-en.", "Summarised by x, a model that Mujaz has not measured."}
    assert len(cautions) > 3
    assert {caution for caution in cautions if not ARABIC.search(explain(caution, "ar"))} == set()


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        (
            'The source says 98,000 ("98 ألف") but the translation has no such number.',
            "في الأصل 98,000 («98 ألف») وليس في الترجمة عدد كهذا.",
        ),
        (
            "The source says September but the translation has no such month.",
            "في الأصل سبتمبر وليس في الترجمة شهر كهذا.",
        ),
        (
            'The source says tens of thousands ("عشرات الآلاف") but the translation has no such number.',
            "في الأصل عشرات آلاف («عشرات الآلاف») وليس في الترجمة عدد كهذا.",
        ),
        ("What is on pages 3, 4 is a picture and was not read.", "ما في الصفحات 3، 4 صورة لم تُقرأ."),
        (
            "The file dates the article 20 March 2022, but its dateline says 15 March.",
            "تاريخ المقال في الملف 20 مارس 2022، وفي صدره 15 مارس.",
        ),
        (
            "The source says since March 2032, after the article's own date, 20 March 2022.",
            "في الأصل «منذ مارس 2032»، وهو بعد تاريخ المقال 20 مارس 2022.",
        ),
        (
            'The translation says "Kenya; month" but the source does not name Kenya.',
            "في الترجمة «Kenya; month» والأصل لا يسمي كينيا.",
        ),
        (
            "The article's own sentence stands in place of the model's, of which the check said: "
            'The summary says "كينيا", which may be a name: the article has no such word.',
            "جملة المقال نفسه مكان جملة النموذج، وقد قال الفحص فيها: "
            "في الملخص «كينيا»، وقد يكون اسمًا، وليست هذه الكلمة في المقال.",
        ),
    ],
)
def test_what_was_put_in_is_told_too_but_quotations_stay(english: str, arabic: str) -> None:
    assert explain(english, "ar") == arabic


def test_every_event_of_a_figure_has_its_arabic() -> None:
    events = {*_ACTIONS.values(), *CASUALTIES.values(), *_PERIODS.values(), "on"}
    assert len(events) > 30
    assert {event for event in events if not ARABIC.search(explain(event, "ar"))} == set()


@pytest.mark.parametrize("words", ["no such words", "", "{0}", "50% of {x}", "قال: {1}"])
def test_what_the_catalogue_does_not_have_stays_as_it_is(words: str) -> None:
    assert explain(words, "ar") == words
    assert explain(words, "en") == words
