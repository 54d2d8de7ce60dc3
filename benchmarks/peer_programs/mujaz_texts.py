"""Mujaz's stages that need no model. Mujaz's Python.

mujaz_texts.py split                  texts as sentences
mujaz_texts.py summarize SIZE         texts, a title on top, as summaries: reading, cleaning, splitting and choosing
mujaz_texts.py page | pdf             files as text, without what is labelled as not of the article
"""

from __future__ import annotations

import sys
from pathlib import Path

from serving import serve

from summarizer.pipeline import understand
from summarizer.readers import read
from summarizer.sentences import split_text
from summarizer.summarize import summarize
from summarizer.types import Article, Document, Source

LEFT_OUT = {"boilerplate", "byline", "caption", "duplicate", "title"}  # of a page


def document(text: str) -> Document:
    return understand(Article(source=Source(name="article.txt", kind="text", sha256=""), text=text))


def choose(documents: list[Document]) -> list[list[str]]:
    return [list(summarize(each, sentences=int(sys.argv[2])).sentences) for each in documents]


def read_page(path: str) -> str:
    sentences = understand(read(Path(path), name=path)).sentences
    return "\n".join(sentence.text for sentence in sentences if sentence.role not in LEFT_OUT)


def read_pdf(path: str) -> str:
    return read(Path(path), name=path).text


def main() -> None:
    what = sys.argv[1]
    if what == "split":
        serve(lambda texts: [list(split_text(text)) for text in texts])
    elif what == "summarize":
        serve(lambda texts: choose([document(text) for text in texts]))
    elif what == "page":
        serve(lambda paths: [read_page(path) for path in paths])
    else:
        serve(lambda paths: [read_pdf(path) for path in paths])


if __name__ == "__main__":
    main()
