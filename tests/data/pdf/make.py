"""Make the PDFs beside this file out of article.txt, with Chromium's printer and LibreOffice.

They are committed, so that tests need neither. ``python tests/data/pdf/make.py`` makes them anew.
"""

from __future__ import annotations

import html
import json
import subprocess
import tempfile
from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

HERE = Path(__file__).parent
LINES = (HERE / "article.txt").read_text(encoding="utf-8").splitlines()
HEAD = "صحيفة المثال — السبت 21 نوفمبر 2026"
PASSWORD = {
    name: {"type": kind, "value": value}
    for name, kind, value in (("EncryptFile", "boolean", "true"), ("DocumentOpenPassword", "string", "secret"))
}


def make_columns(font: str, columns: int, name: str, folder: Path) -> None:
    body = "".join(f"<p>{html.escape(line)}</p>" for line in LINES[1:])
    style = (
        f"body{{font:12pt '{font}';text-align:justify}}main{{columns:{columns};column-gap:1cm}}@page{{margin:2.5cm}}"
    )
    page = folder / "page.html"
    head = f'<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><style>{style}</style>'
    page.write_text(f"{head}<h1>{html.escape(LINES[0])}</h1><main>{body}</main>", encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={HERE / name}"]
    subprocess.run(["chromium", *flags, page.as_uri()], check=True, capture_output=True)


def make_headed(folder: Path) -> None:
    document = Document()
    section = document.sections[0]
    section.page_height = Pt(420)  # so that the article takes more than one page
    set_right_to_left(section.header.paragraphs[0], HEAD)
    footer = section.footer.paragraphs[0]
    set_right_to_left(footer, "صفحة ")
    add_page_number(footer)
    set_right_to_left(document.add_heading(level=0), LINES[0])
    for line in LINES[1:]:
        set_right_to_left(document.add_paragraph(), line)
    document.save(str(folder / "headed.docx"))
    for name, options in (("headed", ""), ("locked", ":writer_pdf_Export:" + json.dumps(PASSWORD))):
        convert = ["soffice", "--headless", "--convert-to", f"pdf{options}", "--outdir", str(folder)]
        subprocess.run([*convert, str(folder / "headed.docx")], check=True, capture_output=True)
        (folder / "headed.pdf").replace(HERE / f"{name}.pdf")


def set_right_to_left(paragraph, words: str) -> None:
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    paragraph.add_run(words).font.rtl = True


def add_page_number(paragraph) -> None:
    run = paragraph.add_run()
    for kind in ("begin", None, "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = "PAGE"
        run._r.append(element)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        make_columns("Noto Naskh Arabic", 2, "columns.pdf", Path(made))
        make_columns("Noto Kufi Arabic", 1, "kufi.pdf", Path(made))
        make_headed(Path(made))
