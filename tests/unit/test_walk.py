from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import readers, walk
from summarizer.errors import ReadError
from summarizer.walk import find_inputs


def plant(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("نص", encoding="utf-8")


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
    plant(tmp_path, "x/news/a.b.txt", "y/news/a.b.txt", "z/news/A.B.txt", "z/news/c")
    roots = [tmp_path / letter / "news" for letter in "xyz"]
    assert names(*roots) == ["news/a.b.txt", "news/a.b-2.txt", "news/A.B-3.txt", "news/c"]


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
    def refuse(_: Path) -> list[str]:
        raise PermissionError(13, "no")

    monkeypatch.setattr(os, "listdir", refuse)
    assert [found.path for found in find_inputs([tmp_path])] == [tmp_path]


def test_links_in_circles_end_and_links_to_files_are_followed(tmp_path: Path) -> None:
    plant(tmp_path, "a/b/c.txt", "z.txt")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to("self")
    (tmp_path / "link.txt").symlink_to("z.txt")
    assert names(tmp_path) == ["a/b/c.txt", "a/self", "link.txt", "z.txt"]


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
