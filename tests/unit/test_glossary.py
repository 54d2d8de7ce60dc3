from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import OptionsError
from summarizer.glossary import glossary_digest, read_glossary


def entries(path: Path, content: str, encoding: str = "utf-8") -> list[tuple[str, str, str]]:
    path.write_bytes(content.encode(encoding))
    return [(entry.arabic, entry.english, entry.note) for entry in read_glossary(str(path))]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_usual_forms_of_csv_are_read(tmp_path: Path, sign: str, encoding: str, end: str) -> None:
    lines = [("Arabic", "English", "note"), ("غزة", "Gaza", "a strip"), ("# later",), (), ("كييف", "Kyiv")]
    content = end.join(sign.join(line) for line in lines) + end
    assert entries(tmp_path / "g.csv", content, encoding) == [("غزة", "Gaza", "a strip"), ("كييف", "Kyiv", "")]


def test_quoted_cells_may_hold_the_sign_between_cells(tmp_path: Path) -> None:
    content = 'الولايات المتحدة,"Washington, D.C.","the ""other"" one"\nكييف,Kyiv,\n'
    assert entries(tmp_path / "g.csv", content) == [
        ("الولايات المتحدة", "Washington, D.C.", 'the "other" one'),
        ("كييف", "Kyiv", ""),
    ]


def test_all_entries_are_the_users_own(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text("غزة,Gaza\n", encoding="utf-8")
    assert [entry.own for entry in read_glossary(str(tmp_path / "g.csv"))] == [True]


def test_the_same_entry_twice_is_one(tmp_path: Path) -> None:
    assert entries(tmp_path / "g.csv", "غزة,Gaza\nغزه,Gaza\n") == [("غزة", "Gaza", "")]


@pytest.mark.parametrize(
    ("content", "line", "fault"),
    [
        ("غزة,Gaza\nغزه,Ghazza\n", 2, "earlier line 'Gaza'"),
        ("غزة,Gaza\nKyiv,كييف\n", 2, "no Arabic"),
        ("غزة,Gaza\nكييف\n", 2, "1 cell, not 2 or 3"),
        ("كييف\n", 1, "1 cell, not 2 or 3"),
        ("غزة,Gaza\nكييف,,note\n", 2, "no English"),
        ("غزة,Gaza\nكييف,كييف\n", 2, "no English"),
        ("غزة,Gaza\nكييف,Kyiv,a,b\n", 2, "4 cells, not 2 or 3"),
        ("غزة,Gaza\nكييف,---\n", 2, "no English"),
        ('غزة,Gaza\n"كييف,Kyiv\n', 2, "not CSV"),
    ],
)
def test_a_bad_line_is_refused_with_file_and_line(tmp_path: Path, content: str, line: int, fault: str) -> None:
    with pytest.raises(OptionsError) as caught:
        entries(tmp_path / "g.csv", content)
    assert caught.value.code == "options.glossary"
    assert caught.value.source.endswith("g.csv")
    assert f"line {line} " in caught.value.message
    assert fault in caught.value.message


@pytest.mark.parametrize("content", [b"\xc7\xe1,x\n", None])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "g.csv"
    if content:
        path.write_bytes(content)
    with pytest.raises(OptionsError) as caught:
        read_glossary(str(path))
    assert caught.value.code == "options.glossary"


def test_no_glossary_is_no_entries_and_no_digest() -> None:
    assert read_glossary("") == ()
    assert glossary_digest(()) == ""


def test_the_digest_follows_the_content(tmp_path: Path) -> None:
    digests = []
    for content in ("غزة,Gaza\n", "غزة,Ghazza\n"):
        (tmp_path / "g.csv").write_text(content, encoding="utf-8")
        digests.append(glossary_digest(read_glossary(str(tmp_path / "g.csv"))))
    assert digests[0] != digests[1]
