"""The records of stories and facts, their schema, and the table of figures."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator

import summarizer
from summarizer.earlier import read_earlier
from summarizer.fact_types import Figure, FigureChange, Scope
from summarizer.findings import make_finding
from summarizer.since import compare
from summarizer.stories import group
from summarizer.types import Brief, Changes, Failure, StoryChange
from summarizer.writers import WRITERS, write
from summarizer.writers.figures_csv import COLUMNS
from tests.factories import Line, hostile_brief, make_article, make_brief, news_brief
from tests.story_briefs import toll_brief, with_stories

SCHEMA = json.loads((Path(summarizer.__file__).parent / "assets/briefing.schema.json").read_text(encoding="utf-8"))


def hostile_figure(words: str, figure: Figure | None = None) -> Brief:
    """An article with the words in every field."""
    brief = hostile_brief(words)
    made = figure or Figure(
        where=0, start=0, end=1, arabic=words, kind="count", value=4, unit=words, english=words, counted=words
    )
    (article,) = brief.articles
    return replace(brief, articles=(replace(article, facts=replace(article.facts, figures=(made,))),))


BRIEFS = {
    "news": news_brief(),
    "stories": with_stories(news_brief()),
    "tolls": toll_brief(),
    "hostile": with_stories(hostile_figure("=1+1")),
}


def records(brief: Brief) -> list[dict[str, Any]]:
    content = "".join(dict(WRITERS["jsonl"].render(brief))["briefing.jsonl"])
    return [json.loads(line) for line in str(content).splitlines()]


def stories(brief: Brief) -> list[dict[str, Any]]:
    return [record for record in records(brief) if record["kind"] == "story"]


def table(brief: Brief) -> list[dict[str, str]]:
    content = "".join(dict(WRITERS["csv"].render(brief))["figures.csv"])
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline="")))


# --- records ------------------------------------------------------------------------------------------------------


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", BRIEFS)
def test_every_record_fits_the_schema_and_has_no_field_besides(name: str) -> None:
    validator = Draft202012Validator(SCHEMA)
    for record in records(BRIEFS[name]):
        assert [error.message for error in validator.iter_errors(record)] == []
        assert set(record) == set(SCHEMA["$defs"][record["kind"]]["properties"])


@pytest.mark.parametrize(
    "spoiled",
    [{"kind": "story"}, {"kind": "opinion"}, {}, {"kind": "article", "source": 3}, {"kind": "left_out", "source": "a"}],
)
def test_the_schema_refuses_what_is_no_record(spoiled: dict[str, object]) -> None:
    assert list(Draft202012Validator(SCHEMA).iter_errors(spoiled))


@pytest.mark.parametrize("change", [{"value": "98000"}, {"value": None}, {"low": 1}, {"where": {"sentence": 0}}])
def test_the_schema_refuses_a_figure_that_is_no_number_or_stands_nowhere(change: dict[str, object]) -> None:
    story = stories(toll_brief())[0]
    story["figures"][0] |= change
    assert list(Draft202012Validator(SCHEMA).iter_errors(story))


def test_what_is_doubted_of_the_whole_and_what_is_left_out_stands_at_the_end_in_order() -> None:
    doubts = [make_finding("name.spellings", "One name."), make_finding("name.harmonized", "Another name.")]
    aside = Failure(source="map.png", code="read.media", message="the file is a picture, and no article")
    brief = replace(BRIEFS["stories"], findings=tuple(doubts), failures=(*BRIEFS["stories"].failures, aside))
    made = records(brief)
    assert list(dict.fromkeys(record["kind"] for record in made)) == ["article", "story", "finding", "left_out"]
    assert [record for record in made if record["kind"] == "finding"] == [
        {"kind": "finding", "code": "name.spellings", "severity": "note", "message": "One name."},
        {"kind": "finding", "code": "name.harmonized", "severity": "note", "message": "Another name."},
    ]
    left_out = [record for record in made if record["kind"] == "left_out"]
    assert [(r["source"], r["code"], r["set_aside"]) for r in left_out] == [
        ("archive/scan.pdf", "read.unsupported", False),
        ("أرشيف/خبر قديم.txt", "read.empty", False),
        ("map.png", "read.media", True),
    ]
    assert left_out[-1]["message"] == aside.message


def test_articles_come_first_and_every_article_is_in_one_story() -> None:
    made = records(BRIEFS["stories"])
    kinds = [record["kind"] for record in made]
    assert kinds[: kinds.index("story")] == ["article"] * len(BRIEFS["stories"].articles)
    told = [name for record in made if record["kind"] == "story" for name in record["articles"]]
    assert sorted(told) == sorted(record["source"] for record in made if record["kind"] == "article")


def test_a_figure_is_a_json_number_with_the_sentence_that_gives_it() -> None:
    (story,) = stories(toll_brief())
    articles = {record["source"]: record for record in records(toll_brief()) if record["kind"] == "article"}
    numbers = {(figure["value"], figure["low"], figure["high"]) for figure in story["figures"]}
    assert {(98000, None, None), (None, 93000, None), (None, 5000, 6000)} <= numbers
    for figure in story["figures"]:
        sentence = articles[figure["where"]["source"]]["sentences"][figure["where"]["sentence"]]
        assert figure["arabic"] in sentence["plain"]


def test_readings_of_one_quantity_share_its_number() -> None:
    (story,) = stories(toll_brief())
    agreeing = [figure for figure in story["figures"] if figure["value"] == 98000]
    assert [figure["where"]["source"] for figure in agreeing] == ["a.txt", "b.txt"]
    assert len({figure["quantity"] for figure in agreeing}) == 1
    assert {figure["verdict"] for figure in agreeing} == {"agree"}


def test_facts_of_an_article_point_into_the_plain_words_of_its_sentences() -> None:
    for record in records(BRIEFS["stories"]):
        if record["kind"] == "article":
            for fact in (*record["facts"]["figures"], *record["facts"]["dates"]):
                plain = record["sentences"][fact["sentence"]]["plain"]
                assert plain[fact["start"] : fact["end"]] == fact["arabic"]


def test_every_citation_of_a_story_resolves() -> None:
    made = records(BRIEFS["stories"])
    lengths = {record["source"]: len(record["sentences"]) for record in made if record["kind"] == "article"}
    for story in (record for record in made if record["kind"] == "story"):
        places = [place for point in story["key_points"] for place in point["where"]]
        places += [figure["where"] for figure in story["figures"]] + [
            place for wire in story["wires"] for place in wire
        ]
        assert all(place["sentence"] < lengths[place["source"]] for place in places)
        assert set(story["articles"]) >= {place["source"] for place in places} | {story["lead"]}


def test_what_is_new_stands_in_the_record_of_the_story() -> None:
    brief = toll_brief()
    change = StoryChange(known=True, figures=(FigureChange(figure=0, value=93000, english="93,000 Russians"),))
    (story,) = stories(replace(brief, changes=Changes(stories=(change,))))
    assert story["changes"]["figures"] == [
        {
            "quantity": 0,
            "was": {"value": 93000, "low": None, "high": None, "english": "93,000 Russians", "place": ""},
            "unsure": [],
        }
    ]
    assert stories(brief)[0]["changes"] is None


# --- figures.csv --------------------------------------------------------------------------------------------------


def test_the_table_has_a_row_for_each_reading() -> None:
    rows = table(toll_brief())
    assert len(rows) == sum(len(figure.readings) for story in toll_brief().stories for figure in story.figures)
    assert tuple(rows[0]) == COLUMNS
    assert [(row["value"], row["low"], row["high"]) for row in rows if row["source"] == "a.txt"] == [
        ("98000", "", ""),
        ("", "93000", ""),
    ]


def test_the_table_says_in_english_who_gives_a_number() -> None:
    line = Line("body", "قالت وزارة الصحة إن 12 شخصا أصيبوا.", "The ministry said 12 people were hurt.")
    other = Line("body", "وقال رئيس النقابة إن 15 شخصا أصيبوا.", "The boss said 15 people were hurt.")
    brief = with_stories(make_brief(make_article("a", [line, other])))
    (article,) = brief.articles
    said = {row["origins"]: row["origins_english"] for row in table(brief)}
    assert said == {"وزارة الصحة": "health ministry", "رئيس النقابة": "?"}
    rendered = tuple(replace(each, rendered="union head") for each in article.facts.attributions)
    sure = replace(brief, articles=(replace(article, facts=replace(article.facts, attributions=rendered)),))
    assert {row["origins_english"] for row in table(sure)} == {"health ministry", "union head"}


def test_the_table_gives_the_period_that_each_article_itself_says() -> None:
    dated = Line("body", "دخل 98 ألف روسي إلى كازاخستان منذ 21 سبتمبر.", "98,000 Russians came since September 21.")
    undated = Line("body", "دخل 98 ألف روسي إلى كازاخستان.", "98,000 Russians came.")
    rows = table(with_stories(make_brief(make_article("a", [dated]), make_article("b", [undated]))))
    assert [(row["verdict"], row["source"], row["period"]) for row in rows] == [
        ("agree", "a", "since 21 September"),
        ("agree", "b", ""),
    ]


def test_the_table_begins_with_a_mark_by_which_excel_knows_utf_8() -> None:
    content = "".join(dict(WRITERS["csv"].render(toll_brief()))["figures.csv"])
    assert str(content).encode().startswith(b"\xef\xbb\xbfstory,")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1"])
def test_no_cell_of_words_is_a_formula(start: str) -> None:
    (row, *_) = table(with_stories(hostile_figure(start)))
    words = [row[name] for name in ("source", "unit", "origins", "english", "arabic", "sentence_english")]
    assert all(start.strip() in cell for cell in words[:2])
    assert not [cell for cell in words if cell.lstrip(" ").startswith(("=", "+", "-", "@", "＝", "\t", "\r"))]


def test_a_number_stays_a_number() -> None:
    figure = Figure(where=0, start=0, end=1, arabic="خ", kind="count", value=-4, scope=Scope())
    (row,) = table(with_stories(hostile_figure("x", figure)))
    assert row["value"] == "-4"


# --- the workbook ---------------------------------------------------------------------------------------------------


def sheets(brief: Brief) -> dict[str, list[tuple[str, ...]]]:
    """The cells of each sheet as text, a row each: what stands in the XML."""
    ((_, content),) = WRITERS["xlsx"].render(brief)
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with ZipFile(BytesIO(bytes(content))) as package:  # type: ignore[arg-type]
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
        names = [sheet.get("name") for sheet in book.iter(f"{space}sheet")]
        pages = [ElementTree.fromstring(package.read(f"xl/worksheets/sheet{n}.xml")) for n in range(1, len(names) + 1)]
    assert not [cell for page in pages for cell in page.iter(f"{space}f")]  # no formulas
    return {
        str(name): [tuple("".join(cell.itertext()) for cell in row) for row in page.iter(f"{space}row")]
        for name, page in zip(names, pages, strict=True)
    }


def test_the_workbook_has_the_figures_the_articles_and_the_findings() -> None:
    brief = replace(toll_brief(), failures=(Failure(source="b.pdf", code="read.encrypted", message="locked"),))
    made = sheets(brief)
    assert list(made) == ["figures", "articles", "findings"]
    assert made["figures"][0] == COLUMNS
    assert len(made["figures"]) == len(table(brief)) + 1
    assert "98000" in made["figures"][1]
    assert [row[1] for row in made["articles"][1:]] == [a.document.article.source.name for a in brief.articles]
    assert made["findings"][-1] == ("failed", "read.encrypted", "b.pdf", "locked")


def test_equal_briefings_give_equal_workbooks() -> None:
    assert list(WRITERS["xlsx"].render(toll_brief())) == list(WRITERS["xlsx"].render(toll_brief()))


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://x.example", "\t=1"])
def test_no_cell_of_the_workbook_is_a_formula_or_a_link(start: str) -> None:
    made = sheets(with_stories(hostile_figure(start)))
    assert any(start.strip() in cell for row in made["figures"][1:] for cell in row)
    ((_, content),) = WRITERS["xlsx"].render(with_stories(hostile_figure(start)))
    with ZipFile(BytesIO(bytes(content))) as package:  # type: ignore[arg-type]
        assert not [name for name in package.namelist() if name.endswith("sheet1.xml.rels")]


def test_a_sheet_longer_than_excel_allows_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.writers.xlsx._MOST_ROWS", 2)
    made = sheets(toll_brief())
    rows = [row for name, page in made.items() if name.startswith("figures") for row in page[1:]]
    assert len(rows) == len(table(toll_brief()))
    assert made["figures 2"][0] == COLUMNS


# --- read back -----------------------------------------------------------------------------------------------------


def test_a_briefing_reads_itself_back_and_finds_nothing_new(tmp_path: Path) -> None:
    left_out = Failure(source="b.pdf", code="read.encrypted", message="locked")
    brief = replace(toll_brief(), failures=(left_out,), findings=(make_finding("name.spellings", "One name."),))
    write(brief, tmp_path, formats=["jsonl"])
    earlier = read_earlier(tmp_path)
    again = replace(brief, stories=group([article.document for article in brief.articles], earlier.index))
    (change,) = compare(earlier, again).stories
    assert (change.known, change.new, change.figures) == (True, (), ())
    assert len(change.reported) == 4
