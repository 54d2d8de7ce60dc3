"""Extractive summaries against editors' standfirsts: Mujaz, four methods of sumy, the first lines, an oracle.

sumy chooses twice: from the text as it is, which it splits at commas too, and from our sentences, so that splitting and
choosing can be told apart. ROUGE as in benchmarks/summarize.py, which also says what lead and oracle are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from peers_turns import ROUNDS, Peer, Running, compare_times, cut_rounds, make_environment, read_versions, take_turns
from results import data_folder, sign
from summarize import lead, oracle, score, under_title, understand

from summarizer.rouge import METRICS, TOKENIZATION
from summarizer.types import Document

SIZE = 2  # sentences in a summary; a standfirst has 28 words on average
OURS = "Mujaz"
_METHODS = ("LexRank", "LSA", "Luhn", "TextRank")
_TIMED = 60  # articles in a round; those that are left over warm up, so that each is summarised once
_SHOWN = (*METRICS, "rouge1 recall", "words")
Articles = list[tuple[Document, str]]  # with the editor's standfirst
Figures = dict[str, Any]


def measure() -> tuple[Figures, Figures]:
    """Figures and signature. ``time_against_ours`` is that of the whole way from the text."""
    file = data_folder() / "dev" / "mayadeen_dev.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    articles = [(understand(row["title"], row["text"]), row["summary"]) for row in rows]
    texts = [f"{row['title']}\n\n{row['text']}" for row in rows]
    ours = Peer(name=OURS, program="mujaz_texts", arguments=("summarize", str(SIZE)))
    answers = take_turns([ours, *_sumy("text")], texts[ROUNDS * _TIMED :], cut_rounds(texts, _TIMED))
    times = compare_times(answers, OURS)
    systems: Figures = {}
    for name, (first, *rounds) in answers.items():
        said = [summary for answer in (*rounds, first) for summary in answer.said]
        systems[name] = _score(articles, said) | times[name]
    sentences = [under_title(document) for document, _ in articles]
    for peer in _sumy("sentences"):
        with Running(peer) as running:
            systems[peer.name] = _score(articles, running.ask(sentences).said)
    for name, choose in ((f"first {SIZE} sentences", lead(SIZE)), (f"oracle, {SIZE} sentences", oracle(SIZE))):
        systems[name] = _pick(score(articles, choose))
    signature = sign("", files=[file]) | {"peers": read_versions("texts"), "tokenization": TOKENIZATION}
    signature["sizes"] = {"rounds": ROUNDS, "articles a round": _TIMED}
    return {"articles": len(articles), "systems": systems}, signature


def _sumy(kind: str) -> list[Peer]:
    python = make_environment("texts")
    suffix = ", from our sentences" if kind == "sentences" else ""
    return [
        Peer(
            name=f"sumy {method}{suffix}",
            program="sumy_summaries",
            arguments=(method, kind, str(SIZE)),
            python=python,
        )
        for method in _METHODS
    ]


def _score(articles: Articles, said: Sequence[list[str]]) -> Figures:
    summaries = iter(said)
    return _pick(score(articles, lambda document, reference: next(summaries)))


def _pick(figures: dict[str, float]) -> Figures:
    return {name: figures[name] for name in _SHOWN}
