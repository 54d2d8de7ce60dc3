from __future__ import annotations

import pytest
from facts import facts_of


def speakers(*texts: str) -> list[tuple[str | None, str | None]]:
    return [(said.speaker, said.via) for said in facts_of(*texts).attributions]


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        ("قالت وزارة الصحة إن الوضع مستقر.", "وزارة الصحة", None),
        ("وقالت كازاخستان يوم الثلاثاء إن 98 ألف روسي دخلوا.", "كازاخستان", None),
        ("أكد الرئيس، قاسم توكاييف، الثلاثاء، أن بلاده آمنة.", "الرئيس، قاسم توكاييف", None),
        ("وكانت وزارة الدفاع قد أعلنت أنها انسحبت.", "وزارة الدفاع", None),
        ("قائد البحرية الأميركية يقول إنّ الصين أقوى.", "قائد البحرية الأميركية", None),
        ("“لن نتراجع عن مطالبنا أبدا” قال زعيم النقابة.", "زعيم النقابة", None),
        ("ووفقا للسلطات الإقليمية، تكدست المركبات.", "السلطات الإقليمية", None),
        ("وقتل جندي بحسب مصدر أمني.", "مصدر أمني", None),
        ("وفق أرقام نشرتها وزارة الصحة، قتل جندي.", "وزارة الصحة", None),
        ("حسبما أفادت وكالة الأنباء، قتل جندي.", "وكالة الأنباء", None),
        ("نقلت وكالة رويترز عن مسؤول قوله إن الهجوم وشيك.", "مسؤول", "وكالة رويترز"),
        ('قال توكاييف، إنه "يحمي الناس"، بحسب وكالة فرانس برس.', "توكاييف", "وكالة فرانس برس"),
        ("قال إمام المسجد إن السلام قريب.", "إمام المسجد", None),
        ('وذكرت "القناة 12" الإسرائيلية أن الوزير وصل.', '"القناة 12" الإسرائيلية', None),
        ("أكد مدير المستشفى وصول 33 جثة.", "مدير المستشفى", None),
        ("وجاء في بيان للوزارة: «الوضع صعب جدا».", "الوزارة", None),
    ],
)
def test_the_speaker_is_named_as_written(text: str, speaker: str, via: str | None) -> None:
    assert speakers(text) == [(speaker, via)]


def test_a_verb_without_a_subject_in_the_same_sentence_goes_to_its_speaker() -> None:
    met = "قال بوتين إن الحرب مستمرة، والتقى الرئيس الصيني، وأضاف أن 300 ألف جندي قتلوا."
    assert speakers(met) == [("بوتين", None)] * 2
    denied = "قال بوتين إن الحرب مستمرة، ونفى كوليبا ذلك، وأضاف أن 300 ألف جندي قتلوا."
    assert speakers(denied) == [("بوتين", None), (None, None)]


def test_one_who_reports_another_stands_before_what_is_said() -> None:
    agency, ministry = facts_of(
        "وذكرت وكالة «إنترفاكس» أن الوزارة أعلنت الثلاثاء أن نحو 98 ألف شخص دخلوا."
    ).attributions
    assert (agency.speaker, agency.via) == ("وكالة «إنترفاكس»", None)
    assert (ministry.speaker, ministry.via) == ("الوزارة", "وكالة «إنترفاكس»")
    assert agency.start < ministry.start < ministry.end == agency.end


def test_a_verb_without_a_subject_goes_to_the_last_speaker_of_its_gender() -> None:
    assert speakers("قال الوزير إن الوضع مستقر.", "وأضاف أن الجيش انتشر.") == [("الوزير", None)] * 2
    assert speakers("قالت الوزيرة إن الوضع مستقر.", "وأضاف أن الجيش انتشر.")[1] == (None, None)


@pytest.mark.parametrize(
    "texts",
    [
        ("قال بوتين إن الحرب مستمرة.", "والتقى زيلينسكي نظيره.", "وأضاف أن 300 ألف جندي قتلوا."),
        ("قال بوتين إن الحرب مستمرة.", "والتقى زيلينسكي نظيره، وأضاف أن 300 ألف جندي قتلوا."),
        ("قال بوتين إن الحرب مستمرة، ونفى كوليبا ذلك.", "وأضاف أن 300 ألف جندي قتلوا."),
    ],
)
def test_a_verb_without_a_subject_after_another_is_named_is_unknown(texts: tuple[str, ...]) -> None:
    assert speakers(*texts) == [("بوتين", None), (None, None)]


def test_a_sentence_that_names_nobody_does_not_part_a_verb_from_its_speaker() -> None:
    texts = ("قال بوتين إن الحرب مستمرة.", "وندد مرة جديدة بالنزاع.", "وأضاف أن الجيش انتشر.")
    assert speakers(*texts) == [("بوتين", None)] * 2


def test_what_is_said_ends_where_another_answers() -> None:
    text = "قالت زاخاروفا إن الحرب مستمرة، ورد كوليبا بأن 300 جندي قتلوا."
    assert speakers(text) == [("زاخاروفا", None), ("كوليبا", None)]
    assert facts_of(text).figures[0].attribution == 1
    (said,) = facts_of("قال بوتين إن الحرب مستمرة، ونفى كوليبا ذلك مذكرا بمقتل 300 جندي.").attributions
    assert said.end < 30


@pytest.mark.parametrize("text", ["وردت أنباء بأن 300 جندي قتلوا.", "وورد في التقرير أن 300 جندي قتلوا."])
def test_news_that_arrives_is_no_answer(text: str) -> None:
    assert speakers(text) == []


def test_a_verb_without_a_subject_far_from_any_speaker_is_unknown() -> None:
    filler = ["وصلت القوات إلى المدينة."] * 3
    assert speakers("قال الوزير إن الوضع مستقر.", *filler, "وأضاف أن الجيش انتشر.")[1] == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "لم يعلن الجيش أن أحدا قتل.",
        "ويذكر أن المدينة قديمة.",
        "خائفا من التقارير التي تفيد بأنه قتل.",
        "وفقا للقانون، يعاقب المخالف.",
        "بين الوزيرين أن يلتقيا.",
        "أعلن الرئيس حالة الطوارئ، قبل أن تستعيد البلاد هدوءها.",
    ],
)
def test_what_nobody_says_is_given_to_nobody(text: str) -> None:
    assert speakers(text) == []


def test_quotations_are_told_from_reports() -> None:
    reported, quoted = facts_of("قال الوزير إن الوضع مستقر.", "وقال الوزير: «الوضع مستقر اليوم».").attributions
    assert (reported.quoted, quoted.quoted) == (False, True)


def test_ali_is_a_name_and_on_is_none() -> None:
    assert speakers("قال رئيس المجلس علي عبد العال إن القرار صدر.") == [("رئيس المجلس علي عبد العال", None)]
    assert speakers("وقال الوزير على هامش القمة إن القرار صدر.") == [("الوزير", None)]
