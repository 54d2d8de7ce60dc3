"""The pictures of docs/measured.md: dots with their spread, and lines of growth, as SVG that equal figures make again.

Words are drawn as paths of matplotlib's own font and the ground is white, so that a picture looks the same everywhere,
on light pages and on dark ones. Ours is told from the others by shape and by colour (Okabe and Ito's blue).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

_OURS, _OTHERS, _MARK = "#0072B2", "#4D4D4D", "#B34700"
_STYLE = {
    "svg.hashsalt": "mujaz",  # the same picture for the same figures
    "font.family": "DejaVu Sans",  # which matplotlib brings along
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#DDDDDD",
    "axes.axisbelow": True,
}
_BESIDE: dict[str, Any] = {"textcoords": "offset points", "ha": "center"}
_TICKS = (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)  # of times, as ratios
_WIDTH = 9.0  # inches
_ROW, _FRAME, _SQUARE = 0.3, 1.4, 3.2  # inches: a row, title and axis around the rows, a panel of growth


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One value of a system or a case, with the ends of its spread where there is one."""

    name: str
    value: float
    spread: tuple[float, float] | None = None
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    """One axis with a dot for each row. ``line``: a value to compare with, and what it is."""

    axis: str
    dots: Sequence[Dot]
    limits: tuple[float, float]
    log: bool = False
    line: tuple[float, str] | None = None

    @property
    def height(self) -> float:
        """In inches, with title and axis."""
        return _FRAME + _ROW * len(self.dots)

    def draw(self, axis: Any) -> None:
        """Row by row, the first on top."""
        for row, dot in enumerate(self.dots):
            colour = _OURS if dot.ours else _OTHERS
            if dot.spread:
                axis.plot(dot.spread, [row, row], color=colour, linewidth=1.4, solid_capstyle="butt")
            axis.plot(dot.value, row, marker="D" if dot.ours else "o", color=colour, markersize=6 if dot.ours else 5)
            axis.annotate(f"{dot.value:#.3g}", (dot.value, row), xytext=(0, 5), color=colour, **_BESIDE, fontsize=7)
        if self.line:
            value, said = self.line
            axis.axvline(value, color=_MARK, linewidth=1, linestyle="--")
            top = {"xycoords": ("data", "axes fraction"), "xytext": (0, 3)}
            axis.annotate(said, (value, 1), color=_MARK, fontsize=8, **top, **_BESIDE)
        if self.log:
            axis.set_xscale("log", subs=[])
            axis.set_xticks([tick for tick in _TICKS if self.limits[0] <= tick <= self.limits[1]])
            axis.xaxis.set_major_formatter("{x:g}")
            axis.xaxis.set_minor_formatter("")
        axis.set(xlim=self.limits, ylim=(len(self.dots) - 0.5, -0.5), xlabel=self.axis)
        axis.set_yticks(range(len(self.dots)), [dot.name for dot in self.dots])
        axis.label_outer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How one measure grows: (x, y) points, each with its value; x is logarithmic, and y with ``log``, else from 0."""

    title: str
    across: str
    axis: str
    points: Sequence[tuple[float, float]]
    log: bool = True
    height: float = _SQUARE

    def draw(self, axis: Any) -> None:
        """The points, joined."""
        axis.plot(*zip(*self.points, strict=True), marker="D", color=_OURS)
        for at, value in self.points:
            axis.annotate(f"{value:,g}", (at, value), xytext=(0, 7), **_BESIDE)
        axis.set(
            xscale="log", yscale="log" if self.log else "linear", xlabel=self.across, ylabel=self.axis, title=self.title
        )
        for scale in (axis.xaxis, axis.yaxis):
            scale.set_major_formatter("{x:,g}")
            scale.set_minor_formatter("")
        axis.margins(x=0.15, y=0.25)
        if not self.log:
            axis.set_ylim(bottom=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Panels side by side under one finding, with the command that gives their figures."""

    name: str
    title: str
    command: str
    panels: Sequence[Dots | Growth]

    @property
    def digest(self) -> str:
        """Of all that is drawn; it stands in the picture's file."""
        return sha256(repr(self).encode()).hexdigest()[:16]

    def draw(self, folder: Path) -> None:
        """Write ``NAME.svg`` into ``folder``."""
        import matplotlib

        matplotlib.use("svg")
        matplotlib.rcParams.update(_STYLE)
        from matplotlib import pyplot

        size = _WIDTH, max(panel.height for panel in self.panels)
        figure, axes = pyplot.subplots(1, len(self.panels), figsize=size, layout="constrained", squeeze=False)
        for axis, panel in zip(axes[0], self.panels, strict=True):
            panel.draw(axis)
        figure.suptitle(self.title, x=0.01, ha="left", fontweight="bold", fontsize=10.5)
        figure.supxlabel(self.command, x=0.01, ha="left", color="#666666", fontsize=7)
        folder.mkdir(exist_ok=True)
        metadata = {"Date": None, "Title": self.title, "Description": f"digest of what is drawn: {self.digest}"}
        figure.savefig(folder / f"{self.name}.svg", metadata=metadata)
        pyplot.close(figure)
