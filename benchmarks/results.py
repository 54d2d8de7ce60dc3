"""How every benchmark writes down what it found: figures with the signature that makes them again."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results"


def data_folder() -> Path:
    """The folder of the development data; ends the benchmark, saying so, where MUJAZ_DATA does not name it."""
    folder = os.environ.get("MUJAZ_DATA")
    if not folder:
        sys.exit("MUJAZ_DATA does not name the folder of the development data; this benchmark needs it.")
    return Path(folder)


def sign(command: str, *, files: Iterable[Path] = (), packages: Iterable[str] = ()) -> dict[str, object]:
    """What is needed to get the figures again: command, digests of the data, versions. No time: equal runs agree."""
    return {
        "command": command,
        "data": {file.name: sha256(file.read_bytes()).hexdigest()[:16] for file in files},
        "versions": {"python": platform.python_version()} | {name: version(name) for name in packages},
    }


def save(name: str, figures: dict[str, object], signature: dict[str, object]) -> Path:
    """Write ``benchmarks/results/NAME.json`` and return its path."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    content = {"figures": figures, "signature": signature}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
