"""``mujaz eval clean``, ``split``, ``stories``, ``figures``, ``faithfulness``: what can be scored without any model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.arguments import Glossary, Json
from summarizer.command import command_options, print_json, told
from summarizer.errors import OptionsError

if TYPE_CHECKING:
    from summarizer.evaluation.reports import Comparison, Report

Rows = Annotated[
    Path | None,
    typer.Option("--input", metavar="FILE", help="JSON lines with the right answers. [default: a small set]"),
]
Compare = Annotated[
    Path | None, typer.Option("--compare", metavar="FILE", help="Another system's answers: is it better, or luckier?")
]


def split_command(rows: Rows = None, compare: Compare = None, as_json: Json = False) -> None:
    """Sentence boundaries: precision, recall, F1."""
    _score_stage("split", rows, compare, as_json)


def clean_command(rows: Rows = None, compare: Compare = None, as_json: Json = False) -> None:
    """Roles of lines: precision, recall, F1 of each."""
    _score_stage("clean", rows, compare, as_json)


def figures_command(rows: Rows = None, compare: Compare = None, as_json: Json = False) -> None:
    """Figures, dates, speakers: precision, recall, F1."""
    _score_stage("figures", rows, compare, as_json)


def stories_command(rows: Rows = None, as_json: Json = False) -> None:
    """Pairs of articles on one event: precision, recall, F1."""
    with told():
        from summarizer.evaluation.groups import FIELDS, group_rows, score_groups
        from summarizer.evaluation.rows import read_rows
        from summarizer.evaluation.small_sets import read_story_articles

        given = read_rows(rows, FIELDS) if rows else read_story_articles()
        show(score_groups(given, group_rows(given)), (), as_json)


def faithfulness_command(
    briefing: Annotated[
        Path | None, typer.Option("--briefing", metavar="FOLDER", help="A briefing's folder: its briefing.jsonl.")
    ] = None,
    rows: Annotated[
        Path | None,
        typer.Option("--input", metavar="FILE", help="JSON lines: source, hypothesis; summary and id if wanted."),
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--source", metavar="FILE", help="Or two files: Arabic documents, one on each line,")
    ] = None,
    hypothesis: Annotated[
        Path | None, typer.Option("--hypothesis", metavar="FILE", help="and their English, likewise.")
    ] = None,
    glossary: Glossary = None,
    as_json: Json = False,
) -> None:
    """What each document kept, lost and added.

    Numbers, names, negations, quotations, whole sentences: of the translation and of the summary.
    """
    with told(locals()):
        from summarizer.evaluation.faithfulness import report_document
        from summarizer.evaluation.renderings import pair_files, read_briefing, read_renderings
        from summarizer.evaluation.tables import faithfulness_to_record, render_faithfulness
        from summarizer.glossary import read_glossary
        from summarizer.lexicon import Lexicon, load_shipped

        options = command_options(locals())
        if [briefing, rows, source or hypothesis].count(None) < 2:
            hint = "Give only one of --briefing, --input, and --source with --hypothesis"
            raise OptionsError("the documents are given twice", code="options.value", hint=hint)
        if briefing is not None:
            given = read_briefing(briefing)
        elif rows is not None:
            given = read_renderings(rows)
        elif source is not None and hypothesis is not None:
            given = pair_files(source, hypothesis)
        else:
            hint = "Give --briefing, --input, or --source and --hypothesis"
            raise OptionsError("there is nothing to look at", code="options.value", hint=hint)
        lexicon = Lexicon((*read_glossary(options.glossary), *load_shipped()))
        reports = [report_document(document, lexicon) for document in given]
        if as_json:
            print_json(faithfulness_to_record(reports))
        else:
            typer.echo(render_faithfulness(reports))


def show(report: Report, comparisons: Sequence[Comparison], as_json: bool) -> None:
    """Print a report, and how the system compares with another."""
    from summarizer.evaluation.tables import render_report, report_to_record

    if as_json:
        print_json(report_to_record(report, comparisons))
    else:
        typer.echo(render_report(report, comparisons))


def _score_stage(name: str, rows: Path | None, compare: Path | None, as_json: bool) -> None:
    with told():
        from summarizer.evaluation.rows import read_rows
        from summarizer.evaluation.tasks import TASKS, compare_answers, score_answers

        task = TASKS[name]
        given = read_rows(rows, task.fields) if rows else task.read_small_set()
        answers = [task.answer(row) for row in given]
        others = read_rows(compare, task.fields) if compare else None
        comparisons = compare_answers(task, given, answers, others) if others else ()
        show(score_answers(task, given, answers), comparisons, as_json)
