"""What a run needs to go on exactly where it stopped, and the weights on the way that are averaged at the end."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import torch

Weights = dict[str, torch.Tensor]

_NAME = "checkpoint.pt"
_SNAPSHOTS = "snapshot-*.pt"


def save_checkpoint(state: dict[str, Any], work: Path) -> None:
    """Write ``state`` to ``work``, whole or not at all."""
    _save(state, work / _NAME)


def load_checkpoint(work: Path) -> dict[str, Any] | None:
    """The state last saved in ``work``, None if there is none. Only tensors and plain values are read, never code."""
    path = work / _NAME
    return torch.load(path, map_location="cpu", weights_only=True) if path.is_file() else None


def save_snapshot(weights: Weights, step: int, work: Path, *, keep: int) -> None:
    """Keep ``weights`` of ``step`` as float16 for averaging, and only the newest ``keep`` of all snapshots."""
    _save({name: value.half() for name, value in weights.items()}, work / f"snapshot-{step:07d}.pt")
    for path in find_snapshots(work)[:-keep]:
        path.unlink()


def find_snapshots(work: Path) -> list[Path]:
    """The snapshots in ``work``, oldest first."""
    return sorted(work.glob(_SNAPSHOTS))


def average(snapshots: list[Path]) -> Weights:
    """The mean of the weights in ``snapshots``, in float32. ValueError if there are none."""
    if not snapshots:
        raise ValueError("there is no snapshot to average")
    total: Weights = {}
    for path in snapshots:
        for name, value in torch.load(path, map_location="cpu", weights_only=True).items():
            total[name] = total[name] + value.float() if name in total else value.float()
    return {name: value / len(snapshots) for name, value in total.items()}


def _save(value: object, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".tmp")
    torch.save(value, beside)
    os.replace(beside, path)
