"""What all commands share: one screen, coded errors as exit codes, options, inputs, JSON.

A command lives in ``cli.py`` or in a small module of its own that ``cli.py`` adds to the program; each declares its
arguments, opens ``told()`` and calls the library.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from summarizer.errors import SET_ASIDE, OptionsError, ReadError, SummarizerError
from summarizer.options import Options, read_options
from summarizer.screen import Screen

if TYPE_CHECKING:
    from summarizer.inputs import Input
    from summarizer.passing import Watcher
    from summarizer.pipeline import Pipeline
    from summarizer.types import Brief

_INTERRUPTED = "Interrupted. What is finished is kept: the same command goes on from there."
_INTERRUPTED_CODE = 130  # what shells give for Ctrl-C
_OPTIONS = {"formats": "--format", "columns": "--column"}  # those that are not called as in ``Options``


@contextmanager
def told(given: Mapping[str, object] | None = None, *, online: bool = False) -> Iterator[Screen]:
    """A screen for one command; coded errors become a line on stderr and an exit code.

    ``given`` are the command's own arguments: an error about an option names it as it was given.

    ``online``: the command may call out. To all others the hub's libraries are offline before they are imported: a
    missing model is told at once, and not after 23 s of retries.
    """
    if not online:
        os.environ["HF_HUB_OFFLINE"] = "1"
    with Screen() as screen:
        try:
            yield screen
        except SummarizerError as error:
            is_usage = isinstance(error, OptionsError)
            screen.error(str(_name_as_given(error, given or {}) if is_usage else error))
            raise typer.Exit(2 if is_usage else 1) from error
        except KeyboardInterrupt as error:
            screen.error(_INTERRUPTED)
            raise typer.Exit(_INTERRUPTED_CODE) from error
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


def _name_as_given(error: SummarizerError, given: Mapping[str, object]) -> SummarizerError:
    """``error`` about an option, named as on the command line or in the environment if its value is from there."""
    name, variable = error.source, f"MUJAZ_{error.source.upper()}"
    if name not in Options.__dataclass_fields__:
        return error
    if given.get(name) is not None:
        name = _OPTIONS.get(name) or f"--{name.replace('_', '-')}"
    elif variable in os.environ:
        name = variable
    return SummarizerError(error.message, code=error.code, hint=error.hint, source=name)


def _silence_stdout() -> None:
    """Let the interpreter's last flush go nowhere: what reads our output is gone or full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def command_options(given: dict[str, Any]) -> Options:
    """The Options of a command's own arguments, those left out being taken from file and environment."""
    names = set(Options.__dataclass_fields__)
    values = {name: value for name, value in given.items() if name in names and value is not None}
    if "formats" in values:
        values["formats"] = tuple(part for item in values["formats"] for part in item.split(","))
    if "columns" in values:
        values["columns"] = tuple(values["columns"])
    if values.get("strict") == "off":
        values["strict"] = ""
    return read_options(values)


def run(inputs: Iterable[Input], options: Options, screen: Screen) -> Brief:
    """The brief of ``inputs``; their failures are told on ``screen`` as they happen."""
    from summarizer.batch import brief_inputs

    with load_pipeline(options, screen) as pipeline, watched(screen) as watcher:
        return brief_inputs(inputs, pipeline, watcher)


@contextmanager
def watched(screen: Screen) -> Iterator[Watcher]:
    """Who tells ``screen`` how a batch goes on, and ends it at Ctrl-C when what is in hand is done.

    KeyboardInterrupt then, at the end of the ``with`` at the latest. A second Ctrl-C ends the process at once.
    """
    from summarizer.passing import Watcher

    asked = False

    def ask(number: int, frame: object) -> None:
        nonlocal asked
        if asked:
            _stop(screen)
        asked = True
        screen.error("Interrupted: what is in hand is finished first. Ctrl-C again to stop at once.")

    def look() -> None:
        if asked:
            raise KeyboardInterrupt

    def kept(articles: int) -> None:
        screen.kept(articles)
        look()

    def progress(done: int) -> None:
        screen.done(done)
        look()

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield Watcher(kept=kept, failed=screen.failed, window=screen.window, progress=progress, published=look)
        look()
    except ReadError:  # that there is no article, which who watches the folder does not take for the end
        look()
        raise
    finally:
        signal.signal(signal.SIGINT, before)


def _stop(screen: Screen) -> NoReturn:
    """End the process. An exception would wait for the threads that read and translate; the journal outlives a kill."""
    try:
        screen.close()
        screen.error(_INTERRUPTED)
    finally:
        os._exit(_INTERRUPTED_CODE)


def load_pipeline(options: Options, screen: Screen) -> Pipeline:
    """The line with its engine loaded. Close it."""
    from summarizer.beside import take_short_turns
    from summarizer.pipeline import Pipeline

    take_short_turns()
    screen.note("Loading the model; the first time, it is converted for this machine.")
    return Pipeline(options)


def find_all(paths: list[str], options: Options) -> Iterator[Input]:
    """The inputs, listed as they are asked for, at least one. ReadError read.nothing."""
    from summarizer.walk import find_inputs

    if "" in paths:
        raise OptionsError("a path is empty", code="options.value", hint="Give a file, a folder or -", source="PATH")
    inputs = find_inputs([Path(path) for path in paths], columns=options.columns, fetch=options.fetch)
    first = next(inputs, None)
    if first is None:
        raise ReadError("there is no article in it", code="read.nothing", hint="Give a file", source=" ".join(paths))
    return chain([first], inputs)


def print_json(value: object) -> None:
    """``value`` as JSON on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def exit_for(result: Brief, tally: Mapping[str, int], options: Options) -> None:
    """End the command with the exit code that ``result`` and its ``tally`` ask for; return if all is good."""
    if any(failure.code not in SET_ASIDE for failure in result.failures):
        raise typer.Exit(1)
    if any(Screen.reaches(severity, options.strict) for severity, count in tally.items() if count):
        raise typer.Exit(3)
