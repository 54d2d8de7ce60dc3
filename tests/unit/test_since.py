"""What is new since an earlier briefing, and earlier briefings that cannot be read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer.earlier import Earlier, read_earlier
from summarizer.errors import ReadError
from summarizer.pipeline import understand
from summarizer.readers import read
from summarizer.since import compare
from summarizer.types import Brief, Changes
from summarizer.writers.jsonl import render
from summarizer.writers.story_view import new_readings
from tests.stories import brief_of, document, seed_documents

TITLE = "الروس يتدفقون على كازاخستان بعد إعلان التعبئة"
ENTERED = "أعلنت وزارة الداخلية في كازاخستان أن {} ألف مواطن روسي دخلوا كازاخستان منذ 21 سبتمبر 2022."
QUEUE = "وتكدست آلاف السيارات على الحدود بين روسيا وكازاخستان بعد إعلان التعبئة الجزئية."
PROMISE = "وتعهد الرئيس قاسم جومارت توكاييف بحماية الروس الفارين من التعبئة."
OTHER = ("المركزي المصري يرفع أسعار الفائدة", "قرر البنك المركزي المصري رفع أسعار الفائدة 200 نقطة أساس.")


def yesterday() -> Brief:
    return brief_of([document(TITLE, ENTERED.format(93), QUEUE, name="a.txt"), document(*OTHER, name="b.txt")])


def write(folder: Path, brief: Brief, *, stories: bool = True) -> Path:
    """The folder with the briefing's records in it."""
    ((name, text),) = render(brief if stories else replace(brief, stories=()))
    (folder / name).write_text("".join(text), encoding="utf-8")
    return folder


def changes(earlier: Earlier, *texts: tuple[str, ...]) -> tuple[Brief, Changes]:
    brief = brief_of([document(*text, name=f"{n}.txt") for n, text in enumerate(texts)], earlier.index)
    return brief, compare(earlier, brief)


def test_known_and_new_stories(tmp_path: Path) -> None:
    earlier = read_earlier(write(tmp_path, yesterday()))
    brief, found = changes(
        earlier,
        (TITLE, ENTERED.format(98), QUEUE, PROMISE),
        ("الأهلي يتوج بكأس مصر", "توج الأهلي بلقب كأس مصر لكرة القدم بعد فوزه على الزمالك في القاهرة."),
    )
    known = {story.articles: change.known for story, change in zip(brief.stories, found.stories, strict=True)}
    assert known == {(0,): True, (1,): False}


def test_new_sentences_of_a_known_story_and_those_reported_already(tmp_path: Path) -> None:
    earlier = read_earlier(write(tmp_path, yesterday()))
    brief, found = changes(earlier, (TITLE, ENTERED.format(98), "و" + QUEUE[1:], PROMISE), (TITLE, PROMISE, QUEUE))
    said = [
        [brief.articles[p.article].document.sentences[p.sentence].plain for p in places]
        for places in (found.stories[0].new, found.stories[0].reported)
    ]
    assert said == [[ENTERED.format(98), PROMISE], ["و" + QUEUE[1:], QUEUE]]


def test_a_changed_figure_says_what_it_was(tmp_path: Path) -> None:
    earlier = read_earlier(write(tmp_path, yesterday()))
    brief, found = changes(earlier, (TITLE, ENTERED.format(98), QUEUE))
    (change,) = found.stories[0].figures
    assert change.value == 93000
    assert brief.stories[0].figures[change.figure].readings[0][1].value == 98000


@pytest.mark.parametrize(
    "now",
    [
        ENTERED.format(93),
        "أعلنت وزارة الداخلية في كازاخستان أن 98 ألف مواطن روسي غادروا كازاخستان منذ 21 سبتمبر 2022.",
        "أعلنت وزارة الداخلية في كازاخستان أن 98 ألف مواطن روسي دخلوا كازاخستان منذ 1 أبريل 2022.",
        "أعلنت وزارة الداخلية في كازاخستان أن 98 ألف سيارة دخلت كازاخستان منذ 21 سبتمبر 2022.",
    ],
    ids=["the same", "another event", "another time", "another thing"],
)
def test_another_quantity_is_no_changed_figure(tmp_path: Path, now: str) -> None:
    earlier = read_earlier(write(tmp_path, yesterday()))
    _, found = changes(earlier, (TITLE, now, QUEUE))
    assert [change.figures for change in found.stories] == [()]


@pytest.mark.parametrize(
    ("today", "changed"),
    [
        ([ENTERED.format(93), ENTERED.format(98)], [["98"]]),
        ([ENTERED.format(93)], []),
        ([ENTERED.format(98), ENTERED.format(99).replace("أعلنت", "ذكرت")], []),
        ([ENTERED.format("أكثر من 93")], []),
        ([ENTERED.format(98), ENTERED.format("نحو 98")], [["98", "98"]]),
    ],
    ids=["beside the old article", "the old article alone", "two numbers", "a bound", "one number twice"],
)
def test_one_new_number_of_the_new_articles_is_a_changed_figure(
    tmp_path: Path, today: list[str], changed: list[list[str]]
) -> None:
    earlier = read_earlier(write(tmp_path, yesterday()))
    own = {ENTERED.format(93): QUEUE}
    brief, found = changes(earlier, *((TITLE, said, own.get(said, PROMISE)) for said in today))
    assert [
        [str(figure.value // 1000) for _, figure in new_readings(story, change).readings if figure.value]
        for story, was in zip(brief.stories, found.stories, strict=True)
        for change in was.figures
    ] == changed


@pytest.mark.parametrize(
    ("before", "now", "changed"),
    [
        ("قتل 93 شخصا في انفجار يوم الأحد.", "قتل 98 شخصا في انفجار.", [(93, "", ("place", "period"))]),
        ("قتل 93 شخصا في انفجار في أفغانستان.", "قتل 98 شخصا في انفجار.", [(93, "", ("place",))]),
        ("قتل 93 شخصا في انفجار في أفغانستان.", "قتل 98 شخصا في انفجار في سوريا.", []),
        (
            "قتل 930 شخصا في انفجار في أفغانستان.",
            "قتل 930 شخصا في انفجار في سوريا.",
            [(930, "Afghanistan", ("place",))],
        ),
        ("قتل 9 أشخاص في انفجار في أفغانستان.", "قتل 9 أشخاص في انفجار في سوريا.", []),
        ("قتل 93 شخصا في انفجار في أفغانستان. وقتل 50 شخصا في سوريا.", "قتل 98 شخصا في انفجار.", []),
    ],
    ids=["no place", "place lost", "two places", "one number moved", "a small number moved", "which of two"],
)
def test_what_may_have_changed_is_told_as_unsure(
    tmp_path: Path, before: str, now: str, changed: list[tuple[int, str, tuple[str, ...]]]
) -> None:
    earlier = read_earlier(write(tmp_path, brief_of([document(TITLE, before, QUEUE)])))
    _, found = changes(earlier, (TITLE, now, PROMISE))
    assert [(c.value, c.place, c.unsure) for story in found.stories for c in story.figures] == changed


def test_a_range_in_the_place_of_a_bound_is_a_changed_figure(tmp_path: Path) -> None:
    earlier = read_earlier(write(tmp_path, brief_of([document(TITLE, ENTERED.format("أكثر من 50"), QUEUE)])))
    _, found = changes(earlier, (TITLE, ENTERED.format("ما بين 50 و60"), PROMISE))
    assert [(c.low, c.english, c.unsure) for story in found.stories for c in story.figures] == [
        (50000, "more than 50,000 Russian citizens", ())
    ]


def test_without_a_time_only_tolls_change(tmp_path: Path) -> None:
    people = "أعلنت وزارة الداخلية في كازاخستان أن {} روسي دخلوا كازاخستان."
    before = brief_of([document(TITLE, people.format(500), QUEUE)])
    _, found = changes(read_earlier(write(tmp_path, before)), (TITLE, people.format(300), QUEUE))
    assert [(change.known, change.figures) for change in found.stories] == [(True, ())]


def test_a_reversal_is_new(tmp_path: Path) -> None:
    said = "وأكدت الوزارة أن كازاخستان وافقت على ترحيل الروس الفارين من التعبئة إلى بلادهم."
    denied = said.replace("وافقت على", "رفضت")
    before = brief_of([document(TITLE, ENTERED.format(93), QUEUE, said)])
    brief, found = changes(read_earlier(write(tmp_path, before)), (TITLE, ENTERED.format(93), QUEUE, denied))
    new = [brief.articles[p.article].document.sentences[p.sentence].plain for p in found.stories[0].new]
    assert new == [denied]


def test_markdown_with_links_is_not_new_the_second_time(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        f"# {TITLE}\n\nأعلنت [وزارة الداخلية](https://www.example.com/kz/interior/2022) **الكازاخستانية** أن 98 ألف "
        f"مواطن روسي [دخلوا](https://www.example.com/a/b/c) كازاخستان.\n\n{QUEUE}\n",
        encoding="utf-8",
    )
    marked = understand(read(tmp_path / "a.md", name="a.md"))
    assert any(sentence.plain != sentence.text for sentence in marked.sentences)
    earlier = read_earlier(write(tmp_path, brief_of([marked])))
    found = compare(earlier, brief_of([marked], earlier.index))
    assert [(change.known, change.new) for change in found.stories] == [(True, ())]


def test_the_scope_of_another_release_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, yesterday()) / "briefing.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for figure in (figure for record in records if record["kind"] == "story" for figure in record["figures"]):
        del figure["scope"]["rate"]
        figure["scope"]["mood"] = "glad"
    path.write_text("\n".join(map(json.dumps, records)) + "\n", encoding="utf-8")
    scopes = [figure.scope for figures in read_earlier(tmp_path).figures.values() for figure in figures]
    assert {scope.place for scope in scopes} >= {"Kazakhstan"}
    assert {scope.rate for scope in scopes} == {""}


def test_the_same_folder_again_has_nothing_new(tmp_path: Path) -> None:
    documents = seed_documents()
    earlier = read_earlier(write(tmp_path, brief_of(documents)))
    brief = brief_of(documents, earlier.index)
    found = compare(earlier, brief)
    assert [(c.known, c.new, c.figures) for c in found.stories] == [(True, (), ())] * 2
    assert {story.id for story in brief.stories} == set(earlier.index.stories)


def test_a_briefing_without_stories_gets_them(tmp_path: Path) -> None:
    earlier = read_earlier(write(tmp_path, yesterday(), stories=False))
    assert set(earlier.index.stories) == {story.id for story in yesterday().stories}


def test_a_record_of_a_kind_that_is_not_known_is_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path, yesterday()) / "briefing.jsonl"
    path.write_text('{"kind": "weather", "sky": "blue"}\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert len(read_earlier(tmp_path).index.documents) == 2


ARTICLE, _, STORY, _ = map(json.loads, next(render(yesterday()))[1])


@pytest.mark.parametrize(
    ("records", "code", "said"),
    [
        ("", "since.foreign", "line 1"),
        ("no json\n", "since.foreign", "line 1"),
        ("[1, 2]\n", "since.foreign", "line 1"),
        ('{"name": "x"}\n', "since.foreign", "line 1"),
        ('{"kind": "weather"}\n', "since.foreign", "no article"),
        (json.dumps(ARTICLE) + "\n" + json.dumps(ARTICLE)[:-9], "since.damaged", "line 2"),
        (json.dumps({"kind": "article"}), "since.damaged", "line 1"),
        (json.dumps(ARTICLE | {"text": "كلام آخر"}), "since.damaged", "line 1"),
        (json.dumps(ARTICLE | {"sentences": [{"text": 3}]}), "since.damaged", "line 1"),
        (json.dumps(ARTICLE | {"format": "scroll"}), "since.damaged", "line 1"),
        (json.dumps(ARTICLE) + "\n" + json.dumps(STORY | {"figures": [{"value": "93"}]}), "since.damaged", "line 2"),
        (json.dumps(ARTICLE) + "\n" + json.dumps(STORY | {"articles": "a.txt"}), "since.damaged", "line 2"),
    ],
)
def test_damaged_and_foreign_files_are_refused_with_their_line(
    tmp_path: Path, records: str, code: str, said: str
) -> None:
    (tmp_path / "briefing.jsonl").write_text(records, encoding="utf-8")
    with pytest.raises(ReadError, match=said) as error:
        read_earlier(tmp_path)
    assert error.value.code == code


def test_a_folder_without_a_briefing(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as error:
        read_earlier(tmp_path)
    assert error.value.code == "since.missing"
    assert str(error.value).startswith(f"{tmp_path / 'briefing.jsonl'}: there is no briefing in this folder.")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "briefing.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReadError) as error:
        read_earlier(tmp_path)
    assert error.value.code == "since.damaged"
