"""Currencies and measures that come out as others."""

from __future__ import annotations

import pytest

from summarizer.units import find_exchanges


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("دفع 300 دولار.", "He paid $300."),
        ("دفع 300 دولار.", "He paid 300."),
        ("دفع 300 يورو.", "He paid €300."),
        ("دفع 300 ليرة لبنانية.", "He paid 300 Lebanese pounds."),
        ("دفع 300 ليرة تركية.", "He paid 300 Turkish lira."),
        ("دفع 300 دولار، أي 280 يورو.", "He paid 300 dollars."),
        ("على بعد 300 كلم.", "At 300 kilometers."),
        ("وزنه 3 كيلو.", "It weighs 3 kilograms."),
        ("دار الحديث بين الطرفين.", "They spoke, and it cost pounds."),
    ],
)
def test_a_unit_kept_or_left_out_is_no_doubt(arabic: str, english: str) -> None:
    assert list(find_exchanges(arabic, english)) == []


@pytest.mark.parametrize(
    ("arabic", "english", "wanted", "said"),
    [
        ("دفع 300 دولار.", "He paid 300 euros.", "dollars", "euros"),
        ("بلغ السعر 300 روبل.", "The price was $300.", "roubles", "$"),
        ("على بعد 300 كيلومتر.", "At 300 metres.", "kilometres", "metres"),
        ("على بعد 300 متر.", "At 300 km.", "metres", "km"),
        ("صدرت 300 طن.", "It exported 300 kilograms.", "tonnes", "kilograms"),
        ("بقدرة 300 ميغاواط.", "With 300 kW.", "megawatts", "kW"),
    ],
)
def test_a_unit_that_became_another_is_told(arabic: str, english: str, wanted: str, said: str) -> None:
    assert list(find_exchanges(arabic, english)) == [(wanted, said)]
