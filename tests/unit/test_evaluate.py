"""Scores: known texts have known scores, and what is not one to one is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sacrebleu
from typer.testing import CliRunner

from summarizer.cli import app
from summarizer.errors import OptionsError
from summarizer.evaluation.small_sets import read_translations
from summarizer.evaluation.summaries import score_summaries
from summarizer.evaluation.translations import compare_translations, score_translations
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.numerals_english import find_numbers_english

ROWS = read_translations()
ARABIC, ENGLISH = [row[0] for row in ROWS], [row[1] for row in ROWS]


def test_the_scores_are_those_of_sacrebleu() -> None:
    said = [english.replace("people", "persons") for english in ENGLISH]
    report = score_translations(said, ENGLISH)
    assert report.value("BLEU") == round(sacrebleu.corpus_bleu(said, [ENGLISH]).score, 2)
    assert report.value("chrF") == round(sacrebleu.corpus_chrf(said, [ENGLISH]).score, 2)
    assert report.value("TER") == round(sacrebleu.corpus_ter(said, [ENGLISH]).score, 2)
    assert "tok:13a" in dict(report.signatures)["BLEU"]


@pytest.mark.parametrize(("arabic", "english"), ROWS)
def test_the_references_of_the_small_set_keep_every_number(arabic: str, english: str) -> None:
    report = score_translations([english], [english], sources=[arabic])
    assert (report.value("numbers kept"), report.value("numbers added")) == (1.0, 0.0) or not firm(arabic, english)


def firm(arabic: str, english: str) -> bool:
    return any(n.firm for n in (*find_numbers_arabic(arabic), *find_numbers_english(english)))


def test_a_lost_number_a_loop_and_an_empty_line_are_counted() -> None:
    said = ["Some people came.", "the war the war the war the war the war the war", ""]
    sources = ["وصل 47 شخصا.", "انتهت الحرب.", "عاد الوفد."]
    report = score_translations(said, ["47 people came.", "The war ended.", "The team returned."], sources=sources)
    assert report.value("numbers kept") == 0.0
    assert report.value("loops") == pytest.approx(1 / 3, abs=1e-4)
    assert report.value("empty") == pytest.approx(1 / 3, abs=1e-4)


def test_a_better_system_is_told_from_an_equal_one() -> None:
    worse = [english.replace("people", "persons").replace("was", "is") for english in ENGLISH]
    better = {found.metric: found for found in compare_translations(worse, ENGLISH, ENGLISH)}
    same = {found.metric: found for found in compare_translations(worse, worse, ENGLISH)}
    assert better["BLEU"].second > better["BLEU"].first
    assert better["BLEU"].p_bootstrap < 0.05
    assert better["BLEU"].p_randomization < 0.05
    assert same["BLEU"].p_randomization == same["BLEU"].p_bootstrap == 1.0


@pytest.mark.parametrize("index", [0, 64, 128])
def test_one_changed_sentence_of_129_is_no_better_system(index: int) -> None:
    worse = [english if at != index else f"{english} indeed" for at, english in enumerate(ENGLISH)]
    found = {one.metric: one for one in compare_translations(worse, ENGLISH, ENGLISH)}
    assert found.keys() == {"BLEU", "chrF"}
    for one in found.values():
        assert one.first < one.second
        assert one.p_randomization == 1.0  # swapped or not, the difference is as large
        # A sample holds the sentence as often as a Poisson variable of mean 1 says. Never (0.368) is a tie, thrice and
        # more (0.080) differs by more, twice (0.184) by about as much.
        assert 0.42 < one.p_bootstrap < 0.66
        assert "bs:1000|ar:10000" in one.signature


def test_what_a_summary_has_from_nowhere_is_counted() -> None:
    article = "قتل 12 شخصا في انفجار هز العاصمة أمس."
    faithful = score_summaries(["قتل 12 شخصا في انفجار"], ["قتل 12 شخصا"], sources=[article])
    invented = score_summaries(["قتل 20 شخصا في حريق"], ["قتل 12 شخصا"], sources=[article])
    assert (faithful.value("novel 1-grams"), faithful.value("numbers unsupported")) == (0.0, 0.0)
    assert invented.value("novel 1-grams") == 0.4
    assert invented.value("numbers unsupported") == 1.0
    assert faithful.value("rouge1") > invented.value("rouge1")


def test_texts_that_are_not_one_to_one_are_refused() -> None:
    with pytest.raises(OptionsError) as caught:
        score_translations(["one"], ["one", "two"])
    assert caught.value.code == "eval.lengths"
    with pytest.raises(OptionsError):
        score_summaries([], [])


def test_comet_says_what_it_lacks() -> None:
    with pytest.raises(OptionsError) as caught:
        score_translations(["one"], ["one"], comet="wmt22-comet-da")
    assert caught.value.code == "eval.comet"
    assert "--source" in caught.value.hint


def write_lines(path: Path, lines: list[str]) -> str:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(path)


def test_the_command_prints_a_table_and_json(tmp_path: Path) -> None:
    said = write_lines(tmp_path / "said", [english.replace("people", "persons") for english in ENGLISH])
    wanted = write_lines(tmp_path / "wanted", ENGLISH)
    arabic = write_lines(tmp_path / "arabic", ARABIC)
    given = ["eval", "translate", "--hypothesis", said, "--reference", wanted, "--source", arabic, "--compare", wanted]
    table = CliRunner().invoke(app, given)
    record = json.loads(CliRunner().invoke(app, [*given, "--json"]).stdout)
    assert table.exit_code == 0
    assert "BLEU" in table.stdout
    assert "by chance: p =" in table.stdout
    assert "numbers kept" in table.stdout
    assert {score["name"] for score in record["scores"]} >= {"BLEU", "chrF", "TER", "numbers kept", "loops"}
    assert [found["second"] for found in record["comparisons"]] == [100.0, 100.0, 100.0]


def test_the_command_scores_summaries(tmp_path: Path) -> None:
    said, wanted = write_lines(tmp_path / "said", ARABIC[:5]), write_lines(tmp_path / "wanted", ARABIC[:5])
    result = CliRunner().invoke(app, ["eval", "summarize", "--hypothesis", said, "--reference", wanted, "--json"])
    assert [score["value"] for score in json.loads(result.stdout)["scores"]] == [100.0, 100.0, 100.0]


@pytest.mark.parametrize("given", [["--source", "x"], ["--reference", "x"]])
def test_the_command_says_what_is_missing(given: list[str], tmp_path: Path) -> None:
    write_lines(tmp_path / "x", ["one"])
    result = CliRunner().invoke(app, ["eval", "translate", given[0], str(tmp_path / given[1])])
    assert result.exit_code == 2
    assert "Give --" in result.stderr
