"""``mujaz eval`` from its files to its tables, where no model is needed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from summarizer import eval_command
from summarizer.cli import app
from summarizer.evaluation.small_sets import read_split_cases, read_story_articles, read_summaries
from summarizer.pipeline import Pipeline


def run(*given: object) -> Any:
    return CliRunner().invoke(app, ["eval", *map(str, given)])


def record_of(*given: object) -> Any:
    result = run(*given, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def write_rows(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("stage", "texts", "name", "least"),
    [
        ("split", 337, "boundaries", 0.99),
        ("clean", 439, "lines", 0.99),
        ("figures", 154, "figures", 0.98),
        ("stories", 46, "pairs", 0.98),
    ],
)
def test_without_files_the_small_set_is_scored(stage: str, texts: int, name: str, least: float) -> None:
    record = record_of(stage)
    count = next(count for count in record["counts"] if count["name"] == name)
    assert record["texts"] == texts
    assert count["f1"] >= least
    assert 0 < count["right"] <= count["wanted"]
    table = run(stage).stdout
    assert "precision" in table
    assert f"{count['f1']:9.1%}" in next(line for line in table.splitlines() if line.startswith(name))


def test_own_rows_are_scored_and_compared(tmp_path: Path) -> None:
    rows = read_split_cases()[:40]
    unsplit = [{"text": row["text"], "sentences": [row["text"]]} for row in rows]
    gold, other = write_rows(tmp_path / "gold.jsonl", rows), write_rows(tmp_path / "other.jsonl", unsplit)
    record = record_of("split", "--input", gold, "--compare", other)
    (found,) = record["comparisons"]
    assert record["texts"] == 40
    assert (found["metric"], found["second"]) == ("boundaries F1", 0.0)
    assert max(found["p_bootstrap"], found["p_randomization"]) < 0.01
    assert "by chance: p =" in run("split", "--input", gold, "--compare", other).stdout


def test_own_articles_are_grouped(tmp_path: Path) -> None:
    rows = [{"text": row["text"], "title": row["title"], "event": row["event"]} for row in read_story_articles()[:7]]
    record = record_of("stories", "--input", write_rows(tmp_path / "a.jsonl", rows))
    assert record["texts"] == 7
    assert record["counts"][0]["wanted"] == 6 + 3


@pytest.mark.parametrize(
    ("stage", "row"),
    [
        ("split", {"text": "نعم"}),
        ("split", {"text": "نعم", "sentences": "نعم"}),
        ("clean", {"text": "نعم", "roles": [3]}),
        ("figures", {"text": "نعم", "figures": [3], "dates": [], "speakers": []}),
        ("figures", {"text": "نعم", "figures": [{"value": [3]}], "dates": [], "speakers": []}),
        ("figures", {"text": "نعم", "figures": [{"value": "12"}], "dates": [], "speakers": []}),
        ("figures", {"text": "نعم", "figures": [], "dates": [], "speakers": [{"speaker": 3}]}),
        ("figures", {"text": "نعم", "figures": [], "dates": [], "speakers": [], "published": "31-12-2024"}),
        ("stories", {"text": "نعم"}),
        ("stories", {"text": "نعم", "event": "a", "published": "31-12-2024"}),
        ("stories", {"text": "نعم", "event": "a", "published": "2024/12/31"}),
        ("translate", {"source": "نعم", "hypothesis": "yes"}),
    ],
)
def test_a_row_that_is_not_as_it_must_be_is_named(stage: str, row: dict[str, object], tmp_path: Path) -> None:
    result = run(stage, "--input", write_rows(tmp_path / "rows.jsonl", [row]))
    assert result.exit_code == 2
    assert "line 1 has no good" in result.stderr
    assert "[eval.rows]" in result.stderr


@pytest.mark.parametrize("text", ["{", "[]", "3", ""])
def test_what_is_no_json_line_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(text, encoding="utf-8")
    result = run("split", "--input", tmp_path / "rows.jsonl")
    assert (result.exit_code, "[eval.rows]" in result.stderr) == (2, True)


def test_one_file_of_json_lines_is_as_good_as_three_of_text(tmp_path: Path) -> None:
    rows = [
        {"source": "وصل 47 شخصا.", "hypothesis": "47 people came.", "reference": "47 people arrived."},
        {"source": "عاد الوفد.", "hypothesis": "The team is back.", "reference": "The delegation returned."},
    ]
    files = []
    for name in ("source", "hypothesis", "reference"):
        path = tmp_path / name
        path.write_text("".join(f"{row[name]}\n" for row in rows), encoding="utf-8")
        files += [f"--{name}", path]
    one = write_rows(tmp_path / "rows.jsonl", rows)
    assert record_of("translate", "--input", one) == record_of("translate", *files)
    assert record_of("translate", "--input", one, "--compare", one)["comparisons"][0]["p_bootstrap"] == 1.0
    assert run("translate", "--input", one, *files).exit_code == 2


def test_lines_are_cut_into_sentences_before_they_are_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Listening(Pipeline):
        def translate(self, sentences: Any, **given: Any) -> Any:
            asked.extend(sentences)
            return super().translate(sentences, **given)

    monkeypatch.setattr(eval_command, "load_pipeline", lambda options, screen: Listening(options))
    source, reference = write_lines(tmp_path / "s", ["وصل الوفد أمس. غادر اليوم.", "انتهى"]), tmp_path / "r"
    write_lines(reference, ["<3> <5> <4> <4> <6>", "<5>"])  # what echo says: the length of each word
    given = ("translate", "--source", source, "--reference", reference, "--engine", "echo")
    assert {score["name"]: score["value"] for score in record_of(*given)["scores"]}["TER"] == 0
    assert asked == ["وصل الوفد أمس.", "غادر اليوم.", "انتهى"]


@pytest.mark.parametrize("stage", ["translate", "summarize"])
@pytest.mark.parametrize("empty", ["hypothesis", "source", "compare"])
def test_an_empty_file_is_refused_before_anything_is_made_here(
    stage: str, empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eval_command, "load_pipeline", never)
    monkeypatch.setattr(eval_command, "_summarize", never)
    lines = {"source": ["نعم."], "reference": ["Yes."], empty: []}
    files = [part for name, text in lines.items() for part in (f"--{name}", write_lines(tmp_path / name, text))]
    result = run(stage, *files)
    assert (result.exit_code, "[eval.lengths]" in result.stderr) == (2, True), result.output


def test_comet_is_asked_for_before_anything_is_translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eval_command, "load_pipeline", never)
    monkeypatch.setitem(sys.modules, "comet", None)
    result = run("translate", "--comet", "wmt22-comet-da")
    assert (result.exit_code, "[eval.comet]" in result.stderr) == (2, True), result.output


def never(*given: object) -> Any:
    raise AssertionError("nothing is to be made here")


def write_lines(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_share_of_nothing_is_none(tmp_path: Path) -> None:
    rows = [{"source": "عاد الوفد.", "hypothesis": "The delegation is back.", "reference": "The delegation returned."}]
    given = ("translate", "--input", write_rows(tmp_path / "rows.jsonl", rows))
    scores = {score["name"]: score["value"] for score in record_of(*given)["scores"]}
    assert (scores["numbers kept"], scores["numbers added"], scores["loops"]) == (None, None, 0.0)
    table = run(*given).stdout.splitlines()
    assert [line.split()[-1] for line in table if line.startswith("numbers")] == ["none", "none"]


def test_a_line_without_what_the_others_have_is_refused(tmp_path: Path) -> None:
    rows = [{"hypothesis": "a", "reference": "a"}, {"reference": "b"}]
    result = run("translate", "--input", write_rows(tmp_path / "rows.jsonl", rows))
    assert "some lines have a hypothesis" in result.stderr
    assert run("translate", "--input", write_rows(tmp_path / "rows.jsonl", rows[1:])).exit_code == 2


def test_summaries_are_made_here_where_none_are_given() -> None:
    one, three = (record_of("summarize", "--summary-sentences", count) for count in (1, 3))
    scores = [{score["name"]: score["value"] for score in record["scores"]} for record in (one, three)]
    assert one["texts"] == len(read_summaries()) == 16
    assert scores[0]["rouge1"] > 30
    assert scores[0]["novel 1-grams"] == scores[0]["names unsupported"] == scores[1]["numbers unsupported"] == 0


def test_summaries_of_two_systems_are_compared(tmp_path: Path) -> None:
    rows = read_summaries()
    good = write_rows(tmp_path / "good.jsonl", [{"hypothesis": row["reference"]} for row in rows])
    record = record_of("summarize", "--compare", good)
    assert [found["metric"] for found in record["comparisons"]] == ["rouge1", "rouge2", "rougeL"]
    assert all(found["second"] == 100 and found["p_randomization"] < 0.01 for found in record["comparisons"])


def test_an_invented_name_is_unsupported(tmp_path: Path) -> None:
    source = "قتل 12 شخصا في انفجار هز العاصمة بيروت أمس."
    rows = [
        {"source": source, "hypothesis": "قتل 12 شخصا في بيروت.", "reference": "قتل 12 شخصا."},
        {"source": source, "hypothesis": "قتل 12 شخصا في كوالالمبور.", "reference": "قتل 12 شخصا."},
    ]
    record = record_of("summarize", "--input", write_rows(tmp_path / "rows.jsonl", rows))
    scores = {score["name"]: score for score in record["scores"]}
    assert scores["names unsupported"]["value"] == 0.5
    assert scores["numbers unsupported"]["value"] == 0


def test_documents_given_twice_are_refused(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rows.jsonl", [{"source": "عاد الوفد.", "hypothesis": "The delegation is back."}])
    assert run("faithfulness", "--input", rows).exit_code == 0
    for given in (["--briefing", tmp_path], ["--source", rows], ["--hypothesis", rows]):
        result = run("faithfulness", "--input", rows, *given)
        assert (result.exit_code, "[options.value]" in result.stderr) == (2, True), result.output
