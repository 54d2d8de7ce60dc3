"""Fuzzing led by coverage, for as long as one likes: readers in this process, cleaning and splitting.

pip install atheris==3.0.0
python -m tests.fault.fuzz FOLDER -max_total_time=3600

FOLDER keeps what was interesting; what follows are options of libFuzzer. atheris (35 MB) is not among the requirements,
for no test needs it. What it finds becomes a case in test_fuzz.py or hostile.py.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["summarizer", "markdown_it", "trafilatura"]):
    from summarizer.errors import ReadError
    from summarizer.pipeline import understand
    from summarizer.readers import read_bytes
    from tests.fault.samples import samples
    from tests.fault.test_fuzz import accounts_for_everything

SUFFIXES = (".txt", ".md", ".html")


def try_input(data: bytes) -> None:
    """Read ``data`` but for its last byte, which chooses the reader. What is no ReadError is a find."""
    suffix = SUFFIXES[data[-1] % len(SUFFIXES)] if data else ".txt"
    try:
        document = understand(read_bytes(data[:-1], name="fuzz", suffix=suffix))
    except ReadError:
        return
    assert accounts_for_everything(document)


def main() -> None:
    """Plant the samples in the folder, so that there is something to start from, and go on until told to stop."""
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    for number, suffix in enumerate(SUFFIXES):
        (folder / f"sample{suffix}").write_bytes(samples()[suffix] + bytes([number]))
    atheris.Setup(sys.argv, try_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
