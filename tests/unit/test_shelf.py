"""A shelf is like the tuple of its members, and keeps them in a file when they are many."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import WriteError
from summarizer.shelf import Shelf, arrange, keep, shelve


@given(st.lists(st.text() | st.dictionaries(st.text(), st.floats(allow_nan=False))))
def test_it_gives_back_what_was_put_down_in_order(members: list[object]) -> None:
    with shelve(members) as shelf:
        assert list(shelf) == members
        assert list(reversed(shelf)) == members[::-1]


def test_members_larger_than_its_memory_come_back_and_leave_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with shelve(bytes([number]) * 100_000 for number in range(30)) as shelf:
        assert [shelf[number][:1] for number in (29, 0, 17)] == [b"\x1d", b"\x00", b"\x11"]
    assert list(tmp_path.iterdir()) == []


def test_members_are_put_down_and_read_in_turns() -> None:
    with Shelf[str]() as shelf:
        places = [shelf.put(word) for word in ("one", "two")]
        assert shelf.read(places[0]) == "one"
        assert shelf.read(shelf.put("three")) == "three"
        assert (shelf.read(places[1]), len(shelf)) == ("two", 3)


def test_members_in_another_order_keep_the_shelf_open_and_its_file_is_closed_after_them() -> None:
    shelf = Shelf[bytes]()
    places = [shelf.put(bytes([number]) * 400_000) for number in range(4)]
    file = shelf._file
    members = arrange(shelf, places[::-1])
    del shelf
    assert [member[0] for member in members] == [3, 2, 1, 0]
    assert members[1][0] == 2
    assert not file.closed
    del members
    assert file.closed


def test_a_disk_without_room_is_a_coded_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with (
        pytest.raises(WriteError, match=r"temporary file.*TMPDIR.*write\.failed"),
        shelve([b"x" * 3_000_000]),
    ):
        pass


def test_what_is_kept_is_made_once_when_it_is_first_asked_for() -> None:
    made: list[int] = []
    members = keep(lambda index: made.append(index) or (index, "x" * 400_000), 5)
    assert made == []
    assert [members[index][0] for index in (3, 1, 3, -1, 1)] == [3, 1, 3, 4, 1]
    assert [index for index, _ in members[::-1]] == [4, 3, 2, 1, 0]
    assert made == [3, 1, 4, 2, 0]
