"""app.py with an echo engine that a test can hold: see ``serving.Server``. Run as ``python -m tests.ui.held_app``."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import app
from summarizer.engines.base import Decoding
from summarizer.engines.echo import EchoEngine
from summarizer.types import Generation

HOLD = Path(os.environ["MUJAZ_TEST_HOLD"])
echo = EchoEngine.generate


def generate(self: EchoEngine, texts: Sequence[str], decoding: Decoding) -> list[Generation]:
    while _is_held(texts):
        time.sleep(0.05)
    return echo(self, texts, decoding)


def _is_held(texts: Sequence[str]) -> bool:
    try:
        words = HOLD.read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return any(words in text for text in texts)


if __name__ == "__main__":
    EchoEngine.generate = generate  # type: ignore[method-assign]
    sys.exit(app.main())
