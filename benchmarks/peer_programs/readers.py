"""Readers of web pages and PDFs of other projects. Their own Python.

readers.py trafilatura|newspaper4k|pypdf|pdfplumber|pypdfium2      paths of files as their text
"""

from __future__ import annotations

import sys
from pathlib import Path

from serving import serve


def trafilatura(path: Path) -> str:
    import trafilatura

    return trafilatura.extract(path.read_bytes()) or ""


def newspaper4k(path: Path) -> str:
    import newspaper

    page = path.read_text(encoding="utf-8")
    return newspaper.article("http://localhost/", language="ar", input_html=page).text


def pypdf(path: Path) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def pdfplumber(path: Path) -> str:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def pypdfium2(path: Path) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


READERS = {each.__name__: each for each in (trafilatura, newspaper4k, pypdf, pdfplumber, pypdfium2)}

if __name__ == "__main__":
    read = READERS[sys.argv[1]]
    serve(lambda paths: [read(Path(path)) for path in paths])
