"""``mujaz models``: list, show, pull, check, remove, path, pack, unpack. Only ``pull`` ever calls out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.arguments import Json
from summarizer.command import command_options, print_json, told
from summarizer.errors import OptionsError, SummarizerError
from summarizer.screen import Screen

if TYPE_CHECKING:
    from summarizer.catalogue import Model
    from summarizer.entries import Entry, Task
    from summarizer.hub import Progress
    from summarizer.installation import Ask

models_app = typer.Typer(help="List, fetch, check and carry the models.", no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name of mujaz models list, a tier, or owner/name.")]
TaskOption = Annotated[
    str,
    typer.Option(
        "--task", metavar="TASK", help="What a tier or an unlisted model is for: translation, summarization, direct."
    ),
]
AcceptLicence = Annotated[bool, typer.Option("--accept-licence", help="Accept the model's licence without a question.")]
_TASKS: dict[str, str] = {
    "translation": "Arabic to English",
    "summarization": "Arabic article to Arabic summary",
    "direct": "Arabic article to English summary",
}


@models_app.command("list")
def list_command(as_json: Json = False) -> None:
    """List the models: what each is for, its size and licence, and whether it is installed."""
    with told() as screen:
        from summarizer.entries import read_catalogue

        here = _find_installed(screen)
        entries = read_catalogue()
        others = [name for name in here if name not in entries]
        if as_json:
            records = [_record(entry, here.get(entry.name)) for entry in entries.values()]
            print_json(records + [_record(_uncatalogued(here[name]), here[name]) for name in others])
            return
        for task, title in _TASKS.items():
            typer.echo(f"{title}, the best first:")
            for entry in entries.values():
                if entry.task == task:
                    typer.echo(_line(entry, entry.name in here))
        for name in others:
            typer.echo(f"Also installed: {name}")


@models_app.command("show")
def show_command(name: Name, task: TaskOption = "translation", as_json: Json = False) -> None:
    """Show what is known of a model: source, licence, limits, published scores, known faults."""
    with told():
        from summarizer.catalogue import find_installed

        entry = _entry(name, task)
        record = _record(entry, find_installed(entry.name))
        if as_json:
            print_json(record)
            return
        for key, value in record.items():
            for item in value if isinstance(value, list) else [value]:
                if item not in ("", None, {}):
                    typer.echo(f"{key + ':':20} {_said(item)}")


@models_app.command("pull")
def pull_command(name: Name, task: TaskOption = "translation", accept_licence: AcceptLicence = False) -> None:
    """Fetch a model from the Hugging Face hub, verify it, convert it for this machine and try it."""
    with told(online=True) as screen:
        options = command_options({})
        if options.offline:
            raise OptionsError("pulling a model needs the network", code="options.value", source="offline")
        from summarizer.hub import pull

        with _download(screen) as progress:
            model = pull(name, task=_task(task), ask=_ask(accept_licence), progress=progress)
        _try_out(model, screen)
        typer.echo(str(model.folder))


@models_app.command("check")
def check_command(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="[default: all installed]")] = None,
) -> None:
    """Compare the files of the installed models with their recorded digests."""
    with told() as screen:
        from summarizer.catalogue import find_installed, find_model, installed_names, verify

        damaged = False
        for name in names or installed_names():
            try:
                model = find_model(name) if names else find_installed(name)
                if model is None:
                    continue  # of an older Mujaz
                verify(model)
                typer.echo(f"{model.name}: {len(model.files)} files, as recorded")
            except SummarizerError as error:
                screen.error(str(error))
                damaged = True
        if damaged:
            raise typer.Exit(1)


@models_app.command("remove")
def remove_command(name: Name) -> None:
    """Remove an installed model and what it was converted to."""
    with told():
        from summarizer.installation import remove

        for folder in remove(name):
            typer.echo(str(folder))


@models_app.command("path")
def path_command(name: Name = "auto", task: TaskOption = "translation") -> None:
    """Print the folder of an installed model; without a name, of the one that is used."""
    with told():
        from summarizer.catalogue import find_model

        typer.echo(str(find_model(name, _task(task)).folder))


@models_app.command("pack")
def pack_command(
    name: Name,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", help="[default: NAME.tar]")] = None,
) -> None:
    """Write an installed model to one file, for a machine without a connection."""
    with told():
        from summarizer.archive import pack
        from summarizer.catalogue import find_model

        model = find_model(name)
        typer.echo(str(pack(model, to or Path(f"{model.name}.tar"))))


@models_app.command("unpack")
def unpack_command(
    archive: Annotated[Path, typer.Argument(metavar="FILE", help="What mujaz models pack wrote.")],
    accept_licence: AcceptLicence = False,
) -> None:
    """Verify the archive of a model, install it, convert it for this machine and try it."""
    with told() as screen:
        from summarizer.archive import unpack

        model = unpack(archive, ask=_ask(accept_licence))
        _try_out(model, screen)
        typer.echo(str(model.folder))


def _try_out(model: Model, screen: Screen) -> None:
    """Load the model as a run would: it is converted for this machine, and refused if it writes nonsense."""
    from summarizer.engines import load_engine

    screen.note(f"Converting {model.name} for this machine.")
    options = command_options({})
    engine = load_engine(
        "ct2", model=model, device=options.device, compute_type=options.compute_type, threads=options.threads
    )
    engine.close()


def _entry(name: str, task: str) -> Entry:
    from summarizer.catalogue import find_installed, safe_name
    from summarizer.entries import find_entry
    from summarizer.manifest import is_plain_name

    entry = find_entry(name, _task(task))
    if entry is None and is_plain_name(safe_name(name)) and (model := find_installed(safe_name(name))) is not None:
        entry = _uncatalogued(model)
    if entry is None:
        raise OptionsError(
            "it is neither listed nor installed", code="options.value", hint="see mujaz models list", source=name
        )
    return entry


def _uncatalogued(model: Model) -> Entry:
    """An installed model that the catalogue does not know, by what its files say."""
    from summarizer.entries import Entry

    return Entry(
        name=model.name,
        task=model.task,
        architecture=model.architecture,
        licence=model.licence,
        max_input_tokens=model.max_input_tokens,
        max_output_tokens=model.max_output_tokens,
        weights=model.weights,
        caution=model.caution,
        source_language=model.source_language,
        target_language=model.target_language,
    )


def _find_installed(screen: Screen) -> dict[str, Model]:
    """All installed models by name; one that cannot be read is told of and left out."""
    from summarizer.catalogue import find_installed, installed_names

    here = {}
    for name in installed_names():
        try:
            if (model := find_installed(name)) is not None:
                here[name] = model
        except SummarizerError as error:
            screen.error(str(error))
    return here


def _task(name: str) -> Task:
    if name not in _TASKS:
        raise OptionsError(
            f"{name!r} is not possible", code="options.value", hint=f"give one of {', '.join(_TASKS)}", source="task"
        )
    return name  # type: ignore[return-value]  # _TASKS has no others


def _ask(accepted: bool) -> Ask:
    """How the user is asked for a licence: not at all, at the terminal, or, without one, in vain."""

    def ask(name: str, licence: str) -> bool:
        if accepted or not sys.stdin.isatty():
            return accepted
        about = "states no licence" if licence == "not stated" else f"is under {licence}: not for commercial use"
        return typer.confirm(f"{name} {about}. Do you accept that?", err=True)

    return ask


@contextmanager
def _download(screen: Screen) -> Iterator[Progress]:
    """What tells of the bytes that came: a bar at a terminal, else a line for each tenth."""
    if not sys.stderr.isatty():
        told_of = 0

        def tell(done: int, total: int) -> None:
            nonlocal told_of
            if total and done * 10 // total > told_of:
                told_of = done * 10 // total
                screen.error(f"{done / 1e6:,.0f} of {total / 1e6:,.0f} MB fetched.")

        yield tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _line(entry: Entry, here: bool) -> str:
    state = "installed" if here else "-"
    tiers = ", ".join(entry.tiers)
    size = f"{entry.download_mb:,} MB" if entry.hub else "shipped"
    return f"  {entry.name:13} {state:10} {size:>10}  {entry.licence:17} {tiers:20} {entry.about}".rstrip()


def _record(entry: Entry, model: Model | None) -> dict[str, Any]:
    """All that is known of a model, as JSON has it."""
    record = asdict(entry) | {
        "memory_mb": entry.memory_mb if entry.parameters else 0,  # of one that is not catalogued it is not known
        "decoding": dict(entry.decoding),
        "scores": [{"on": s.on, "by": s.by} | dict(s.values) for s in entry.scores],
        "tiers": list(entry.tiers),
        "faults": list(entry.faults),
        "revision": model.revision if model else entry.revision,
        "installed": str(model.folder) if model else "",
    }
    del record["files"], record["folder"]
    return record


def _said(item: object) -> str:
    return ", ".join(f"{key} {value}" for key, value in item.items()) if isinstance(item, dict) else str(item)
