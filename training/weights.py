"""How often each group of pairs is sampled, so that no domain has more than its share of the pieces.

A group is a source, or the code-switched copies of its pairs (``X+switched``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from training.sources import Domain

SWITCHED = "+switched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What there is of a source after filtering: ``pieces`` of both sides, without and in the switched copies."""

    domain: Domain
    boost: float
    pieces: int
    switched: int = 0


def cap_domains(amounts: Mapping[str, Amount], caps: Mapping[Domain, float]) -> dict[str, float]:
    """The weight of each source: its boost, with the sources of a domain over its cap scaled down together.

    ``caps`` are the largest shares of all pieces sampled. ValueError if every domain with text would be capped.
    """
    wanted: dict[Domain, float] = {}
    for amount in amounts.values():
        wanted[amount.domain] = wanted.get(amount.domain, 0.0) + amount.boost * amount.pieces
    sampled, capped = dict(wanted), set[Domain]()
    while over := {domain for domain in caps if sampled.get(domain, 0) > caps[domain] * sum(sampled.values())} - capped:
        capped |= over
        free = sum(pieces for domain, pieces in wanted.items() if domain not in capped)
        if not free:
            raise ValueError("every domain with text is capped: there is nothing for the caps to be shares of")
        whole = free / (1 - sum(caps[domain] for domain in capped))
        sampled.update({domain: caps[domain] * whole for domain in capped})
    return {
        name: amount.boost * (sampled[amount.domain] / wanted[amount.domain] if amount.domain in capped else 1.0)
        for name, amount in amounts.items()
    }


def split_switched(weights: Mapping[str, float], amounts: Mapping[str, Amount], chance: float) -> dict[str, float]:
    """The weight of each group, so that a pair with a switched copy is shown as that with probability ``chance``.

    The copies of source X get ``chance`` times X's weight; the weight of the originals falls by as many pieces.
    """
    groups: dict[str, float] = {}
    for name, weight in weights.items():
        amount = amounts[name]
        groups[name] = weight * (1 - chance * amount.switched / amount.pieces)
        if amount.switched:
            groups[name + SWITCHED] = weight * chance
    return groups
