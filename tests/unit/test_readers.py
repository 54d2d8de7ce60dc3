from __future__ import annotations

import dataclasses
import hashlib
import logging
import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer import readers
from summarizer.errors import ReadError
from summarizer.readers import html
from summarizer.types import Article, Source
from tests.nobody import as_nobody

NEWS = "أكد وزير الخارجية، الثلاثاء، أن بلاده «لن تغلق» الحدود أمام 98 ألف شخص."


def paragraph(number: int) -> str:
    return (
        f"<p>قال المسؤول رقم {number} إن الحكومة ستعلن الأسبوع المقبل عن خطة جديدة لدعم الاقتصاد في المدن الكبرى.</p>"
    )


STORY = "".join(map(paragraph, range(5)))


def read_page(page: str) -> Article:
    return readers.read_bytes(page.encode(), name="a.html", suffix=".html")


def code_of(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        readers.read(path, name="the name")
    assert caught.value.source == "the name"
    assert caught.value.hint
    return caught.value.code


# --- which reader


def test_suffixes_are_sorted() -> None:
    assert list(readers.SUFFIXES) == sorted(readers.SUFFIXES)
    assert {".docx", ".eml", ".epub", ".html", ".md", ".mhtml", ".pdf", ".txt"} < set(readers.SUFFIXES)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", "text"),
        ("a.TEXT", "text"),
        ("a", "text"),
        ("a.md", "markdown"),
        ("a.Markdown", "markdown"),
        ("a.html", "html"),
        ("a.HTM", "html"),
        ("a.xhtml", "html"),
    ],
)
def test_the_suffix_chooses_the_reader(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes(NEWS.encode())
    article = readers.read(path, name="x")
    assert (article.source.kind, article.source.name, article.source.path) == (kind, "x", str(path))
    assert article.source.sha256 == hashlib.sha256(NEWS.encode()).hexdigest()
    assert article.text == NEWS


def test_text_keeps_every_character_after_the_byte_order_mark(tmp_path: Path) -> None:
    text = f"عنوان\r\n\r\n{NEWS}\r\u2028\t\u200f\x0c  \n\n"
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    article = readers.read(tmp_path / "a.txt", name="a.txt")
    assert (article.text, article.markup, article.title, article.findings) == (text, (), None, ())


def test_pasted_text_has_a_name_and_no_path() -> None:
    article = readers.read_text(NEWS)
    assert (article.text, article.source.name, article.source.path) == (NEWS, "pasted text", None)


def test_pasted_text_with_half_a_character_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        readers.read_text(NEWS + "\ud800")
    assert caught.value.code == "read.encoding"


def test_replacement_characters_are_counted() -> None:
    (finding,) = readers.read_text(f"{NEWS} \ufffd\ufffd ثم").findings
    assert (finding.code, "2 replacement characters" in finding.message) == ("read.replacement", True)


# --- bad input


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "read.empty"),
        ("blank.md", b" \n\n", "read.empty"),
        ("blank.html", b"\n", "read.empty"),
        ("binary.txt", bytes(range(256)) * 4, "read.binary"),
        ("really.txt", b"%PDF-1.7\n" + bytes(200), "read.wrong_type"),
        ("really.html", b"PK\x03\x04 word/document.xml", "read.wrong_type"),
        ("page.txt", f"<!DOCTYPE html>\n<html><body>{STORY}".encode(), "read.wrong_type"),
        ("english.txt", b"The minister said on Tuesday that the border is open.", "read.language"),
        ("quote.txt", b"The minister said on Tuesday that the border is open. " * 3 + "نعم".encode(), "read.language"),
        ("digits.txt", "٢٠٢٤ 15.7 % ،؛؟".encode(), "read.no_arabic"),
        ("hebrew.md", "ממשלת ישראל".encode(), "read.language"),
        ("english.html", b"<html><body><p>The border is open.</p></body></html>", "read.no_arabic"),
        ("links.md", '[x](http://a.b/c "عنوان") only English words here'.encode(), "read.no_arabic"),
        ("broken.txt", NEWS.encode()[:-2], "read.encoding"),
        ("broken.html", b"<html><body><p>" + NEWS.encode() + b"\xd8</p>", "read.encoding"),
        ("article.pdf", NEWS.encode(), "read.wrong_type"),
        ("article.docx", b"PK", "read.damaged"),
        ("nothing.html", b"<html><body><script>1</script></body></html>", "read.no_article"),
        ("stub.html", b"<html", "read.no_article"),
    ],
)
def test_bad_files_are_refused_with_a_code(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert code_of(tmp_path / name) == code


def test_fifty_megabytes_of_one_line_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert code_of(path) == "read.too_large"


def test_the_limit_holds_for_bytes_from_elsewhere_and_for_files_that_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    limited = dataclasses.replace(readers._FORMATS[".txt"], max_bytes=len(NEWS.encode()))
    monkeypatch.setitem(readers._FORMATS, ".txt", limited)
    assert readers.read_text(NEWS).text == NEWS
    with pytest.raises(ReadError) as caught:
        readers.read_text(NEWS + ".")
    assert caught.value.code == "read.too_large"


@pytest.mark.parametrize("name", ["missing.txt", "missing.pdf", "file.txt/inside.txt", "nul\0.txt", "half\ud800.txt"])
def test_a_path_that_leads_nowhere_is_missing(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text(NEWS, encoding="utf-8")
    assert code_of(tmp_path / name) == "read.missing"


def test_a_broken_link_is_missing_and_a_circle_of_links_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "broken.txt").symlink_to("nowhere.txt")
    (tmp_path / "circle.txt").symlink_to("circle.txt")
    assert code_of(tmp_path / "broken.txt") == "read.missing"
    assert code_of(tmp_path / "circle.txt") == "read.failed"


@pytest.mark.parametrize(
    ("error", "code"), [(PermissionError(13, "no"), "read.denied"), (OSError(5, "disk"), "read.failed")]
)
def test_faults_of_the_system_are_mapped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str
) -> None:
    def refuse(*_: object) -> int:
        raise error

    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    monkeypatch.setattr(os, "open", refuse)
    assert code_of(tmp_path / "a.txt") == code


@pytest.mark.skipif(os.name != "posix", reason="needs rights of files")
def test_a_file_without_the_right_to_read_is_denied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)  # nobody may not enter the folders above
    Path("a.txt").touch(mode=0)
    assert as_nobody(lambda: code_of(Path("a.txt"))) == "read.denied"


@pytest.mark.skipif(os.name != "posix", reason="needs pipes and devices")
def test_pipes_devices_sockets_and_folders_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.txt"))
        for path in (tmp_path / "pipe.txt", tmp_path / "socket.txt", tmp_path / "folder.txt", Path("/dev/zero")):
            assert code_of(path) == "read.not_a_file"


def test_a_path_that_is_not_utf_8_can_be_read_and_recorded(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    try:
        path.write_text(NEWS, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert readers.read(path, name="x").source.path == f"{tmp_path}/\ufffd.txt"


# --- Markdown: ⟦ ⟧ stand around what must be markup


@pytest.mark.parametrize(
    "marked",
    [
        "⟦#⟧ عنوان",
        "⟦##⟧ عنوان #1 ⟦##⟧",
        "عنوان\n⟦======⟧\nنص",
        "#وسم ليس عنوانا",
        "نص ⟦**⟧غليظ⟦**⟧ و⟦*⟧مائل⟦*⟧ ⟦***⟧كلاهما⟦***⟧ ⟦~~⟧محذوف⟦~~⟧",
        "⟦_⟧كلمة⟦_⟧ و_ليس_هذا snake_case_name",
        "5 * 3 * 2 و **غير مغلق و * وحدها _ ووحدها",
        "*ما الذي يحدث؟\n-نحن في السودان",
        "⟦`⟧كود⟦`⟧ و⟦``⟧ب`ت⟦``⟧ و```غير مغلق` ``",
        '⟦[⟧الرابط ⟦**⟧الأول⟦**⟧⟦](http://a.b/c_d "عنوان")⟧ ثم نص',
        "⟦[⟧أ⟦](ب)⟧ ب [ليس رابطا] (ولا هذا) [1]",
        "⟦[⟧مرجع⟦][r]⟧ نص\n\n⟦[r]: http://a.b/c⟧",
        "⟦![⟧صورة الرئيس⟦](a.png)⟧ ⟦![photo](b.png)⟧ نص",
        "⟦[![⟧وصف⟦](i.png)](http://l)⟧",
        "⟦-⟧ بند\n  تابع\n⟦*⟧ بند\n\n⟦+⟧ بند",
        "1. أولا\n2) ثانيا\n⟦>⟧ 3. ثالثا",
        "⟦>⟧ اقتباس\n⟦> >⟧ ⟦**⟧داخله⟦**⟧\nتابع",
        "نص\n\n⟦* * *⟧\n\nنص\n\n⟦---⟧",
        "⟦|⟧ الدولة ⟦|⟧ العدد ⟦|⟧\n⟦|---|--:|⟧\n⟦|⟧ مصر ⟦|⟧ ⟦**⟧100⟦**⟧ ⟦|⟧\n⟦|⟧ مصر ⟦|⟧ مصر ⟦|⟧",
        "⟦|⟧ أ ⟦|⟧ ب ⟦|⟧\n⟦|---|---|⟧\n⟦|⟧ ج ⟦|⟧ د ⟦|⟧ زائد ⟦|⟧ 300 ⟦|⟧\n| هـ \\| و | ز |",
        "| أ | ب |",
        "نص\n⟦```python⟧\n⟦print(1)⟧\n\n⟦```⟧\nنص",
        "⟦~~~⟧\nنص عربي في سياج\n123\n⟦~~~⟧\nنص",
        "⟦```⟧\nسياج لم يغلق\n\nنص",
        "    نص مزاح\n\n\tونص مزاح",
        "[المتحدث]: نعم\n\n[ملاحظة]: نص",
        "⟦\\⟧*ليس مائلا⟦\\⟧* \\ن ومسار C:\\م",
        "⟦<b>⟧غليظ⟦</b>⟧⟦<br/>⟧ و 3 < 5 و⟦<⟧http://a.b⟦>⟧",
        '⟦<div dir="rtl">⟧\nنص ⟦<span>⟧داخل⟦</span>⟧\n⟦</div>⟧',
        "⟦<!-- تعليق⟧\n⟦مخفي -->⟧ ظاهر",
        "نص &amp; نص",
        "⟦---⟧\n⟦title:⟧ عنوان\n⟦tags:⟧\n  ⟦- أ⟧\n\n⟦---⟧\nنص",
        "⟦---⟧\nنص بين خطين\n\n⟦---⟧\nنص",
        "قال: نعم\n⟦---⟧\n\ntitle: عنوان",
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_markdown_marks_the_syntax_and_keeps_the_words(marked: str, line_break: str) -> None:
    marked = marked.replace("\n", line_break)
    article = readers.read_bytes(marked.translate({ord("⟦"): None, ord("⟧"): None}).encode(), name="a.md", suffix=".md")
    shown = list(article.text)
    for start, end in article.markup:
        shown[start] = "⟦" + shown[start]
        shown[end - 1] += "⟧"
    assert "".join(shown) == marked.replace("⟧⟦", "")


def test_front_matter_gives_title_byline_and_date() -> None:
    head = "---\nTitle: 'عنوان: المقال'\nauthor:   أحمد علي\ndate: 2024-07-03T10:00:00Z\nempty:\n---\n# غيره\n"
    article = readers.read_bytes((head + NEWS).encode(), name="a.md", suffix=".md")
    assert (article.title, article.byline, article.published) == ("عنوان: المقال", "أحمد علي", "2024-07-03")
    assert article.text == head + NEWS
    words = [line.strip() for line in readers.without_markup(article).split("\n")]
    assert words == ["", "عنوان: المقال", "", "", "", "", "غيره", *NEWS.split("\n")]


@pytest.mark.parametrize(
    "head", ["# عنوان\n", "---\nقال الوزير نعم\n---\n", "---\ntitle: لم يغلق\n", "\n---\ntitle: متأخر\n---\n"]
)
def test_without_front_matter_markdown_states_no_title(head: str) -> None:
    article = readers.read_bytes((head + NEWS).encode(), name="a.md", suffix=".md")
    assert (article.title, article.byline, article.published) == (None, None, None)


MARKDOWN = st.lists(
    st.sampled_from(
        [
            *'#*_~`[]()!<>|-+=\\ \n\t:."1&\r',
            "\r\n",
            "    ",
            "```\n",
            "---\n",
            "نص",
            "كلمة أخرى",
            "[ا](b)",
            "<b>",
            "|-|\n",
        ]
    ),
    max_size=40,
).map("".join)


@given(MARKDOWN)
@settings(max_examples=400)
def test_markup_is_sorted_apart_trimmed_and_holds_no_whole_line_of_arabic(text: str) -> None:
    article = readers.read_bytes(f"{text}\n\nنهاية".encode(), name="a.md", suffix=".md")
    assert article.text == f"{text}\n\nنهاية"
    previous = -1
    for start, end in article.markup:
        assert previous < start < end <= len(article.text)
        assert article.text[start:end] == article.text[start:end].strip()
        previous = end
    assert readers.without_markup(article).endswith("نهاية")


def test_hostile_markdown_is_read_to_its_end() -> None:
    for hostile in ("[" * 5000, "![a" * 2000 + "](b)" * 2000, "*a _b " * 5000, "> " * 5000, "`a" * 5000, "<a " * 5000):
        assert readers.read_bytes(f"{hostile}\n\n{NEWS * 2000}".encode(), name="a.md", suffix=".md").text


# --- HTML


def test_a_page_becomes_title_and_paragraphs_with_its_metadata() -> None:
    article = read_page(
        '<html><head><title>عنوان الخبر</title><meta name="author" content="أحمد علي">'
        '<meta property="article:published_time" content="2024-07-03T10:00:00+03:00"></head>'
        f"<body><article><h1>عنوان الخبر</h1>{STORY}<h2>عنوان الخبر</h2>{paragraph(9)}</article></body></html>"
    )
    assert (article.title, article.byline, article.published) == ("عنوان الخبر", "أحمد علي", "2024-07-03")
    lines = article.text.split("\n\n")
    assert lines[:2] == ["عنوان الخبر", paragraph(0)[3:-4]]
    assert lines[-2:] == ["عنوان الخبر", paragraph(9)[3:-4]]
    assert article.markup == ()


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ('<script type="application/ld+json">{"datePublished": "2024-07-03T01:00Z"}</script>', "2024-07-03"),
        ('<time itemprop="datePublished" datetime="2024-07-03">أمس</time>', "2024-07-03"),
        ('<span property="dc:date" content="2024-07-03T00:00:00+01:00">أمس</span>', "2024-07-03"),
        ('<meta name="date" content="3 July 2024"><meta name="pubdate" content="2024-07-03">', "2024-07-03"),
        ('<div class="date">2024-07-03</div><div id="year">2020</div><a href="/2019/02/09/x">خبر</a>', None),
    ],
)
def test_a_date_is_taken_only_where_the_page_states_it_as_its_own(stated: str, published: str | None) -> None:
    assert read_page(f"<html><body>{stated}<article>{STORY}</article></body></html>").published == published


def test_lists_quotes_captions_tables_and_breaks_keep_their_words_and_get_no_others() -> None:
    article = read_page(
        f"<html><head><title>عنوان</title></head><body><article><h1>عنوان</h1>{paragraph(1)}"
        "<figure><img src='a.jpg' alt='x'><figcaption>الرئيس في القصر أمس</figcaption></figure>"
        "<h2>عنوان فرعي</h2><ul><li>النقطة الأولى</li><li>النقطة <b>الثانية</b> هنا</li></ul>"
        "<blockquote><p>هذا اقتباس من كلام الرئيس.</p></blockquote><ol><li>أولا</li><li>ثانيا</li></ol>"
        "<table><tr><th>الدولة</th><th>العدد</th></tr><tr><td>مصر</td><td>100</td></tr></table>"
        f"<p>سطر أول<br>سطر\n   ثان &lt;b&gt; &amp;lt; <em>مائل</em>.</p>{paragraph(2)}</article></body></html>"
    )
    assert article.text.split("\n\n") == [
        "عنوان",
        paragraph(1)[3:-4],
        "الرئيس في القصر أمس",
        "عنوان فرعي",
        "النقطة الأولى",
        "النقطة الثانية هنا",
        "هذا اقتباس من كلام الرئيس.",
        "أولا",
        "ثانيا",
        "الدولة العدد",
        "مصر 100",
        "سطر أول",
        "سطر ثان <b> &lt; مائل.",
        paragraph(2)[3:-4],
    ]


def test_a_page_that_is_one_form_gives_its_whole_story() -> None:
    article = read_page(
        '<html><head><title>عنوان</title></head><body><form method="post" action="./news.aspx" id="aspnetForm">'
        '<input type="hidden" name="__VIEWSTATE" value="dDw3NDg2NTI5MDg7Oz4=">'
        '<div class="menu"><a href="/">الرئيسية</a> <a href="/s">رياضة</a></div>'
        f'<div id="content"><h1>عنوان</h1>{STORY}</div>'
        '<div class="sidebar"><a href="/y">خبر آخر عن موضوع آخر</a></div></form></body></html>'
    )
    assert article.text.split("\n\n") == ["عنوان", *(paragraph(i)[3:-4] for i in range(5))]


@pytest.mark.parametrize(
    "page",
    ["<p>خبر عاجل: مقتل ثلاثة.</p>", "خبر عاجل: مقتل ثلاثة.", "<html><body><p>خبر عاجل: مقتل ثلاثة.</p></body></html>"],
)
def test_a_fragment_is_a_page(page: str) -> None:
    assert read_page(page).text == "خبر عاجل: مقتل ثلاثة."


@pytest.mark.parametrize(
    "head",
    [
        '<html><head><meta charset="windows-1256"><title>عنوان</title></head>',
        '<?xml version="1.0" encoding="windows-1256"?>\n<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><title>عنوان</title>',
        "<html><head><title>عنوان</title></head>",
    ],
)
@pytest.mark.parametrize(
    ("encoding", "found"), [("cp1256", ["read.encoding"]), ("utf-8", []), ("utf-16", ["read.encoding"])]
)
def test_pages_in_every_encoding_are_read_whatever_they_declare(head: str, encoding: str, found: list[str]) -> None:
    data = f"{head}<body>{STORY}</body></html>".encode(encoding)
    article = readers.read_bytes(data, name="a.html", suffix=".html")
    assert article.text.split("\n\n") == ["عنوان", *(paragraph(i)[3:-4] for i in range(5))]
    assert [finding.code for finding in article.findings] == found


def test_scripts_in_a_page_are_never_text_and_written_out_tags_are_data() -> None:
    article = read_page(
        f"<html><head><title>عنوان &lt;script&gt;</title></head><body><script>alert('نص')</script>{STORY}"
        "<p onclick='x()'>نص &lt;img src=x onerror=alert(1)&gt; هنا</p></body></html>"
    )
    assert "alert('نص')" not in article.text
    assert "onclick" not in article.text
    assert "نص <img src=x onerror=alert(1)> هنا" in article.text


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 300 + STORY,
        "<html><body>" + "<ul><li>نص" * 30_000,
        "<html><body>" + "<b>" * 100_000 + "نص",
        "<table>" * 500 + "نص" + "</table>" * 500,
    ],
)
def test_a_page_nested_too_deeply_is_refused_and_not_cut(page: str) -> None:
    with pytest.raises(ReadError, match="nested too deeply") as caught:
        read_page(page)
    assert caught.value.code == "read.no_article"


@pytest.mark.parametrize("fault", [RecursionError("deep"), ValueError("bad"), AttributeError("none"), KeyError("x")])
def test_faults_of_the_library_are_mapped(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    source = Source(name="page.html", kind="html", sha256="")
    with pytest.raises(ReadError) as caught:  # here, not in the worker process
        html.read(f"<html><body>{STORY}</body></html>".encode(), source)
    assert (caught.value.code, caught.value.__cause__) == ("read.no_article", fault)


def test_trafilatura_is_silent(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ReadError):
        html.read(b"<html><body></body></html>", Source(name="page.html", kind="html", sha256=""))
    assert logging.getLogger("trafilatura").handlers
    assert capsys.readouterr() == ("", "")


def test_the_real_pages_give_their_whole_stories(data: Path) -> None:
    pages = data / "dev" / "pages"
    cnn = readers.read(pages / "newspaper4k_arabic_article.html", name="cnn")
    expected = (pages / "newspaper4k_arabic_article.txt").read_text("utf-8").split()
    found = set(cnn.text.split())
    assert [word for word in expected if word not in found] == []
    assert (cnn.title, cnn.published) == ("معارضون يسيطرون على مخازن للصواريخ بريف دمشق", None)
    assabah = readers.read(pages / "assabah.html", name="assabah")
    assert assabah.published == "2019-02-08"
    assert assabah.text.startswith(f"{assabah.title}\n\nحوار: آسيا العتروس\n\nمالذي يحدث في السودان؟")
    assert assabah.text.endswith("والدفع الى اعادة التفكير في العلاقة بين الخرطوم وتل ابيب.")


# --- any bytes at all

TAGS = [
    b"<p>",
    b"</p>",
    b"<div ",
    b"<html>",
    b"<table><tr>",
    b"<!--",
    b"-->",
    b"&#0;",
    b"&#x1F600;",
    b"&amp;",
    b"<!DOCTYPE ",
    b"<?xml ",
    b"'",
    b">",
]
PIECES = st.lists(
    st.one_of(
        st.binary(max_size=8), st.sampled_from(TAGS), st.just(NEWS.encode()), st.text(max_size=8).map(str.encode)
    ),
    max_size=12,
)


@pytest.mark.parametrize("suffix", ["", *readers.SUFFIXES])
@given(
    st.one_of(
        st.binary(max_size=300),
        PIECES.map(b"".join),
        st.text(max_size=100).map(lambda text: text.encode("cp1256", "replace")),
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_give_an_article_or_a_read_error(suffix: str, data: bytes) -> None:
    try:
        text = readers.read_bytes(data, name="x", suffix=suffix).text
    except ReadError:
        return
    assert text.strip()
    assert "\0" not in text


@pytest.mark.parametrize(
    ("suffix", "advice"),
    [(".doc", "Save it as .docx"), (".XLSX", "Save the sheet as .csv in UTF-8"), (".jbf", "plain text")],
)
def test_a_file_that_no_reader_knows_is_refused_with_advice(suffix: str, advice: str) -> None:
    with pytest.raises(ReadError) as caught:
        readers.read_bytes(NEWS.encode(), name="a", suffix=suffix)
    assert caught.value.code == "read.unsupported"
    assert (caught.value.hint or "").endswith(advice)
