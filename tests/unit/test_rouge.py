from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.rouge import METRICS, score_rouge, tokenize

_LATIN = st.lists(st.sampled_from(["the", "war", "ended", "98", "in", "Minsk", "today"]), max_size=12).map(" ".join)
_TEXTS = st.lists(st.sampled_from(["روسيا", "قالت", "98", "ألف", "إلى"]), max_size=7).map(" ".join)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", ()),
        ("؟!… «»", ()),
        ("قالَ الرئيسُ: «لن نتراجع».", ("قال", "الرئيس", "لن", "نتراجع")),
        ("أعلن إلى آخر القرية على", ("اعلن", "الي", "اخر", "القريه", "علي")),
        ("٩٨ ألف، 98 ألف", ("98", "الف", "98", "الف")),
        ("مـــوسكو", ("موسكو",)),
        ("٧٫٩ مليارات", ("7", "9", "مليارات")),
        ('طائرات "إل-76" NATO', ("طائرات", "ال", "76", "nato")),
    ],
)
def test_tokenization_is_the_one_that_its_name_stands_for(text: str, tokens: tuple[str, ...]) -> None:
    assert tokenize(text) == tokens


@pytest.mark.parametrize(
    ("candidate", "reference", "expected"),
    [
        # 3 of 3 words and 2 of 2 pairs said, 3 of 4 words and 2 of 3 pairs wanted, in order
        (
            "غادر الروس بلادهم",
            "غادر الروس بلادهم أمس",
            {"rouge1": (1, 3 / 4), "rouge2": (1, 2 / 3), "rougeL": (1, 3 / 4)},
        ),
        # the same words the other way round: no pair, and only one word in order
        ("بلادهم الروس", "الروس بلادهم", {"rouge1": (1, 1), "rouge2": (0, 0), "rougeL": (1 / 2, 1 / 2)}),
        # a word said twice counts once if it is wanted once
        ("روسيا روسيا", "روسيا أمس", {"rouge1": (1 / 2, 1 / 2), "rouge2": (0, 0), "rougeL": (1 / 2, 1 / 2)}),
        ("", "روسيا", {"rouge1": (0, 0), "rouge2": (0, 0), "rougeL": (0, 0)}),
        ("روسيا", "!", {"rouge1": (0, 0), "rouge2": (0, 0), "rougeL": (0, 0)}),
        ("روسيا", "روسيا", {"rouge1": (1, 1), "rouge2": (0, 0), "rougeL": (1, 1)}),
    ],
)
def test_scores_by_hand(candidate: str, reference: str, expected: dict[str, tuple[float, float]]) -> None:
    scores = score_rouge(candidate, reference)
    assert {name: (score.precision, score.recall) for name, score in scores.items()} == expected


def test_f1_is_the_harmonic_mean() -> None:
    score = score_rouge("غادر الروس", "غادر الروس بلادهم أمس")["rouge1"]
    assert score.f1 == pytest.approx(2 * 1 * 0.5 / 1.5)


@settings(deadline=None)
@given(_LATIN, _LATIN)
def test_the_arithmetic_is_that_of_the_reference_implementation(candidate: str, reference: str) -> None:
    from rouge_score.rouge_scorer import RougeScorer

    theirs = RougeScorer(METRICS, use_stemmer=False).score(target=reference, prediction=candidate)
    for metric, ours in score_rouge(candidate, reference).items():
        assert (ours.precision, ours.recall) == (theirs[metric].precision, theirs[metric].recall)
        assert ours.f1 == pytest.approx(theirs[metric].fmeasure)


@settings(deadline=None)
@given(_TEXTS, _TEXTS)
def test_exchanging_the_sides_exchanges_precision_and_recall(left: str, right: str) -> None:
    there, back = score_rouge(left, right), score_rouge(right, left)
    for metric in METRICS:
        assert (there[metric].precision, there[metric].recall) == (back[metric].recall, back[metric].precision)
        assert there[metric].f1 == back[metric].f1


@settings(deadline=None)
@given(_TEXTS, _TEXTS)
def test_rouge_l_counts_the_longest_common_subsequence(left: str, right: str) -> None:
    said, wanted = tokenize(left), tokenize(right)
    both = _subsequences(said) & _subsequences(wanted)
    longest = max(map(len, both))
    assert score_rouge(left, right)["rougeL"].recall == (longest / len(wanted) if wanted else 0)


@settings(deadline=None)
@given(st.text())
def test_a_text_is_its_own_perfect_summary(text: str) -> None:
    assert score_rouge(text, text)["rougeL"].f1 == (1.0 if tokenize(text) else 0.0)


def _subsequences(tokens: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {kept for size in range(len(tokens) + 1) for kept in combinations(tokens, size)}
