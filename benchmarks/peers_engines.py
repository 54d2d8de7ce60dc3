"""The embedded model in other hands: the same weights, the same sentences, the same threads; how fast, and how good.

measure_ct2             programs on CTranslate2, int8: CTranslate2 itself (the ceiling), Mujaz, Argos Translate
measure_transformers    programs on transformers, with Mujaz beside them once more
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from peers_turns import (
    PROGRAMS,
    ROUNDS,
    THREADS,
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

from summarizer.catalogue import cache_folder, find_model
from summarizer.conversion import converted_folder
from summarizer.engines.tokenizer import Tokenizer
from summarizer.evaluation.reports import share
from summarizer.evaluation.translations import score_translations
from summarizer.normalize import normalize
from summarizer.sentences import split_text

OURS = "Mujaz ct2"
CEILING = "raw CTranslate2 (the ceiling)"
ARGOS, AS_ARGOS = "Argos Translate", "Mujaz ct2, decoding only, Argos's length penalty"
ARGOS_PENALTY = 0.2  # argostranslate/translate.py: of the score, not the beams; changes one sentence in three
_BEAM = 4  # Mujaz's and Argos's default
_ROUND = 200  # sentences, of mayadeen_dev
_SLOW_ROUND = 32  # for transformers: two of its batches
_NEWS = "mayadeen_dev.jsonl"
_DICE = 7  # seed of the order of its sentences
_THREADS = str(THREADS)
_OURS = Peer(name=OURS, program="mujaz", arguments=("stage", "ct2", _THREADS))
Figures = dict[str, Any]


def measure_ct2() -> tuple[Figures, Figures]:
    """Figures and signature of the programs on CTranslate2.

    ``same_words``: the share of sentences that come out as from the ceiling, of Argos as from ``AS_ARGOS``.
    """
    peers = (
        Peer(name=CEILING, program="ctranslate2_raw", arguments=(str(_BEAM), _THREADS)),
        Peer(name="Mujaz ct2, decoding only", program="mujaz", arguments=("engine", "ct2", _THREADS)),
        _OURS,
        Peer(name=AS_ARGOS, program="mujaz", arguments=("engine", "ct2", _THREADS, str(ARGOS_PENALTY))),
        _argos(),
    )
    figures, answers = _measure(peers, _ROUND)
    for name in figures["systems"]:
        like = AS_ARGOS if name == ARGOS else CEILING
        figures["systems"][name]["same_words"] = _count_same(answers[name][0], answers[like][0])
    return figures, _sign(_ROUND, ("ctranslate2", "sentencepiece"), read_versions("argos"))


def measure_transformers() -> tuple[Figures, Figures]:
    """Figures and signature of the programs on transformers: time alone, in short rounds, because they are slow."""
    loops = {
        f"transformers {number_format}, batch {batch}": (number_format, str(batch), str(_BEAM), _THREADS)
        for number_format, batch in (("float32", 1), ("float32", 16), ("bfloat16", 1), ("bfloat16", 16))
    }
    peers = (
        _OURS,
        Peer(name="Mujaz hf (float32)", program="mujaz", arguments=("stage", "hf", _THREADS)),
        *(Peer(name=name, program="transformers_loop", arguments=given) for name, given in loops.items()),
        Peer(name="EasyNMT's loop (float32)", program="easynmt_loop", arguments=(_THREADS,)),
    )
    news = _read_news()
    answers = take_turns(peers, news[-_SLOW_ROUND:], cut_rounds(news, _SLOW_ROUND))
    figures = {"sentences_a_round": _SLOW_ROUND, "threads": THREADS, "systems": _compare(answers, _SLOW_ROUND)}
    return figures, _sign(_SLOW_ROUND, ("ctranslate2", "sentencepiece", "torch", "transformers"), {})


def _argos() -> Peer:
    """Argos Translate with the embedded model, packed and installed as its own."""
    python = make_environment("argos")
    folder = cache_folder() / "peers" / "argos-home" / find_model().digest[:16]
    environ = {
        "ARGOS_PACKAGES_DIR": str(folder / "packages"),
        "ARGOS_CHUNK_TYPE": "SPACY",
        "ARGOS_COMPUTE_TYPE": "int8",
        "ARGOS_INTRA_THREADS": _THREADS,  # one text a call leaves nothing for a second worker to do
        **{f"XDG_{kind}_HOME": str(folder / kind) for kind in ("DATA", "CONFIG", "CACHE")},
    }
    if not (folder / "packages").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        package = _pack_argos(folder)
        # Without a splitter named: that of spaCy is looked for at import, and is not there yet.
        first = {name: value for name, value in environ.items() if name != "ARGOS_CHUNK_TYPE"}
        subprocess.run([python, PROGRAMS / "argos_install.py", package], check=True, env=os.environ | first)
    return Peer(name=ARGOS, program="argos", python=python, environ=tuple(environ.items()))


def _pack_argos(folder: Path) -> Path:
    """The embedded model as an .argosmodel: converted weights, sentencepiece model, and what they are."""
    model = find_model()
    converted = converted_folder(model, "int8")
    config = json.loads((converted / "config.json").read_text(encoding="utf-8"))
    config["add_source_eos"] = True  # which Argos's tokenizer does not put there
    about = {
        "package_version": "1.0",
        "argos_version": "1.11",
        "from_code": "ar",
        "from_name": "Arabic",
        "to_code": "en",
        "to_name": "English",
    }
    package = folder / "translate-ar_en.argosmodel"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("ar_en/metadata.json", json.dumps(about))
        archive.writestr("ar_en/model/config.json", json.dumps(config))
        for name in ("model.bin", "shared_vocabulary.json"):
            archive.write(converted / name, f"ar_en/model/{name}")
        archive.write(model.folder / "source.spm", "ar_en/sentencepiece.model")
    return package


def _measure(peers: Sequence[Peer], size: int) -> tuple[Figures, dict[str, list[Answer]]]:
    """Quality on news_dev, which also warms up, and speed in rounds of ``size`` sentences of mayadeen_dev."""
    arabic, english = ((_dev() / f"news_dev.{side}").read_text(encoding="utf-8").splitlines() for side in ("ar", "en"))
    answers = take_turns(peers, arabic, cut_rounds(_read_news(), size))
    systems = _compare(answers, size)
    for name, said in answers.items():
        report = score_translations(said[0].said, english, sources=arabic)
        systems[name] |= {
            "BLEU": report.value("BLEU"),
            "chrF": report.value("chrF"),
            "numbers_kept": report.value("numbers kept"),
        }
    return {"sentences": len(arabic), "sentences_a_round": size, "threads": THREADS, "systems": systems}, answers


def _compare(answers: dict[str, list[Answer]], size: int) -> Figures:
    """Time and memory of each, in rounds of ``size`` sentences."""
    systems = compare_times(answers, OURS)
    for name, said in answers.items():
        speed = round(median_speed(said, [size] * ROUNDS), 2)
        systems[name] |= {"sentences_per_s": speed, "peak_mb": said[-1].peak_mb}
    return systems


def _read_news() -> list[str]:
    """The sentences of mayadeen_dev, each once, that every program can take whole, shuffled once for all."""
    tokenizer, limit = Tokenizer(find_model()), find_model().max_input_tokens
    lines = (_dev() / _NEWS).read_text(encoding="utf-8").splitlines()
    sentences = {sentence.strip() for line in lines for sentence in split_text(json.loads(line)["text"])}
    fit = sorted(s for s in sentences if 0 < len(tokenizer.pieces(normalize(s).text)) <= limit)
    random.Random(_DICE).shuffle(fit)
    return fit


def _dev() -> Path:
    return data_folder() / "dev"


def _count_same(mine: Answer, theirs: Answer) -> float:
    """The share of sentences with the same words."""
    pairs = zip(mine.said, theirs.said, strict=True)
    return share(sum(" ".join(a.split()) == " ".join(b.split()) for a, b in pairs), len(mine.said))


def _sign(size: int, packages: tuple[str, ...], others: dict[str, str]) -> Figures:
    files = [_dev() / name for name in ("news_dev.ar", "news_dev.en", _NEWS)]
    signature = sign("", files=files, packages=packages, translated=True)
    sizes = {"rounds": ROUNDS, "sentences a round": size}
    return signature | {"sizes": sizes, "peers": others}
