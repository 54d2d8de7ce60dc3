"""The pieces of a Word document as WordprocessingML, and the file around them.

The body is put together as text, not with python-docx, which looks through all paragraphs to add one more. The package,
the styles and the page are python-docx's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from io import BytesIO
from tempfile import TemporaryFile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from summarizer.types import Language
from summarizer.writers.direction import split_directions
from summarizer.writers.outline import Style
from summarizer.writers.view import visible

if TYPE_CHECKING:
    from docx.document import Document

# A font with Arabic letters that Windows and macOS bring along; LibreOffice on Linux puts its own in its place.
_ARABIC_FONT, _ENGLISH_FONT = "Arial", "Calibri"
_LINK, _SOFT = "0B5394", "595959"  # both at least 7:1 on white
_BODY = b"<w:body>"  # stands in one file of the package, before its text
_NEVER = datetime(1980, 1, 1)  # the first day that a ZIP file can name: equal briefings must be equal files
_PART = 1 << 20  # bytes of the file that are handed on at a time
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0
_STYLES: dict[Style, str] = {"plain": "", "strong": "<w:b/><w:bCs/>", "soft": f'<w:color w:val="{_SOFT}"/>'}


def make_runs(text: str, language: Language = "en", style: Style = "plain") -> str:
    """The text as runs, one for each stretch of one direction."""
    return "".join(_run(piece, spoken, _STYLES[style]) for piece, spoken in split_directions(clear(text), language))


def make_link(text: str, anchor: str, *, raised: bool = False) -> str:
    """Words that lead to a bookmark; ``raised`` as citations are."""
    look = f'<w:color w:val="{_LINK}"/>' + ('<w:vertAlign w:val="superscript"/>' if raised else '<w:u w:val="single"/>')
    runs = "".join(_run(piece, spoken, look) for piece, spoken in split_directions(clear(text), "en"))
    return f'<w:hyperlink w:anchor={quoteattr(anchor)} w:history="1">{runs}</w:hyperlink>'


def make_bookmark(name: str, number: int) -> str:
    """A place that links lead to. Names are at most 40 letters, digits and underscores; numbers are used once."""
    return f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/><w:bookmarkEnd w:id="{number}"/>'


def make_paragraph(content: str, *, style: str = "Normal", language: Language = "en") -> str:
    """A paragraph of runs, links and bookmarks; an Arabic one runs from the right."""
    bidi = "<w:bidi/>" if language == "ar" else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{bidi}</w:pPr>{content}</w:p>'


def make_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells of runs. Its head is repeated on every page, no row is broken by a page's end."""
    grid = "<w:gridCol/>" * len(head)
    shown = "".join(_row([make_runs(words, style="strong") for words in head], "<w:tblHeader/>"))
    shown += "".join(_row(row) for row in rows)
    look = '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{shown}</w:tbl>{make_paragraph('')}"


def make_file(body: Iterable[str], title: str) -> Iterator[bytes]:
    """The Word file in parts. Equal bodies give equal bytes: it holds no times."""
    from docx import Document

    document = Document()
    _set_page(document)
    _set_styles(document)
    _set_properties(document, title)
    saved = BytesIO()
    document.save(saved)
    yield from _fill(saved, body)


def clear(text: str) -> str:
    """The text with what XML or a reader cannot take replaced by a blank or by U+FFFD."""
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", visible(text))


def _run(text: str, language: Language, look: str) -> str:
    """A run. The order inside ``w:rPr`` is the schema's: fonts, bold, colour, line, raised, direction, language."""
    fonts = f'<w:rFonts w:ascii="{_ENGLISH_FONT}" w:hAnsi="{_ENGLISH_FONT}" w:cs="{_ARABIC_FONT}"/>'
    spoken = '<w:rtl/><w:lang w:bidi="ar-SA"/>' if language == "ar" else '<w:lang w:val="en-GB"/>'
    return f'<w:r><w:rPr>{fonts}{look}{spoken}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _row(cells: Iterable[str], extra: str = "") -> str:
    made = "".join(f"<w:tc><w:tcPr/>{make_paragraph(cell)}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr><w:cantSplit/>{extra}</w:trPr>{made}</w:tr>"


def _set_page(document: Document) -> None:
    from docx.shared import Mm

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)


def _set_styles(document: Document) -> None:
    """The look of what the runs do not say: sizes, spaces, headings that do not leave their text."""
    from docx.shared import Pt

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _ENGLISH_FONT, Pt(10)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(3), 1.0
    arabic = document.styles.add_style("Arabic", 1)  # WD_STYLE_TYPE.PARAGRAPH
    arabic.base_style = normal
    arabic.paragraph_format.space_after = Pt(6)


def _set_properties(document: Document, title: str) -> None:
    said = document.core_properties
    said.author, said.title, said.comments, said.revision = "Mujaz", title, "", 1
    said.created = said.modified = _NEVER
    said.last_modified_by, said.language = "Mujaz", "en-GB"


def _fill(saved: BytesIO, body: Iterable[str]) -> Iterator[bytes]:
    """The same package with ``body`` in it, never all of it at once, and no times but the first that ZIP can name."""
    with TemporaryFile() as packed:
        with ZipFile(saved) as given, ZipFile(packed, "w", ZIP_DEFLATED) as made:
            for name in given.namelist():
                info = ZipInfo(name, _NEVER.timetuple()[:6])
                info.compress_type = ZIP_DEFLATED
                before, mark, after = given.read(name).partition(_BODY)
                with made.open(info, "w") as file:
                    file.write(before + mark)
                    file.writelines(part.encode() for part in (body if mark else ()))
                    file.write(after)
        packed.seek(0)
        yield from iter(partial(packed.read, _PART), b"")
