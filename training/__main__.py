"""``python -m training``: train, export, and draw the curve; ``rebuild`` does all from the data to a measured model."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

import typer

from training.train import Recipe

BASE = Path("summarizer/assets/mujaz-ar-en")
WORK = Path(".training/run")
AVERAGED = 3  # last snapshots; chosen on news_dev among 0, 3 and 6 (training/README.md)

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, rich_markup_mode=None)

Base = Annotated[Path, typer.Option(help="Model folder to start from: weights, shape and tokenizer.")]
Work = Annotated[Path, typer.Option(help="Folder for data, checkpoint, snapshots and log. Keep it out of git.")]
Steps = Annotated[int, typer.Option(help="Steps of the whole run; the learning rate is zero at the last.")]
Set = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Another field of the recipe.")]


@app.command()
def train(
    steps: Steps, base: Base = BASE, work: Work = WORK, world: int = os.cpu_count() or 1, settings: Set = None
) -> None:
    """Train on ``pairs.npz`` in the work folder, or go on from the checkpoint there."""
    from training.launch import launch

    given = [part for item in settings or [] for part in ("--set", item)]
    launch(["--steps", str(steps), "--base", str(base), "--work", str(work), *given], world=world)


@app.command(hidden=True)
def worker(steps: Steps, base: Base = BASE, work: Work = WORK, settings: Set = None) -> None:
    """One process of a run."""
    from training import train

    train.main(base, work / "pairs.npz", work, read_recipe(steps, settings or []))


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="Folder to write.")],
    base: Base = BASE,
    work: Work = WORK,
    last: Annotated[int, typer.Option(help="Snapshots to average; 0 takes the checkpoint.")] = 0,
) -> None:
    """Write the trained weights in Hugging Face layout, float16."""
    from training.checkpoint import average, find_snapshots, load_checkpoint
    from training.model import export_model

    if last:
        weights = average(find_snapshots(work)[-last:])
    else:
        state = load_checkpoint(work)
        if state is None:
            raise typer.BadParameter(f"there is no checkpoint in {work}: train first")
        weights = state["model"]
    export_model(weights, base, out)


@app.command()
def leg(
    number: Annotated[int, typer.Argument(help="Which leg of the training this is, from 1.")],
    work: Work = WORK,
    note: Annotated[str, typer.Option(help="What was done, in one line.")] = "",
    scores: Annotated[Path | None, typer.Option(help="What training.evaluate --json wrote.")] = None,
) -> None:
    """Keep the leg's curve and scores in training/results/ and draw the picture of all legs anew."""
    from training.curve import draw, read_legs, read_log, save_leg, summarize_leg

    save_leg(summarize_leg(read_log(work), leg=number, note=note, scores=scores))
    draw(read_legs())


@app.command()
def rebuild(
    data: Annotated[Path, typer.Option(envvar="MUJAZ_DATA", help="Folder that holds train/ and dev/.")],
    out: Annotated[Path, typer.Option(help="Folder to write the model to.")],
    steps: Steps = 12_000,
    base: Base = BASE,
    work: Work = WORK,
    world: int = os.cpu_count() or 1,
    settings: Set = None,
) -> None:
    """From the data to a measured model with new weights: encode, train from scratch, average, export, evaluate.

    ``base`` gives the shape and the tokenizer only. Stopped and started again, it goes on where it was.
    """
    from training import encode, evaluate

    if not (work / "pairs.npz").is_file():
        encode.main(data=data, model=base, work=work)
    train(steps=steps, base=base, work=work, world=world, settings=["scratch=true", *(settings or [])])
    export(out=out, base=base, work=work, last=AVERAGED)
    evaluate.main(str(out), data=data, out=work / "scores.json")


def read_recipe(steps: int, settings: list[str]) -> Recipe:
    """The recipe with ``settings`` such as ``rate=5e-4``. BadParameter for an unknown name or a wrong value."""
    kinds = {field.name: type(getattr(Recipe(steps=1), field.name)) for field in fields(Recipe)}
    values: dict[str, Any] = {}
    for item in settings:
        name, _, text = item.partition("=")
        if name not in kinds:
            raise typer.BadParameter(f"{name!r} is not in the recipe: {', '.join(kinds)}")
        try:
            values[name] = text == "true" if kinds[name] is bool else kinds[name](text)
        except ValueError as error:
            raise typer.BadParameter(f"{name}: {text!r} is no {kinds[name].__name__}") from error
    return Recipe(**({"steps": steps} | values))


if __name__ == "__main__":
    app()
