from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarizer import hardware
from summarizer.catalogue import EMBEDDED, Model
from summarizer.entries import read_catalogue
from summarizer.errors import ModelError, OptionsError

MB = 1_000_000
GB = 1024**3
RESULTS = Path(__file__).parents[2] / "benchmarks" / "results"
SIZES = json.loads((RESULTS / "real_sizes.json").read_text(encoding="utf-8"))["figures"]
VOCABULARY = {
    "opus": 62802,
    "arabart": 50002,
    "quickmt": 32001,
    "opus-big": 61109,
    "xlsum": 250112,
    "nllb-600m": 256206,
}
ANY_CPU = ("float32", "int8", "int8_float32")
NEW_GPU = ("bfloat16", "float16", "float32", "int8", "int8_bfloat16", "int8_float16")


@pytest.mark.parametrize(
    ("asked", "has_cuda", "chosen"),
    [("auto", False, "cpu"), ("auto", True, "cuda"), ("cpu", True, "cpu"), ("cuda", True, "cuda")],
)
def test_the_device(asked: str, has_cuda: bool, chosen: str) -> None:
    assert hardware.choose_device(asked, has_cuda=has_cuda) == chosen


def test_cuda_where_there_is_none_is_refused() -> None:
    with pytest.raises(OptionsError, match="no CUDA device") as caught:
        hardware.choose_device("cuda", has_cuda=False)
    assert caught.value.code == "options.value"


@pytest.mark.parametrize(
    ("asked", "wanted", "possible", "chosen"),
    [
        ("auto", ("int8",), ANY_CPU, "int8"),
        ("auto", ("int8_float16", "int8"), NEW_GPU, "int8_float16"),
        ("auto", ("int8_float16", "int8"), ANY_CPU, "int8"),
        ("auto", ("int8_bfloat16", "bfloat16"), ("float32", "float16", "int8"), "float32"),
        ("auto", (), ("float32",), "float32"),
        ("float32", ("int8",), ANY_CPU, "float32"),
    ],
)
def test_the_number_format(asked: str, wanted: tuple[str, ...], possible: tuple[str, ...], chosen: str) -> None:
    assert hardware.choose_compute_type(asked, wanted, possible) == chosen


def test_a_format_that_the_device_lacks_is_refused_with_those_it_has() -> None:
    with pytest.raises(OptionsError, match="float32, int8") as caught:
        hardware.choose_compute_type("bfloat16", ("int8",), ANY_CPU)
    assert "int8_float32" not in str(caught.value)  # no option of that name


def write(root: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="ascii")
    return root


MEMINFO = "MemTotal:       16777216 kB\nMemFree:         100 kB\nMemAvailable:    8388608 kB\n"


@pytest.mark.parametrize(
    ("files", "free"),
    [
        ({}, None),
        ({"proc/meminfo": MEMINFO}, 8 * GB),
        (  # version 2, the limit on the group itself; pages of files can be had back
            {
                "proc/meminfo": MEMINFO,
                "proc/self/cgroup": "0::/box\n",
                "groups/box/memory.max": f"{4 * GB}\n",
                "groups/box/memory.current": f"{3 * GB}\n",
                "groups/box/memory.stat": f"anon 5\ninactive_file {GB}\n",
            },
            2 * GB,
        ),
        (  # the limit on a group around it
            {
                "proc/meminfo": MEMINFO,
                "proc/self/cgroup": "0::/outer/inner\n",
                "groups/outer/inner/memory.max": "max\n",
                "groups/outer/inner/memory.current": "0\n",
                "groups/outer/memory.max": f"{GB}\n",
                "groups/outer/memory.current": "0\n",
            },
            GB,
        ),
        (  # version 1
            {
                "proc/meminfo": MEMINFO,
                "proc/self/cgroup": "9:cpu,cpuacct:/x\n4:memory:/box\n0::/\n",
                "groups/memory/box/memory.limit_in_bytes": f"{2 * GB}",
                "groups/memory/box/memory.usage_in_bytes": f"{GB}",
                "groups/memory/box/memory.stat": "total_inactive_file 0\n",
            },
            GB,
        ),
        (  # version 1 says "no limit" with a huge number: the machine decides
            {
                "proc/meminfo": MEMINFO,
                "proc/self/cgroup": "4:memory:/\n",
                "groups/memory/memory.limit_in_bytes": "9223372036854771712",
                "groups/memory/memory.usage_in_bytes": "1000",
            },
            8 * GB,
        ),
        (  # more in use than allowed
            {
                "proc/self/cgroup": "0::/box\n",
                "groups/box/memory.max": "1000",
                "groups/box/memory.current": "2000",
            },
            0,
        ),
    ],
)
def test_free_memory_is_the_least_of_machine_and_control_groups(
    tmp_path: Path, files: dict[str, str], free: int | None
) -> None:
    write(tmp_path, files)
    assert hardware.free_memory("cpu", proc=tmp_path / "proc", groups=tmp_path / "groups") == free


def test_this_machine_says_how_much_is_free() -> None:
    free = hardware.free_memory("cpu")
    assert free is None or 0 <= free < 2**50


@pytest.mark.parametrize("have", [None, 5_000_000_000])
def test_what_fits_or_cannot_be_known_is_not_refused(have: int | None) -> None:
    hardware.require_memory(5_000_000_000, have, source="m")


def test_what_does_not_fit_is_refused_naming_need_and_have() -> None:
    with pytest.raises(ModelError, match=r"nllb: it needs about 5,000 MB of memory and 4,999 MB are free") as caught:
        hardware.require_memory(5_000_000_001, 4_999_999_999, source="nllb")
    assert caught.value.code == "model.memory"


def model(folder: Path, config: str, **files: int) -> Model:
    (folder / "config.json").write_text(config, encoding="utf-8")
    names = [name.replace("__", ".").replace("_of_", "-of-") for name in files]
    for name, size in zip(names, files.values(), strict=True):
        (folder / name).write_bytes(b"x" * size)
    return Model(
        name="m",
        folder=folder,
        files=tuple((name, "") for name in ["config.json", *names]),
        licence="",
        max_input_tokens=1,
        max_output_tokens=1,
    )


@pytest.mark.parametrize(
    ("config", "files", "parameters"),
    [
        ("{}", {"pytorch_model__bin": 400}, 100),
        ('{"torch_dtype": "float16"}', {"pytorch_model__bin": 400}, 200),
        ('{"dtype": "bfloat16"}', {"model__safetensors": 400}, 200),
        ('{"dtype": "float32"}', {"model-1_of_2__safetensors": 400, "model-2_of_2__safetensors": 40}, 110),
    ],
)
def test_parameters_are_counted_from_sizes_and_the_stored_format(
    tmp_path: Path, config: str, files: dict[str, int], parameters: int
) -> None:
    assert hardware.count_parameters(model(tmp_path, config, **files)) == parameters


def test_a_wider_format_needs_more_for_the_weights_alone() -> None:
    need = {kind: hardware.ct2_need(400_000_000, kind, "float16") for kind in ("int8", "float16", "float32")}
    assert need["float32"] - need["float16"] == 2 * (need["float16"] - need["int8"])
    assert need["float16"] - need["int8"] >= 200_000_000
    assert need["int8"] == hardware.ct2_need(200_000_000, "int8", "int8")


@pytest.mark.parametrize("name", SIZES)
def test_no_peak_that_was_measured_is_above_what_was_reckoned(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = SIZES[name]
    int8, float32 = (found[f"ct2 {kind}"]["file_mb"] * MB for kind in ("int8", "float32"))
    reckoned = {
        "ct2 int8": hardware.ct2_need(int8, "int8", "int8", VOCABULARY[name]),
        "ct2 float32": hardware.ct2_need(float32, "float32", "float32", VOCABULARY[name]),
        "hf float32": hardware.hf_need(float32 // 4, "float32", VOCABULARY[name]),
        "hf bfloat16": hardware.hf_need(float32 // 4, "bfloat16", VOCABULARY[name]),
    }
    assert {kind: need // MB for kind, need in reckoned.items() if found[kind]["peak_mb"] * MB > need} == {}
    monkeypatch.setattr(hardware, "count_parameters", lambda model: float32 // 4)
    need = hardware.conversion_need(None)  # type: ignore[arg-type]
    assert all(found[f"ct2 {kind}"]["conversion_peak_mb"] * MB < need for kind in ("int8", "float32"))


def test_the_embedded_model_is_not_refused_on_a_small_machine() -> None:
    weights = read_catalogue()[EMBEDDED].parameters * MB
    assert hardware.ct2_need(weights, "int8", "int8") < 512 * MB


def test_an_unreadable_configuration_is_a_damaged_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        hardware.count_parameters(model(tmp_path, "not what it was"))
    assert caught.value.code == "model.damaged"
