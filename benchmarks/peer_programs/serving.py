"""The one way in which a benchmark speaks to a program of another Python: a JSON line asks, a JSON line answers.

Needs nothing but the standard library, because every peer's Python imports it.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any


def serve(
    work: Callable[[Any], Any],
    *,
    prepare: Callable[[list[Any]], Any] = lambda texts: texts,
    finish: Callable[[Any], Any] = lambda made: made,
) -> None:
    """Answer every list on stdin with what ``work`` makes of it, and the seconds that took, until stdin ends.

    ``prepare`` and ``finish`` come before and after and are not timed. What the libraries print goes to stderr.
    """
    answers, sys.stdout = sys.stdout, sys.stderr
    print(json.dumps("ready"), file=answers, flush=True)
    for line in sys.stdin:
        prepared = prepare(json.loads(line))
        start = time.perf_counter()
        made = work(prepared)
        taken = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
        print(json.dumps({"said": finish(made), "seconds": taken, "peak_mb": round(peak)}), file=answers, flush=True)
