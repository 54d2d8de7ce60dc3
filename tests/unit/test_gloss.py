"""What the page says of speakers and their verbs in English, by tables."""

from __future__ import annotations

import pytest

from summarizer.speech_words import SPEECH_VERBS
from summarizer.writers.gloss import gloss_verb


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("قال", "said"),
        ("وأضافت", "added"),
        ("أكّد", "affirmed"),
        ("وتزعم", "claimed"),
        ("نفى", "denied"),
        ("فأعلنت", "announced"),
        ("حذّرت", "warned"),
        ("يؤكدون", "affirmed"),
        ("وفقا", "according to"),
        ("وبحسب", "according to"),
        ("نقلاً عن", "according to"),
        ("وجاء في بيان", ""),
        ("كتاب", ""),
    ],
)
def test_verbs_of_speaking_are_told_apart_in_english(arabic: str, english: str) -> None:
    assert gloss_verb(arabic) == english


def test_every_verb_of_speaking_has_its_english() -> None:
    assert all(gloss_verb(form) for form in SPEECH_VERBS)
