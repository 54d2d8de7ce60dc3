from __future__ import annotations

import io
import stat
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import ReadError
from summarizer.readers import zipped
from summarizer.types import Failure

NEWS = "أكد وزير الخارجية أن بلاده لن تغلق الحدود.".encode()


def pack(*files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive, warnings.catch_warnings(action="ignore"):  # twice one name
        for name, data in files:
            archive.writestr(name, data)
    return packed.getvalue()


def told(data: bytes) -> dict[str, object]:
    """Each member's name with its bytes, or the code of its fault."""
    found = zipped.open_members(io.BytesIO(data), "a.zip", ())
    return {m.name: m.content.code if isinstance(m.content, Failure) else m.content for m in found}


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def with_flags(data: bytes, flags: int) -> bytes:
    """The archive of one file with these flags set in both of its headers."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = changed.index(mark) + offset
        changed[at : at + 2] = flags.to_bytes(2, "little")
    return bytes(changed)


def test_files_come_sorted_and_unpacked_without_what_systems_leave_there() -> None:
    data = pack(("b/ب.txt", b"2"), ("a.txt", NEWS), ("b/", b""), ("__MACOSX/._a.txt", b"x"), ("b/.DS_Store", b"x"))
    assert list(told(data).items()) == [("a.txt", NEWS), ("b/ب.txt", b"2")]


def test_the_parts_of_a_saved_page_are_set_aside_as_one_and_never_unpacked() -> None:
    data = pack(
        *(("b/page.html", NEWS), ("b/page_files/frame.html", NEWS), ("b/page_files/deep/a.txt", NEWS)),
        *(("other_files/a.txt", NEWS), ("page.htm", NEWS), ("page_files/a.css", b"x")),
    )
    assert list(told(data).items()) == [
        *(("b/page.html", NEWS), ("b/page_files", "read.media"), ("other_files/a.txt", NEWS)),
        *(("page.htm", NEWS), ("page_files", "read.media")),
    ]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_the_usual_methods_are_unpacked(method: int) -> None:
    assert told(pack(("a.txt", NEWS), method=method)) == {"a.txt": NEWS}


@pytest.mark.parametrize(
    ("name", "shown", "code"),
    [
        ("../up.txt", "up.txt", "read.unsafe"),
        ("a/../../up.txt", "a/up.txt", "read.unsafe"),
        ("/etc/passwd", "etc/passwd", "read.unsafe"),
        ("C:\\a\\b.txt", "a/b.txt", "read.unsafe"),
        ("..\\up.txt", "up.txt", "read.unsafe"),
        ("..", "unnamed", "read.unsafe"),
        ("a/" * 50 + "a.txt", "a/" * 50 + "a.txt", "read.unsafe"),
        ("inner.ZIP", "inner.ZIP", "read.unsupported"),
        ("a..b/c..txt", "a..b/c..txt", NEWS),
        ("./a//b.txt", "a/b.txt", NEWS),
        ("a\nb\u202e.txt", "a\ufffdb\ufffd.txt", NEWS),
    ],
)
def test_names_stay_inside_and_can_be_printed(name: str, shown: str, code: object) -> None:
    assert told(pack((name, NEWS))) == {shown: code}


@pytest.mark.parametrize(
    ("name", "shown"), [(b"\0aaaa.txt", "\ufffdaaaa.txt"), (b"/////////", None), (b"a\0b/c.txt", "a\ufffdb/c.txt")]
)
def test_names_that_break_off_do_not_break_the_archive(name: bytes, shown: str | None) -> None:
    assert set(told(pack(("n" * 9, NEWS), ("b.txt", NEWS)).replace(b"n" * 9, name))) == {shown, "b.txt"} - {None}


def test_links_are_refused() -> None:
    assert told(pack((link("a.txt"), b"/etc/passwd"))) == {"a.txt": "read.unsafe"}


def test_equal_names_are_told_apart() -> None:
    assert told(pack(("a.txt", b"1"), ("A.txt", b"2"), ("a.txt", b"3"))) == {
        "A.txt": b"2",
        "a-2.txt": b"1",
        "a-3.txt": b"3",
    }


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("a.csv", "a.csv/row-1"), ["a.csv", "a-2.csv/row-1"]),
        (("a.csv", "a.csv/x/b.txt", "a.csv/x/c.txt"), ["a.csv", "a-2.csv/x/b.txt", "a-2.csv/x/c.txt"]),
        (("A.csv", "a-2.csv/row-1", "a.csv"), ["A.csv", "a-2.csv/row-1", "a-3.csv"]),
        (("a\u200e.csv", "a\u200f.csv/row-1"), ["a\ufffd.csv", "a\ufffd-2.csv/row-1"]),
        (("B/a.txt", "b/a.txt"), ["B/a.txt", "b-2/a.txt"]),
        ((f"{'b/' * 49}a.csv", f"{'b/' * 49}a.csv/row-1"), [f"{'b/' * 49}a.csv", f"{'b/' * 49}a-2.csv/row-1"]),
    ],
)
def test_files_and_folders_of_one_name_are_told_apart(names: tuple[str, ...], shown: list[str]) -> None:
    assert list(told(pack(*((name, NEWS) for name in names)))) == shown


def test_a_folder_called_like_a_page_makes_no_other_folder_its_parts() -> None:
    assert told(pack(("page.html/", b""), ("page_files/a.txt", NEWS))) == {"page_files/a.txt": NEWS}


@pytest.mark.parametrize("encoding", ["utf-8", "cp720", "cp1256"])
def test_arabic_names_are_read_in_the_code_pages_that_are_used(encoding: str) -> None:
    raw = "خبر عاجل.txt".encode(encoding)
    plain = pack(("x" * len(raw), NEWS))
    assert told(plain.replace(b"x" * len(raw), raw)) == {"خبر عاجل.txt": NEWS}


def test_other_names_are_read_as_the_standard_says() -> None:
    assert told(pack(("xxxx.txt", NEWS)).replace(b"xxxx", "café".encode("cp437"))) == {"café.txt": NEWS}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (with_flags(pack(("a.txt", NEWS)), 0x1), "read.encrypted"),
        (pack(("a.txt", NEWS), method=zipfile.ZIP_LZMA), "read.unsupported"),
        (pack(("a.txt", bytes(5_000_000))), "read.too_much"),
        (pack(("a.txt", bytes(51_000_000)), method=zipfile.ZIP_STORED), "read.too_much"),
        (pack(("a.txt", NEWS), method=zipfile.ZIP_STORED).replace(NEWS, NEWS[:-1] + b"!"), "read.damaged"),
    ],
)
def test_what_cannot_be_unpacked_is_its_own_failure(data: bytes, code: str) -> None:
    assert told(data) == {"a.txt": code}


def test_a_size_that_is_a_lie_is_found_out() -> None:
    data = bytearray(pack(("a.txt", bytes(900_000))))
    for mark, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = data.index(mark) + offset
        data[at : at + 4] = (1000).to_bytes(4, "little")
    assert told(bytes(data)) == {"a.txt": "read.damaged"}


@pytest.mark.parametrize("data", [b"", b"PK\3\4", pack(("a.txt", NEWS))[:-30], b"PK\5\6" + b"\xff" * 18])
def test_a_broken_archive_is_refused_as_a_whole(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        told(data)
    assert (caught.value.code, caught.value.source) == ("read.damaged", "a.zip")


def test_too_many_files_are_refused_before_one_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "_MAX_FILES", 2)
    with pytest.raises(ReadError, match="holds 3 files") as caught:
        told(pack(("a", b""), ("b", b""), ("c", b"")))
    assert caught.value.code == "read.too_much"


def test_an_archive_that_unpacks_to_too_much_ends_where_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "_MAX_ALL", 100)
    members = zipped.open_members(io.BytesIO(pack(("a", bytes(60)), ("b", bytes(60)))), "a.zip", ())
    assert next(members).name == "a"
    with pytest.raises(ReadError) as caught:
        next(members)
    assert caught.value.code == "read.too_much"


@given(st.integers(0, 200), st.binary(min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_spoiled_archive_gives_members_or_a_read_error(at: int, junk: bytes) -> None:
    data = bytearray(pack(("a.txt", NEWS), ("b/c.txt", NEWS * 3)))
    data[at : at + len(junk)] = junk
    try:
        found = told(bytes(data))
    except ReadError:
        return
    assert all(name.isprintable() and ".." not in name.split("/") for name in found)
