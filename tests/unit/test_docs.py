"""The documents must say what the program does: every command, option, error and finding is in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import typer

from summarizer.catalogue import EMBEDDED
from summarizer.cli import app
from summarizer.entries import read_catalogue
from summarizer.errors import ERRORS
from summarizer.findings import FINDINGS
from summarizer.model_card import render_models_page
from summarizer.options import Options

ROOT = Path(__file__).parents[2]


COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_and_option_is_documented(command: str) -> None:
    text = page("docs/commands.md")
    assert f"## mujaz {command}" in text
    section = text.split(f"## mujaz {command}")[1].split("\n## ")[0]
    parts = getattr(COMMANDS[command], "commands", {})
    assert [name for name in parts if f"`mujaz {command} {name}" not in section] == []
    for parameter in [p for item in (COMMANDS[command], *parts.values()) for p in item.params]:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert f"`{option}" in section, option


@pytest.mark.parametrize("name", Options.__dataclass_fields__)
def test_every_option_of_file_and_environment_is_documented(name: str) -> None:
    assert f"`{name}`" in page("docs/commands.md")


@pytest.mark.parametrize("variable", ["MUJAZ_CACHE", "MUJAZ_MEMORY", "MUJAZ_OPTIONS", "GRADIO_SERVER_NAME"])
def test_every_environment_variable_is_documented(variable: str) -> None:
    assert f"`{variable}`" in page("docs/commands.md")


def test_every_error_and_finding_is_explained_as_the_tables_do() -> None:
    text = page("docs/errors-and-findings.md")
    for code, meaning in ERRORS.items():
        assert f"| `{code}` | {meaning} |" in text
    for code, (severity, meaning) in FINDINGS.items():
        assert f"| `{code}` | {severity} | {meaning} |" in text


def test_the_models_page_is_what_its_generator_gives() -> None:
    assert page("models.md") == render_models_page()


def test_the_memory_in_the_choice_of_a_model_is_that_of_the_catalogue() -> None:
    table = page("docs/choose-a-model.md").split("| for | take |")[1].split("\n\n")[0]
    rows = [line.split(" | ") for line in table.splitlines() if "`" in line]
    told = {row[1].split("`")[1]: row[3] for row in rows}
    sizes = {name: read_catalogue()[name].memory_mb for name in told}
    assert told == {name: f"{size / 1000:.1f} GB" if size >= 1000 else f"{size} MB" for name, size in sizes.items()}
    assert {"quickmt", "opus-big", EMBEDDED} <= told.keys()


def test_links_between_documents_resolve() -> None:
    import re

    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
