"""One spelling of a name in the whole briefing where it is certain, a finding where it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.brief import brief, is_settled
from summarizer.findings import make_finding
from summarizer.lexicon import Entry
from summarizer.types import ArticleBrief, Brief
from tests.factories import Line, make_article

MUSTAFA = [("غادر مصطفى المدينة", "Mustafa left the city"), ("قال مصطفى نعم", "Mustafa said yes")]
FULL = [
    (f"{before} قاسم توكاييف {after}", f"Kassym Tokayev {said}")
    for before, after, said in (("وصل", "أمس", "came"), ("تحدث", "اليوم", "spoke"), ("غادر", "البلاد", "left"))
]


def brief_of(*lines: tuple[str, str], glossary: dict[str, str] | None = None) -> Brief:
    articles = [make_article(f"{i}.txt", [Line("body", *line)], summary=(0,)) for i, line in enumerate(lines)]
    own = tuple(Entry(arabic=arabic, english=english, own=True) for arabic, english in (glossary or {}).items())
    return brief(articles, (), signature=(), glossary=own)


def english(article: ArticleBrief) -> str | None:
    return article.translation.pairs[0][1]


@pytest.mark.parametrize(
    ("arabic", "said", "told"),
    [
        ("وصل مصطفى إلى بيته", "Mustapha reached home", True),
        ("وصل مصطفى إلى بيته", "Mustafa reached home", False),
        ("وصل مصطفى إلى بيته", "Mustafa's arrival", False),
    ],
)
def test_two_spellings_of_a_name_alone_are_told_and_left(arabic: str, said: str, told: bool) -> None:
    made = brief_of(*MUSTAFA, (arabic, said))
    assert [finding.code for finding in made.findings] == (["name.spellings"] if told else [])
    assert all("Mustapha" in finding.message and "مصطفى" in finding.message for finding in made.findings)
    assert [english(article) for article in made.articles][-1] == said


def test_a_country_and_its_people_are_not_two_spellings() -> None:
    lines = [("هاجمت إسرائيل غزة", "Israel attacked Gaza"), ("قالت إسرائيل", "Israel said")]
    lines += [("نفت إسرائيل", "The Israeli side denied it")]
    assert brief_of(*lines).findings == ()


def test_the_spelling_of_the_glossary_stands_everywhere_and_the_sentence_says_so() -> None:
    made = brief_of(*MUSTAFA, ("وصل مصطفى إلى بيته", "Mustapha reached home"), glossary={"مصطفى": "Mustapha"})
    assert [english(article) for article in made.articles] == [
        "Mustapha left the city",
        "Mustapha said yes",
        "Mustapha reached home",
    ]
    notes = [[(f.code, f.where) for f in article.findings] for article in made.articles]
    assert notes == [[("name.harmonized", 0)], [("name.harmonized", 0)], []]
    assert "“Mustafa”" in made.articles[0].findings[0].message
    assert made.articles[0].summary_translation.pairs == made.articles[0].translation.pairs
    assert (made.findings, made.names[0].spellings[0][0]) == ((), "Mustapha")


def test_a_full_name_gets_the_spelling_that_is_far_more_frequent() -> None:
    made = brief_of(*FULL, ("قال قاسم توكاييف نعم", "Qasim Tokaev said yes"))
    assert english(made.articles[3]) == "Kassym Tokayev said yes"


def test_half_and_half_is_left_as_it_is() -> None:
    others = [(f"{arabic} ثانية", said.replace("Kassym Tokayev", "Qasim Tokaev")) for arabic, said in FULL]
    made = brief_of(*FULL, *others)
    assert [english(article) for article in made.articles] == [said for _, said in (*FULL, *others)]
    assert [finding.code for finding in made.findings] == ["name.spellings"]


def test_a_name_that_now_is_as_the_glossary_has_it_is_no_doubt_any_more() -> None:
    doubt = "The glossary has “Mustapha” for مصطفى; the translation does not."
    articles = [
        replace(article, findings=(make_finding("name.not_honoured", doubt, where=0),))
        for article in brief_of(*MUSTAFA).articles
    ]
    made = brief(articles, (), signature=(), glossary=(Entry(arabic="مصطفى", english="Mustapha", own=True),))
    assert {finding.code for article in made.articles for finding in article.findings} == {"name.harmonized"}


def test_a_word_of_the_same_letters_elsewhere_is_not_touched() -> None:
    lines = (*MUSTAFA, ("افتتح المطعم", "The Mustapha restaurant opened"))
    made = brief_of(*lines, ("وصل مصطفى", "Mustapha came"), glossary={"مصطفى": "Mustafa"})
    assert english(made.articles[2]) == "The Mustapha restaurant opened"
    assert english(made.articles[3]) == "Mustafa came"


@pytest.mark.parametrize(
    ("lines", "own", "settled"),
    [
        (MUSTAFA, {}, True),
        (FULL, {}, True),
        ([*FULL, ("قال قاسم توكاييف نعم", "Qasim Tokaev said yes")], {}, False),
        ([*MUSTAFA, ("وصل مصطفى إلى بيته", "Mustapha reached home")], {}, True),  # told, and left
        ([*MUSTAFA, ("وصل مصطفى إلى بيته", "Mustapha reached home")], {"مصطفى": "Mustapha"}, False),
    ],
)
def test_an_article_is_settled_if_a_briefing_of_it_alone_leaves_it_as_it_is(
    lines: list[tuple[str, str]], own: dict[str, str], settled: bool
) -> None:
    article = make_article("a.txt", [Line("body", *line) for line in lines], summary=(0,))
    glossary = tuple(Entry(arabic=arabic, english=english, own=True) for arabic, english in own.items())
    assert is_settled(article, glossary) == settled
    assert (brief([article], (), signature=(), glossary=glossary).articles[0] == article) == settled
