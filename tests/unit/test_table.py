from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from summarizer.errors import ReadError
from summarizer.readers import csv_rows, jsonl_rows, parquet_rows, table
from summarizer.readers.members import Member
from summarizer.types import Article, Failure

NEWS = "أكد وزير الخارجية، الثلاثاء، أن بلاده «لن تغلق» الحدود أمام 98 ألف شخص."
Opener = Callable[[BinaryIO, str, Sequence[str]], Iterator[Member]]


def members(opener: Opener, data: str | bytes, *choices: str) -> list[Member]:
    file = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(opener(file, "t", choices))


def told(found: Sequence[Member]) -> list[tuple[str, str]]:
    """Each member's name with its text, or the code of its fault."""
    return [(m.name, m.content.text if isinstance(m.content, Article) else code_of(m)) for m in found]


def code_of(member: Member) -> str:
    assert isinstance(member.content, Failure)
    return member.content.code


def article_of(member: Member) -> Article:
    assert isinstance(member.content, Article), member
    return member.content


# --- what a row becomes


def test_a_row_is_an_article_with_all_that_is_known_of_it() -> None:
    (row,) = members(
        table.open_csv_members,
        f'id,headline,body,date,link\nA/7,عنوان  الخبر,"{NEWS}\nوثان",2024-07-03 10:00,https://a.b/c\n',
    )
    article = article_of(row)
    assert row.name == "row-1-A_7"
    assert article.text == f"عنوان الخبر\n\n{NEWS}\nوثان"
    assert (article.title, article.published, article.byline) == ("عنوان الخبر", "2024-07-03", None)
    source = article.source
    assert (source.name, source.kind, source.path, source.url) == ("t/row-1-A_7", "row", None, "https://a.b/c")
    (finding,) = article.findings
    assert (finding.code, finding.severity) == ("read.columns", "note")
    assert "text from “body”, title from “headline”, date from “date”" in finding.message


def test_columns_that_the_user_gave_need_no_note() -> None:
    (row,) = members(table.open_csv_members, "a,b\nنص,عنوان\n", "text=a", "title=b")
    assert (article_of(row).text, article_of(row).findings) == ("عنوان\n\nنص", ())


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("", "نص", "نص"),
        ("عنوان", "عنوان\nنص", "عنوان\nنص"),
        ("عنوان", "عنوان طويل جدا", "عنوان\n\nعنوان طويل جدا"),
        ("<b>عنوان</b> &amp; خبر", "<p>نص</p>\n<p>ثان<br>ثالث</p>", "عنوان & خبر\n\nنص\n\nثان\n\nثالث"),
        ("", "قال &quot;نعم&quot;\nR&D; و&#1601; &amp;lt;", 'قال "نعم"\nR&D; وف &lt;'),
        ("", "سطر <b>أول</b>\nسطر ثان", "سطر أول\n\nسطر ثان"),
        ("", "<table><tr><td>أ</td><td>1</td></tr></table><style>x</style>ب<!-- ج -->د", "أ 1\n\nبد"),
        ("", "3 < 5 و <هذا> نص", "3 < 5 و <هذا> نص"),
    ],
)
def test_title_and_text_are_put_together(title: str, text: str, expected: str) -> None:
    (row,) = members(table.open_jsonl_members, json.dumps({"text": text, "title": title}))
    assert article_of(row).text == expected


@pytest.mark.parametrize(
    ("url", "kept"), [("http://a.b/", True), ("javascript:alert(1)", False), ("/c", False), ("", False)]
)
def test_only_web_addresses_are_kept(url: str, kept: bool) -> None:
    (row,) = members(table.open_jsonl_members, json.dumps({"text": NEWS, "url": url}))
    assert article_of(row).source.url == (url if kept else None)


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2024-07-03", "2024-07-03"),
        ("2024-07-03T23:10:00+03:00", "2024-07-03"),
        ("2024/7/3 10:00", "2024-07-03"),
        ("٢٠٢٤/٠٧/٠٣", "2024-07-03"),
        ("", None),
        ("03/07/2024", None),
        ("3 يوليو 2024", None),
        ("2024-13-03", None),
        ("2024-07-031", None),
        ("1719964800", None),
    ],
)
def test_a_date_counts_with_the_year_in_front_and_is_doubted_else(stated: str, day: str | None) -> None:
    (row,) = members(table.open_csv_members, f"text,date\nأول,{stated}\n")
    article = article_of(row)
    doubts = [finding.message for finding in article.findings if finding.code == "read.date"]
    assert article.published == day
    assert doubts == ([f"The date of the article was not understood: “{stated}”."] if stated and not day else [])


def test_the_digest_is_that_of_what_was_read() -> None:
    rows = members(table.open_csv_members, "text,title,x\nنص,أ,1\nنص,أ,2\nنص,ب,1\n")
    first, second, third = (article_of(row).source.sha256 for row in rows)
    assert first == second != third


# --- bad rows


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ("{bad", "read.row"),
        ("[1]", "read.row"),
        ('{"text": 5}', "read.row"),
        ('{"text": null}', "read.empty"),
        ('{"title": "x"}', "read.empty"),
        ('{"text": " \\u200f"}', "read.empty"),
        ('{"text": "a\\u0000b"}', "read.binary"),
        ('{"text": "a\\ud800b"}', "read.encoding"),
        ("[" * 100_000, "read.row"),
        (json.dumps({"text": "<div>" * 300 + "نص"}), "read.no_article"),
    ],
)
def test_a_bad_line_of_json_is_its_own_failure(record: str, code: str) -> None:
    found = members(table.open_jsonl_members, f'{{"text": "أول"}}\n{record}\n\n{{"text": "ثالث"}}\n')
    assert told(found) == [("row-1", "أول"), ("row-2", code), ("row-3", "ثالث")]


@pytest.mark.parametrize(
    ("late", "code"),
    [
        ({"title": "مقتل 40 شخصا"}, "read.row"),
        ({"Text": "نص آخر"}, "read.row"),
        ({"العنوان": "خبر"}, "read.row"),
        ({"date": 20240703}, "read.row"),
        ({"title": None}, "أول"),
        ({"title": ""}, "أول"),
        ({"category": "أخبار"}, "أول"),
    ],
)
def test_a_part_of_the_article_under_a_key_that_is_no_column_is_not_lost(late: dict[str, Any], code: str) -> None:
    rows = [{"text": "أول"}] * 20 + [{"text": "أول"} | late, {"text": "آخر"}]
    found = members(table.open_jsonl_members, "\n".join(map(json.dumps, rows)))
    assert told(found)[19:] == [("row-20", "أول"), ("row-21", code), ("row-22", "آخر")]


def test_the_remedy_for_such_a_key_makes_it_a_column() -> None:
    rows = [{"text": "أول"}] * 20 + [{"text": "ثان", "title": "عنوان"}]
    late = members(table.open_jsonl_members, "\n".join(map(json.dumps, rows)))[-1].content
    assert isinstance(late, Failure)
    assert "“title”, which none of the first 20 rows has" in late.message
    assert "Give the first row this key too" in late.message
    rows[0] = rows[0] | {"title": ""}
    row = members(table.open_jsonl_members, "\n".join(map(json.dumps, rows)))[-1]
    assert article_of(row).text == "عنوان\n\nثان"


def test_a_line_in_another_encoding_is_its_own_failure() -> None:
    lines = ['{"text": "أول"}'.encode(), '{"text": "ثان"}'.encode("cp1256"), '{"text": "ثالث"}'.encode()]
    found = members(table.open_jsonl_members, b"\xef\xbb\xbf" + b"\n".join(lines))
    assert told(found) == [("row-1", "أول"), ("row-2", "read.encoding"), ("row-3", "ثالث")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("أ,1\nب\nج,3\n", ["أ", "read.row", "ج"]),
        ("أ,1,2\nج,3\n", ["read.row", "ج"]),
        ('"قال "نعم" هنا",1\nج,3\n', ["read.row", "ج"]),
        ('"مفتوح,1\nب,2\nج,3\n', ["read.row", "ب", "ج"]),
        ('"أ\nب,1\n"ج",2\nد,3\n', ["read.row", "ب", "ج", "د"]),
        ('"أ ""ب"", ج\nد",1\n\n\nهـ,2', ['أ "ب", ج\nد', "هـ"]),
        (",1\nب,2\n", ["read.empty", "ب"]),
        (",\nب,2\n , \n\n", ["ب"]),
        (f"أ\0,1\n{NEWS * 4},2\n", ["read.binary", NEWS * 4]),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_bad_row_is_its_own_failure(rows: str, expected: list[str], line_break: str) -> None:
    found = members(table.open_csv_members, f"text,n\n{rows}".replace("\n", line_break))
    assert [said.replace("\r", "") for _, said in told(found)] == expected
    assert [member.name for member in found] == [f"row-{number}" for number in range(1, len(expected) + 1)]


def test_broken_bytes_spoil_their_row_alone() -> None:
    found = members(table.open_csv_members, "text\nأول\n".encode() + b"\xd8\xff\n" + "ثالث\n".encode())
    assert told(found) == [("row-1", "أول"), ("row-2", "read.encoding"), ("row-3", "ثالث")]


@pytest.mark.parametrize("module", [csv_rows, jsonl_rows])
def test_a_row_that_is_too_long_is_passed_over(module: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ROW", 60)
    monkeypatch.setattr(csv, "field_size_limit", lambda size: None)
    lines = ['"text"', '"أول"', '"' + "ط" * 500 + '"', '"' + "ط\n" * 500, '"ثالث"']
    if module is jsonl_rows:
        lines = [f'{{"text": {line}}}' for line in (lines[1], lines[2], lines[4])]
        assert [said for _, said in told(members(table.open_jsonl_members, "\n".join(lines)))] == [
            "أول",
            "read.too_large",
            "ثالث",
        ]
    else:
        said = [said for _, said in told(members(table.open_csv_members, "\n".join(lines)))]
        assert said[:3] == ["أول", "read.row", "read.row"]
        assert said[-1] == "ثالث"


# --- encodings and delimiters


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_delimiter_and_encoding_are_told_from_the_file(delimiter: str, encoding: str) -> None:
    rows = [["العنوان", "النص"], *([f"خبر {i}", f"{NEWS} أولا, وثانيا; وثالثا|"] for i in range(9))]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    found = members(table.open_csv_members, text.getvalue().encode(encoding))
    assert [article_of(row).title for row in found] == [f"خبر {i}" for i in range(9)]
    codes = {finding.code for finding in article_of(found[0]).findings}
    assert codes == {"read.columns"} | (set() if encoding.startswith("utf-8") else {"read.encoding"})


def test_excel_may_state_the_delimiter_in_a_line_of_its_own() -> None:
    data = "sep=;\r\nالعنوان;النص\r\nخبر, وخبر, وخبر;أول, ثان\r\n"
    for encoding in ("utf-8-sig", "utf-16"):
        assert told(members(table.open_csv_members, data.encode(encoding))) == [
            ("row-1", "خبر, وخبر, وخبر\n\nأول, ثان")
        ]


def test_a_tsv_is_parted_by_tabs_alone_and_old_line_ends_are_lines() -> None:
    assert told(members(table.open_tsv_members, "text\ta\nأ,ب,ج\t1\n")) == [("row-1", "أ,ب,ج")]
    assert told(members(table.open_csv_members, "text,a\rنص عربي هنا,1\r")) == [("row-1", "نص عربي هنا")]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30), min_size=1, max_size=8))
def test_what_the_csv_module_writes_is_read_back(texts: list[str]) -> None:
    rows = io.StringIO()
    csv.writer(rows, lineterminator="\n").writerows([["x", "y"], *([text, "1"] for text in texts)])
    opened = csv_rows.open_csv(io.BytesIO(rows.getvalue().encode()), "t", delimiter=",")
    assert [row[0] for row in opened.rows((0,)) if not isinstance(row, ReadError)] == texts


@pytest.mark.parametrize(
    ("opener", "data", "code"),
    [
        (table.open_csv_members, b"", "read.empty"),
        (table.open_csv_members, b"PK\3\4 sheet xl/", "read.wrong_type"),
        (table.open_csv_members, bytes(range(256)) * 40, "read.binary"),
        (table.open_jsonl_members, b"\n\n", "read.empty"),
        (table.open_jsonl_members, b"<html>", "read.row"),
        (table.open_jsonl_members, b"\x1f\x8b\x08", "read.wrong_type"),
        (table.open_parquet_members, b"", "read.damaged"),
        (table.open_parquet_members, b"PAR1" + bytes(40) + b"PAR1", "read.damaged"),
    ],
)
def test_what_is_no_table_is_refused_as_a_whole(opener: Opener, data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        members(opener, data)
    assert caught.value.code == code


PIECES = st.lists(
    st.one_of(
        st.binary(max_size=6), st.sampled_from([b'"', b",", b"\n", b"\r", b"text,x\n", b'{"text": "', b"}", b"<p>"])
    ),
    max_size=25,
).map(b"".join)


@pytest.mark.parametrize("opener", [table.open_csv_members, table.open_tsv_members, table.open_jsonl_members])
@given(PIECES, st.sampled_from([b"text,x\n", b"text\n", b'{"text": ""}\n', b""]))
def test_any_bytes_give_rows_or_a_read_error(opener: Opener, data: bytes, head: bytes) -> None:
    try:
        found = members(opener, head + data)
    except ReadError:
        return
    assert [member.name for member in found] == [f"row-{number + 1}" for number in range(len(found))]
    assert all(isinstance(member.content, Failure) or member.content.text.strip() for member in found)


# --- Parquet


def test_parquet_is_read_in_batches_over_row_groups(tmp_path: Path) -> None:
    count = 150
    columns = {
        "text": [f"نص {i}" if i != 70 else None for i in range(count)],
        "date": pyarrow.array([datetime(2024, 7, 2, 22, 30, 0, i, UTC) for i in range(count)], pyarrow.timestamp("ns")),
        "id": list(range(count)),
        "skipped": [[i] for i in range(count)],
    }
    parquet.write_table(pyarrow.table(columns), tmp_path / "t.parquet", row_group_size=40)
    with open(tmp_path / "t.parquet", "rb") as file:
        found = list(table.open_parquet_members(file, "t", []))
    assert [row.name for row in found] == [f"row-{i + 1}-{i}" for i in range(count)]
    assert [said for _, said in told(found)] == [f"نص {i}" if i != 70 else "read.empty" for i in range(count)]
    assert article_of(found[0]).published == "2024-07-02"
    assert told(members(table.open_parquet_members, (tmp_path / "t.parquet").read_bytes())) == told(found)


def test_parquet_rows_go_on_wherever_they_are_asked_for(tmp_path: Path) -> None:
    parquet.write_table(
        pyarrow.table({"text": [f"{i}" for i in range(150)], "date": [date(2024, 7, 3)] * 150}), tmp_path / "t.parquet"
    )
    where = str(tmp_path / "t.parquet")
    for start in (0, 64, 3, 149, 150):
        rows = parquet_rows.read_rows(where, (0, 1), start)
        assert rows == tuple((f"{i}", "2024-07-03") for i in range(start, min(start + len(rows), 150)))
        assert bool(rows) == (start < 150)
