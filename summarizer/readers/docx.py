"""Word documents (.docx): paragraphs, tables, text boxes and notes in reading order, headers and footers set apart.

python-docx opens the package. Its own ``paragraph.text`` leaves out what stands in text boxes, tracked insertions and
fields, so the tree is walked here. Not read are deleted and hidden text, comments, pictures, charts, signs of symbol
fonts, inserted files, and equations that are no plain line; a finding says so.
"""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from summarizer.errors import ReadError
from summarizer.findings import make_finding
from summarizer.readers.encoding import refuse_other_types
from summarizer.readers.paragraphs import Paragraph, in_one_line, join_paragraphs
from summarizer.types import Article, Finding, Source

Tree = Any  # an lxml element; lxml has no types

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_NOTES = ("footnotes", "endnotes")
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

_PARAGRAPHS = frozenset({f"{_W}p", f"{_M}oMathPara", f"{_M}oMath"})
_RUNS = frozenset({f"{_W}r", f"{_M}r"})
_TEXTS = frozenset({f"{_W}t", f"{_M}t"})
_BUILT = (f"{_M}e", f"{_M}num")  # one is in every fraction, power, root ...: on a line, 1 over 2 and 1² would be 12
_SPACES = frozenset({f"{_W}tab", f"{_W}ptab"})
_BREAKS = frozenset({f"{_W}br", f"{_W}cr"})
_DELETED = frozenset({f"{_W}del", f"{_W}moveFrom"})
_BOX, _CELL = f"{_W}txbxContent", f"{_W}tc"
_UNREAD = {
    f"{_W}altChunk": "inserted file",
    f"{_W}commentReference": "comment",
    f"{_W}sym": "symbol",  # a place in a font, of which only the font knows what it shows
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": "picture",
    "{urn:schemas-microsoft-com:vml}imagedata": "picture",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "diagram",
}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says again what Choice says

_TITLE_STYLES = ("Title", "Heading 1")


def read(data: bytes, source: Source) -> Article:
    """The text of the document; a row of a table is one line if its cells are. Notes stand at the end, as on the page.

    Title is the first paragraph of style Title, else of style Heading 1, else the file's own title if the text has it,
    and the file's author is the byline if the text has it. Raises ReadError: read.wrong_type, read.encrypted,
    read.damaged, read.empty.
    """
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    _refuse_other_types(data, source.name)
    damage = (zipfile.BadZipFile, zlib.error, LxmlError, LookupError, ValueError, RuntimeError, OSError)
    try:
        return _read(data, source)
    except (*damage, AttributeError, TypeError) as error:  # these two where python-docx finds a part to be another one
        raise ReadError(
            "the file is damaged, or no Word document",
            code="read.damaged",
            hint="Open it in Word or LibreOffice and save it anew as .docx",
            source=source.name,
        ) from error


def _refuse_other_types(data: bytes, name: str) -> None:
    """Nothing, or ReadError for what is no package. Word keeps a locked document in its old kind of file."""
    if data.startswith(_OLE_START) and _ENCRYPTED_STREAM in data:
        hint = "Save a copy without a password"
        raise ReadError("the document is locked with a password", code="read.encrypted", hint=hint, source=name)
    if not data.startswith(b"PK"):
        refuse_other_types(data, name=name)
        hint = "Give the file its right name"
        raise ReadError("the content is no Word document", code="read.wrong_type", hint=hint, source=name)


def _read(data: bytes, source: Source) -> Article:
    from docx import Document

    document = Document(BytesIO(data))
    left_out: Counter[str] = Counter()
    body = list(_lines_in(document.element.body, left_out))
    heads, feet, notes = (_part_lines(document, kinds, left_out) for kinds in (("header",), ("footer",), _NOTES))
    text, furniture = join_paragraphs(
        [
            *(Paragraph(text=line, furniture=True) for line in dict.fromkeys(heads)),
            *(Paragraph(text=line) for line in (*body, *notes)),
            *(Paragraph(text=line, furniture=True) for line in dict.fromkeys(feet)),
        ]
    )
    if not text:
        hint = "Give a file with text in it"
        raise ReadError("the file holds no text", code="read.empty", hint=hint, source=source.name)
    return Article(
        source=source,
        text=text,
        title=_title(document, body),
        byline=_if_in(body, document.core_properties.author),
        furniture=furniture,
        findings=_doubts(left_out),
    )


def _part_lines(document: Any, kinds: tuple[str, ...], left_out: Counter[str]) -> list[str]:
    """The lines of the document's parts of these kinds, in the order in which they were made."""
    from docx.oxml import parse_xml

    parts = [
        relation.target_part
        for relation in document.part.rels.values()
        if not relation.is_external and relation.reltype.rpartition("/")[2] in kinds
    ]
    parts.sort(key=lambda part: part.partname.idx or 0)
    trees = (part.element if hasattr(part, "element") else parse_xml(part.blob) for part in parts)
    return [line for tree in trees for line in _lines_in(tree, left_out)]


def _lines_in(container: Tree, left_out: Counter[str]) -> Iterator[str]:
    """The lines of all paragraphs and tables in ``container``."""
    for child in container:
        if child.tag in _PARAGRAPHS:
            yield from _paragraph_lines(child, left_out)
        elif child.tag == f"{_W}tr":
            yield from _row_lines(child, left_out)
        elif child.tag in _UNREAD:
            left_out[_UNREAD[child.tag]] += 1
        elif child.tag != _FALLBACK:
            yield from _lines_in(child, left_out)


def _row_lines(row: Tree, left_out: Counter[str]) -> list[str]:
    """One line if no cell has more, else (a table that only sets columns apart) the lines of the cells one by one."""
    cells = [list(_lines_in(cell, left_out)) for cell in row.iterchildren(_CELL, f"{_W}sdt")]
    lines = [line for cell in cells for line in cell]
    return lines if any(len(cell) > 1 for cell in cells) else [" ".join(lines)]


def _paragraph_lines(paragraph: Tree, left_out: Counter[str]) -> Iterator[str]:
    """The lines of one paragraph, then those of the text boxes that hang on it. None are empty."""
    boxes: list[Tree] = []
    words = "".join(_words(paragraph, boxes, left_out))
    yield from filter(None, map(in_one_line, words.split("\n")))
    for box in boxes:
        yield from _lines_in(box, left_out)


def _words(element: Tree, boxes: list[Tree], left_out: Counter[str]) -> Iterator[str]:
    if element.tag == f"{_M}oMath" and next(element.iter(*_BUILT), None) is not None:
        left_out["equation"] += 1
        return
    for child in element:
        tag = child.tag
        if tag in _TEXTS:
            yield child.text or ""
        elif tag in _SPACES or tag in _BREAKS:
            yield " " if tag in _SPACES else "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag == _BOX:
            boxes.append(child)
        elif tag in _DELETED or _is_hidden(child):
            kind = "deleted text" if tag in _DELETED else "hidden text"
            left_out[kind] += any(True for _ in child.iter(*_TEXTS, f"{_W}delText"))
        elif tag in _UNREAD:
            left_out[_UNREAD[tag]] += 1
        elif tag != _FALLBACK:
            yield from _words(child, boxes, left_out)


def _is_hidden(element: Tree) -> bool:
    """Whether the run is formatted as hidden, which no page shows."""
    mark = element.find(f"{_W}rPr/{_W}vanish") if element.tag in _RUNS else None
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off")


def _title(document: Any, body: list[str]) -> str | None:
    for style in _TITLE_STYLES:
        for paragraph in document.paragraphs:
            if paragraph.style is not None and paragraph.style.name == style and paragraph.text.strip():
                return _if_in(body, paragraph.text)
    return _if_in(body, document.core_properties.title)


def _if_in(body: list[str], stated: str) -> str | None:
    """``stated`` in one line, if the text has that line: programs fill in names and titles of their own."""
    line = in_one_line(stated)
    return line if line in body else None


def _doubts(left_out: Counter[str]) -> tuple[Finding, ...]:
    kinds = [f"{kind} ({count})" for kind, count in sorted(left_out.items()) if count]
    return (make_finding("read.left_out", f"Not read: {', '.join(kinds)}."),) if kinds else ()
