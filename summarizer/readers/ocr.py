"""Pages that are pictures, read by Tesseract where this program is installed with its data for Arabic.

What comes out is far from safe: in clean scans 8 words of 100 are wrong, 17 numbers of 100, and every number in Arabic
digits (``benchmarks/scans.py``). Whoever uses it must say so.
"""

from __future__ import annotations

import csv
import functools
import os
import re
import shutil
import subprocess
from itertools import groupby
from typing import Any

_LANGUAGE = "ara"
_DOTS_PER_INCH = 300  # what Tesseract's data were made for; 400 gave no more numbers
_POINTS_PER_INCH = 72
_MAX_DOTS = 40_000_000  # a page of a newspaper has 17 million; more are drawn coarser
_DIRECTION_MARK = re.compile("[\u200e\u200f\u202a-\u202e]")  # Tesseract's own


@functools.cache
def can_recognize() -> bool:
    """Whether Tesseract is there, and knows Arabic."""
    if shutil.which("tesseract") is None:
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, check=False)
    return _LANGUAGE in listed.stdout.decode("utf-8", "replace").split()


def recognize(page: Any) -> tuple[str, ...]:
    """The paragraphs on a ``pypdfium2.PdfPage``, drawn and looked at; none if Tesseract finds none, or breaks down.

    Tesseract has the limits of this process on memory and work, and ends with it: see ``limited``.
    """
    drawn = _draw(page)
    command = ["tesseract", "stdin", "stdout", "-l", _LANGUAGE, "--dpi", str(_DOTS_PER_INCH), "tsv"]
    one_thread = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=drawn, capture_output=True, check=False, env=one_thread)
    return _paragraphs(done.stdout.decode("utf-8", "replace")) if done.returncode == 0 else ()


def _draw(page: Any) -> bytes:
    """The page in grey, as a PGM file."""
    width, height = page.get_size()
    most = (_MAX_DOTS / max(width * height, 1)) ** 0.5
    bitmap = page.render(scale=min(_DOTS_PER_INCH / _POINTS_PER_INCH, most), grayscale=True)
    dots, stride = memoryview(bitmap.buffer), bitmap.stride
    rows = (dots[row * stride : row * stride + bitmap.width] for row in range(bitmap.height))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(rows)


def _paragraphs(table: str) -> tuple[str, ...]:
    """The words of Tesseract's table, those of one paragraph joined."""
    rows = [row for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE) if row["text"]]
    found = groupby(rows, key=lambda row: (row["block_num"], row["par_num"]))
    joined = (" ".join(_DIRECTION_MARK.sub("", row["text"]) for row in words) for _, words in found)
    return tuple(paragraph for paragraph in joined if paragraph.strip())
