"""Which articles are one story, and what a story comes down to."""

from __future__ import annotations

import random
import subprocess
import sys
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.features import describe, dot, stem, text_vector
from summarizer.stories import Index, group, index
from summarizer.types import Article, Document, Source, Story
from summarizer.word_counts import light_stem
from tests.stories import document, hand_made, seed_documents

QUAKE = (
    "مئات القتلى في زلزال قوي ضرب إقليم الحوز",
    "لقي 632 شخصا على الأقل مصرعهم في زلزال ضرب إقليم الحوز جنوب غربي مدينة مراكش ليل الجمعة.",
    "وقالت وزارة الداخلية المغربية إن 329 شخصا أصيبوا، بينهم 51 في حالة خطرة.",
)
TOLL = (
    "حصيلة زلزال الحوز تتجاوز ألفي قتيل",
    "ارتفعت حصيلة الزلزال الذي ضرب إقليم الحوز قرب مراكش إلى 2412 قتيلا، وفق وزارة الداخلية المغربية.",
)
RATE = (
    "المركزي المصري يرفع أسعار الفائدة",
    "قررت لجنة السياسة النقدية بالبنك المركزي المصري رفع أسعار الفائدة 200 نقطة أساس.",
)


@cache
def the_seeds() -> tuple[Document, ...]:
    return tuple(seed_documents())


@cache
def the_set() -> tuple[tuple[str, Document], ...]:
    return tuple(hand_made())


def members(stories: tuple[Story, ...], documents: tuple[Document, ...]) -> set[frozenset[str]]:
    """The stories by the names of their articles."""
    return {frozenset(documents[a].article.source.name for a in story.articles) for story in stories}


def nothing(name: str = "empty.txt") -> Document:
    return Document(article=Article(source=Source(name=name, kind="text", sha256=""), text=""), sentences=())


def test_four_seeds_are_one_story_and_the_unrest_of_january_stays_apart() -> None:
    assert [story.articles for story in group(the_seeds())] == [(0, 1, 2, 3), (4,)]


def test_the_two_seeds_that_print_one_wire_report_count_as_one_source() -> None:
    story = group(the_seeds())[0]
    assert story.sources == ((0, 2), (1,), (3,))
    assert len(story.wires) == 9
    assert all({place.article for place in wire} == {0, 2} for wire in story.wires)
    assert [round(share, 2) for share in story.shares] == [0.36, 0.0, 0.48, 0.0]


def test_the_hand_made_events_are_told_apart_though_they_share_people_and_places() -> None:
    events = [event for event, _ in the_set()]
    documents = [d for _, d in the_set()]
    found = {frozenset(events[a] for a in story.articles) for story in group(documents)}
    assert found == {frozenset({event}) for event in set(events)}
    assert len(group(documents)) == len(set(events))


def test_the_order_of_the_articles_changes_nothing() -> None:
    documents = [d for _, d in the_set()]
    shuffled = documents.copy()
    random.Random(3).shuffle(shuffled)
    first, second = group(documents), group(shuffled)
    assert members(first, tuple(documents)) == members(second, tuple(shuffled))
    assert {s.id for s in first} == {s.id for s in second}
    leads = [
        {s.id: d[s.lead].article.source.name for s in found} for found, d in ((first, documents), (second, shuffled))
    ]
    assert leads[0] == leads[1]


def test_new_articles_join_known_stories_day_by_day() -> None:
    first = (document(*QUAKE, published="2023-09-09"), document(*RATE, published="2023-03-30"))
    yesterday = group(first)
    second = (document(*TOLL, published="2023-09-10"), document("خبر آخر", "افتتح الوزير معرض الكتاب في مدينة صفاقس."))
    today = group(second, index(first, yesterday))
    quake = next(s.id for s in yesterday if s.articles == (0,))
    assert next(s.id for s in today if s.articles == (0,)) == quake
    assert {s.id for s in today if s.articles == (1,)}.isdisjoint(s.id for s in yesterday)


def test_a_text_that_left_the_story_named_after_it_gets_another_id() -> None:
    first = document(*QUAKE, published="2023-09-09")
    named = group([first])[0].id
    kept = Index(documents=(document(*RATE),), stories=(named,))
    (story,) = group([first], kept)
    assert story.id != named
    assert story.id.startswith(named)
    assert group([first], index([first], [story], kept))[0].id == story.id


def test_two_known_stories_are_never_joined() -> None:
    texts = (document(*QUAKE), document(*TOLL))
    known = Index(documents=texts, stories=("first", "second"))
    assert [len(s.articles) for s in group(texts)] == [2]
    assert sorted(s.id for s in group(texts, known)) == ["first", "second"]


def test_a_story_keeps_its_id_when_later_articles_are_in_the_same_folder() -> None:
    first, later = document(*QUAKE, published="2023-09-09"), document(*TOLL, published="2023-09-10")
    assert group([later, first])[0].id == group([first])[0].id


def test_what_was_told_before_comes_last_among_the_key_points() -> None:
    first = document(*QUAKE, published="2023-09-09")
    grown = document(
        QUAKE[0], *QUAKE[1:], "وأرسلت إسبانيا فريق إنقاذ إلى إقليم الحوز بعد الزلزال.", published="2023-09-10"
    )
    fresh, known = group([grown])[0], group([grown], index([first], group([first])))[0]
    assert fresh.key_points[0][0].sentence == 1
    assert known.key_points[0][0].sentence == 3


def test_key_points_cite_body_sentences_each_once() -> None:
    for documents in (the_seeds(), tuple(d for _, d in the_set())):
        for story in group(documents):
            cited = [place for point in story.key_points for place in point]
            assert len(cited) == len(set(cited))
            assert 1 <= len(story.key_points) <= 5
            for place in cited:
                assert place.article in story.articles
                assert documents[place.article].sentences[place.sentence].role == "body"


def test_a_toll_that_has_risen_is_a_point_of_its_own() -> None:
    (story,) = group([document(*QUAKE), document(*TOLL)])
    shown = [(point[0].article, point[0].sentence) for point in story.key_points]
    assert (0, 1) in shown
    assert (1, 1) in shown


def test_thirty_reprints_with_other_numbers_are_two_points_that_show_two_of_the_numbers() -> None:
    text = "قتل {} شخصا وأصيب آخرون في انفجار وقع أمس الخميس في مصنع للألعاب النارية شرق مدينة جلال آباد."
    documents = [document("انفجار في مصنع للألعاب النارية", text.format(20 + n), name=f"{n}.txt") for n in range(30)]
    (story,) = group(documents)
    assert [len(point) for point in story.key_points] == [1, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أعلنت وزارة الصحة مقتل 30 شخصا", "نفت وزارة الصحة مقتل 45 شخصا"),
        ("أعلنت وزارة الصحة مقتل 30 شخصا", "لم تعلن وزارة الصحة مقتل 45 شخصا"),
        ("أعلنت وزارة الصحة مقتل 30 شخصا", "أعلنت وزارة الصحة مقتل 45 شخصا"),
    ],
)
def test_a_contradiction_of_a_key_point_is_a_point_too_however_many_reprints_there_are(one: str, other: str) -> None:
    rest = "في انفجار وقع أمس الخميس في مصنع للألعاب النارية شرق مدينة جلال آباد بأفغانستان، وفق بيان رسمي."
    texts = [f"{start} {rest}" for start in (one, one, one, other)]
    documents = [document("انفجار في مصنع للألعاب", text, name=f"{n}.txt") for n, text in enumerate(texts)]
    (story,) = group(documents)
    assert sorted(tuple(place.article for place in point) for point in story.key_points) == [(0,), (3,)]


def test_a_denial_is_a_point_beside_reprints_with_many_numbers() -> None:
    rest = "وزارة الصحة مقتل {} شخصا في انفجار وقع أمس الخميس في مصنع للألعاب النارية شرق مدينة جلال آباد."
    texts = [f"أعلنت {rest}".format(20 + n) for n in range(9)] + [f"نفت {rest}".format(99)]
    documents = [document("انفجار في مصنع للألعاب", text, name=f"{n}.txt") for n, text in enumerate(texts)]
    (story,) = group(documents)
    assert 9 in {point[0].article for point in story.key_points}
    assert len(story.key_points) == 3


def test_no_two_key_points_give_one_number_of_one_thing() -> None:
    documents = seed_documents()
    story = group(documents)[0]
    told = [documents[c.article].sentences[c.sentence].plain for c, *_ in story.key_points]
    assert len(told) == 5
    assert sum("98 ألف" in text for text in told) == 1


def test_a_title_is_taken_from_another_article_where_the_lead_has_none() -> None:
    untitled = document(None, QUAKE[1], QUAKE[2] + " " + TOLL[1])
    (story,) = group([untitled, document(TOLL[0], TOLL[1])])
    assert story.title is not None
    assert (story.title.article, story.title.sentence) == (1, 0)


def test_unrelated_articles_are_stories_of_one() -> None:
    stories = group([document(*QUAKE), document(*RATE)])
    assert [s.articles for s in stories] == [(0,), (1,)]
    assert [s.sources for s in stories] == [((0,),), ((1,),)]


def test_500_copies_are_one_story_with_one_source() -> None:
    copies = [document(*QUAKE, name=f"{n}.txt") for n in range(500)]
    (story,) = group(copies)
    assert story.sources == (tuple(range(500)),)
    assert set(story.shares) == {1.0}
    assert len(story.key_points) == 2


def test_copies_with_contradictory_dates_stay_together_and_show_both() -> None:
    (story,) = group([document(*QUAKE, published="2023-09-09"), document(*QUAKE, published="2021-01-01")])
    assert story.published == ("2021-01-01", "2023-09-09")


@pytest.mark.parametrize("published", [None, "yesterday", "2023-13-45", "2023-09-09T06:30:00+03:00"])
def test_articles_without_a_valid_date_join_by_their_words(published: str | None) -> None:
    (story,) = group([document(*QUAKE, published=published), document(*TOLL)])
    assert story.published == (("2023-09-09",) if published and published.startswith("2023-09") else ())


@pytest.mark.parametrize(
    ("line", "days"), [("الرباط، 9 سبتمبر 2023 (رويترز)", ("2023-09-09",)), ("الرباط، 9 سبتمبر (رويترز)", ())]
)
def test_a_whole_date_of_the_dateline_is_that_of_an_article_without_another(line: str, days: tuple[str, ...]) -> None:
    (story,) = group([document(QUAKE[0], f"{line} - {QUAKE[1]}", QUAKE[2])])
    assert story.published == days


def test_reports_far_apart_in_time_need_more_in_common() -> None:
    near = group([document(*QUAKE, published="2023-09-09"), document(*TOLL, published="2023-09-10")])
    far = group([document(*QUAKE, published="2023-09-09"), document(*TOLL, published="2024-03-10")])
    assert (len(near), len(far)) == (1, 2)


@pytest.mark.parametrize(
    ("documents", "sizes"),
    [
        ((), []),
        ((nothing(),), [1]),
        ((nothing("a.txt"), document(*QUAKE)), [1, 1]),
        ((document(QUAKE[0]),), [1]),
        ((document(None, QUAKE[1]),), [1]),
    ],
    ids=["none", "empty", "empty beside another", "title only", "body only"],
)
def test_bad_input_gives_plain_stories(documents: tuple[Document, ...], sizes: list[int]) -> None:
    assert [len(s.articles) for s in group(documents)] == sizes


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([QUAKE, TOLL, RATE, ("", ""), ("خبر", "نص قصير.")]), max_size=8))
def test_every_article_is_in_exactly_one_story_and_one_source(texts: list[tuple[str, ...]]) -> None:
    documents = [document(*text) if any(text) else nothing() for text in texts]
    stories = group(documents)
    assert sorted(a for s in stories for a in s.articles) == list(range(len(documents)))
    for story in stories:
        assert sorted(a for source in story.sources for a in source) == list(story.articles)
        assert story.lead in story.articles
        assert len(story.shares) == len(story.articles)
        assert all(0 <= share <= 1 for share in story.shares)
    assert len({s.id for s in stories}) == len(stories)


def test_pairs_of_the_hand_made_set_are_found_without_a_wrong_one() -> None:
    events = [event for event, _ in the_set()]
    where = {a: n for n, s in enumerate(group([d for _, d in the_set()])) for a in s.articles}
    pairs = [(events[a] == events[b], where[a] == where[b]) for a, b in combinations(range(len(events)), 2)]
    assert (pairs.count((True, True)), pairs.count((False, True)), pairs.count((True, False))) == (47, 0, 0)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("كازاخستان", "كازاخست"),
        ("الكازاخستاني", "كازاخست"),
        ("وكازاخستان", "كازاخست"),
        ("والمدنيين", "مدن"),
        ("للقتال", "قتال"),
        ("وزاره", "زار"),
        ("Talap", "Talap"),
        ("2023", "2023"),
        ("و", "و"),
        ("", ""),
    ],
)
def test_light_stems(word: str, expected: str) -> None:
    assert light_stem(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("بمطار", "مطار"), ("لمطار", "مطار"), ("باريس", "باريس"), ("كتاب", "كتاب"), ("فلسطين", "فلسط")],
)
def test_a_particle_goes_only_where_a_commoner_word_is_left(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_a_figure_is_its_value_however_it_is_written() -> None:
    one, other = text_vector("دخل 98 ألف روسي"), text_vector("دخل ٩٨٬٠٠٠ روسي")
    assert one.keys() == other.keys()
    assert "#98000" in one


def test_months_are_those_of_the_front_half() -> None:
    told = document(
        None, "وقع الحادث في سبتمبر في المدينة.", "قال شهود إنه كان كبيرا جدا.", "وكان آخر في مارس 2011 هناك."
    )
    assert describe(told).months == {9}


def test_the_likeness_of_an_article_to_itself_is_one() -> None:
    terms = describe(document(*QUAKE)).terms
    assert dot(terms, terms) == pytest.approx(1.0)


def test_importing_stories_loads_nothing_heavy() -> None:
    heavy = {"datasketch", "scipy", "numpy", "rapidfuzz"}
    code = f"import sys, summarizer.stories, summarizer.since; print(*(set(sys.modules) & {heavy!r}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
