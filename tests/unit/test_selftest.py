from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from engines import ScriptedEngine, said

from summarizer.engines import load_engine
from summarizer.errors import ModelError
from summarizer.selftest import require_sense

GOOD = {
    "قال الرئيس إن الحرب انتهت.": "The president says that the war is over.",
    "ذهب الرجل إلى المدينة أمس.": "Yesterday a man travelled to the city.",
    "وصل الوزير إلى القاهرة يوم الأحد.": "The minister came to Cairo on Sunday.",
    "يعيش كثير من الناس في هذه القرية.": "Many live in this village.",
    "الماء ضروري للحياة.": "Water is needed for life.",
}


class TranslatorByTable(ScriptedEngine):
    """Answers with ``answers``, and with ``otherwise`` where they hold nothing."""

    def __init__(self, answers: dict[str, str], *, otherwise: str = "", score: float = -0.3, task: str = "translation"):
        super().__init__(lambda text, decoding: said(answers.get(text, otherwise), score=score))
        self.card = replace(self.card, task=task, architecture="marian")


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path))
    return tmp_path


def test_a_usable_translator_passes_and_is_not_asked_twice() -> None:
    engine = TranslatorByTable(GOOD)
    require_sense(engine)
    require_sense(engine)
    assert len(engine.asked) == 1


@pytest.mark.parametrize("changes", [{"digest": "other"}, {"engine": "ctranslate2 5.0.0 int8"}])
def test_other_weights_or_another_conversion_are_asked_again(changes: dict[str, str]) -> None:
    engine = TranslatorByTable(GOOD)
    require_sense(engine)
    engine.card = replace(engine.card, **changes)
    require_sense(engine)
    assert len(engine.asked) == 2


def test_two_poor_answers_of_five_are_forgiven() -> None:
    require_sense(TranslatorByTable(dict(list(GOOD.items())[:3]), otherwise="Heaven."))


@pytest.mark.parametrize(
    ("why", "otherwise", "score"),
    [
        ("nothing", "", -0.3),
        ("Arabic", "قال الرئيس إن الحرب انتهت.", -0.3),
        ("a loop", "Salafist " * 40, -0.1),
        ("another language", "Le ministre est venu dimanche dans la capitale.", -0.3),
        ("without end", "the president " + "a b c d e f g h i j k l m n o p q r s t u v w x y z " * 2, -0.3),
        ("unsure", "war minister people water city", -3.0),
    ],
)
def test_garbage_is_refused(why: str, otherwise: str, score: float) -> None:
    with pytest.raises(ModelError) as caught:
        require_sense(TranslatorByTable({}, otherwise=otherwise, score=score))
    assert caught.value.code == "model.garbage"


def test_the_refusal_names_the_likely_cause_and_what_was_written() -> None:
    with pytest.raises(ModelError) as caught:
        require_sense(TranslatorByTable({}, otherwise="Salafist Salafist Salafist Salafist"))
    assert "opus-mt-tc-big-ar-en" in str(caught.value)
    assert "Salafist Salafist" in str(caught.value)


def test_what_failed_is_asked_again() -> None:
    bad = TranslatorByTable({})
    for _ in range(2):
        with pytest.raises(ModelError):
            require_sense(bad)
    assert len(bad.asked) == 2


@pytest.mark.parametrize(
    ("task", "answer"),
    [
        ("summarization", "الحكومة المصرية تبني ثلاث مدارس جديدة في القاهرة"),
        ("direct", "Egypt's government is to build three new schools in Cairo."),
    ],
)
def test_a_usable_summariser_passes(task: str, answer: str) -> None:
    require_sense(TranslatorByTable({}, otherwise=answer, task=task))


@pytest.mark.parametrize("answer", ["", "القاهرة", "كرة القدم", "مدارس حكومة " * 30])
def test_a_summariser_that_writes_of_something_else_is_refused(answer: str) -> None:
    with pytest.raises(ModelError):
        require_sense(TranslatorByTable({}, otherwise=answer, task="summarization"))


def test_a_model_of_unknown_purpose_is_not_asked() -> None:
    engine = TranslatorByTable({}, task="")
    require_sense(engine)
    assert engine.asked == []


def test_a_cache_that_cannot_be_written_does_no_harm(empty_cache: Path) -> None:
    (empty_cache / "selftests").write_text("a file where a folder should be")
    require_sense(TranslatorByTable(GOOD))


def test_the_stand_in_needs_no_test() -> None:
    assert load_engine("echo").card.name == "echo"
