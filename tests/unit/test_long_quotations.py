"""Quotations that run over several sentences."""

from __future__ import annotations

import pytest
from facts import facts_of

FIRST, MIDDLE, LAST = "قال الخبير: «إن الوضع صعب جدا.", "ولا نعرف متى تنتهي الحرب.", "نأمل أن يكون ذلك قريبا»."


def said(*texts: str) -> list[tuple[int, str, str | None]]:
    """The sentence, what is said in it, and the speaker of each attribution."""
    return [(one.where, texts[one.where][one.start : one.end], one.speaker) for one in facts_of(*texts).attributions]


def test_all_sentences_inside_belong_to_the_speaker_of_the_first() -> None:
    assert said(FIRST, MIDDLE, LAST, "وغادر الوفد المدينة.") == [
        (0, "«إن الوضع صعب جدا.", "الخبير"),
        (1, MIDDLE, "الخبير"),
        (2, "نأمل أن يكون ذلك قريبا", "الخبير"),
    ]


def test_a_speaker_behind_the_quotation_has_all_of_it() -> None:
    assert said("«الوضع صعب جدا.", MIDDLE, "نأمل أن ينتهي ذلك» قال الخبير.") == [
        (0, "«الوضع صعب جدا.", "الخبير"),
        (1, MIDDLE, "الخبير"),
        (2, "نأمل أن ينتهي ذلك", "الخبير"),
    ]


def test_the_names_of_all_are_those_of_the_article() -> None:
    full = "الخبير الروسي إيفان بيتروف"
    found = facts_of(f"قال {full} إن الوضع جيد.", "وقال بيتروف: «الوضع صعب.", "وهو كذلك منذ عام».").attributions
    assert [one.person for one in found] == [full] * 3


def test_figures_inside_are_the_speakers() -> None:
    facts = facts_of("قال الوزير: «الوضع صعب جدا.", "قتل 300 جندي.", "ولا نعرف متى تنتهي الحرب».")
    (figure,) = facts.figures
    assert figure.attribution is not None
    assert facts.attributions[figure.attribution].speaker == "الوزير"


@pytest.mark.parametrize(
    "texts",
    [
        (FIRST, MIDDLE, "وغادر الوفد المدينة."),  # never closed
        (FIRST, MIDDLE, "وقالت الوزيرة: «نعم.", LAST),  # another opens before it closes
        ('قال الخبير إن "الوضع صعب، "وهو كذلك".', MIDDLE, 'وهذا ما "نريده".'),  # which sign lost its partner?
        ("وغادر «الوفد المدينة.", MIDDLE, LAST),  # nobody speaks
    ],
)
def test_a_quotation_that_is_not_sure_ends_with_its_sentence(texts: tuple[str, ...]) -> None:
    assert MIDDLE not in [content for _, content, _ in said(*texts)]
