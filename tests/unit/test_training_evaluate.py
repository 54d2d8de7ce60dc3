"""What the evaluation counts, on texts whose figures can be told by hand; no weights."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarizer.agreement import find_unmatched
from summarizer.engines import Decoding, load_engine
from summarizer.evaluation.small_sets import read_translations
from summarizer.lexicon import Entry, Lexicon
from summarizer.normalize import normalize
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.numerals_english import find_numbers_english
from training.evaluate import find_mistakes, measure, show_examples, show_figures, translate_lines
from training.evaluation_sets import NUMBER_SET, ROOT, SEED_NAMES, EvaluationSet, read_seeds
from training.measures import (
    NumberCase,
    count_faults,
    count_names,
    count_number_set,
    count_numbers,
    find_entries,
    find_names,
    read_names,
    read_number_set,
    score_texts,
)

NAMES = Lexicon(
    [
        Entry(arabic="كازاخستان", english="Kazakhstan"),
        Entry(arabic="كييف", english="Kyiv"),
        Entry(arabic="كييف", english="Kiev"),
    ]
)


@pytest.mark.parametrize(
    ("arabic", "english", "figures"),
    [
        ("دخل 98 ألف مواطن في 21 سبتمبر", "98,000 entered on 21 September", {"numbers": 3, "kept": 1, "added": 0}),
        ("دخل 98 ألف مواطن", "98 thousand citizens entered", {"numbers": 1, "kept": 1, "added": 0}),
        ("دخل 98 ألف مواطن", "98 citizens entered", {"numbers": 1, "kept": 0, "added": 1}),
        ("دخل 12 رجلا و34 امرأة", "12 men entered", {"numbers": 2, "kept": 0.5, "added": 0}),
        ("دخل 12 رجلا", "", {"numbers": 1, "kept": 0, "added": 0}),
        ("دخل رجل", "a man entered", {"numbers": 0, "kept": 0, "added": 0}),
    ],
)
def test_numbers_of_the_source_are_looked_for_by_value(arabic: str, english: str, figures: dict[str, float]) -> None:
    assert count_numbers([arabic], [english]) == figures


def test_a_number_case_is_right_when_nothing_is_missing_and_nothing_added() -> None:
    case = NumberCase(about="digits", arabic="قتل 12 وأصيب 34", numbers="12; 34")
    said = ["12 died, 34 were hurt", "34 were hurt", "12 died, 34 were hurt, 56 fled"]
    figures = count_number_set([case] * 3, said)
    assert figures == {"numbers": 6, "kept": 0.8333, "added": 0.1667, "sentences_right": 0.3333}


def test_names_are_found_behind_clitics_and_kept_in_any_form() -> None:
    wanted = find_names(["وصل إلى كييف", "غادر لكازاخستان وكييف", "غادر"], NAMES)
    assert wanted == [(("Kyiv", "Kiev"),), (("Kazakhstan",), ("Kyiv", "Kiev")), ()]
    assert count_names(wanted, ["came to Kiev", "left for KAZAKHSTAN's Kyivian", "Kyiv"]) == {
        "names": 3,
        "kept": 0.6667,
    }


def test_a_name_counts_only_if_the_reference_has_it_as_a_name() -> None:
    sources = ["زار كييف", "زار كييف", "زار كييف"]
    references = ["He visited Kiev.", "He visited the city.", "He ate chicken kiev."]
    found = find_entries(sources, references, NAMES)
    assert [[entry.english for entry in entries] for entries in found] == [["Kiev"], [], []]


def test_faults_are_loops_and_sentences_without_words() -> None:
    pairs = [
        ("قال الوزير", "the minister said"),
        ("قال الوزير", "he said that he said that he said that he said that"),
        ("قال الوزير", None),
        ("قال الوزير", " . "),
        ("***", "***"),
    ]
    assert count_faults(pairs) == {"sentences": 5, "loops": 0.2, "empty": 0.4}


def test_scores_come_with_their_signatures_and_intervals() -> None:
    references = [f"the cat number {i} sat on the mat" for i in range(20)]
    scores, signatures = score_texts(references, references)
    assert scores == {
        "BLEU": {"score": 100, "ci95": 0},
        "chrF": {"score": 100, "ci95": 0},
        "TER": {"score": 0},
    }
    assert "tok:13a" in signatures["BLEU"]
    assert "bs:1000" in signatures["BLEU"]
    assert "nc:6" in signatures["chrF"]
    worse, _ = score_texts([line.replace("cat", "dog") if "1" in line else line for line in references], references)
    assert 0 < worse["BLEU"]["score"] < 100
    assert worse["BLEU"]["ci95"] > 0


def test_lines_are_cut_into_sentences_and_joined_again() -> None:
    engine = load_engine("echo")
    done = translate_lines(["وصل الوفد أمس. غادر اليوم.", "انتهى"], engine, Decoding())
    assert done.lines == ("<3> <5> <4> <4> <6>", "<5>")  # echo gives the length of each word
    assert [arabic for arabic, _ in done.pairs] == ["وصل الوفد أمس.", "غادر اليوم.", "انتهى"]
    assert done.tokens == 6


def test_the_figures_are_shown_one_line_for_each_set_and_system() -> None:
    test_set = EvaluationSet(name="news_dev", sources=("دخل 12 رجلا",), references=("12 men entered",), names=((),))
    rows = measure(test_set, ["12 men entered"])
    shown = show_figures({"news_dev": {"greedy": rows}, "flores_dev": {"peers": {"Argos": rows}}})
    assert [line.split()[:2] for line in shown.splitlines()] == [["news_dev", "greedy"], ["flores_dev", "Argos"]]
    assert "chrF 100.00" in shown


def test_the_worst_examples_come_first() -> None:
    references = tuple(f"sentence number {i} of the set" for i in range(30))
    said = ["nothing like it" if i == 17 else text for i, text in enumerate(references)]
    page = show_examples(EvaluationSet(name="x", sources=references, references=references), said)
    assert page.index("**nothing like it**") < page.index("## x, at random")
    assert page.count("chrF") == 20


def test_mistakes_are_the_sentences_furthest_from_their_reference() -> None:
    rows = read_translations()
    said = [english if i != 7 else "none" for i, (_, english) in enumerate(rows)]
    assert find_mistakes(said)[0] == {"arabic": rows[7][0], "english": rows[7][1], "said": "none"}


def test_the_number_set_says_what_its_arabic_says() -> None:
    cases = read_number_set(NUMBER_SET)
    assert len(cases) >= 100
    assert len({case.arabic for case in cases}) == len(cases)
    for case in cases:
        arabic, english = find_numbers_arabic(case.arabic), find_numbers_english(case.numbers)
        assert english, case
        assert find_unmatched(arabic, english) == find_unmatched(english, arabic) == (), case


def test_the_figures_of_the_documented_file_stand_in_the_file() -> None:
    page = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    figures = json.loads((ROOT / "training" / "results" / "leg-4.json").read_text(encoding="utf-8"))["figures"]
    for name, figure in figures["number_set"]["beam 4"].items():
        assert json.dumps({name: figure})[1:-1] in page


def test_every_name_of_the_seeds_table_stands_in_the_seeds(seeds: tuple[Path, ...]) -> None:
    lexicon, text = read_names(SEED_NAMES), "\n".join(path.read_text(encoding="utf-8") for path in seeds)
    lines = [normalize(line).text for line in text.splitlines()]
    found = {match.entry.arabic for line in lines for match in lexicon.find(line)}
    assert found == {entry.arabic for entry in lexicon.entries}
    seeds_set = read_seeds()
    assert sum(map(len, seeds_set.names)) > 100
    assert {entry.english for entry in seeds_set.glossary if entry.arabic == "كييف"} == {"Kyiv"}  # the best form
