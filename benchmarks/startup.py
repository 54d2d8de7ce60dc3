"""How long a user waits: for ``mujaz --help``, and for the briefing of one article of some 500 words from a cold start.

python benchmarks/startup.py

Each run is a process of its own; the translation memory is empty, the embedded model was converted before. Medians, and
the most memory that a run had.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from results import ROOT, save, sign

COMMAND = "python benchmarks/startup.py"
ROUNDS = 9
ARTICLE = ROOT / "seeds" / "003_8dbbc4f548402be0.txt"
RUNS = {
    "python -c pass": ["-c", "pass"],
    "mujaz --help": ["-m", "summarizer", "--help"],
    "one article, cold": ["-m", "summarizer", "brief", str(ARTICLE), "--to"],  # then a new folder
}


def main() -> None:
    os.environ["MUJAZ_MEMORY"] = "none"
    seconds: dict[str, list[float]] = {name: [] for name in RUNS}
    megabytes: dict[str, list[int]] = {name: [] for name in RUNS}
    with TemporaryDirectory() as folder:
        run(RUNS["one article, cold"], Path(folder) / "first")  # converts the model if that is yet to be done
        for turn in range(ROUNDS):
            for name, words in RUNS.items():
                taken, peak = run(words, Path(folder) / str(turn))
                seconds[name].append(taken)
                megabytes[name].append(peak)
    figures: dict[str, object] = {
        "words": len(ARTICLE.read_text(encoding="utf-8").split()),
        "median_seconds": {name: round(statistics.median(taken), 3) for name, taken in seconds.items()},
        "peak_megabytes": {name: max(peaks) for name, peaks in megabytes.items()},
    }
    print(figures)
    save("startup", figures, sign(COMMAND, files=[ARTICLE], packages=("ctranslate2", "typer"), translated=True))


def run(words: list[str], folder: Path) -> tuple[float, int]:
    """Seconds from start to end of a process, and the most memory that it had, in megabytes."""
    whole = [sys.executable, *words, *([str(folder)] if words[-1] == "--to" else [])]
    began = time.perf_counter()
    process = subprocess.Popen(whole, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, whole
    return seconds, round(usage.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
