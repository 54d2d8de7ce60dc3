"""Install an .argosmodel, after adding to it what splits its sentences: an empty spaCy pipeline. Argos's Python.

argos_install.py MODEL

Argos's own splitters for Arabic, MiniSBD and Stanza, fetch a model; the rule of spaCy's sentencizer needs none. Argos
would fetch one for that too, unless it finds a file where it keeps it: an empty one does, because a package's own
spaCy folder comes first.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

import spacy

LOADED = Path("spacy", "senter", "model")  # in Argos's cache folder


def main() -> None:
    model = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as work, zipfile.ZipFile(model, "a") as archive:
        package = archive.namelist()[0].partition("/")[0]
        spacy.blank("ar").to_disk(work)
        for path in sorted(Path(work).rglob("*")):
            if path.is_file():
                archive.write(path, f"{package}/spacy/{path.relative_to(work)}")
    from argostranslate import settings

    stand_in = Path(settings.cache_dir) / LOADED
    stand_in.parent.mkdir(parents=True, exist_ok=True)
    stand_in.touch()
    from argostranslate.package import install_from_path

    install_from_path(model)


if __name__ == "__main__":
    main()
