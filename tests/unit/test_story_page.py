"""The stories on the page: every claim leads to its sentence, every number stands in it, and nothing else gets in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from jinja2.ext import babel_extract
from lxml import html

from summarizer.fact_types import FigureChange
from summarizer.facts import find_facts
from summarizer.findings import make_finding
from summarizer.types import Brief, Changes, Citation, Language, StoryChange
from summarizer.writers import html as writer
from summarizer.writers import markdown
from summarizer.writers.brief_view import BriefView
from summarizer.writers.html import MOST_CITED, MOST_COPIES, MOST_ON_ONE_PAGE, render
from summarizer.writers.timeline import first_day, place_dots
from summarizer.writers.words import LOCALE, WEEK, load_words
from tests.factories import Line, hostile_story_brief, make_article, make_brief, make_story, story_brief
from tests.story_briefs import with_stories
from tests.story_claims import find_numbers, find_unfounded, read_claims, select

TEMPLATES = LOCALE.parent / "templates"
LANGUAGES: tuple[Language, ...] = ("en", "ar")

PAYLOADS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x></SCRIPT>",
    "<script\n>alert(1)</script\n>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    "</p></li></ol></section><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"x\" onerror='alert(1)'>",
    "<img/src=x/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "</svg><svg/onload=alert(1)>",
    "</text></svg><script>alert(1)</script>",
    "<math><mtext></mtext><script>alert(1)</script></math>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<form action=/x><input autofocus onfocus=alert(1)>",
    "<button popovertarget=c1-3 onclick=alert(1)>9</button>",
    "<div popover id=c1-3>",
    "<details open ontoggle=alert(1)>",
    "<meta http-equiv=refresh content=0;url=/x>",
    "<link rel=stylesheet href=//x>",
    "<base href=//x>",
    "<object data=//x>",
    '" onmouseover=alert(1) x="',
    "' autofocus onfocus=alert(1) x='",
    '" data-cites="a1-s9',
    "&lt;script&gt;&#60;script&#62;&quot;",
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "%(num)s %(number)s %s %%",
    "\u202e<b>\u2066</bdi><b>",
)


@cache
def pages(brief: Brief) -> dict[str, str]:
    return {path: "".join(text) for path, text in render(BriefView(brief))}


def index(brief: Brief) -> html.HtmlElement:
    return html.fromstring(pages(brief)["index.html"])


def in_language(brief: Brief, language: Language) -> Brief:
    return replace(brief, page_language=language)


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


# --- citations ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_citation_opens_a_card_with_both_languages_and_a_link_to_the_sentence(language: Language) -> None:
    brief = in_language(story_brief(), language)
    page = index(brief)
    opened = {button.get("popovertarget") for button in select(page, "button.cite")}
    cards = {card.get("id"): card for card in select(page, "[popover]")}
    assert opened == cards.keys() != set()
    for name, card in cards.items():
        article, sentence = (int(part) - 1 for part in name.removeprefix("c").split("-"))
        arabic, english = brief.articles[article].translation.pairs[sentence]
        assert " ".join(arabic.split()) in words_of(card)
        assert " ".join((english or "").split()) in words_of(card)
        (link,) = select(card, "a")
        assert link.get("href") == f"#a{article + 1}-s{sentence + 1}"
        assert page.get_element_by_id(link.get("href")[1:]) is not None


def test_every_claim_names_sentences_that_are_on_the_page() -> None:
    page = index(story_brief())
    ids = {element.get("id") for element in page.iter() if element.get("id")}
    cited = [place for element in select(page, "[data-cites]") for place in element.get("data-cites").split()]
    assert len(cited) > 30
    assert set(cited) <= ids


def test_key_points_are_the_sentences_that_they_cite_word_for_word() -> None:
    brief = story_brief()
    points = select(index(brief), ".points li div")
    assert len(points) == 9
    for point in points:
        article, sentence = (int(part) - 1 for part in re.findall(r"\d+", point.get("data-cites")))
        english = brief.articles[article].translation.pairs[sentence][1] or "?"
        assert " ".join(words_of(select(point, ".said")[0]).split()) == " ".join(english.split())


def test_citations_are_numbered_from_one_in_the_order_of_the_page() -> None:
    for lead in select(index(story_brief()), "section.lead"):
        numbers = [int(words_of(button)) for button in select(lead, "button.cite")]
        assert sorted(set(numbers)) == list(range(1, max(numbers) + 1))


# --- numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_a_story_stands_in_a_sentence_that_is_cited_for_it(language: Language) -> None:
    brief = in_language(story_brief(), language)
    claims = list(read_claims(index(brief)))
    assert sum(len(find_numbers(text)) for text, _ in claims) > 60
    assert [unfounded for text, cites in claims for unfounded in find_unfounded(text, cites, brief)] == []


def test_a_number_that_stands_in_no_cited_sentence_would_be_found() -> None:
    brief = story_brief()
    assert find_unfounded("about 97,000 Russians", "a2-s3 a3-s2", brief) == {("about 97,000 Russians", "97,000")}
    assert find_unfounded("2022", "", brief) == {("2022", "2022")}


# --- the parts ----------------------------------------------------------------------------------------------------


def test_the_top_says_what_to_doubt_and_what_is_not_in_the_briefing() -> None:
    doubted, left_out = (words_of(element) for element in select(index(story_brief()), "p.overview"))
    assert "Unmarked does not mean right" in doubted
    assert left_out == "Not in this briefing: 2"
    assert len(select(index(replace(story_brief(), failures=())), "p.overview")) == 1


def test_a_doubtful_headline_is_marked_where_it_stands() -> None:
    doubt = make_finding("number.missing", "The source says 9; the translation has no such number.", where=0)
    article = make_article("a.txt", [Line("title", "هبوط 9 طائرات", "Planes landed"), Line("body", "خبر", "News.")])
    marked = index(make_brief(replace(article, findings=(doubt,))))
    (header,) = select(marked, "article header")
    assert "The source says 9" in words_of(header)
    assert "The source says 9" not in words_of(select(index(make_brief(article)), "article header")[0])


def test_a_story_has_its_parts_in_order() -> None:
    story = select(index(story_brief()), "section.behind")[0]
    assert [words_of(heading) for heading in select(story, "h3")] == [
        "Figures",
        "Who said what",
        "Timeline",
        "Names and terms",
        "Sources",
    ]
    main = [element.get("id") or element.get("class") for element in index(story_brief()).xpath("//main/*")]
    details = ["story1-more", "notes beside", "story2-more", "notes beside"]
    assert main == ["overview", "overview", "story1", "story2", *details, "front", "articles"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_skip_no_level_and_tables_name_their_cells(language: Language) -> None:
    page = index(in_language(story_brief(), language))
    levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert select(page, "table")
    assert all(cell.get("scope") for cell in select(page, "th"))


def test_a_figure_of_two_sources_is_one_row_with_both_and_says_that_they_agree() -> None:
    (row,) = (r for r in select(index(story_brief()), "section.figures tr") if "98,000" in words_of(r))
    assert re.search(r"article 2 \d+ .*article 3 \d+ Agree: 2 sources", words_of(row))


def test_a_figure_shown_by_its_whole_sentence_has_the_doubts_of_that_sentence() -> None:
    wrong = make_finding("number.missing", "The source says 25 million but not the English.", where=0)
    lines = [Line("body", "ارتفع إلى 25 مليون.", "It rose.")]
    article = make_article("a.txt", lines, summary=(0,), findings=(wrong,))
    article = replace(article, facts=find_facts(article.document))
    brief = make_brief(article)
    row = index(replace(brief, stories=(make_story(brief, 0),))).xpath("//span[@class='whole']/..")[0]
    assert "It rose." in row.text_content()
    assert "Error" in row.text_content()


def test_who_speaks_stands_in_arabic_over_what_is_said_in_english() -> None:
    speakers = select(index(story_brief()), "section.speakers details")
    assert len(speakers) > 5
    for speaker in speakers:
        assert select(speaker, "summary bdi[lang=ar]") or "Speaker not clear" in words_of(speaker)
        assert all(item.get("data-cites") and select(item, ".said") for item in select(speaker, "li"))


def test_dates_of_articles_are_given_or_said_to_be_unknown() -> None:
    first, second = select(index(story_brief()), "section.sources")
    assert "27 September 2022" in words_of(first)
    assert "28 September 2022" in words_of(first)
    assert "Date not known" in words_of(second)


def test_the_date_of_a_dateline_stands_where_the_file_has_none() -> None:
    lines = [Line("body", "الرياض، 27 سبتمبر (رويترز) - فاز الهلال على النصر بهدفين.", "Al-Hilal beat Al-Nassr.")]
    article = make_article("a.txt", lines, summary=(0,))
    brief = make_brief(replace(article, facts=find_facts(article.document)))
    page = index(replace(brief, stories=(make_story(brief, 0),)))
    places = (select(page, "section.lead")[0], select(page, "section.sources")[0], select(page, "article header")[0])
    assert ["dateline: 27 September" in words_of(place) for place in places] == [True] * 3


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ('https://example.org/a?b="c&d', ['https://example.org/a?b="c&d'] * 2),  # in the sources and over the article
        ("javascript:alert(1)", []),
        ("file:///etc/passwd", []),
        (None, []),
    ],
)
def test_a_source_leads_to_its_web_page(url: str | None, links: list[str]) -> None:
    article = make_article("a.txt", [Line("body", "فاز الهلال على النصر.", "Al-Hilal beat Al-Nassr.")], summary=(0,))
    source = replace(article.document.article.source, url=url)
    read = replace(article.document, article=replace(article.document.article, source=source))
    brief = make_brief(replace(article, document=read))
    page = index(replace(brief, stories=(make_story(brief, 0),)))
    assert [link for link in page.xpath("//a/@href") if not link.startswith("#")] == links


def test_sentences_that_several_articles_print_stand_under_the_sources() -> None:
    shared = "وأعلنت الوزارة أن الطريق بين المدينتين أغلق أمام السيارات حتى صباح الغد."
    english = "The ministry announced that the road between the towns is closed to cars until the morning."
    copies = [make_article(name, [Line("body", shared, english)]) for name in ("a.txt", "b.txt")]
    brief = with_stories(make_brief(*copies))
    (wire,) = select(index(brief), "section.sources details li")
    assert english in words_of(wire)
    assert "articles 1, 2" in words_of(wire)
    text = "".join(part for _, text in markdown.render(BriefView(brief)) for part in text)
    assert text.count("one source with article") == 2
    assert f"- {english}[^1-1] articles 1, 2" in text


def test_undated_times_stand_apart_in_words() -> None:
    lines = [
        Line("body", "وقالت الوزارة الثلاثاء إن 9 أشخاص قتلوا.", "The ministry said on Tuesday that 9 people died.")
    ]
    article = make_article("a.txt", lines, summary=(0,))
    brief = make_brief(replace(article, facts=find_facts(article.document)))
    (apart,) = select(index(replace(brief, stories=(make_story(brief, 0),))), "section.timeline details")
    assert "1 time that cannot be placed" in words_of(apart)
    assert "None is guessed." in words_of(apart)
    assert "Tuesday الثلاثاء" in words_of(apart)


def test_a_sentence_without_english_shows_its_arabic() -> None:
    lines = [Line("title", "عنوان", None), Line("body", "وقال الوزير إن 7 أشخاص قتلوا.", None)]
    brief = make_brief(make_article("a.txt", lines, summary=(1,)))
    lead = select(index(replace(brief, stories=(make_story(brief, 0),))), "section.lead")[0]
    assert words_of(lead).count("Not translated:") >= 2
    assert "وقال الوزير إن 7 أشخاص قتلوا." in words_of(lead)


def test_a_story_without_title_key_points_and_facts_says_so() -> None:
    brief = make_brief(make_article("a.txt", [Line("boilerplate", "رئيس التحرير", "Editor")]))
    story = replace(make_story(story_brief(), 0), articles=(0,), title=None, key_points=(), figures=(), published=())
    page = words_of(index(replace(brief, stories=(story,))))
    for said in (
        "Story 1: No title was found",
        "No sentence could be chosen",
        "No figures",
        "Nobody",
        "No date",
        "No name",
    ):
        assert said in page


def test_what_is_new_is_marked() -> None:
    brief = story_brief()
    row = next(i for i, figure in enumerate(brief.stories[0].figures) if figure.readings[0][1].value == 98_000)
    known = StoryChange(
        known=True,
        new=(Citation(article=2, sentence=1),),
        figures=(FigureChange(figure=row, value=93_000),),
    )
    brief = replace(brief, changes=Changes(stories=(known, StoryChange(known=False))))
    first, second = (words_of(news) for news in select(index(brief), ".news"))
    assert re.search(r"Changed figure: .*98,000.* was: 93,000", first)
    assert "1 new sentence since the earlier briefing" in first
    assert second == "New story"


# --- sizes --------------------------------------------------------------------------------------------------------


def copies(count: int) -> Brief:
    (article,) = story_brief().articles[1:2]
    brief = make_brief(*[article] * count)
    return replace(brief, stories=(make_story(brief, *range(count), copies=True),))


def test_copies_are_one_source_in_a_folded_list() -> None:
    page = index(copies(MOST_ON_ONE_PAGE))
    sources = select(page, "section.sources")[0]
    assert f"{MOST_ON_ONE_PAGE} articles 1 source" in words_of(select(page, ".lead .meta")[0])
    assert f"and {MOST_ON_ONE_PAGE - MOST_COPIES} more copies" in words_of(select(sources, "details summary")[0])
    assert len(select(sources, "th[scope=row]")) == MOST_COPIES
    assert all(len(select(cites, "button")) <= MOST_CITED for cites in select(page, ".cites"))
    assert len(select(page, "[popover]")) < 60  # equal sentences share a card


def test_in_a_large_briefing_each_story_has_a_page_of_its_own() -> None:
    brief = copies(MOST_ON_ONE_PAGE + 1)
    made = pages(brief)
    assert "articles/story 1.html" in made
    page = html.fromstring(made["index.html"])
    assert select(page, ".more a")[0].get("href") == "articles/story%201.html"
    story = html.fromstring(made["articles/story 1.html"])
    assert len(select(story, "section.behind")) == 1
    for link in (*select(page, "[popover] a"), *select(story, "[popover] a")):
        assert link.get("href").endswith(
            f"articles/seeds/001_af75f572307e54a6.txt.html#{link.get('href').split('#')[1]}"
        )
    assert {b.get("popovertarget") for b in select(page, "button.cite")} == {
        card.get("id") for card in select(page, "[popover]")
    }


def test_a_large_briefing_makes_the_addresses_of_its_articles_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def quote(path: str) -> str:
        made.append(path)
        return path

    made: list[str] = []
    monkeypatch.setattr(writer, "quote", quote)
    brief = copies(MOST_ON_ONE_PAGE + 1)
    brief = replace(brief, stories=(make_story(brief, 0, 1, copies=True),))
    rendered = render(BriefView(brief), articles=False)
    assert next(rendered)[0] == "index.html"
    assert made == [], "none before the page's parts are asked for"
    assert next(rendered)[0] == "articles/story 1.html"
    assert len(set(made)) == 2, "of its own sources, not of all articles"


# --- words from outside -------------------------------------------------------------------------------------------


def shape(text: str) -> list[tuple[str, tuple[str, ...]]]:
    page = html.document_fromstring(text)
    return [(e.tag, tuple(sorted(e.keys()))) for e in page.iter() if isinstance(e.tag, str) and e.tag != "bdi"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_word_from_outside_becomes_markup(payload: str) -> None:
    tame, wild = pages(hostile_story_brief("x")), pages(hostile_story_brief(payload))
    for harmless, hostile in zip(tame.values(), wild.values(), strict=True):
        assert shape(hostile) == shape(harmless)
        links = [link for element in html.fromstring(hostile).iter() if (link := element.get("href")) is not None]
        assert all(link.startswith(("#", "articles/", "../", "data:,")) for link in links)


# --- the picture --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2022-09-21", date(2022, 9, 21)),
        ("2022-09", date(2022, 9, 1)),
        ("--09-21", date(2000, 9, 21)),
        ("--02-29", date(2000, 2, 29)),
        ("--09", date(2000, 9, 1)),
        ("2022-W38", date(2022, 9, 19)),
        ("2022", None),
        ("2022-13-01", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_the_first_day_of_a_date(written: str, day: date | None) -> None:
    assert first_day(written) == day


@given(st.lists(st.dates(), unique=True, max_size=40).map(sorted))
def test_dots_rise_with_time_stay_on_the_picture_and_never_meet(days: list[date]) -> None:
    dots = place_dots(days)
    assert len(dots) == len(days)
    assert all(0 < dot.x < 100 for dot in dots)
    assert all(earlier.x < later.x for earlier, later in pairwise(dots)) or len({dot.x for dot in dots}) < len(dots)
    for lane in {dot.lane for dot in dots}:
        places = [dot.x for dot in dots if dot.lane == lane]
        assert all(later - earlier >= 7.9 for earlier, later in pairwise(places))


# --- the Arabic edition -------------------------------------------------------------------------------------------


def said_by_templates() -> Iterator[str]:
    for template in TEMPLATES.glob("*.html"):
        with template.open("rb") as file:
            for _, _, message, _ in babel_extract(file, ["_", "ngettext"], [], {"trim_blocks": "true"}):
                yield message if isinstance(message, str) else message[0]


def test_the_arabic_edition_has_every_word_of_the_page() -> None:
    with (LOCALE / "ar.po").open("rb") as file:
        catalog = read_po(file, locale="ar")
    entries = [message for message in catalog if message.id]
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in entries}
    assert {WEEK, *said_by_templates()} - known == set()
    for message in entries:
        forms = [message.string] if isinstance(message.string, str) else message.string
        assert all(re.search(r"[ء-ي]", form) for form in forms if re.search("[a-z]", str(message.id))), message.id
        ids = message.id if isinstance(message.id, str) else message.id[1]
        for form in forms[3:] or forms:
            assert sorted(re.findall(r"%\(\w+\)s", form)) == sorted(re.findall(r"%\(\w+\)s", ids))


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (11, "11 مقالًا"),
        (100, "100 مقال"),
        (103, "103 مقالات"),
    ],
)
def test_arabic_plurals(count: int, said: str) -> None:
    assert load_words("ar").catalog.ngettext("%(num)s article", "%(num)s articles", count) % {"num": count} == said


@pytest.mark.parametrize(
    ("written", "english", "arabic"),
    [
        ("2022-09-27", "27 September 2022", "27 سبتمبر 2022"),
        ("2022-09-28T06:30:00+03:00", "28 September 2022", "28 سبتمبر 2022"),
        ("2022-09", "September 2022", "سبتمبر 2022"),
        ("2022", "2022", "2022"),
        ("--09-21", "21 September", "21 سبتمبر"),
        ("--02-29", "29 February", "29 فبراير"),
        ("--09", "September", "سبتمبر"),
        ("2022-13-01", "2022-13-01", "2022-13-01"),
        ("yesterday", "yesterday", "yesterday"),
        ("2022-W38", "the week of 19 September 2022", "أسبوع 19 سبتمبر 2022"),
    ],
)
def test_dates_in_words(written: str, english: str, arabic: str) -> None:
    assert [load_words(language).date(written) for language in LANGUAGES] == [english, arabic]


def test_the_arabic_edition_runs_from_right_to_left_and_leaves_no_english_of_its_own() -> None:
    page = index(in_language(story_brief(), "ar"))
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    for selector in ("body [lang=en]", ".source"):
        for element in select(page, selector):
            element.drop_tree()
    assert re.findall(r"[A-Za-z]{2,}", words_of(select(page, "section.behind")[0])) == []
    assert all(e.get("dir") for e in select(index(in_language(story_brief(), "ar")), "[lang]"))


def test_the_page_language_is_an_option() -> None:
    from summarizer.errors import OptionsError
    from summarizer.options import Options

    assert Options().page_language == "en"
    with pytest.raises(OptionsError, match=r"one of (en, ar|ar, en)"):
        Options(page_language="fr")  # type: ignore[arg-type]


def test_no_template_gives_words_from_outside_to_gettext() -> None:
    """What gettext returns is taken for markup, so it may see nothing but literals."""
    calls = re.compile(r"(?<![\w.])(?:_|ngettext)\(\s*(.)")
    for template in TEMPLATES.glob("*.html"):
        text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert {*calls.findall(text)} <= {'"'}


def test_templates_are_all_used() -> None:
    modules = (Path(LOCALE).parent / name for name in ("writers/html.py", "web/fragments.py"))
    code = "".join(module.read_text(encoding="utf-8") for module in modules)
    texts_ = code + "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.iterdir())
    for name in (path.name for path in TEMPLATES.iterdir()):
        assert f'"{name}"' in texts_ or name in ("article_page.html", "story_page.html")
