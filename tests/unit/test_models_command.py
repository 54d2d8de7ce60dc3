"""``mujaz models`` as a user types it. Nothing here may call out; what pull does is told in test_hub.py."""

from __future__ import annotations

import json
import socket
import threading
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from summarizer.catalogue import EMBEDDED, find_model
from summarizer.cli import app
from summarizer.command import told
from summarizer.entries import read_catalogue

ARTICLE = "وزير الداخلية يعلن خطة جديدة\n\nقال الوزير إن السلطات تتابع الوضع عن كثب.\n"


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("MUJAZ_MEMORY", "none")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "cache"


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every attempt to call anyone, this machine included, or to ask where someone is."""
    called: list[object] = []
    elsewhere = set(threading.enumerate()) - {threading.current_thread()}  # left by another test: not of this command

    def refuse(*address: object, **_: object) -> None:
        if threading.current_thread() not in elsewhere:
            called.append((threading.current_thread().name, *address))
        raise OSError("no sockets here")

    for method in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, method, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return called


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_list_names_every_model_with_its_licence_and_state() -> None:
    lines = run("models", "list").stdout.splitlines()
    for name, entry in read_catalogue().items():
        (line,) = [line for line in lines if line.split()[:1] == [name]]
        assert entry.licence in line
        assert ("installed" in line) is (name == EMBEDDED)


def test_list_as_json_holds_all_that_is_known() -> None:
    records = json.loads(run("models", "list", "--json").stdout)
    assert [record["name"] for record in records] == list(read_catalogue())
    by_name = {record["name"]: record for record in records}
    assert by_name[EMBEDDED]["installed"] == str(find_model(EMBEDDED).folder)
    assert by_name["quickmt"]["installed"] == ""
    assert by_name["xlsum"]["decoding"] == {"beam_size": 4, "no_repeat_ngram": 2, "length_penalty": 0.6}
    assert by_name["opus"]["scores"][0] == {"on": "FLORES-101 devtest", "by": "OPUS-MT leaderboard", "BLEU": 33.9}


@pytest.mark.parametrize("name", ["quickmt", "fast", "quickmt/quickmt-ar-en"])
def test_show_tells_source_licence_scores_and_faults(name: str) -> None:
    shown = run("models", "show", name).stdout
    for fact in ("quickmt/quickmt-ar-en", "a81dfb30ecb6f7309857c22c5679e92b6de045ea", "CC-BY-4.0", "BLEU 42.79"):
        assert fact in shown
    assert "faults:" in shown
    assert json.loads(run("models", "show", name, "--json").stdout)["name"] == "quickmt"


def test_a_tier_is_that_of_the_task() -> None:
    assert json.loads(run("models", "show", "best", "--task", "summarization", "--json").stdout)["name"] == "xlsum"


def test_path_and_check_know_the_embedded_model() -> None:
    assert run("models", "path").stdout.strip() == str(find_model(EMBEDDED).folder)
    assert run("models", "path", EMBEDDED).stdout == run("models", "path").stdout
    for words in (("models", "check"), ("models", "check", EMBEDDED)):
        assert run(*words).stdout == f"{EMBEDDED}: 7 files, as recorded\n"


def test_check_names_the_damaged_model_and_goes_on(cache: Path, tmp_path: Path) -> None:
    install(tmp_path, "mine")
    install(tmp_path, "other")
    (cache / "hub" / "mine" / "vocab.json").write_bytes(b"{ }")
    done = run("models", "check")
    assert done.exit_code == 1
    assert "mine: vocab.json is not the file that was recorded" in done.stderr
    assert "other: 6 files, as recorded" in done.stdout


def test_a_packed_model_is_listed_and_removed_where_it_was_unpacked(cache: Path, tmp_path: Path) -> None:
    install(tmp_path, "mine")
    assert "Also installed: mine" in run("models", "list").stdout
    assert run("models", "path", "mine").stdout.strip() == str(cache / "hub" / "mine")
    assert run("models", "remove", "mine").stdout.strip() == str(cache / "hub" / "mine")
    assert "mine" not in run("models", "list").stdout
    again = run("models", "remove", "mine")
    assert (again.exit_code, "[model.missing]" in again.stderr) == (1, True)


def test_list_shows_what_the_catalogue_does_not_know(tmp_path: Path) -> None:
    for name in ("mine", "another", "third"):
        install(tmp_path, name)
    also = [line for line in run("models", "list").stdout.splitlines() if line.startswith("Also")]
    assert also == ["Also installed: another", "Also installed: mine", "Also installed: third"]
    records = json.loads(run("models", "list", "--json").stdout)
    assert [record["name"] for record in records] == [*read_catalogue(), "another", "mine", "third"]
    assert (records[-1]["architecture"], records[-1]["licence"]) == ("marian", "not stated")
    assert records[-1]["installed"].endswith("third")


def test_show_knows_an_installed_model_that_is_not_catalogued(tmp_path: Path) -> None:
    install(tmp_path, "someone--mine")
    shown = run("models", "show", "someone/mine")
    assert shown.exit_code == 0, shown.stderr
    assert "someone--mine" in shown.stdout


@pytest.mark.parametrize("fault", ["config.json", "mujaz-model.json"])
def test_one_bad_model_does_not_hide_the_others(cache: Path, tmp_path: Path, fault: str) -> None:
    install(tmp_path, "bad")
    install(tmp_path, "good")
    (cache / "hub" / "bad" / fault).write_text("[")
    listed, checked = run("models", "list"), run("models", "check")
    assert (listed.exit_code, "Also installed: good" in listed.stdout) == (0, True)
    assert (checked.exit_code, "good: 6 files, as recorded" in checked.stdout) == (1, True)
    for done in (listed, checked):
        assert "[model.damaged]" in done.stderr
    assert run("models", "path").exit_code == 0


def test_an_installed_model_may_be_read_by_all_that_may_read_its_cache(cache: Path, tmp_path: Path) -> None:
    install(tmp_path, "mine")
    assert (cache / "hub" / "mine").stat().st_mode == (cache / "hub").stat().st_mode


def test_what_a_killed_unpacking_left_is_swept(cache: Path, tmp_path: Path) -> None:
    left = cache / "hub" / ".unpacking-mine"
    left.mkdir(parents=True)
    (left / "vocab.json").write_text("half")
    install(tmp_path, "mine")
    assert not left.exists()
    assert run("models", "check", "mine").exit_code == 0


def test_a_summariser_is_refused_as_a_translator(cache: Path, tmp_path: Path) -> None:
    entry = read_catalogue()["arabart"]
    folder = cache / "hub" / "arabart"
    folder_of(tmp_path, "mine").rename(tmp_path / "arabart")
    folder.parent.mkdir(parents=True)
    (tmp_path / "arabart").rename(folder)
    (folder / "config.json").write_text('{"model_type": "mbart"}')
    (folder / "tokenizer.json").write_text("{}")
    files = {"model.safetensors": {"sha256": "0" * 64, "size": 1}}
    manifest = {"format": 1, "name": "arabart", "hub": entry.hub, "revision": entry.revision, "licence": ""}
    (folder / "mujaz-model.json").write_text(json.dumps(manifest | {"files": files}))
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    done = run("translate", "article.txt", "--model", "arabart")
    assert (done.exit_code, "[model.unsupported]" in done.stderr) == (1, True), done.stderr
    assert "a model for summarization" in done.stderr


def test_pack_prints_where_the_archive_stands(tmp_path: Path) -> None:
    assert run("models", "pack", EMBEDDED).stdout.strip() == f"{EMBEDDED}.tar"
    assert (tmp_path / f"{EMBEDDED}.tar").is_file()
    again = run("models", "pack", EMBEDDED)
    assert (again.exit_code, "[write.exists]" in again.stderr) == (1, True)
    assert run("models", "pack", EMBEDDED, "--to", tmp_path / "other.tar").exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        (("show", "nonsense"), "options.value", 2),
        (("show", "best", "--task", "nonsense"), "options.value", 2),
        (("remove", EMBEDDED), "options.value", 2),
        (("remove", "best"), "options.value", 2),
        (("remove", "م" * 300), "model.missing", 1),
        (("path", "a" * 300), "model.missing", 1),
        (("show", "a" * 300), "options.value", 2),
        (("path", "quickmt"), "model.missing", 1),
        (("pack", "quickmt"), "model.missing", 1),
        (("check", "quickmt"), "model.missing", 1),
        (("unpack", "nowhere.tar"), "model.archive", 1),
        (("pull", "nonsense"), "model.not_found", 1),
    ],
)
def test_faults_have_their_codes(words: tuple[str, ...], code: str, exit_code: int) -> None:
    done = run("models", *words)
    assert (done.exit_code, f"[{code}]" in done.stderr) == (exit_code, True), done.stderr
    assert done.stdout == ""


def test_a_fault_of_a_path_is_not_blamed_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit), told():
        raise PermissionError(13, "Permission denied", "mine/config.json")
    said = capsys.readouterr().err
    assert "mine/config.json" in said
    assert "standard output" not in said


def test_pull_is_refused_where_the_options_say_offline(
    monkeypatch: pytest.MonkeyPatch, no_sockets: list[object]
) -> None:
    monkeypatch.setenv("MUJAZ_OFFLINE", "yes")
    done = run("models", "pull", "quickmt")
    assert (done.exit_code, "[options.value]" in done.stderr) == (2, True)
    assert no_sockets == []


def test_without_a_terminal_a_licence_is_accepted_by_option_only(cache: Path, tmp_path: Path) -> None:
    from summarizer.archive import pack

    archive = pack(find_model(str(folder_of(tmp_path, "mine"))), tmp_path / "mine.tar")  # it states no licence
    done = run("models", "unpack", archive)
    assert (done.exit_code, "[model.licence]" in done.stderr) == (1, True)
    assert "--accept-licence" in done.stderr
    assert not (cache / "hub" / "mine").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("models", "list"),
        ("models", "list", "--json"),
        ("models", "show", "quickmt"),
        ("models", "check"),
        ("models", "path"),
        ("models", "path", "nllb-600m"),
        ("brief", "article.txt", "--engine", "echo"),
        ("translate", "article.txt", "--engine", "echo"),
        ("translate", "article.txt", "--model", "nllb-600m"),
        ("translate", "article.txt", "--model", "someone/model"),
        ("inspect", "article.txt"),
    ],
    ids=" ".join,
)
def test_nothing_but_pull_opens_a_socket(words: tuple[str, ...], tmp_path: Path, no_sockets: list[object]) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    done = run(*words)
    assert no_sockets == []
    missing = {"nllb-600m", "someone/model"} & set(words)
    assert (done.exit_code, "[model.missing]" in done.stderr) == ((1, True) if missing else (0, False)), done.stderr


def folder_of(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / "folders" / name
    folder.mkdir(parents=True)
    for file in ("model.safetensors", "source.spm", "target.spm"):
        (folder / file).write_bytes(file.encode())
    for file in ("tokenizer_config.json", "vocab.json"):
        (folder / file).write_text("{}")
    (folder / "config.json").write_text('{"model_type": "marian"}')
    return folder


def install(tmp_path: Path, name: str) -> None:
    from summarizer.archive import pack, unpack

    archive = pack(find_model(str(folder_of(tmp_path, name))), tmp_path / f"{name}.tar")
    unpack(archive, ask=lambda *_: True)
