"""What this machine can run: the device, the number format on it, and whether a model fits into its memory.

Memory is read from /proc and the control groups, which are where a container's limit stands; psutil does not know
those. Where neither exists (Windows, macOS) it is not known, and nothing is refused.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import ModelError, OptionsError

if TYPE_CHECKING:
    from summarizer.catalogue import Model

DEVICES = ("auto", "cpu", "cuda")
COMPUTE_TYPES = ("auto", "bfloat16", "float16", "float32", "int8", "int8_bfloat16", "int8_float16")

_MB = 1_000_000
_BYTES = {"float32": 4, "float16": 2, "bfloat16": 2, "int8": 1}
_WEIGHT_FILES = (".safetensors", ".bin")
# Peak memory over the size of the weights as computed with, and what the libraries and the work itself take besides;
# above every peak of random weights of the real sizes with beam 4 on one thread (benchmarks/results/real_sizes.json).
_CT2_FACTOR, _CT2_BESIDES = 1.2, 450 * _MB
_CT2_STEPS = 1  # bytes for each parameter: what the decoder keeps of its steps, in float32 whatever the weights are in
# Bytes for each token of a vocabulary beyond this many: the scores of 48 sentences in four beams, and copies of them.
_CT2_SCORES, _CT2_SMALL = 5_500, 65_536
_HF_FACTOR, _HF_BESIDES = 1.3, 1_150 * _MB
_HF_SCORES = 16 * 100 * 4  # bytes for each token of the vocabulary: the scores of 16 rows in 100 steps
_CONVERSION_FACTOR, _CONVERSION_BESIDES = 2.2, 500 * _MB  # float32 weights twice, and the finished file


def choose_device(asked: str, *, has_cuda: bool) -> str:
    """Either "cpu" or "cuda". OptionsError options.value if cuda is asked for and the engine's library finds none."""
    if asked == "cuda" and not has_cuda:
        raise OptionsError("no CUDA device is found", code="options.value", hint="use cpu or auto", source="device")
    if asked == "auto":
        return "cuda" if has_cuda else "cpu"
    return asked


def choose_compute_type(asked: str, wanted: Collection[str], possible: Collection[str]) -> str:
    """The number format to compute in: ``asked``, or for "auto" the first of ``wanted`` that is ``possible``.

    OptionsError options.value if what is asked for is not possible on this device.
    """
    if asked == "auto":
        return next(kind for kind in (*wanted, "float32") if kind in possible or kind == "float32")
    if asked not in possible:
        names = ", ".join(sorted(set(possible) & set(COMPUTE_TYPES)))
        raise OptionsError(
            f"this engine cannot compute in {asked} on this device",
            code="options.value",
            hint=f"use auto or one of {names}",
            source="compute_type",
        )
    return asked


def count_cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def count_parameters(model: Model) -> int:
    """The number of weights, from the files' sizes and the number format that the configuration names.

    ModelError model.damaged if the configuration cannot be read.
    """
    try:
        config = dict(json.loads((model.folder / "config.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(f"config.json cannot be read ({error})", code="model.damaged", source=model.name) from error
    stored = _BYTES.get(str(config.get("dtype") or config.get("torch_dtype")), _BYTES["float32"])
    files = (model.folder / name for name, _ in model.files if name.endswith(_WEIGHT_FILES))
    return sum(path.stat().st_size for path in files) // stored


def conversion_need(model: Model) -> int:
    """The memory in bytes that converting ``model`` takes."""
    return int(_CONVERSION_FACTOR * _BYTES["float32"] * count_parameters(model)) + _CONVERSION_BESIDES


def ct2_need(weights: int, compute_type: str, stored: str, vocabulary: int = 0) -> int:
    """The memory in bytes that CTranslate2 takes for a file of ``weights`` bytes stored in the format ``stored``.

    ``vocabulary``: the model's tokens, where they are many.
    """
    parameters = weights / _width(stored)
    scores = _CT2_SCORES * max(0, vocabulary - _CT2_SMALL)
    return int((_CT2_FACTOR * _width(compute_type) + _CT2_STEPS) * parameters) + scores + _CT2_BESIDES


def hf_need(parameters: int, compute_type: str, vocabulary: int) -> int:
    """The memory in bytes that transformers takes for a model of that many weights and tokens."""
    return int(_HF_FACTOR * parameters * _BYTES[compute_type]) + _HF_SCORES * vocabulary + _HF_BESIDES


def require_memory(need: int, have: int | None, *, source: str) -> None:
    """Refuse what does not fit, before the system ends the process: ModelError model.memory. None: nobody knows."""
    if have is not None and need > have:
        raise ModelError(
            f"it needs about {need // _MB:,} MB of memory and {have // _MB:,} MB are free",
            code="model.memory",
            hint="use a smaller model or, with ct2, --compute-type int8",
            source=source,
        )


def free_memory(device: str, *, proc: Path = Path("/proc"), groups: Path = Path("/sys/fs/cgroup")) -> int | None:
    """The bytes that a program may still take on ``device``, None where that cannot be known."""
    if device == "cuda":
        import torch

        return int(torch.cuda.mem_get_info()[0]) if torch.cuda.is_available() else None
    known = [free for free in (_free_of_machine(proc), *_free_of_groups(proc, groups)) if free is not None]
    return min(known, default=None)


def _width(compute_type: str) -> int:
    return _BYTES[compute_type.split("_")[0]]


def _free_of_machine(proc: Path) -> int | None:
    lines = _read(proc / "meminfo").splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), None)


def _free_of_groups(proc: Path, groups: Path) -> list[int | None]:
    """What is left to each control group that this process is in, of version 2 (``0::/path``) or 1 (``4:memory:/``)."""
    found: list[int | None] = []
    for line in _read(proc / "self" / "cgroup").splitlines():
        _, kinds, path = line.split(":", 2)
        if not kinds:
            root, names = groups, ("memory.max", "memory.current", "inactive_file")
        elif "memory" in kinds.split(","):
            root, names = groups / "memory", ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
        else:
            continue
        folder = root / path.strip("/")
        inside = [folder, *(parent for parent in folder.parents if parent.is_relative_to(root))]
        found += [_free_of_group(group, *names) for group in inside]
    return found


def _free_of_group(group: Path, limit_file: str, used_file: str, cached_key: str) -> int | None:
    """Limit minus use; pages of files that nobody needs count as free. None if there is no limit ("max")."""
    limit, used = _read(group / limit_file).strip(), _read(group / used_file).strip()
    if not limit.isdigit() or not used.isdigit():
        return None
    cached = (line.split() for line in _read(group / "memory.stat").splitlines())
    reclaimable = next((int(value) for key, value in cached if key == cached_key), 0)
    return max(0, int(limit) - int(used) + reclaimable)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
