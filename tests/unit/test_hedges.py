"""Hedges of numbers, and whether they come out as such."""

from __future__ import annotations

import pytest

from summarizer.hedges import find_changed_hedges


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("وصل أكثر من 300 شخص.", "More than 300 people arrived."),
        ("وصل أكثر من 300 شخص.", "Over 300 people arrived."),
        ("وصل أكثر من 300 شخص.", "At least 300 people arrived."),
        ("وصل نحو 300 شخص.", "Nearly 300 people arrived."),
        ("وصل نحو 300 شخص.", "Some 300 people arrived."),
        ("وصل نحو 300 شخص.", "About US$300 was paid."),
        ("وصل نحو 300 شخص.", "People came, 300 or so."),
        ("وصل 300 شخص على الأقل.", "300 people at least arrived."),
        ("لا يتجاوز عددهم 300 شخص.", "They are no more than 300 people."),
        ("لن تتجاوز المدة 300 يوم.", "The time will not exceed 300 days."),
        ("يصل إلى 300 شخص.", "As many as 300 people."),
        ("ارتفع السعر ليصل إلى 300 دولار.", "The price rose to 300 dollars."),
        ("وصل بين 300 و400 شخص.", "From 300 to 400 people arrived."),
        ("وصل 300 شخص.", "About 300 people arrived."),
        ("وصل أكثر من 300 رجل و300 امرأة.", "There came 300 men and 300 women."),
    ],
)
def test_a_hedge_said_in_other_words_is_no_doubt(arabic: str, english: str) -> None:
    assert list(find_changed_hedges(arabic, english)) == []


@pytest.mark.parametrize(
    ("arabic", "english", "hedge", "said"),
    [
        ("وصل أكثر من 300 شخص.", "About 300 people arrived.", "more than", "About"),
        ("وصل أكثر من 300 شخص.", "No more than 300 people arrived.", "more than", "No more than"),
        ("وصل أكثر من 300 شخص.", "There were 300 people.", "more than", ""),
        ("وصل نحو 300 شخص.", "More than 300 people arrived.", "about", "More than"),
        ("وصل أقل من 300 شخص.", "More than 300 people arrived.", "less than", "More than"),
        ("وصل ما لا يقل عن 300 شخص.", "Up to 300 people arrived.", "at least", "Up to"),
        ("بلغت النسبة نحو 30 في المئة.", "The share was 30 percent.", "about", ""),
    ],
)
def test_a_hedge_that_is_lost_or_turned_is_told(arabic: str, english: str, hedge: str, said: str) -> None:
    ((found, _, instead),) = find_changed_hedges(arabic, english)
    assert (found, instead) == (hedge, said)
