"""The English names of speakers: those of the translation, where they are sure."""

from __future__ import annotations

import pytest
from facts import facts_of

from summarizer.findings import make_finding
from summarizer.lexicon import Entry, Lexicon
from summarizer.speakers_english import list_persons, render_speakers, say_speakers
from summarizer.types import Finding, Generation, Translation

NONE = Lexicon(())


def english_of(*pairs: tuple[str, str | None], lexicon: Lexicon = NONE) -> list[str]:
    facts = facts_of(*(arabic for arabic, _ in pairs))
    return [said.english for said in say_speakers(facts, pairs, lexicon).attributions]


@pytest.mark.parametrize(
    ("arabic", "english", "name"),
    [
        (
            "قال الرئيس الروسي فلاديمير بوتين إن الحرب مستمرة.",
            "Russian President Vladimir Putin said that the war goes on.",
            "Vladimir Putin",
        ),
        (
            "أكد وزير الخارجية الأمريكي أنتوني بلينكن أن الوضع صعب.",
            "US Secretary of State Antony Blinken affirmed that the situation is hard.",
            "Antony Blinken",
        ),
        ("قال توكاييف إن الحرب مستمرة.", "Tokayev said that the war goes on.", "Tokayev"),
        ("قالت وزارة الدفاع الروسية إن الحرب مستمرة.", "The Russian Defence Ministry said that the war goes on.", ""),
        ("قالت حكومة كازاخستان إن الحرب مستمرة.", "The government of Kazakhstan said the war goes on.", ""),
        ("قال مدير مستشفى كمال عدوان إن الوضع صعب.", "The director of Kamal Adwan Hospital said so.", ""),
        ("قال توكاييف إن الحرب مستمرة.", "Tikolai said that the war goes on.", ""),
        ("قال توكاييف إن الحرب مستمرة.", None, ""),
    ],
)
def test_a_name_that_sounds_like_the_speaker_is_taken_from_the_translation(
    arabic: str, english: str | None, name: str
) -> None:
    assert english_of((arabic, english)) == [name]


def test_all_that_one_person_says_carries_the_full_english_name() -> None:
    first = ("قال الرئيس الروسي فلاديمير بوتين إن الحرب مستمرة.", "President Vladimir Putin said the war goes on.")
    assert english_of(first, ("وقال بوتين إن السلام بعيد.", "Putin said that peace is far.")) == ["Vladimir Putin"] * 2


def test_the_lexicon_gives_a_name_that_the_translation_lost() -> None:
    lexicon = Lexicon([Entry(arabic="توكاييف", english="Tokayev")])
    assert english_of(("قال توكاييف إن الحرب مستمرة.", "Tikolai said so."), lexicon=lexicon) == ["Tokayev"]


UNION = "قال رئيس النقابة إن العمال صامدون."
HEAD = "رئيس النقابة"


def rendered(
    english: str | None, score: float | None, *findings: Finding, name: str = "The boss said the workers stand firm."
) -> list[str]:
    facts = say_speakers(facts_of(UNION), [(UNION, name)], NONE)
    made = score and Generation(text=english or "", score=score, input_tokens=2, output_tokens=4, stopped="end")
    persons = Translation(pairs=((HEAD, english),), generations=(made or None,), model="test", findings=findings)
    return [said.rendered for said in render_speakers(facts, persons).attributions]


def test_each_person_is_asked_for_once() -> None:
    assert list_persons(facts_of(UNION, UNION, "وقال نائب الوزير إن ذلك صحيح.")) == (HEAD, "نائب الوزير")


@pytest.mark.parametrize(
    ("english", "score", "shown"),
    [
        ("union president", -0.2, "union president"),
        ("union president", -0.36, ""),  # the model is not sure: perhaps another man
        ("رئيس النقابة", -0.2, ""),  # Arabic is no rendering
        (None, -0.2, ""),
        ("union president", None, ""),  # no model has said it
    ],
)
def test_the_models_words_for_a_speaker_are_kept_where_it_is_sure(
    english: str | None, score: float | None, shown: str
) -> None:
    assert rendered(english, score) == [shown]


def test_a_doubted_rendering_is_not_kept() -> None:
    assert rendered("union president", -0.2, make_finding("translate.short", "It is short.", where=0)) == [""]
