"""How every benchmark writes down what it found: figures with the signature that makes them again."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results"


def data_folder() -> Path:
    """The folder of the development data; ends the benchmark, saying so, where MUJAZ_DATA does not name it."""
    folder = os.environ.get("MUJAZ_DATA")
    if not folder:
        sys.exit("MUJAZ_DATA does not name the folder of the development data; this benchmark needs it.")
    return Path(folder)


def tell(command: str) -> str:
    """``command`` as it gives the present figures: with MUJAZ_DATA where the development data is there to be used."""
    return f"MUJAZ_DATA=folder {command}" if os.environ.get("MUJAZ_DATA") else command


def sign(
    command: str, *, files: Iterable[Path] = (), packages: Iterable[str] = (), translated: bool = False
) -> dict[str, object]:
    """What is needed to get the figures again: command, digests of the data, versions. No time: equal runs agree.

    ``translated``: the figures hang on the model and on the translate stage around it, whose versions are signed too.
    """
    signature: dict[str, object] = {
        "command": command,
        "data": {file.name: sha256(file.read_bytes()).hexdigest()[:16] for file in files},
        "versions": {"python": platform.python_version()} | {name: version(name) for name in packages},
    }
    return signature | sign_translation() if translated else signature


def sign_translation(model: str = "auto") -> dict[str, str]:
    """The version of what the translate stage does, and the digest of ``model``."""
    from summarizer.catalogue import find_model
    from summarizer.translate import RULES

    return {"translate_rules": RULES, "model_sha256": find_model(model).digest}


def keep(name: str, part: str, figures: Mapping[str, object], signature: Mapping[str, Any]) -> Path:
    """Write the figures of one ``part`` among those of the others in ``benchmarks/results/NAME.json``; its path.

    Each part keeps its own signature under ``groups``, since parts are measured at different times; their data and
    versions together, and the command without the part's name, stand above.
    """
    path = RESULTS / f"{name}.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"figures": {}, "signature": {}}
    groups = known["signature"].get("groups", {}) | {part: {**signature, "command": f"{signature['command']} {part}"}}
    together = {
        kind: {key: value for each in groups.values() for key, value in each.get(kind, {}).items()}
        for kind in ("data", "versions", "peers")
    }
    signed = {each: found for each, found in known["figures"].items() if each in groups}
    return save(name, signed | {part: figures}, {"command": signature["command"]} | together | {"groups": groups})


def save(name: str, figures: dict[str, object], signature: dict[str, object]) -> Path:
    """Write ``benchmarks/results/NAME.json`` and return its path."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    content = {"figures": figures, "signature": signature}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
