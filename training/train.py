"""Train: one process per core with one thread each, or one on a GPU, started by ``python -m training``.

A run is a pure function of the data, the recipe and the number of processes: stopped and started again with the same,
it goes on from its checkpoint to the same weights. With others it goes on too, and says so on stderr.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist

from training.batches import Pairs, Position, load_pairs, pad_batch, plan_epoch
from training.checkpoint import load_checkpoint, save_checkpoint, save_snapshot
from training.model import load_model, loss_of, new_model, zero_pad_row
from training.optimizer import Optimizer

_SNAPSHOTS = 6  # kept for averaging


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How to train.

    ``steps``: the step at which the learning rate reaches zero and the run ends. ``rate``: AdamW's highest (Muon's is
    twice that), reached after ``warmup`` steps and let down in a straight line over the last ``decay`` of the run.
    ``tokens``: pieces in a batch of one process, both sides and padding counted. ``pause`` and ``minutes``: stop at
    that step or after that time with a checkpoint, to go on later; 0 for never. ``scratch``: begin with random weights.
    """

    steps: int
    rate: float = 7e-4
    warmup: int = 100
    decay: float = 1.0
    tokens: int = 3200
    dropout: float = 0.0
    seed: int = 1
    pause: int = 0
    minutes: float = 0.0
    scratch: bool = False
    log_every: int = 25
    save_minutes: float = 10.0
    snapshot_every: int = 150


def rate_at(step: int, recipe: Recipe) -> float:
    """The learning rate of ``step``, counted from 0."""
    up = min(1.0, (step + 1) / max(1, recipe.warmup))
    down = (recipe.steps - step) / max(1.0, recipe.decay * recipe.steps)
    return recipe.rate * min(up, 1.0, max(0.0, down))


class Trainer:
    """One process of a run."""

    def __init__(self, base: Path, pairs: Pairs, work: Path, recipe: Recipe) -> None:
        """Take up the checkpoint in ``work``, or the weights in ``base``, or none."""
        self.rank, self.world = (dist.get_rank(), dist.get_world_size()) if dist.is_initialized() else (0, 1)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.pairs, self.work, self.recipe = pairs, work, recipe
        build = new_model if recipe.scratch else load_model
        torch.manual_seed(recipe.seed)
        self.model = build(base, dropout=recipe.dropout).to(self.device)
        self.optimizer = Optimizer(self.model, rank=self.rank, world=self.world)
        self.step, self.position, self.seen = 0, Position(), 0
        self._started = self._saved = self._logged = time.monotonic()
        self._loss = self._count = self._tokens = 0.0
        state = load_checkpoint(work)
        if state is not None:
            self._take_up(state)

    def run(self) -> None:
        """Train until the recipe's last step, pause or minute; the checkpoint is written at the end too."""
        while self.step < self.recipe.steps:
            plan = plan_epoch(
                self.pairs,
                seed=self.recipe.seed,
                epoch=self.position.epoch,
                tokens=self.recipe.tokens,
                world=self.world,
            )
            for batches in plan[self.position.step :]:
                if self.step in (self.recipe.steps, self.recipe.pause or self.recipe.steps) or self._out_of_time():
                    self.save()
                    return
                self._learn(batches[self.rank])
                self._report()
            self.position = Position(epoch=self.position.epoch + 1)
        self.save()

    def save(self) -> None:
        """Write the checkpoint. Every process must call it: the optimiser's state is gathered from all."""
        optimizer = self.optimizer.state()
        if self.rank == 0:
            state = {"model": self.model.state_dict(), "optimizer": optimizer, "step": self.step, "seen": self.seen}
            save_checkpoint(state | {"position": asdict(self.position), "made_with": self._made_with()}, self.work)
        self._saved = time.monotonic()

    def _made_with(self) -> dict[str, Any]:
        """What the order of the batches follows from: with any of it changed, a position means other pairs."""
        data = sha256(self.pairs.source.tobytes() + self.pairs.weight.tobytes()).hexdigest()
        return {"world": self.world, "tokens": self.recipe.tokens, "seed": self.recipe.seed, "data": data}

    def _take_up(self, state: dict[str, Any]) -> None:
        changed = [name for name, value in self._made_with().items() if state["made_with"][name] != value]
        if changed and self.rank == 0:
            print(f"the checkpoint was made with other {', '.join(changed)}: a new order of batches", file=sys.stderr)
        if changed:
            state["position"] = asdict(Position(epoch=state["position"]["epoch"] + 1))
        self.model.load_state_dict(state["model"])
        self.optimizer.load(state["optimizer"])
        self.step, self.seen, self.position = state["step"], state["seen"], Position(**state["position"])

    def _learn(self, chosen: Any) -> None:
        config = self.model.config
        batch = pad_batch(self.pairs, chosen, pad=config.pad_token_id, end=config.eos_token_id)
        source, target, decoder_input = (
            torch.from_numpy(array).to(self.device) for array in (batch.source, batch.target, batch.decoder_input)
        )
        torch.manual_seed(hash((self.recipe.seed, self.step, self.rank)) % 2**63)  # for dropout
        loss = loss_of(self.model, source, target, decoder_input)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimizer.step(rate_at(self.step, self.recipe))
        zero_pad_row(self.model)
        self.step += 1
        self.position = replace(self.position, step=self.position.step + 1)
        real = int((target != config.pad_token_id).sum())
        self._loss += loss.item() * real
        self._count += real
        self._tokens += real + int((source != config.pad_token_id).sum())

    def _report(self) -> None:
        if self.step % self.recipe.snapshot_every == 0 and self.rank == 0:
            save_snapshot(self.model.state_dict(), self.step, self.work, keep=_SNAPSHOTS)
        if self.step % self.recipe.log_every == 0:
            self._log()
        due = torch.tensor(float(time.monotonic() - self._saved > self.recipe.save_minutes * 60))
        if self._any(due):
            self.save()

    def _log(self) -> None:
        sums = torch.tensor([self._loss, self._count, self._tokens], dtype=torch.float64)
        if self.world > 1:
            dist.all_reduce(sums)
        loss, count, tokens = sums.tolist()
        now = time.monotonic()
        self.seen += int(tokens)
        if self.rank == 0:
            record = {
                "step": self.step,
                "tokens": self.seen,
                "loss": round(loss / count, 4),
                "rate": rate_at(self.step - 1, self.recipe),
                "tokens_per_second": round(tokens / (now - self._logged)),
            }
            with (self.work / "log.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(record) + "\n")
        self._loss = self._count = self._tokens = 0.0
        self._logged = now

    def _out_of_time(self) -> bool:
        minutes = (time.monotonic() - self._started) / 60
        return bool(self.recipe.minutes) and self._any(torch.tensor(float(minutes > self.recipe.minutes)))

    def _any(self, flag: torch.Tensor) -> bool:
        """Whether ``flag`` is set in any process: all must save or stop together."""
        if self.world > 1:
            dist.all_reduce(flag)
        return bool(flag.item())


def main(base: Path, data: Path, work: Path, recipe: Recipe) -> None:
    """One process; which one of how many is in the environment (RANK, WORLD_SIZE), as torchrun sets it."""
    torch.set_num_threads(1)
    if int(os.environ.get("WORLD_SIZE", "1")) > 1:
        dist.init_process_group("cpu:gloo,cuda:nccl" if torch.cuda.is_available() else "gloo")
    work.mkdir(parents=True, exist_ok=True)
    try:
        Trainer(base, load_pairs(data), work, recipe).run()
    finally:
        if dist.is_initialized():
            dist.destroy_process_group()
