"""The stories in Markdown, and the Word document."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarizer.fact_types import FigureChange
from summarizer.findings import make_finding
from summarizer.types import Brief, Changes, Citation, StoryChange
from summarizer.writers import WRITERS
from summarizer.writers.direction import split_directions
from summarizer.writers.outline import MOST_WITH_TEXT, WITHOUT_TEXT
from summarizer.writers.wordml import clear
from tests.factories import Line, hostile_brief, make_article, make_brief, news_brief
from tests.story_briefs import toll_brief, with_stories

LINKED = re.compile(r"\[\^(\d+-\d+)\](?!:)")
NOTED = re.compile(r"^\[\^(\d+-\d+)\]:", re.MULTILINE)
SOFFICE = shutil.which("soffice")
PAYLOADS = (
    "<script>alert(1)</script>",
    "</w:t></w:r></w:p><w:p><w:r><w:t>x",
    "&amp;&#60;b&#62; ]]> <![CDATA[x]]>",
    "a\x00b\x08c\x1f\ufffe\uffff",
    "| x | y |\n| --- | --- |",
    "[^1-1]: note [a](javascript:x) ![i](http://x)",
    "# head\n- item\n> quote\n```",
    "\u202eevil\u202c خبر",
)


def markdown(brief: Brief) -> str:
    return "".join(dict(WRITERS["markdown"].render(brief))["briefing.md"])


def word(brief: Brief) -> bytes:
    parts = dict(WRITERS["docx"].render(brief))["briefing.docx"]
    return b"".join(part for part in parts if isinstance(part, bytes))


def opened(brief: Brief) -> Any:
    return docx.Document(io.BytesIO(word(brief)))


def changed_brief() -> Brief:
    brief = toll_brief()
    change = StoryChange(
        known=True,
        new=(Citation(article=1, sentence=2),),
        reported=(Citation(article=0, sentence=1),),
        figures=(FigureChange(figure=0, value=93000, english="93,000 Russians"),),
    )
    return replace(brief, changes=Changes(stories=(change,)))


def headings(document: Any) -> list[tuple[str, str]]:
    named = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    return [(name.removeprefix("Heading "), text) for name, text in named]


def lines(document: Any) -> Iterator[str]:
    yield from (paragraph.text for paragraph in document.paragraphs)
    for table in document.tables:
        yield from (cell.text for row in table.rows for cell in row.cells)


# --- what both show ------------------------------------------------------------------------------------------------

SECTIONS = ["Key points", "Figures", "Who said what", "Timeline", "Sources"]


def test_stories_stand_before_the_doubts_and_these_before_the_articles() -> None:
    made = [text for _, text in headings(opened(toll_brief()))]
    story = made.index(next(text for text in made if text.startswith("Story 1: Tens of thousands")))
    assert [text for text in made[story:] if text in SECTIONS] == SECTIONS
    assert made.index("Sources") < made.index("What to doubt")
    assert made.index("What to doubt") < made.index("Article 1: Tens of thousands of Russians cross to Kazakhstan")
    titles = re.findall(r"^##+ (.*)$", markdown(toll_brief()), re.MULTILINE)
    assert [title for title in titles if title in SECTIONS] == SECTIONS
    assert titles.index("Sources") < titles.index("Sentences cited") < titles.index("What to doubt")
    assert titles.index("What to doubt") < titles.index("Full text")


def test_the_top_says_what_to_doubt_and_what_is_not_in_the_briefing() -> None:
    front = "What to doubt: 3 errors, 2 warnings, 2 notes. Unmarked does not mean right"
    left_out = "Not in this briefing: 2 inputs, listed below."
    first = markdown(news_brief()).split("## ")[0]
    paragraphs = list(lines(opened(news_brief())))[:5]
    assert front in first
    assert left_out in first
    assert any(paragraph.startswith(front) and paragraph.endswith(left_out) for paragraph in paragraphs)
    assert "Not in this briefing" not in markdown(toll_brief())


@pytest.mark.parametrize("words", ["98,000 Russians", "more than 93,000 Russian citizens", "Agree: 2 sources"])
def test_figures_are_told_in_english(words: str) -> None:
    assert words in markdown(toll_brief())
    assert any(words in line for line in lines(opened(toll_brief())))


@pytest.mark.parametrize("words", ["was 93,000 Russians, now", "New: 1 sentence.", "Already reported: 1."])
def test_what_is_new_is_told(words: str) -> None:
    assert words in markdown(changed_brief()).replace("**", "")
    assert any(words in line for line in lines(opened(changed_brief())))


def test_a_new_story_is_said_to_be_new() -> None:
    brief = replace(toll_brief(), changes=Changes(stories=(StoryChange(known=False),)))
    assert "New story" in markdown(brief)
    assert any("New story" in line for line in lines(opened(brief)))
    assert "Since the earlier briefing" not in markdown(toll_brief())


def test_a_key_point_in_doubt_is_marked_and_its_note_says_why() -> None:
    brief = toll_brief()
    finding = make_finding("number.missing", "The number 98,000 is missing.", where=1)
    first = replace(brief.articles[0], findings=(finding,))
    doubted = replace(brief, articles=(first, *brief.articles[1:]))
    told = markdown(doubted).split("## What to doubt")[0]
    assert "[in doubt]" in told.replace("\\", "")
    assert "error: The number 98,000 is missing." in told
    assert "in doubt" not in markdown(brief)


# --- Markdown ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("brief", [toll_brief(), with_stories(news_brief())], ids=["tolls", "news"])
def test_every_footnote_is_defined_once_and_led_to(brief: Brief) -> None:
    text = markdown(brief)
    assert len(NOTED.findall(text)) == len(set(NOTED.findall(text))) > 0
    assert set(LINKED.findall(text)) == set(NOTED.findall(text))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_of_an_article_becomes_markup(payload: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown(with_stories(hostile_brief(payload))))
    inner = [child for token in tokens for child in token.children or ()]
    made = {token.type for token in (*tokens, *inner)}
    assert not made & {"html_block", "html_inline", "link_open", "image", "fence", "code_block"}
    rows = [token for token in tokens if token.type == "tr_open"]
    cells = [token for token in tokens if token.type in ("td_open", "th_open")]
    assert len(cells) == 4 * len(rows) or len(cells) == 3 * len(rows)


def test_a_figure_that_no_rule_says_in_english_is_told_by_its_sentence() -> None:
    line = Line("body", "وصادرت الشرطة 40 غواصة.", "Police seized 40 submarines.")
    assert "40 40 غواصة: Police seized 40 submarines." in markdown(with_stories(make_brief(make_article("a", [line]))))


def large_brief() -> Brief:
    brief = toll_brief()
    return replace(brief, articles=brief.articles * (MOST_WITH_TEXT // 2) + brief.articles[:1])


def test_a_large_briefing_says_where_its_texts_are() -> None:
    text = markdown(large_brief())
    assert WITHOUT_TEXT in text.replace("\\", "")
    assert "### Full text" not in text
    assert "## Story 1" in text


def test_a_large_document_has_no_link_that_leads_nowhere() -> None:
    body = opened(large_brief()).element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert links
    assert links <= marks
    assert any(WITHOUT_TEXT in (node.text or "") for node in body.iter(qn("w:t")))


# --- Word ----------------------------------------------------------------------------------------------------------


def test_equal_briefs_give_equal_bytes_without_times() -> None:
    assert word(toll_brief()) == word(toll_brief())
    with ZipFile(io.BytesIO(word(toll_brief()))) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026" not in package.read("docProps/core.xml")


def test_every_link_leads_to_a_bookmark_that_stands_once() -> None:
    body = opened(with_stories(news_brief())).element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    numbers = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert links
    assert links <= set(names)
    assert len(set(names)) == len(names)
    assert len(set(numbers)) == len(numbers)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name) for name in names)


def test_citations_lead_into_the_articles_where_these_stand_in_the_document() -> None:
    cited = re.compile(r"\[(\d+):(\d+)\]$")
    body = opened(toll_brief()).element.body
    links = {link.get(qn("w:anchor")): "".join(link.itertext()) for link in body.iter(qn("w:hyperlink"))}
    shown = {name: cited.search(text) for name, text in links.items() if "[" in text}
    assert shown
    for name, numbers in shown.items():
        assert numbers
        assert name == "article{}_sentence{}".format(*numbers.groups())
    assert "Sentences cited" not in lines(opened(toll_brief()))
    assert "Sentences cited" in lines(opened(large_brief()))


def test_a_summary_sentence_of_the_article_has_its_arabic_once() -> None:
    text = lines(opened(toll_brief()))
    (summary,) = toll_brief().articles[0].summary.sentences[:1]
    assert sum(line == summary for line in text) == sum(
        sentence.plain == summary for article in toll_brief().articles for sentence in article.document.sentences
    )


def test_arabic_runs_are_marked_and_arabic_paragraphs_run_from_the_right() -> None:
    body = opened(with_stories(news_brief())).element.body
    arabic = 0
    for run in body.iter(qn("w:r")):
        text = "".join(part.text or "" for part in run.iter(qn("w:t")))
        look = run.find(qn("w:rPr"))
        if re.search("[ء-ي]", text):
            arabic += 1
            assert look.find(qn("w:rtl")) is not None
            assert look.find(qn("w:lang")).get(qn("w:bidi")) == "ar-SA"
            assert look.find(qn("w:rFonts")).get(qn("w:cs"))
        elif re.search("[A-Za-z]", text):
            assert look.find(qn("w:rtl")) is None
    assert arabic > 50
    for paragraph in body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))
        assert (paragraph.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None) == (style == "Arabic")


def test_the_head_of_a_table_is_repeated_on_each_page() -> None:
    for table in opened(toll_brief()).tables:
        marked = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert marked == [True] + [False] * (len(marked) - 1)
        assert {len(row.cells) for row in table.rows} == {len(table.columns)}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_from_outside_stay_words(payload: str) -> None:
    document = opened(with_stories(hostile_brief(payload)))
    text = "\n".join(lines(document))
    assert clear(f"{payload} end") in text
    assert len(headings(document)) == len(headings(opened(with_stories(hostile_brief("x")))))


@given(st.text())
def test_a_cleared_text_is_legal_xml_and_as_long(text: str) -> None:
    cleared = clear(text)
    assert len(cleared) == len(text)
    docx.oxml.OxmlElement("w:t").text = cleared  # lxml refuses what XML does


@given(st.text(alphabet=st.sampled_from("abé خبر٤ 12.-،\n")), st.sampled_from(["en", "ar"]))
def test_splitting_by_direction_loses_nothing(text: str, language: Any) -> None:
    assert "".join(piece for piece, _ in split_directions(text, language)) == text


@pytest.mark.parametrize(
    ("text", "language", "pieces"),
    [
        ("the minister وزير الداخلية said", "en", [("the minister ", "en"), ("وزير الداخلية", "ar"), (" said", "en")]),
        ("طائرات Il-76 هبطت", "ar", [("طائرات ", "ar"), ("Il-76", "en"), (" هبطت", "ar")]),
        ("98,000", "en", [("98,000", "en")]),
    ],
)
def test_stretches_of_the_other_direction_are_found(text: str, language: Any, pieces: list[tuple[str, str]]) -> None:
    assert list(split_directions(text, language)) == pieces


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_the_document(tmp_path: Path) -> None:
    (tmp_path / "briefing.docx").write_bytes(word(toll_brief()))
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "briefing.docx")], check=True, capture_output=True, timeout=180)
    import pypdfium2

    pages = pypdfium2.PdfDocument(tmp_path / "briefing.pdf")
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    pages.close()
    assert "98,000 Russians" in text
    assert re.search("[ء-ي\ufe70-\ufefc]{4}", text)
