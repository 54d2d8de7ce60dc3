"""What the sections of docs/measured.md are made of: result files, tables, and figures as they are said."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.measured.pictures import Dot, Picture
from benchmarks.results import RESULTS, ROOT, sign_translation
from summarizer.catalogue import EMBEDDED

_LEGS = ROOT / "training" / "results"
_VERSIONS = {"translate_rules": "the translate stage", "model_sha256": "the embedded model"}  # in a signature
MODEL = ("model_sha256",)
TRANSLATED = ("translate_rules", *MODEL)
Figures = dict[str, Any]


class NotMeasuredError(Exception):
    """A result file that is not there, or a part that is not in it; ``str`` names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A result file: ``name`` below the repository, its figures and what they were made with."""

    name: str
    figures: Figures
    signature: Figures

    @property
    def command(self) -> str:
        """The command that gives the figures again."""
        return str(self.signature["command"])

    @property
    def signed(self) -> str:
        """The command, and folded the digests of data and model and the versions."""
        said = [f"{name} {digest}" for name, digest in self.signature.get("data", {}).items()]
        programs = self.signature.get("versions", {}) | self.signature.get("peers", {})
        said += [f"{name} {version}" for name, version in programs.items()]
        said += [f"{what}: {count}" for what, count in self.signature.get("sizes", {}).items()]
        if rules := self.signature.get("translate_rules"):
            said.append(f"translate stage {rules}")
        if model := self.signature.get("model_sha256"):
            said.append(f"model {model[:16]}")
        return (
            f"`{self.command}` ([figures](../{self.name}))\n\n"
            f"<details><summary>data and versions</summary>\n\n{', '.join(said)}\n\n</details>"
        )

    def find_older(self, hang_on: Sequence[str]) -> str:
        """Which of the versions that these figures ``hang_on`` is not the present one, "" if none.

        Files that do not name the translate stage are older than its signing; of the model nothing is known then.
        """
        now = sign_translation(EMBEDDED)
        had = {"translate_rules": None, "model_sha256": now["model_sha256"]} | self.signature
        older = [_VERSIONS[name] for name in hang_on if had[name] != now[name]]
        return f"an earlier version of {' and of '.join(older)}" if older else ""

    def part(self, name: str) -> Any:
        """A part of the figures; NotMeasuredError if it is not there."""
        if name not in self.figures:
            raise NotMeasuredError(f"`{name}` in {self.name}")
        return self.figures[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a section shows: its finding in one sentence, tables, and perhaps a picture."""

    finding: str
    tables: str
    picture: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section: ``read`` gives its result, ``show`` what is shown of it. Both may raise NotMeasuredError.

    ``name`` is that of its words in ``words.toml``: heading, what the figures mean, what they do not show.
    The figures ``hang_on`` the versions of the line that are named: TRANSLATED, MODEL or none.
    """

    name: str
    read: Callable[[], Result]
    show: Callable[[Result], Shown]
    hang_on: tuple[str, ...] = ()


def read_result(name: str) -> Result:
    """The result file ``NAME.json`` of a benchmark. NotMeasuredError if it is not there."""
    return _read(RESULTS / f"{name}.json")


def read_part(name: str, part: str) -> Result:
    """The result file ``NAME.json`` with the signature of one ``part``. NotMeasuredError if that is not in it."""
    result = read_result(name)
    result.part(part)
    return replace(result, signature=result.signature["groups"][part])


def read_last_leg() -> Result:
    """The scores of the embedded model as it is, from the last leg of its training."""
    return _read(max(_LEGS.glob("leg-*.json"), key=lambda path: int(path.stem.split("-")[1])))


def _read(path: Path) -> Result:
    name = path.relative_to(ROOT).as_posix()
    if not path.exists():
        raise NotMeasuredError(name)
    content = json.loads(path.read_text(encoding="utf-8"))
    return Result(name=name, figures=content["figures"], signature=content["signature"])


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table, all columns but the first one set to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(map(str, cells))} |\n" for cells in lines)


def percent(share: float) -> str:
    """A share from 0 to 1: ``98.6 %``."""
    return f"{100 * share:.1f} %"


def within(score: Figures) -> str:
    """A score with half its 95 % interval: ``18.8 ± 0.9``."""
    return f"{score['score']:.1f}" + (f" ± {score['ci95']:.1f}" if score.get("ci95") else "")


def ratio(found: Figures) -> str:
    """Time against ours, with the least and the most of the rounds where they are known."""
    if "time_against_ours" not in found:
        return ""
    low, high = found.get("spread", (1.0, 1.0))
    return f"{found['time_against_ours']:.2f}" + (f" ({low:.2f} to {high:.2f})" if low < high else "")


def share_dot(name: str, share: float, count: int, *, ours: bool = False) -> Dot:
    """A share of ``count`` things in percent, with its 95 % interval (Wilson's)."""
    from scipy.stats import binomtest

    interval = binomtest(round(share * count), count).proportion_ci(method="wilson")
    spread = round(100 * interval.low, 2), round(100 * interval.high, 2)
    return Dot(name=name, value=round(100 * share, 2), spread=spread, ours=ours)
