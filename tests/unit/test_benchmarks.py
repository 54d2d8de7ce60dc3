"""How results are signed, which of them are compared, and what ``make bench`` runs; nothing is measured here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks.results import sign, tell
from summarizer.catalogue import find_model
from summarizer.translate import RULES

ROOT = Path(__file__).parents[2]


@pytest.fixture
def batch(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    monkeypatch.delitem(sys.modules, "batch", raising=False)
    return import_module("batch")


def test_figures_of_translated_text_name_the_translate_stage_and_the_model() -> None:
    versions = {"translate_rules": RULES, "model_sha256": find_model().digest}
    assert sign("x", translated=True) == sign("x") | versions


@pytest.mark.parametrize(("folder", "told"), [("/data", "MUJAZ_DATA=folder python x.py"), (None, "python x.py")])
def test_a_command_names_the_data_that_it_was_run_with(
    folder: str | None, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MUJAZ_DATA", raising=False)
    if folder:
        monkeypatch.setenv("MUJAZ_DATA", folder)
    assert tell("python x.py") == told


@pytest.mark.parametrize("name", ["clean", "encodings", "language", "stories", "check", "translate", "performance"])
def test_what_cannot_run_without_data_says_so_in_its_command(name: str) -> None:
    text = (ROOT / "benchmarks" / f"{name}.py").read_text(encoding="utf-8")
    assert f'COMMAND = "MUJAZ_DATA=folder python benchmarks/{name}.py"' in text


def test_a_plain_run_that_wrote_pages_besides_is_not_compared_with_a_cluster(batch: ModuleType) -> None:
    cluster = {"seconds_per_article": 0.6, "start_seconds": 30}
    plain = {"seconds_per_article": 0.5}
    assert batch.compare({"plain": plain, "cluster": cluster}) == {}
    assert batch.compare({"plain": plain | {"records only": True}, "cluster": cluster})["ray"]["overhead"] == 0.2


def test_a_comparison_is_not_kept_longer_than_what_it_compares(
    batch: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "RESULTS", tmp_path)
    (tmp_path / "batch.json").write_text(
        '{"figures": {"plain": {}, "ray": {}}, "signature": {"a": 1}}', encoding="utf-8"
    )
    assert batch.read_figures({"a": 1}) == {"plain": {}}
    assert batch.read_figures({"a": 2}) == {}


def test_the_page_s_figures_of_another_definition_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("playwright", reason="playwright, which visits the page, is not installed")
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    monkeypatch.delitem(sys.modules, "ui", raising=False)
    ui = import_module("ui")
    monkeypatch.setattr(ui, "RESULTS", tmp_path)
    signature = ui.sign_page()
    for definition, kept in ((ui.DEFINITION, {"overhead": 1}), (ui.DEFINITION - 1, {})):
        content = {"figures": {"overhead": 1}, "signature": signature | {"definition": definition}}
        (tmp_path / "ui.json").write_text(json.dumps(content), encoding="utf-8")
        assert ui.read_figures(signature) == kept


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_bench_leaves_out_what_needs_data_where_there_is_none(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "$1"\n', encoding="utf-8")
    python.chmod(0o755)

    def ran(**environ: str) -> set[str]:
        words = ["make", "--silent", "--old-file=.venv/.dev", "bench", f"BIN={tmp_path}"]
        clean = {name: value for name, value in os.environ.items() if name != "MUJAZ_DATA"}
        done = subprocess.run(words, cwd=ROOT, env=clean | environ, capture_output=True, text=True, check=True)
        return {Path(line).stem for line in done.stdout.splitlines()}

    assert ran(MUJAZ_DATA="folder") == {path.stem for path in (ROOT / "benchmarks").glob("[a-z]*.py")}
    without = ran()
    assert {"startup", "scans", "engines"} <= without
    assert not {"batch", "check", "clean", "figures", "peers", "performance", "stories", "translate"} & without
