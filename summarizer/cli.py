"""The command line: ``mujaz brief``, ``summarize``, ``translate``, ``names``, ``inspect`` and ``models``.

Each command declares its arguments and calls the library. Results go to stdout; progress, findings, errors to stderr.
Exit codes: 0 all good, 1 something failed, 2 wrong usage, 3 findings at or above ``--strict``, 130 interrupted.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.arguments import (
    Columns,
    ComputeType,
    Device,
    EngineOption,
    Fetch,
    Glossary,
    Json,
    Lines,
    ModelOption,
    Ocr,
    Offline,
    Paths,
    Strict,
    StrictSummary,
    Summary,
    SummaryRoute,
    SummarySentences,
    SummaryWords,
    Threads,
)
from summarizer.brief_command import brief_command
from summarizer.command import command_options, exit_for, find_all, load_pipeline, print_json, run, told
from summarizer.errors import SET_ASIDE
from summarizer.eval_command import eval_app
from summarizer.models_command import models_app
from summarizer.screen import Screen
from summarizer.status_command import status_command

if TYPE_CHECKING:
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
app.command("brief")(brief_command)
app.add_typer(models_app, name="models")
app.command("status")(status_command)
app.add_typer(eval_app, name="eval")


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


@app.command("summarize")
def summarize_command(
    paths: Paths,
    columns: Columns = None,
    fetch: Fetch = None,
    ocr: Ocr = None,
    summary: Summary = None,
    summary_sentences: SummarySentences = None,
    summary_words: SummaryWords = None,
    summary_route: SummaryRoute = None,
    strict_summary: StrictSummary = None,
    engine: EngineOption = None,
    model: ModelOption = None,
    device: Device = None,
    compute_type: ComputeType = None,
    threads: Threads = None,
    glossary: Glossary = None,
    strict: Strict = None,
    offline: Offline = None,
    as_json: Json = False,
) -> None:
    """Print the summary of each article, in Arabic and English."""
    _to_stdout(paths, locals(), "summary", as_json)


@app.command("translate")
def translate_command(
    paths: Paths,
    columns: Columns = None,
    fetch: Fetch = None,
    ocr: Ocr = None,
    lines: Lines = False,
    engine: EngineOption = None,
    model: ModelOption = None,
    device: Device = None,
    compute_type: ComputeType = None,
    threads: Threads = None,
    glossary: Glossary = None,
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
def inspect_command(
    paths: Paths,
    columns: Columns = None,
    fetch: Fetch = None,
    ocr: Ocr = None,
    offline: Offline = None,
    as_json: Json = False,
) -> None:
    """Show how each file was understood: title, sentences with their roles and offsets, doubts. Needs no model."""
    with told(locals()) as screen:
        options = command_options(locals())
        from summarizer.inspection import inspect_inputs, print_inspection

        records, failures = inspect_inputs(find_all(paths, options), screen.failed, ocr=options.ocr)
        if as_json:
            print_json(records)
        else:
            print_inspection(records, typer.echo)
        if any(failure.code not in SET_ASIDE for failure in failures):
            raise typer.Exit(1)


@app.command("names")
def names_command(
    paths: Paths,
    columns: Columns = None,
    fetch: Fetch = None,
    ocr: Ocr = None,
    engine: EngineOption = None,
    model: ModelOption = None,
    device: Device = None,
    compute_type: ComputeType = None,
    threads: Threads = None,
    glossary: Glossary = None,
    offline: Offline = None,
    as_json: Json = False,
) -> None:
    """Propose a glossary: the names that come out of these articles, as CSV to edit and give to --glossary."""
    with told(locals()) as screen:
        options = command_options(locals())
        from summarizer.names import write_names

        result = run(find_all(paths, options), options, screen)
        if as_json:
            print_json([{"arabic": name.arabic, "spellings": dict(name.spellings)} for name in result.names])
        else:
            typer.echo(write_names(result.names), nl=False)
        exit_for(result, Screen.tally(result), options)


def main() -> None:
    """Run the command line."""
    for stream in filter(None, (sys.stdout, sys.stderr)):  # a closed one is None
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


def _to_stdout(paths: list[str], given: dict[str, Any], what: Part, as_json: bool) -> None:
    with told(given) as screen:
        options = command_options(given)
        from summarizer.writers import plain
        from summarizer.writers.jsonl import to_record

        result = run(find_all(paths, options), options, screen)
        if as_json:
            print_json([to_record(article) for article in result.articles])
        else:
            typer.echo(plain.render(result, what))
        screen.findings(result)
        tally = Screen.tally(result)
        screen.counts(result, tally)
        exit_for(result, tally, options)


def _translate_lines(paths: list[str], given: dict[str, Any]) -> None:
    with told(given) as screen:
        options = command_options(given)
        from summarizer.lines import translate_lines

        worst = None
        with load_pipeline(options, screen) as pipeline:
            for line, findings in translate_lines(paths, pipeline):
                typer.echo(line)
                worst = screen.line_findings(findings, worst)
        if screen.reaches(worst, options.strict):
            raise typer.Exit(3)
