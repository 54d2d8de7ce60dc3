from __future__ import annotations

import os
import pickle
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import readers, walk
from summarizer.errors import SET_ASIDE, ReadError
from summarizer.inputs import STDIN, Input, fingerprint, read_input
from summarizer.readers.members import Address
from summarizer.walk import find_inputs


def plant(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("نص", encoding="utf-8")


def code_of(found: Input) -> str:
    try:
        read_input(found)
    except ReadError as error:
        return error.code
    return ""


def names(*roots: Path) -> list[str]:
    return [found.name for found in find_inputs(roots)]


def test_a_folder_gives_its_files_sorted_by_name_and_named_from_the_folder(tmp_path: Path) -> None:
    plant(tmp_path, "b.txt", "a/z.md", "a/b/c.html", "c.txt", "أ.txt")
    assert names(tmp_path) == ["a/b/c.html", "a/z.md", "b.txt", "c.txt", "أ.txt"]
    assert all(found.path == tmp_path / found.name for found in find_inputs([tmp_path]))


def test_a_file_is_named_by_its_own_name(tmp_path: Path) -> None:
    plant(tmp_path, "a/b.txt", ".hidden.txt")
    assert names(tmp_path / "a" / "b.txt") == ["b.txt"]
    assert names(tmp_path / ".hidden.txt") == [".hidden.txt"]


def test_with_several_paths_the_folders_names_go_first(tmp_path: Path) -> None:
    plant(tmp_path, "one/a.txt", "two/a.txt", "b.txt")
    assert names(tmp_path / "one", tmp_path / "two", tmp_path / "b.txt") == ["one/a.txt", "two/a.txt", "b.txt"]


def test_folders_of_one_name_get_numbers(tmp_path: Path) -> None:
    plant(tmp_path, "x/news/a.b.txt", "y/News/a.b.txt", "z/news/A.B.txt", "z/news/c")
    roots = [tmp_path / name for name in ("x/news", "y/News", "z/news")]
    assert names(*roots) == ["news/a.b.txt", "News-2/a.b.txt", "news-3/A.B.txt", "news-3/c"]


def test_the_current_folder_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "in/sub/a.txt", "b.txt")
    monkeypatch.chdir(tmp_path / "in")
    assert names(Path()) == ["sub/a.txt"]
    assert names(Path(), Path("../b.txt")) == ["in/sub/a.txt", "b.txt"]
    assert names(Path("sub/.."), Path("../b.txt")) == ["in/sub/a.txt", "b.txt"]


def test_nothing_is_listed_twice(tmp_path: Path) -> None:
    plant(tmp_path, "a.txt", "sub/b.txt")
    assert names(tmp_path / "a.txt", tmp_path / "a.txt") == ["a.txt"]
    assert len(names(tmp_path / "sub", tmp_path, tmp_path / "a.txt", tmp_path / "sub" / "b.txt")) == 2


def test_hidden_and_system_files_are_left_out_and_unknown_types_are_not(tmp_path: Path) -> None:
    plant(
        tmp_path, ".git/a.txt", ".DS_Store", "Thumbs.db", "Desktop.ini", "~$a.docx", "__MACOSX/a.txt", "a.pdf", "b.exe"
    )
    assert names(tmp_path) == ["a.pdf", "b.exe"]


def test_a_briefing_is_left_out(tmp_path: Path) -> None:
    plant(tmp_path, "a.txt", f"briefing/{walk.BRIEFING_MARK}", "briefing/index.html", "briefing/articles/a.html")
    assert names(tmp_path) == ["a.txt"]
    assert names(tmp_path / "briefing") == []


def test_a_missing_path_is_an_input_that_cannot_be_read(tmp_path: Path) -> None:
    (missing,) = find_inputs([tmp_path / "missing.txt"])
    with pytest.raises(ReadError) as caught:
        readers.read(missing.path, name=missing.name)
    assert (caught.value.code, caught.value.source) == ("read.missing", "missing.txt")


def test_a_folder_that_cannot_be_listed_is_an_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> Iterator[os.DirEntry[str]]:
        raise PermissionError(13, "no")

    monkeypatch.setattr(os, "scandir", refuse)
    assert [(found.path, found.name) for found in find_inputs([tmp_path])] == [(tmp_path, tmp_path.name)]


def test_links_in_circles_end_and_links_to_files_are_followed(tmp_path: Path) -> None:
    plant(tmp_path, "a/b/c.txt", "z.txt")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to("self")
    (tmp_path / "link.txt").symlink_to("z.txt")
    assert names(tmp_path) == ["a/b/c.txt", "a/self", "link.txt", "z.txt"]


def test_a_file_that_is_given_is_listed_where_it_is_given(tmp_path: Path) -> None:
    plant(tmp_path, "a.txt", "sub/b.txt", "sub/.c.txt")
    assert names(tmp_path, tmp_path / "sub" / ".c.txt", tmp_path / "sub" / "b.txt") == [
        f"{tmp_path.name}/a.txt",
        ".c.txt",
        "b.txt",
    ]


def test_a_hyphen_is_standard_input() -> None:
    (found,) = find_inputs([Path("-")])
    assert (found.path, found.name, found.content) == (STDIN, "standard input", None)


def test_a_file_that_is_called_like_standard_input_is_another(tmp_path: Path) -> None:
    plant(tmp_path, "standard input")
    assert names(STDIN, tmp_path / "standard input") == ["standard input", "standard input-2"]


def test_no_row_of_a_table_in_an_archive_is_called_like_a_file_in_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("news.csv", "text\nنص\n")
        archive.writestr("news.csv/row-1", "نص")
    assert names(tmp_path) == ["a.zip/news.csv/row-1", "a.zip/news-2.csv/row-1"]


def test_a_folder_of_many_files_is_listed_without_a_look_at_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry:
        def __init__(self, name: str) -> None:
            self.name = name

        def is_dir(self) -> bool:
            return False

    @contextmanager
    def scan(_: Path) -> Iterator[Iterator[Entry]]:
        yield (Entry(f"{number:06}.txt") for number in range(100_000))

    monkeypatch.setattr(os, "scandir", scan)
    monkeypatch.setattr(os.path, "isdir", lambda path: True)
    found = find_inputs([Path("/")])
    assert [item.name for item in islice(found, 3)] == ["000000.txt", "000001.txt", "000002.txt"]
    assert sum(1 for _ in found) == 99_997


def test_the_readers_name_all_collections_to_those_who_give_another_file() -> None:
    assert set(readers.COLLECTIONS) == set(walk._COLLECTIONS)


# --- set aside


def test_media_in_a_folder_are_set_aside_and_those_given_are_not(tmp_path: Path) -> None:
    plant(tmp_path, "a.JPG", "b.mp3", "c.css", "d.exe", "sub/e.woff2")
    codes = {found.name: code_of(found) for found in find_inputs([tmp_path])}
    assert codes == {
        "a.JPG": "read.media",
        "b.mp3": "read.media",
        "c.css": "read.media",
        "d.exe": "read.unsupported",
        "sub/e.woff2": "read.media",
    }
    assert [code_of(found) for found in find_inputs([tmp_path / "a.JPG"])] == ["read.unsupported"]
    assert "read.media" in SET_ASIDE


def test_the_parts_of_a_saved_page_are_set_aside_as_one(tmp_path: Path) -> None:
    plant(tmp_path, "page.html", "page_files/a.css", "page_files/frame.html", "other_files/b.txt", "my_files.txt")
    found = {item.name: item for item in find_inputs([tmp_path])}
    assert list(found) == ["my_files.txt", "other_files/b.txt", "page.html", "page_files"]
    with pytest.raises(ReadError, match=r"the parts of the saved page page\.html") as caught:
        read_input(found["page_files"])
    assert caught.value.code == "read.media"


# --- collections


def test_rows_come_after_the_name_of_their_table_and_collections_in_archives_are_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("sub/t.csv", "text\nنص\n")
        archive.writestr("sub/p.png", b"x")
        archive.writestr("a.txt", "نص")
        archive.writestr("empty.jsonl", "")
    (tmp_path / "a.tsv").write_text("text\nنص\n\nنص ثان\n", encoding="utf-8")
    found = list(find_inputs([tmp_path]))
    assert [(item.name, item.member, code_of(item)) for item in found] == [
        ("a.tsv/row-1", "row-1", ""),
        ("a.tsv/row-2", "row-2", ""),
        ("b.zip/a.txt", "a.txt", ""),
        ("b.zip/empty.jsonl", "empty.jsonl", "read.empty"),
        ("b.zip/sub/p.png", "sub/p.png", "read.media"),
        ("b.zip/sub/t.csv/row-1", "sub/t.csv/row-1", ""),
    ]
    assert {item.path for item in found} == {tmp_path / "a.tsv", tmp_path / "b.zip"}
    assert [read_input(item).source.name for item in found if not code_of(item)] == [
        item.name for item in found if not code_of(item)
    ]


def test_every_kind_of_collection_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    assert [suffix for suffix in walk._COLLECTIONS if suffix not in page] == []


def test_a_collection_that_cannot_be_opened_is_one_failure(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("text,title\n", encoding="utf-8")
    os.mkfifo(tmp_path / "c.csv")
    (tmp_path / "d.csv").symlink_to("nowhere")
    (tmp_path / "e.xml").write_text("<a/>", encoding="utf-8")
    (tmp_path / "f.zip").write_bytes(b"PK\3\4 broken")
    found = {item.name: code_of(item) for item in find_inputs([tmp_path])}
    assert found == {
        "a.csv": "read.columns",
        "b.csv": "read.empty",
        "c.csv": "read.not_a_file",
        "d.csv": "read.missing",
        "e.xml": "read.wrong_type",
        "f.zip": "read.damaged",
    }


def test_the_users_columns_reach_the_tables(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,text\nنص,نص آخر\n", encoding="utf-8")
    (item,) = find_inputs([tmp_path], columns=["text=x"])
    assert read_input(item).text == "نص"


def test_lists_of_addresses_are_opened_only_if_fetching_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "a.urls").write_text("# x\nhttps://a.b/c\n\nftp://a.b/\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("http://a.b/d\n", encoding="utf-8")
    (tmp_path / "c.txt").write_text("http://a.b/d\nهذا خبر عن القمة العربية\n", encoding="utf-8")
    without = {item.name: code_of(item) for item in find_inputs([tmp_path])}
    assert without == {"a.urls": "read.fetch", "b.txt": "read.no_arabic", "c.txt": ""}
    found = list(find_inputs([tmp_path], fetch=True))
    assert [(item.name, item.content) for item in found if isinstance(item.content, Address)] == [
        ("a.urls/address-1-a.b", Address(url="https://a.b/c")),
        ("b.txt/address-1-a.b", Address(url="http://a.b/d")),
    ]
    assert [(item.name, code_of(item)) for item in found if not isinstance(item.content, Address)] == [
        ("a.urls/address-2", "read.address"),
        ("c.txt", ""),
    ]


def test_a_fingerprint_changes_with_what_it_stands_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("نص", encoding="utf-8")
    (tmp_path / "b.csv").write_text("text\nأول\nثان\n", encoding="utf-8")
    before = {item.name: fingerprint(item) for item in find_inputs([tmp_path])}
    assert before == {item.name: fingerprint(item) for item in find_inputs([tmp_path])}
    (tmp_path / "a.txt").write_text("نصوص", encoding="utf-8")
    (tmp_path / "b.csv").write_text("text\nأول\nثالث\n", encoding="utf-8")
    after = {item.name: fingerprint(item) for item in find_inputs([tmp_path])}
    assert {name for name in after if after[name] != before[name]} == {"a.txt", "b.csv/row-2"}
    assert [fingerprint(item) for item in find_inputs([tmp_path / "missing.txt"])] == [""]


def test_inputs_can_be_sent_to_other_processes(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("text\nأول\nثان,\n", encoding="utf-8")
    found = list(find_inputs([tmp_path]))
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"a\nb\tc.txt", "a\ufffdb\ufffdc.txt"),
        ("\u202egpj.\u202ctxt.txt".encode(), "\ufffdgpj.\ufffdtxt.txt"),
        (b"caf\xe9.txt", "caf\ufffd.txt"),
        (b"\x1b[31m.txt", "\ufffd[31m.txt"),
        ("خبر عاجل.txt".encode(), "خبر عاجل.txt"),
        (b"<script>&\"'.txt", "<script>&\"'.txt"),
    ],
)
def test_names_can_be_printed_and_encoded(tmp_path: Path, raw: bytes, shown: str) -> None:
    folder = os.fsencode(tmp_path)
    try:
        with open(folder + b"/" + raw, "wb") as file:
            file.write("نص".encode())
    except OSError:
        pytest.skip("this file system does not take such a name")
    (found,) = find_inputs([tmp_path])
    assert found.name == shown
    assert readers.read(found.path, name=found.name).text == "نص"


@given(st.lists(st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1, max_size=3), max_size=12))
def test_any_names_become_unique_printable_and_encodable(parts: list[str]) -> None:
    # the paths lead nowhere, which makes each an input of its own
    found = find_inputs([Path("/nowhere", str(i), part) for i, part in enumerate(parts) if part not in (".", "..")])
    folded = [unicodedata.normalize("NFC", one.name).casefold() for one in found]
    assert len(set(folded)) == len(folded)
    assert all(one.name.isprintable() and one.name.encode() for one in found)
