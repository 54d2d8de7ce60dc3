from __future__ import annotations

import io
import sys

import pytest

from summarizer.screen import Screen
from summarizer.types import Failure


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_bar_and_keeps_the_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with Screen() as screen:
        screen.note("Loading the model.")
        screen.window(2, 40)
        screen.done(10)
        screen.failed(Failure(source="a.txt", code="read.empty", message="the file is empty"))
        screen.done(30)
    shown = terminal.getvalue()
    assert "Loading the model." in shown
    assert "10/40" in shown or "40/40" in shown
    assert "a.txt: the file is empty. [read.empty]" in shown


def test_a_log_gets_plain_lines_and_not_one_for_each_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with Screen() as screen:
        screen.note("Loading the model.")
        screen.window(2, 1000)
        for _ in range(1000):
            screen.done(1)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "2 articles read; 1000 sentences to translate, summaries included."
    assert lines[-1] == "1000 of 1000 sentences translated."
    assert len(lines) == 11


@pytest.mark.parametrize(
    ("severity", "strict", "reached"),
    [
        ("note", "", False),
        ("error", "", False),
        (None, "note", False),
        ("note", "note", True),
        ("note", "warning", False),
        ("warning", "error", False),
        ("error", "warning", True),
    ],
)
def test_strict_is_reached_at_that_severity_and_above(severity: str | None, strict: str, reached: bool) -> None:
    assert Screen.reaches(severity, strict) is reached
