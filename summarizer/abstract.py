"""A summary in a model's own words: what it reads, what it answers, and which answers are of no use.

One answer for each part that the model reads, side by side: a summary of the summaries would be one more chance to
invent. An answer is whole sentences in the language asked for, or nothing; the caller says what stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.engines.base import Decoding, Engine
from summarizer.reading import choose_parts
from summarizer.repetition import find_loop
from summarizer.sentences import split_text
from summarizer.types import Document, Generation, Language

_LEAST_WORDS = 4  # a shorter answer is a scrap; of 6,900 standfirsts 2 are shorter
_LEFT_OVER = re.compile(r"<extra_id_\d+>")  # mT5 summarisers now and then write a mark of their first training
_ARABIC = re.compile(r"[\u0620-\u064a]")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a model wrote: its sentences, in order, and the ``share`` of the body's words that it read, 0 to 1.

    ``faults`` tell of each answer that was of no use what was wrong with it: "it repeated itself".
    """

    sentences: tuple[str, ...]
    share: float
    faults: tuple[str, ...]


def write_draft(document: Document, *, sentences: int, engine: Engine, language: Language) -> Draft:
    """What ``engine`` writes of the body, in at most ``sentences`` sentences. EngineError."""
    parts = choose_parts(document, count_tokens=engine.count_tokens, limit=engine.card.max_input_tokens, most=sentences)
    generations = engine.generate(parts.texts, Decoding()) if parts.texts else []
    answers = [_read_answer(generation) for generation in generations]
    faults = [_find_fault(answer, text, language) for answer, text in zip(answers, parts.texts, strict=True)]
    good = [answer for answer, fault in zip(answers, faults, strict=True) if not fault]
    return Draft(
        sentences=tuple(_share_out(good, sentences)),
        share=parts.share,
        faults=tuple(fault for fault in faults if fault),
    )


def _read_answer(generation: Generation) -> tuple[str, ...]:
    """The sentences of an answer, without the last one where the model did not come to its end."""
    text = " ".join(_LEFT_OVER.sub(" ", generation.text).split())
    sentences = tuple(sentence.strip() for sentence in split_text(text))
    return sentences if generation.stopped == "end" else sentences[:-1]


def _find_fault(answer: tuple[str, ...], source: str, language: Language) -> str:
    """What makes an answer useless, "" if nothing does."""
    text = " ".join(answer)
    if not text:
        return "it said nothing, or did not come to the end of a sentence"
    if find_loop(text, source):
        return "it repeated itself"
    if len(text.split()) < _LEAST_WORDS:
        return "it said no more than a few words"
    return "" if _is_in(language, text) else f"it was not in {'Arabic' if language == 'ar' else 'English'}"


def _is_in(language: Language, text: str) -> bool:
    """Whether most letters of ``text`` are Arabic, or none is where it should be English."""
    arabic, latin = len(_ARABIC.findall(text)), len(_LATIN.findall(text))
    return arabic > latin if language == "ar" else not arabic and latin > 0


def _share_out(answers: list[tuple[str, ...]], most: int) -> Iterator[str]:
    """The first sentences of each answer, like many of each; what does not come out even goes to the first."""
    for number, answer in enumerate(answers):
        each = most // len(answers)
        yield from answer[: each if number else most - each * (len(answers) - 1)]
