"""Fuzzing led by coverage, for as long as one likes: readers in this process, cleaning and splitting.

pip install atheris==3.0.0
python -m tests.fault.fuzz FOLDER -max_total_time=3600

FOLDER keeps what was interesting; what follows are options of libFuzzer. atheris (35 MB) is not among the requirements,
for no test needs it. Readers that a worker runs otherwise run here, so that their code is seen, and what they read goes
on whether or not there is Arabic in it. Packed formats are left out: a changed byte breaks the checksum and nothing
more. What is found becomes a case in test_fuzz.py or hostile.py.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["summarizer", "markdown_it", "trafilatura", "feedparser"]):
    from summarizer.errors import ReadError
    from summarizer.pipeline import understand
    from summarizer.readers import eml, feed, html, markdown, mhtml, table, text
    from summarizer.types import Article, Kind, Source
    from tests.fault.samples import samples
    from tests.fault.test_fuzz import PIECES, accounts_for_everything

DOCUMENTS: dict[Kind, Callable[[bytes, Source], Article]] = {
    "text": text.read,
    "markdown": markdown.read,
    "html": html.read,
    "eml": eml.read,
    "mhtml": mhtml.read,
}
COLLECTIONS = (table.open_csv_members, table.open_tsv_members, table.open_jsonl_members, feed.open_members)
SUFFIXES = (".txt", ".md", ".html", ".eml", ".mhtml", ".csv", ".tsv", ".jsonl", ".rss")  # of these readers, in order


def try_input(data: bytes) -> None:
    """Read ``data`` but for its last byte, which chooses the reader. What is no ReadError is a find."""
    choice = data[-1] % len(SUFFIXES) if data else 0
    try:
        for article in read_articles(data[:-1], choice):
            assert accounts_for_everything(understand(article))
    except ReadError:
        return


def read_articles(data: bytes, choice: int) -> Iterator[Article]:
    """What the reader of that number makes of ``data``."""
    if choice < len(DOCUMENTS):
        kind, read = list(DOCUMENTS.items())[choice]
        yield read(data, Source(name="fuzz", kind=kind, sha256=""))
        return
    members = COLLECTIONS[choice - len(DOCUMENTS)](BytesIO(data), "fuzz", ())
    yield from (member.content for member in members if isinstance(member.content, Article))


def main() -> None:
    """Plant the samples in the folder, so that there is something to start from, and go on until told to stop."""
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    for number, suffix in enumerate(SUFFIXES):
        (folder / f"sample{suffix}").write_bytes(samples()[suffix] + bytes([number]))
    for path in Path("seeds").glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes() + bytes([0]))
    words = folder.with_suffix(".words")  # what libFuzzer puts in beside single bytes
    words.write_text("".join(f'"{_escape(piece)}"\n' for piece in PIECES))
    atheris.Setup([*sys.argv, f"-dict={words}"], try_input)
    atheris.Fuzz()


def _escape(piece: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in piece.encode())


if __name__ == "__main__":
    main()
