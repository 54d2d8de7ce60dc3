"""What the process has freed goes back to the system.

The C library keeps freed memory for the thread that had it, and whole pages for one small block that is still in use.
After 5,000 made articles that was 9 MB (benchmarks/batch.py's, with the echo engine).
"""

from __future__ import annotations

import ctypes
import sys


def trim_heap() -> None:
    """Hand freed pages back; nothing where the C library is not glibc. It takes some milliseconds."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim:
        trim(0)
