"""What becomes of each input of a folder, as JSON: ``python -m tests.fault.brief_corpus FOLDER``.

A process of its own, so that its memory can be limited and that nothing but its answer can reach the test.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

from summarizer.batch import brief_inputs
from summarizer.options import Options
from summarizer.pipeline import Pipeline
from summarizer.walk import find_inputs
from summarizer.writers.jsonl import dump, to_record

MEMORY = 4_000_000_000  # bytes of address space; the workers for risky formats have limits of their own


def main(folder: Path) -> None:
    """Brief the folder and print ``{"done": {name: record}, "failed": {name: [code, message]}}``."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.environ["MUJAZ_MEMORY"] = "none"
    with Pipeline(Options(engine="echo", summary="extractive")) as pipeline:
        brief = brief_inputs(find_inputs([folder]), pipeline)
    done = {article.document.article.source.name: dump(to_record(article)) for article in brief.articles}
    failed = {failure.source: [failure.code, failure.message] for failure in brief.failures}
    json.dump({"done": done, "failed": failed}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
