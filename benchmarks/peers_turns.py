"""Peers side by side: each a program of its own, with its own Python, asked in turns on one machine."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import venv
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from results import ROOT

from summarizer.catalogue import cache_folder

PROGRAMS = ROOT / "benchmarks" / "peer_programs"
ROUNDS = 5
THREADS = 2  # of every peer that takes a number
_PIP = "pip==26.3"  # the one that comes with Python 3.11 cannot resolve lxml's extras (docs/architecture.md)
_QUIET = {
    "HF_HUB_OFFLINE": "1",
    "MUJAZ_MEMORY": "none",
    "OMP_NUM_THREADS": str(THREADS),
    "PYTHONWARNINGS": "ignore",
    "TQDM_DISABLE": "1",
    "TRANSFORMERS_VERBOSITY": "error",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A program of ``peer_programs`` with its arguments, run by ``python``: Mujaz's own unless another is given."""

    name: str
    program: str
    arguments: tuple[str, ...] = ()
    python: Path = Path(sys.executable)
    environ: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a program made of the texts, the seconds of the clock that it took, and its peak memory until then."""

    said: list[Any]
    seconds: float
    peak_mb: float


class Running:
    """A peer that is loaded and waits to be asked. Close it, or use it in a ``with``."""

    def __init__(self, peer: Peer) -> None:
        """Start the program and wait until it is ready; RuntimeError if it ends instead."""
        self._name = peer.name
        self._process = subprocess.Popen(
            [peer.python, PROGRAMS / f"{peer.program}.py", *peer.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=os.environ | _QUIET | dict(peer.environ),
        )
        self._read()

    def ask(self, texts: Sequence[Any]) -> Answer:
        """The program's answer. RuntimeError if it ends instead."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(list(texts)) + "\n")
        self._process.stdin.flush()
        return Answer(**self._read())

    def _read(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._name} ended with code {self._process.wait()}; see what it said above")
        return json.loads(line)

    def close(self) -> None:
        """End the program."""
        self._process.communicate()

    def __enter__(self) -> Running:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def make_environment(name: str) -> Path:
    """The Python of an environment that holds ``requirements/NAME.txt`` and nothing else, made on the first use."""
    folder = cache_folder() / "peers" / name
    python, done = folder / "bin" / "python", folder / "requirements.txt"
    wanted = PROGRAMS / "requirements" / f"{name}.txt"
    if not done.is_file() or done.read_text(encoding="utf-8") != wanted.read_text(encoding="utf-8"):
        venv.create(folder, with_pip=True, clear=True)
        for packages in ([_PIP], ["-r", str(wanted)]):
            call = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
            subprocess.run(call, check=True)
        done.write_text(wanted.read_text(encoding="utf-8"), encoding="utf-8")
    return python


def read_versions(name: str) -> dict[str, str]:
    """What is installed of each requirement of an environment, for the signature."""
    lines = (PROGRAMS / "requirements" / f"{name}.txt").read_text(encoding="utf-8").split()
    return {line.partition("==")[0]: line.partition("==")[2] for line in lines}


def take_turns(peers: Sequence[Peer], first: Sequence[Any], rounds: Sequence[Sequence[Any]]) -> dict[str, list[Answer]]:
    """The answers of every peer, by name: to ``first``, which warms up, and to the texts of each round.

    No two should have texts in common: Mujaz, for one, remembers the latest it has seen. All peers are loaded before
    the first is asked, and every other round goes through them backwards.
    """
    with ExitStack() as stack:
        running = {peer.name: stack.enter_context(Running(peer)) for peer in peers}
        answers = {name: [program.ask(first)] for name, program in running.items()}
        for turn, texts in enumerate(rounds):
            for name, program in list(running.items())[:: -1 if turn % 2 else 1]:
                answers[name].append(program.ask(texts))
        return answers


def compare_times(answers: dict[str, list[Answer]], ours: str) -> dict[str, dict[str, Any]]:
    """For every peer how many times our time it took in the same round: the median, least and most of the rounds."""
    figures = {}
    for name, said in answers.items():
        ratios = [theirs.seconds / own.seconds for theirs, own in zip(said[1:], answers[ours][1:], strict=True)]
        figures[name] = {
            "time_against_ours": round(statistics.median(ratios), 3),
            "spread": [round(min(ratios), 3), round(max(ratios), 3)],
        }
    return figures


def median_speed(said: Sequence[Answer], sizes: Sequence[float]) -> float:
    """The median over the rounds of what was done in a second; ``sizes`` says how much each round had."""
    return statistics.median(size / answer.seconds for size, answer in zip(sizes, said[1:], strict=True))


def cut_rounds(texts: Sequence[Any], size: int) -> list[Sequence[Any]]:
    """The first texts as ``ROUNDS`` rounds of ``size`` each."""
    return [texts[start : start + size] for start in range(0, ROUNDS * size, size)]
