"""The engines: ``ct2`` (default), ``hf`` (the reference), ``echo`` (no weights)."""

from __future__ import annotations

from collections.abc import Callable

from summarizer.engines.base import Card, Decoding, Engine

__all__ = ["ENGINES", "Card", "Decoding", "Engine", "load_engine"]


def _ct2(model: str, compute_type: str, threads: int) -> Engine:
    from summarizer.catalogue import find_model
    from summarizer.engines.ct2 import Ct2Engine

    return Ct2Engine(find_model(model), compute_type=compute_type, threads=threads)


def _hf(model: str, compute_type: str, threads: int) -> Engine:
    from summarizer.catalogue import find_model
    from summarizer.engines.hf import HfEngine

    return HfEngine(find_model(model), threads=threads)


def _echo(model: str, compute_type: str, threads: int) -> Engine:
    from summarizer.engines.echo import EchoEngine

    return EchoEngine()


ENGINES: dict[str, Callable[[str, str, int], Engine]] = {"ct2": _ct2, "echo": _echo, "hf": _hf}


def load_engine(name: str, *, model: str = "auto", compute_type: str = "int8", threads: int = 0) -> Engine:
    """The engine called ``name`` with ``model`` loaded. KeyError if there is no such engine; ModelError, EngineError.

    ``compute_type`` is for ct2 alone (hf computes in float32), ``model`` for all but echo.
    """
    return ENGINES[name](model, compute_type, threads)
