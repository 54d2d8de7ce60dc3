"""``mujaz eval``: score translations and summaries, your own or those of the installed models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.arguments import ComputeType, Device, EngineOption, Glossary, Json, ModelOption, Threads
from summarizer.command import command_options, load_pipeline, print_json, told
from summarizer.errors import OptionsError

if TYPE_CHECKING:
    from summarizer.evaluate import Comparison, Report

eval_app = typer.Typer(help="Score translations and summaries.", no_args_is_help=True, rich_markup_mode=None)

Hypothesis = Annotated[
    Path | None, typer.Option("--hypothesis", metavar="FILE", help="What is scored: one text on each line.")
]
Reference = Annotated[Path | None, typer.Option("--reference", metavar="FILE", help="What it should be, likewise.")]
Compare = Annotated[
    Path | None, typer.Option("--compare", metavar="FILE", help="Another system's texts: is it better, or luckier?")
]
Comet = Annotated[str | None, typer.Option(metavar="MODEL", help="Also COMET, with this checkpoint's name or path.")]


@eval_app.command("translate")
def translate_command(
    hypothesis: Hypothesis = None,
    reference: Reference = None,
    source: Annotated[
        Path | None,
        typer.Option("--source", metavar="FILE", help="The Arabic; translated here if nothing else is given."),
    ] = None,
    compare: Compare = None,
    comet: Comet = None,
    engine: EngineOption = None,
    model: ModelOption = None,
    device: Device = None,
    compute_type: ComputeType = None,
    threads: Threads = None,
    glossary: Glossary = None,
    as_json: Json = False,
) -> None:
    """BLEU, chrF, TER, numbers kept, loops. Without files: this machine's model on a small set that is built in."""
    with told() as screen:
        from summarizer.evaluate import compare_translations, score_translations

        options = command_options(locals())
        sources, references = _read_sides(source, reference)
        if hypothesis is None:
            if sources is None:
                raise OptionsError(
                    "there is nothing to score",
                    code="options.value",
                    hint="Give --hypothesis, or --source to translate",
                )
            with load_pipeline(options, screen) as pipeline:
                pairs = pipeline.translate(sources).pairs
            said = [arabic if english is None else english for arabic, english in pairs]
        else:
            said = _read_lines(hypothesis)
        report = score_translations(said, references, sources=sources, comet=comet)
        others = compare_translations(said, _read_lines(compare), references) if compare else ()
        _show(report, others, as_json)


@eval_app.command("summarize")
def summarize_command(
    hypothesis: Annotated[Path, typer.Option("--hypothesis", metavar="FILE", help="One summary on each line.")],
    reference: Annotated[Path, typer.Option("--reference", metavar="FILE", help="What it should be, likewise.")],
    source: Annotated[
        Path | None, typer.Option("--source", metavar="FILE", help="The articles, likewise: is anything invented?")
    ] = None,
    as_json: Json = False,
) -> None:
    """ROUGE on Arabic; with the articles also the share of new n-grams and of numbers that they do not have."""
    with told():
        from summarizer.evaluate import score_summaries

        sources = _read_lines(source) if source else None
        _show(score_summaries(_read_lines(hypothesis), _read_lines(reference), sources=sources), (), as_json)


def _read_sides(source: Path | None, reference: Path | None) -> tuple[list[str] | None, list[str]]:
    """The Arabic, if it is known, and the references: the small set where no file is given."""
    if reference is not None:
        return (_read_lines(source) if source else None), _read_lines(reference)
    if source is not None:
        raise OptionsError("there is nothing to compare with", code="options.value", hint="Give --reference as well")
    from summarizer.evaluate import read_small_set

    rows = read_small_set()
    return [arabic for arabic, _ in rows], [english for _, english in rows]


def _read_lines(path: Path) -> list[str]:
    from summarizer.lines import read_lines

    return list(read_lines(str(path)))


def _show(report: Report, comparisons: Sequence[Comparison], as_json: bool) -> None:
    if as_json:
        record = asdict(report) | {"signatures": dict(report.signatures)}
        print_json(record | ({"comparisons": [asdict(c) for c in comparisons]} if comparisons else {}))
        return
    typer.echo(f"{report.texts} texts")
    for score in report.scores:
        interval = f"  ± {score.ci95:.2f}" if score.ci95 is not None else ""
        typer.echo(f"{score.name:20} {_say(score.value, score.count)}{interval}")
    for name, signature in report.signatures:
        typer.echo(f"{name}: {signature}")
    for found in comparisons:
        typer.echo(
            f"{found.metric:20} {found.second - found.first:+.2f} ({found.first:.2f} to {found.second:.2f}); "
            f"by chance: p = {found.p_bootstrap:.3f} (bootstrap), {found.p_randomization:.4f} (randomization)"
        )


def _say(value: float, count: int) -> str:
    return f"{value:8.1%}  of {count}" if count else f"{value:8.2f}"
