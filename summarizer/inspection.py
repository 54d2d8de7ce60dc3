"""How files were understood, before any model: title, sentences with roles and offsets, doubts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from summarizer.check import check_document
from summarizer.each import to_failure
from summarizer.errors import SummarizerError
from summarizer.inputs import Input, read_input
from summarizer.pipeline import understand
from summarizer.types import Article, Failure


def inspect_inputs(
    inputs: Iterable[Input], failed: Callable[[Failure], None], *, ocr: bool = False
) -> tuple[list[dict[str, Any]], list[Failure]]:
    """A record for each input that could be read, and the failures, each told to ``failed`` at once."""
    records: list[dict[str, Any]] = []
    failures: list[Failure] = []
    for item in inputs:
        try:
            records.append(inspect_article(read_input(item, ocr=ocr)))
        except SummarizerError as error:
            failures.append(to_failure(item.name, error))
            failed(failures[-1])
    return records, failures


def inspect_article(article: Article) -> dict[str, Any]:
    """The record of one article; offsets are into ``text``, which is given where it is not the file's own."""
    document = understand(article)
    record: dict[str, Any] = {
        "source": article.source.path or article.source.name,
        "title": document.title,
        "sentences": [{"text": s.text, "start": s.start, "end": s.end, "role": s.role} for s in document.sentences],
        "findings": [{"code": f.code, "severity": f.severity, "message": f.message} for f in check_document(document)],
    }
    if article.source.kind not in ("text", "markdown"):  # the offsets are into the extracted text, so it comes along
        record["text"] = article.text
    return record


def print_inspection(records: Sequence[dict[str, Any]], say: Callable[[str], object]) -> None:
    """The records as a person reads them: one line a sentence, its role in front."""
    for record in records:
        say(f"{record['source']}\n  title: {record['title'] or '(none)'}")
        for finding in record["findings"]:
            say(f"  {finding['severity']}: {finding['message']} [{finding['code']}]")
        for sentence in record["sentences"]:
            text = " ".join(sentence["text"].split())
            say(f"  {sentence['role']:<11} {sentence['start']:>6}-{sentence['end']:<6} {text}")
