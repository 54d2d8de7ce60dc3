"""The embedded model through every path: pulled from a fake hub, tried out, used, packed, carried and unpacked."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from summarizer.catalogue import EMBEDDED, find_model
from summarizer.cli import app
from summarizer.engines import load_engine
from summarizer.errors import ModelError
from tests.fake_hub import FakeHub, serve

ROOT = Path(__file__).parents[2]
TEXT = "قال الرئيس إن الحرب انتهت.\n"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture(scope="module")
def pulled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, subprocess.CompletedProcess[str]]]:
    """A cache folder into which the program, as a user runs it, pulled the embedded model as ``someone/mujaz``."""
    cache = tmp_path_factory.mktemp("pulled")
    files = {path.name: path.read_bytes() for path in find_model(EMBEDDED).folder.iterdir()}
    with serve(FakeHub(repository="someone/mujaz", licence="cc-by-nc-4.0", files=files)) as hub:
        env = os.environ | {"MUJAZ_CACHE": str(cache), "HF_ENDPOINT": hub.url, "PYTHONPATH": str(ROOT)}
        del env["HF_HUB_OFFLINE"]
        command = [sys.executable, "-m", "summarizer", "models", "pull", "someone/mujaz", "--accept-licence"]
        yield cache, subprocess.run(command, capture_output=True, text=True, env=env)


@pytest.fixture
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUJAZ_MEMORY", "none")
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_pulled_model_translates_as_the_embedded_one_does(
    pulled: tuple[Path, subprocess.CompletedProcess[str]], text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, done = pulled
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(cache / "hub" / "someone--mujaz")
    assert "100%" in done.stderr or "MB fetched" in done.stderr
    monkeypatch.setenv("MUJAZ_CACHE", str(cache))
    converted = sorted((cache / "models").iterdir())
    assert len(converted) == 1  # pulling has converted it
    ours = run("translate", "--lines", text, "--model", "someone/mujaz")
    assert ours.exit_code == 0, ours.stderr
    assert sorted((cache / "models").iterdir()) == converted
    assert "war" in ours.stdout.lower()
    assert find_model("someone/mujaz").digest == find_model(EMBEDDED).digest


def test_a_packed_model_works_on_a_machine_without_a_connection(
    pulled: tuple[Path, subprocess.CompletedProcess[str]], text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUJAZ_CACHE", str(pulled[0]))
    assert run("models", "pack", "someone/mujaz", "--to", tmp_path / "m.tar").exit_code == 0
    here = run("translate", "--lines", text, "--model", "someone/mujaz").stdout
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "there"))
    unpacked = run("models", "unpack", tmp_path / "m.tar")
    assert unpacked.exit_code == 1  # here nobody has accepted its licence yet
    unpacked = run("models", "unpack", tmp_path / "m.tar", "--accept-licence")
    assert unpacked.exit_code == 0, unpacked.stderr
    assert run("translate", "--lines", text, "--model", "someone/mujaz").stdout == here
    assert run("models", "check").stdout.splitlines()[1].startswith("someone--mujaz: ")


@pytest.mark.parametrize("engine", ["ct2", "hf"])
def test_pickled_weights_run_no_code(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(tmp_path / "ran"),)

    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "bomb"
    shutil.copytree(find_model(EMBEDDED).folder, folder)
    (folder / "model.safetensors").unlink()
    (folder / "pytorch_model.bin").write_bytes(pickle.dumps(Bomb(), protocol=2))
    with pytest.raises(ModelError) as caught:
        load_engine(engine, model=str(folder), self_test=False)
    assert caught.value.code == "model.damaged"
    assert not (tmp_path / "ran").exists()
    pickle.loads((folder / "pytorch_model.bin").read_bytes())  # the bomb would have worked
    assert (tmp_path / "ran").exists()
