"""Saved e-mails and web pages saved as one file."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from summarizer import readers
from summarizer.errors import ReadError
from summarizer.readers import eml, mhtml
from summarizer.types import Article, Source

SOURCE = Source(name="a.eml", kind="eml", sha256="")
NEWS = "أكد وزير الخارجية، الثلاثاء، أن بلاده «لن تغلق» الحدود أمام 98 ألف شخص."
MORE = "وقال إن العدد بلغ ١٢٣٤ في العام ٢٠٢٣، بارتفاع 12.5%."


def mail(text: str = f"{NEWS}\n\n{MORE}\n", **headers: str) -> EmailMessage:
    message = EmailMessage()
    stated = {
        "From": "وكالة الأنباء <news@example.org>",
        "Subject": "عنوان الخبر",
        "Date": "Wed, 3 Jul 2024 23:30:00 +0300",
    }
    for name, value in (stated | headers).items():
        message[name] = value
    message.set_content(text, cte="base64")
    return message


def read(message: EmailMessage) -> Article:
    return eml.read(message.as_bytes(), SOURCE)


def test_subject_sender_and_date_are_title_byline_and_day() -> None:
    article = read(mail())
    assert article.text.split() == f"عنوان الخبر {NEWS} {MORE}".split()
    assert article.text.startswith(f"عنوان الخبر\n\n{NEWS}\n\n{MORE}")
    assert (article.title, article.byline, article.published) == ("عنوان الخبر", "وكالة الأنباء", "2024-07-03")
    assert article.findings == ()


def test_a_message_without_headers_of_its_own_is_given_none() -> None:
    article = eml.read(
        f"MIME-Version: 1.0\nDate: soon\nContent-Type: text/plain; charset=utf-8\n\n{NEWS}".encode(), SOURCE
    )
    assert (article.text, article.title, article.byline, article.published) == (NEWS, None, None, None)


@pytest.mark.parametrize(
    ("title", "encoding", "stated"),
    [
        ("عنوان الخبر", "utf-8", "utf-8"),
        ("عنوان الخبر", "utf-8", ""),
        ("عنوان", "cp1256", "windows-1256"),
        ("وزير الخارجية يصل إلى القاهرة", "cp1256", ""),
    ],
)
def test_headers_that_are_not_ascii_are_read_all_the_same(title: str, encoding: str, stated: str) -> None:
    charset = f"; charset={stated}" if stated else ""
    article = eml.read(f"Subject: {title}\nContent-Type: text/plain{charset}\n\n{NEWS}".encode(encoding), SOURCE)
    assert (article.title, article.text) == (title, f"{title}\n\n{NEWS}")


def test_an_encoding_that_was_told_from_the_bytes_is_noted() -> None:
    article = eml.read(b"From: a@example.org\n\n" + NEWS.encode("cp1256"), SOURCE)
    assert (article.text, [finding.code for finding in article.findings]) == (NEWS, ["read.encoding"])
    page = f"<html><body><article><p>{NEWS}</p></article></body></html>".encode("cp1256")
    saved = mhtml.read(b"MIME-Version: 1.0\nContent-Type: text/html\n\n" + page, SOURCE)
    assert NEWS in saved.text
    assert [finding.code for finding in saved.findings] == ["read.encoding"]


def test_a_header_in_no_known_encoding_is_shown_broken_and_not_left_out() -> None:
    article = eml.read(b"Subject: \xff\xfe\xfd\n\n" + NEWS.encode(), SOURCE)
    assert article.title == "\ufffd" * 3


@pytest.mark.parametrize(
    ("plain", "page", "read_as"),
    [
        (NEWS, f"<p>{NEWS}</p>", NEWS),
        ("اقرأ في المتصفح", f"<style>p{{}}</style><p>{NEWS}</p><p>{MORE}</p>", f"{NEWS}\n\n{MORE}"),
    ],
)
def test_the_fuller_of_plain_text_and_html_is_read(plain: str, page: str, read_as: str) -> None:
    message = mail(plain)
    message.add_alternative(page, subtype="html")
    assert read(message).text.partition("\n\n")[2].strip() == read_as


def test_a_version_of_the_message_is_read_with_all_its_parts() -> None:
    first, second = (f"<p>{words}</p>" for words in (NEWS, MORE))
    for plain in ("", "اقرأ في المتصفح"):
        version = EmailMessage()
        version.make_mixed()
        for page in (first, "", second):
            part = EmailMessage()
            if page:
                part.set_content(page, subtype="html")
            else:
                part.set_content(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
            version.attach(part)
        message = mail(plain)
        message.make_alternative()
        message.attach(version)
        article = read(message)
        assert article.text == f"عنوان الخبر\n\n{NEWS}\n\n{MORE}"
        assert [finding.message for finding in article.findings] == ["Not read: a.pdf."]


def test_attachments_are_named_and_messages_within_are_read() -> None:
    message = mail()
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="تقرير.pdf")
    message.add_attachment(mail("نص الرسالة المرفقة.", Subject="رسالة"))
    article = read(message)
    assert article.text.rstrip().endswith("رسالة\n\nنص الرسالة المرفقة.")
    assert [(f.code, f.message) for f in article.findings] == [("read.left_out", "Not read: تقرير.pdf.")]


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-8"])
def test_the_stated_encoding_is_believed(charset: str) -> None:
    words = "قال الوزير إن العدد بلغ 98 الف شخص في دمشق"
    head = f"Subject: x\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    assert eml.read(head.encode() + words.encode(charset), SOURCE).text == f"x\n\n{words}"


LONGEST = "س" * 72


@pytest.mark.parametrize(
    ("wrapped", "flowed", "whole"),
    [
        (f"{LONGEST}\nججج د\n\nهـ", False, f"{LONGEST} ججج د\n\nهـ"),
        (f"{LONGEST}\n\n{'ب' * 66}\nججج د", False, f"{LONGEST}\n\n{'ب' * 66}\nججج د"),  # it had room
        (f"{LONGEST}\n\n{'ب' * 69}\nججج د", False, f"{LONGEST}\n\n{'ب' * 69} ججج د"),
        (f"{'أ' * 100}\nب", False, f"{'أ' * 100}\nب"),  # never wrapped
        ("أ ب\nج", False, "أ ب\nج"),  # a list
        ("أ ب \nج\nد", True, "أ ب  ج\nد"),
        ("أ ب\n-- \nد", True, "أ ب\n-- \nد"),  # a signature
    ],
)
def test_lines_of_fixed_width_become_paragraphs(wrapped: str, flowed: bool, whole: str) -> None:
    assert eml._unwrapped(wrapped, flowed=flowed) == whole


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (NEWS.encode(), "read.wrong_type"),
        (b"%PDF-1.7\n", "read.wrong_type"),
        (b"Subject: x\n\n \n", "read.empty"),
        (b"Subject: x\nContent-Type: multipart/encrypted; boundary=b\n\n--b--", "read.encrypted"),
        (b"Subject: x\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nAAAA", "read.encrypted"),
        (b"Subject: x\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n", "read.encrypted"),
        (b"Content-Type: message/rfc822\n\n" * 2000, "read.damaged"),
    ],
)
def test_what_is_no_readable_message_is_refused_with_advice(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        eml.read(data, SOURCE)
    assert (caught.value.code, caught.value.source) == (code, "a.eml")
    assert caught.value.hint


STORY = "".join(
    f"<p>قال المسؤول رقم {i} إن الحكومة ستعلن الأسبوع المقبل عن خطة جديدة لدعم الاقتصاد.</p>" for i in range(5)
)
PAGE = f"<html><head><title>خطة جديدة لدعم الاقتصاد</title></head><body><article>{STORY}</article></body></html>"


def snapshot(page: str, charset: str = "utf-8") -> bytes:
    head = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/a\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\n'
        f"Content-Type: text/html; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    )
    return head.encode() + page.encode(charset) + b"\n--b\nContent-Type: image/png\n\nxx\n--b--\n"


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
def test_a_saved_page_is_read_as_a_web_page_with_its_address(charset: str) -> None:
    article = mhtml.read(snapshot(PAGE, charset), Source(name="a.mhtml", kind="mhtml", sha256=""))
    assert [line for line in article.text.split("\n\n") if line.startswith("قال")] == [
        paragraph.removesuffix("</p>") for paragraph in STORY.split("<p>")[1:]
    ]
    assert article.source.url == "https://example.org/a"


@pytest.mark.parametrize("data", [NEWS.encode(), b"Subject: x\n\nhello", b"\x89PNG\r\n"])
def test_what_is_no_saved_page_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        mhtml.read(data, Source(name="a.mhtml", kind="mhtml", sha256=""))
    assert caught.value.code == "read.wrong_type"


@pytest.mark.parametrize(("suffix", "kind"), [(".eml", "eml"), (".mht", "mhtml"), (".MHTML", "mhtml")])
def test_the_worker_reads_them_by_their_suffix(suffix: str, kind: str) -> None:
    data = mail().as_bytes() if kind == "eml" else snapshot(PAGE)
    assert readers.read_bytes(data, name="a", suffix=suffix).source.kind == kind
