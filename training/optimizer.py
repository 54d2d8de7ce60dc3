"""Muon for the matrices, AdamW for the rest, over one or several processes with the same weights.

Muon orthogonalises each matrix in each step, which is a third of the work at this size. So every process does it for
its share of the matrices only and gets the others' results: the weights are those of a single process.
Muon: Jordan et al. 2024, as in ``torch.optim.Muon``; ``match_rms_adamw`` is Moonlight's scaling (arXiv:2502.16982).
"""

from __future__ import annotations

from typing import Any

import torch
import torch.distributed as dist

_MUON_OVER_ADAMW = 2.0  # of the learning rates: 2e-3 and 1e-3 in the first trainer, not tuned further
_CLIP = 1.0  # largest norm of the whole gradient


class Optimizer:
    """The optimiser of one process among ``world``."""

    def __init__(self, model: Any, *, rank: int = 0, world: int = 1) -> None:
        self._world = world
        self._parameters = {name: p for name, p in model.named_parameters() if p.requires_grad}
        matrices = [name for name, p in self._parameters.items() if p.ndim == 2 and "embed" not in name]
        matrices = [name for name in matrices if "shared" not in name]
        self._shares = _share(matrices, self._parameters, world)
        self._own = self._shares[rank]
        rest = [p for name, p in self._parameters.items() if name not in set(matrices)]
        self._muon = torch.optim.Muon(
            [self._parameters[name] for name in self._own],
            weight_decay=0.01,
            momentum=0.95,
            adjust_lr_fn="match_rms_adamw",
        )
        self._adamw = torch.optim.AdamW(rest, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.0)

    def step(self, rate: float) -> None:
        """One step with the mean of all processes' gradients; ``rate`` is AdamW's. The gradients are gone then."""
        self._average_gradients()
        torch.nn.utils.clip_grad_norm_(self._parameters.values(), _CLIP)
        for optimizer, ratio in ((self._muon, _MUON_OVER_ADAMW), (self._adamw, 1.0)):
            for group in optimizer.param_groups:
                group["lr"] = rate * ratio
            optimizer.step()  # type: ignore[no-untyped-call]
            optimizer.zero_grad(set_to_none=True)
        for parameter in self._parameters.values():
            parameter.grad = None
        self._exchange_weights()

    def state(self) -> dict[str, Any]:
        """The whole state, the same for any number of processes: Muon's momentum by parameter, AdamW's own."""
        momentum = {name: self._muon.state[self._parameters[name]].get("momentum_buffer") for name in self._own}
        gathered: list[Any] = [momentum]
        if self._world > 1:
            gathered = [None] * self._world
            dist.all_gather_object(gathered, momentum)
        merged = {name: value for part in gathered for name, value in part.items() if value is not None}
        return {"muon": merged, "adamw": self._adamw.state_dict()}

    def load(self, state: dict[str, Any]) -> None:
        """Take up what ``state`` gave."""
        self._adamw.load_state_dict(state["adamw"])
        for name in self._own:
            if name in state["muon"]:
                parameter = self._parameters[name]
                self._muon.state[parameter]["momentum_buffer"] = state["muon"][name].to(parameter.device)

    def _average_gradients(self) -> None:
        if self._world == 1:
            return
        gradients = [p.grad for p in self._parameters.values() if p.grad is not None]
        flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
        dist.all_reduce(flat)
        flat /= self._world
        _unflatten(flat, gradients)

    def _exchange_weights(self) -> None:
        if self._world == 1:
            return
        with torch.no_grad():
            for owner, names in enumerate(self._shares):
                values = [self._parameters[name].data for name in names]
                flat = torch.cat([value.reshape(-1) for value in values])
                dist.broadcast(flat, src=owner)
                _unflatten(flat, values)


def _share(names: list[str], parameters: dict[str, torch.Tensor], world: int) -> list[list[str]]:
    """``names`` in ``world`` parts of about the same number of weights."""
    parts: list[list[str]] = [[] for _ in range(world)]
    loads = [0] * world
    for name in sorted(names, key=lambda name: (-parameters[name].numel(), name)):
        lightest = loads.index(min(loads))
        parts[lightest].append(name)
        loads[lightest] += parameters[name].numel()
    return parts


def _unflatten(flat: torch.Tensor, targets: list[torch.Tensor]) -> None:
    at = 0
    for target in targets:
        target.copy_(flat[at : at + target.numel()].view_as(target))
        at += target.numel()
