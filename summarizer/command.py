"""What all commands share: one screen, coded errors as exit codes, options, inputs, JSON.

A command lives in ``cli.py`` or in a small module of its own that ``cli.py`` adds to the program; each declares its
arguments, opens ``told()`` and calls the library.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from summarizer.errors import OptionsError, ReadError, SummarizerError
from summarizer.options import Options, read_options
from summarizer.screen import Screen

if TYPE_CHECKING:
    from summarizer.pipeline import Pipeline
    from summarizer.types import Brief
    from summarizer.walk import Input


@contextmanager
def told(*, online: bool = False) -> Iterator[Screen]:
    """A screen for one command; coded errors become a line on stderr and an exit code.

    ``online``: the command may call out. To all others the hub's libraries are offline before they are imported: a
    missing model is told at once, and not after 23 s of retries.
    """
    if not online:
        os.environ["HF_HUB_OFFLINE"] = "1"
    with Screen() as screen:
        try:
            yield screen
        except SummarizerError as error:
            screen.error(str(error))
            raise typer.Exit(2 if isinstance(error, OptionsError) else 1) from error
        except KeyboardInterrupt as error:
            screen.error("Interrupted; what was done so far is kept.")
            raise typer.Exit(130) from error
        except BrokenPipeError:
            _silence_stdout()
            raise typer.Exit(1) from None
        except OSError as error:
            if error.filename is not None:  # then it was no write to an open stream
                screen.error(f"{error.filename}: the operating system refused it ({error.strerror}). [read.failed]")
                raise typer.Exit(1) from error
            _silence_stdout()
            screen.error(f"standard output: it could not be written ({error.strerror}). [write.failed]")
            raise typer.Exit(1) from error


def _silence_stdout() -> None:
    """Let the interpreter's last flush go nowhere: what reads our output is gone or full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def command_options(given: dict[str, Any]) -> Options:
    """The Options of a command's own arguments, those left out being taken from file and environment."""
    names = set(Options.__dataclass_fields__)
    values = {name: value for name, value in given.items() if name in names and value is not None}
    if "formats" in values:
        values["formats"] = tuple(part for item in values["formats"] for part in item.split(","))
    if values.get("strict") == "off":
        values["strict"] = ""
    return read_options({name: str(v) if isinstance(v, StrEnum) else v for name, v in values.items()})


def run(inputs: tuple[Input, ...], options: Options, screen: Screen) -> Brief:
    """The brief of ``inputs``; their failures are told on ``screen`` as they happen."""
    from summarizer.batch import Watcher, brief_inputs

    with load_pipeline(options, screen) as pipeline:
        return brief_inputs(inputs, pipeline, Watcher(failed=screen.failed, window=screen.window, progress=screen.done))


def load_pipeline(options: Options, screen: Screen) -> Pipeline:
    """The line with its engine loaded. Close it."""
    from summarizer.pipeline import Pipeline

    screen.note("Loading the model; the first time, it is converted for this machine.")
    return Pipeline(options)


def find_all(paths: list[str]) -> tuple[Input, ...]:
    """The inputs, at least one. ReadError read.nothing."""
    from summarizer.walk import find_inputs

    if "" in paths:
        raise OptionsError("a path is empty", code="options.value", hint="Give a file, a folder or -", source="PATH")
    inputs = find_inputs([Path(path) for path in paths])
    if not inputs:
        raise ReadError("there is no article in it", code="read.nothing", hint="Give a file", source=" ".join(paths))
    return inputs


def print_json(value: object) -> None:
    """``value`` as JSON on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def exit_for(result: Brief, options: Options) -> None:
    """End the command with the exit code that ``result`` asks for; return if all is good."""
    if result.failures:
        raise typer.Exit(1)
    if any(Screen.reaches(severity, options.strict) for severity, count in Screen.tally(result).items() if count):
        raise typer.Exit(3)
