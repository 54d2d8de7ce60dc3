"""Reports as tables for people and as records for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from summarizer.evaluation.faithfulness import ASPECTS, Faithfulness, Tally, add_reports
from summarizer.evaluation.reports import Comparison, Report, Score, to_record

_LONGEST = 80  # characters of a sentence in a table
_NAME, _CELL = 28, 16  # widths of columns


def render_report(report: Report, comparisons: Sequence[Comparison] = ()) -> str:
    """The scores of a system, and how it compares with another, one on each line."""
    lines = [f"{report.texts} texts"]
    for score in report.scores:
        interval = f"  ± {score.ci95:.2f}" if score.ci95 is not None else ""
        lines.append(f"{score.name:20} {_say_value(score)}{interval}")
    if report.counts:
        lines.append(f"{'':20} {'precision':>9} {'recall':>9} {'F1':>9} {'right':>7} {'given':>7} {'wanted':>7}")
    for row in report.counts:
        if row.given or row.wanted:
            shares = " ".join(f"{value:9.1%}" for value in (row.precision, row.recall, row.f1))
            lines.append(f"{row.name:20} {shares} {row.right:7} {row.given:7} {row.wanted:7}")
    lines += [f"{name}: {signature}" for name, signature in report.signatures]
    for found in comparisons:
        lines.append(
            f"{found.metric:20} {found.second - found.first:+.2f} ({found.first:.2f} to {found.second:.2f}); "
            f"by chance: p = {found.p_bootstrap:.3f} (bootstrap), {found.p_randomization:.4f} (randomization)"
        )
    return "\n".join(lines)


def report_to_record(report: Report, comparisons: Sequence[Comparison] = ()) -> dict[str, Any]:
    """The same for JSON; the value of a share of nothing is null."""
    record = asdict(report) | {
        "scores": [asdict(score) | ({"value": None} if score.count == 0 else {}) for score in report.scores],
        "counts": [to_record(count) for count in report.counts],
        "signatures": dict(report.signatures),
    }
    return record | ({"comparisons": [asdict(found) for found in comparisons]} if comparisons else {})


def render_faithfulness(reports: Sequence[Faithfulness]) -> str:
    """A line for each translation and each summary, with what was lost and added under it, and the totals."""
    lines = [f"{'kept/lost/added':{_NAME}}" + "".join(f"{aspect:>{_CELL}}" for aspect in ASPECTS)]
    for report in reports:
        lines += [_row(report.name, report.translation), *_slips(report.translation)]
        if report.summary:
            lines += [_row("  its summary", report.summary), *_slips(report.summary)]
    translations, summaries = add_reports(reports)
    lines.append(_row("all translations", translations))
    if summaries:
        lines.append(_row("all summaries", summaries))
    return "\n".join(lines)


def faithfulness_to_record(reports: Sequence[Faithfulness]) -> dict[str, Any]:
    """The same for JSON, each slip with its place; the totals are numbers."""
    translations, summaries = add_reports(reports)
    return {
        "documents": [
            {
                "name": report.name,
                "translation": {tally.aspect: _to_record(tally) for tally in report.translation},
                "summary": {tally.aspect: _to_record(tally) for tally in report.summary},
            }
            for report in reports
        ],
        "total": {
            name: {t.aspect: {"kept": t.kept, "lost": len(t.lost), "added": len(t.added)} for t in tallies}
            for name, tallies in (("translation", translations), ("summary", summaries))
        },
    }


def _say_value(score: Score) -> str:
    if score.count is None:
        return f"{score.value:8.2f}"
    return f"{score.value:8.1%}  of {score.count}" if score.count else f"{'none':>8}"


def _to_record(tally: Tally) -> dict[str, Any]:
    return {"kept": tally.kept, **{name: [asdict(s) for s in getattr(tally, name)] for name in ("lost", "added")}}


def _row(name: str, tallies: Iterable[Tally]) -> str:
    cells = {t.aspect: f"{t.kept}/{len(t.lost)}/{len(t.added)}" for t in tallies}
    shown = name if len(name) < _NAME else f"{name[: _NAME - 2]}…"
    return f"{shown:{_NAME}}" + "".join(f"{cells.get(aspect, ''):>{_CELL}}" for aspect in ASPECTS)


def _slips(tallies: Iterable[Tally]) -> Iterator[str]:
    for tally in tallies:
        for verb, slips in (("lost", tally.lost), ("added", tally.added)):
            for slip in slips:
                said = slip.said if len(slip.said) <= _LONGEST else f"{slip.said[: _LONGEST - 1]}…"
                yield f"    {tally.aspect} {verb} in sentence {slip.where + 1}: {said}"
