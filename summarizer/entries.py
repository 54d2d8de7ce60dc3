"""The catalogue: what is known of every model that Mujaz can use, installed or not, as it stands in ``models.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from summarizer.hardware import ct2_need
from summarizer.model_layout import Weights

PACKAGE = Path(__file__).parent
TIERS = ("fast", "balanced", "best")

Task = Literal["", "translation", "summarization", "direct"]  # direct: an Arabic article to an English summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A published score: ``on`` which set, ``by`` whose harness; scores of different harnesses do not compare."""

    on: str
    by: str
    values: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the catalogue knows of a model, installed or not.

    ``hub`` is its id on the Hugging Face hub, ``folder`` its place in the package; one of them is "". ``revision`` is a
    full commit hash, or "" where only a short one was ``seen``. ``parameters`` are in millions. ``files`` are
    (name, sha256) of the embedded model; those of the others are recorded when they are fetched. The rest is as in
    ``Model``.
    """

    name: str
    task: Task
    architecture: str
    licence: str
    max_input_tokens: int
    max_output_tokens: int
    about: str = ""
    hub: str = ""
    folder: str = ""
    revision: str = ""
    seen: str = ""
    weights: Weights = "safetensors"
    parameters: int = 0
    download_mb: int = 0
    tiers: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    scores: tuple[Score, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    caution: str = ""
    source_language: str = ""
    target_language: str = ""
    prefix: str = ""
    text_rule: str = ""
    decoding: tuple[tuple[str, float], ...] = ()
    copies_latin: bool = False
    latin_output: bool = False
    vocabulary: int = 0

    @property
    def memory_mb(self) -> int:
        """The memory that the model takes in int8 with ct2, in MB, reckoned as before it is loaded."""
        return ct2_need(self.parameters * 1_000_000, "int8", "int8", self.vocabulary) // 1_000_000


def find_entry(name: str, task: Task = "translation") -> Entry | None:
    """The entry that ``name`` (a short name, a hub id, or a tier) stands for, a tier for ``task``; None if none."""
    entries = read_catalogue()
    if name in TIERS:
        return next(entry for entry in entries.values() if entry.task == task and name in entry.tiers)
    return entries.get(name) or next((entry for entry in entries.values() if entry.hub == name != ""), None)


@cache
def read_catalogue() -> dict[str, Entry]:
    """The entries of models.toml by name; within a task the best comes first."""
    with (PACKAGE / "models.toml").open("rb") as file:
        return {name: _entry(name, facts) for name, facts in tomllib.load(file).items()}


def _entry(name: str, facts: dict[str, Any]) -> Entry:
    """The entry that a table of models.toml holds. TypeError for a fact that entries do not have."""
    tables = {key: tuple(facts[key].items()) for key in ("decoding", "files") if key in facts}
    lists = {key: tuple(facts[key]) for key in ("tiers", "faults") if key in facts}
    scores = tuple(
        Score(on=score["on"], by=score["by"], values=tuple((k, v) for k, v in score.items() if k not in ("on", "by")))
        for score in facts.get("scores", ())
    )
    given: dict[str, Any] = facts | tables | lists | {"scores": scores}
    return Entry(name=name, **given)
