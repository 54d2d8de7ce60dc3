"""How good translations are: BLEU, chrF and TER by sacrebleu, COMET where the user has it; numbers kept, loops."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.agreement import count_firm, find_unmatched
from summarizer.errors import OptionsError
from summarizer.evaluation.reports import Comparison, Report, Score, share
from summarizer.evaluation.resampling import RESAMPLES, compare_ratios, compare_sums
from summarizer.evaluation.rows import require_pairs
from summarizer.numerals import Number
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.numerals_english import find_numbers_english
from summarizer.repetition import find_loop

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NumberRow = tuple[tuple[Number, ...], tuple[Number, ...]]  # wanted, given


def score_translations(
    hypotheses: Sequence[str],
    references: Sequence[str],
    *,
    sources: Sequence[str] | None = None,
    comet: str | None = None,
) -> Report:
    """The scores of ``hypotheses`` against ``references``, one to one; with the Arabic ``sources`` also what was kept.

    ``comet``: the name or path of a COMET checkpoint, for which the package unbabel-comet and ``sources`` are needed.
    OptionsError ``eval.lengths`` if the texts are not one to one, ``eval.comet`` without the package.
    """
    require_pairs(hypotheses=hypotheses, references=references, sources=sources)
    if comet is not None:
        require_comet(comet, sources)
    scores, signatures = _score_texts(hypotheses, references)
    if sources is not None:
        scores += count_numbers(sources, hypotheses)
        scores += count_faults(sources, hypotheses)
    if comet is not None and sources is not None:
        scores.append(Score(name="COMET", value=_score_comet(comet, sources, hypotheses, references)))
        signatures.append(("COMET", comet))
    return Report(texts=len(hypotheses), scores=tuple(scores), signatures=tuple(signatures))


def compare_translations(
    first: Sequence[str], second: Sequence[str], references: Sequence[str], *, sources: Sequence[str] | None = None
) -> tuple[Comparison, ...]:
    """How sure it is that the two systems differ in BLEU, chrF and, with the Arabic ``sources``, numbers kept.

    OptionsError ``eval.lengths``.
    """
    require_pairs(first=first, second=second, references=references, sources=sources)
    from sacrebleu import BLEU, CHRF

    compared = [
        _compare_by("BLEU", BLEU(references=[list(references)]), first, second),
        _compare_by("chrF", CHRF(references=[list(references)]), first, second),
    ]
    if sources is not None:
        kept = [[count_firm(*row) for row in _find_numbers(sources, said)] for said in (first, second)]
        compared.append(compare_ratios("numbers kept", *kept))
    return tuple(compared)


def require_comet(model: str, sources: Sequence[str] | None) -> None:
    """OptionsError ``eval.comet`` if COMET cannot be had: without ``sources``, or without its package."""
    if sources is None:
        raise OptionsError("COMET compares with the source too", code="eval.comet", hint="Give --source as well")
    try:
        import comet  # type: ignore[import-not-found]  # noqa: F401
    except ImportError as error:
        raise OptionsError(
            "COMET is not installed", code="eval.comet", hint="Install it with: pip install unbabel-comet", source=model
        ) from error


def count_numbers(sources: Sequence[str], said: Sequence[str]) -> list[Score]:
    """The share of the sources' numbers, dates and percentages that the translations hold, and how many they add.

    Only what must be there counts: "one", "first", "half" may be said in other words.
    """
    return compare_numbers(_find_numbers(sources, said))


def compare_numbers(rows: Sequence[_NumberRow]) -> list[Score]:
    """The same for numbers that have been found: (wanted, given) of each text."""
    counts = [count_firm(*row) for row in rows]
    kept, wanted = sum(kept for kept, _ in counts), sum(wanted for _, wanted in counts)
    added = sum(len(find_unmatched(given, numbers)) for numbers, given in rows)
    return [
        Score(name="numbers kept", value=share(kept, wanted), count=wanted),
        Score(name="numbers added", value=share(added, wanted), count=wanted),
    ]


def count_faults(sources: Sequence[str], said: Sequence[str]) -> list[Score]:
    """The share of the translations that loop, and of those without a word where the source has one."""
    pairs = list(zip(sources, said, strict=True))
    loops = sum(find_loop(english, arabic) is not None for arabic, english in pairs)
    empty = sum(_has_words(arabic) and not _has_words(english) for arabic, english in pairs)
    return [
        Score(name="loops", value=share(loops, len(pairs)), count=len(pairs)),
        Score(name="empty", value=share(empty, len(pairs)), count=len(pairs)),
    ]


def _find_numbers(sources: Sequence[str], said: Sequence[str]) -> list[_NumberRow]:
    return [(find_numbers_arabic(a), find_numbers_english(e)) for a, e in zip(sources, said, strict=True)]


def _compare_by(name: str, metric: Any, first: Sequence[str], second: Sequence[str]) -> Comparison:
    """How sure it is that two systems differ in a metric of sacrebleu, which knows the references."""
    import numpy

    def score(sums: NDArray[Any]) -> NDArray[Any]:
        return numpy.apply_along_axis(lambda row: metric._compute_score_from_stats(row.tolist()).score / 100, -1, sums)

    one, other = (metric._extract_corpus_statistics(system, None) for system in (first, second))
    found = compare_sums(name, one, other, score)
    return replace(found, signature=f"{metric.get_signature()}|{found.signature}")


def _score_texts(said: Sequence[str], references: Sequence[str]) -> tuple[list[Score], list[tuple[str, str]]]:
    from sacrebleu import BLEU, CHRF, TER

    scores, signatures = [], []
    for name, metric in (("BLEU", BLEU()), ("chrF", CHRF())):
        result, ci95 = _resample(metric, said, references)
        scores.append(Score(name=name, value=round(result.score, 2), ci95=ci95))
        signatures.append((name, str(metric.get_signature())))
    ter = TER()  # no interval: it would take minutes
    scores.append(Score(name="TER", value=round(ter.corpus_score(list(said), [list(references)]).score, 2)))
    return scores, [*signatures, ("TER", str(ter.get_signature()))]


def _resample(metric: Any, said: Sequence[str], references: Sequence[str]) -> tuple[Any, float | None]:
    """The score of the corpus, and its interval."""
    try:
        result = metric.corpus_score(list(said), [list(references)], n_bootstrap=RESAMPLES)
    except TypeError:  # sacrebleu 2.6.0 cannot take the mean where some samples, but not all, score nought
        return metric.corpus_score(list(said), [list(references)]), None
    given = json.loads(result.format(is_json=True, signature=str(metric.get_signature()), width=4))
    return result, round(given.get("confidence_var", 0.0), 2)


def _score_comet(model: str, sources: Sequence[str], said: Sequence[str], references: Sequence[str]) -> float:
    from comet import download_model, load_from_checkpoint

    path = model if Path(model).is_file() else download_model(model)
    rows = [{"src": s, "mt": m, "ref": r} for s, m, r in zip(sources, said, references, strict=True)]
    return round(float(load_from_checkpoint(path).predict(rows, gpus=0).system_score), 4)


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
