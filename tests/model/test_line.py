"""The main job on the real articles and the embedded model, from files to files. The guard holds off the network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer.batch import brief_inputs
from summarizer.options import Options
from summarizer.pipeline import Pipeline
from summarizer.types import Brief
from summarizer.walk import find_inputs
from summarizer.writers import write

SEEDS = Path(__file__).parents[2] / "seeds"
TITLES = {
    "000_457d431a9cc5d26c.txt": "عشرات آلاف الروس يفرون إلى الجمهوريات السوفياتية السابقة هرباً من التعبئة",
    "001_af75f572307e54a6.txt": None,
    "002_37a5bb4c4e6875e9.txt": "الرئيس الكازاخستاني يعد بحماية الروس الفارين من التعبئة العسكرية",
    "003_8dbbc4f548402be0.txt": None,
    "004_286c5a85d9cb9fcb.txt": "تصريح صادم من واشنطن بشأن التدخل الروسي في كازاخستان",
}


@pytest.fixture(scope="module")
def pipeline() -> Iterator[Pipeline]:
    with Pipeline(Options()) as made:
        yield made


@pytest.fixture(scope="module")
def brief(pipeline: Pipeline) -> Brief:
    return brief_inputs(find_inputs([SEEDS]), pipeline)


@pytest.fixture(scope="module")
def folder(brief: Brief, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("briefing")
    write(brief, folder)
    return folder


@pytest.fixture
def records(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "briefing.jsonl").read_text(encoding="utf-8").split("\n")
    found = [json.loads(line) for line in lines if line]
    return [record for record in found if record["kind"] == "article"]


def test_titles_are_those_given_and_none_is_made_up(records: list[dict[str, Any]]) -> None:
    assert {record["source"]: record["title"] for record in records} == TITLES
    untitled = [r for r in records if r["title"] is None]
    assert all("clean.no_title" in {f["code"] for f in r["findings"]} for r in untitled)


def test_every_summary_has_two_or_three_sentences_of_the_body(records: list[dict[str, Any]]) -> None:
    for record in records:
        summary = record["summary"]["sentences"]
        assert 2 <= len(summary) <= 3
        for sentence in summary:
            (behind,) = sentence["evidence"]
            assert record["sentences"][behind]["role"] == "body"
            assert record["sentences"][behind]["text"] == sentence["text"]
            assert sentence["english"]


def test_every_sentence_has_its_english_or_an_error(records: list[dict[str, Any]]) -> None:
    for record in records:
        for sentence in record["sentences"]:
            said = sentence["english"]
            assert said or {"translate.empty", "translate.unfinished"} & {f["code"] for f in sentence["findings"]}


def test_offsets_slice_the_file_and_miss_no_character(records: list[dict[str, Any]]) -> None:
    for record in records:
        text = (SEEDS / record["source"]).read_bytes().decode("utf-8")
        assert record["text"] == text
        spans = [(s["start"], s["end"]) for s in record["sentences"]]
        assert [text[start:end] for start, end in spans] == [s["text"] for s in record["sentences"]]
        inside = [i for start, end in spans for i in range(start, end)]
        assert len(inside) == len(set(inside))
        assert {i for i, c in enumerate(text) if not c.isspace()} <= set(inside)


def test_every_finding_stands_on_the_page(folder: Path, brief: Brief) -> None:
    page = (folder / "index.html").read_text(encoding="utf-8")
    for article in brief.articles:
        for finding in article.findings:
            assert f'data-code="{finding.code}"' in page


def test_the_page_holds_all_the_arabic_and_asks_for_nothing(folder: Path, brief: Brief) -> None:
    page = (folder / "index.html").read_text(encoding="utf-8")
    shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page)).replace("&#34;", '"').replace("&#39;", "'")
    for article in brief.articles:
        for sentence in article.document.sentences:
            assert " ".join(sentence.plain.split()) in shown
    assert not re.findall(r"""(?:src|href)=["'](?!#|data:)""", page)
    assert "<script" not in page


def test_a_second_run_is_answered_from_the_memory_and_equal(pipeline: Pipeline, brief: Brief) -> None:
    assert brief_inputs(find_inputs([SEEDS]), pipeline) == brief
