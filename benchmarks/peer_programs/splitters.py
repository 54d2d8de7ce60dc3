"""Sentence splitters of other projects. Their own Python.

splitters.py pysbd|pyarabic|easynmt
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from serving import serve

RULE = re.compile("[^!?\u3002.]+[!?\u3002.]*")  # what EasyNMT has for Arabic (sentence_splitting), not its code


def pysbd() -> Callable[[str], list[str]]:
    import pysbd

    return pysbd.Segmenter(language="ar", clean=False).segment


def pyarabic() -> Callable[[str], list[str]]:
    from pyarabic.araby import sentence_tokenize

    return sentence_tokenize


def easynmt() -> Callable[[str], list[str]]:
    return RULE.findall


SPLITTERS = {"pysbd": pysbd, "pyarabic": pyarabic, "easynmt": easynmt}

if __name__ == "__main__":
    split = SPLITTERS[sys.argv[1]]()
    serve(lambda texts: [split(text) for text in texts])
