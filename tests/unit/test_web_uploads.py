"""What visitors bring: names, sizes, links, archives, addresses; and what they are told of the server."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.errors import OptionsError, ReadError, SummarizerError
from summarizer.types import Failure
from summarizer.web.jobs import Limits, Request, read_limits
from summarizer.web.room import JobRoom
from summarizer.web.telling import status_of, tell, tell_failure, without_paths
from summarizer.web.uploads import as_typed, read_for_correction, safe_name, store_request
from summarizer.writers.page_names import PageNames
from tests.jobs import Gate, article, wait_until_finished


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[JobRoom]:
    monkeypatch.setenv("MUJAZ_ENGINE", "echo")
    monkeypatch.setenv("MUJAZ_MEMORY", "none")
    made = JobRoom(tmp_path / "jobs", Limits(free_mb=0), Gate().load)
    made.start()
    yield made
    made.close()


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("a.txt", "a.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\خبر.docx", "خبر.docx"),
        (".mujaz.json", "mujaz.json"),
        ("..", "unnamed.txt"),
        ("", "unnamed.txt"),
        ("a\nb\u202e.txt", "a\ufffdb\ufffd.txt"),
        ("خ" * 300 + ".html", "خ" * 72 + ".html"),
        ("~$draft.docx", "draft.docx"),
        ("a/b/", "unnamed.txt"),
    ],
)
def test_names_are_plain_visible_and_short(given: str, name: str) -> None:
    assert safe_name(given) == name
    assert len(name.encode()) <= 150


def test_files_of_one_name_stand_side_by_side(tmp_path: Path) -> None:
    given = []
    for n in (1, 2):
        path = tmp_path / str(n) / "a.txt"
        path.parent.mkdir()
        path.write_text(article(n), encoding="utf-8")
        given.append(path)
    called = store_request(Request(kind="briefing", files=tuple(given)), tmp_path / "input", Limits())
    assert called == ("a.txt", 2)
    stored = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "input").iterdir()}
    assert stored == {"a.txt": article(1), "a-2.txt": article(2)}


@pytest.mark.parametrize(
    "make", [Path.symlink_to, Path.hardlink_to, lambda path, _: os.mkfifo(path), lambda path, _: path.mkdir()]
)
def test_only_files_are_taken(tmp_path: Path, make: object) -> None:
    secret, given = tmp_path / "secret.txt", tmp_path / "given.txt"
    secret.write_text(article(1), encoding="utf-8")
    make(given, secret)  # type: ignore[operator]
    request = Request(kind="briefing", files=(given,))
    if make is Path.hardlink_to:  # as good as a file
        assert store_request(request, tmp_path / "input", Limits()) == ("given.txt", 1)
        return
    with pytest.raises(ReadError) as caught:
        store_request(request, tmp_path / "input", Limits())
    assert caught.value.code == "read.missing"


def test_a_hostile_archive_gives_its_good_articles_and_writes_nothing_outside(room: JobRoom, tmp_path: Path) -> None:
    archive = tmp_path / "folder.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("good.txt", article(1))
        packed.writestr("../../slip.txt", article(2))
        packed.writestr("/etc/slip.txt", article(3))
        packed.writestr("bomb.txt", b" " * 40_000_000)
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    state = wait_until_finished(room, room.submit(Request(kind="briefing", files=(archive,)), "a"))
    assert (state.phase, state.articles_done) == ("done", 1)
    assert {failure.code for failure in state.failures} == {"read.unsafe", "read.too_much"}
    assert len(state.failures) == 4
    assert list(tmp_path.rglob("slip*")) == []
    assert not Path("/etc/slip.txt").exists()


def test_pages_are_fetched_from_the_open_internet_alone(room: JobRoom) -> None:
    urls = ("http://127.0.0.1:1/", "http://169.254.169.254/latest", "file:///etc/passwd")
    state = wait_until_finished(room, room.submit(Request(kind="briefing", urls=urls), "a"))
    assert (state.phase, state.error_code) == ("failed", "read.nothing")
    assert [failure.code for failure in state.failures] == ["read.address"] * 3


def test_an_offline_server_says_so(room: JobRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_OFFLINE", "1")
    with pytest.raises(OptionsError) as caught:
        room.submit(Request(kind="briefing", urls=("https://example.org/",)), "a")
    assert caught.value.code == "options.value"
    with pytest.raises(OptionsError):
        read_for_correction("https://example.org/")


def test_a_list_of_addresses_in_an_upload_is_not_fetched(room: JobRoom, tmp_path: Path) -> None:
    path = tmp_path / "pages.urls"
    path.write_text("http://127.0.0.1:1/\n")
    state = wait_until_finished(room, room.submit(Request(kind="briefing", files=(path,)), "a"))
    assert (state.phase, state.error_code) == ("failed", "read.fetch")


@pytest.mark.parametrize("name", ["pages.urls", "pages.txt"])
def test_addresses_in_an_upload_count_with_those_that_are_given(room: JobRoom, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("http://127.0.0.1:1/\n" * 100)
    request = Request(kind="briefing", files=(path,), urls=("http://127.0.0.1:1/",))
    state = wait_until_finished(room, room.submit(request, "a"))
    assert (state.phase, state.error_code, state.articles_failed) == ("failed", "web.count", 0)
    assert "101 addresses; 100 are the most" in state.error


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("خبر قصير", "خبر قصير"),
        ("\n خبر قصير\nشارك على فيسبوك", "خبر قصير"),
        ("ب" * 80, "ب" * 80),
        (" ".join(["كلمة"] * 20), " ".join(["كلمة"] * 16) + "…"),
        ("ب" * 79 + " ثم", "ب" * 79 + "…"),
        ("ب" * 200, "ب" * 79 + "…"),
    ],
)
def test_a_long_title_ends_with_a_whole_word(tmp_path: Path, text: str, title: str) -> None:
    assert store_request(Request(kind="article", text=text), tmp_path / "input", Limits()) == (title, 1)
    assert len(title) <= 80


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("addresses.urls/address-1-10.0.0.1", "http://10.0.0.1/x"),
        ("addresses.urls/address-2", "nonsense"),
        ("addresses.urls/address-3", "addresses.urls/address-3"),
        ("b.pdf", "b.pdf"),
    ],
)
def test_a_page_that_fails_is_named_by_its_address(tmp_path: Path, source: str, name: str) -> None:
    request = Request(kind="briefing", urls=("http://10.0.0.1/x", "nonsense"))
    store_request(request, tmp_path / "input", Limits())
    assert as_typed(source, tmp_path / "input") == name


def test_an_address_is_called_by_itself_in_the_briefing_too(room: JobRoom, tmp_path: Path) -> None:
    path = tmp_path / "addresses.urls.txt"
    path.write_text(article(1), encoding="utf-8")
    urls = ("http://127.0.0.1:1/x?a=b", "nonsense", "http://127.0.0.1:1/x?a=b ")
    id = room.submit(Request(kind="briefing", files=(path,), urls=urls), "a")
    assert (room.state(id).title, room.state(id).given) == ("addresses.urls.txt", 3)
    state = wait_until_finished(room, id)
    assert [failure.source for failure in state.failures] == ["http://127.0.0.1:1/x?a=b", "nonsense"]
    told = room.output(id, "index.html").read_text(encoding="utf-8")
    assert "http://127.0.0.1:1/x?a=b" in told
    assert "address-1" not in told


def test_an_address_typed_as_a_file_is_called_costs_no_article(room: JobRoom, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.txt", "b.txt")]
    for number, path in enumerate(files):
        path.write_text(article(number), encoding="utf-8")
    id = room.submit(Request(kind="briefing", files=tuple(files), urls=("a.txt", "b.txt", "http://10.0.0.1/B")), "a")
    state = wait_until_finished(room, id)
    assert (state.articles_done, len(state.pages), state.articles_failed) == (2, 2, 3)
    assert [failure.source for failure in state.failures] == ["a.txt (2)", "b.txt", "http://10.0.0.1/B"]
    told = room.output(id, "briefing.jsonl").read_text(encoding="utf-8")
    assert all(f"رقم {number}" in told for number in range(2))


def test_the_text_of_a_file_is_read_to_be_corrected(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(article(1).encode("cp1256"))
    text, findings = read_for_correction(path)
    assert text == article(1)
    assert [finding.code for finding in findings] == ["read.encoding"]


@pytest.mark.parametrize(
    ("given", "code"),
    [("a.zip", "read.unsupported"), ("a.csv", "read.unsupported"), ("gone.txt", "read.missing")],
)
def test_what_is_not_one_article_cannot_be_corrected(tmp_path: Path, given: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_for_correction(tmp_path / given)
    assert caught.value.code == code


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "ftp://example.org/", "no address"])
def test_only_public_pages_can_be_corrected(url: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_for_correction(url)
    assert caught.value.code == "read.address"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("unable to open /root/.cache/mujaz/memory.sqlite", "unable to open memory.sqlite"),
        ("[Errno 28] No space left: '/data/jobs/x/output/index.html'", "[Errno 28] No space left: 'index.html'"),
        ("give 1/2 and/or http://example.org/a/b", "give 1/2 and/or http://example.org/a/b"),
        ("(/a/b)", "(b)"),
    ],
)
def test_no_folder_of_the_server_is_told(said: str, told: str) -> None:
    assert without_paths(said) == told


def test_folders_with_spaces_are_not_told_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs, cache = tmp_path / "my jobs", tmp_path / "my jobs" / "the cache"
    monkeypatch.setenv("MUJAZ_JOBS", str(jobs))
    monkeypatch.setenv("MUJAZ_CACHE", str(cache))
    said = f"'{jobs}/ID/output/index.html' and {cache}/memory.sqlite, {jobs}: not https://example.org{jobs}/x"
    assert without_paths(said) == f"'index.html' and memory.sqlite, /server: not https://example.org{jobs}/x"


@pytest.mark.parametrize(
    ("code", "message", "told"),
    [
        (
            "read.columns",
            "no column looks like the text; the columns are a, b. Say which column holds the text: --column text=NAME",
            "no column looks like the text; the columns are a, b. "
            "Rename the column that holds the articles to text, and leave out others like it",
        ),
        (
            "read.fetch",
            "the file is a list of web addresses. Give --fetch to fetch their pages",
            "the file is a list of web addresses. Give the addresses themselves, not a file of them",
        ),
        ("read.fetch", "it is gone. Open it in a browser and save the page", ""),
        ("write.failed", "full. Free some space, or choose a folder with --to in which you may write", "full"),
        ("memory.failed", "bad. delete that file, or set MUJAZ_MEMORY=none", "bad"),
        ("article.failed", "unforeseen fault: --x", ""),
    ],
)
def test_a_failure_is_told_with_advice_for_visitors(code: str, message: str, told: str) -> None:
    failure = Failure(source="a.csv", code=code, message=message)
    assert tell_failure(failure).message == (told or message)


def test_an_error_is_told_by_the_name_of_its_input_and_without_advice_for_the_command_line() -> None:
    error = OptionsError(
        "line 2 is no entry", code="options.glossary", hint="Give --glossary FILE", source="/data/x/terms.csv"
    )
    assert tell(error) == ("options.glossary", "terms.csv: line 2 is no entry", "")


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("web.unknown", 404),
        ("web.size", 413),
        ("web.client", 429),
        ("web.busy", 503),
        ("options.value", 422),
        ("read.no_arabic", 422),
        ("model.memory", 500),
        ("write.failed", 500),
    ],
)
def test_codes_have_fitting_statuses(code: str, status: int) -> None:
    assert status_of(code) == status


def test_limits_come_from_the_environment() -> None:
    assert read_limits({"MUJAZ_WEB_QUEUE": "7", "MUJAZ_WEB_UPLOAD_MB": "3"}) == Limits(queue=7, upload_mb=3)
    assert read_limits({}) == Limits()


@pytest.mark.parametrize("value", ["", "0", "-1", "many", "1.5", "٣"])
def test_a_limit_is_a_whole_number(value: str) -> None:
    with pytest.raises(SummarizerError) as caught:
        read_limits({"MUJAZ_WEB_FILES": value})
    assert caught.value.code == "options.value"


def test_the_page_of_an_address_is_called_after_it() -> None:
    assert PageNames().name("https://example.org/news/1.html") == "example.org/news/1.html.html"
