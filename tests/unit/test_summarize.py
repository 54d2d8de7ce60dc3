from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.clean import clean
from summarizer.errors import OptionsError
from summarizer.readers import read
from summarizer.split import split
from summarizer.summarize import summarize
from summarizer.types import ROLES, Document, Role
from tests.factories import make_document

LEAD = "غادر عشرات الآلاف من الروس بلادهم منذ إعلان التعبئة الجزئية قبل أسبوع."
FIGURES = "وقالت كازاخستان يوم الثلاثاء إن نحو 98 ألف مواطن دخلوا أراضيها."
BORDER = "وتنتظر نحو 5500 سيارة على الحدود الجورجية جنوب فلاديكافكاز اليوم."
PROMISE = "وأعلن الرئيس توكاييف أن حكومته ستحمي الوافدين الجدد وتضمن أمنهم."
ADDED = "وأضاف أن الأمر قضية سياسية وإنسانية قبل كل شيء."


def test_the_summary_is_the_front_of_the_body_word_for_word() -> None:
    document = make_document(("title", "عشرات آلاف الروس يفرون"), LEAD, FIGURES, BORDER, PROMISE)
    summary = summarize(document)
    assert summary.sentences == (LEAD, FIGURES, BORDER)
    assert summary.evidence == ((1,), (2,), (3,))
    assert (summary.method, summary.model) == ("extractive", None)


@pytest.mark.parametrize("sentences", [1, 2, 3, 4])
def test_it_has_as_many_sentences_as_asked_for(sentences: int) -> None:
    assert len(summarize(make_document(LEAD, FIGURES, BORDER, PROMISE), sentences=sentences).sentences) == sentences


def test_a_short_article_gives_what_it_has() -> None:
    assert summarize(make_document(LEAD, FIGURES)).sentences == (LEAD, FIGURES)


def test_an_article_without_body_has_an_empty_summary() -> None:
    summary = summarize(make_document(("title", LEAD), ("caption", FIGURES)))
    assert (summary.sentences, summary.evidence) == ((), ())


@pytest.mark.parametrize("role", [role for role in ROLES if role != "body"])
def test_only_body_sentences_are_taken(role: Role) -> None:
    document = make_document((role, PROMISE), LEAD, (role, BORDER), FIGURES)
    assert summarize(document).sentences == (LEAD, FIGURES)


def test_a_sentence_that_only_repeats_the_title_is_left_out() -> None:
    title = "كازاخستان تعد بحماية الروس الفارين من التعبئة"
    document = make_document(("title", title), f"{title} العسكرية.", LEAD, FIGURES)
    assert summarize(document, sentences=2).sentences == (LEAD, FIGURES)


def test_a_sentence_that_adds_to_the_title_stays() -> None:
    document = make_document(("title", "غادر عشرات الآلاف من الروس بلادهم"), LEAD, FIGURES)
    assert summarize(document, sentences=1).sentences == (LEAD,)


def test_the_title_is_repeated_before_a_summary_has_one_sentence() -> None:
    document = make_document(("title", LEAD), LEAD, FIGURES)
    assert summarize(document).sentences == (LEAD, FIGURES)


def test_a_sentence_said_before_is_left_out() -> None:
    again = LEAD.replace("قبل أسبوع", "الأسبوع الماضي").replace("غادر", "وقد غادر")
    assert summarize(make_document(LEAD, again, FIGURES)).sentences == (LEAD, FIGURES)


@pytest.mark.parametrize(
    ("torn", "why"),
    [
        ("معظمهم مرغمون على المغادرة بسبب وضع ميؤوس منه».", "a closing mark without its opening one"),
        ("»معظمهم مرغمون على المغادرة بسبب وضع ميؤوس منه.", "a mark of the other direction"),
        ('قال في روسيا: "يمكنني الذهاب إلى العمل ولا أعود أبدا.', "an opening mark without its closing one"),
        ("وقال: «يأتي الكثير من الناس إلينا.|معظمهم مرغمون على المغادرة».", "a quotation over two sentences"),
        ('وقال: "يأتي كثيرون إلينا.|معظمهم مرغمون على المغادرة.|علينا الاهتمام بهم جميعا".', "one over three"),
        ("وقال: “يأتي كثيرون إلينا.|معظمهم مرغمون على المغادرة».", "marks that do not match"),
    ],
)
def test_pieces_of_a_quotation_are_left_out(torn: str, why: str) -> None:
    assert summarize(make_document(LEAD, torn, FIGURES)).sentences == (LEAD, FIGURES), why


@pytest.mark.parametrize(
    "whole",
    [
        "وقال توكاييف للصحفيين: «لن نتراجع. سنبقى هنا معا».",
        'ووصفت السلطات المحلية الوضع بأنه "متوتر للغاية" عند نقطة التفتيش.',
        'قال توكاييف للشعب: "من المهم أن نفهم سبب "غفلان" الدولة للهجمات".',
        "وقالت الوزارة للصحفيين (في بيان) إن «الوضع متوتر» عند المعبر.",
    ],
)
def test_whole_quotations_are_no_hindrance(whole: str) -> None:
    assert summarize(make_document(LEAD, whole, FIGURES)).sentences == (LEAD, whole, FIGURES)


def test_a_mark_lost_in_one_paragraph_does_not_harm_the_next() -> None:
    document = make_document(
        LEAD, "قال إن الوضع «متوتر للغاية عند المعبر.", FIGURES, 'وأكدت أنها "سعيدة" بالقرار الجديد.'
    )
    assert summarize(document).evidence == ((0,), (2,), (3,))


def test_a_lost_mark_does_not_cost_the_first_sentence() -> None:
    lead = LEAD.replace("التعبئة", "«التعبئة")
    assert summarize(make_document(lead, FIGURES)).sentences == (lead, FIGURES)


@pytest.mark.parametrize(
    "leaning",
    [
        ADDED,
        "وتابعت الوزارة أن الأمر قضية سياسية وإنسانية.",
        "من جانبه أعرب الوزير عن قلقه البالغ إزاء ما يحدث.",
        "لكن محللين حذروا من أن الأثر العملي سيكون محدودا.",
        "وذكّر بأن سلامة أراضي الدول حق غير قابل للتصرف.",
        "وأكد أنه لن يتراجع عن القرار مهما حدث.",
        "وقال: «لن نتراجع عن هذا القرار مهما حدث».",
        "فهل يكفي ذلك لوقف موجة النزوح الكبيرة؟",
    ],
)
def test_a_sentence_that_leans_on_another_comes_only_with_it(leaning: str) -> None:
    scrap = "صورة من الأرشيف"
    assert summarize(make_document(LEAD, leaning, BORDER)).sentences == (LEAD, leaning, BORDER)
    assert summarize(make_document(LEAD, scrap, leaning, BORDER)).sentences == (LEAD, BORDER)


@pytest.mark.parametrize(
    "free",
    [
        "وقال توكاييف إن بلاده ستضمن أمن الوافدين الجدد.",
        'أعلن "مجلس التجديد الاقتصادي" توقيع مذكرة تفاهم جديدة.',
        "كمال درويش وزير الاقتصاد يزور العاصمة أنقرة غدا.",
    ],
)
def test_a_sentence_with_its_own_speaker_leans_on_nothing(free: str) -> None:
    assert free in summarize(make_document(LEAD, "صورة من الأرشيف", free)).sentences


def test_the_first_sentence_leans_on_nothing() -> None:
    assert summarize(make_document(ADDED, FIGURES)).sentences == (ADDED, FIGURES)


@pytest.mark.parametrize(
    "scrap", ["إطلاق النار", "موسكو - رويترز", "25 مليون مع وجود البالغين المؤهلين.", "وجاء في البيان ما يلي من أحكام:"]
)
def test_scraps_and_announcements_of_lists_are_left_out(scrap: str) -> None:
    assert summarize(make_document(scrap, LEAD, scrap, FIGURES)).sentences == (LEAD, FIGURES)


def test_nothing_but_fragments_still_gives_a_sentence() -> None:
    assert summarize(make_document("إطلاق النار", "ما يلي:"), sentences=1).sentences == ("إطلاق النار",)


def test_a_summary_keeps_within_the_words_asked_for() -> None:
    assert summarize(make_document(LEAD, FIGURES, BORDER), max_words=23).sentences == (LEAD, FIGURES)


def test_it_ends_before_the_first_sentence_that_is_too_much_rather_than_taking_a_scrap_from_behind() -> None:
    document = make_document(LEAD, FIGURES, "وقالت جورجيا إن العدد تضاعف.")
    assert summarize(document, max_words=17).sentences == (LEAD,)


def test_the_first_sentence_that_fits_by_itself_is_taken_where_the_lead_is_too_long() -> None:
    assert summarize(make_document(LEAD, FIGURES, BORDER), max_words=11).sentences == (FIGURES,)


def test_the_best_sentence_is_given_whole_where_none_fits() -> None:
    summary = summarize(make_document(LEAD, FIGURES, BORDER), max_words=3)
    assert summary.sentences == (LEAD,)
    assert [finding.code for finding in summary.findings] == ["summary.long"]
    assert summarize(make_document(LEAD, FIGURES, BORDER), max_words=17).findings == ()


@pytest.mark.parametrize("wrong", [{"sentences": 0}, {"sentences": -1}, {"max_words": 0}])
def test_limits_below_one_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(OptionsError) as refused:
        summarize(make_document(LEAD), **wrong)  # type: ignore[arg-type]
    assert refused.value.code == "options.value"


ASIDE = "كان صباحا باردا من تلك الصباحات التي لا ينساها المرء أبدا."
THESIS = "الديمقراطية العربية هي المؤسسات القوية قبل أن تكون صناديق."


def make_essay(filler: int) -> Document:
    """An aside, ``filler`` sentences of ten words each that share two words with the thesis, and the thesis last."""
    fillers = [
        f"الديمقراطية {n}أول المؤسسات {n}ثان {n}ثالث {n}رابع {n}خامس {n}سادس {n}سابع {n}ثامن." for n in range(filler)
    ]
    return make_document(ASIDE, *fillers, THESIS)


def test_a_long_text_without_a_lead_is_summarized_by_its_commonest_words() -> None:
    sentences = summarize(make_essay(90), sentences=2).sentences
    assert ASIDE not in sentences
    assert sentences[-1] == THESIS


def test_a_text_of_the_length_of_news_has_its_lead() -> None:
    assert summarize(make_essay(40)).evidence == ((0,), (1,), (2,))


_SENTENCES = st.lists(
    st.tuples(
        st.sampled_from(ROLES),
        st.lists(
            st.sampled_from(["وأضاف", "أن", "«", "»", '"', "روسيا", "98", "ألف", "قالت", ":", "؟"]), min_size=1
        ).map(" ".join),
    ),
    max_size=9,
)


@settings(deadline=None)
@given(_SENTENCES, st.integers(1, 4), st.none() | st.integers(1, 20))
def test_what_holds_of_every_summary(lines: list[tuple[Role, str]], sentences: int, max_words: int | None) -> None:
    document = make_document(*lines)
    summary = summarize(document, sentences=sentences, max_words=max_words)
    places = [index for (index,) in summary.evidence]
    assert summary.sentences == tuple(document.sentences[index].plain for index in places)
    assert set(places) <= set(document.body)
    assert all(earlier < later for earlier, later in pairwise(places))
    assert min(1, len(document.body)) <= len(places) <= sentences
    words = sum(len(sentence.split()) for sentence in summary.sentences)
    assert max_words is None or words <= max_words or len(places) == 1
    assert summarize(document, sentences=sentences, max_words=max_words) == summary


def test_the_summaries_of_the_seeds(seeds: tuple[Path, ...]) -> None:
    expected = (
        ("غادر عشرات الآلاف من الروس بلادهم", "وذكرت وكالة «إنترفاكس»", "وكان رئيس كازاخستان"),
        ("قالت جورجيا وكازاخستان", "أعلن الرئيس الروسي", "قال فيودور"),
        ("أكد الرئيس الكازاخستاني", "وقال توكاييف", "وأضاف توكاييف"),
        ("وفقًا للأرقام", "وقد تجذب الحشد", "وأظهر مقطع فيديو"),
        ("أكد وزير الخارجية", "وقال بلينكن", 'وأضاف: "يبدو لي'),
    )
    for path, beginnings in zip(seeds, expected, strict=True):
        sentences = summarize(split(clean(read(path, name=path.name)))).sentences
        assert len(sentences) == len(beginnings)
        assert all(s.startswith(beginning) for s, beginning in zip(sentences, beginnings, strict=True)), sentences
