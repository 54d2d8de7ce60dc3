"""How often sentence splitters agree with a careful editor, and what they cost: ours and those of the peers.

python benchmarks/split.py

The cases are tests/data/sentence_cases.jsonl. Their author also wrote our splitter, so they show what it was made for;
text and expectation are public so that anyone can judge them. A peer's answer counts as right if its sentences, white
space aside, are the expected ones. Boundaries are counted by the letters and digits before them, so that a peer that
drops a full stop is not punished twice. The peers run in an environment of their own under artifacts/, made here once.
"""

from __future__ import annotations

import json
import subprocess
import time
import venv
from collections.abc import Callable
from itertools import accumulate

from results import ROOT, save, sign

from summarizer.sentences import split_text

COMMAND = "python benchmarks/split.py"
CASES = ROOT / "tests" / "data" / "sentence_cases.jsonl"
PEER_FOLDER = ROOT / "artifacts" / "split-peers"
PEER_PACKAGES = ("pysbd==0.3.4", "PyArabic==0.6.15")
REPEATS = 3  # the fastest of these counts
Cases = list[dict[str, object]]

# Run by the peers' Python: reads {"texts": [...], "repeats": n}, writes {name: {"split": [...], "seconds": s}}.
# The last is the rule that EasyNMT has for Arabic (easynmt/EasyNMT.py, sentence_splitting), not its code.
PEER_CODE = r"""
import json, re, sys, time
import pysbd
from pyarabic.araby import sentence_tokenize
asked = json.load(sys.stdin)
segmenter = pysbd.Segmenter(language="ar", clean=False)
rule = re.compile("[^!?\u3002.]+[!?\u3002.]*")
peers = {"pySBD 0.3.4": segmenter.segment, "PyArabic 0.6.15": sentence_tokenize, "EasyNMT's rule": rule.findall}
answers = {}
for name, split in peers.items():
    seconds = []
    for _ in range(asked["repeats"]):
        start = time.process_time()
        found = [split(text) for text in asked["texts"]]
        seconds.append(time.process_time() - start)
    answers[name] = {"split": found, "seconds": min(seconds)}
json.dump(answers, sys.stdout)
"""


def main() -> None:
    cases: Cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").split("\n") if line]
    texts = [str(case["text"]) for case in cases]
    ours, seconds = time_split(split_text, texts)
    answers = {"Mujaz": {"split": ours, "seconds": seconds}} | ask_peers(texts)
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    figures = {
        name: score(cases, answer["split"])
        | {
            "seconds_per_mb": round(answer["seconds"] / megabytes, 3),
            "time_against_ours": round(answer["seconds"] / seconds, 3),
        }
        for name, answer in answers.items()
    }
    signature = sign(COMMAND, files=[CASES]) | {"peers": list(PEER_PACKAGES)}
    path = save("split", {"cases": len(cases), "splitters": figures}, signature)
    show(figures, len(cases))
    print(f"\nwritten to {path.relative_to(ROOT)}")


def time_split(split: Callable[[str], tuple[str, ...]], texts: list[str]) -> tuple[list[list[str]], float]:
    """What ``split`` makes of the texts, and the CPU seconds of its fastest run."""
    seconds = []
    for _ in range(REPEATS):
        start = time.process_time()
        found = [list(split(text)) for text in texts]
        seconds.append(time.process_time() - start)
    return found, min(seconds)


def ask_peers(texts: list[str]) -> dict[str, dict[str, object]]:
    """The answers of the peers, from a Python that has them and nothing else."""
    python = PEER_FOLDER / "bin" / "python"
    if not (PEER_FOLDER / ".ready").exists():
        venv.create(PEER_FOLDER, with_pip=True, clear=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEER_PACKAGES], check=True
        )
        (PEER_FOLDER / ".ready").touch()
    asked = json.dumps({"texts": texts, "repeats": REPEATS})
    run = subprocess.run([python, "-c", PEER_CODE], input=asked, capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def score(cases: Cases, answers: list[list[str]]) -> dict[str, object]:
    """Shares of cases split right and of cases given back whole, boundary precision and recall, cases that fail."""
    right, whole, failing = 0, 0, []
    found = wanted = both = 0
    for case, answer in zip(cases, answers, strict=True):
        sentences = [piece.strip() for piece in answer if piece.strip()]
        whole += "".join("".join(answer).split()) == "".join(str(case["text"]).split())
        if sentences == case["sentences"]:
            right += 1
        else:
            failing.append(case["id"])
        got, want = find_bounds(sentences), find_bounds(case["sentences"])
        found, wanted, both = found + len(got), wanted + len(want), both + len(got & want)
    precision, recall = both / found, both / wanted
    return {
        "right": round(right / len(cases), 4),
        "nothing_lost": round(whole / len(cases), 4),
        "boundary_precision": round(precision, 4),
        "boundary_recall": round(recall, 4),
        "boundary_f1": round(2 * precision * recall / (precision + recall), 4),
        "failing": failing,
    }


def find_bounds(sentences: list[str]) -> set[int]:
    """How many letters and digits stand before each boundary inside the text."""
    return set(accumulate(sum(map(str.isalnum, sentence)) for sentence in sentences[:-1]))


def show(figures: dict[str, dict[str, object]], count: int) -> None:
    print(f"{count} cases        right  nothing lost  precision  recall     F1   s/MB   time against ours")
    for name, f in figures.items():
        agreement = f"{f['right']:7.1%} {f['nothing_lost']:13.1%} {f['boundary_precision']:10.1%}"
        bounds = f"{f['boundary_recall']:7.1%} {f['boundary_f1']:6.1%}"
        print(f"{name:16} {agreement} {bounds} {f['seconds_per_mb']:6.2f} {f['time_against_ours']:13.3f}")


if __name__ == "__main__":
    main()
