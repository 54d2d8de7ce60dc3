"""``mujaz eval``: score translations and summaries, your own or those of the installed models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.arguments import (
    ComputeType,
    Device,
    EngineOption,
    Glossary,
    Json,
    ModelOption,
    Summary,
    SummarySentences,
    Threads,
)
from summarizer.command import command_options, load_pipeline, told
from summarizer.errors import OptionsError
from summarizer.eval_stages_command import (
    Compare,
    clean_command,
    faithfulness_command,
    figures_command,
    show,
    split_command,
    stories_command,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.options import Options
    from summarizer.screen import Screen

Given = Annotated[
    Path | None,
    typer.Option("--input", metavar="FILE", help="All of it as JSON lines: source, hypothesis, reference."),
]
Hypothesis = Annotated[
    Path | None, typer.Option("--hypothesis", metavar="FILE", help="What is scored: one text on each line.")
]
Reference = Annotated[Path | None, typer.Option("--reference", metavar="FILE", help="What it should be, likewise.")]
Comet = Annotated[str | None, typer.Option(metavar="MODEL", help="Also COMET, with this checkpoint's name or path.")]


def translate_command(
    given: Given = None,
    hypothesis: Hypothesis = None,
    reference: Reference = None,
    source: Annotated[
        Path | None,
        typer.Option("--source", metavar="FILE", help="The Arabic; translated here if no --hypothesis is given."),
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
    with told(locals()) as screen:
        from summarizer.evaluation.rows import read_column
        from summarizer.evaluation.small_sets import read_translations
        from summarizer.evaluation.translations import compare_translations, require_comet, score_translations

        options = command_options(locals())
        if given is None and source is None and reference is None:
            sources: list[str] | None
            sources, references = (list(side) for side in zip(*read_translations(), strict=True))
            said = read_column(hypothesis, "hypothesis") if hypothesis else None
        else:
            sources, said, references = _read_sides(given, source, hypothesis, reference)
        if comet is not None:
            require_comet(comet, sources)
        others = _read_others(compare, references)
        if said is None:
            said = _translate(sources or [], options, screen)
        report = score_translations(said, references, sources=sources, comet=comet)
        compared = () if others is None else compare_translations(said, others, references, sources=sources)
        show(report, compared, as_json)


def summarize_command(
    given: Given = None,
    hypothesis: Hypothesis = None,
    reference: Reference = None,
    source: Annotated[
        Path | None,
        typer.Option("--source", metavar="FILE", help="The articles; summarised here if no --hypothesis is given."),
    ] = None,
    compare: Compare = None,
    summary: Summary = None,
    summary_sentences: SummarySentences = None,
    as_json: Json = False,
) -> None:
    """ROUGE on Arabic; with the articles also what is new in the summaries and what no article bears out."""
    with told(locals()):
        from summarizer.evaluation.rows import read_column
        from summarizer.evaluation.small_sets import read_summaries
        from summarizer.evaluation.summaries import compare_summaries, score_summaries

        options = command_options(locals())
        if given is None and source is None and reference is None:
            rows = read_summaries()
            sources: list[str] | None = [row["source"] for row in rows]
            references = [row["reference"] for row in rows]
            said = read_column(hypothesis, "hypothesis") if hypothesis else None
        else:
            sources, said, references = _read_sides(given, source, hypothesis, reference)
        others = _read_others(compare, references)
        if said is None:
            said = _summarize(sources or [], options)
        report = score_summaries(said, references, sources=sources)
        show(report, () if others is None else compare_summaries(said, others, references), as_json)


eval_app = typer.Typer(help="Score each part of the line.", no_args_is_help=True, rich_markup_mode=None)
eval_app.command("clean")(clean_command)
eval_app.command("split")(split_command)
eval_app.command("summarize")(summarize_command)
eval_app.command("translate")(translate_command)
eval_app.command("faithfulness")(faithfulness_command)
eval_app.command("stories")(stories_command)
eval_app.command("figures")(figures_command)


def _read_sides(
    given: Path | None, source: Path | None, hypothesis: Path | None, reference: Path | None
) -> tuple[list[str] | None, list[str] | None, list[str]]:
    """Sources, hypotheses and references, one to one; None for what was not given, but there is something to score.

    OptionsError options.value if there is not, or both ``given`` and another file; eval.lengths, eval.rows.
    """
    from summarizer.evaluation.rows import is_text, may_be_text, read_column, read_rows, require_pairs

    if given is None:
        if reference is None:
            raise _lacking("there is nothing to compare with", "Give --reference as well")
        if hypothesis is None and source is None:
            raise _lacking("there is nothing to score", "Give --hypothesis, or --source to make it here")
        sources, said = (
            read_column(path, name) if path else None for path, name in ((source, "source"), (hypothesis, "hypothesis"))
        )
        references = read_column(reference, "reference")
        require_pairs(sources=sources, hypotheses=said, references=references)
        return sources, said, references
    if source or hypothesis or reference:
        raise _lacking("--input holds all of it", "Leave out --source, --hypothesis and --reference")
    rows = read_rows(given, {"source": may_be_text, "hypothesis": may_be_text, "reference": is_text})
    columns = []
    for name in ("source", "hypothesis"):
        texts = [row[name] for row in rows if row[name] is not None]
        if len(texts) not in (0, len(rows)):
            raise OptionsError(f"some lines have a {name} and some have none", code="eval.rows", source=str(given))
        columns.append(texts or None)
    sources, said = columns
    if sources is None and said is None:
        raise _lacking("there is nothing to score", "Give each line a hypothesis, or a source to make it here")
    return sources, said, [row["reference"] for row in rows]


def _read_others(compare: Path | None, references: Sequence[str]) -> list[str] | None:
    """The other system's texts, one to one with the references. OptionsError eval.lengths, eval.rows."""
    from summarizer.evaluation.rows import read_column, require_pairs

    if compare is None:
        return None
    others = read_column(compare, "hypothesis")
    require_pairs(others=others, references=references)
    return others


def _lacking(fault: str, hint: str) -> OptionsError:
    return OptionsError(fault, code="options.value", hint=hint)


def _translate(sources: Sequence[str], options: Options, screen: Screen) -> list[str]:
    """The English of each text, as ``mujaz translate --lines`` gives it."""
    from summarizer.lines import translate_texts

    with load_pipeline(options, screen) as pipeline:
        return [english for english, _ in translate_texts(sources, pipeline)]


def _summarize(sources: Sequence[str], options: Options) -> list[str]:
    """The summary of each article, in Arabic."""
    from summarizer.pipeline import load_summarizer, understand
    from summarizer.readers import read_text
    from summarizer.summarize import summarize

    engine = load_summarizer(options)
    try:
        return [
            " ".join(
                summarize(
                    understand(read_text(source)),
                    sentences=options.summary_sentences,
                    max_words=options.summary_words or None,
                    engine=engine,
                    strict=options.strict_summary,
                ).sentences
            )
            for source in sources
        ]
    finally:
        if engine is not None:
            engine.close()
