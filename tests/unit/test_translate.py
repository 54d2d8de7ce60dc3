from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines import Decoding
from summarizer.engines.echo import EchoEngine
from summarizer.lexicon import Entry, Lexicon
from summarizer.memory import TranslationMemory
from summarizer.normalize import has_arabic
from summarizer.translate import select, translate
from summarizer.types import Generation, Translation
from tests.engines import Answer, ScriptedEngine, said

LOOP = "the war the war the war the war the war the war the war the war"


def run(engine: ScriptedEngine | EchoEngine, *texts: str, memory: TranslationMemory | None = None) -> Translation:
    return translate(texts, engine=engine, memory=memory or TranslationMemory(None))


def codes(translation: Translation) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.where) for finding in translation.findings]


def test_every_text_gets_its_own_english_in_order() -> None:
    engine = ScriptedEngine(lambda text, _: said(f"E {len(text)}"))
    done = run(engine, "كتاب", "مدرسة كبيرة", "قلم")
    assert done.pairs == (("كتاب", "E 4"), ("مدرسة كبيرة", "E 11"), ("قلم", "E 3"))
    assert done.findings == ()


def test_equal_sentences_are_translated_once_however_they_are_written() -> None:
    engine = ScriptedEngine(lambda text, _: said("Peace"))
    done = run(engine, "سلام", "سلام", "سَـلام", "سلام\u200f")
    assert [english for _, english in done.pairs] == ["Peace"] * 4
    assert engine.asked == [["سلام"]]


def test_the_memory_outlives_the_engine(tmp_path: object) -> None:
    memory = TranslationMemory(None)
    first = ScriptedEngine(lambda text, _: said("Peace"))
    second = ScriptedEngine(lambda text, _: said("Another"))
    assert run(first, "سلام", memory=memory) == run(second, "سلام", memory=memory)
    assert second.asked == []


def test_another_beam_is_another_translation() -> None:
    memory, engine = TranslationMemory(None), ScriptedEngine(lambda text, d: said(f"beam {d.beam_size}"))
    one = translate(["سلام"], engine=engine, memory=memory, decoding=Decoding(beam_size=1))
    four = translate(["سلام"], engine=engine, memory=memory, decoding=Decoding(beam_size=4))
    assert (one.pairs[0][1], four.pairs[0][1]) == ("beam 1", "beam 4")


def test_a_text_without_arabic_needs_no_model() -> None:
    engine = ScriptedEngine(lambda text, _: said("never"))
    done = run(engine, "Il-76", "2022", "***", "")
    assert [english for _, english in done.pairs] == ["Il-76", "2022", "***", ""]
    assert engine.asked == []
    assert done.generations == (None,) * 4


def test_a_long_sentence_goes_through_in_parts_and_says_so() -> None:
    engine = ScriptedEngine(lambda text, _: said(" ".join(str(len(word)) for word in text.split())), max_input_tokens=6)
    text = "قال الوزير إن الحرب انتهت، وأضاف أن الجيش انسحب، وتابع أن السلام قريب"
    done = run(engine, text)
    assert done.pairs[0][1] == " ".join(str(len(word)) for word in text.split())  # no word is lost
    assert codes(done) == [("split.long", 0)]


def test_an_unfinished_sentence_is_cut_in_two_and_tried_again() -> None:
    def answer(text: str, _: Decoding) -> Generation:
        return said(text, stopped="length" if len(text.split()) > 5 else "end")

    done = run(ScriptedEngine(answer), "قال الوزير إن الحرب انتهت، وأضاف أن الجيش انسحب")
    assert done.pairs[0][1] == "قال الوزير إن الحرب انتهت، وأضاف أن الجيش انسحب"
    assert codes(done) == [("translate.retried", 0), ("split.long", 0)]
    assert "stopped half-way" in done.findings[0].message


def test_what_never_finishes_is_given_up_aloud() -> None:
    done = run(ScriptedEngine(lambda text, _: said("and so on", stopped="length")), "كلام", "لا ينتهي أبدا")
    assert [english for _, english in done.pairs] == [None, None]
    assert codes(done) == [("translate.unfinished", 0), ("translate.unfinished", 1)]


def test_a_loop_is_decoded_again_with_blocking() -> None:
    engine = ScriptedEngine(lambda text, d: said("The war is over" if d.no_repeat_ngram else LOOP))
    done = run(engine, "انتهت الحرب")
    assert done.pairs[0][1] == "The war is over"
    assert codes(done) == [("translate.retried", 0)]
    assert "repeated itself" in done.findings[0].message


def test_of_two_loops_the_first_stands() -> None:
    done = run(ScriptedEngine(lambda text, _: said(LOOP)), "انتهت الحرب")
    assert done.pairs[0][1] == LOOP  # and the check stage reports it
    assert done.findings == ()


@pytest.mark.parametrize("nothing", ["", " ", "...", "- ."])
def test_an_empty_answer_is_no_translation(nothing: str) -> None:
    done = run(ScriptedEngine(lambda text, _: said(nothing)), "سلام")
    assert done.pairs[0][1] is None
    assert codes(done) == [("translate.empty", 0)]


def test_doubts_come_back_from_the_memory() -> None:
    memory = TranslationMemory(None)
    first = run(ScriptedEngine(lambda text, _: said("x", stopped="length")), "سلام", memory=memory)
    assert run(ScriptedEngine(lambda text, _: said("never")), "سلام", memory=memory) == first


def test_a_part_counts_its_findings_from_its_own_start() -> None:
    engine = ScriptedEngine(lambda text, _: said("" if text == "ب" else text))
    part = select(run(engine, "ا", "ب", "ت", "ب"), 1, 3)
    assert [arabic for arabic, _ in part.pairs] == ["ب", "ت"]
    assert codes(part) == [("translate.empty", 0)]


def test_progress_counts_every_text_once() -> None:
    told: list[int] = []
    texts = ["سلام"] * 3 + [f"كلمة {n} " * 20 for n in range(300)] + ["2022"]
    translate(texts, engine=EchoEngine(), memory=TranslationMemory(None), progress=told.append)
    assert sum(told) == len(texts)
    assert len(told) > 3


def test_progress_counts_every_text_once_where_sentences_come_again() -> None:
    told: list[int] = []
    texts = [f"كلمة {n % 150} وصل الوزير إلى القاهرة" for n in range(2000)]
    translate(texts, engine=EchoEngine(), memory=TranslationMemory(None), progress=told.append)
    assert sum(told) == len(texts)


def test_what_is_in_hand_when_a_run_is_interrupted_is_remembered() -> None:
    memory, texts = TranslationMemory(None), [f"كلمة {n} " * 40 for n in range(300)]  # of 80 tokens

    def interrupt(done: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        translate(texts, engine=EchoEngine(), memory=memory, progress=interrupt)
    engine = ScriptedEngine(lambda text, _: said("never"))
    engine.card = EchoEngine.card
    translate(texts, engine=engine, memory=memory)
    asked = {text for call in engine.asked for text in call}
    assert 0 < len(asked) <= 300 - 2 * 51  # two batches of 4,096 tokens, 51 texts each, were remembered


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_texts_give_as_many_pairs(texts: list[str]) -> None:
    done = run(EchoEngine(), *texts)
    assert [arabic for arabic, _ in done.pairs] == texts
    assert len(done.generations) == len(texts)
    assert all("\n" not in (english or "") for _, english in done.pairs)


@pytest.mark.parametrize(
    ("text", "arabic"), [("سلام", True), ("ﻻ", False), ("Il-76 ٤٥", False), ("،؟", False), ("پ", True)]
)
def test_arabic_is_told_by_its_letters(text: str, arabic: bool) -> None:
    assert has_arabic(text) is arabic  # presentation forms are normalised before it is asked


def test_a_piece_that_came_back_empty_makes_the_sentence_untranslated() -> None:
    engine = ScriptedEngine(lambda text, _: said("" if "الجيش" in text else "fine"), max_input_tokens=6)
    done = run(engine, "قال الوزير إن الحرب انتهت، وأضاف أن الجيش انسحب، وتابع أن السلام قريب")
    assert done.pairs[0][1] is None
    assert "translate.empty" in {code for code, _ in codes(done)}


def test_a_word_is_never_cut_to_make_an_ending() -> None:
    engine = ScriptedEngine(lambda text, _: said("x", stopped="length" if len(text) > 4 else "end"))
    assert run(engine, "والكازاخستانيون").pairs[0][1] is None


def test_other_limits_are_another_translation() -> None:
    memory, text = TranslationMemory(None), "قال الوزير إن الحرب انتهت، وأضاف أن الجيش انسحب"
    short = run(ScriptedEngine(lambda text, _: said("x"), max_input_tokens=5), text, memory=memory)
    assert codes(short) == [("split.long", 0)]
    assert codes(run(ScriptedEngine(lambda text, _: said("x")), text, memory=memory)) == []


@pytest.mark.parametrize("record", [{}, {"english": "x", "generation": None, "doubts": [["gone.code", "?"]]}])
def test_a_record_of_another_version_is_made_anew(record: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    memory = TranslationMemory(None)
    monkeypatch.setattr(memory, "lookup", lambda keys: dict.fromkeys(keys, record))
    assert run(ScriptedEngine(lambda text, _: said("Peace")), "سلام", memory=memory).pairs[0][1] == "Peace"


NAMES = Lexicon(
    [
        Entry(arabic="توكاييف", english="Tokayev", own=True),
        Entry(arabic="كندا", english="Canada"),
    ]
)


def copying(answer: Answer) -> ScriptedEngine:
    engine = ScriptedEngine(answer)
    engine.card = replace(engine.card, copies_latin=True)
    return engine


def run_with_names(engine: ScriptedEngine, *texts: str, memory: TranslationMemory | None = None) -> Translation:
    return translate(texts, engine=engine, memory=memory or TranslationMemory(None), lexicon=NAMES)


def test_names_go_in_as_english_and_the_record_keeps_the_arabic() -> None:
    engine = copying(lambda text, _: said(f"E {text}"))
    done = run_with_names(engine, "زار توكاييف كندا")
    assert engine.asked == [["زار Tokayev Canada"]]
    assert done.pairs == (("زار توكاييف كندا", "E زار Tokayev Canada"),)
    assert done.findings == ()


def test_a_lost_name_is_translated_again_from_its_arabic_and_told() -> None:
    engine = copying(lambda text, _: said("He visited Canada" if "Tokayev" in text else "Toqayev visited Canada"))
    done = run_with_names(engine, "زار توكاييف كندا")
    assert engine.asked == [["زار Tokayev Canada"], ["زار توكاييف Canada"], ["زار Tokayev Canada"]]
    assert done.pairs[0][1] == "Toqayev visited Canada"
    assert codes(done) == [("name.not_honoured", 0)]


def test_a_lost_name_of_the_shipped_lexicon_is_tried_again_and_not_told() -> None:
    engine = copying(lambda text, _: said("He went there" if "Canada" in text else "He went to Canada"))
    done = run_with_names(engine, "سافر إلى كندا")
    assert (done.pairs[0][1], codes(done)) == ("He went to Canada", [])


def test_a_second_try_without_english_keeps_the_first() -> None:
    engine = copying(lambda text, _: said("He left for home" if "Canada" in text else "", stopped="end"))
    assert run_with_names(engine, "سافر إلى كندا").pairs[0][1] == "He left for home"


def test_a_model_that_does_not_copy_reads_arabic_and_is_only_checked() -> None:
    engine = ScriptedEngine(lambda text, _: said("Toqayev visited Kanada"))
    done = run_with_names(engine, "زار توكاييف كندا")
    assert engine.asked == [["زار توكاييف كندا"]]
    assert codes(done) == [("name.not_honoured", 0)]


def test_a_text_that_is_nothing_but_a_name_needs_no_model() -> None:
    engine = copying(lambda text, _: said("never"))
    assert run_with_names(engine, "كندا").pairs == (("كندا", "Canada"),)
    assert engine.asked == []


def test_a_changed_glossary_changes_only_the_sentences_with_its_names() -> None:
    memory = TranslationMemory(None)
    texts = ("زار توكاييف المدينة", "سافر إلى المدينة")
    first, second = (copying(lambda text, _: said(f"E {text}")) for _ in range(2))
    run_with_names(first, *texts, memory=memory)
    translate(
        texts,
        engine=second,
        memory=memory,
        lexicon=Lexicon([Entry(arabic="توكاييف", english="Tokaev", own=True)]),
    )
    assert second.asked == [["زار Tokaev المدينة"]]


def test_the_finding_stands_at_a_remembered_translation_too() -> None:
    memory = TranslationMemory(None)
    engine = ScriptedEngine(lambda text, _: said("Toqayev came"))
    for _ in range(2):
        assert codes(run_with_names(engine, "جاء توكاييف", memory=memory)) == [("name.not_honoured", 0)]
    assert len(engine.asked) == 1
