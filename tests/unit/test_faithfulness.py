"""What was kept, lost and added, on texts where it can be told by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from summarizer.cli import app
from summarizer.errors import OptionsError
from summarizer.evaluation.faithfulness import ASPECTS, Rendering, Tally, add_reports, report_document
from summarizer.evaluation.renderings import pair_files, read_briefing, read_renderings
from summarizer.evaluation.rows import to_document
from summarizer.lexicon import Entry, Lexicon

LEXICON = Lexicon(
    [
        Entry(arabic="روسيا", english="Russia"),
        Entry(arabic="كييف", english="Kyiv"),
        Entry(arabic="كييف", english="Kiev"),
        Entry(arabic="توكاييف", english="Tokayev"),
    ]
)
Found = tuple[int, list[str], list[str]]


def tallies(*pairs: tuple[str, str | None] | None, **given: Any) -> tuple[Tally, ...]:
    return report_document(Rendering(name="d", pairs=pairs, **given), LEXICON).translation


def found(tally: Tally) -> Found:
    return tally.kept, [slip.said for slip in tally.lost], [slip.said for slip in tally.added]


@pytest.mark.parametrize(
    ("aspect", "arabic", "english", "expected"),
    [
        ("numbers", "وصل 98 ألف شخص.", "98,000 people arrived.", (1, [], [])),
        ("numbers", "وصل 98 ألف شخص.", "98 people arrived.", (0, ["98,000"], ["98"])),
        ("numbers", "وصل 47 شخصا في 12 سيارة.", "47 people arrived by car.", (1, ["12"], [])),
        ("names", "قالت روسيا إن كييف وافقت.", "Russia said that Kiev agreed.", (2, [], [])),
        ("names", "قالت روسيا ذلك.", "The Russian government said so.", (1, [], [])),
        ("names", "قال توكاييف ذلك.", "Tokaev said so.", (1, [], [])),
        ("names", "قال لتوكاييف ذلك.", "He said so to Tokaev.", (1, [], [])),
        ("names", "قالت روسيا إن كييف وافقت.", "It said that it had agreed.", (0, ["Russia", "Kyiv"], [])),
        ("names", "قالت روسيا ذلك.", "Russia and Kenya said so.", (1, [], ["Kenya"])),
        ("negations", "لن تغلق الحدود.", "The border will not be closed.", (1, [], [])),
        ("negations", "لن تغلق الحدود.", "The border will be closed.", (0, ["لن تغلق"], [])),
        ("negations", "أغلقت الحدود.", "The border was closed.", (0, [], [])),
        ("quotations", "قال «لن نتراجع» وخرج.", 'He said "we will not retreat" and left.', (1, [], [])),
        ("quotations", "قال «لن نتراجع» وخرج.", "He said they would not retreat and left.", (0, ["لن نتراجع"], [])),
        ("quotations", "قال إنه لن يتراجع (أمس).", 'He said he "would not retreat".', (0, [], ["would not retreat"])),
        ("sentences", "قال الوزير إن الحدود مغلقة.", "The minister said the border was closed.", (1, [], [])),
        ("sentences", "عاد الوفد إلى العاصمة.", None, (0, ["عاد الوفد إلى العاصمة."], [])),
    ],
)
def test_one_pair(aspect: str, arabic: str, english: str | None, expected: Found) -> None:
    tally = next(tally for tally in tallies((arabic, english)) if tally.aspect == aspect)
    assert found(tally) == expected


def test_half_a_sentence_is_lost_and_a_loop_is_added() -> None:
    arabic = "قال وزير الداخلية في مؤتمر صحفي عقده صباح اليوم في العاصمة إن السلطات فتحت جميع المعابر أمام المسافرين."
    loop = "the war " * 20
    whole = tallies((arabic, "He spoke."), (arabic, loop))[-1]
    assert whole.kept == 0
    assert [slip.where for slip in whole.lost] == [0]
    assert [slip.where for slip in whole.added] == [1]


def test_places_are_those_of_the_document_and_what_is_not_compared_is_passed_over() -> None:
    numbers = tallies(None, ("وصل 47 شخصا.", "47 came."), ("وصل 12 شخصا.", "Some came."))[0]
    assert (numbers.kept, [(slip.where, slip.said) for slip in numbers.lost]) == (1, [(2, "12")])


def test_a_summary_is_compared_with_its_article() -> None:
    document = to_document("قتل 12 شخصا في انفجار هز العاصمة أمس. ولم تعلن أي جهة مسؤوليتها عن الانفجار.")
    said = ("قتل 20 شخصا في انفجار هز العاصمة.", "قتل 12 شخصا في انفجار هز العاصمة.")
    report = report_document(Rendering(name="d", pairs=(), document=document, summary=said), LEXICON)
    numbers = report.summary[0]
    assert found(numbers) == (1, [], ["20"])
    assert numbers.added[0].where == 0
    assert report.summary[-1].kept == 2


def test_totals_add_up() -> None:
    one = report_document(Rendering(name="a", pairs=(("وصل 47 شخصا.", "47 came."),)), LEXICON)
    two = report_document(Rendering(name="b", pairs=(("وصل 12 شخصا.", "Some came."),)), LEXICON)
    translations, summaries = add_reports([one, two])
    assert [tally.aspect for tally in translations] == list(ASPECTS)
    assert found(translations[0]) == (1, ["12"], [])
    assert summaries == ()


def write_rows(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_json_lines_hold_texts_or_sentences(tmp_path: Path) -> None:
    path = write_rows(
        tmp_path / "rows.jsonl",
        {"source": "وصل 47 شخصا.", "hypothesis": "47 came."},
        {"id": "x", "source": ["نعم.", "لا."], "hypothesis": ["Yes.", None], "summary": "نعم. لا."},
    )
    first, second = read_renderings(path)
    assert (first.name, first.pairs, first.summary) == ("line 1", (("وصل 47 شخصا.", "47 came."),), ())
    assert (second.name, second.pairs, second.summary) == ("x", (("نعم.", "Yes."), ("لا.", None)), ("نعم.", "لا."))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"source": "نعم"}, "eval.rows"),
        ({"source": ["نعم", 3], "hypothesis": ["Yes", "No"]}, "eval.rows"),
        ({"source": ["نعم", "لا"], "hypothesis": ["Yes"]}, "eval.lengths"),
        ({"source": [], "hypothesis": []}, "eval.lengths"),
    ],
)
def test_rows_that_cannot_be_read_are_refused(row: dict[str, object], code: str, tmp_path: Path) -> None:
    with pytest.raises(OptionsError) as caught:
        read_renderings(write_rows(tmp_path / "rows.jsonl", row))
    assert caught.value.code == code


def test_files_are_a_document_on_each_line(tmp_path: Path) -> None:
    (tmp_path / "ar").write_text("نعم\nلا\n", encoding="utf-8")
    (tmp_path / "en").write_text("Yes\nNo\n", encoding="utf-8")
    given = pair_files(tmp_path / "ar", tmp_path / "en")
    assert [(one.name, one.pairs) for one in given] == [("line 1", (("نعم", "Yes"),)), ("line 2", (("لا", "No"),))]


@pytest.fixture
def briefing(tmp_path: Path, seeds: tuple[Path, ...]) -> Path:
    """A briefing by the engine that only echoes: all numbers and no names are in its English."""
    run = CliRunner().invoke(
        app, ["brief", str(seeds[3]), "--engine", "echo", "--format", "jsonl", "--to", str(tmp_path / "b")]
    )
    assert run.exit_code == 0, run.output
    return tmp_path / "b"


def test_a_briefing_is_read_from_its_records(briefing: Path) -> None:
    (article,) = read_briefing(briefing)
    assert article.name.startswith("003_")
    assert article.document is not None
    assert len(article.pairs) == len(article.document.sentences)
    assert len(article.summary) == 3
    skipped = [
        sentence.role for sentence, pair in zip(article.document.sentences, article.pairs, strict=True) if not pair
    ]
    assert "body" not in skipped


def test_the_command_says_the_same_as_a_table_and_as_json(briefing: Path) -> None:
    given = ["eval", "faithfulness", "--briefing", str(briefing)]
    table = CliRunner().invoke(app, given)
    record = json.loads(CliRunner().invoke(app, [*given, "--json"]).stdout)
    assert table.exit_code == 0
    total = record["total"]["translation"]["numbers"]
    assert f"{total['kept']}/{total['lost']}/{total['added']}" in table.stdout.splitlines()[-2]
    assert len(record["documents"][0]["translation"]["numbers"]["lost"]) == total["lost"]
    assert record["total"]["summary"]["sentences"] == {"kept": 3, "lost": 0, "added": 0}


def test_the_command_says_what_is_missing() -> None:
    result = CliRunner().invoke(app, ["eval", "faithfulness", "--source", "x"])
    assert result.exit_code == 2
    assert "Give --briefing" in result.stderr
