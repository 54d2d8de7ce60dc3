"""What a model is worth through the product's own line: engine ct2 in int8, sentences cut and translated by its stages.

``python -m training.evaluate MODEL_FOLDER --json training/results/NAME.json`` measures on

    news_dev, flores_dev   BLEU, chrF, TER; numbers and names kept; the same for the references and for other systems
    seeds                  numbers and names kept in the sample articles
    number_set             sentences of our own whose numbers are known (assets/evaluation/numbers.tsv)

and everywhere the loops, the empty sentences and the speed. A model that copies Latin letters is also given a glossary
of each set's names. The development sets are no part of the repository: their sentences go into the file of
``--examples`` alone, which is for reading.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks.results import sign
from summarizer.catalogue import find_model
from summarizer.engines import Decoding, Engine
from summarizer.evaluation.small_sets import read_translations
from summarizer.lexicon import Entry, Lexicon, load_shipped
from summarizer.memory import TranslationMemory
from summarizer.sentences import split_text
from summarizer.translate import translate
from training.evaluation_sets import (
    DEV_SETS,
    NUMBER_SET,
    PEERS,
    EvaluationSet,
    evaluation_files,
    read_dev_set,
    read_peer,
    read_seeds,
)
from training.measures import (
    count_faults,
    count_names,
    count_number_set,
    count_numbers,
    read_number_set,
    score_sentences,
    score_texts,
)

_EXAMPLES = 10
_DICE = 3  # seed of the random examples: the same ones for every model
_PACKAGES = ("ctranslate2", "sacrebleu", "sentencepiece")

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One way to use the model. ``glossary``: with the names of each set as the user's own."""

    decoding: Decoding
    glossary: bool = False


SYSTEMS = {
    "beam 4": System(decoding=Decoding(beam_size=4)),
    "greedy": System(decoding=Decoding(beam_size=1)),
    "beam 4, glossary": System(decoding=Decoding(beam_size=4), glossary=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """The English of some lines. ``pairs`` are their sentences with their English (None if unusable).

    ``tokens`` are those of the output, ``seconds`` what a clock shows, ``cpu_seconds`` what all threads worked.
    """

    lines: tuple[str, ...]
    pairs: tuple[tuple[str, str | None], ...]
    tokens: int
    seconds: float
    cpu_seconds: float


def load_candidate(folder: str, *, compute_type: str = "int8", copies_latin: bool = False) -> Engine:
    """Engine ct2 with the model in ``folder``, under the limits of the embedded model, whose successor it may become.

    A folder says how many positions a model has, not how long the sentences were that it learnt from, nor whether it
    copies Latin letters (``copies_latin``; it does if the embedded one does). ModelError, EngineError.
    """
    from summarizer.engines.ct2 import Ct2Engine

    embedded = find_model()
    model = replace(
        find_model(folder),
        max_input_tokens=embedded.max_input_tokens,
        max_output_tokens=embedded.max_output_tokens,
        copies_latin=copies_latin or embedded.copies_latin,
        latin_output=embedded.latin_output,
    )
    return Ct2Engine(model, compute_type=compute_type)


def translate_lines(
    lines: Sequence[str], engine: Engine, decoding: Decoding, glossary: Sequence[Entry] = ()
) -> Translated:
    """The English of each line, its sentences cut and translated as the product does. EngineError."""
    cut = [[piece.strip() for piece in split_text(line) if piece.strip()] for line in lines]
    flat = [sentence for sentences in cut for sentence in sentences]
    lexicon = Lexicon((*glossary, *(load_shipped() if engine.card.copies_latin else ())))
    start, start_cpu = time.perf_counter(), time.process_time()
    done = translate(flat, engine=engine, memory=TranslationMemory(None), decoding=decoding, lexicon=lexicon)
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - start_cpu
    said = iter(english or "" for _, english in done.pairs)
    return Translated(
        lines=tuple(" ".join(next(said) for _ in sentences) for sentences in cut),
        pairs=done.pairs,
        tokens=sum(generation.output_tokens for generation in done.generations if generation),
        seconds=seconds,
        cpu_seconds=cpu_seconds,
    )


def evaluate(engine: Engine, data: Path, systems: dict[str, System]) -> tuple[Figures, dict[str, Translated]]:
    """All figures by set and system, and the translations of each set by the first of ``systems``.

    ``data`` is the folder that holds dev/ and train/. OSError if a file is missing.
    """
    sets = [*(read_dev_set(data, name) for name in DEV_SETS), read_seeds()]
    cases = read_number_set(NUMBER_SET)
    figures: Figures = {name: {} for name in (*(test_set.name for test_set in sets), "number_set")}
    translations: dict[str, Translated] = {}
    for label, system in systems.items():
        for test_set in sets:
            glossary = test_set.glossary if system.glossary else ()
            done = translate_lines(test_set.sources, engine, system.decoding, glossary)
            translations.setdefault(test_set.name, done)
            figures[test_set.name][label] = measure(test_set, done.lines) | describe(done)
        if not system.glossary:
            done = translate_lines([case.arabic for case in cases], engine, system.decoding)
            translations.setdefault("number_set", done)
            figures["number_set"][label] = {"numbers": count_number_set(cases, done.lines)} | describe(done)
    for test_set in sets:
        if test_set.references:
            figures[test_set.name]["reference"] = measure(replace(test_set, references=()), test_set.references)
    figures["flores_dev"]["peers"] = measure_peers(data, sets[DEV_SETS.index("flores_dev")])
    return figures, translations


def measure(test_set: EvaluationSet, said: Sequence[str]) -> Figures:
    """What the translations ``said`` of a set are worth."""
    figures: Figures = score_texts(said, test_set.references)[0] if test_set.references else {}
    figures["numbers"] = count_numbers(test_set.sources, said)
    figures["names"] = count_names(test_set.names, said)
    return figures


def measure_peers(data: Path, flores: EvaluationSet) -> Figures:
    """The same figures for the other systems' outputs that lie with FLORES dev."""
    return {label: measure(flores, read_peer(data, name)) for name, label in PEERS.items()}


def describe(done: Translated) -> Figures:
    """What went wrong in general, and how fast it was."""
    return {
        "faults": count_faults(done.pairs),
        "speed": {
            "tokens": done.tokens,
            "tokens_per_second": round(done.tokens / done.seconds),
            "tokens_per_cpu_second": round(done.tokens / done.cpu_seconds),
        },
    }


def find_mistakes(said: Sequence[str]) -> list[dict[str, str]]:
    """The sentences of the number set that are furthest from their reference (chrF), the worst first."""
    rows = read_translations()  # the same sentences with references
    scores = score_sentences(said, [english for _, english in rows])
    worst = sorted(range(len(rows)), key=scores.__getitem__)[:_EXAMPLES]
    return [{"arabic": rows[i][0], "english": rows[i][1], "said": said[i]} for i in worst]


def show_examples(test_set: EvaluationSet, said: Sequence[str]) -> str:
    """The worst translations of a set (chrF) and some at random, in Markdown, to be read by a person."""
    scores = score_sentences(said, test_set.references)
    worst = sorted(range(len(said)), key=scores.__getitem__)[:_EXAMPLES]
    chosen = random.Random(_DICE).sample(range(len(said)), _EXAMPLES)
    parts = []
    for title, indexes in (("worst", worst), ("at random", chosen)):
        parts.append(f"## {test_set.name}, {title}\n")
        parts += [
            f"{i + 1} (chrF {scores[i]:.0f})\n\n- {test_set.sources[i]}\n- {test_set.references[i]}\n- **{said[i]}**\n"
            for i in indexes
        ]
    return "\n".join(parts)


def sign_figures(engine: Engine, data: Path, command: str) -> dict[str, object]:
    """What is needed to get the figures again."""
    _, signatures = score_texts(["a"], ["a"])
    return (
        sign(command, files=evaluation_files(data), packages=_PACKAGES, translated=True)
        | {"model": engine.card.name, "model_sha256": engine.card.digest, "engine": engine.card.engine}
        | signatures
    )


def show_figures(figures: Figures) -> str:
    """The figures as lines of text: one for each set and system."""
    lines = []
    for name, systems in figures.items():
        rows = {label: row for label, row in systems.items() if label != "peers"} | systems.get("peers", {})
        for label, row in rows.items():
            parts = [f"{metric} {row[metric]['score']:5.2f}" for metric in ("BLEU", "chrF", "TER") if metric in row]
            parts.append(f"numbers {row['numbers']['kept']:6.1%} (+{row['numbers']['added']:.1%})")
            parts += [f"names {row['names']['kept']:6.1%}"] if "names" in row else []
            parts += [f"all right {row['numbers']['sentences_right']:6.1%}"] if name == "number_set" else []
            if "faults" in row:
                parts.append(f"loops {row['faults']['loops']:.2%} empty {row['faults']['empty']:.2%}")
                parts.append(f"{row['speed']['tokens_per_cpu_second']} tokens/CPU-s")
            lines.append(f"{name:<11} {label:<16} " + "  ".join(parts))
    return "\n".join(lines)


def main(
    model: Annotated[str, typer.Argument(help="Model folder, or a name in the catalogue.")],
    data: Annotated[Path, typer.Option(envvar="MUJAZ_DATA", help="Folder that holds dev/ and train/.")],
    out: Annotated[Path | None, typer.Option("--json", help="File for the figures.")] = None,
    examples: Annotated[Path | None, typer.Option(help="File for sentences to read; keep it out of git.")] = None,
    greedy: Annotated[bool, typer.Option("--greedy", help="No beam search: a quick look.")] = False,
    copies_latin: Annotated[bool, typer.Option("--copies-latin", help="Put names and large numbers in.")] = False,
) -> None:
    """Measure a translation model."""
    engine = load_candidate(model, copies_latin=copies_latin)
    systems = {"greedy": SYSTEMS["greedy"]} if greedy else SYSTEMS
    if not engine.card.copies_latin:  # a glossary would only be checked
        systems = {label: system for label, system in systems.items() if not system.glossary}
    figures, translations = evaluate(engine, data, systems)
    typer.echo(show_figures(figures))
    if out:
        flags = " --greedy" * greedy + " --copies-latin" * copies_latin
        command = f"MUJAZ_DATA=folder python -m training.evaluate MODEL{flags}"
        mistakes = find_mistakes(translations["number_set"].lines)
        content = {"figures": figures, "mistakes": mistakes, "signature": sign_figures(engine, data, command)}
        out.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if examples:
        sets = [read_dev_set(data, name) for name in DEV_SETS]
        examples.write_text(
            "\n".join(show_examples(test_set, translations[test_set.name].lines) for test_set in sets), encoding="utf-8"
        )
    engine.close()


if __name__ == "__main__":
    typer.run(main)
