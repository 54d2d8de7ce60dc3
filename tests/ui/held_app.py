"""app.py with an echo engine and a disk that a test can hold: see ``serving.Server``.

Run as ``python -m tests.ui.held_app``.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import app
from summarizer.engines.base import Decoding
from summarizer.engines.echo import EchoEngine
from summarizer.types import Generation
from summarizer.web import routes
from summarizer.writers import files

HOLD = Path(os.environ["MUJAZ_TEST_HOLD"])
HOLD_FILES, FULL = HOLD.with_name("hold-files"), HOLD.with_name("full")
READER_WAITS = os.environ.get("MUJAZ_TEST_READER_WAITS")  # seconds
echo, stage = EchoEngine.generate, files._stage


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


def stage_later(path: Path, content: files.Content) -> str:
    while path.name == "briefing.docx" and HOLD_FILES.exists():
        time.sleep(0.05)
    if path.name == "briefing.docx" and FULL.exists():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return stage(path, content)


if __name__ == "__main__":
    EchoEngine.generate = generate  # type: ignore[method-assign]
    files._stage = stage_later
    if READER_WAITS:
        routes._READER_WAITS = float(READER_WAITS)  # type: ignore[assignment]
    sys.exit(app.main())
