"""The learning curve: every leg's log as one JSON record, and one picture of all legs.

    python -m training leg 3 --work .training/run --note "..." --scores scores.json

writes results/leg-3.json and draws results/curve.svg from all legs.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
_POINTS = 60  # of a leg's loss that are kept: enough for a picture, few enough to read in a diff


def read_log(work: Path) -> list[dict[str, Any]]:
    """The records that the trainer wrote to ``log.jsonl`` in ``work``, oldest first."""
    return [json.loads(line) for line in (work / "log.jsonl").read_text(encoding="utf-8").splitlines()]


def summarize_leg(records: list[dict[str, Any]], *, leg: int, note: str, scores: Path | None) -> dict[str, Any]:
    """One leg: steps, tokens, mean speed, the loss at up to 60 points (each a mean), and what ``scores`` holds.

    ``scores`` is the file of ``training.evaluate --json``. ValueError if the log is empty.
    """
    if not records:
        raise ValueError("the log holds no record: the leg was too short")
    size = -(-len(records) // _POINTS)
    groups = [records[start : start + size] for start in range(0, len(records), size)]
    return {
        "leg": leg,
        "note": note,
        "steps": records[-1]["step"],
        "tokens": records[-1]["tokens"],
        "tokens_per_second": round(sum(r["tokens_per_second"] for r in records) / len(records)),
        "curve": [
            {
                "step": group[-1]["step"],
                "tokens": group[-1]["tokens"],
                "loss": round(sum(record["loss"] for record in group) / len(group), 4),
                "rate": group[-1]["rate"],
            }
            for group in groups
        ],
        **(json.loads(scores.read_text(encoding="utf-8")) if scores else {}),
    }


def save_leg(leg: dict[str, Any]) -> Path:
    """Write the leg's record and return its path."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"leg-{leg['leg']}.json"
    path.write_text(json.dumps(leg, indent=1) + "\n", encoding="utf-8")
    return path


def read_legs() -> list[dict[str, Any]]:
    """All legs' records, in order."""
    paths = sorted(RESULTS.glob("leg-*.json"), key=lambda path: int(path.stem.split("-")[1]))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def draw(legs: list[dict[str, Any]], out: Path = RESULTS / "curve.svg") -> None:
    """The loss and the dev scores of all legs over the millions of pieces trained on, as SVG."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "mujaz"  # the same picture for the same figures
    from matplotlib import pyplot

    figure, (above, below) = pyplot.subplots(2, 1, sharex=True, figsize=(7, 6), layout="constrained")
    before, scores = 0.0, []
    for leg in legs:
        tokens = [before + point["tokens"] / 1e6 for point in leg["curve"]]
        above.plot(tokens, [point["loss"] for point in leg["curve"]], label=f"leg {leg['leg']}")
        before += leg["tokens"] / 1e6
        if "figures" in leg:
            scores.append((before, leg["figures"]))
    above.set_ylabel("training loss, nats per piece")
    above.legend()
    for name, label in (("news_dev", "news_dev (200)"), ("flores_dev", "FLORES dev (997)")):
        points = [(at, found[name]["beam 4"]["BLEU"]["score"]) for at, found in scores]
        below.plot(*zip(*points, strict=True), marker="o", label=label)
        for at, value in points:
            below.annotate(f"{value:.1f}", (at, value), textcoords="offset points", xytext=(0, 6), ha="center")
    below.set_ylabel("BLEU, beam 4")
    below.set_xlabel("million pieces trained on, both sides")
    below.legend()
    figure.savefig(out, metadata={"Date": None})
    pyplot.close(figure)
