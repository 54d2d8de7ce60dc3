"""Electronic books: every chapter in its order, with what the book says of itself."""

from __future__ import annotations

import io
import zipfile

import pytest

from summarizer import readers
from summarizer.errors import ReadError
from summarizer.readers import epub
from summarizer.types import Source

SOURCE = Source(name="a.epub", kind="epub", sha256="")
NEWS = "أكد وزير الخارجية، الثلاثاء، أن بلاده «لن تغلق» الحدود أمام 98 ألف شخص."
MORE = "وقال إن العدد بلغ ١٢٣٤ في العام ٢٠٢٣، بارتفاع 12.5%."
STATED = "<dc:title>العدد الأول</dc:title><dc:creator>ليلى</dc:creator><dc:date>2024-07-03T00:00Z</dc:date>"
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)


def chapter(body: str) -> str:
    return f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body></html>'


def book(chapters: dict[str, str], *, stated: str = STATED, more: dict[str, str] | None = None) -> bytes:
    """A book of ``chapters`` (path below the package: page); the first is the table of contents."""
    nav = next(iter(chapters))
    kind = 'media-type="application/xhtml+xml"'
    items = "".join(
        f'<item id="{path}" href="{path}" {kind}{" properties=" + chr(34) + "nav" + chr(34) if path == nav else ""}/>'
        for path in chapters
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{stated}</metadata><manifest>{items}</manifest>"
        f"<spine>{''.join(f'<itemref idref={chr(34)}{path}{chr(34)}/>' for path in chapters)}</spine></package>"
    )
    files = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OPS/book.opf": package}
    files |= {f"OPS/{path.replace('%20', ' ')}": page for path, page in chapters.items()} | (more or {})
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


WHOLE = book(
    {
        "nav.xhtml": chapter("المحتويات"),
        "two%20.xhtml": chapter(f"<h1>أولاً</h1><p>{NEWS}</p>"),
        "b/c.xhtml": chapter(f'<a id="x"/><script/><p>{MORE}</p>'),
    }
)


def test_chapters_come_in_order_with_title_author_and_date() -> None:
    article = epub.read(WHOLE, SOURCE)
    assert article.text.split("\n\n") == ["العدد الأول", "أولاً", NEWS, MORE]
    assert (article.title, article.byline, article.published) == ("العدد الأول", "ليلى", "2024-07-03")


def test_a_book_that_says_nothing_of_itself_is_given_nothing() -> None:
    article = epub.read(book({"n": chapter("ف"), "a": chapter(NEWS)}, stated=""), SOURCE)
    assert (article.text, article.title, article.byline, article.published) == (NEWS, None, None, None)


def encryption(algorithm: str) -> dict[str, str]:
    method = (
        f'<e:EncryptedData xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptionMethod Algorithm="{algorithm}"/>'
    )
    return {"META-INF/encryption.xml": f"<encryption>{method}</e:EncryptedData></encryption>"}


PAGES = {"n": chapter("ف"), "a": chapter(NEWS)}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (book(PAGES, more=encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc")), "read.encrypted"),
        (book({"n": chapter("ف"), "a": chapter("<img/>"), "b": ""}), "read.empty"),
        (WHOLE[:400], "read.damaged"),
        (book(PAGES, more={"META-INF/container.xml": "<container/>"}), "read.damaged"),
        (b"%PDF-1.7", "read.wrong_type"),
        (NEWS.encode(), "read.damaged"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_cannot_be_read_is_refused_with_advice(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        epub.read(data, SOURCE)
    assert (caught.value.code, caught.value.source) == (code, "a.epub")
    assert caught.value.hint


def test_scrambled_fonts_lock_no_one_out() -> None:
    assert NEWS in epub.read(book(PAGES, more=encryption("http://www.idpf.org/2008/embedding")), SOURCE).text


def test_the_worker_reads_it_by_its_suffix() -> None:
    article = readers.read_bytes(WHOLE, name="b/a.epub", suffix=".epub")
    assert (article.source.kind, article.title) == ("epub", "العدد الأول")
