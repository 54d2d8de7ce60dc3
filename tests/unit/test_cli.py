"""The commands as a user types them, on the echo engine: no weights, so only the line itself is tested."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from summarizer import following, status_command, translate
from summarizer.briefing_folder import open_briefing
from summarizer.cli import app
from summarizer.command import _name_as_given
from summarizer.errors import OptionsError
from summarizer.journal import JOURNAL, LOCK, Entry, Journal
from summarizer.options import Options
from summarizer.status import read_status

ROOT = Path(__file__).parents[2]
TITLE = "وزير الداخلية يعلن خطة جديدة"
ARTICLE = f"{TITLE}\n\nقال الوزير إن 98 ألف شخص غادروا البلاد الثلاثاء. وأضاف أن السلطات تتابع الوضع عن كثب.\n"


@pytest.fixture(autouse=True)
def echo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MUJAZ_ENGINE", "echo")
    monkeypatch.setenv("MUJAZ_MEMORY", "none")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "article.txt"
    path.parent.mkdir()
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def run(*words: object, given: str | bytes = "") -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], input=given)


def outputs(folder: Path) -> dict[str, bytes]:
    """All files in the folder of a briefing but its journal."""
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name not in (JOURNAL, LOCK)}


def test_brief_writes_its_files_and_says_where(article: Path, tmp_path: Path) -> None:
    done = run("brief", article)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.strip() == str(article.parent / "briefing" / "index.html")
    names = {p.relative_to(article.parent / "briefing").as_posix() for p in (article.parent / "briefing").rglob("*")}
    assert names >= {"index.html", "briefing.md", "briefing.docx", "briefing.jsonl", "figures.csv"}
    assert "articles/article.txt.html" in names
    record, story = map(json.loads, (article.parent / "briefing" / "briefing.jsonl").read_text("utf-8").splitlines())
    assert (record["kind"], record["source"], record["title"]) == ("article", "article.txt", TITLE)
    assert all(record["text"][s["start"] : s["end"]] == s["text"] for s in record["sentences"])
    assert (story["kind"], story["articles"]) == ("story", ["article.txt"])


def test_a_second_run_replaces_its_own_files_and_is_equal(article: Path) -> None:
    assert run("brief", article).exit_code == 0
    before = outputs(article.parent / "briefing")
    assert run("brief", article).exit_code == 0
    assert before == outputs(article.parent / "briefing")


def test_a_file_that_someone_changed_is_not_replaced_unasked(article: Path) -> None:
    assert run("brief", article).exit_code == 0
    page = article.parent / "briefing" / "index.html"
    page.write_text("my notes")
    refused = run("brief", article)
    assert (refused.exit_code, page.read_text()) == (1, "my notes")
    assert "[write.exists]" in refused.stderr
    assert "--force" in refused.stderr
    assert run("brief", article, "--force").exit_code == 0
    assert page.read_text("utf-8") != "my notes"


def test_only_the_formats_asked_for_are_written(article: Path, tmp_path: Path) -> None:
    done = run("brief", article, "--to", tmp_path / "out", "--format", "markdown", "--format", "jsonl")
    assert done.exit_code == 0
    assert set(outputs(tmp_path / "out")) == {"briefing.md", "briefing.jsonl", ".mujaz.json"}


def test_one_bad_input_fails_with_its_code_and_the_others_go_on(article: Path, tmp_path: Path) -> None:
    (article.parent / "empty.txt").touch()
    (article.parent / "paper.txt").write_bytes(b"%PDF-1.7 and so on")
    (article.parent / "photo.png").touch()
    done = run("brief", article.parent, "--to", tmp_path / "out", "--json")
    assert done.exit_code == 1
    report = json.loads(done.stdout)
    assert report["articles"] == 1
    assert {f["source"]: (f["code"], f["set_aside"]) for f in report["failures"]} == {
        "empty.txt": ("read.empty", False),
        "paper.txt": ("read.wrong_type", False),
        "photo.png": ("read.media", True),
    }
    assert "[read.empty]" in done.stderr
    assert "empty.txt" in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_nothing_readable_is_an_error_and_writes_nothing(tmp_path: Path) -> None:
    done = run("brief", tmp_path / "nowhere.txt", "--to", tmp_path / "out")
    assert done.exit_code == 1
    assert "[read.missing]" in done.stderr
    assert not (tmp_path / "out").exists()


def test_that_nothing_was_readable_is_told_to_programs_too(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = run("brief", tmp_path / "empty.txt", tmp_path / "nowhere.txt", "--to", tmp_path / "out", "--json")
    assert done.exit_code == 1
    report = json.loads(done.stdout)
    assert [(f["source"], f["code"], f["set_aside"]) for f in report.pop("failures")] == [
        ("empty.txt", "read.empty", False),
        ("nowhere.txt", "read.missing", False),
    ]
    assert report == {"written": [], "articles": 0, "findings": {"note": 0, "warning": 0, "error": 0}}


@pytest.mark.parametrize("severity", ["note", "warning", "error"])
def test_strict_ends_with_three(article: Path, severity: str) -> None:
    assert run("translate", article, "--strict", severity).exit_code == 3  # echo makes errors of numbers


@pytest.mark.parametrize("command", ["brief", "summarize", "translate", "inspect"])
def test_an_empty_folder_is_an_error(command: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run(command, tmp_path / "empty")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "[read.nothing]" in done.stderr


def test_an_interrupt_ends_with_130(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("summarizer.pipeline.Pipeline.translate_window", interrupt)
    done = run("brief", article)
    assert done.exit_code == 130
    assert "Interrupted" in done.stderr


def test_a_briefing_of_the_folder_above_stands_beside_it(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (article.parent / "work").mkdir()
    monkeypatch.chdir(article.parent / "work")
    assert run("brief", "..").stdout.strip() == str(article.parent.parent / "briefing" / "index.html")


def test_strict_ends_with_zero_where_there_is_no_doubt(tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_text("Il-76\n", encoding="utf-8")
    assert run("translate", "--lines", tmp_path / "lines.txt", "--strict", "note").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("brief",),
        ("brief", "x.txt", "--engine", "gpt"),
        ("brief", "x.txt", "--summary-sentences", "0"),
        ("brief", "x.txt", "--format", "pdf"),
        ("translate", "x.txt", "--strict", "fatal"),
        ("translate", "--lines", "--json", "x.txt"),
        ("nonsense",),
    ],
)
def test_wrong_usage_ends_with_two(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert done.stdout == ""


def test_summarize_prints_english_and_arabic(article: Path) -> None:
    done = run("summarize", article, "--summary-sentences", "1")
    assert "قال الوزير إن 98 ألف شخص غادروا البلاد الثلاثاء." in done.stdout
    assert "وأضاف" not in done.stdout


def test_translate_reads_standard_input() -> None:
    done = run("translate", "-", "--json", given=ARTICLE)
    (record,) = json.loads(done.stdout)
    assert record["source"] == "standard input"
    assert "98" in record["sentences"][1]["english"]


LINES = "سلام\n\n  \r\nالسطر 4\u2028له فاصل\u0085آخر\nWord\nبلا نهاية"


def test_lines_gives_one_line_for_each_line(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_bytes(LINES.encode())
    done = run("translate", "--lines", tmp_path / "in.txt")
    assert done.stdout.split("\n")[:-1] == ["<4>", "", "", "<5> 4 <2> <4> <3>", "Word", "<3> <5>"]
    assert run("translate", "--lines", "-", given=LINES.encode()).stdout == done.stdout


def test_lines_names_the_line_of_a_finding() -> None:
    done = run("translate", "--lines", "-", given="سلام\nخمسة آلاف\n".encode())
    assert "line 2: error: " in done.stderr
    assert "[number.missing]" in done.stderr


def test_lines_of_a_broken_file_are_a_coded_error(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_bytes("سلام\n".encode() + b"\xff\xfe\n")
    done = run("translate", "--lines", tmp_path / "in.txt")
    assert done.exit_code == 1
    assert "line 2 is not UTF-8" in done.stderr


def test_inspect_shows_every_character(article: Path) -> None:
    done = run("inspect", article, "--json")
    (record,) = json.loads(done.stdout)
    assert record["source"] == str(article)
    assert record["title"] == TITLE
    assert [s["role"] for s in record["sentences"]] == ["title", "body", "body"]
    covered = {i for s in record["sentences"] for i in range(s["start"], s["end"])}
    assert {i for i, c in enumerate(ARTICLE) if not c.isspace()} <= covered
    assert f"title: {TITLE}" in run("inspect", article).stdout


def test_inspect_goes_on_after_a_failure(article: Path, tmp_path: Path) -> None:
    done = run("inspect", article, tmp_path / "missing.txt", "--json")
    assert done.exit_code == 1
    assert len(json.loads(done.stdout)) == 1
    assert "[read.missing]" in done.stderr


def test_a_table_is_read_by_the_columns_that_are_given(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"x,body\n{ARTICLE.splitlines()[-1]},y\n", encoding="utf-8")
    done = run("inspect", tmp_path / "t.csv", "--column", "text=x", "--json")
    (record,) = json.loads(done.stdout)
    assert (record["source"], record["text"]) == ("t.csv/row-1", ARTICLE.splitlines()[-1])
    assert run("inspect", tmp_path / "t.csv", "--column", "x").exit_code == 2
    assert run("inspect", tmp_path / "t.csv", "--fetch", "--offline").exit_code == 2


def test_what_is_set_aside_is_told_and_is_no_failure(article: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    article.rename(folder / "a.txt")
    (folder / "b.jpg").write_bytes(b"x")
    done = run("inspect", folder)
    assert (
        done.exit_code,
        "b.jpg: the file is a picture, and no article. It was set aside. [read.media]" in done.stderr,
    ) == (0, True)


def test_the_module_is_the_program() -> None:
    env = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    done = subprocess.run([sys.executable, "-m", "summarizer", "--help"], capture_output=True, text=True, env=env)
    assert done.returncode == 0
    assert all(word in done.stdout for word in ("brief", "summarize", "translate", "inspect"))


def test_a_closed_pipe_is_no_traceback(article: Path) -> None:
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    line = f"{sys.executable} -m summarizer inspect {article} --json | head -c 1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, env=env)
    assert done.stdout == "["
    assert "Traceback" not in done.stderr


def test_a_page_on_standard_input_is_read_as_one() -> None:
    head = f"<!DOCTYPE html><html><head><title>{TITLE}</title></head>"
    page = f"{head}<body><article><p>{ARTICLE * 4}</p></article></body></html>"
    (record,) = json.loads(run("inspect", "-", "--json", given=page).stdout)
    assert record["title"] == TITLE
    assert "<" not in record["text"]


@pytest.mark.parametrize("words", [("inspect", ""), ("brief", "in", "--to", "in")])
def test_an_input_that_cannot_be_meant_is_refused(article: Path, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert "[options.value]" in done.stderr


def test_another_format_of_an_earlier_run_does_not_stay_beside_the_new_one(article: Path, tmp_path: Path) -> None:
    assert run("brief", article, "--to", tmp_path / "out").exit_code == 0
    assert run("brief", article, "--to", tmp_path / "out", "--format", "markdown").exit_code == 0
    assert set(outputs(tmp_path / "out")) == {"briefing.md", ".mujaz.json"}


def test_strict_can_be_switched_off_again(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_STRICT", "error")
    assert run("translate", article).exit_code == 3
    assert run("translate", article, "--strict", "off").exit_code == 0


@pytest.mark.parametrize(("redirection", "said"), [("> /dev/full", "[write.failed]"), (">&-", "")])
def test_an_output_that_cannot_be_written_is_no_traceback(article: Path, redirection: str, said: str) -> None:
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    line = f"{sys.executable} -m summarizer inspect {article} --json {redirection}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, env=env)
    assert "Traceback" not in done.stderr
    assert said in done.stderr


def test_the_version_is_told() -> None:
    assert run("--version").stdout.startswith("mujaz ")


def test_status_tells_what_was_done_and_what_failed(article: Path, tmp_path: Path) -> None:
    (article.parent / "empty.txt").touch()
    assert run("brief", article.parent, "--to", tmp_path / "out").exit_code == 1
    lines = run("status", tmp_path / "out").stdout.splitlines()
    assert lines[:2] == ["finished", "2 inputs: 1 done, 1 failed"]
    assert lines[-1].startswith("empty.txt: ")
    assert lines[-1].endswith("[read.empty]")
    told = json.loads(run("status", tmp_path / "out", "--json").stdout)
    assert told["articles"] == {"total": 2, "done": 1, "failed": 1, "set_aside": 0, "waiting": 0}
    assert (told["running"], told["ended"], told["failures"][0]["attempts"]) == (False, True, 1)
    missing = run("status", tmp_path)
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "[journal.missing]" in missing.stderr


def test_status_tells_how_many_sentences_of_the_articles_at_work_are_translated(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def note_and_look(journal: Journal, articles: int, *counts: int, **more: tuple[int, int]) -> None:
        note(journal, articles, *counts, **more)
        if articles:
            told.append(list(status_command._say(read_status(tmp_path / "out")))[:3])

    note, told = Journal.note_work, list[list[str]]()
    monkeypatch.setattr(Journal, "note_work", note_and_look)
    monkeypatch.setattr(translate, "_BATCH_TOKENS", 1)  # each sentence is a batch
    monkeypatch.setattr(following, "_NOTE_SECONDS", 0.0)
    (article.parent / "other.txt").write_text("سافر الوفد إلى بيروت مساء أمس.\n", encoding="utf-8")
    assert run("brief", article.parent, "--to", tmp_path / "out").exit_code == 0
    assert {tuple(lines[:2]) for lines in told} == {("at work", "2 inputs: 0 done, 2 waiting")}
    assert told[0][2].startswith("at work on 2 articles: 0 of ")
    counts = [list(map(int, re.findall(r"\d+", lines[2])[1:])) for lines in told]
    assert any(0 < translated < sentences for translated, sentences in counts)
    over = json.loads(run("status", tmp_path / "out", "--json").stdout)
    assert over["at_work"] == {"articles": 0, "sentences": 0, "translated": 0}


def test_status_says_that_there_is_no_briefing_and_tells_what_was_set_aside_last(article: Path, tmp_path: Path) -> None:
    assert run("brief", article.parent, "--to", tmp_path / "out").exit_code == 0
    article.unlink()
    (article.parent / "a.png").touch()
    (article.parent / "b.txt").touch()
    assert run("brief", article.parent, "--to", tmp_path / "out").exit_code == 1
    lines = run("status", tmp_path / "out").stdout.splitlines()
    assert lines[0].startswith("finished without a briefing")
    assert lines[1] == "2 inputs: 0 done, 1 failed, 1 set aside"
    assert [line.split(":")[0] for line in lines[-2:]] == ["b.txt", "a.png"]
    told = json.loads(run("status", tmp_path / "out", "--json").stdout)
    assert [(f["source"], f["set_aside"]) for f in told["failures"]] == [("a.png", True), ("b.txt", False)]


@pytest.mark.parametrize("misspelt", [1, 2])
def test_status_tells_of_the_briefing_that_stands_and_then_of_a_misspelt_path(
    misspelt: int, article: Path, tmp_path: Path
) -> None:
    (article.parent / "b.txt").touch()
    assert run("brief", article.parent, "--to", "out").exit_code == 1
    before = run("status", "out").stdout.splitlines()
    assert before[:2] == ["finished", "2 inputs: 1 done, 1 failed"]
    for _ in range(misspelt):
        assert run("brief", tmp_path / "inn", "--to", "out").exit_code == 1
    assert run("status", "out").stdout.splitlines() == [
        *before,
        "a later run found no article and changed nothing:",
        "inn: there is no such file or folder. Check the path for a typing error. [read.missing]",
    ]
    told = json.loads(run("status", "out", "--json").stdout)
    assert (told["ended"], told["articles"]["done"], told["articles"]["waiting"]) == (True, 1, 0)
    assert [failure["source"] for failure in told["failed_since"]] == ["inn"]
    assert run("brief", article.parent, "--to", "out").exit_code == 1
    assert run("status", "out").stdout.splitlines()[:2] == [
        "finished",
        "2 inputs: 1 done (1 of them before this run), 1 failed",
    ]


def test_status_tells_no_speed_of_a_run_whose_sentences_were_mostly_translated_before_it(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> list[str]:
        return [line for line in run("status", "out").stdout.splitlines() if "a minute" in line]

    def die(journal: Journal, entries: Sequence[Entry]) -> None:
        if entries:  # translated, and not written down yet
            raise KeyboardInterrupt

    monkeypatch.setenv("MUJAZ_MEMORY", "memory.sqlite")
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "write", die)
        assert run("brief", article, "--to", "out").exit_code == 130
    assert told() == []
    assert run("brief", article, "--to", "out").exit_code == 0
    assert told() == []
    assert json.loads(run("status", "out", "--json").stdout)["per_minute"] is None
    for n in range(9):
        (article.parent / f"{n}.txt").write_text(ARTICLE.replace("الوزير", f"الوزير {n}"), encoding="utf-8")
    assert run("brief", article.parent, "--to", "out").exit_code == 0
    assert len(told()) == 1


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "less than a minute"), (29, "less than a minute"), (90, "about 2 min"), (3660, "about 1 h 1 min")],
)
def test_the_time_left_is_never_none(seconds: float, said: str) -> None:
    assert status_command._say_time(seconds) == said


def test_status_counts_an_article_that_is_gone_as_the_standing_briefing_has_it(article: Path) -> None:
    assert run("brief", article, "--to", "out").exit_code == 0
    article.unlink()
    assert run("brief", article, "--to", "out").exit_code == 1
    assert run("status", "out").stdout.splitlines()[:2] == ["finished", "1 input: 1 done"]


def test_what_failed_before_and_was_not_tried_again_is_one_line(article: Path, tmp_path: Path) -> None:
    def told(*words: object) -> list[str]:
        return [line.split(":")[0] for line in run("brief", article.parent, "--to", "out", *words).stderr.splitlines()]

    for name in ("b.txt", "c.txt", "d.png"):
        (article.parent / name).touch()
    first = told()
    assert {"b.txt", "c.txt", "d.png"} < set(first)
    assert "As before" not in first
    again = run("brief", article.parent, "--to", "out")
    assert again.exit_code == 1
    assert again.stderr.splitlines() == [
        "As before: 2 failed, 1 set aside. mujaz status out lists them; --retry-failed tries them again.",
        "1 article done (1 unchanged since the last run), 2 failed, 1 set aside; findings: 15 errors, 3 warnings.",
    ]
    assert {"b.txt", "c.txt", "d.png"} < set(told("--retry-failed"))
    (article.parent / "b.txt").write_bytes(b"\x00")
    (article.parent / "e.txt").touch()
    changed = told()
    assert {"b.txt", "e.txt", "As before"} <= set(changed)
    assert not {"c.txt", "d.png"} & set(changed)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--page-language", "fr"), "--page-language: 'fr' is not possible. Give one of ar, en. [options.value]"),
        (
            ("--strict", "bad"),
            "--strict: 'bad' is not possible. Give one of off, note, warning, error. [options.value]",
        ),
        (
            ("--fetch", "--offline"),
            "--fetch: nothing can be fetched offline. Leave out fetch or offline. [options.value]",
        ),
        (
            ("--column", "body"),
            "--column: 'body' is not possible. Give ROLE=COLUMN, with the role one of text, title, date, url, id. "
            "[options.value]",
        ),
        (
            ("--format", "pdf"),
            "--format: 'pdf' is not possible. Give one or more of csv, docx, html, jsonl, markdown, xlsx. "
            "[options.value]",
        ),
        (
            ("--engine", "hf", "--device", "cuda"),
            "--device: no CUDA device is found. Use cpu or auto. [options.value]",
        ),
    ],
)
def test_a_choice_that_cannot_be_is_told_with_those_that_can(article: Path, words: tuple[str, ...], said: str) -> None:
    done = run("brief", article, *words)
    assert (done.exit_code, done.stderr.strip()) == (2, said)


@pytest.mark.parametrize(
    ("name", "value", "words", "named"),
    [
        ("MUJAZ_FORMATS", "pdf", (), "MUJAZ_FORMATS"),
        ("MUJAZ_BEAM_SIZE", "many", (), "MUJAZ_BEAM_SIZE"),
        ("MUJAZ_FORMATS", "html", ("--format", "pdf"), "--format"),
        ("MUJAZ_OPTIONS", "other.toml", (), "formats"),  # as it stands in the file
    ],
)
def test_an_error_names_the_option_as_it_was_given(
    name: str, value: str, words: tuple[str, ...], named: str, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("other.toml").write_text('formats = ["pdf"]', encoding="utf-8")
    monkeypatch.setenv(name, value)
    done = run("brief", article, *words)
    assert (done.exit_code, done.stderr.partition(":")[0]) == (2, named)


def test_every_option_is_named_as_the_commands_declare_it() -> None:
    program = typer.main.get_command(app)
    declared = [
        (parameter.name, parameter.opts[0])
        for command in (program.commands["brief"], program.commands["summarize"])  # type: ignore[attr-defined]
        for parameter in command.params
        if parameter.name in Options.__dataclass_fields__
    ]
    assert len(declared) > 20
    for name, flag in declared:
        error = OptionsError("no", code="options.value", source=str(name))
        assert _name_as_given(error, {str(name): "x"}).source == flag


def test_a_picture_that_is_named_is_told_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "photo.png").touch()
    assert "photo.png: the file is a picture, and no article." in run("inspect", tmp_path / "photo.png").stderr


def test_two_runs_on_one_folder_are_one_too_many(article: Path, tmp_path: Path) -> None:
    assert run("brief", article, "--to", tmp_path / "out").exit_code == 0
    with open_briefing(tmp_path / "out"):
        assert run("status", tmp_path / "out").stdout.startswith("at work\n")
        refused = run("brief", article, "--to", tmp_path / "out")
    assert refused.exit_code == 1
    assert "[journal.busy]" in refused.stderr
