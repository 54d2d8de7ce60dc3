"""PDFs read back as what was written: words, numbers, brackets and paragraphs in order."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

from summarizer import readers
from summarizer.clean import clean
from summarizer.errors import ReadError
from summarizer.readers import ocr, pdf, pdf_lines
from summarizer.readers.pdf_lines import Glyph, PageLine, _read_row, _turned, set_brackets
from summarizer.types import Article, Source

FOLDER = Path(__file__).parents[1] / "data" / "pdf"
LINES = (FOLDER / "article.txt").read_text(encoding="utf-8").splitlines()
SOURCE = Source(name="a.pdf", kind="pdf", sha256="")


def read(name: str) -> Article:
    return pdf.read((FOLDER / name).read_bytes(), SOURCE)


def without_marks(text: str) -> str:
    """Vowel signs stand before or after their alef as the font has it."""
    return "".join(c for c in text if unicodedata.category(c) != "Mn")


def scan(pages: int) -> bytes:
    from PIL import Image

    picture = Image.new("L", (200, 300), 255)
    made = io.BytesIO()
    picture.save(made, "PDF", save_all=True, append_images=[picture] * (pages - 1))
    return made.getvalue()


@pytest.mark.parametrize("name", ["columns.pdf", "kufi.pdf", "headed.pdf"])
def test_every_word_and_number_comes_out_in_order(name: str) -> None:
    article = read(name)
    furniture = {article.text[start:end] for start, end in article.furniture}
    words = " ".join(line for line in article.text.split("\n\n") if line not in furniture)
    assert without_marks(words).split() == without_marks(" ".join(LINES)).split()


@pytest.mark.parametrize("name", ["kufi.pdf", "headed.pdf"])
def test_lines_become_the_paragraphs_that_they_were(name: str) -> None:
    paragraphs = without_marks(read(name).text).split("\n\n")
    assert [line for line in LINES if without_marks(line) not in paragraphs] == []


def test_the_largest_line_is_the_title() -> None:
    assert read("columns.pdf").title == LINES[0]


def test_running_heads_and_page_numbers_are_set_apart_and_boilerplate() -> None:
    article = read("headed.pdf")
    head = "صحيفة المثال — السبت 21 نوفمبر 2026"
    assert [article.text[start:end] for start, end in article.furniture] == [head, "صفحة 1", head, "صفحة 2"]
    roles = {article.text[block.start : block.end]: block.role for block in clean(article).blocks}
    assert (roles[head], roles["صفحة 2"], roles[LINES[0]], roles[LINES[1]]) == (
        "boilerplate",
        "boilerplate",
        "title",
        "body",
    )


@pytest.mark.parametrize(
    ("text", "furniture"),
    [
        ("صفحة 3", True),
        ("3 من 12", True),
        ("https://example.org/news/1 1/2", True),
        ("الصحة تعلن أرقاما جديدة 11/21/26, 8:37 AM", True),
        ("٢١/١١/٢٠٢٦، ٨:٣٧ ص", True),
        ("انتهت الحرب في 3/10/2022 الساعة 10:30", False),
        ("المصدر: https://example.org/news/1", False),
    ],
)
def test_what_a_browser_prints_around_a_page_is_furniture(text: str, furniture: bool) -> None:
    page = pdf._Page(lines=(line(LONG, 700), line(text, 20)), pictured=False)
    assert [paragraph.text for paragraph in pdf._paragraphs([page]) if paragraph.furniture] == [text] * furniture


def test_every_pdf_carries_a_doubt() -> None:
    assert [finding.code for finding in read("kufi.pdf").findings] == ["read.pdf"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ((FOLDER / "locked.pdf").read_bytes(), "read.encrypted"),
        ((FOLDER / "kufi.pdf").read_bytes()[:500], "read.damaged"),
        (b"%PDF-1.7\n" + b"\0" * 5000, "read.damaged"),
        ("خبر".encode(), "read.wrong_type"),
        (b"PK\x03\x04", "read.wrong_type"),
        (scan(2), "read.scanned"),
    ],
)
def test_what_cannot_be_read_is_refused_with_advice(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        pdf.read(data, SOURCE)
    assert (caught.value.code, caught.value.source) == (code, "a.pdf")
    assert caught.value.hint


def test_pictured_pages_among_others_are_told() -> None:
    import pypdfium2

    joined = pypdfium2.PdfDocument((FOLDER / "kufi.pdf").read_bytes())
    pages = len(joined)
    joined.import_pages(pypdfium2.PdfDocument(scan(2)))
    made = io.BytesIO()
    joined.save(made)
    doubt = pdf.read(made.getvalue(), SOURCE).findings[1]
    assert doubt.code == "read.picture_pages"
    assert re.findall(r"\d+", doubt.message) == [str(pages + 1), str(pages + 2)]


def draw(page: str) -> bytes:
    """A PDF of one page that runs ``page``; /I is a picture, /F a font."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R"
        "/Resources<</XObject<</I 5 0 R>>/Font<</F 6 0 R>>>>>>",
        f"<</Length {len(page)}>>stream\n{page}\nendstream",
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
        "stream\n0\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    numbered = "\n".join(f"{number} 0 obj\n{it}\nendobj" for number, it in enumerate(objects, start=1))
    return f"%PDF-1.4\n{numbered}\ntrailer<</Root 1 0 R>>".encode()


STAMP = "BT /F 8 Tf 20 20 Td (Scanned page 1) Tj ET"
WORDS = "BT /F 8 Tf 20 20 Td (" + "news " * 30 + ") Tj ET"
WHOLE, SMALL = "q 300 0 0 400 0 0 cm /I Do Q ", "q 100 0 0 100 100 100 cm /I Do Q "


@pytest.mark.parametrize(
    ("page", "pictured"),
    [
        (WHOLE, True),
        (WHOLE + STAMP, True),
        (WHOLE + WORDS, False),
        (SMALL + STAMP, False),
        ("0 0 m 9 9 l S " * 300, True),
        ("0 0 m 9 9 l S ", False),
    ],
)
def test_a_page_is_a_picture_if_it_holds_one_and_at_most_a_stamp_or_only_shapes(page: str, pictured: bool) -> None:
    assert [page.pictured for page in pdf._read_pages(draw(page), "a.pdf")] == [pictured]


def test_what_is_recognised_stands_in_its_place_and_is_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    found = iter([("شعار", "خبر أول", "صفحة 2"), ()])
    monkeypatch.setattr(pdf, "can_recognize", lambda: True)
    monkeypatch.setattr(pdf, "recognize", lambda page: next(found))
    joined = pypdfium2.PdfDocument((FOLDER / "headed.pdf").read_bytes())
    joined.import_pages(pypdfium2.PdfDocument(draw(WHOLE + STAMP)), index=1)
    joined.import_pages(pypdfium2.PdfDocument(draw(WHOLE)))
    made = io.BytesIO()
    joined.save(made)
    article = pdf.read_scanned(made.getvalue(), SOURCE)
    assert [(f.code, re.findall(r"\d+", f.message)) for f in article.findings] == [
        ("read.pdf", []),
        ("read.ocr", ["2"]),
        ("read.picture_pages", ["4"]),
    ]
    assert "صفحة 1\n\nشعار\n\nخبر أول\n\nصفحة 2\n\n" in article.text
    assert "Scanned" not in article.text
    assert [article.text[start:end] for start, end in article.furniture].count("صفحة 2") == 2


@pytest.mark.parametrize(("mode", "codes"), [(3, ["read.pdf", "read.ocr"]), (0, ["read.pdf"])])
def test_text_that_lies_unseen_behind_a_picture_was_recognised_by_some_program(mode: int, codes: list[str]) -> None:
    article = pdf.read(draw(WHOLE + WORDS.replace("Td", f"Td {mode} Tr")), SOURCE)
    assert [finding.code for finding in article.findings] == codes
    assert "news news" in article.text


def test_no_more_than_ten_pages_are_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "can_recognize", lambda: True)
    monkeypatch.setattr(pdf, "recognize", lambda page: ("خبر",))
    doubts = {finding.code: finding.message for finding in pdf.read_scanned(scan(12), SOURCE).findings}
    assert re.findall(r"\d+", doubts["read.ocr"]) == list(map(str, range(1, 11)))
    assert re.findall(r"\d+", doubts["read.picture_pages"]) == ["11", "12"]


@pytest.mark.skipif(not ocr.can_recognize(), reason="Tesseract with its data for Arabic (ara) is not installed")
def test_tesseract_reads_most_words_of_a_clean_scan() -> None:
    import pypdfium2

    picture = pypdfium2.PdfDocument((FOLDER / "columns.pdf").read_bytes())[0].render(scale=300 / 72).to_pil()
    scanned, drawn = io.BytesIO(), io.BytesIO()
    picture.convert("L").save(scanned, "PDF", resolution=300)
    picture.convert("L").save(drawn, "PNG")
    command = ["tesseract", "stdin", "stdout", "-l", "ara", "--dpi", "300", "pdf"]
    searchable = subprocess.run(command, input=drawn.getvalue(), capture_output=True, check=True).stdout
    written = set(" ".join(LINES).split())
    for data in (scanned.getvalue(), searchable):
        article = pdf.read_scanned(data, SOURCE)
        assert len(written & set(article.text.split())) > 0.7 * len(written)
        assert {"2026؟", "1200", "150"} <= set(article.text.split())
        assert [finding.code for finding in article.findings][:2] == ["read.pdf", "read.ocr"]


def test_pictures_are_only_recognised_when_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "can_recognize", lambda: True)
    monkeypatch.setattr(pdf, "recognize", lambda page: ("خبر",))
    monkeypatch.setattr(readers, "read_limited", lambda read, data, source: read(data, source))
    assert readers.read_bytes(scan(1), name="a.pdf", suffix=".pdf", ocr=True).text == "خبر"
    with pytest.raises(ReadError, match="--ocr") as refused:
        readers.read_bytes(scan(1), name="a.pdf", suffix=".pdf")
    assert refused.value.code == "read.scanned"


def test_the_worker_reads_it_by_its_suffix() -> None:
    article = readers.read_bytes((FOLDER / "kufi.pdf").read_bytes(), name="b/a.PDF", suffix=".PDF")
    assert (article.source.kind, article.source.name, article.title) == ("pdf", "b/a.PDF", LINES[0])


@pytest.mark.parametrize(
    ("seen_from_the_right", "read_as"),
    [
        ("بلغ 89 ألف", "بلغ 98 ألف"),
        ("بلغ ٤٣٢١ في ٣٢٠٢", "بلغ ١٢٣٤ في ٢٠٢٣"),
        ("نسبة 5.21% في", "نسبة 12.5% في"),
        ("يوم 2202/01/3 في", "يوم 3/10/2022 في"),
        ("بين 0202 - 5202.", "بين 2020 - 2025."),
        ("خط 2 maertS droN سينقل", "خط Nord Stream 2 سينقل"),
        ("من 0006 [snaissuR] وصل", "من 6000 [Russians] وصل"),
        ("03:01.", "10:30."),
        (".hsilgnE nI", "In English."),
    ],
)
def test_what_runs_from_left_to_right_is_turned_around(seen_from_the_right: str, read_as: str) -> None:
    assert _turned(seen_from_the_right) == read_as


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("قال: »لا، نعم«، ثم )أي 3( عاد.", "قال: «لا، نعم»، ثم (أي 3) عاد."),
        ("قال: «لا، نعم»، ثم (أي 3) عاد.", "قال: «لا، نعم»، ثم (أي 3) عاد."),
        ("”فوضى [in Russia[قال”", "“فوضى [in Russia]قال”"),
        ("قال «انتهى.» وذهب", "قال «انتهى.» وذهب"),
        ("f(x) = )y(", "f(x) = )y("),
    ],
)
def test_brackets_open_before_words_and_close_behind_them(drawn: str, meant: str) -> None:
    assert set_brackets([drawn]) == [meant]


def glyph(character: str, x: float, width: float = 5.0, *, named: bool = True, y: float = 0.0) -> Glyph:
    return Glyph(character=character, x=x, y=y, left=x, right=x + width, size=12.0, named=named)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ([glyph("ا", 20), glyph("ل", 20), glyph("ع", 15)], "لاع"),  # one box for both, pdfium's order
        ([glyph("ل", 20), glyph("ا", 20), glyph("ع", 15)], "لاع"),
        ([glyph("أ", 20, 2.5), glyph("ل", 22.5, 2.5)], "لأ"),  # half a box each
        ([glyph("ن", 15), glyph("م", 20)], "من"),  # drawn from left to right
        ([glyph("و", 30), glyph("ل", 20), glyph("و", 15)], "و لو"),  # a gap parts words
        ([glyph("و", 25), glyph(" ", 24, 1), glyph("ل", 20)], "و ل"),  # so does a space, however narrow
        ([glyph("و", 25), glyph(" ", 24.5, 0), glyph("ل", 20)], "ول"),  # but not one that pdfium made up
        ([glyph("و", 20), glyph("\0", 20.5, 4, named=False)], "و"),  # a stretch of the letter
        ([glyph("و", 20), glyph("\0", 10, named=False)], "و \N{REPLACEMENT CHARACTER}"),  # an unknown letter
        ([glyph("م", 20), glyph("ُ", 21, 1, y=4)], "مُ"),
        ([glyph("\uf0b7", 60, named=False), glyph("و", 25), glyph("ل", 20)], "• ول"),  # a bullet of a symbol font
        ([glyph("\uf0b7", 30, named=False), glyph("و", 25)], "\N{REPLACEMENT CHARACTER}و"),  # a letter of an old font
    ],
)
def test_a_line_is_read_by_the_places_of_its_glyphs(row: list[Glyph], text: str) -> None:
    assert _read_row(row).text == text


@pytest.mark.parametrize(
    ("drawn", "lines"),
    [
        ([glyph("ب", 100), glyph("أ", 105), glyph("د", 40), glyph("ج", 45)], ["أب جد"]),
        ([glyph("أ", 105), glyph("ب", 105, y=-14), glyph("ج", 40), glyph("د", 40, y=-14)], ["أ", "ب", "ج", "د"]),
        ([glyph("7", 60), glyph("أ", 105, y=-14), glyph("ب", 105), glyph("ج", 40)], ["ب 7 ج", "أ"]),
    ],
    ids=["pieces of a line", "columns one after the other", "numbers drawn first"],
)
def test_drawing_order_parts_columns_and_not_lines(
    drawn: list[Glyph], lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_lines, "_glyphs", lambda page: drawn)
    assert [line.text for line in pdf_lines.page_lines(None)] == lines


@pytest.mark.parametrize(
    ("digits", "hidden", "read_as"),
    [
        ([glyph("2", 50), glyph("0", 45), glyph("6", 40)], True, "عام 206"),  # as Tesseract does
        ([glyph("2", 40), glyph("0", 45), glyph("6", 50)], True, "عام 206"),
        ([glyph("6", 50), glyph("0", 45), glyph("2", 40)], False, "عام 206"),  # what is seen is true
        ([glyph("2", 40), glyph("0", 45), glyph("6", 50)], False, "عام 206"),
    ],
)
def test_numbers_behind_a_picture_stand_in_either_direction(
    digits: list[Glyph], hidden: bool, read_as: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = [glyph("ع", 90), glyph("ا", 85), glyph("م", 80), *digits]
    monkeypatch.setattr(pdf_lines, "_glyphs", lambda page: drawn)
    assert [line.text for line in pdf_lines.page_lines(None, hidden=hidden)] == [read_as]


def line(text: str, y: float, left: float = 100.0, right: float = 500.0, size: float = 12.0) -> PageLine:
    return PageLine(text=text, left=left, right=right, y=y, size=size)


LONG = "قال الوزير إن العدد بلغ ألفا في العام الماضي وإن"


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        ([line(LONG, 700), line(LONG, 685), line(LONG, 670)], [f"{LONG} {LONG} {LONG}"]),
        ([line(LONG, 700), line(LONG, 685), line(LONG, 660), line(LONG, 645)], [f"{LONG} {LONG}"] * 2),  # a gap
        ([line(LONG, 700), line("ألف.", 685, left=450), line(LONG, 670)], [f"{LONG} ألف.", LONG]),  # a short last line
        ([line("عنوان", 700, size=20), line(LONG, 680)], ["عنوان", LONG]),
        ([line(LONG, 700, left=300), line(LONG, 685, left=300), line(LONG, 700, right=300)], [f"{LONG} {LONG} {LONG}"]),
        ([line(f"{LONG}.", 700), line(f"{LONG}.", 685, right=480)], [f"{LONG}.", f"{LONG}."]),  # indented
        ([line("أولا: 3 ملايين", 700, left=420), line("ثانيا: 4", 685, left=450), line(LONG, 660)], None),  # a list
        ([line("12", 40)], ["12"]),
    ],
    ids=["lines", "gap", "last line", "sizes", "columns", "indent", "list", "page number alone"],
)
def test_lines_are_joined_as_a_reader_would(lines: list[PageLine], paragraphs: list[str] | None) -> None:
    joined = [paragraph.text for paragraph in pdf._paragraphs([pdf._Page(lines=tuple(lines), pictured=False)])]
    assert joined == (paragraphs or [line.text for line in lines])
