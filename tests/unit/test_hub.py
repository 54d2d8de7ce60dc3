"""Pulling from a fake hub on loopback: all or nothing, verified, and each fault with its code."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer import installation
from summarizer.catalogue import find_model, installed_folder, verify
from summarizer.entries import read_catalogue
from summarizer.errors import ModelError, SummarizerError
from summarizer.hub import pull
from summarizer.manifest import MANIFEST, read_manifest
from tests.fake_hub import COMMIT, FakeHub, serve

WEIGHTS = random.Random(1).randbytes(300_000)
FILES = {
    "config.json": json.dumps({"model_type": "marian", "max_position_embeddings": 64}).encode(),
    "tokenizer_config.json": b"{}",
    "vocab.json": b'{"</s>": 0}',
    "source.spm": b"pieces",
    "target.spm": b"pieces",
    "model.safetensors": WEIGHTS,
}
OTHERS = {
    "README.md": b"# A model",
    "pytorch_model.bin": b"a pickle",
    "flax_model.msgpack": b"x",
    "modeling_own.py": b"raise SystemExit",
    "onnx/model.onnx": b"x",
}


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    from huggingface_hub import constants

    with serve(FakeHub(files=FILES | OTHERS)) as served:
        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
        monkeypatch.setattr(constants, "ENDPOINT", served.url)
        template = served.url + "/{repo_id}/resolve/{revision}/{filename}"
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
        monkeypatch.setattr(constants, "DOWNLOAD_CHUNK_SIZE", 10_000)  # of 10 MB, what breaks off sooner is lost
        monkeypatch.setattr("huggingface_hub.file_download.time.sleep", lambda _: None)  # between its retries
        yield served


def refuse(name: str, licence: str) -> bool:
    raise AssertionError(f"asked about {licence} of {name}")


def fetch(name: str = "someone/model", **given: Any) -> Any:
    return pull(name, **{"ask": refuse, "progress": lambda done, total: None} | given)


def code_of(name: str = "someone/model", **given: Any) -> str:
    with pytest.raises(SummarizerError) as caught:
        fetch(name, **given)
    return caught.value.code


def test_a_pulled_model_is_found_by_its_id_and_stays_verified(hub: FakeHub) -> None:
    model = fetch()
    assert model == find_model("someone/model")
    assert (model.name, model.architecture, model.licence) == ("someone--model", "marian", "mit")
    assert (model.revision, model.weights, model.max_input_tokens) == (COMMIT, "safetensors", 63)
    assert {path.name: path.read_bytes() for path in model.folder.iterdir() if path.name != MANIFEST} == FILES
    verify(model)


def test_only_what_is_needed_is_asked_for_and_the_configuration_first(hub: FakeHub) -> None:
    fetch()
    assert sorted(hub.downloads()) == sorted(FILES)
    assert {*hub.downloads()[:2]} == {"config.json", "tokenizer_config.json"}
    assert all(COMMIT in path for path, _ in hub.asked if "/resolve/" in path)


def test_pickled_weights_are_taken_only_where_there_are_no_others(hub: FakeHub) -> None:
    del hub.files["model.safetensors"]
    assert fetch().weights == "pickle"
    assert "pytorch_model.bin" in hub.downloads()


def test_progress_ends_with_all_bytes(hub: FakeHub) -> None:
    told: list[tuple[int, int]] = []
    fetch(progress=lambda done, total: told.append((done, total)))
    size = sum(map(len, FILES.values()))
    assert told[-1] == (size, size)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_model_that_is_here_is_not_fetched_again(hub: FakeHub) -> None:
    model = fetch()
    hub.asked.clear()
    assert fetch() == model
    assert hub.asked == []


def test_a_catalogued_model_is_fetched_at_its_pinned_revision(hub: FakeHub) -> None:
    entry = read_catalogue()["opus"]
    hub.repository, hub.commit = entry.hub, entry.revision
    model = fetch("opus")
    assert model == find_model("opus") == find_model(entry.hub) == find_model("auto")
    assert (model.name, model.revision, model.licence) == ("opus", entry.revision, "Apache-2.0")
    assert model.max_input_tokens == entry.max_input_tokens


def test_a_model_at_an_older_revision_counts_as_missing_and_is_replaced(hub: FakeHub) -> None:
    entry = read_catalogue()["opus"]
    hub.repository, hub.commit = entry.hub, entry.revision
    folder = fetch("opus").folder
    text = (folder / MANIFEST).read_text("utf-8").replace(entry.revision, COMMIT)
    (folder / MANIFEST).write_text(text, "utf-8")
    with pytest.raises(ModelError, match="not installed"):
        find_model("opus")
    assert fetch("opus").revision == entry.revision


def test_a_tier_is_the_model_that_holds_it(hub: FakeHub) -> None:
    entry = read_catalogue()["arabart"]
    hub.repository, hub.commit = entry.hub, entry.revision
    hub.files = {"config.json": b'{"model_type": "mbart"}', "tokenizer.json": b"{}", "pytorch_model.bin": b"x"}
    assert fetch("balanced", task="summarization").name == "arabart"
    assert find_model("fast", "summarization") == find_model("auto", "summarization") == find_model("arabart")


def test_the_embedded_model_needs_no_hub() -> None:
    assert fetch("mujaz-ar-en") == find_model("mujaz-ar-en")


def test_a_transfer_that_breaks_off_goes_on_within_the_run(hub: FakeHub) -> None:
    hub.breaks = {"model.safetensors": [100_000, 50_000]}
    model = fetch()
    assert (model.folder / "model.safetensors").read_bytes() == WEIGHTS
    assert [r for path, r in hub.asked if path.endswith(".safetensors")] == ["", "bytes=100000-", "bytes=150000-"]


def test_a_pull_that_failed_goes_on_where_it_stopped(hub: FakeHub, cache: Path) -> None:
    hub.breaks = {"model.safetensors": [120_000, *[0] * 20]}
    assert code_of() == "model.network"
    assert not installed_folder("someone--model").exists()
    hub.breaks, hub.asked[:] = {}, []
    model = fetch()
    assert (model.folder / "model.safetensors").read_bytes() == WEIGHTS
    assert "config.json" not in hub.downloads()
    assert [given for path, given in hub.asked if path.endswith(".safetensors")] == ["bytes=120000-"]
    assert list((cache / "hub" / ".partial").iterdir()) == []


def test_what_came_of_another_commit_is_swept(hub: FakeHub, cache: Path) -> None:
    partial = cache / "hub" / ".partial"
    old, another = partial / ("someone--model-" + "e" * 12), partial / ("someone--model-2-" + "e" * 12)
    for folder in (old, another):
        folder.mkdir(parents=True)
    fetch()
    assert list(partial.iterdir()) == [another]


def test_files_of_another_architecture_than_the_catalogue_names_are_refused(hub: FakeHub) -> None:
    entry = read_catalogue()["quickmt"]
    hub.repository, hub.commit = entry.hub, entry.revision
    assert code_of("quickmt") == "model.unsupported"
    assert not installed_folder("quickmt").exists()


def test_an_interrupt_keeps_what_came_and_installs_nothing(hub: FakeHub) -> None:
    def interrupt(done: int, total: int) -> None:
        if done > 1_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(progress=interrupt)
    assert not installed_folder("someone--model").exists()
    assert (fetch().folder / "model.safetensors").read_bytes() == WEIGHTS


def test_a_file_other_than_announced_is_refused_and_fetched_anew(hub: FakeHub) -> None:
    hub.announced = {"model.safetensors": "0" * 64}
    assert code_of() == "model.digest"
    assert not installed_folder("someone--model").exists()
    hub.announced = {}
    assert (fetch().folder / "model.safetensors").read_bytes() == WEIGHTS


def test_a_revision_that_changed_since_its_first_fetch_is_refused(hub: FakeHub) -> None:
    fetch()
    installation.remove("someone/model")
    hub.files["vocab.json"] = b'{"</s>": 1}'
    with pytest.raises(ModelError, match=r"vocab\.json is not what it was") as caught:
        fetch()
    assert caught.value.code == "model.digest"
    assert not installed_folder("someone--model").exists()


def test_what_the_newest_was_is_fetched_again_and_not_what_is_newest_now(hub: FakeHub) -> None:
    fetch()
    installation.remove("someone/model")
    hub.asked.clear()
    fetch()
    assert hub.asked[0][0].endswith(f"/revision/{COMMIT}")


def test_a_full_disk_is_told_before_the_first_file(hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 400_000}))
    assert code_of() == "model.space"  # 300 kB of weights, and half as much for the conversion
    assert hub.downloads() == []
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 460_000}))
    assert fetch().name == "someone--model"


def test_a_disk_that_fills_up_meanwhile_is_told(hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("huggingface_hub.file_download.http_get", full)
    assert code_of() == "model.space"


@pytest.mark.parametrize(
    ("change", "name", "code"),
    [
        ({"gated": True}, "someone/model", "model.gated"),
        ({}, "someone/nothing", "model.not_found"),
        ({}, "someone/model@" + "f" * 40, "model.not_found"),
        ({}, "nothing", "model.not_found"),
        ({}, "a/b/c", "model.not_found"),
        ({}, "../model", "model.not_found"),
        ({}, "someone/mo--..del", "model.not_found"),
        ({"status": 503}, "someone/model", "model.network"),
        ({"files": FILES | {"config.json": b'{"model_type": "bert"}'}}, "someone/model", "model.unsupported"),
        ({"files": FILES | {"config.json": b'{"auto_map": {}}'}}, "someone/model", "model.unsupported"),
        ({"files": {"config.json": FILES["config.json"]}}, "someone/model", "model.damaged"),
    ],
)
def test_each_fault_has_its_code(hub: FakeHub, change: dict[str, Any], name: str, code: str) -> None:
    for key, value in change.items():
        setattr(hub, key, value)
    assert code_of(name) == code
    assert "model.safetensors" not in hub.downloads()
    assert not installed_folder("someone--model").exists()


def test_no_network_is_told(hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:1")
    assert code_of() == "model.network"


def test_offline_is_told_without_a_question(hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="HF_HUB_OFFLINE") as caught:
        fetch()
    assert caught.value.code == "model.network"
    assert hub.asked == []


@pytest.mark.parametrize("licence", ["cc-by-nc-4.0", "CC-BY-NC-SA-4.0", None])
def test_a_licence_that_forbids_or_is_not_stated_is_asked_for_once(hub: FakeHub, licence: str | None) -> None:
    hub.licence = licence
    assert code_of(ask=lambda name, licence: False) == "model.licence"
    assert hub.downloads() == []
    asked = []
    fetch(ask=lambda name, licence: bool(asked.append((name, licence))) or True)
    assert asked == [("someone--model", licence or "not stated")]
    installation.remove("someone/model")
    assert fetch().licence == (licence or "not stated")  # it does not ask again


def test_a_removed_model_is_gone_with_its_conversions(hub: FakeHub, cache: Path) -> None:
    fetch()
    mine, another = ("someone--model-" + "a" * 16 + "-int8", "someone--model-2-" + "a" * 16 + "-int8")
    for name in (mine, another):
        (cache / "models" / name).mkdir(parents=True)
    assert [path.name for path in installation.remove("someone/model")] == ["someone--model", mine]
    assert (cache / "models" / another).is_dir()
    with pytest.raises(ModelError, match="no such model"):
        find_model("someone/model")


def test_the_manifest_tells_all_that_was_fetched(hub: FakeHub) -> None:
    manifest = read_manifest(fetch().folder / MANIFEST)
    assert (manifest.hub, manifest.revision) == ("someone/model", COMMIT)
    assert {file.name: file.size for file in manifest.files} == {name: len(data) for name, data in FILES.items()}
