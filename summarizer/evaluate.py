"""How good translations and summaries are: the field's scores, and what of the source got lost on the way.

    score_translations     BLEU, chrF and TER by sacrebleu, COMET where the user has it; numbers kept, loops
    compare_translations   whether one system is better than another or only luckier
    score_summaries        ROUGE on Arabic; how much is in other words; numbers that the article does not have

Every report bears the signatures that make its figures comparable.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any, cast

from summarizer.agreement import find_unmatched
from summarizer.errors import OptionsError
from summarizer.numerals import Number
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.numerals_english import find_numbers_english
from summarizer.repetition import find_loop
from summarizer.rouge import METRICS, TOKENIZATION, score_rouge, tokenize

if TYPE_CHECKING:
    from sacrebleu.significance import Result

_SMALL_SET = Path(__file__).parent / "assets" / "evaluation" / "translations.tsv"

RESAMPLES = 1000  # behind each interval and each comparison; sacrebleu's own advice
SHUFFLES = 10_000  # of the approximate randomization; likewise
_NOVEL = (1, 2, 3)  # lengths of the n-grams that are looked up in the source


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One figure of a report.

    ``value`` is in the unit of the field: BLEU, chrF, TER and ROUGE in points from 0, shares from 0 to 1. ``ci95`` is
    half the width of the interval in which the value of another sample of such texts lies in 95 % of the cases
    (bootstrap), None where it was not computed. ``count`` is how many things a share is of, 0 for other scores.
    """

    name: str
    value: float
    ci95: float | None = None
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The scores of one system on ``texts`` texts, with the (name, signature) of each metric."""

    texts: int
    scores: tuple[Score, ...]
    signatures: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> float:
        """The value of the score ``name``. KeyError if the report has none of that name."""
        return {score.name: score.value for score in self.scores}[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Whether two systems differ in one metric.

    ``first`` and ``second`` are their scores. ``p_bootstrap`` (Koehn 2004) and ``p_randomization`` (Riezler and Maxwell
    2005) are the chances of a difference at least as large between systems that are equally good.
    """

    metric: str
    first: float
    second: float
    p_bootstrap: float
    p_randomization: float
    signature: str = field(default="", compare=False)


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
    _require_pairs(hypotheses=hypotheses, references=references, sources=sources)
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
    first: Sequence[str], second: Sequence[str], references: Sequence[str]
) -> tuple[Comparison, ...]:
    """For BLEU and chrF, how sure it is that the two systems differ. OptionsError ``eval.lengths``."""
    _require_pairs(first=first, second=second, references=references)
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
    return tuple(
        Comparison(
            metric=name,
            first=round(tests["bs"][0], 2),
            second=round(tests["bs"][1], 2),
            p_bootstrap=tests["bs"][2],
            p_randomization=tests["ar"][2],
            signature=tests["ar"][3],
        )
        for name, tests in sorted(found.items())
    )


def score_summaries(
    summaries: Sequence[str], references: Sequence[str], *, sources: Sequence[str] | None = None
) -> Report:
    """ROUGE of ``summaries`` against ``references``; with the articles as ``sources`` also what is not theirs.

    ``novel n`` is the share of a summary's n-grams that its article does not have (Grusky et al. 2018 turn it round and
    call it coverage), ``numbers unsupported`` that of its numbers. OptionsError ``eval.lengths``.
    """
    _require_pairs(summaries=summaries, references=references, sources=sources)
    each = [score_rouge(said, wanted) for said, wanted in zip(summaries, references, strict=True)]
    scores = [Score(name=name, value=round(100 * fmean(e[name].f1 for e in each), 2)) for name in METRICS if each]
    if sources is not None:
        scores += [_count_novel(summaries, sources, size) for size in _NOVEL]
        scores.append(_count_unsupported(summaries, sources))
    return Report(texts=len(summaries), scores=tuple(scores), signatures=(("ROUGE", f"tokens:{TOKENIZATION}"),))


def count_numbers(sources: Sequence[str], said: Sequence[str]) -> list[Score]:
    """The share of the sources' numbers, dates and percentages that the translations hold, and how many they add.

    Only what must be there counts: "one", "first", "half" may be said in other words.
    """
    rows = [(find_numbers_arabic(a), find_numbers_english(e)) for a, e in zip(sources, said, strict=True)]
    return compare_numbers(rows)


def compare_numbers(rows: Sequence[tuple[tuple[Number, ...], tuple[Number, ...]]]) -> list[Score]:
    """The same for numbers that have been found: (wanted, given) of each text."""
    wanted = sum(number.firm for numbers, _ in rows for number in numbers)
    missing = sum(len(find_unmatched(numbers, given)) for numbers, given in rows)
    added = sum(len(find_unmatched(given, numbers)) for numbers, given in rows)
    return [
        Score(name="numbers kept", value=share(wanted - missing, wanted), count=wanted),
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


def read_small_set() -> tuple[tuple[str, str], ...]:
    """(Arabic, English) of the 129 short news sentences that ship with Mujaz, written for it, with many numbers."""
    rows = (line.split("\t") for line in _SMALL_SET.read_text(encoding="utf-8").splitlines()[1:])
    return tuple((arabic, english) for arabic, english in rows)


def share(part: int, whole: int) -> float:
    """``part`` of ``whole``, rounded to 4 decimals; 0 of nothing."""
    return round(part / whole, 4) if whole else 0.0


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


def _count_novel(summaries: Sequence[str], sources: Sequence[str], size: int) -> Score:
    novel = total = 0
    for said, source in zip(summaries, sources, strict=True):
        known = set(_ngrams(tokenize(source), size))
        grams = _ngrams(tokenize(said), size)
        total += len(grams)
        novel += sum(gram not in known for gram in grams)
    return Score(name=f"novel {size}-grams", value=share(novel, total), count=total)


def _count_unsupported(summaries: Sequence[str], sources: Sequence[str]) -> Score:
    rows = [(find_numbers_arabic(s), find_numbers_arabic(a)) for s, a in zip(summaries, sources, strict=True)]
    total = sum(number.firm for numbers, _ in rows for number in numbers)
    unsupported = sum(len(find_unmatched(said, known)) for said, known in rows)
    return Score(name="numbers unsupported", value=share(unsupported, total), count=total)


def _ngrams(tokens: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1)]


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _require_pairs(**columns: Sequence[str] | None) -> None:
    lengths = {name: len(texts) for name, texts in columns.items() if texts is not None}
    if len(set(lengths.values())) > 1 or 0 in lengths.values():
        said = ", ".join(f"{count} {name if count != 1 else name[:-1]}" for name, count in lengths.items())
        hint = "Give files with one text on each line, the same number of lines in each"
        raise OptionsError(f"the texts are not one to one ({said})", code="eval.lengths", hint=hint)
