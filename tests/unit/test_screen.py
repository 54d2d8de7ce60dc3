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


def test_a_terminal_shows_how_many_inputs_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    with Screen() as screen:
        screen.inputs(36, 1200)
        screen.window(2, 40)
        screen.inputs(37, 1200)
    shown = terminal.getvalue()
    assert "36 of 1,200 inputs done; sentences" in shown
    assert "37 of 1,200 inputs done; sentences" in shown


def test_a_log_gets_the_inputs_done_with_the_articles_that_come(capsys: pytest.CaptureFixture[str]) -> None:
    with Screen() as screen:
        screen.window(2, 40)
        screen.inputs(2, 200)
        screen.window(1, 20)
    first, second = capsys.readouterr().err.splitlines()
    assert first == "2 articles read; 40 sentences to translate, summaries included."
    assert second == "1 article read; 20 sentences to translate, summaries included. 2 of 200 inputs done."


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        ([], []),
        (
            ["read.empty"],
            ["As before: 1 failed. mujaz status 'my out' lists them; --retry-failed tries them again."],
        ),
        (["read.media"] * 2, ["As before: 2 set aside. mujaz status 'my out' lists them."]),
    ],
)
def test_what_failed_before_is_one_line(codes: list[str], told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with Screen() as screen:
        for code in codes:
            screen.failed_before(Failure(source="a.txt", code=code, message="it failed"))
        screen.tell_failed_before("my out")
    assert capsys.readouterr().err.splitlines() == told


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
