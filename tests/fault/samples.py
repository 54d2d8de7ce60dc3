"""A good, or nearly good, file of each kind that Mujaz reads, in bytes: the models of the hostile ones."""

from __future__ import annotations

import json
import struct
import zipfile
from email.message import EmailMessage
from io import BytesIO

NEWS = (
    "أعلن وزير الداخلية في العاصمة أن عشرة آلاف شخص غادروا البلاد منذ أبريل الماضي.\n\n"
    "وأضاف الوزير أن عدد الجرحى بلغ 25 شخصا، بينهم ثلاثة من الجنود.\n"
)
PAGE = f"<!DOCTYPE html><html><head><title>بيان</title></head><body><article><p>{NEWS * 3}</p></article></body></html>"


def samples() -> dict[str, bytes]:
    """The files, by suffix."""
    row = {"title": "بيان الوزارة", "text": NEWS, "date": "2024-07-03"}
    table = f'title,text,date\r\n"{row["title"]}","{NEWS}",2024-07-03\r\n'
    item = f"<item><title>{row['title']}</title><description>{NEWS}</description></item>"
    return {
        ".txt": NEWS.encode(),
        ".md": f"# بيان\n\n{NEWS}".encode(),
        ".html": PAGE.encode(),
        ".csv": table.encode(),
        ".tsv": table.replace(",", "\t").encode(),
        ".jsonl": (json.dumps(row, ensure_ascii=False) + "\n").encode() * 3,
        ".rss": f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{item}</channel></rss>'.encode(),
        ".zip": pack({"a.txt": NEWS.encode(), "b.html": PAGE.encode()}),
        ".docx": docx(f"<w:p><w:r><w:t>{NEWS}</w:t></w:r></w:p>"),
        ".epub": epub({"one.xhtml": PAGE.encode()}),
        ".eml": mail().as_bytes(),
        ".mhtml": mail(html=True).as_bytes(),
        ".pdf": pdf(b"BT /F1 12 Tf 72 720 Td (Mujaz) Tj ET"),
        ".parquet": b"PAR1" + bytes(range(256)) + struct.pack("<I", 200) + b"PAR1",
    }


def pack(members: dict[str, bytes], *, level: int = 9) -> bytes:
    """A zip archive of ``members``."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def docx(body: str, **parts: bytes) -> bytes:
    """A Word file with this body; ``parts`` come besides, or instead."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    members = {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{office}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument/2006/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
    }
    return pack({name: data.encode() for name, data in members.items()} | parts)


def epub(chapters: dict[str, bytes], **parts: bytes) -> bytes:
    """A book of these chapters."""
    items = "".join(f'<item id="c{i}" href="{n}" media-type="application/xhtml+xml"/>' for i, n in enumerate(chapters))
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(chapters)))
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{spine}</spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    fixed = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": container.encode(),
        "book.opf": package.encode(),
    }
    return pack(fixed | chapters | parts)


def mail(*, html: bool = False) -> EmailMessage:
    """A message with an article in it."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "بيان الوزارة", "a@example.org", "b@example.org"
    message.set_content(PAGE if html else NEWS, subtype="html" if html else "plain")
    return message


def pdf(content: bytes, *, pages: bytes = b"<</Type/Pages/Kids[3 0 R]/Count 1>>", trailer: bytes = b"") -> bytes:
    """A page with this content, in the plainest PDF that there is."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        pages,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, said in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, said)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (trailer, len(data))
    return data + b"xref\n0 6\n0000000000 65535 f \n" + table + end
