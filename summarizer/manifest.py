"""The list of a model's files with their digests, as it stands in an installed model's folder and in an archive.

    {"format": 1, "name": "quickmt", "hub": "quickmt/quickmt-ar-en", "revision": "a81d...", "licence": "CC-BY-4.0",
     "files": {"model.bin": {"sha256": "...", "size": 1234}}}

What comes from elsewhere is not trusted: a name is a plain file name, a digest is one, a size is a whole number.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import ModelError

MANIFEST = "mujaz-model.json"
_FORMAT = 1
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """One file of a model: a plain name, its sha256 in hex, its size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A model and its files. ``hub`` is its id there ("" for none), ``revision`` the commit that was fetched."""

    name: str
    hub: str
    revision: str
    licence: str
    files: tuple[ModelFile, ...]

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(file.size for file in self.files)


def is_plain_name(name: str) -> bool:
    """Whether ``name`` can only mean a file in the folder at hand: no path, no hidden file, no manifest."""
    return bool(_PLAIN_NAME.fullmatch(name)) and name != MANIFEST


def write_manifest(manifest: Manifest) -> str:
    """``manifest`` as JSON, equal for equal manifests."""
    record = {
        "format": _FORMAT,
        "name": manifest.name,
        "hub": manifest.hub,
        "revision": manifest.revision,
        "licence": manifest.licence,
        "files": {
            file.name: {"sha256": file.sha256, "size": file.size}
            for file in sorted(manifest.files, key=lambda file: file.name)
        },
    }
    return json.dumps(record, indent=1) + "\n"


def read_manifest(path: Path) -> Manifest:
    """The manifest in the file ``path``. ModelError model.damaged if it cannot be read or is none."""
    try:
        return parse_manifest(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"its {MANIFEST} cannot be read ({error})",
            code="model.damaged",
            hint="remove the model and install it again",
            source=str(path.parent),
        ) from error


def parse_manifest(text: str) -> Manifest:
    """The manifest that ``text`` holds. ValueError saying what is wrong with it."""
    record = json.loads(text)
    if not isinstance(record, dict) or record.get("format") != _FORMAT:
        raise ValueError(f"not a manifest of format {_FORMAT}")
    strings = {name: record.get(name) for name in ("name", "hub", "revision", "licence")}
    if not all(isinstance(value, str) for value in strings.values()):
        raise ValueError("name, hub, revision and licence must be text")
    files = record.get("files")
    if not isinstance(files, dict) or not files:
        raise ValueError("it lists no files")
    if not is_plain_name(str(strings["name"])):
        raise ValueError(f"{strings['name']!r} is no name for a model")
    return Manifest(**strings, files=tuple(_file(name, facts) for name, facts in files.items()))  # type: ignore[arg-type]


def _file(name: str, facts: Any) -> ModelFile:
    if not is_plain_name(name):
        raise ValueError(f"{name!r} is not a plain file name")
    digest, size = (facts.get("sha256"), facts.get("size")) if isinstance(facts, dict) else (None, None)
    if not isinstance(digest, str) or not _SHA256.fullmatch(digest):
        raise ValueError(f"{name} has no sha256")
    if type(size) is not int or size < 0:
        raise ValueError(f"{name} has no size")
    return ModelFile(name=name, sha256=digest, size=size)
