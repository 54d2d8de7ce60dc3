"""How long a user waits before anything happens: ``mujaz --help`` against the bare interpreter.

python benchmarks/startup.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from results import save, sign

COMMAND = "python benchmarks/startup.py"
ROUNDS = 9
RUNS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "mujaz --help": [sys.executable, "-m", "summarizer", "--help"],
}


def main() -> None:
    seconds: dict[str, list[float]] = {name: [] for name in RUNS}
    for _ in range(ROUNDS):
        for name, words in RUNS.items():
            start = time.perf_counter()
            subprocess.run(words, check=True, capture_output=True)
            seconds[name].append(time.perf_counter() - start)
    figures = {name: round(statistics.median(taken), 3) for name, taken in seconds.items()}
    for name, median in figures.items():
        print(f"{name:<16} {median:.3f} s")
    save("startup", {"median_seconds": figures}, sign(COMMAND, packages=("typer",)))


if __name__ == "__main__":
    main()
