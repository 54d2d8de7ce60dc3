"""Where sentences end: Mujaz, pySBD, PyArabic and the rule of EasyNMT, on the shipped cases; and what they cost.

The author of the cases also wrote our splitter, so they show what it was made for; texts and expectations are public,
for anyone to judge. A peer's answer counts as right if its sentences, white space aside, are the expected ones.
"""

from __future__ import annotations

import json
from typing import Any

from peers_turns import (
    ROUNDS,
    Answer,
    Peer,
    compare_times,
    cut_rounds,
    make_environment,
    median_speed,
    read_versions,
    take_turns,
)
from results import data_folder, sign

from summarizer.evaluation import sentences
from summarizer.evaluation.reports import add_up, share
from summarizer.evaluation.rows import Row
from summarizer.evaluation.small_sets import SETS, read_split_cases

OURS = "Mujaz"
_PEERS = {"pySBD": "pysbd", "PyArabic": "pyarabic", "EasyNMT's rule": "easynmt"}
_TIMED = 60  # articles of mayadeen_dev in a round: 0.3 MB


def measure() -> tuple[dict[str, Any], dict[str, Any]]:
    """Figures and signature."""
    cases = read_split_cases()
    file = data_folder() / "dev" / "mayadeen_dev.jsonl"
    texts = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]
    rounds = cut_rounds(texts, _TIMED)
    python = make_environment("texts")
    peers = [Peer(name=OURS, program="mujaz_texts", arguments=("split",))]
    peers += [Peer(name=name, program="splitters", arguments=(rule,), python=python) for name, rule in _PEERS.items()]
    answers = take_turns(peers, [case["text"] for case in cases], rounds)
    megabytes = [sum(len(text.encode()) for text in texts) / 1e6 for texts in rounds]
    systems = compare_times(answers, OURS)
    for name, said in answers.items():
        systems[name] |= _score(cases, said[0]) | {"seconds_per_mb": round(1 / median_speed(said, megabytes), 3)}
    signature = sign("", files=[SETS / "sentences.jsonl", file]) | {"peers": read_versions("texts")}
    signature["sizes"] = {"rounds": ROUNDS, "articles a round": _TIMED}
    return {"cases": len(cases), "systems": systems}, signature


def _score(cases: list[Row], answer: Answer) -> dict[str, float]:
    """Shares of cases split right and of cases given back whole; precision, recall and F1 of the boundaries."""
    rows = [(case, {"sentences": list(said)}) for case, said in zip(cases, answer.said, strict=True)]
    counts = [sentences.count(case, said) for case, said in rows]
    bounds = add_up("boundaries", (bounds for bounds, _ in counts))
    return {
        "right": share(sum(whole.right == whole.given == whole.wanted for _, whole in counts), len(cases)),
        "nothing_lost": share(sum(sentences.is_whole(case, said) for case, said in rows), len(cases)),
        "boundary_precision": bounds.precision,
        "boundary_recall": bounds.recall,
        "boundary_f1": bounds.f1,
    }
