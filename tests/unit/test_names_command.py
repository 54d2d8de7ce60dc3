"""``mujaz names`` and ``--glossary`` as a user types them, on the echo engine: its English is its Arabic."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from summarizer.cli import app

ARTICLE = (
    "زيارة Tokayev\n\nوصل توكاييف Tokayev إلى المدينة صباح اليوم. ثم غادر توكاييف Tokayev المدينة مساء اليوم نفسه.\n"
)


@pytest.fixture(autouse=True)
def echo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MUJAZ_ENGINE", "echo")
    monkeypatch.setenv("MUJAZ_MEMORY", "none")
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in", "article.txt").write_text(ARTICLE, encoding="utf-8")


def mujaz(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_the_proposal_is_csv_that_the_glossary_option_takes() -> None:
    proposed = mujaz("names", "in")
    assert proposed.exit_code == 0
    assert proposed.stdout == "Arabic,English,note\nتوكاييف,Tokayev,Tokayev in 2 sentences\n"
    Path("names.csv").write_text(proposed.stdout, encoding="utf-8")
    assert mujaz("translate", "in", "--glossary", "names.csv").exit_code == 0


def test_the_proposal_as_json() -> None:
    proposed = mujaz("names", "in", "--json")
    assert json.loads(proposed.stdout) == [{"arabic": "توكاييف", "spellings": {"Tokayev": 2}}]


def test_what_the_glossary_has_and_the_translation_has_not_is_told_at_its_sentence() -> None:
    Path("own.csv").write_text("المدينة,Almaty\n", encoding="utf-8")
    (record,) = json.loads(mujaz("translate", "in", "--glossary", "own.csv", "--json").stdout)
    assert "name.not_honoured" in json.dumps(record)
    assert mujaz("translate", "in", "--glossary", "own.csv", "--strict", "warning").exit_code == 3


def test_a_bad_glossary_is_wrong_usage_and_names_its_line() -> None:
    Path("bad.csv").write_text("غزة,Gaza\nغزة,Ghazza\n", encoding="utf-8")
    refused = mujaz("translate", "in", "--glossary", "bad.csv")
    assert refused.exit_code == 2
    assert "bad.csv: line 2 gives" in refused.stderr
    assert "[options.glossary]" in refused.stderr


def test_the_signature_tells_the_glossary_by_its_digest() -> None:
    Path("own.csv").write_text("توكاييف,Tokayev\n", encoding="utf-8")
    with_one, without = (mujaz("translate", "in", "--json", *given).stdout for given in (("--glossary", "own.csv"), ()))
    assert with_one != without
    assert "own.csv" not in with_one
