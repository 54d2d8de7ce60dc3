from __future__ import annotations

import codecs
import json
import zlib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.errors import ReadError
from summarizer.readers.encoding import Decoded, decode, has_visible, refuse_other_types
from tests.old_encodings import ENCODINGS, as_read, encode_old

NEWS = "أكد وزير الخارجية، الثلاثاء، أن بلاده «لن تغلق» الحدود: 98 ألف شخص؟ وقال إنه يأمل في حل قريب؛ ولم يذكر موعدا."
VOWELLED = "قَالَ الرَّئِيسُ إِنَّ الحُكُومَةَ سَتُعْلِنُ الخُطَّةَ يَوْمَ الخَمِيسِ"


def code_of(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        decode(data, name="a.txt")
    assert caught.value.source == "a.txt"
    assert caught.value.hint
    return caught.value.code


def decoded_or_code(data: bytes) -> Decoded | str:
    try:
        return decode(data, name="a.txt")
    except ReadError as error:
        return error.code


@pytest.mark.parametrize("text", [NEWS, NEWS + "\r\n\r\n" + NEWS + "\r", "نعم", "a\tب"])
@pytest.mark.parametrize(
    ("encoding", "mark", "findings"),
    [
        ("utf-8", b"", []),
        ("utf-8", codecs.BOM_UTF8, []),
        ("utf-16-le", codecs.BOM_UTF16_LE, ["read.encoding"]),
        ("utf-16-be", codecs.BOM_UTF16_BE, ["read.encoding"]),
    ],
)
def test_text_that_says_its_encoding_is_read_exactly(
    text: str, encoding: str, mark: bytes, findings: list[str]
) -> None:
    decoded = decode(mark + text.encode(encoding), name="a.txt")
    assert (decoded.text, [finding.code for finding in decoded.findings]) == (text, findings)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [NEWS, "نعم", VOWELLED, "Title\r\n" + NEWS])
def test_utf_16_without_a_mark_is_recognised_and_reported(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), name="a.txt")
    assert decoded.text == text
    assert [finding.code for finding in decoded.findings] == ["read.encoding"]


@pytest.mark.parametrize(
    "text",
    [
        NEWS,
        VOWELLED,
        "أعلن الرئيس الفرنسي",
        "الحكومة",
        "قال المدير: «école normale», à Tunis, est fermée\r\nوأضاف أن الدراسة تبدأ غدا",
        "شركة IBM تعلن عن نتائجها المالية لعام 2023",
        "السعر 10.5% … و“اقتباس” – نهاية",
    ],
)
def test_windows_1256_is_recognised_and_reported(text: str) -> None:
    decoded = decode(text.encode("cp1256"), name="a.txt")
    assert decoded.text == text
    assert [finding.code for finding in decoded.findings] == ["read.encoding"]
    assert "Windows-1256" in decoded.findings[0].message


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "text",
    [
        "أعلن الرئيس أن الحكومة ستجتمع غدا في العاصمة",
        "قال وزير الخارجية، الثلاثاء، إن 98 ألف شخص عبروا الحدود؟ لا: 12.5 %!",
        "شركة IBM تعلن عن نتائجها المالية لعام 2023\r\nوالأرباح ترتفع للعام الثاني",
        "<html><head><title>اجتماع الحكومة في القاهرة</title></head><body>" + "<p>" * 99 + "أكد الوزير ذلك</body>",
    ],
)
def test_old_encodings_are_recognised_and_reported(text: str, encoding: str) -> None:
    data = encode_old(text, encoding)
    decoded = decode(data, name="a.txt")
    assert as_read(decoded.text.encode(), "utf-8") == as_read(data, encoding)
    assert [finding.code for finding in decoded.findings] == ["read.encoding"]


def test_cp864_comes_back_in_ordinary_letters() -> None:
    text = "قال الرئيس في الاجتماع إن السلام ممكن"
    assert decode(encode_old(text, "cp864"), name="a.txt").text == text.replace("إ", "ا")


def test_the_right_to_left_spaces_of_a_mac_are_spaces() -> None:
    text = "أعلن الرئيس أن الحكومة ستجتمع غدا"
    data = text.encode("mac_arabic")
    assert b"\xa0" in data
    assert decode(data, name="a.txt").text == text


def test_a_no_break_space_does_not_make_a_mac_of_iso_8859_6() -> None:
    text = "أعلن الرئيس أن\xa0الحكومة ستجتمع غدا"
    decoded = decode(text.encode("iso8859_6"), name="a.txt")
    assert decoded.text == text
    assert "ISO-8859-6" in decoded.findings[0].message


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le président français a déclaré qu'il était à l'École", "latin-1"),
        ("São João não está à mão, señor: Él vendrá mañana", "latin-1"),
        ("Ägypten und die Türkei: größere Straßen für Öl", "latin-1"),
        ("Президент РОССИИ объявил о мобилизации", "cp1251"),
        ("ПРЕЗИДЕНТ РОССИИ", "cp1251"),
        ("Η κυβέρνηση αποφάσισε σήμερα", "cp1253"),
        ("ממשלת ישראל החליטה היום", "cp1255"),
        ("中华人民共和国政府今天宣布", "gbk"),
    ],
)
def test_old_encodings_of_other_languages_are_refused_and_never_read_as_arabic(text: str, encoding: str) -> None:
    assert code_of(text.encode(encoding)) == "read.encoding"


@pytest.mark.parametrize("at", [0, 10, 101, -1])
@pytest.mark.parametrize("bad", [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xd8", b"\xe2\x82"])
def test_broken_utf_8_is_refused_and_never_read_as_mojibake(at: int, bad: bytes) -> None:
    data = NEWS.encode()
    assert code_of(data[:at] + bad + data[at:]) == "read.encoding"


@given(st.integers(1, len(NEWS.encode()) - 1), st.binary(min_size=1, max_size=3))
def test_arabic_utf_8_with_any_bytes_put_in_is_never_read_as_another_encoding(at: int, bad: bytes) -> None:
    data = NEWS.encode()[:at] + bad + NEWS.encode()[at:]
    decoded = decoded_or_code(data)
    assert decoded in ("read.encoding", "read.binary") or decoded == Decoded(text=data.decode())


def test_the_error_names_the_byte_its_offset_and_line() -> None:
    data = "سطر\nسطر\nالس".encode() + b"\xfe" + "طر".encode()
    with pytest.raises(ReadError, match=r"byte 0xFE at offset 20 \(line 3\) is not valid UTF-8") as caught:
        decode(data, name="أ.txt")
    assert str(caught.value).startswith("أ.txt: byte 0xFE")


def test_offsets_in_errors_count_the_byte_order_mark() -> None:
    with pytest.raises(ReadError, match="offset 3 "):
        decode(codecs.BOM_UTF8 + b"\xff", name="a.txt")


@pytest.mark.parametrize(
    "data", [codecs.BOM_UTF16_LE + NEWS.encode("utf-16-le")[:-1], codecs.BOM_UTF16_LE + b"\x00\xd8a\x00"]
)
def test_damaged_utf_16_is_refused(data: bytes) -> None:
    assert code_of(data) == "read.encoding"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, "\u200f\u00a0\u200b\ufeff\u2028".encode(), b"\x0c"])
def test_a_file_with_nothing_to_see_is_empty(data: bytes) -> None:
    assert code_of(data) == "read.empty"


@pytest.mark.parametrize(
    "data", [b"\0" * 50, b"abc\0def", NEWS.encode() + b"\0", b"\x01\x02\x03 text", zlib.compress(bytes(range(256)) * 9)]
)
def test_binary_data_is_refused(data: bytes) -> None:
    assert code_of(data) == "read.binary"


def test_one_stray_control_character_is_no_binary_data() -> None:
    assert decode((NEWS * 2 + "\x02\x1a").encode(), name="a.txt").text == NEWS * 2 + "\x02\x1a"


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", "PDF"),
        (b"PK\x03\x04\x14\0\x06\0word/document.xml", "DOCX"),
        (b"PK\x03\x04\x14\0\x06\0xl/workbook.xml", "XLSX"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument"),
        (b"PK\x03\x04\x14\0", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"GIF89a", "GIF"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "WebP"),
        (b"\0\0\0\x18ftypmp42", "MP4"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"PAR1\x15", "Parquet"),
        (b"\x7fELF\x02", "program"),
    ],
)
def test_known_types_are_named(start: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said) as caught:
        refuse_other_types(start + b"\0" * 100, name="a.txt")
    assert caught.value.code == "read.wrong_type"
    assert code_of(start + bytes(100)) == "read.wrong_type"


@given(st.text())
@example("0\x06")  # one Arabic letter in UTF-16
def test_any_text_in_utf_8_comes_back_or_is_refused_as_no_text(text: str) -> None:
    decoded = decoded_or_code(text.encode())
    refused = ("read.empty", "read.binary", "read.wrong_type")
    assert decoded in refused or decoded == Decoded(text=text.removeprefix("\ufeff"))


@given(st.text())
def test_what_can_be_seen_is_neither_space_nor_control(text: str) -> None:
    assert has_visible(text + "ب")
    assert not has_visible(" \u200f\u0000\u00a0\u2066")


def test_every_news_sentence_is_read_right_or_refused_in_every_encoding(data: Path) -> None:
    sentences = [
        line
        for name in ("news_dev.ar", "flores_dev.ar")
        for line in (data / "dev" / name).read_text("utf-8").splitlines()
    ][::10]
    with (data / "dev" / "mayadeen_dev.jsonl").open(encoding="utf-8") as lines:
        sentences += [json.loads(line)["title"] for line in lines][::5]
    for encoding in ENCODINGS:
        read = 0
        for sentence in sentences:
            encoded = encode_old(sentence, encoding)
            decoded = decoded_or_code(encoded)
            if decoded != "read.encoding":
                assert isinstance(decoded, Decoded)
                assert as_read(decoded.text.encode(), "utf-8") == as_read(encoded, encoding)
                read += 1
        assert read >= 0.95 * len(sentences), encoding
