"""Put a model in its place, whole or not at all, and take it away again.

MUJAZ_CACHE/hub/NAME/              the files of an installed model, with their manifest
MUJAZ_CACHE/hub/.known/NAME.json   the manifest of its first installation, which every later one must equal
MUJAZ_CACHE/hub/.licences.json     the licences that the user accepted, by model
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from summarizer.catalogue import EMBEDDED, Model, cache_folder, find_installed, installed_folder, safe_name
from summarizer.entries import TIERS, Task, find_entry, read_catalogue
from summarizer.errors import ModelError, OptionsError, WriteError
from summarizer.manifest import MANIFEST, Manifest, is_plain_name, read_manifest, write_manifest
from summarizer.model_layout import read_layout

Ask = Callable[[str, str], bool]  # (model, licence) -> whether the user accepts it

NOT_STATED = "not stated"
OUT_OF_SPACE = (28, 122)  # ENOSPC, EDQUOT


def require_space(needed: int, source: str) -> None:
    """Refuse a model of ``needed`` bytes that the cache folder's disk cannot take: ModelError model.space."""
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise ModelError(
            f"it needs {needed / 1e6:,.0f} MB in {folder}, where {free / 1e6:,.0f} MB are free",
            code="model.space",
            hint="free some, or set MUJAZ_CACHE to a folder on another disk",
            source=source,
        )


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Let whoever installs, converts or removes the same model wait for the first. WriteError write.failed."""
    from filelock import FileLock

    locks = cache_folder() / "hub" / ".locks"
    with disk_faults(name):
        locks.mkdir(parents=True, exist_ok=True)
    with FileLock(locks / f"{name}.lock"):
        yield


@contextmanager
def disk_faults(source: str) -> Iterator[None]:
    """Give an OSError of the disk its code: ModelError model.space if it is full, WriteError write.failed if not."""
    try:
        yield
    except OSError as error:
        if error.errno in OUT_OF_SPACE:
            raise ModelError(f"the disk is full ({error})", code="model.space", source=source) from error
        raise WriteError(f"the cache folder cannot be written ({error})", code="write.failed", source=source) from error


def require_consent(name: str, licence: str, ask: Ask) -> None:
    """Ask, once for each model, whether a licence that forbids commercial use, or is not stated, is accepted.

    ModelError model.licence if it is not.
    """
    if not needs_consent(licence):
        return
    path = cache_folder() / "hub" / ".licences.json"
    try:
        accepted: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        accepted = {}  # then it is asked once more
    if accepted.get(name) == licence:
        return
    if not ask(name, licence):
        raise ModelError(
            f"its licence ({licence}) was not accepted",
            code="model.licence",
            hint="read it, and give --accept-licence if you accept it",
            source=name,
        )
    with disk_faults(name):
        _write(path, json.dumps(accepted | {name: licence}, indent=1) + "\n")


def needs_consent(licence: str) -> bool:
    """Whether ``licence`` forbids commercial use or is not stated."""
    return licence == NOT_STATED or "-nc" in licence.lower()


def known_manifest(name: str) -> Manifest | None:
    """The manifest with which the model was installed here for the first time, or None if it never was."""
    path = _known_path(name)
    return read_manifest(path) if path.is_file() else None


def install(staged: Path, manifest: Manifest, task: Task = "") -> Model:
    """The model whose files lie, verified, in the folder ``staged``, which is moved to its place as a whole.

    ModelError model.digest if the same revision was installed here before with other files; model.damaged,
    model.unsupported if the files are no usable model, or not one of the architecture that the catalogue names.
    """
    _require_architecture(staged, manifest.name)
    known = known_manifest(manifest.name)
    if known is not None and manifest.revision and (known.hub, known.revision) == (manifest.hub, manifest.revision):
        before = {(file.name, file.sha256) for file in known.files}
        changed = {name for name, _ in before ^ {(file.name, file.sha256) for file in manifest.files}}
        if changed:
            raise ModelError(
                f"{', '.join(sorted(changed))} is not what it was when this revision was first installed here",
                code="model.digest",
                hint=f"find out why; to take the new one, remove {_known_path(manifest.name)}",
                source=manifest.name,
            )
    place = installed_folder(manifest.name)
    with disk_faults(manifest.name):
        (staged / MANIFEST).write_text(write_manifest(manifest), encoding="utf-8")
        if manifest.revision or known is None or not known.revision:  # a record that binds is kept
            _write(_known_path(manifest.name), write_manifest(manifest))
        shutil.rmtree(place, ignore_errors=True)
        staged.rename(place)
    installed = find_installed(manifest.name, task)
    assert installed is not None  # it was moved there just now
    return installed


def remove(name: str) -> tuple[Path, ...]:
    """Remove an installed model and what it was converted to; the folders that went.

    ModelError model.missing if it is not installed, OptionsError for the embedded one and for a tier. The record of its
    digests and the acceptance of its licence stay.
    """
    if name in TIERS:
        raise OptionsError("a tier is no model", code="options.value", hint="give the model's own name", source=name)
    entry = find_entry(name)
    name = entry.name if entry else safe_name(name)
    if name == EMBEDDED:
        raise OptionsError("it is a part of Mujaz and cannot be removed", code="options.value", source=name)
    if not is_plain_name(name) or not installed_folder(name).is_dir():
        raise ModelError("it is not installed", code="model.missing", hint="see mujaz models list", source=name)
    conversion = re.compile(re.escape(name) + r"-[0-9a-f]{16}-.*")
    converted = (path for path in (cache_folder() / "models").glob("*") if conversion.fullmatch(path.name))
    gone = (installed_folder(name), *sorted(converted))
    with alone(name), disk_faults(name):
        for folder in gone:
            shutil.rmtree(folder)
    return gone


def _require_architecture(staged: Path, name: str) -> None:
    found, entry = read_layout(staged).architecture, read_catalogue().get(name)
    if entry is not None and found != entry.architecture:
        raise ModelError(
            f"its files are those of a model of the kind {found}; the catalogue names {entry.architecture}",
            code="model.unsupported",
            source=name,
        )


def _known_path(name: str) -> Path:
    return cache_folder() / "hub" / ".known" / f"{name}.json"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
