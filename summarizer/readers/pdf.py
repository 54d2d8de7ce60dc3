"""PDF files: the lines of all pages as paragraphs, with running heads and page numbers set apart.

A PDF knows no words, lines or paragraphs, so all of this is read from the places of glyphs (``pdf_lines``), and every
article from a PDF carries a finding that says so. Its date is not taken: a PDF states when the file was made, which is
not when the news was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, pairwise
from statistics import median
from typing import Any

from summarizer.errors import ReadError
from summarizer.findings import make_finding
from summarizer.readers.ocr import can_recognize, recognize
from summarizer.readers.paragraphs import Paragraph, join_paragraphs
from summarizer.readers.pdf_lines import PageLine, page_lines, set_brackets
from summarizer.types import Article, Finding, Source

# Set by eye on tests/data/pdf; lengths are shares of the font size.
_SAME_SIZE = 0.1  # share by which the sizes of one paragraph's lines may differ
_WIDE_GAP = 1.3  # times the usual distance of lines; more parts paragraphs
_INDENT = 0.8
_SHORT = 0.6  # times the usual width; a shorter line is the last of its paragraph, an item or a row
_AROUND = 4  # lines above and below that tell how wide a column is
_SPACE = 0.3
_PATIENCE = 2.5  # times the room, where no full stop says that the paragraph ends
_TITLE_SIZE = 1.25  # times the usual size

_EDGE_LINES = 2  # running heads stand among so many lines at the top or the bottom of a page
_SAME_PLACE = 3.0  # points
_PAGE_NUMBER = re.compile(r"\W*(?:صفحة|الصفحة|ص|page)?\W*\d{1,4}(?:\s*(?:/|من|of)\s*\d{1,4})?\W*", re.IGNORECASE)
# What browsers print around a page: its address, and when it was printed.
_PRINTED = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d+/\d+)?|(?:.* )?\d{1,2}/\d{1,2}/\d{2,4}[,،] \d{1,2}:\d\d (?:[AP]M|[صم])"
)
_FINISHED = re.compile(r"[.!?؟…][»”\")\]]*$")
# A page is a picture if it is covered by one, but for a stamp ("page 3", a scanner's name), or if its letters are drawn
# as shapes. Not tuned.
_FEW_WORDS = 20
_COVERED = 0.8
_MANY_SHAPES = 100
_MAX_RECOGNIZED = 10  # pages, at some 4 seconds each; an article has no more
_START = 1024  # bytes, within which a PDF says that it is one


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page's lines in reading order; whether it is a picture; the paragraphs that Tesseract then found on it.

    ``hidden``: its text cannot be seen, for it lies behind a picture in which some program recognised it.
    """

    lines: tuple[PageLine, ...]
    pictured: bool
    hidden: bool = False
    recognized: tuple[str, ...] = ()


def read(data: bytes, source: Source) -> Article:
    """The text of the PDF, paragraphs with blank lines between them; the title is what stands largest on page 1.

    Pages that are pictures are not read, and named in a finding. Raises ReadError: read.wrong_type, read.encrypted,
    read.damaged, read.scanned (all pages are pictures), read.empty.
    """
    return _read(data, source, ocr=False)


def read_scanned(data: bytes, source: Source) -> Article:
    """The same, but pages that are pictures are read by Tesseract if it is installed; the finding says which."""
    return _read(data, source, ocr=True)


def _read(data: bytes, source: Source, *, ocr: bool) -> Article:
    pages = _read_pages(data, source.name, ocr=ocr)
    if not any(page.lines or page.recognized for page in pages):
        if any(page.pictured for page in pages):
            raise _error(
                source.name,
                "its pages are pictures, not text",
                "read.scanned",
                "Type the article into a .txt file, or use --ocr with Tesseract installed for Arabic: it reads clean "
                "scans, but many of their numbers wrong",
            )
        raise _error(source.name, "the file holds no text", "read.empty", "Give a file with text in it")
    paragraphs = _paragraphs(pages)
    text, furniture = join_paragraphs(paragraphs)
    return Article(
        source=source, text=text, title=_title(pages, paragraphs), furniture=furniture, findings=_doubts(pages)
    )


def _error(name: str, said: str, code: str, hint: str) -> ReadError:
    return ReadError(said, code=code, hint=hint, source=name)


def _doubts(pages: Sequence[_Page]) -> tuple[Finding, ...]:
    said = "The text was read from a PDF: words, lines or columns may stand in wrong order."
    doubts = [make_finding("read.pdf", said)]
    recognized = [number for number, page in enumerate(pages, start=1) if page.recognized or page.hidden]
    if recognized:
        said = f"{_say_pages(recognized)} a picture in which the text was recognised: its numbers are often wrong."
        doubts.append(make_finding("read.ocr", said))
    unread = [number for number, page in enumerate(pages, start=1) if page.pictured and not page.recognized]
    if unread:
        doubts.append(make_finding("read.picture_pages", f"{_say_pages(unread)} a picture and was not read."))
    return tuple(doubts)


def _say_pages(numbers: Sequence[int]) -> str:
    said = ", ".join(map(str, numbers))
    return f"What is on pages {said} is" if len(numbers) > 1 else f"What is on page {said} is"


def _read_pages(data: bytes, name: str, *, ocr: bool = False) -> list[_Page]:
    import pypdfium2 as pdfium

    if b"%PDF-" not in data[:_START]:
        raise _error(name, "the content is not a PDF", "read.wrong_type", "Give the file its right name")
    try:
        document = pdfium.PdfDocument(data)
        pages = [_read_page(document[i]) for i in range(len(document))]
        return _with_set_brackets(_with_recognized(document, pages) if ocr else pages)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.raw.FPDF_ERR_PASSWORD:
            hint = "Save a copy without a password"
            raise _error(name, "the PDF is locked with a password", "read.encrypted", hint) from error
        raise _error(name, "the PDF is damaged", "read.damaged", "Get a whole copy of it") from error


def _read_page(page: Any) -> _Page:
    text_page, hidden = page.get_textpage(), _is_hidden(page)
    lines = tuple(page_lines(text_page, hidden=hidden))
    text_page.close()
    pictured = _is_pictured(page, sum(len(line.text.split()) for line in lines))
    page.close()
    return _Page(lines=lines, pictured=pictured, hidden=hidden)


def _is_hidden(page: Any) -> bool:
    """Whether most pieces of text are drawn with no ink."""
    from pypdfium2 import raw

    modes = Counter(map(raw.FPDFTextObj_GetTextRenderMode, page.get_objects([raw.FPDF_PAGEOBJ_TEXT], max_depth=3)))
    return 2 * modes[raw.FPDF_TEXTRENDERMODE_INVISIBLE] > modes.total()


def _is_pictured(page: Any, words: int) -> bool:
    from pypdfium2 import raw

    if words > _FEW_WORDS:
        return False
    pictures = list(page.get_objects([raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    if words == 0:
        shapes = islice(page.get_objects([raw.FPDF_PAGEOBJ_PATH], max_depth=3), _MANY_SHAPES)
        return bool(pictures) or sum(1 for _ in shapes) == _MANY_SHAPES
    width, height = page.get_size()
    bounds = (picture.get_bounds() for picture in pictures)
    return any((right - left) * (top - bottom) > _COVERED * width * height for left, bottom, right, top in bounds)


def _with_recognized(document: Any, pages: Sequence[_Page]) -> list[_Page]:
    """The pages, the first of those that are pictures as Tesseract reads them, stamps and all."""
    done = list(pages)
    pictured = [index for index, page in enumerate(pages) if page.pictured]
    for index in pictured[:_MAX_RECOGNIZED] if pictured and can_recognize() else ():
        found = recognize(document[index])
        done[index] = _Page(lines=(), pictured=True, recognized=found) if found else pages[index]
    return done


def _with_set_brackets(pages: Sequence[_Page]) -> list[_Page]:
    texts = iter(set_brackets([line.text for page in pages for line in page.lines]))
    return [replace(page, lines=tuple(replace(line, text=next(texts)) for line in page.lines)) for page in pages]


def _paragraphs(pages: Sequence[_Page]) -> list[Paragraph]:
    """The lines joined; what is furniture stands behind the paragraph that it interrupts."""
    furniture = _furniture(pages)
    columns = list(_columns([line for page in pages for line in page.lines if id(line) not in furniture]))
    joined = {id(after) for before, after in _joints(columns)}
    done: list[Paragraph] = []
    words: list[str] = []
    waiting: list[Paragraph] = []
    for page in pages:
        for line in page.lines:
            if id(line) in furniture:
                waiting.append(Paragraph(text=line.text, furniture=True))
            elif id(line) in joined:
                words.append(line.text)
            else:
                done += [Paragraph(text=" ".join(words)), *waiting]
                words, waiting = [line.text], []
        if page.recognized:
            done += [Paragraph(text=" ".join(words)), *waiting, *map(_recognized, page.recognized)]
            words, waiting = [], []
    return [paragraph for paragraph in (*done, Paragraph(text=" ".join(words)), *waiting) if paragraph.text]


def _recognized(text: str) -> Paragraph:
    return Paragraph(text=text, furniture=_PAGE_NUMBER.fullmatch(text) is not None)


def _furniture(pages: Sequence[_Page]) -> set[int]:
    """The ids of lines at the edge of a page: its number, what a browser prints, what another page has there too."""
    edges: list[tuple[str, int, PageLine]] = []
    for number, page in enumerate(pages):
        ordered = sorted(page.lines, key=lambda line: line.y)
        chosen = {id(line): line for line in ordered[:_EDGE_LINES] + ordered[-_EDGE_LINES:]}
        edges += [(re.sub(r"\d+", "#", line.text), number, line) for line in chosen.values()]
    found = {id(line) for _, _, line in edges if _PAGE_NUMBER.fullmatch(line.text) or _PRINTED.fullmatch(line.text)}
    for _, group in groupby(sorted(edges, key=lambda edge: edge[0]), key=lambda edge: edge[0]):
        for (_, on, line), (_, other_on, other) in pairwise(sorted(group, key=lambda edge: edge[2].y)):
            worded = any(map(str.isalpha, line.text))  # rows of figures look all the same without their digits
            if worded and on != other_on and abs(line.y - other.y) < _SAME_PLACE:
                found |= {id(line), id(other)}
    return found


def _columns(lines: Sequence[PageLine]) -> Iterator[list[PageLine]]:
    """The lines in stretches of one size, each line below the one before it and not beside it."""
    column: list[PageLine] = []
    for line in lines:
        if column and not _is_below(column[-1], line):
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _is_below(before: PageLine, after: PageLine) -> bool:
    common = min(before.right, after.right) - max(before.left, after.left)
    narrower = min(before.right - before.left, after.right - after.left)
    return before.y > after.y and 2 * common > narrower and _are_of_one_size(before, after)


def _are_of_one_size(line: PageLine, other: PageLine) -> bool:
    return abs(line.size - other.size) <= _SAME_SIZE * max(line.size, other.size)


def _joints(columns: Sequence[Sequence[PageLine]]) -> Iterator[tuple[PageLine, PageLine]]:
    """The pairs of neighbouring lines that belong to one paragraph."""
    if not columns:
        return
    pitch, width = _usual_pitch(columns), _usual_width(columns)
    for column in columns:
        for i, (before, after) in enumerate(pairwise(column)):
            around = column[max(i - _AROUND, 0) : i + _AROUND + 2]
            left, right = min(line.left for line in around), max(line.right for line in around)
            near = before.y - after.y <= _WIDE_GAP * pitch * before.size
            indented = after.right < right - _INDENT * after.size and _FINISHED.search(before.text)
            short = before.right - before.left < _SHORT * width
            if near and not indented and not short and not _had_room(before, after, left):
                yield before, after
    for column, following in pairwise(columns):
        before, after = column[-1], following[0]
        left = min(line.left for line in column[-_AROUND:])
        goes_up = after.y > before.y and _are_of_one_size(before, after)
        ended = before.right - before.left < _SHORT * width or _FINISHED.search(before.text)
        if goes_up and not ended and not _had_room(before, after, left):
            yield before, after


def _usual_pitch(columns: Sequence[Sequence[PageLine]]) -> float:
    """The commonest distance from line to line, in font sizes."""
    steps = [round((a.y - b.y) / a.size, 1) for column in columns for a, b in pairwise(column)]
    return Counter(steps).most_common(1)[0][0] if steps else 1.0


def _usual_width(columns: Sequence[Sequence[PageLine]]) -> float:
    """The width of the line in which the middle word of all stands, in points."""
    return median(line.right - line.left for column in columns for line in column for _ in line.text.split())


def _had_room(before: PageLine, after: PageLine, left: float) -> bool:
    """Whether the next line's first word would have fitted into its end: then it was ended on purpose."""
    first = len(after.text.split(" ")[0]) / len(after.text) * (after.right - after.left) + _SPACE * after.size
    return before.left - left > first * (1 if _FINISHED.search(before.text) else _PATIENCE)


def _title(pages: Sequence[_Page], paragraphs: Sequence[Paragraph]) -> str | None:
    """The paragraph of the largest line on the first page, if it is clearly larger than the usual one."""
    first = pages[0].lines
    if not first:
        return None
    largest = max(first, key=lambda line: line.size)
    usual = median(line.size for page in pages for line in page.lines for _ in line.text.split())
    if largest.size < _TITLE_SIZE * usual:
        return None
    return next((p.text for p in paragraphs if p.text.startswith(largest.text) and not p.furniture), None)
