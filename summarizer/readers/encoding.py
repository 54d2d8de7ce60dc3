"""Bytes that are meant to be text, as text: which encoding, and which faults are refused.

Nothing is ever replaced or guessed in silence. A file is UTF-8, or it says by its byte-order mark that it is UTF-16, or
its bytes clearly fit one other encoding, or it is refused with the place of the first bad byte. A finding names every
encoding but UTF-8.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from summarizer.errors import ReadError
from summarizer.findings import make_finding
from summarizer.readers.old_encodings import recognize_encoding
from summarizer.types import Finding

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

# (offset, first bytes, what it is). Types that people do save under a wrong name, and none whose mark could open an
# article.
_OTHER_TYPES = (
    (0, b"%PDF-", "a PDF document"),
    (0, b"PK\x03\x04", "a ZIP archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (DOC, XLS, PPT)"),
    (0, b"{\\rtf", "an RTF document"),
    (0, b"\x89PNG\r\n", "a PNG picture"),
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"GIF8", "a GIF picture"),
    (8, b"WEBP", "a WebP picture"),
    (4, b"ftyp", "a film, sound or picture (MP4, MOV, HEIC)"),
    (0, b"ID3", "an MP3 sound file"),
    (0, b"OggS", "an Ogg sound file"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"BZh9", "a bzip2 archive"),
    (0, b"\xfd7zXZ\x00", "an XZ archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (0, b"PAR1", "a Parquet table"),
    (0, b"\x7fELF", "a program"),
)
_ZIPPED_TYPES = (
    (b"word/", "a Word document (DOCX)"),
    (b"xl/", "an Excel workbook (XLSX)"),
    (b"ppt/", "a PowerPoint presentation (PPTX)"),
    (b"opendocument", "an OpenDocument file (ODT, ODS, ODP)"),
    (b"epub", "an EPUB book"),
)
_ZIP_SAMPLE = 4096  # bytes; the names of the first members stand there

# Share of characters that may be control characters. Text scraped from the web has a stray one now and then; programs
# and packed data have about 1 in 10. Not tuned.
_MAX_CONTROL = 0.01
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x19\x1b-\x1f\x7f]")

# Share of the 16-bit units whose high byte is that of ASCII or of the Arabic block. At least 0.97 in the 1197 news and
# FLORES sentences, 326 titles and 326 articles of the development sets when in UTF-16, and 0 in UTF-8.
_MIN_UTF16 = 0.8
_UTF16_HIGH = b"\x00\x06"
_MIN_UTF16_UNITS = 3  # fewer may be ASCII with a control character: "0" and 06 are one letter in UTF-16


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text of a file after its byte-order mark, character for character, and the doubts about its encoding."""

    text: str
    findings: tuple[Finding, ...] = ()


def decode(data: bytes, *, name: str) -> Decoded:
    """The text that ``data`` holds, line breaks and all. ``name`` is what errors call the file.

    Raises ReadError: read.empty, read.wrong_type, read.binary, read.encoding.
    """
    refuse_other_types(data, name=name)
    decoded = _decode(data, name)
    _refuse_binary(decoded.text, name)
    if not has_visible(decoded.text):
        raise ReadError("the file holds no text", code="read.empty", hint="Give a file with text in it", source=name)
    return decoded


def has_visible(text: str) -> bool:
    """Whether any character of ``text`` can be seen: not white space, not control, not format (zero-width, bidi)."""
    return any(unicodedata.category(c)[0] not in "ZC" for c in text)


def refuse_other_types(data: bytes, *, name: str) -> None:
    """Nothing, or ReadError read.wrong_type when the first bytes are those of a type that is no text."""
    start = data[:_ZIP_SAMPLE].lstrip(b"\xef\xbb\xbf \t\r\n")
    found = next((kind for offset, magic, kind in _OTHER_TYPES if start.startswith(magic, offset)), None)
    if found is None:
        return
    if start.startswith(b"PK"):
        found = next((kind for part, kind in _ZIPPED_TYPES if part in start), found)
    raise ReadError(
        f"the content is {found}, not text",
        code="read.wrong_type",
        hint="Save the article as text in UTF-8, or give the file its right name",
        source=name,
    )


def _decode(data: bytes, name: str) -> Decoded:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = _decode_strictly(data, encoding, len(mark), name)
            return Decoded(text=text, findings=() if encoding == "utf-8" else (_recognised("UTF-16", data),))
    for encoding, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if _looks_utf16(data, high):
            return Decoded(text=_decode_strictly(data, encoding, 0, name), findings=(_recognised("UTF-16", data),))
    try:
        return Decoded(text=data.decode("utf-8"))
    except UnicodeDecodeError as error:
        _refuse_binary(data.decode("latin-1"), name)
        old = recognize_encoding(data)
        if old is not None:
            return Decoded(text=old[1], findings=(_recognised(old[0], data),))
        raise _encoding_error(data, error.start, "UTF-8, and not clearly an old encoding of Arabic", name) from error


def _decode_strictly(data: bytes, encoding: str, start: int, name: str) -> str:
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _encoding_error(data, start + error.start, encoding.upper(), name) from error


def _encoding_error(data: bytes, offset: int, encoding: str, name: str) -> ReadError:
    line = data.count(b"\n", 0, offset) + 1
    return ReadError(
        f"byte 0x{data[offset]:02X} at offset {offset} (line {line}) is not valid {encoding}",
        code="read.encoding",
        hint="Save the file again as UTF-8, or get a copy that is not damaged",
        source=name,
    )


def _recognised(encoding: str, data: bytes) -> Finding:
    said = f"The file is not in UTF-8; its {len(data)} bytes were recognised as {encoding} and read as that."
    return make_finding("read.encoding", said)


def _refuse_binary(text: str, name: str) -> None:
    if "\0" in text or len(_CONTROL.findall(text)) > _MAX_CONTROL * len(text):
        raise ReadError(
            "the content is binary data, not text", code="read.binary", hint="Give a text file", source=name
        )


def _looks_utf16(data: bytes, high: bytes) -> bool:
    """Whether ``high``, every second byte of ``data``, looks like the high bytes of Arabic or ASCII in UTF-16."""
    units = len(data) // 2
    return units >= _MIN_UTF16_UNITS and len(data) % 2 == 0 and sum(map(high.count, _UTF16_HIGH)) >= _MIN_UTF16 * units
