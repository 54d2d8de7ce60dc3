"""``mujaz eval`` from its files to its tables, where no model is needed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from summarizer.cli import app
from summarizer.evaluation.small_sets import read_split_cases, read_story_articles, read_summaries


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
        ("stories", {"text": "نعم"}),
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
