"""What the page says, in both languages: every word has its Arabic, and errors are told with code and remedy."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.errors import OptionsError, ReadError, SummarizerError
from summarizer.web.jobs import Limits
from summarizer.web.uploads import check_count, too_large
from summarizer.web.words import TASKS, say_error
from summarizer.writers.words import load_words

WEB = Path(__file__).parents[2] / "summarizer" / "web"
ARABIC = re.compile(r"[ء-ي]")


def said_by(path: Path) -> Iterator[str]:
    """The literals in calls of ``say`` and ``words.say``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "say":
            yield from (
                part.value
                for part in ast.walk(node.args[0])
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )


def test_every_word_of_the_page_has_its_arabic() -> None:
    said = {*TASKS.values(), *(message for path in WEB.glob("*.py") for message in said_by(path))}
    assert len(said) > 25
    assert {message for message in said if not ARABIC.search(load_words("ar").say(message))} == set()


def hints_in(path: Path) -> Iterator[str]:
    """The remedies of errors: what is given as ``hint``, or stands in a variable of that name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        value = None
        if isinstance(node, ast.keyword) and node.arg == "hint":
            value = node.value
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("hint", "said, hint"):
            value = node.value.elts[-1] if isinstance(node.value, ast.Tuple) else node.value
        if isinstance(value, ast.Constant) and value.value:
            yield str(value.value)


def test_every_remedy_that_a_visitor_is_told_has_its_arabic() -> None:
    modules = [WEB / f"{name}.py" for name in ("actions", "uploads", "job_files", "models")]
    modules += [WEB.parent / f"{name}.py" for name in ("fetch", "glossary", "language")]
    hints = {hint for path in modules for hint in hints_in(path)}
    assert len(hints) > 12
    assert {hint for hint in hints if not ARABIC.search(load_words("ar").say(hint))} == set()


SMALLER = (
    "Make several jobs of it, or use mujaz brief on the command line",
    "اجعلها عدة مهام، أو استعمل mujaz brief في سطر الأوامر",
)


def too_many(what: str) -> SummarizerError:
    with pytest.raises(SummarizerError) as caught:
        check_count(600, 500, what)
    return caught.value


@pytest.mark.parametrize(
    ("error", "english", "arabic"),
    [
        (
            ReadError(
                "the PDF is locked", code="read.encrypted", hint="Save a copy without a password", source="a.pdf"
            ),
            "a.pdf: the PDF is locked. Save a copy without a password. [read.encrypted]",
            "a.pdf: الملف مقفل بكلمة سر. احفظ نسخة بلا كلمة سر. [read.encrypted]",
        ),
        (
            OptionsError(
                "50 is not possible",
                code="options.value",
                hint="give a whole number from 1 to 10",
                source="summary_sentences",
            ),
            "summary_sentences: 50 is not possible. Give a whole number from 1 to 10. [options.value]",
            "summary_sentences: القيمة 50 غير ممكنة. أعطِ عددًا صحيحًا من 1 إلى 10. [options.value]",
        ),
        (
            SummarizerError(
                "/srv/jobs/x/in is gone", code="web.failed", hint="look at /srv/jobs/log", source="/srv/a/b"
            ),
            "b: in is gone. Look at log. [web.failed]",
            "b: لم يتمكن الخادم من إتمام المهمة. Look at log. [web.failed]",
        ),
        (
            ReadError("it is a list", code="read.fetch", hint="Give --fetch to fetch their pages", source="a.urls"),
            "a.urls: it is a list. Give the addresses themselves, not a file of them. [read.fetch]",
            "a.urls: تعذر جلب الصفحة. أعطِ العناوين نفسها لا ملفًّا منها. [read.fetch]",
        ),
        (
            too_large(Limits(upload_mb=20)),
            f"the upload is larger than 20 MB. {SMALLER[0]}. [web.size]",
            f"حجم المرفوع أكبر من 20 ميغابايت. {SMALLER[1]}. [web.size]",
        ),
        *(
            (
                too_many(what),
                f"there are 600 {what}; 500 are the most. {SMALLER[0]}. [web.count]",
                f"عدد {arabic} 600، وأقصى ما يُقبل 500. {SMALLER[1]}. [web.count]",
            )
            for what, arabic in (("files", "الملفات"), ("addresses", "العناوين"), ("articles", "المقالات"))
        ),
    ],
)
def test_an_error_is_told_in_the_language_of_the_page(error: SummarizerError, english: str, arabic: str) -> None:
    assert say_error(error, "en") == english
    assert say_error(error, "ar") == arabic
