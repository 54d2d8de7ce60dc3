"""Which sentences are one text, and which articles one source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.partition import Partition
from summarizer.syndication import find_syndication, group_same
from tests.stories import document

WIRE = (
    "أعلنت وزارة الداخلية المغربية أن 632 شخصا لقوا مصرعهم في الزلزال الذي ضرب إقليم الحوز.",
    "وقال شهود إن سكان مراكش خرجوا إلى الشوارع وأمضوا ليلتهم في العراء خوفا من الهزات.",
    "وأعلن المعهد الوطني للجيوفيزياء أن مركز الزلزال يقع في جماعة إيغيل الجبلية.",
)
REVERSAL = "قالت الوزارة إن موسكو وافقت على استئناف اتفاق تصدير الحبوب الأوكرانية عبر البحر الأسود"
OWN = (
    "وروى محمد أمزيل صاحب متجر في المدينة القديمة أن الجدران تشققت خلال ثوان معدودة.",
    "وأضافت مراسلتنا في المكان أن طوابير التبرع بالدم امتدت أمام المستشفى الجامعي منذ الصباح.",
    "وتوقفت الدراسة في المدارس المتضررة حتى إشعار آخر بحسب بلاغ وزارة التربية الوطنية والتعليم.",
    "ودعت جمعيات محلية إلى جمع الأغطية والخيام وإيصالها إلى الدواوير البعيدة عن الطريق الرئيسية.",
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (WIRE[0], WIRE[0], True),
        ("وندّد مرةً جديدة بالنزاع في أوكرانيا", "وندد مرة جديدة بالنزاع في اوكرانيا", True),
        (WIRE[0], "و" + WIRE[0].replace("المغربية ", ""), True),
        (WIRE[0], WIRE[0].replace("632", "٦٣٢"), True),
        (WIRE[0], WIRE[0].replace("632", "2012"), False),
        (WIRE[0], WIRE[1], False),
        ("وقال توكاييف إنها قضية", "وقال توكاييف إنها مسألة", False),
        (REVERSAL, REVERSAL.replace("وافقت على", "رفضت"), False),
        (REVERSAL, REVERSAL.replace("وافقت", "اعترضت"), False),
        (REVERSAL, REVERSAL.replace("موسكو", "كييف"), False),
        (REVERSAL, REVERSAL.replace("وافقت", "لم توافق"), False),
        (REVERSAL, REVERSAL.replace("قالت", "وأضافت"), True),
        (REVERSAL, REVERSAL.replace("الأوكرانية ", ""), True),
        (
            "وقالت كييف إنها استعادت مدينة ليمان بعد معارك مع القوات الروسية",
            "وقالت موسكو إنها استعادت مدينة ليمان بعد معارك مع القوات الأوكرانية",
            False,
        ),
        (
            "لم يقتل أي من الجنود الروس الموجودين في مدينة خيرسون الأوكرانية اليوم",
            "قتل عدد من الجنود الروس الموجودين في مدينة خيرسون الأوكرانية اليوم",
            False,
        ),
        ("وقال توكاييف إنها قضية", "وقال توكاييف إنها قضية", True),
        ("؟!", "؟!", True),
        ("؟!", "!", False),
        ("\ud800 \ud801 \ud802 \ud803 \ud804 \ud805", "\ud800 \ud801 \ud802 \ud803 \ud804 \ud805 \ud806", True),
    ],
)
def test_near_identical_sentences(one: str, other: str, same: bool) -> None:
    assert group_same([one, other]) == (((0, 1),) if same else ((0,), (1,)))


def test_one_wire_text_is_found_in_reports_with_words_of_their_own() -> None:
    documents = [
        document("عنوان أول للخبر", *WIRE, OWN[0]),
        document("عنوان ثان مختلف", OWN[1], WIRE[0], WIRE[2]),
        document("عنوان ثالث آخر", *OWN[2:]),
    ]
    found = find_syndication(documents, (0, 1, 2))
    places = [[(p.article, documents[p.article].sentences[p.sentence].plain) for p in wire] for wire in found.wires]
    assert places == [[(0, WIRE[0]), (1, WIRE[0])], [(0, WIRE[2]), (1, WIRE[2])]]
    assert found.sources == ((0, 1), (2,))
    assert found.shares[2] == 0.0
    assert 0.4 < found.shares[0] < found.shares[1] < 1.0


def test_one_sentence_in_common_does_not_make_one_source() -> None:
    documents = [document("عنوان أول للخبر", WIRE[0], *OWN[:2]), document("عنوان ثان", WIRE[0], *OWN[2:], WIRE[1])]
    found = find_syndication(documents, (0, 1))
    assert len(found.wires) == 1
    assert found.sources == ((0,), (1,))


def test_a_sentence_that_an_article_repeats_is_no_wire() -> None:
    assert find_syndication([document("عنوان الخبر", WIRE[0], OWN[0], WIRE[0])], (0,)).wires == ()


def test_articles_of_titles_alone_are_compared_by_these() -> None:
    title = "مئات القتلى في زلزال قوي ضرب إقليم الحوز بالمغرب"
    found = find_syndication([document(title), document(title), document("خبر آخر")], (0, 1, 2))
    assert found.sources == ((0, 1), (2,))
    assert found.shares == (1.0, 1.0, 0.0)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([*WIRE, *OWN, "قصير", ""]), max_size=12))
def test_groups_part_the_sentences(texts: list[str]) -> None:
    groups = group_same(texts)
    assert sorted(i for same in groups for i in same) == list(range(len(texts)))
    assert list(groups) == sorted(groups)
    for same in groups:
        assert list(same) == sorted(same)
        assert len({texts[i] for i in same}) == 1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_a_partition_joins_what_a_chain_of_pairs_connects(pairs: list[tuple[int, int]]) -> None:
    partition = Partition(10)
    reach = {n: {n} for n in range(10)}
    for one, other in pairs:
        partition.join(one, other)
        merged = reach[one] | reach[other]
        for thing in merged:
            reach[thing] = merged
    assert partition.groups() == sorted({tuple(sorted(group)) for group in reach.values()})
