"""Any bytes, and damaged files of every kind, through the readers; any text through cleaning and splitting."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.clean import clean
from summarizer.errors import ReadError
from summarizer.pipeline import understand
from summarizer.readers import SUFFIXES, read_bytes
from summarizer.types import Article, Document, Source
from tests.fault.samples import samples

SAMPLES = {suffix: data for suffix, data in samples().items() if suffix in SUFFIXES}

# What the rules of cleaning and splitting look at: letters, stops, quotes, digits, marks, and the signs of Markdown.
PIECES = (
    *("قال", "الوزير", "أ. ف. ب", "و", "«", "»", '"', "(", ")", "[", "](", ".", "...", "؟", "!", "،", ":", "-", "—"),
    *(" ", "\n", "\r\n", "\u2028", "\x0b", "\x85", "\t", "\u200f", "\u202e", "\u0651", "\u0640", "ﻻ", "🙂", "\ufffd"),
    *("٣", "7.9", "https://a.b/c", "# ", "> ", "* ", "`", "|", "---", "رويترز", "اقرأ أيضا", "2024-07-03", "\x00", "پ"),
)
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


def accounts_for_everything(document: Document) -> bool:
    """Whether every character that is not white space lies in exactly one sentence, in order."""
    text, at = document.article.text, 0
    for sentence in document.sentences:
        if sentence.text != text[sentence.start : sentence.end] or text[at : sentence.start].strip():
            return False
        at = sentence.end
    return not text[at:].strip()


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_cleaning_and_splitting_lose_nothing_of_any_text(text: str) -> None:
    article = Article(source=Source(name="a.txt", kind="text", sha256=""), text=text)
    assert [block for block in clean(article).blocks if not text[block.start : block.end].strip()] == []
    assert accounts_for_everything(understand(article))


def is_read_or_refused(data: bytes, suffix: str) -> bool:
    """Whether a file with these bytes is an article with nothing lost, or ends with a reader's code."""
    try:
        return accounts_for_everything(understand(read_bytes(data, name="a", suffix=suffix)))
    except ReadError as error:
        return error.code.startswith("read.")


@given(st.binary(max_size=600) | TEXTS.map(lambda text: text.encode("utf-8", "replace")), st.sampled_from(SUFFIXES))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_an_article_or_a_coded_error(data: bytes, suffix: str) -> None:
    assert is_read_or_refused(data, suffix)


@pytest.mark.parametrize("suffix", SAMPLES)
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_file_is_an_article_or_a_coded_error(suffix: str, data: st.DataObject) -> None:
    whole = SAMPLES[suffix]
    start = data.draw(st.integers(0, len(whole)))
    stop = data.draw(st.integers(start, min(len(whole), start + 40)))
    assert is_read_or_refused(whole[:start] + data.draw(st.binary(max_size=40)) + whole[stop:], suffix)
