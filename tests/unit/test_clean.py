from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.clean import clean
from summarizer.evaluation.small_sets import SETS
from summarizer.split import split
from summarizer.types import ROLES, Article, Kind, Source

ROOT = Path(__file__).parents[2]
ROLES_DATA = SETS / "roles"
PAGE_LINES = json.loads((ROLES_DATA / "page_lines.json").read_text(encoding="utf-8"))
BODY_LINES = json.loads((ROLES_DATA / "body_lines.json").read_text(encoding="utf-8"))

FRAME = json.loads((ROLES_DATA / "article.json").read_text(encoding="utf-8"))  # an article to put lines into

TITLE, BODY, PLACES = FRAME["title"], FRAME["body"], FRAME["places"]
DECK = "الرئيس يعد الوافدين من روسيا بالأمان ويطلب من السكان مساعدتهم"


def make_article(
    text: str, *, kind: Kind = "text", title: str | None = None, markup: tuple[tuple[int, int], ...] = ()
) -> Article:
    return Article(source=Source(name="a", kind=kind, sha256=""), text=text, title=title, markup=markup)


def label(*lines: str, title: str | None = None) -> list[tuple[str, str]]:
    """(role, text) of each block."""
    article = make_article("\n".join(lines), title=title)
    return [(block.role, article.text[block.start : block.end]) for block in clean(article).blocks]


def roles(*lines: str, title: str | None = None) -> list[str]:
    return [role for role, _ in label(*lines, title=title)]


# --- The five seeds, line by line


SEED_LABELS: dict[str, dict[str, str]] = json.loads(
    (ROOT / "tests" / "data" / "seed_roles.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", SEED_LABELS)
def test_seed_is_understood_line_by_line(name: str) -> None:
    text = (ROOT / "seeds" / f"{name}.txt").read_bytes().decode("utf-8")
    blocks = clean(make_article(text)).blocks
    numbers = {str(text.count("\n", 0, block.start) + 1): block.role for block in blocks}
    assert len(numbers) == len(blocks)
    assert {line: role for line, role in numbers.items() if role != "body"} == SEED_LABELS[name]


# --- Lines of other sites, and sentences that look like them


def role_of(line: str, place: str) -> str:
    lines = [TITLE, *BODY]
    lines.insert(PLACES[place], line)
    labelled = label(*lines)
    others = [role for role, text in labelled if text != line]
    assert others == ["title", "body", "body", "body", "body"]
    return next(role for role, text in labelled if text == line)


@pytest.mark.parametrize("case", PAGE_LINES, ids=lambda case: case["line"])
def test_line_of_a_page_is_recognised(case: dict[str, str]) -> None:
    assert role_of(case["line"], case["place"]) == case["role"]


@pytest.mark.parametrize("place", ["middle", "below"])
@pytest.mark.parametrize("line", BODY_LINES)
def test_sentence_that_looks_like_furniture_stays_body(line: str, place: str) -> None:
    assert role_of(line, place) == "body"


# --- Titles


def test_untitled_article_is_given_no_title() -> None:
    assert roles(*BODY) == ["body"] * 4


@pytest.mark.parametrize("title", [TITLE, "هل تفتح كازاخستان أبوابها للروس الفارين؟", "«الناتو»: لا حرب مع «روسيا»"])
def test_first_line_without_full_stop_is_the_title(title: str) -> None:
    assert roles(title, *BODY) == ["title", *["body"] * 4]


def test_every_copy_of_the_title_is_a_duplicate() -> None:
    assert roles(TITLE, TITLE, *BODY, TITLE) == ["title", "duplicate", *["body"] * 4, "duplicate"]


def test_copy_of_the_title_is_known_by_its_words_not_its_characters() -> None:
    copy = "الرئيس الكازاخستانيّ يُعلن حماية الروس الفارّين من التعبئة العسكريّة!"
    assert roles(TITLE, copy, *BODY)[:2] == ["title", "duplicate"]


def test_title_with_the_name_of_the_site_is_a_copy() -> None:
    assert roles(TITLE, f"{TITLE} - صحيفة الخبر", *BODY)[:2] == ["title", "duplicate"]


def test_repeated_title_below_the_text_is_found_with_its_deck() -> None:
    assert roles(*BODY, TITLE, DECK, TITLE) == [*["body"] * 4, "title", "subhead", "duplicate"]


def test_lone_line_below_the_text_is_a_title_only_above_furniture() -> None:
    assert roles(*BODY, TITLE, "لم تشترك بعد")[4:] == ["title", "boilerplate"]
    assert roles(*BODY, TITLE)[4:] == ["body"]


def test_headline_of_another_article_is_no_title() -> None:
    other = "منتخب البرازيل يفوز على نظيره التونسي بخمسة أهداف"
    assert roles(*BODY, other, "لم تشترك بعد")[4:] == ["body", "boilerplate"]


def test_title_of_the_format_wins() -> None:
    first = "قراءة في موقف كازاخستان من التعبئة الروسية"
    assert roles(TITLE, first, *BODY, title=TITLE)[:2] == ["title", "subhead"]
    assert roles(first, TITLE, *BODY, title=TITLE)[:2] == ["subhead", "title"]


def test_title_of_the_format_is_a_title_even_as_a_sentence() -> None:
    assert roles(BODY[0], *BODY, title=BODY[0]) == ["title", "duplicate", "body", "body", "body"]


def test_title_without_words_names_no_line() -> None:
    assert roles("***", *BODY, title="***") == ["boilerplate", *["body"] * 4]


def test_lone_line_is_body() -> None:
    assert roles(TITLE) == ["body"]
    assert roles(BODY[0]) == ["body"]


# --- Above and below the text


def test_editors_name_under_the_office_goes_with_it() -> None:
    assert roles("رئيس التحرير", "سالم الهاشمي", TITLE, *BODY)[:3] == ["boilerplate", "boilerplate", "title"]


def test_section_above_the_title_is_furniture() -> None:
    assert roles("سياسة", TITLE, *BODY)[:2] == ["boilerplate", "title"]


def test_text_of_a_picture_that_comes_twice_is_a_caption_once() -> None:
    assert roles(TITLE, "رئيس كازاخستان", "رئيس كازاخستان", *BODY)[:3] == ["title", "caption", "duplicate"]


def test_deck_is_a_subhead() -> None:
    assert roles(TITLE, DECK, *BODY)[:2] == ["title", "subhead"]


def test_stray_word_at_the_very_end_is_furniture() -> None:
    assert roles(TITLE, *BODY, "أخبار محلية")[-1] == "boilerplate"


def test_headlines_under_a_heading_of_links_are_furniture_to_the_end() -> None:
    headlines = ["منتخب البرازيل يفوز على نظيره التونسي", "ما سبب ارتفاع أسعار القمح هذا الشهر؟"]
    assert roles(TITLE, *BODY, "اقرأ أيضاً", *headlines)[-3:] == ["boilerplate"] * 3


def test_only_one_headline_goes_with_links_inside_the_text() -> None:
    middle = ["اقرأ أيضاً:", "منتخب البرازيل يفوز على نظيره التونسي", "مواقف متباينة"]
    labels = roles(TITLE, *BODY[:2], *middle, *BODY[2:])
    assert labels == ["title", "body", "body", "boilerplate", "boilerplate", "subhead", "body", "body"]


def test_paragraph_under_a_heading_of_links_inside_the_text_stays_body() -> None:
    assert roles(TITLE, BODY[0], "اقرأ أيضاً", *BODY[1:])[1:] == ["body", "boilerplate", "body", "body", "body"]


def test_link_at_the_end_of_a_paragraph_is_a_block_of_its_own() -> None:
    link = "اقرأ أيضاً: الناتو يعزز وجوده في البلطيق"
    labelled = label(TITLE, BODY[0], f"{BODY[1]} {link}", *BODY[2:])
    assert labelled[2:4] == [("body", BODY[1]), ("boilerplate", link)]


def test_link_inside_a_paragraph_takes_no_sentence_with_it() -> None:
    paragraph = f"{BODY[1]} اقرأ أيضاً: الناتو يعزز وجوده. {BODY[2]}"
    assert label(TITLE, BODY[0], paragraph, BODY[3])[2] == ("body", paragraph)


def test_name_below_the_text_is_a_byline_and_its_repeat_a_duplicate() -> None:
    assert roles(TITLE, *BODY, "محمد العلي", "محمد العلي")[-2:] == ["byline", "duplicate"]


def test_foreign_line_below_the_closing_credit_is_furniture_and_a_kindred_one_is_not() -> None:
    credit = "ساهم مراسلنا في موسكو في هذا التقرير."
    stray = "وصفات رمضان. دليل الهدايا. نصائح الخبراء للعناية بالبشرة."
    assert roles(TITLE, *BODY, credit, stray)[-2:] == ["byline", "boilerplate"]
    assert roles(TITLE, *BODY, credit, BODY[0].replace("أكد", "كرر"))[-2:] == ["byline", "body"]


def test_list_below_the_text_stays_body() -> None:
    items = [f"معبر رقم {n} على الحدود الشمالية" for n in range(12)]
    assert roles(TITLE, *BODY, *items)[-12:] == ["body"] * 12


# --- The middle


def test_short_heading_between_paragraphs_is_a_subhead() -> None:
    assert roles(TITLE, *BODY[:2], "أعداد متزايدة", *BODY[2:])[3] == "subhead"


def test_subhead_may_be_parted_from_its_paragraph_by_a_caption() -> None:
    caption = "طوابير عند المعبر (رويترز)"
    assert roles(TITLE, *BODY[:2], "أعداد متزايدة", caption, *BODY[2:])[3:5] == ["subhead", "caption"]


@pytest.mark.parametrize("lines", [["خبز وماء", "خيام وأغطية"], ["وفي بيان", "لاحق"], ["وبحسب البيان، فإن"]])
def test_short_lines_that_are_no_headings_stay_body(lines: list[str]) -> None:
    assert set(roles(TITLE, *BODY[:2], *lines, *BODY[2:])[1:]) == {"body"}


def test_paragraph_printed_twice_counts_once() -> None:
    assert roles(TITLE, *BODY, BODY[1])[-1] == "duplicate"


def test_line_of_invisible_characters_is_furniture() -> None:
    assert roles(TITLE, BODY[0], "\u200f\u200b", BODY[1])[2] == "boilerplate"


# --- Markdown


MARKDOWN = [
    ("---", "---", "boilerplate"),
    ("layout: post", "layout: post", "boilerplate"),
    ("---", "---", "boilerplate"),
    (f"# {TITLE}", "# ", "title"),
    ("![طوابير عند المعبر](a.jpg)", "![", "caption"),
    (BODY[0], "", "body"),
    ("## أعداد متزايدة", "## ", "subhead"),
    (BODY[1], "", "body"),
    ("***", "***", "boilerplate"),
    (f"> {BODY[2]}", "> ", "body"),
    ("### اقرأ أيضاً", "### ", "boilerplate"),
]


def test_markdown_is_labelled_by_its_syntax() -> None:
    text, markup = "", []
    for line, syntax, _ in MARKDOWN:
        if syntax:
            markup.append((len(text), len(text) + len(syntax)))
        text += f"{line}\n\n"
    blocks = clean(make_article(text, kind="markdown", markup=tuple(markup))).blocks
    assert [(text[b.start : b.end], b.role) for b in blocks] == [(line, role) for line, _, role in MARKDOWN]


# --- Laws


FRAGMENTS = [
    *(TITLE, DECK, *BODY, "اقرأ أيضاً", "اقرأ أيضاً: خبر", "رئيس التحرير", "صورة", "(رويترز)", "ساهم فلان في التقرير."),
    *(
        "\u200f",
        "*",
        "#",
        " ",
        "\u00a0",
        "\n",
        "\r\n",
        "\u2028",
        "\x85",
        "\x1c",
        "1",
        "كلمة",
        ".",
        "؟",
        ":",
        "«",
        "»",
        "عاجل؟",
    ),
]
PAGES = st.one_of(
    st.text(), st.lists(st.sampled_from(FRAGMENTS)).map("".join), st.lists(st.sampled_from(FRAGMENTS)).map("\n".join)
)
KINDS = st.sampled_from(["text", "markdown", "html"])


@given(text=PAGES, kind=KINDS, title=st.sampled_from([None, "", TITLE, "خبر"]), data=st.data())
def test_blocks_are_apart_trimmed_within_a_line_and_cover_every_character(
    text: str, kind: Kind, title: str | None, data: st.DataObject
) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    markup = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    blocks = clean(make_article(text, kind=kind, title=title, markup=markup)).blocks
    at = 0
    for block in blocks:
        stretch = text[block.start : block.end]
        assert not text[at : block.start].strip()
        assert stretch == stretch.strip() != ""
        assert len(stretch.splitlines()) == 1
        assert block.role in ROLES
        at = block.end
    assert not text[at:].strip()
    assert [block.role for block in blocks].count("title") <= 1


UNITS = [
    *("كلمة ", "قال. اقرأ أيضاً: ", "اقرأ أيضاً\nخبر عن روسيا\n", f"{TITLE}\n", f"{BODY[0]}\nعنوان فرعي\n"),
    *("#ا#ب", "«", "(", "ا - ", "أ.", "ساهم في "),
]


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_hostile_text_comes_to_an_end(unit: str) -> None:
    size = 300_000  # a second or less where the time is linear, hours where it is quadratic
    article = make_article(unit * (size // len(unit)), markup=tuple((i, i + 1) for i in range(0, size, 40)))
    blocks = clean(article).blocks
    assert sum(len("".join(article.text[b.start : b.end].split())) for b in blocks) == len(
        "".join(article.text.split())
    )


def test_hardly_a_sentence_of_real_articles_is_taken_for_boilerplate(data: Path) -> None:
    """At most 1 %; benchmarks/clean.py shows which they are."""
    lines = (data / "dev" / "mayadeen_dev.jsonl").read_text(encoding="utf-8").split("\n")
    articles = [json.loads(line) for line in lines if line]
    roles = [
        sentence.role
        for row in articles
        for sentence in split(clean(make_article(f"{row['title']}\n{row['text']}"))).sentences
    ]
    assert len(articles) > 300
    assert roles.count("boilerplate") <= 0.01 * len(roles)
