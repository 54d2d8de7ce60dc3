"""Pack and unpack: the same files come out, and nothing but them ever comes in."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.archive import pack, unpack
from summarizer.catalogue import EMBEDDED, Model, find_model, installed_folder, verify
from summarizer.entries import read_catalogue
from summarizer.errors import ModelError, SummarizerError
from summarizer.installation import remove
from summarizer.manifest import MANIFEST, parse_manifest

FILES = {
    "config.json": json.dumps({"model_type": "marian", "max_position_embeddings": 64}).encode(),
    "tokenizer_config.json": b"{}",
    "vocab.json": b"{}",
    "source.spm": b"pieces",
    "target.spm": b"pieces",
    "model.safetensors": bytes(range(256)) * 8,
}


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def model(tmp_path: Path) -> Model:
    folder = tmp_path / "mine"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    return find_model(str(folder))


@pytest.fixture
def archive(model: Model, tmp_path: Path) -> Path:
    return pack(model, tmp_path / "mine.tar")


def accept(name: str, licence: str) -> bool:
    return True


def code_of(path: Path, ask: Callable[[str, str], bool] = accept) -> str:
    with pytest.raises(SummarizerError) as caught:
        unpack(path, ask=ask)
    return caught.value.code


def rewrite(
    archive: Path, change: Callable[[dict[str, Any]], None] | None = None, members: list[tarfile.TarInfo] | None = None
) -> Path:
    """A copy of ``archive`` with its manifest changed and with more (empty or linking) members at its end."""
    target = archive.with_name("changed.tar")
    with tarfile.open(archive) as old, tarfile.open(target, "w") as new:
        for member in old.getmembers():
            content = old.extractfile(member).read()  # type: ignore[union-attr]
            if member.name == MANIFEST and change:
                record = json.loads(content)
                change(record)
                content = json.dumps(record).encode()
                member.size = len(content)
            new.addfile(member, io.BytesIO(content))
        for member in members or []:
            new.addfile(member, io.BytesIO(b"x" * member.size))
    return target


def member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "", size: int = 0) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, link, size
    return info


def nothing_installed(cache: Path) -> bool:
    return not [path for path in (cache / "hub").glob("*") if path.is_dir() and path.name not in (".known", ".locks")]


def test_what_is_packed_comes_out_again(archive: Path, model: Model) -> None:
    installed = unpack(archive, ask=accept)
    assert installed.folder == installed_folder("mine")
    assert {name: (installed.folder / name).read_bytes() for name in FILES} == FILES
    assert installed.digest == model.digest
    assert find_model("mine").files == installed.files
    verify(installed)


def test_equal_models_give_equal_archives(archive: Path, model: Model, tmp_path: Path) -> None:
    assert pack(model, tmp_path / "again.tar").read_bytes() == archive.read_bytes()


def test_an_archive_is_not_replaced_unasked(archive: Path, model: Model) -> None:
    with pytest.raises(SummarizerError) as caught:
        pack(model, archive)
    assert caught.value.code == "write.exists"


def test_a_damaged_model_is_not_packed(model: Model, tmp_path: Path) -> None:
    (model.folder / "source.spm").write_bytes(b"other")
    with pytest.raises(ModelError) as caught:
        pack(model, tmp_path / "mine.tar")
    assert caught.value.code == "model.damaged"
    assert not list(tmp_path.glob("*.tar*"))


def test_a_flipped_byte_in_any_file_is_found(archive: Path, cache: Path) -> None:
    with tarfile.open(archive) as tar:
        places = [(entry.offset_data, entry.size) for entry in tar.getmembers()]
    whole = archive.read_bytes()
    for start, size in places:
        flipped = bytearray(whole)
        flipped[start + size // 2] ^= 1
        archive.write_bytes(flipped)
        assert code_of(archive) == "model.archive"
    assert nothing_installed(cache)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), mask=st.integers(1, 255))
def test_no_change_of_the_archive_installs_other_files(archive: Path, where: float, mask: int) -> None:
    changed = bytearray(archive.read_bytes())
    changed[int(where * len(changed))] ^= mask
    path = archive.with_name("flipped.tar")
    path.write_bytes(changed)
    try:
        installed = unpack(path, ask=accept)
    except ModelError as error:
        code = error.code
    else:  # a byte of the padding, the owner or the time, or a letter of the licence or the name
        code = ""
        assert {name: (installed.folder / name).read_bytes() for name in FILES} == FILES
    assert code in ("", "model.archive")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.7])
def test_a_cut_archive_is_refused(archive: Path, cache: Path, share: float) -> None:
    whole = archive.read_bytes()
    archive.write_bytes(whole[: int(len(whole) * share)])
    assert code_of(archive) == "model.archive"
    assert nothing_installed(cache)


@pytest.mark.parametrize(
    "extra",
    [
        member("../outside"),
        member("/tmp/outside"),
        member("folder/inside"),
        member(".hidden"),
        member("surplus.json"),
        member("config.json"),  # a second time
        member(MANIFEST),
        member("link", tarfile.SYMTYPE, "/etc/passwd"),
        member("link", tarfile.LNKTYPE, "config.json"),
        member("pipe", tarfile.FIFOTYPE),
        member("folder", tarfile.DIRTYPE),
        member("device", tarfile.CHRTYPE),
    ],
    ids=lambda info: f"{info.name}-{info.type.decode()}",
)
def test_a_member_that_is_not_listed_is_refused(archive: Path, cache: Path, extra: tarfile.TarInfo) -> None:
    assert code_of(rewrite(archive, members=[extra])) == "model.archive"
    assert nothing_installed(cache)
    assert not (cache.parent / "outside").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_a_listed_name_that_is_no_file_is_refused(archive: Path, cache: Path, kind: bytes) -> None:
    def add(record: dict[str, Any]) -> None:
        record["files"]["extra.json"] = {"sha256": "e3b0" * 16, "size": 0}

    changed = rewrite(archive, add, [member("extra.json", kind, "/etc/passwd")])
    assert code_of(changed) == "model.archive"
    assert nothing_installed(cache)


def _list(name: str, **facts: object) -> Callable[[dict[str, Any]], None]:
    return lambda record: record["files"].update({name: {"sha256": "0" * 64, "size": 1} | facts})


@pytest.mark.parametrize(
    "change",
    [
        _list("missing.json"),
        _list("../../outside"),
        _list("config.json", size=10**15),
        _list("config.json", size=-1),
        _list("config.json", size=True),
        _list("config.json", sha256="0" * 64),
        _list("config.json", sha256="nothing"),
        lambda record: record.update(format=2),
        lambda record: record.update(files={}),
        lambda record: record.update(files=["config.json"]),
        lambda record: record.update(name="../mine"),
        lambda record: record.update(name="best"),
        lambda record: record.update(name="auto"),
        lambda record: record.update(name=7),
        lambda record: record.update(name="quickmt"),
        lambda record: record.update(name=EMBEDDED),
        lambda record: record.update(hub="facebook/nllb-200-3.3B"),
        lambda record: record.update(name="opus", hub="Helsinki-NLP/opus-mt-ar-en", revision="0" * 40),
    ],
)
def test_a_manifest_that_lies_is_refused(archive: Path, cache: Path, change: Callable[[dict[str, Any]], None]) -> None:
    code = code_of(rewrite(archive, change))
    assert code in ("model.archive", "model.space")  # of 10^15 bytes it is told that there is no room
    assert nothing_installed(cache)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a zip", b"\x1f\x8b\x08 a gzip", b"\0" * 20_000])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.tar").write_bytes(content)
    assert code_of(tmp_path / "x.tar") == "model.archive"
    assert code_of(tmp_path / "nowhere.tar") == "model.archive"


def test_the_catalogue_says_which_licence_it_is(model: Model, tmp_path: Path) -> None:
    entry = read_catalogue()["nllb-600m"]
    (model.folder / "config.json").write_text('{"model_type": "m2m_100"}')
    (model.folder / "tokenizer_config.json").write_text('{"tokenizer_class": "NllbTokenizer"}')
    (model.folder / "tokenizer.json").write_text("{}")
    archive = pack(find_model(str(model.folder)), tmp_path / "nllb.tar")

    def pose(record: dict[str, Any]) -> None:
        record.update(name=entry.name, hub=entry.hub, revision="f8d333a" + "0" * 33, licence="MIT")

    asked: list[tuple[str, str]] = []
    changed = rewrite(archive, pose)
    assert code_of(changed, lambda *about: bool(asked.append(about))) == "model.licence"
    assert asked == [("nllb-600m", "CC-BY-NC-4.0")]
    assert unpack(changed, ask=accept).licence == "CC-BY-NC-4.0"


def test_the_first_installation_is_held_to(archive: Path, model: Model, tmp_path: Path) -> None:
    def pose(record: dict[str, Any]) -> None:
        record.update(name="someone--mine", hub="someone/mine", revision="1" * 40)

    unpack(rewrite(archive, pose), ask=accept)
    remove("someone/mine")
    (model.folder / "vocab.json").write_bytes(b'{"x": 1}')
    other = pack(find_model(str(model.folder)), tmp_path / "other.tar")
    assert code_of(rewrite(other, pose)) == "model.digest"


@pytest.mark.parametrize("file", ["tokenizer.json", "special_tokens_map.json"])
def test_a_file_more_or_less_at_the_same_revision_is_held_to(
    archive: Path, model: Model, tmp_path: Path, file: str
) -> None:
    (model.folder / file).write_text("{}")
    more = pack(find_model(str(model.folder)), tmp_path / "more.tar")
    for first, second in ((archive, more), (more, archive)):
        name = f"someone--{first.stem}"

        def pose(record: dict[str, Any], name: str = name) -> None:
            record.update(name=name, hub=name.replace("--", "/"), revision="1" * 40)

        unpack(rewrite(first, pose), ask=accept)
        remove(name)
        assert code_of(rewrite(second, pose)) == "model.digest"


def test_a_record_with_a_revision_is_not_forgotten_for_one_without(archive: Path, model: Model, tmp_path: Path) -> None:
    def pose(record: dict[str, Any]) -> None:
        record.update(name="someone--mine", hub="someone/mine", revision="1" * 40)

    def pose_unpinned(record: dict[str, Any]) -> None:
        record.update(name="someone--mine", hub="someone/mine", revision="")

    unpack(rewrite(archive, pose), ask=accept)
    (model.folder / "vocab.json").write_bytes(b'{"x": 1}')
    other = pack(find_model(str(model.folder)), tmp_path / "other.tar")
    unpack(rewrite(other, pose_unpinned), ask=accept)
    assert code_of(rewrite(other, pose)) == "model.digest"


def test_an_archive_of_no_usable_model_is_not_installed(archive: Path, cache: Path, model: Model) -> None:
    def lose(record: dict[str, Any]) -> None:
        del record["files"]["vocab.json"]

    target = archive.with_name("less.tar")
    with tarfile.open(rewrite(archive, lose)) as old, tarfile.open(target, "w") as new:
        for item in old.getmembers():
            if item.name != "vocab.json":
                new.addfile(item, old.extractfile(item))
    assert code_of(target) == "model.damaged"
    assert nothing_installed(cache)


def test_an_archive_of_another_architecture_than_the_catalogue_names_is_refused(archive: Path, cache: Path) -> None:
    entry = read_catalogue()["arabart"]

    def pose(record: dict[str, Any]) -> None:
        record.update(name=entry.name, hub=entry.hub, revision=entry.revision)

    assert code_of(rewrite(archive, pose)) == "model.unsupported"
    assert nothing_installed(cache)


def test_a_full_disk_is_told_before_anything_is_written(
    archive: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 100}))
    assert code_of(archive) == "model.space"
    assert nothing_installed(cache)


def test_the_embedded_model_is_packed_and_known_again(tmp_path: Path, cache: Path) -> None:
    embedded = find_model(EMBEDDED)
    archive = pack(embedded, tmp_path / "embedded.tar")
    assert unpack(archive, ask=accept) == embedded
    assert nothing_installed(cache)  # there is nothing to install
    with tarfile.open(archive) as tar:
        manifest = parse_manifest(tar.extractfile(MANIFEST).read().decode())  # type: ignore[union-attr]
    assert {file.name: file.sha256 for file in manifest.files} == dict(embedded.files)


def test_another_model_of_the_embedded_name_is_refused(tmp_path: Path) -> None:
    embedded = find_model(EMBEDDED)
    shutil.copytree(embedded.folder, tmp_path / EMBEDDED)
    (tmp_path / EMBEDDED / "vocab.json").write_text("{}")
    assert code_of(pack(find_model(str(tmp_path / EMBEDDED)), tmp_path / "x.tar")) == "model.archive"


def test_an_installed_model_is_packed_with_where_it_came_from(archive: Path, tmp_path: Path) -> None:
    def pose(record: dict[str, Any]) -> None:
        record.update(name="someone--mine", hub="someone/mine", revision="1" * 40)

    again = pack(unpack(rewrite(archive, pose), ask=accept), tmp_path / "again.tar")
    with tarfile.open(again) as tar:
        manifest = parse_manifest(tar.extractfile(MANIFEST).read().decode())  # type: ignore[union-attr]
    assert (manifest.name, manifest.hub, manifest.revision) == ("someone--mine", "someone/mine", "1" * 40)
