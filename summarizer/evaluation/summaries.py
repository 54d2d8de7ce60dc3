"""How good summaries are: ROUGE on Arabic; how much is in other words; numbers and names that the article lacks."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from summarizer.agreement import count_firm
from summarizer.evaluation.reports import Comparison, Report, Score, share
from summarizer.evaluation.resampling import compare_ratios
from summarizer.evaluation.rows import require_pairs, to_document
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.rouge import METRICS, TOKENIZATION, score_rouge, tokenize
from summarizer.support import find_names, find_unknown_names, read_ground

_NOVEL = (1, 2, 3)  # lengths of the n-grams that are looked up in the source


def score_summaries(
    summaries: Sequence[str], references: Sequence[str], *, sources: Sequence[str] | None = None
) -> Report:
    """ROUGE of ``summaries`` against ``references``; with the articles as ``sources`` also what is not theirs.

    ``novel n`` is the share of a summary's n-grams that its article does not have (Grusky et al. 2018 turn it round and
    call it coverage); ``numbers unsupported`` and ``names unsupported`` are the shares of its numbers and of its words
    that may be names of which the same is true, found as for a briefing. OptionsError ``eval.lengths``.
    """
    require_pairs(summaries=summaries, references=references, sources=sources)
    each = [score_rouge(said, wanted) for said, wanted in zip(summaries, references, strict=True)]
    scores = [Score(name=name, value=round(100 * fmean(e[name].f1 for e in each), 2)) for name in METRICS]
    if sources is not None:
        scores += [_count_novel(summaries, sources, size) for size in _NOVEL]
        scores += _count_unsupported(summaries, sources)
    return Report(texts=len(summaries), scores=tuple(scores), signatures=(("ROUGE", f"tokens:{TOKENIZATION}"),))


def compare_summaries(first: Sequence[str], second: Sequence[str], references: Sequence[str]) -> tuple[Comparison, ...]:
    """For each ROUGE, how sure it is that the two systems differ. OptionsError ``eval.lengths``."""
    require_pairs(first=first, second=second, references=references)
    each = [
        [score_rouge(said, wanted) for said, wanted in zip(system, references, strict=True)]
        for system in (first, second)
    ]
    return tuple(compare_ratios(name, *([(e[name].f1, 1) for e in system] for system in each)) for name in METRICS)


def _count_novel(summaries: Sequence[str], sources: Sequence[str], size: int) -> Score:
    novel = total = 0
    for said, source in zip(summaries, sources, strict=True):
        known = set(_ngrams(tokenize(source), size))
        grams = _ngrams(tokenize(said), size)
        total += len(grams)
        novel += sum(gram not in known for gram in grams)
    return Score(name=f"novel {size}-grams", value=share(novel, total), count=total)


def _count_unsupported(summaries: Sequence[str], sources: Sequence[str]) -> list[Score]:
    kept_numbers = numbers = unknown_names = names = 0
    for said, source in zip(summaries, sources, strict=True):
        ground = read_ground(to_document(source))
        kept, firm = count_firm(find_numbers_arabic(said), ground.known)
        kept_numbers, numbers = kept_numbers + kept, numbers + firm
        names += len(find_names(ground, said))
        unknown_names += len(find_unknown_names(ground, said))
    return [
        Score(name="numbers unsupported", value=share(numbers - kept_numbers, numbers), count=numbers),
        Score(name="names unsupported", value=share(unknown_names, names), count=names),
    ]


def _ngrams(tokens: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1)]
