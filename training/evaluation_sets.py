"""What a model is measured on: the development sets, the sample articles and our own number set.

The development sets lie in the data folder, which is no part of the repository; their names come from a list there.
"""

from __future__ import annotations

import html
import lzma
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from summarizer.evaluation.small_sets import SETS
from summarizer.lexicon import Entry, Lexicon
from summarizer.pipeline import understand
from summarizer.readers import read
from training.measures import Names, find_entries, find_names, read_names
from training.name_lists import is_name

ROOT = Path(__file__).parent.parent
NUMBER_SET = SETS / "numbers.tsv"
SEED_NAMES = ROOT / "tests" / "data" / "seed_names.tsv"
DEV_SETS = ("news_dev", "flores_dev")
PEERS = {  # outputs of other systems that lie with FLORES
    "argos": "Argos",
    "opusmt": "OPUS-MT",
    "nllb": "NLLB-600M",
    "bergamot-base": "Firefox base",
    "microsoft": "Microsoft",
    "google": "Google",
}
NAMES_FILE = Path("train", "lexicons.tsv.xz")
_NAME_LIST = "names_wd_google"  # its source there; single words in lower case


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSet:
    """Lines to translate, the names that must come out, their glossary, and the references where there are any."""

    name: str
    sources: tuple[str, ...]
    names: tuple[Names, ...] = ()
    glossary: tuple[Entry, ...] = ()
    references: tuple[str, ...] = ()


def read_dev_set(data: Path, name: str) -> EvaluationSet:
    """A development set, with a glossary of the names in it whose English stands in the reference.

    Where references spell a name in two ways, the glossary has the first, and the other is not asked for.
    """
    sources, references = (_lines(data / "dev" / f"{name}.{side}") for side in ("ar", "en"))
    found = find_entries(sources, references, _name_list(data))
    glossary: dict[str, Entry] = {}
    for entry in chain.from_iterable(found):
        glossary.setdefault(entry.arabic, replace(entry, own=True))
    names = [tuple((e.english,) for e in entries if glossary[e.arabic].english == e.english) for entries in found]
    return EvaluationSet(
        name=name, sources=sources, references=references, names=tuple(names), glossary=tuple(glossary.values())
    )


def read_seeds() -> EvaluationSet:
    """The sentences of the sample articles, and the names in them; the glossary has the best form of each."""
    articles = [read(path, name=path.name) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    sources = tuple(sentence.plain for article in articles for sentence in understand(article).sentences)
    lexicon = read_names(SEED_NAMES)
    best = {entry.arabic: replace(entry, own=True) for entry in reversed(lexicon.entries)}
    return EvaluationSet(
        name="seeds", sources=sources, names=tuple(find_names(sources, lexicon)), glossary=tuple(best.values())
    )


def read_peer(data: Path, name: str) -> tuple[str, ...]:
    """What another system, a key of ``PEERS``, made of FLORES dev.

    Some outputs came over an interface that writes ``&#39;`` for an apostrophe: 39 would be a number.
    """
    return tuple(html.unescape(line) for line in _lines(data / "dev" / f"flores_dev.{name}.en"))


def evaluation_files(data: Path) -> list[Path]:
    """Every file that the figures hang on, but for the sample articles."""
    files = [data / "dev" / f"{name}.{side}" for name in DEV_SETS for side in ("ar", "en")]
    files += [data / "dev" / f"flores_dev.{name}.en" for name in PEERS]
    return [*files, data / NAMES_FILE, NUMBER_SET, SEED_NAMES]


def _name_list(data: Path) -> Lexicon:
    """Names from Wikidata. Not the lexicon that ships: what it gains or loses must not move the yardstick."""
    with lzma.open(data / NAMES_FILE, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    return Lexicon(
        Entry(arabic=arabic, english=english)
        for source, arabic, english in rows
        if source == _NAME_LIST and is_name(arabic, english)
    )


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").splitlines())
