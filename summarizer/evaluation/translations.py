"""How good translations are: BLEU, chrF and TER by sacrebleu, COMET where the user has it; numbers kept, loops."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from summarizer.agreement import count_firm, find_unmatched
from summarizer.errors import OptionsError
from summarizer.evaluation.reports import Comparison, Report, Score, share
from summarizer.evaluation.resampling import RESAMPLES, SHUFFLES, compare_ratios
from summarizer.evaluation.rows import require_pairs
from summarizer.numerals import Number
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.numerals_english import find_numbers_english
from summarizer.repetition import find_loop

if TYPE_CHECKING:
    from sacrebleu.significance import Result

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
    scores, signatures = _score_texts(hypotheses, references)
    if sources is not None:
        scores += count_numbers(sources, hypotheses)
        scores += count_faults(sources, hypotheses)
    if comet is not None:
        if sources is None:
            raise OptionsError("COMET compares with the source too", code="eval.comet", hint="Give --source as well")
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
    from sacrebleu.significance import PairedTest

    found: dict[str, dict[str, Any]] = {}
    for test, samples in (("bs", RESAMPLES), ("ar", SHUFFLES)):
        named: list[tuple[str, Sequence[str]]] = [("first", list(first)), ("second", list(second))]
        metrics = {"BLEU": BLEU(references=[list(references)]), "chrF": CHRF(references=[list(references)])}
        signatures, results = PairedTest(named, metrics, None, test_type=test, n_samples=samples)()
        for name in set(results) - {"System"}:  # sacrebleu's own names of them: chrF2 is chrF
            base, other = cast("list[Result]", results[name])
            # Of two scores that are equal sacrebleu holds the difference, nought, for certain.
            p_value = 1.0 if base.score == other.score else other.p_value
            found.setdefault(name, {})[test] = (base.score, other.score, p_value, str(signatures[name]))
    compared = [
        Comparison(
            metric=name,
            first=round(tests["bs"][0], 2),
            second=round(tests["bs"][1], 2),
            p_bootstrap=tests["bs"][2],
            p_randomization=tests["ar"][2],
            signature=tests["ar"][3],
        )
        for name, tests in sorted(found.items())
    ]
    if sources is not None:
        kept = [[count_firm(*row) for row in _find_numbers(sources, said)] for said in (first, second)]
        compared.append(compare_ratios("numbers kept", *kept))
    return tuple(compared)


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
    try:
        from comet import download_model, load_from_checkpoint  # type: ignore[import-not-found]
    except ImportError as error:
        raise OptionsError(
            "COMET is not installed", code="eval.comet", hint="Install it with: pip install unbabel-comet", source=model
        ) from error
    path = model if Path(model).is_file() else download_model(model)
    rows = [{"src": s, "mt": m, "ref": r} for s, m, r in zip(sources, said, references, strict=True)]
    return round(float(load_from_checkpoint(path).predict(rows, gpus=0).system_score), 4)


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
