"""``mujaz brief``: a briefing of all articles, on this machine or on many."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from summarizer.arguments import (
    Cluster,
    Columns,
    ComputeType,
    Device,
    EngineOption,
    Fetch,
    Force,
    Formats,
    Glossary,
    Json,
    ModelOption,
    Ocr,
    Offline,
    PageLanguageOption,
    Paths,
    RetryFailed,
    Since,
    Strict,
    StrictSummary,
    Summary,
    SummaryRoute,
    SummarySentences,
    SummaryWords,
    Threads,
    To,
    Watch,
    Workers,
)
from summarizer.command import command_options, exit_for, find_all, load_pipeline, print_json, told, watched
from summarizer.errors import OptionsError, ReadError
from summarizer.following import Follower
from summarizer.screen import Screen
from summarizer.types import SEVERITIES

if TYPE_CHECKING:
    from summarizer.inputs import Input
    from summarizer.journal import Journal
    from summarizer.options import Options
    from summarizer.pipeline import Pipeline
    from summarizer.types import Brief, Failure


def brief_command(
    paths: Paths,
    columns: Columns = None,
    fetch: Fetch = None,
    ocr: Ocr = None,
    to: To = None,
    formats: Formats = None,
    page_language: PageLanguageOption = None,
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
    workers: Workers = None,
    glossary: Glossary = None,
    since: Since = None,
    strict: Strict = None,
    retry_failed: RetryFailed = None,
    force: Force = None,
    offline: Offline = None,
    watch: Watch = False,
    cluster: Cluster = None,
    as_json: Json = False,
) -> None:
    """Write a briefing of all articles: a web page, Markdown, Word, records for programs and a table of figures."""
    with told(locals()) as screen:
        options = command_options(locals())
        folder = to or _beside(paths)
        _refuse_input_folder(folder, paths)
        if watch:
            _refuse_to_watch(paths, cluster)
        if cluster:
            _brief_on_cluster(paths, folder, cluster, options, screen, as_json)
            return
        from summarizer.briefing_folder import open_briefing
        from summarizer.writers import check_target

        find = partial(find_all, paths, options)
        if not watch:
            find()  # that there is nothing is told before a model is loaded
        check_target(folder, options.formats, options.force)
        with open_briefing(folder, force=options.force) as journal, load_pipeline(options, screen) as pipeline:
            if watch:
                _keep_briefed([Path(path) for path in paths], pipeline, journal, as_json)
                return
            result, tally = _brief_once(find, pipeline, journal, screen, as_json)
            exit_for(result, tally, options)


def _brief_once(
    find: Callable[[], Iterator[Input]], pipeline: Pipeline, journal: Journal, screen: Screen, as_json: bool
) -> tuple[Brief, dict[str, int]]:
    """The briefing, written and told, and the number of its findings."""
    from summarizer.batch import brief_folder

    try:
        with watched(screen) as watcher:
            watcher = Follower(journal, pipeline.memory, screen).join(watcher)
            result, written = brief_folder(find, pipeline, journal, watcher)
    except ReadError as error:
        if as_json and error.code == "read.nothing":
            print_json(_report((), 0, journal.failures, {}))
        raise
    finally:
        screen.tell_failed_before(str(journal.folder))
    tally = Screen.tally(result)
    if as_json:
        print_json(_report(written, len(result.articles), result.failures, tally))
    else:
        typer.echo(str(written[0]))
    screen.counts(result, tally)
    return result, tally


def _keep_briefed(folders: list[Path], pipeline: Pipeline, journal: Journal, as_json: bool) -> None:
    """A run now and after each change, with one model, until Ctrl-C. Folders may become empty."""
    from summarizer.walk import find_inputs
    from summarizer.watching import watch_folders

    assert journal.folder is not None
    find = partial(find_inputs, folders, columns=pipeline.options.columns, fetch=pipeline.options.fetch)
    for _ in watch_folders(folders, apart_from=journal.folder):
        with Screen() as screen:
            try:
                _brief_once(find, pipeline, journal, screen, as_json)
            except ReadError as error:
                if error.code != "read.nothing":
                    raise
                screen.error(f"{error} Waiting for an article; Ctrl-C to end.")


def _refuse_to_watch(paths: list[str], cluster: str | None) -> None:
    if cluster:
        hint = "Leave one of the two out"
        raise OptionsError("a cluster does not watch", code="cluster.options", hint=hint, source="--watch")
    for path in paths:
        if not path or not Path(path).is_dir():
            hint = "Give a folder, or leave out --watch"
            raise OptionsError("only folders can be watched", code="options.value", hint=hint, source=path)


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


def _report(
    written: Iterable[Path], articles: int, failures: Iterable[Failure], tally: Mapping[str, int]
) -> dict[str, object]:
    from summarizer.writers.jsonl import to_failure_record

    return {
        "written": [str(path) for path in written],
        "articles": articles,
        "failures": [to_failure_record(failure) for failure in failures],
        "findings": {severity: tally.get(severity, 0) for severity in SEVERITIES},
    }


def _brief_on_cluster(
    paths: list[str], folder: Path, address: str, options: Options, screen: Screen, as_json: bool
) -> None:
    from summarizer.cluster import brief_on_cluster

    if "-" in paths:
        hint = "Give files and folders on storage that all machines see"
        raise OptionsError("a cluster cannot read standard input", code="cluster.options", hint=hint, source="PATH")
    screen.note("Handing the work to the cluster; each worker loads the model once.")
    report = brief_on_cluster([Path(path) for path in paths], options, folder, address)
    if as_json:
        print_json({"written": [str(folder)]} | asdict(report) | {"signature": dict(report.signature)})
    else:
        typer.echo(str(folder))
    screen.error(
        f"{report.done} articles done ({report.kept} unchanged since the last run), {report.failed} failed, "
        f"{report.set_aside} set aside, by {report.workers} workers; {report.stories} stories."
    )
    if report.failed:
        raise typer.Exit(1)
