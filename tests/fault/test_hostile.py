"""A folder of hostile files: each ends as a result or a coded error, and the good articles among them are unchanged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from summarizer.errors import ERRORS, ReadError
from summarizer.inputs import read_input
from summarizer.readers import zipped
from summarizer.types import Article, Failure
from summarizer.walk import find_inputs
from tests.conftest import ROOT
from tests.fault.hostile import write_corpus
from tests.fault.samples import NEWS, pack
from tests.nobody import as_nobody

SECONDS = 1200  # no measure of speed: what runs for so long hangs
LEAST = 250
UNFORESEEN = "article.failed"  # what the guard of the batch writes down for a fault that no one thought of

GOOD = {"good/first.txt": NEWS, "good/second.txt": f"خبر عاجل من الوزارة\n\n{NEWS * 2}"}
EXPECTED = {  # some whose end is certain, whatever readers there are
    "encodings/half-letter.txt": "read.encoding",
    "encodings/odd.txt": "read.encoding",
    "encodings/mark.txt": "read.empty",
    "filled/zeros.txt": "read.binary",
    "misnamed/gzip.txt": "read.wrong_type",
    "misnamed/unknown.xyz": "read.unsupported",
    "system/circle-1.txt": "read.failed",
    "system/nowhere.txt": "read.missing",
    "system/pipe.txt": "read.not_a_file",
    "system/socket.txt": "read.not_a_file",
    "system/sparse.txt": "read.too_large",
    "system/terabyte.txt": "read.too_large",
    "system/zeros.txt": "read.not_a_file",
    "truncated/empty.txt": "read.empty",
}


def brief(folder: Path) -> dict[str, Any]:
    """What becomes of the folder's inputs, from a process with a limit on its memory."""
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.fault.brief_corpus", os.fspath(folder)]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=SECONDS, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    return json.loads(run.stdout)  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    for name, text in GOOD.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def corpus(good: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(folder)
    (folder / "good").symlink_to(good / "good")
    return folder


@pytest.fixture(scope="module")
def outcome(corpus: Path) -> dict[str, Any]:
    return brief(corpus)


def test_the_corpus_is_large(corpus: Path) -> None:
    assert sum(len(files) for _, _, files in os.walk(os.fsencode(corpus))) >= LEAST


def test_every_input_is_a_result_or_a_coded_error(outcome: dict[str, Any], corpus: Path) -> None:
    done, failed = outcome["done"], outcome["failed"]
    assert not done.keys() & failed.keys()
    assert {code for code, _ in failed.values()} <= ERRORS.keys() - {UNFORESEEN}, {
        name: said for name, said in failed.items() if said[0] not in ERRORS or said[0] == UNFORESEEN
    }
    assert len(done) + len(failed) >= LEAST
    below = {name.split("/")[1] for name in (*done, *failed)}
    names = [item.name for item in find_inputs([corpus])]
    assert below == {name.split("/")[1] for name in names}
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("name", "code"), EXPECTED.items())
def test_the_code_says_what_is_wrong(outcome: dict[str, Any], name: str, code: str) -> None:
    assert outcome["failed"][name][0] == code


def test_no_message_breaks_its_line_or_turns_the_text_around(outcome: dict[str, Any]) -> None:
    for name, (_, message) in outcome["failed"].items():
        assert name.isprintable()
        assert not set(message) & set("\n\r\u2028\u202e\u2066\x1b"), message


def test_good_articles_among_them_come_out_unchanged(outcome: dict[str, Any], good: Path) -> None:
    alone = brief(good)
    assert alone["failed"] == {}
    assert alone["done"].keys() == GOOD.keys()
    assert {name: outcome["done"][name] for name in GOOD} == alone["done"]


# --- files that change between listing and reading, or while they are read


def ends(path: Path, change: Callable[[Path], object]) -> str:
    """How reading ends for a file that is changed after it was listed: its code, or "read"."""
    path.write_text(NEWS, encoding="utf-8")
    (item,) = find_inputs([path])
    change(path)
    try:
        return "read" if isinstance(read_input(item), Article) else ""
    except ReadError as error:
        return error.code


def replaced_by(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def replace(path: Path) -> None:
        path.unlink()
        make(path)

    return replace


@pytest.mark.parametrize(
    ("change", "end"),
    [
        (Path.unlink, "read.missing"),
        (replaced_by(Path.mkdir), "read.not_a_file"),
        (replaced_by(os.mkfifo), "read.not_a_file"),
        (replaced_by(lambda path: path.symlink_to("/dev/zero")), "read.not_a_file"),
        (replaced_by(lambda path: path.symlink_to(path.name)), "read.failed"),
        (lambda path: os.truncate(path, 0), "read.empty"),
        (lambda path: os.truncate(path, 12), "read.encoding"),
        (lambda path: os.truncate(path, 10**12), "read.too_large"),
        (lambda path: path.write_bytes(bytes(99)), "read.binary"),
        (lambda path: path.write_text(NEWS * 2, encoding="utf-8"), "read"),
    ],
)
def test_a_file_that_changes_after_it_was_listed(tmp_path: Path, change: Callable[[Path], object], end: str) -> None:
    assert ends(tmp_path / "a.txt", change) == end


def test_a_file_whose_rights_are_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o777)
    monkeypatch.chdir(tmp_path)  # nobody may not enter the folders above
    assert as_nobody(lambda: ends(Path("a.txt"), lambda path: path.chmod(0o400))) == "read"
    assert as_nobody(lambda: ends(Path("b.txt"), lambda path: path.chmod(0))) == "read.denied"


def test_a_file_that_is_rewritten_while_it_is_read_is_read_or_refused(tmp_path: Path) -> None:
    path, stop = tmp_path / "a.txt", threading.Event()
    path.write_text(NEWS, encoding="utf-8")
    (item,) = find_inputs([path])

    def rewrite() -> None:
        for times in count():
            if stop.is_set():
                return
            path.write_text(NEWS * (times % 500), encoding="utf-8")

    writer = threading.Thread(target=rewrite)
    writer.start()
    try:
        found = set()
        for _ in range(100):
            try:
                found.add(read_input(item).text.startswith(NEWS[:5]))
            except ReadError as error:
                found.add(error.code)
    finally:
        stop.set()
        writer.join()
    assert found <= {True, "read.empty", "read.encoding", "read.no_arabic"}


# --- names and folders too large to hold


def test_a_file_in_an_archive_below_a_myriad_of_folders_is_refused_without_a_look_at_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folders: list[str] = []
    monkeypatch.setattr(zipped, "set_aside_page_parts", lambda folder, is_file: folders.append(folder))
    names = [f"{'a_files/' * 8000}{n}.txt" for n in range(3)]
    members = list(zipped.open_members(BytesIO(pack(dict.fromkeys(names, NEWS.encode()))), "deep.zip", ()))
    assert [member.content.code for member in members if isinstance(member.content, Failure)] == ["read.unsafe"] * 3
    assert len(folders) <= 50 * len(names)


def test_a_million_files_are_listed_one_folder_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    class Entry:
        def __init__(self, name: str) -> None:
            self.name = name

        def is_dir(self) -> bool:
            return self.name.isdecimal()

    @contextmanager
    def scan(folder: Path) -> Iterator[Iterator[Entry]]:
        opened.append(folder)
        suffix = ".txt" if folder.name.isdecimal() else ""
        yield (Entry(f"{number:03}{suffix}") for number in range(1000))

    monkeypatch.setattr(os, "scandir", scan)
    monkeypatch.setattr(os.path, "isdir", lambda path: True)
    monkeypatch.setattr(Path, "stat", lambda path: SimpleNamespace(st_dev=0, st_ino=len(opened)))
    found = find_inputs([Path("/million")])
    assert next(found).name == "000/000.txt"
    assert len(opened) == 2
    before = sys.getallocatedblocks()
    number, held = 1, 0
    for number, _ in enumerate(found, 2):
        if number % 50_000 == 0:
            held = max(held, sys.getallocatedblocks() - before)
    assert number == 1_000_000
    assert held < 100_000  # objects: a tenth of one a file
