"""The command line: ``mujaz brief``, ``summarize``, ``translate`` and ``inspect``.

Each command declares its arguments and calls the library. Results go to stdout; progress, findings, errors to stderr.
Exit codes: 0 all good, 1 something failed, 2 wrong usage, 3 findings at or above ``--strict``, 130 interrupted.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.arguments import (
    EngineOption,
    Force,
    Formats,
    Json,
    Lines,
    ModelOption,
    Offline,
    Paths,
    Strict,
    Summary,
    SummarySentences,
    SummaryWords,
    To,
)
from summarizer.errors import OptionsError, ReadError, SummarizerError
from summarizer.options import Options, read_options
from summarizer.screen import Screen

if TYPE_CHECKING:
    from summarizer.pipeline import Pipeline
    from summarizer.types import Brief
    from summarizer.walk import Input
    from summarizer.writers.plain import Part

app = typer.Typer(
    name="mujaz",
    help="Turn Arabic news into an English briefing that says what is claimed, by whom, and what to doubt.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from summarizer.brief import package_version

        typer.echo(f"mujaz {package_version()}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Turn Arabic news into an English briefing that says what is claimed, by whom, and what to doubt."""


@app.command("brief")
def brief_command(
    paths: Paths,
    to: To = None,
    formats: Formats = None,
    summary: Summary = None,
    summary_sentences: SummarySentences = None,
    summary_words: SummaryWords = None,
    engine: EngineOption = None,
    model: ModelOption = None,
    strict: Strict = None,
    force: Force = None,
    offline: Offline = None,
    as_json: Json = False,
) -> None:
    """Write a briefing of all articles: index.html, briefing.md, briefing.jsonl and a page for each article."""
    with _told() as screen:
        options = _options(locals())
        from summarizer.writers import check_target, write

        folder = to or _beside(paths)
        inputs = _find(paths)
        _refuse_input_folder(folder, paths)
        check_target(folder, options.formats, options.force)
        result = _run(inputs, options, screen)
        if not result.articles:
            raise SummarizerError("no article could be read, so there is no briefing", code="read.nothing")
        written = write(result, folder, formats=options.formats, force=options.force)
        if as_json:
            _print_json(_report(result, written))
        else:
            typer.echo(str(written[0]))
        screen.counts(result)
        _exit(result, options)


@app.command("summarize")
def summarize_command(
    paths: Paths,
    summary: Summary = None,
    summary_sentences: SummarySentences = None,
    summary_words: SummaryWords = None,
    engine: EngineOption = None,
    model: ModelOption = None,
    strict: Strict = None,
    offline: Offline = None,
    as_json: Json = False,
) -> None:
    """Print the summary of each article, in Arabic and English."""
    _to_stdout(paths, locals(), "summary", as_json)


@app.command("translate")
def translate_command(
    paths: Paths,
    lines: Lines = False,
    engine: EngineOption = None,
    model: ModelOption = None,
    strict: Strict = None,
    offline: Offline = None,
    as_json: Json = False,
) -> None:
    """Print the English of each article, paragraph by paragraph."""
    if lines and as_json:
        raise typer.BadParameter("--lines prints lines and --json records: give one of them")
    if lines:
        _translate_lines(paths, locals())
    else:
        _to_stdout(paths, locals(), "translation", as_json)


@app.command("inspect")
def inspect_command(paths: Paths, as_json: Json = False) -> None:
    """Show how each file was understood: title, sentences with their roles and offsets, doubts. Needs no model."""
    with _told() as screen:
        from summarizer.inspection import inspect_inputs, print_inspection

        records, failures = inspect_inputs(_find(paths), screen.failed)
        if as_json:
            _print_json(records)
        else:
            print_inspection(records, typer.echo)
        if failures:
            raise typer.Exit(1)


def main() -> None:
    """Run the command line."""
    for stream in filter(None, (sys.stdout, sys.stderr)):  # a closed one is None
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


@contextmanager
def _told() -> Iterator[Screen]:
    """A screen for one command; coded errors become a line on stderr and an exit code."""
    with Screen() as screen:
        try:
            yield screen
        except SummarizerError as error:
            screen.error(str(error))
            raise typer.Exit(2 if isinstance(error, OptionsError) else 1) from error
        except KeyboardInterrupt as error:
            screen.error("Interrupted; what was translated so far is in the translation memory.")
            raise typer.Exit(130) from error
        except BrokenPipeError:
            _silence_stdout()
            raise typer.Exit(1) from None
        except OSError as error:
            _silence_stdout()
            screen.error(f"standard output: it could not be written ({error.strerror}). [write.failed]")
            raise typer.Exit(1) from error


def _silence_stdout() -> None:
    """Let the interpreter's last flush go nowhere: what reads our output is gone or full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _options(given: dict[str, Any]) -> Options:
    """The Options of a command's own arguments, those left out being taken from file and environment."""
    names = set(Options.__dataclass_fields__)
    values = {name: value for name, value in given.items() if name in names and value is not None}
    if "formats" in values:
        values["formats"] = tuple(part for item in values["formats"] for part in item.split(","))
    if values.get("strict") == "off":
        values["strict"] = ""
    options = read_options({name: str(v) if isinstance(v, StrEnum) else v for name, v in values.items()})
    if options.offline:
        os.environ["HF_HUB_OFFLINE"] = "1"  # before any import of the hub library
    return options


def _run(inputs: tuple[Input, ...], options: Options, screen: Screen) -> Brief:
    from summarizer.batch import Watcher, brief_inputs

    with _pipeline(options, screen) as pipeline:
        return brief_inputs(inputs, pipeline, Watcher(failed=screen.failed, window=screen.window, progress=screen.done))


def _pipeline(options: Options, screen: Screen) -> Pipeline:
    from summarizer.pipeline import Pipeline

    screen.note("Loading the model; the first time, it is converted for this machine.")
    return Pipeline(options)


def _find(paths: list[str]) -> tuple[Input, ...]:
    """The inputs, at least one. ReadError read.nothing."""
    from summarizer.walk import find_inputs

    if "" in paths:
        raise OptionsError("a path is empty", code="options.value", hint="Give a file, a folder or -", source="PATH")
    inputs = find_inputs([Path(path) for path in paths])
    if not inputs:
        raise ReadError("there is no article in it", code="read.nothing", hint="Give a file", source=" ".join(paths))
    return inputs


def _refuse_input_folder(folder: Path, paths: list[str]) -> None:
    if any(Path(path).is_dir() and folder.resolve() == Path(path).resolve() for path in paths):
        raise OptionsError(
            "the briefing cannot stand among its articles",
            code="options.value",
            hint="Give another folder to --to",
            source=str(folder),
        )


def _beside(paths: list[str]) -> Path:
    """briefing/ beside the first input; a path such as ``..`` is resolved first."""
    return Path("briefing") if paths[0] == "-" else Path(os.path.abspath(paths[0])).parent / "briefing"


def _to_stdout(paths: list[str], given: dict[str, Any], what: Part, as_json: bool) -> None:
    with _told() as screen:
        options = _options(given)
        from summarizer.writers import plain
        from summarizer.writers.jsonl import to_record

        result = _run(_find(paths), options, screen)
        if as_json:
            _print_json([to_record(article) for article in result.articles])
        else:
            typer.echo(plain.render(result, what))
        screen.findings(result)
        screen.counts(result)
        _exit(result, options)


def _translate_lines(paths: list[str], given: dict[str, Any]) -> None:
    with _told() as screen:
        options = _options(given)
        from summarizer.lines import translate_lines

        worst = None
        with _pipeline(options, screen) as pipeline:
            for line, findings in translate_lines(paths, pipeline):
                typer.echo(line)
                worst = screen.line_findings(findings, worst)
        if screen.reaches(worst, options.strict):
            raise typer.Exit(3)


def _report(result: Brief, written: tuple[Path, ...]) -> dict[str, object]:
    return {
        "written": [str(path) for path in written],
        "articles": len(result.articles),
        "failures": [{"source": f.source, "code": f.code, "message": f.message} for f in result.failures],
        "findings": Screen.tally(result),
    }


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _exit(result: Brief, options: Options) -> None:
    if result.failures:
        raise typer.Exit(1)
    if any(Screen.reaches(severity, options.strict) for severity, count in Screen.tally(result).items() if count):
        raise typer.Exit(3)
