"""Shares of domains are computed from what there is."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.report import make_report
from training.sources import Domain
from training.weights import Amount, cap_domains, split_switched

CAPS: dict[Domain, float] = {"manual": 0.25, "scripture": 0.05}


def share(weights: dict[str, float], amounts: dict[str, Amount], domain: str) -> float:
    sampled = {name: weights[name] * amount.pieces for name, amount in amounts.items()}
    return sum(sampled[name] for name, amount in amounts.items() if amount.domain == domain) / sum(sampled.values())


def test_domains_over_their_cap_come_down_to_it_and_keep_their_proportions() -> None:
    amounts = {
        "news": Amount(domain="news", boost=4, pieces=1_000),
        "dynamics": Amount(domain="manual", boost=1, pieces=9_000),
        "office": Amount(domain="manual", boost=0.5, pieces=2_000),
        "bible": Amount(domain="scripture", boost=1, pieces=5_000),
    }
    weights = cap_domains(amounts, CAPS)
    assert share(weights, amounts, "manual") == pytest.approx(0.25)
    assert share(weights, amounts, "scripture") == pytest.approx(0.05)
    assert weights["news"] == 4
    assert weights["dynamics"] == pytest.approx(2 * weights["office"])


def test_a_domain_under_its_cap_keeps_its_boost() -> None:
    amounts = {
        "news": Amount(domain="news", boost=4, pieces=1_000),
        "dynamics": Amount(domain="manual", boost=0.5, pieces=1_000),
    }
    assert cap_domains(amounts, CAPS) == {"news": 4, "dynamics": 0.5}


def test_capping_one_domain_may_put_another_over_its_cap() -> None:
    amounts = {
        "news": Amount(domain="news", boost=1, pieces=1_000),
        "dynamics": Amount(domain="manual", boost=1, pieces=9_000),
        "bible": Amount(domain="scripture", boost=1, pieces=400),  # 4 % of all, but 23 % without most of the manuals
    }
    weights = cap_domains(amounts, CAPS)
    assert share(weights, amounts, "manual") == pytest.approx(0.25)
    assert share(weights, amounts, "scripture") == pytest.approx(0.05)


def test_caps_that_leave_nothing_uncapped_are_refused() -> None:
    with pytest.raises(ValueError, match="every domain"):
        cap_domains({"bible": Amount(domain="scripture", boost=1, pieces=10)}, CAPS)


@given(
    news=st.integers(1, 10**7),
    manual=st.integers(1, 10**7),
    scripture=st.integers(1, 10**7),
    boost=st.floats(0.1, 10),
)
def test_no_domain_is_ever_over_its_cap(news: int, manual: int, scripture: int, boost: float) -> None:
    amounts = {
        "news": Amount(domain="news", boost=boost, pieces=news),
        "manual": Amount(domain="manual", boost=1, pieces=manual),
        "bible": Amount(domain="scripture", boost=1, pieces=scripture),
    }
    weights = cap_domains(amounts, CAPS)
    assert all(share(weights, amounts, domain) <= cap + 1e-9 for domain, cap in CAPS.items())
    assert all(0 < weights[name] <= amount.boost for name, amount in amounts.items())


@given(pieces=st.integers(1, 10**6), part=st.floats(0, 1), chance=st.floats(0, 1))
def test_switched_copies_leave_the_share_of_their_source_as_it_was(pieces: int, part: float, chance: float) -> None:
    amount = Amount(domain="news", boost=4, pieces=pieces, switched=int(part * pieces))
    groups = split_switched({"news": 4.0}, {"news": amount}, chance)
    sampled = groups["news"] * amount.pieces + groups.get("news+switched", 0) * amount.switched
    assert sampled == pytest.approx(4.0 * pieces)
    assert groups.get("news+switched", 0) == pytest.approx(4.0 * chance if amount.switched else 0)


def test_the_report_gives_shares_weights_and_what_was_dropped() -> None:
    tally = Counter({("news_llm", "kept"): 90, ("news_llm", "duplicate"): 10, ("msdocs_dynamics_ht", "kept"): 50})
    pieces = {"news_llm": 900, "news_llm+switched": 500, "msdocs_dynamics_ht": 90_000}
    report = make_report(tally, pieces, chance=0.3)
    assert report["domains"] == {"manual": 0.25, "news": 0.75}
    assert report["dropped"] == {"duplicate": 10, "kept": 140}
    assert report["sources"]["news_llm"]["pairs"] == {"duplicate": 10, "kept": 90}
    assert report["sources"]["news_llm"]["licence"].startswith("ANT corpus: Apache-2.0")
    assert list(report["weights"]) == ["news_llm", "news_llm+switched", "msdocs_dynamics_ht"]
    assert report["switched"] == pytest.approx(0.75 * 0.3 * 500 / 900, abs=1e-4)


def test_a_source_without_licence_and_weight_stops_the_report() -> None:
    with pytest.raises(KeyError, match="scraped_somewhere"):
        make_report(Counter({("scraped_somewhere", "kept"): 1}), {"scraped_somewhere": 5}, chance=0.3)
