"""Summaries in a model's words, with engines that say what the test tells them."""

from __future__ import annotations

import pytest

from summarizer.engines.echo import EchoEngine
from summarizer.summarize import summarize
from summarizer.types import Document, Generation, Summary
from tests.engines import ScriptedEngine, said
from tests.factories import make_document

LEAD = "غادر عشرات الآلاف من الروس بلادهم منذ إعلان التعبئة الجزئية قبل أسبوع."
FIGURES = "وقالت كازاخستان يوم الثلاثاء إن نحو 98 ألف مواطن دخلوا أراضيها."
BORDER = "وتنتظر نحو 5500 سيارة على الحدود الجورجية جنوب فلاديكافكاز اليوم."
PROMISE = "وأعلن الرئيس توكاييف أن حكومته ستحمي الوافدين الجدد وتضمن أمنهم."
DOCUMENT = make_document(("title", "عنوان"), LEAD, FIGURES, BORDER, PROMISE)
ENGLISH = [
    "Title",
    "Tens of thousands left.",
    "98,000 citizens entered Kazakhstan on Tuesday.",
    None,
    "He will protect.",
]

GOOD = "كازاخستان تقول إن 98 ألف مواطن دخلوا أراضيها."
OTHER = "عشرات آلاف الروس يغادرون بلادهم."
INVENTED = "كازاخستان تقول إن 89 ألف مواطن دخلوا أراضيها."


def make_engine(*answers: str | Generation, reads: int = 100) -> ScriptedEngine:
    """An engine that gives these answers one after the other, then nothing."""
    script = iter(said(answer) if isinstance(answer, str) else answer for answer in answers)
    return ScriptedEngine(lambda text, decoding: next(script, said("")), max_input_tokens=reads)


def codes(summary: Summary) -> list[tuple[str, int | None]]:
    assert all(finding.about == "summary" for finding in summary.findings)
    return [(finding.code, finding.where) for finding in summary.findings]


def test_an_engine_writes_the_summary_and_the_sentences_behind_it_are_found() -> None:
    summary = summarize(DOCUMENT, engine=make_engine(f"{GOOD} {OTHER}"), strict=True)
    assert summary.sentences == (GOOD, OTHER)
    assert summary.evidence == ((2,), (1,))
    assert (summary.method, summary.model, summary.replaced, summary.findings) == ("abstractive", "scripted", (), ())


def test_an_engine_reads_the_body_alone() -> None:
    engine = make_engine(GOOD)
    summarize(make_document(("title", "عنوان"), LEAD, ("caption", "صورة"), FIGURES), engine=engine)
    assert engine.asked == [[f"{LEAD} {FIGURES}"]]


def test_a_sentence_in_doubt_is_replaced_when_strict() -> None:
    summary = summarize(DOCUMENT, engine=make_engine(f"{OTHER} {INVENTED}"), strict=True)
    assert summary.sentences == (OTHER, FIGURES)
    assert summary.evidence == ((1,), (2,))
    assert (summary.method, summary.replaced) == ("abstractive", (1,))
    assert codes(summary) == [("summary.replaced", 1)]
    assert summary.findings[0].message == (
        "The article's own sentence stands in place of the model's, of which the check said: "
        'The summary says 89,000 ("89 ألف") but the article has no such number.'
    )


def test_it_stays_and_is_marked_when_not_strict() -> None:
    summary = summarize(DOCUMENT, engine=make_engine(f"{OTHER} {INVENTED}"))
    assert summary.sentences == (OTHER, INVENTED)
    assert codes(summary) == [("summary.number", 1)]


def test_a_summary_all_in_doubt_becomes_the_extractive_one() -> None:
    summary = summarize(DOCUMENT, engine=make_engine(INVENTED), strict=True)
    assert summary.sentences == summarize(DOCUMENT).sentences
    assert (summary.method, summary.model, codes(summary)) == ("extractive", None, [("summary.replaced", None)])


def test_a_sentence_in_doubt_that_nothing_can_replace_is_told() -> None:
    document = make_document(FIGURES)
    summary = summarize(document, engine=make_engine(f"{GOOD} غادر الروس بلادهم إلى إيران."), strict=True)
    assert (summary.sentences, summary.replaced) == ((GOOD,), ())
    assert codes(summary) == [("summary.unusable", None)]
    assert "no more of its own to take its place. The check said: The summary says" in summary.findings[0].message


def test_the_only_sentence_in_doubt_that_nothing_can_replace_is_told() -> None:
    document = make_document("وأضاف أن 98 ألف مواطن دخلوا أراضيها.")
    summary = summarize(document, engine=make_engine(INVENTED), strict=True)
    assert (summary.method, codes(summary)) == ("extractive", [("summary.replaced", None)])
    assert "of which the check said: The summary says" in summary.findings[0].message


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (said(""), "it said nothing"),
        (said("  \n "), "it said nothing"),
        (said("هذه جملة لم تكتمل بعد عن", stopped="length"), "did not come to the end"),
        (said("إطلاق النار"), "a few words"),
        (said("قال الرئيس قال الرئيس قال الرئيس قال الرئيس قال الرئيس"), "it repeated itself"),
        (said("Tens of thousands of Russians left."), "it was not in Arabic"),
        (said("<extra_id_0> <extra_id_1>"), "it said nothing"),
    ],
)
def test_an_answer_of_no_use_leaves_the_extractive_summary_and_says_why(answer: Generation, why: str) -> None:
    summary = summarize(DOCUMENT, engine=make_engine(answer))
    assert (summary.sentences, summary.method) == (summarize(DOCUMENT).sentences, "extractive")
    assert codes(summary) == [("summary.unusable", None)]
    assert why in summary.findings[0].message


def test_the_echo_engine_leaves_the_extractive_summary() -> None:
    assert summarize(DOCUMENT, engine=EchoEngine()).method == "extractive"


def test_an_unfinished_answer_keeps_its_whole_sentences() -> None:
    engine = make_engine(said(f"{GOOD} وهذه جملة لم", stopped="length"))
    assert summarize(DOCUMENT, engine=engine).sentences == (GOOD,)


def test_left_over_marks_of_the_model_are_taken_out() -> None:
    assert summarize(DOCUMENT, engine=make_engine(f"<extra_id_0> {GOOD}")).sentences == (GOOD,)


def test_a_long_article_is_read_in_parts_and_each_gives_its_share() -> None:
    engine = make_engine(f"{OTHER} {GOOD} {PROMISE}", "5500 سيارة تنتظر على الحدود.", reads=23)
    summary = summarize(DOCUMENT, engine=engine, sentences=3)
    assert [len(asked) for asked in engine.asked] == [2]
    assert summary.sentences == (OTHER, GOOD, "5500 سيارة تنتظر على الحدود.")
    assert summary.findings == ()


def test_a_part_that_gives_nothing_is_told() -> None:
    summary = summarize(DOCUMENT, engine=make_engine("", GOOD, reads=23))
    assert summary.sentences == (GOOD,)
    assert codes(summary) == [("summary.unusable", None)]


def test_what_was_not_read_is_told() -> None:
    summary = summarize(DOCUMENT, engine=make_engine(OTHER, reads=14), sentences=1)
    assert codes(summary) == [("summary.partly_read", None)]
    assert "could read 28% of the article's text" in summary.findings[0].message


def test_a_part_that_says_the_same_again_is_left_out() -> None:
    assert summarize(DOCUMENT, engine=make_engine(GOOD, GOOD, reads=23)).sentences == (GOOD,)


@pytest.mark.parametrize(("max_words", "kept"), [(13, 2), (12, 1), (3, 1)])
def test_a_summary_keeps_within_the_words_asked_for(max_words: int, kept: int) -> None:
    summary = summarize(DOCUMENT, engine=make_engine(f"{GOOD} {OTHER}"), max_words=max_words)
    assert summary.sentences == (GOOD, OTHER)[:kept]


def test_an_engine_is_not_asked_about_an_article_without_body() -> None:
    engine = make_engine(GOOD)
    assert summarize(make_document(("title", LEAD)), engine=engine).sentences == ()
    assert engine.asked == []


def direct(answer: str, *, document: Document = DOCUMENT, strict: bool = True) -> Summary:
    return summarize(document, engine=make_engine(answer), strict=strict, english=ENGLISH)


def test_with_its_english_the_summary_is_in_english() -> None:
    summary = direct("About 98,000 citizens entered Kazakhstan on Tuesday.")
    assert (summary.language, summary.arabic, summary.evidence) == ("en", (None,), ((2,),))
    assert summary.findings == ()


def test_its_replaced_sentences_are_arabic() -> None:
    summary = direct("About 98,000 citizens entered Kazakhstan. Tens of thousands left for Iran.")
    assert summary.sentences == ("About 98,000 citizens entered Kazakhstan.", LEAD)
    assert (summary.arabic, summary.replaced) == ((None, LEAD), (1,))


def test_arabic_where_english_was_asked_for_is_of_no_use() -> None:
    summary = direct("Tens of thousands of الروس left the country.")
    assert (summary.method, summary.language) == ("extractive", "ar")
    assert "not in English" in summary.findings[0].message
