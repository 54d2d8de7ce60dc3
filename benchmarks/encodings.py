"""How often the encoding of an old Arabic file is recognised, by encoding and length.

MUJAZ_DATA=folder python benchmarks/encodings.py

The sentences, titles and articles of the development sets are written in each encoding (what it lacks is left out;
CP864 gets its letter shapes) and read again. "right" is the text letter by letter, "refused" a coded error, "wrong"
another text than the file's.
"""

from __future__ import annotations

import json
import sys
from collections import Counter

from clean import read_rows, unpair
from results import ROOT, data_folder, save, sign

sys.path.insert(0, str(ROOT))  # the encoders are the tests' own

from summarizer.errors import ReadError
from summarizer.readers.encoding import decode
from tests.old_encodings import ENCODINGS, as_read, encode_old

COMMAND = "MUJAZ_DATA=folder python benchmarks/encodings.py"
EVERY = 10  # of the articles of SaudiNewsNet; all of Al Mayadeen's are read
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")


def main() -> None:
    dev = data_folder() / "dev"
    files = [dev / name for name in ("mayadeen_dev.jsonl", "cluster_pairs.jsonl.xz", "news_dev.ar", "flores_dev.ar")]
    rows = [*read_rows(files[0]), *list(unpair(read_rows(files[1])))[::EVERY]]
    sentences = [line for file in files[2:] for line in file.read_text(encoding="utf-8").splitlines()]
    texts = {
        "three words": [" ".join(sentence.split()[3:6]) for sentence in sentences],
        "title": [str(row["title"]) for row in rows],
        "sentence": sentences,
        "article": [f"{row['title']}\n\n{row['text']}" for row in rows],
    }
    figures = {}
    for encoding in (*UNICODE, *ENCODINGS):
        for length, given in texts.items():
            figures[f"{encoding}, {length}"] = found = count(given, encoding)
            print(f"{encoding:10} {length:12} {json.dumps(found)}")
    path = save("encodings", figures, sign(COMMAND, files=files))
    print(f"\nwritten to {path.relative_to(ROOT)}")


def count(texts: list[str], encoding: str) -> dict[str, object]:
    """Files written, and the shares of them that are read right, refused and read wrong, in percent."""
    outcomes: Counter[str] = Counter()
    for text in texts:
        data = text.encode(encoding) if encoding in UNICODE else encode_old(text, encoding)
        if not text.isascii():
            outcomes[judge(data, encoding)] += 1
    total = outcomes.total()
    return {"files": total} | {name: round(100 * outcomes[name] / total, 2) for name in ("right", "refused", "wrong")}


def judge(data: bytes, encoding: str) -> str:
    """What becomes of ``data``: right, refused or wrong."""
    try:
        found = decode(data, name="").text
    except ReadError:
        return "refused"
    if encoding in UNICODE:
        return "right" if found == data.decode(encoding) else "wrong"
    return "right" if as_read(found.encode(), "utf-8") == as_read(data, encoding) else "wrong"


if __name__ == "__main__":
    main()
