"""Mujaz beside its peers, on the same machine, in turns.

MUJAZ_DATA=folder python benchmarks/peers.py              all groups, some 15 minutes on two idle cores
MUJAZ_DATA=folder python benchmarks/peers.py engines      one of them; the figures of the others are kept

    engines         the embedded model on CTranslate2: itself (the ceiling), Mujaz, Argos Translate
    transformers    the same model on transformers, and in EasyNMT's loop
    splitters       sentences
    summaries       extractive summaries
    readers         the article in a web page
    pdf             the text of a PDF

A peer that is not part of Mujaz runs in an environment of its own (``peer_programs/requirements``), which is made in
the cache folder the first time. A time is a median of five rounds, its ratio to ours that of the same round; every
other round goes through the programs backwards. docs/peers.md says what is compared, and what is not.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

import peers_splitters
import peers_summaries
from peers_engines import measure_ct2, measure_transformers
from peers_readers import measure_pages, measure_pdf
from results import keep

COMMAND = "MUJAZ_DATA=folder python benchmarks/peers.py"
Figures = dict[str, Any]
GROUPS: dict[str, Callable[[], tuple[Figures, Figures]]] = {
    "engines": measure_ct2,
    "transformers": measure_transformers,
    "splitters": peers_splitters.measure,
    "summaries": peers_summaries.measure,
    "readers": measure_pages,
    "pdf": measure_pdf,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], help=argparse.SUPPRESS)
    for name in parser.parse_args().groups or GROUPS:
        found, signature = GROUPS[name]()
        show(name, found)
        keep("peers", name, found, signature | {"command": COMMAND})


def show(group: str, found: Figures) -> None:
    about = ", ".join(f"{value} {name}" for name, value in found.items() if name != "systems")
    print(f"\n{group}: {about}")
    for name, figures in found["systems"].items():
        print(f"  {name:<46} " + "  ".join(f"{key} {value}" for key, value in figures.items()))


if __name__ == "__main__":
    main()
