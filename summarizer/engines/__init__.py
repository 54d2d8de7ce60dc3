"""The engines: ``ct2`` (default), ``hf`` (the reference), ``echo`` (no weights)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.engines.base import Card, Decoding, Engine
from summarizer.errors import SummarizerError

if TYPE_CHECKING:
    from summarizer.catalogue import Model

__all__ = ["ENGINES", "Card", "Decoding", "Engine", "load_engine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """Which model is to be loaded, and on what."""

    model: str | Model
    device: str
    compute_type: str
    threads: int

    def find(self) -> Model:
        from summarizer.catalogue import find_model, require_task

        if not isinstance(self.model, str):
            return self.model
        model = find_model(self.model)
        require_task(model, "translation")
        return model


def _ct2(order: _Order) -> Engine:
    from summarizer.engines.ct2 import Ct2Engine

    return Ct2Engine(order.find(), device=order.device, compute_type=order.compute_type, threads=order.threads)


def _hf(order: _Order) -> Engine:
    from summarizer.engines.hf import HfEngine

    return HfEngine(order.find(), device=order.device, compute_type=order.compute_type, threads=order.threads)


def _echo(order: _Order) -> Engine:
    from summarizer.engines.echo import EchoEngine

    return EchoEngine()


ENGINES: dict[str, Callable[[_Order], Engine]] = {"ct2": _ct2, "echo": _echo, "hf": _hf}


def load_engine(
    name: str,
    *,
    model: str | Model = "auto",
    device: str = "auto",
    compute_type: str = "auto",
    threads: int = 0,
    self_test: bool = True,
) -> Engine:
    """The engine called ``name`` with ``model`` loaded and, the first time on this machine, tried out.

    ``model`` is a name to translate with, or a ``Model`` that was found for its task; echo needs none. The other
    arguments are those of ``Options``. ``self_test`` False takes a model whatever it writes: for tests with random
    weights. KeyError if there is no such engine; ModelError, EngineError, OptionsError.
    """
    engine = ENGINES[name](_Order(model=model, device=device, compute_type=compute_type, threads=threads))
    if self_test:
        from summarizer.selftest import require_sense

        try:
            require_sense(engine)
        except SummarizerError:
            engine.close()
            raise
    return engine
