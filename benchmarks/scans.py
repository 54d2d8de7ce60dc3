"""How much of a scanned page Tesseract reads right: words, and numbers in western and Arabic digits.

python benchmarks/scans.py

The PDFs of tests/data/pdf (one article in three fonts) are drawn at 300 dots per inch, made PDFs of pictures and read
as those. A word or number is right if it comes out, signs for short vowels and punctuation apart, in its place.
"""

from __future__ import annotations

import io
import json
import re
import sys
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from results import ROOT, save, sign

from summarizer.readers import ocr, pdf
from summarizer.types import Source

COMMAND = "python benchmarks/scans.py"
FOLDER = ROOT / "tests" / "data" / "pdf"
FILES = ("columns.pdf", "kufi.pdf", "headed.pdf")
_KINDS = {"western numbers": re.compile("[0-9]"), "arabic numbers": re.compile("[٠-٩]"), "words": re.compile("")}


def main() -> None:
    if not ocr.can_recognize():
        sys.exit("Tesseract with its data for Arabic (ara) is not installed")
    written = plain_words((FOLDER / "article.txt").read_text(encoding="utf-8"))
    all_told: Counter[str] = Counter()
    for name in FILES:
        found = plain_words(pdf.read_scanned(scan(FOLDER / name), Source(name=name, kind="pdf", sha256="")).text)
        counts = count(written, found)
        print(f"{name:12} {json.dumps(counts)}")
        all_told.update(counts)
    path = save("scans", dict(all_told), sign(COMMAND, files=[FOLDER / name for name in FILES]))
    print(f"\nwritten to {path.relative_to(ROOT)}")


def scan(path: Path) -> bytes:
    """The PDF as one whose pages are pictures."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path.read_bytes())
    first, *others = (page.render(scale=300 / 72, grayscale=True).to_pil() for page in document)
    made = io.BytesIO()
    first.save(made, "PDF", save_all=True, append_images=others, resolution=300)
    return made.getvalue()


def plain_words(text: str) -> list[str]:
    """The words without vowel signs and the punctuation around them."""
    bare = "".join(c for c in text if unicodedata.category(c) != "Mn")
    return list(filter(None, (word.strip('،,.:؛؟!«»“”"()[]') for word in bare.split())))


def count(written: list[str], found: list[str]) -> dict[str, int]:
    """Of each kind, how many there are, and how many come out right."""
    blocks = SequenceMatcher(None, written, found, autojunk=False).get_matching_blocks()
    right = [word for block in blocks for word in written[block.a : block.a + block.size]]
    return {
        f"{kind}, {what}": sum(1 for word in words if sign_of_it.search(word))
        for kind, sign_of_it in _KINDS.items()
        for what, words in (("all", written), ("right", right))
    }


if __name__ == "__main__":
    main()
