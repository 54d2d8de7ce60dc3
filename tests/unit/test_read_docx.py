"""Word documents: all that the page shows, in its order, and nothing that was deleted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from summarizer import readers
from summarizer.errors import ReadError
from summarizer.limited import Limits, Worker
from summarizer.readers import docx
from summarizer.types import Article, Source

SOURCE = Source(name="a.docx", kind="docx", sha256="")
NEWS = "أكد وزير الخارجية، الثلاثاء، أن بلاده «لن تغلق» الحدود أمام 98 ألف شخص."
MORE = "وقال إن العدد بلغ ١٢٣٤ في العام ٢٠٢٣، بارتفاع 12.5%."


def saved(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def read(document: Any) -> Article:
    return docx.read(saved(document), SOURCE)


def paragraph_of(inner: str) -> Any:
    return parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")


def lines_of(inner: str) -> list[str]:
    document = Document()
    document.element.body.insert(0, paragraph_of(inner))
    return read(document).text.split("\n\n")


def run(words: str, tag: str = "t", properties: str = "") -> str:
    return f'<w:r>{properties}<w:{tag} xml:space="preserve">{words}</w:{tag}></w:r>'


def test_paragraphs_and_tables_come_in_reading_order() -> None:
    document = Document()
    document.add_paragraph(NEWS)
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        (c for row in table.rows for c in row.cells), ("المدينة", "العدد", "دمشق", "98"), strict=True
    ):
        cell.text = words
    document.add_paragraph(MORE)
    assert read(document).text.split("\n\n") == [NEWS, "المدينة العدد", "دمشق 98", MORE]


def test_a_table_that_sets_columns_keeps_its_paragraphs_apart() -> None:
    document = Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = NEWS
    cells[0].add_paragraph(MORE)
    cells[1].text = "عمود"
    assert read(document).text.split("\n\n") == [NEWS, MORE, "عمود"]


def test_headers_and_footers_are_furniture_and_stand_once() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "صحيفة المثال"
    document.sections[0].footer.paragraphs[0].text = "صفحة 1"
    document.add_paragraph(NEWS)
    article = read(document)
    assert article.text.split("\n\n") == ["صحيفة المثال", NEWS, "صفحة 1"]
    assert [article.text[start:end] for start, end in article.furniture] == ["صحيفة المثال", "صفحة 1"]


@pytest.mark.parametrize(
    ("inner", "lines"),
    [
        (run("قال ") + run("الوزير"), ["قال الوزير"]),
        (f"<w:ins>{run('جديد')}</w:ins>{run(' هنا')}", ["جديد هنا"]),
        (f"<w:hyperlink>{run('رابط')}</w:hyperlink>{run(' خبر')}", ["رابط خبر"]),
        (run("أ") + "<w:r><w:br/></w:r>" + run("ب"), ["أ", "ب"]),
        (run("أ") + "<w:r><w:tab/></w:r>" + run("ب"), ["أ ب"]),
        ("<w:r><w:t>2020</w:t><w:noBreakHyphen/><w:t>2021</w:t></w:r>", ["2020-2021"]),
        (f"<w:sdt><w:sdtContent>{run('محتوى')}</w:sdtContent></w:sdt>", ["محتوى"]),
        (run("نص") + run(" PAGE ", "instrText"), ["نص"]),
    ],
)
def test_every_kind_of_run_is_read(inner: str, lines: list[str]) -> None:
    assert lines_of(inner) == lines


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent><w:p>{run('صندوق')}</w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    choice = (
        f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert lines_of(f"{run('قبل ')}<w:r>{choice}</w:r>{run('بعد')}") == ["قبل بعد", "صندوق"]


def test_pictures_are_told() -> None:
    from PIL import Image

    picture = io.BytesIO()
    Image.new("L", (9, 9)).save(picture, "PNG")
    document = Document()
    document.add_paragraph(NEWS)
    document.add_picture(picture)
    assert [finding.message for finding in read(document).findings] == ["Not read: picture (1)."]


def test_deleted_and_hidden_text_and_comments_are_told_and_not_read() -> None:
    document = Document()
    inner = (
        run(NEWS)
        + f"<w:del>{run('محذوف', 'delText')}</w:del>"
        + run("مخفي", properties="<w:rPr><w:vanish/></w:rPr>")
        + run(" ظاهر", properties='<w:rPr><w:vanish w:val="0"/></w:rPr>')
        + '<w:r><w:commentReference w:id="1"/></w:r>'
    )
    document.element.body.insert(0, paragraph_of(inner))
    article = read(document)
    assert article.text == f"{NEWS} ظاهر"
    assert [(f.code, f.message) for f in article.findings] == [
        ("read.left_out", "Not read: comment (1), deleted text (1), hidden text (1).")
    ]


def equation(inner: str) -> str:
    return f'<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{inner}</m:oMath>'


def sign(words: str, properties: str = "") -> str:
    return f"<m:r>{properties}<m:t>{words}</m:t></m:r>"


HALF = f"<m:f><m:num>{sign('1')}</m:num><m:den>{sign('2')}</m:den></m:f>"
SQUARE = f"<m:sSup><m:e>{sign('10')}</m:e><m:sup>{sign('2')}</m:sup></m:sSup>"


@pytest.mark.parametrize(
    ("inner", "text", "told"),
    [
        (equation(sign("1") + sign("25")), "بلغ 125 شخصا", []),
        (f"<w:ins>{equation(sign('125'))}</w:ins>", "بلغ 125 شخصا", []),
        (equation(sign("3+") + HALF), "بلغ شخصا", ["Not read: equation (1)."]),
        (equation(SQUARE), "بلغ شخصا", ["Not read: equation (1)."]),
        (equation(f"<w:del>{sign('125')}</w:del>"), "بلغ شخصا", ["Not read: deleted text (1)."]),
        (equation(sign("125", "<w:rPr><w:vanish/></w:rPr>")), "بلغ شخصا", ["Not read: hidden text (1)."]),
        ('<w:r><w:sym w:font="Arial" w:char="0665"/></w:r>', "بلغ شخصا", ["Not read: symbol (1)."]),
    ],
)
def test_no_number_in_an_equation_or_a_symbol_is_lost_in_silence(inner: str, text: str, told: list[str]) -> None:
    document = Document()
    document.element.body.insert(0, paragraph_of(run("بلغ ") + inner + run(" شخصا")))
    article = read(document)
    assert (article.text, [finding.message for finding in article.findings]) == (text, told)


def test_what_stands_between_the_paragraphs_is_read_or_told() -> None:
    document = Document()
    document.add_paragraph(NEWS)
    for place, inner in enumerate((equation(sign("125")), equation(HALF), '<w:altChunk w:id="1"/>')):
        (element,) = paragraph_of(inner)
        document.element.body.insert(place, element)
    article = read(document)
    assert article.text == f"125\n\n{NEWS}"
    assert [finding.message for finding in article.findings] == ["Not read: equation (1), inserted file (1)."]


def test_footnotes_stand_at_the_end() -> None:
    document = Document()
    document.add_paragraph(NEWS)
    data = io.BytesIO()
    notes = f"<w:footnotes {nsdecls('w')}><w:footnote><w:p>{run('حاشية')}</w:p></w:footnote></w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    with zipfile.ZipFile(io.BytesIO(saved(document))) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "[Content_Types].xml":
                part = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
                text = text.replace(b"</Types>", part.encode())
            if name == "word/_rels/document.xml.rels":
                relation = f'<Relationship Id="rId99" Type="{link}" Target="footnotes.xml"/></Relationships>'
                text = text.replace(b"</Relationships>", relation.encode())
            new.writestr(name, text)
        new.writestr("word/footnotes.xml", notes)
    assert docx.read(data.getvalue(), SOURCE).text.split("\n\n") == [NEWS, "حاشية"]


def _title_style(document: Any) -> None:
    document.add_heading("عنوان فرعي", 1)
    document.add_heading("العنوان", 0)


def _heading(document: Any) -> None:
    document.add_heading("العنوان", 1)


def _property(document: Any) -> None:
    document.core_properties.title = "العنوان"
    document.add_paragraph("العنوان")


def _property_of_a_template(document: Any) -> None:
    document.core_properties.title = "Document1"


@pytest.mark.parametrize(
    ("prepare", "title"),
    [(_title_style, "العنوان"), (_heading, "العنوان"), (_property, "العنوان"), (_property_of_a_template, None)],
)
def test_the_title_is_one_that_the_page_shows(prepare: Callable[[Any], None], title: str | None) -> None:
    document = Document()
    prepare(document)
    document.add_paragraph(NEWS)
    assert read(document).title == title


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (saved(Document()), "read.empty"),
        (saved(Document())[:1000], "read.damaged"),
        (zipped(a=b"x"), "read.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "read.encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "read.wrong_type"),
        (b"%PDF-1.7", "read.wrong_type"),
        (NEWS.encode(), "read.wrong_type"),
    ],
)
def test_what_cannot_be_read_is_refused_with_advice(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        docx.read(data, SOURCE)
    assert (caught.value.code, caught.value.source) == (code, "a.docx")
    assert caught.value.hint


def test_a_bomb_ends_as_an_error_and_the_next_file_is_read() -> None:
    document = Document()
    document.add_paragraph(NEWS)
    good = saved(document)
    relation = b'<Relationship Id="rId98" Type="x" Target="media.bin"/></Relationships>'
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as old,
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text.replace(b"</Relationships>", relation) if name.startswith("word/_rels") else text)
        with new.open("word/media.bin", "w", force_zip64=True) as part:
            for _ in range(10):
                part.write(bytes(50_000_000))
    worker = Worker(Limits(memory=500_000_000))
    with pytest.raises(ReadError) as caught:
        worker.run("bomb.docx", docx.read, bomb.getvalue(), SOURCE)
    assert caught.value.code == "read.too_much"
    assert worker.run("good.docx", docx.read, good, SOURCE).text == NEWS
    worker.close()


def test_the_worker_reads_it_by_its_suffix() -> None:
    document = Document()
    document.add_paragraph(NEWS)
    article = readers.read_bytes(saved(document), name="b/a.DOCX", suffix=".DOCX")
    assert (article.source.kind, article.source.name, article.text) == ("docx", "b/a.DOCX", NEWS)
