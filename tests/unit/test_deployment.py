"""What a Hugging Face Space and a container read of this repository: the README's front matter, Dockerfile, compose."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
# https://huggingface.co/docs/hub/spaces-config-reference
COLOURS = {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"}
MOST_DESCRIBED = 60  # characters that the hub takes as a short description


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def space() -> dict[str, Any]:
    empty, front, _ = read("README.md").split("---\n", 2)
    assert empty == ""
    return yaml.safe_load(front)


def pinned(package: str) -> str:
    (version,) = re.findall(rf"(?m)^{package}==(\S+)$", read("requirements.txt"))
    return version


def test_the_space_starts_the_app_with_the_pinned_gradio(space: dict[str, Any]) -> None:
    assert (space["sdk"], space["sdk_version"], space["app_file"]) == ("gradio", pinned("gradio"), "app.py")
    assert (ROOT / space["app_file"]).is_file()


def test_the_space_runs_a_python_that_the_package_takes(space: dict[str, Any]) -> None:
    assert f'requires-python = ">={space["python_version"]}"' in read("pyproject.toml")
    assert f"FROM python:{space['python_version']}-slim" in read("Dockerfile")


def test_the_space_is_described_as_the_hub_allows(space: dict[str, Any]) -> None:
    assert {space["colorFrom"], space["colorTo"]} <= COLOURS
    assert len(space["short_description"]) <= MOST_DESCRIBED
    assert space["license"] == "apache-2.0"


def test_the_image_gets_all_that_it_copies_and_nothing_else() -> None:
    copied = {word for line in re.findall(r"(?m)^COPY (.+) \S+$", read("Dockerfile")) for word in line.split()}
    ignored, *let_through = [line for line in read(".dockerignore").splitlines() if not line.startswith("#")]
    assert ignored == "*"
    assert {line[1:] for line in let_through if line.startswith("!")} == copied
    assert all((ROOT / name).exists() for name in copied)
    assert any(fnmatch("summarizer/web/__pycache__", line) for line in let_through)


def test_the_container_is_not_root_and_asks_for_its_own_health() -> None:
    lines = read("Dockerfile").splitlines()
    assert lines.index("USER 1000") < next(n for n, line in enumerate(lines) if line.startswith("CMD "))
    assert any("/health" in line for line in lines[lines.index("EXPOSE 7860") :])


def test_compose_publishes_the_page_on_this_machine_alone() -> None:
    service = yaml.safe_load(read("compose.yaml"))["services"]["mujaz"]
    assert service["ports"] == ["127.0.0.1:7860:7860"]
    assert service["read_only"] is True
    assert service["volumes"] == ["data:/data", "uploads:/tmp"]  # on the disk: uploads need MUJAZ_WEB_FREE_MB there
