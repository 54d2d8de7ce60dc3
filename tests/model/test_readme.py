"""The README's transcript, replayed: each command gives what stands below it, on the embedded model."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCKS = re.findall(r"```console\n\$ (.+?)\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)


def replay(command: str, folder: Path) -> str:
    """What the command prints on standard output, run in a copy of the place where a reader would run it."""
    (folder / "seeds").symlink_to(ROOT / "seeds")
    program = f'mujaz() {{ "{sys.executable}" -m summarizer "$@"; }}\n'
    environment = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "MUJAZ_MEMORY": "none"}
    done = subprocess.run(
        ["bash", "-c", program + command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout


def without_counts(output: str) -> str:
    """The number of findings hangs on the words of an int8 model, and those on the processor's arithmetic."""
    return re.sub(r'("(?:note|warning|error)": )\d+', r"\1N", output)


def test_there_is_a_transcript() -> None:
    assert len(BLOCKS) >= 3


@pytest.mark.parametrize(("command", "output"), BLOCKS, ids=[command[:30] for command, _ in BLOCKS])
def test_the_transcript_is_what_happens(command: str, output: str, tmp_path: Path) -> None:
    assert without_counts(replay(command, tmp_path)) == without_counts(output)


def write_transcript() -> None:
    """Put the output of each command below it: ``python tests/model/test_readme.py`` after a change of model."""
    import tempfile

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command, old in BLOCKS:
        with tempfile.TemporaryDirectory() as folder:
            text = text.replace(f"$ {command}\n{old}```", f"$ {command}\n{replay(command, Path(folder))}```")
    (ROOT / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_transcript()
