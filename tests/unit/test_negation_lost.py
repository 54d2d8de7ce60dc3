"""Denials that the English has lost."""

from __future__ import annotations

import pytest

from summarizer.negation_lost import find_lost_negation


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("لم يصل الوزير.", "The minister did not arrive."),
        ("لم يصل الوزير.", "The minister didn’t arrive."),
        ("لم يصل الوزير.", "The minister failed to arrive."),
        ("لم يعرف صاحبه.", "Its owner is unidentified."),
        ("ليس هذا ممكنا.", "This is impossible."),
        ("لم يصل كثيرون.", "Few arrived."),
        ("لا يزال الوضع صعبا.", "The situation is still hard."),
        ("ما لا يقل عن 300 شخص.", "At least 300 people."),
        ("لا سيما في الشمال.", "Especially in the north."),
        ("لم يصل إلا الوزير.", "The minister alone arrived."),
        ("أولا وصل الوزير.", "First the minister arrived."),
        ("وصل الوزير.", "The minister arrived."),
    ],
)
def test_a_denial_said_in_other_words_is_no_doubt(arabic: str, english: str) -> None:
    assert find_lost_negation(arabic, english) is None


@pytest.mark.parametrize(
    ("arabic", "english", "denied"),
    [
        ("لم يصل الوزير.", "The minister arrived.", "لم يصل"),
        ("وقال إنه لن ينسحب.", "He said he would withdraw.", "لن ينسحب"),
        ("وليس لدينا خيار.", "We have a choice under the union's terms.", "وليس لدينا"),
        ("قبل أسبوع لم أكن أتخيل ذلك.", "A few weeks ago, I could imagine that.", "لم اكن"),
        ("هذه الدول لا تعترف بالانتخابات.", "These countries recognise the elections.", "لا تعترف"),
    ],
)
def test_a_denial_without_any_in_english_is_told(arabic: str, english: str, denied: str) -> None:
    assert find_lost_negation(arabic, english) == denied
