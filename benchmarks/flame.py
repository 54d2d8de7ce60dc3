"""The picture in docs/performance.md: what Mujaz's own work on a batch of real articles is made of.

MUJAZ_DATA=folder python benchmarks/flame.py

The model's threads are not Python's and are not in it, and neither is what was met but once.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from batch import read_articles
from performance import ARTICLES, write
from results import ROOT

COMMAND = "MUJAZ_DATA=folder python benchmarks/flame.py"
PICTURE = ROOT / "docs" / "flame.svg"
SAMPLES_A_SECOND = 50
LEAST_SAMPLES = 2
_FRAME = re.compile(r'<g><title>(?:(?!</g>).)*?fg:w="(\d+)".*?</g>', re.DOTALL)
_TITLE = re.compile(r'(?<=<text id="title")([^>]*>)[^<]*')


def main() -> None:
    os.environ["MUJAZ_MEMORY"] = "none"
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "in", islice(read_articles(), ARTICLES))
        spy = ["py-spy", "record", "--function", "-r", str(SAMPLES_A_SECOND), "-o", str(folder / "flame.svg"), "--"]
        mujaz = [sys.executable, "-m", "summarizer", "brief", str(folder / "in"), "--to", str(folder / "out")]
        subprocess.run([*spy, *mujaz], check=True, cwd=ROOT)
        PICTURE.write_text(tidy((folder / "flame.svg").read_text(encoding="utf-8")), encoding="utf-8")


def tidy(svg: str) -> str:
    """The picture without the frames of too few samples, too narrow to be read; its title is the command to make it."""
    kept = _FRAME.sub(lambda frame: frame[0] if int(frame[1]) >= LEAST_SAMPLES else "", svg)
    return _TITLE.sub(rf"\1{COMMAND}", kept)


if __name__ == "__main__":
    main()
