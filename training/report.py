"""What became of the data: the pairs that each rule dropped, the weights, and the shares sampled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from training.filters import Tally
from training.sources import CAPS, SOURCES
from training.weights import SWITCHED, Amount, cap_domains, split_switched


class SourceReport(TypedDict):
    """One source: ``pairs`` by what became of them (a reason, or "kept"), ``share`` of all pieces sampled."""

    domain: str
    licence: str
    pairs: dict[str, int]
    pieces: int
    switched_pieces: int
    share: float


class Report(TypedDict):
    """``pieces`` sampled in one epoch, shares of them (``switched``: of the code-switched copies), weights by group."""

    pieces: int
    switched: float
    domains: dict[str, float]
    dropped: dict[str, int]
    sources: dict[str, SourceReport]
    weights: dict[str, float]


def make_report(tally: Tally, pieces: Mapping[str, int], chance: float) -> Report:
    """The report on filtered data with so many ``pieces`` in each group (``X``, ``X+switched``).

    ``chance`` is that of a pair with a switched copy to be shown as that. KeyError for a source not in ``SOURCES``:
    nothing is trained on without a licence and a weight.
    """
    known = {source.name: source for source in SOURCES}
    unknown = {name for name, _ in tally} - set(known)
    if unknown:
        raise KeyError(f"training/sources.py says nothing of {', '.join(sorted(unknown))}")
    amounts = {
        name: Amount(
            domain=source.domain,
            boost=source.boost,
            pieces=pieces[name],
            switched=pieces.get(name + SWITCHED, 0),
        )
        for name, source in known.items()
        if name in pieces
    }
    weights = cap_domains(amounts, CAPS)
    groups = split_switched(weights, amounts, chance)
    sampled = {name: weights[name] * amount.pieces for name, amount in amounts.items()}
    whole = sum(sampled.values())
    switched = sum(groups.get(name + SWITCHED, 0.0) * amount.switched for name, amount in amounts.items())
    domains = sorted({amount.domain for amount in amounts.values()})
    return Report(
        pieces=round(whole),
        switched=round(switched / whole, 4),
        domains={
            domain: round(sum(sampled[name] for name, amount in amounts.items() if amount.domain == domain) / whole, 4)
            for domain in domains
        },
        dropped=_count_reasons(tally),
        sources={
            name: SourceReport(
                domain=amount.domain,
                licence=known[name].licence,
                pairs={reason: count for (source, reason), count in sorted(tally.items()) if source == name},
                pieces=amount.pieces,
                switched_pieces=amount.switched,
                share=round(sampled[name] / whole, 4),
            )
            for name, amount in amounts.items()
        },
        weights=groups,
    )


def _count_reasons(tally: Tally) -> dict[str, int]:
    counts: dict[str, int] = {}
    for (_, reason), count in sorted(tally.items()):
        counts[reason] = counts.get(reason, 0) + count
    return counts
