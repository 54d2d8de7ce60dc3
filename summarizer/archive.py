"""A model as one file, to carry to a machine without a connection.

The archive is a plain tar: the manifest first, then the files that it lists, nothing else. Equal models give equal
archives. What is unpacked is not trusted: every name, size and digest is checked before anything is installed, and
no path, link or file that the manifest does not list is ever written.
"""

from __future__ import annotations

import io
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from summarizer.catalogue import Model, cache_folder, find_model, verify
from summarizer.entries import TIERS, find_entry, read_catalogue
from summarizer.errors import ModelError, WriteError
from summarizer.installation import Ask, alone, disk_faults, install, require_consent, require_space
from summarizer.manifest import MANIFEST, Manifest, ModelFile, is_plain_name, parse_manifest, write_manifest

_MAX_MANIFEST = 1_000_000  # bytes; that of the largest model of the catalogue has 2,000
_CHUNK = 1 << 20


def pack(model: Model, target: Path) -> Path:
    """Write ``model`` to the archive ``target``, and give its path back.

    ModelError model.damaged if a file is not what was recorded, WriteError write.exists, write.failed.
    """
    verify(model)
    if target.exists():
        raise WriteError("it exists", code="write.exists", hint="give another name, or remove it", source=str(target))
    entry = read_catalogue().get(model.name)
    manifest = Manifest(
        name=model.name,
        hub=entry.hub if entry else model.name.replace("--", "/", 1) if model.revision else "",
        revision=model.revision,
        licence=model.licence,
        files=tuple(
            ModelFile(name=name, sha256=digest, size=(model.folder / name).stat().st_size)
            for name, digest in model.files
        ),
    )
    text = write_manifest(manifest).encode()
    beside = target.with_name(f".{target.name}.new")
    try:
        with tarfile.open(beside, "w", format=tarfile.PAX_FORMAT) as tar:
            tar.addfile(_member(MANIFEST, len(text)), io.BytesIO(text))
            for file in sorted(manifest.files, key=lambda file: file.name):
                with (model.folder / file.name).open("rb") as source:
                    tar.addfile(_member(file.name, file.size), source)
        beside.replace(target)
    except OSError as error:
        raise WriteError(f"it cannot be written ({error})", code="write.failed", source=str(target)) from error
    finally:
        beside.unlink(missing_ok=True)
    return target


def unpack(path: Path, *, ask: Ask) -> Model:
    """The model in the archive ``path``, verified and installed.

    ModelError: model.archive if it is damaged, holds anything but what its manifest lists, or is not the model that
    the catalogue knows by that name; model.digest, model.licence, model.space; WriteError write.failed.
    """
    with _read(path) as tar:
        manifest = _manifest(tar)
        _require_identity(manifest)
        require_consent(manifest.name, _licence(manifest), ask)
        with alone(manifest.name):
            return _unpack(tar, manifest)


def _unpack(tar: tarfile.TarFile, manifest: Manifest) -> Model:
    work = cache_folder() / "hub" / f".unpacking-{manifest.name}"
    try:
        with disk_faults(manifest.name):
            if work.exists():  # of a run that was killed
                shutil.rmtree(work)
            work.mkdir(parents=True)
        require_space(manifest.size * 3 // 2, manifest.name)  # with its conversion, as in hub.py
        _unpack_files(tar, manifest, work)
        entry = read_catalogue().get(manifest.name)
        return find_model(manifest.name) if entry and entry.folder else install(work, manifest)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _member(name: str, size: int) -> tarfile.TarInfo:
    """The head of a member, without time and owner: equal files make equal archives."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o644
    return member


@contextmanager
def _read(path: Path) -> Iterator[tarfile.TarFile]:
    """The archive, opened; its faults, and those of the checks below, become one coded error."""
    try:
        with tarfile.open(path, "r:") as tar:
            yield tar
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise ModelError(str(error), code="model.archive", hint="pack or copy it again", source=str(path)) from error
    except OSError as error:
        raise ModelError(f"it cannot be read ({error})", code="model.archive", source=str(path)) from error


def _manifest(tar: tarfile.TarFile) -> Manifest:
    first = tar.next()
    if first is None or first.name != MANIFEST or not first.isreg() or first.size > _MAX_MANIFEST:
        raise ValueError(f"it does not begin with {MANIFEST}, so it is not an archive of mujaz models pack")
    return parse_manifest(b"".join(_chunks(tar, first)).decode("utf-8"))


def _require_identity(manifest: Manifest) -> None:
    """ValueError if the archive takes the name of another model, or holds another revision than the catalogue names."""
    entry = find_entry(manifest.name)
    if entry is None:
        if manifest.name in ("auto", *TIERS) or manifest.hub not in ("", manifest.name.replace("--", "/", 1)):
            raise ValueError(f"{manifest.name!r} is not the name of {manifest.hub or 'a model'}")
        return
    if (manifest.hub, manifest.name) != (entry.hub, entry.name):
        raise ValueError(f"it calls itself {manifest.name}, but holds {manifest.hub or 'another model'}")
    if entry.revision not in ("", manifest.revision):
        raise ValueError(f"it holds revision {manifest.revision[:12]}; the catalogue names {entry.revision[:12]}")
    if entry.folder and dict(entry.files) != {file.name: file.sha256 for file in manifest.files}:
        raise ValueError(f"its {entry.name} is another one than that of this Mujaz")


def _licence(manifest: Manifest) -> str:
    entry = read_catalogue().get(manifest.name)
    return entry.licence if entry else manifest.licence


def _unpack_files(tar: tarfile.TarFile, manifest: Manifest, folder: Path) -> None:
    """Write the listed files to ``folder``. ValueError at the first that is not as listed, or if one is missing."""
    expected = {file.name: file for file in manifest.files}
    while (member := tar.next()) is not None:
        file = expected.pop(member.name, None)
        if file is None or not is_plain_name(member.name):
            raise ValueError(f"it holds {member.name!r}, which its manifest does not list")
        if not member.isreg() or member.issparse() or member.size != file.size:
            raise ValueError(f"{member.name} is not a file of {file.size} bytes")
        digest = sha256()
        with disk_faults(manifest.name), (folder / file.name).open("xb") as target:
            for chunk in _chunks(tar, member):
                digest.update(chunk)
                target.write(chunk)
        if digest.hexdigest() != file.sha256:
            raise ValueError(f"{member.name} is damaged: its digest is not the one in the manifest")
    if expected:
        raise ValueError(f"it lacks {', '.join(sorted(expected))}")


def _chunks(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[bytes]:
    source = tar.extractfile(member)
    assert source is not None  # of a regular file there always is one
    while chunk := source.read(_CHUNK):
        yield chunk
