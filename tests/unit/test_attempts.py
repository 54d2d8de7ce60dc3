"""What is tried until a translation keeps the numbers and the names of its source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.attempts import Order, Outcome, translate_orders
from summarizer.engines import Decoding
from summarizer.lexicon import Entry, Lexicon
from summarizer.normalize import normalize
from summarizer.types import Generation
from tests.engines import Answer, ScriptedEngine, said

NAMES = Lexicon([Entry(arabic="توكاييف", english="Tokayev", own=True), Entry(arabic="كندا", english="Canada")])
KAZAKH = "الوزير الكازاخستاني"
LOOP = "the war the war the war the war the war the war the war the war"


def order(arabic: str, *, copies: bool = True) -> Order:
    return Order(source=normalize(arabic).text, lexicon=NAMES, copies=copies)


def run(answer: Answer, arabic: str, *, copies: bool = True, beam: int = 4) -> tuple[Outcome, ScriptedEngine]:
    engine = ScriptedEngine(answer)
    engine.card = replace(engine.card, copies_latin=copies)
    (outcome,) = translate_orders([order(arabic, copies=copies)], engine, Decoding(beam_size=beam))
    return outcome, engine


def proposals(*texts: str) -> tuple[Generation, ...]:
    return tuple(said(text) for text in texts)


@pytest.mark.parametrize(
    ("arabic", "proposed", "chosen"),
    [
        ("قتل 12 شخصا", ("12 were killed", "Killed: 12"), "12 were killed"),  # the likeliest of the faithful
        ("قتل 12 شخصا", ("21 were killed", "Many died", "12 died"), "12 died"),
        ("قتل 12 شخصا يوم الأحد", ("12 were killed", "12 died on Sunday"), "12 died on Sunday"),
        ("قتل 12 شخصا", ("12 of 30 were killed", "12 died"), "12 died"),  # nor may one be added
        ("زار توكاييف كندا", ("He went to Canada", "Tokayev went to Canada"), "Tokayev went to Canada"),
        ("زار توكاييف 12 مدينة", ("Tokayev saw cities", "He saw 12 cities"), "He saw 12 cities"),  # numbers first
        (
            "قال الوزير الكازاخستاني",
            ("The Pakistani said", "The Kazakh said"),
            "The Kazakh said",
        ),  # no country is added
        ("قتل 12 في كندا", ("12 died in Mali", "13 died in Canada"), "12 died in Mali"),  # numbers first
        ("قتل 12 شخصا", ("21 were killed", "13 were killed"), "21 were killed"),  # none is better: the likeliest
        ("قتل 12 شخصا", ("21 were killed", LOOP + " 12"), "21 were killed"),
        ("قتل 12 شخصا", ("21 were killed", "..."), "21 were killed"),
        ("انتهت الحرب", (LOOP, "The war is over"), "The war is over"),
    ],
)
def test_the_likeliest_that_loses_least_is_taken(arabic: str, proposed: tuple[str, ...], chosen: str) -> None:
    outcome, _ = run(lambda text, _: proposals(*proposed), arabic)
    assert (outcome.english, outcome.doubts) == (chosen, ())


def test_an_unfinished_proposal_is_passed_over() -> None:
    outcome, engine = run(lambda text, _: (said("12", stopped="length"), said("12 died")), "قتل 12 شخصا")
    assert (outcome.english, outcome.doubts) == ("12 died", ())
    assert len(engine.asked) == 1


def test_what_loses_nothing_is_searched_once() -> None:
    _, engine = run(lambda text, _: proposals("12 were killed", "21 were killed"), "قتل 12 شخصا")
    assert len(engine.asked) == 1


def test_numbers_go_in_as_english_from_the_start() -> None:
    outcome, engine = run(lambda text, _: said("15 years" if "15" in text else "Five years"), "خمسة عشر عاما")
    assert engine.asked == [["15 عاما"]]
    assert outcome.english == "15 years"


def test_a_lost_number_is_searched_for_with_a_wider_beam() -> None:
    beams: list[int | None] = []

    def answer(text: str, decoding: Decoding) -> Generation:
        beams.append(decoding.beam_size)
        return said("12 died" if decoding.beam_size == 12 else "21 died")

    outcome, _ = run(answer, "قتل 12 شخصا")
    assert (outcome.english, beams) == ("12 died", [4, 12])


def test_a_lost_number_is_asked_for_with_nothing_put_in_but_the_users_names() -> None:
    def answer(text: str, _: Decoding) -> Generation:
        return said("Tokayev saw 21 towns of Canada" if "Canada" in text else "Tokayev saw 12 towns of Canada")

    outcome, engine = run(answer, "زار توكاييف 12 مدينة في كندا")
    assert engine.asked == [["زار Tokayev 12 مدينة في Canada"], ["زار Tokayev 12 مدينة في كندا"]]
    assert outcome.english == "Tokayev saw 12 towns of Canada"


@pytest.mark.parametrize(("lost", "tried"), [("جاء توكاييف", [4, 4, 12]), ("جاء إلى كندا", [4, 4])])
def test_of_lost_names_only_the_users_own_are_searched_for_with_a_wider_beam(lost: str, tried: list[int]) -> None:
    beams: list[int | None] = []

    def answer(text: str, decoding: Decoding) -> Generation:
        beams.append(decoding.beam_size)
        return said("He came")

    run(answer, lost)
    assert beams == tried


def test_of_two_searches_that_lose_as_much_the_first_stands() -> None:
    outcome, _ = run(lambda text, d: said(f"{d.beam_size} died"), "قتل 30 شخصا")
    assert outcome.english == "4 died"


def test_a_retry_in_arabic_stands_only_if_it_loses_no_number() -> None:
    def answer(text: str, _: Decoding) -> Generation:
        return said("He met 12 men" if "Tokayev" in text else "Toqayev met 21 men")

    outcome, engine = run(answer, "التقى توكاييف 12 رجلا")
    assert engine.asked[1] == ["التقى توكاييف 12 رجلا"]
    assert outcome.english == "He met 12 men"


def test_where_a_country_is_mistaken_its_people_go_in_as_english() -> None:
    outcome, engine = run(lambda text, _: said("Kazakh minister" if "Kazakh" in text else "Pakistani minister"), KAZAKH)
    assert engine.asked == [[KAZAKH], ["الوزير Kazakh"]]
    assert outcome.english == "Kazakh minister"


@pytest.mark.parametrize(
    ("arabic", "english", "copies"),
    [
        (KAZAKH, "Kazakh minister", True),  # as it is to be
        ("الوزير وصل", "Pakistani minister", True),  # there is nothing to put in
        (KAZAKH, "Pakistani minister", False),
    ],
)
def test_no_people_goes_in_for_nothing(arabic: str, english: str, copies: bool) -> None:
    outcome, engine = run(lambda text, _: said(english), arabic, copies=copies)
    assert engine.asked == [[arabic]]
    assert outcome.english == english


def test_a_retry_with_a_people_stands_only_if_it_is_truer() -> None:
    outcome, _ = run(
        lambda text, _: said("Kazakh minister" if "Kazakh" in text else "12 Pakistani ministers"),
        "12 وزيرا كازاخستانيا",
    )
    assert outcome.english == "12 Pakistani ministers"


def test_a_model_that_does_not_copy_is_not_asked_again_for_names() -> None:
    outcome, engine = run(lambda text, _: said("Toqayev came"), "جاء توكاييف", copies=False)
    assert (outcome.english, len(engine.asked)) == ("Toqayev came", 1)


def test_the_pieces_of_a_long_sentence_are_chosen_together() -> None:
    def answer(text: str, _: Decoding) -> tuple[Generation, ...]:
        number = "12" if "12" in text else "40"
        return proposals("None", f"There were {number}")

    engine = ScriptedEngine(answer, max_input_tokens=6)
    asked = order("قال الوزير إن 12 رجلا قتلوا، وأضاف أن 40 رجلا آخرين جرحوا")
    (outcome,) = translate_orders([asked], engine, Decoding(beam_size=4))
    assert outcome.english is not None
    assert outcome.english.split().count("12") == outcome.english.split().count("40") == 1


def test_every_order_has_its_outcome() -> None:
    engine = ScriptedEngine(lambda text, _: said(text))
    orders = [order(f"قتل {n} شخصا") for n in range(3, 9)]
    assert [o.english for o in translate_orders(orders, engine, Decoding())] == [o.source for o in orders]
    assert translate_orders([], engine, Decoding()) == []
