"""Reading the training pairs, leaving out what is not worth training on, and keeping away from the dev sets."""

from __future__ import annotations

import lzma
from collections import Counter
from pathlib import Path

import pytest

from summarizer.errors import ReadError
from training.data import Pair, make_pair, read_pairs
from training.filters import Duplicates, has_other_numbers, is_copied, is_empty, is_of_other_language, make_rules, sift
from training.overlap import SEEDS, HeldOut, read_held_out
from training.sources import CAPS, LEFT_OUT, SOURCES

HELD_OUT = "وأعلنت وزارة الداخلية في كازاخستان أن نحو 98 ألف مواطن روسي دخلوا البلاد منذ 21 سبتمبر الحالي"
ENGLISH = "Kazakhstan's interior ministry said about 98,000 Russians had entered the country since September 21"


def pair(arabic: str, english: str, source: str = "news_llm") -> Pair:
    return make_pair(source, arabic, english)


def write_train(folder: Path, **rows: str) -> None:
    (folder / "train").mkdir(parents=True, exist_ok=True)
    for name in ("sentences", "news_llm", "lexicons"):
        with lzma.open(folder / "train" / f"{name}.tsv.xz", "wt", encoding="utf-8") as file:
            file.write(rows.get(name, ""))


def test_pairs_come_in_order_with_their_source(tmp_path: Path) -> None:
    write_train(
        tmp_path,
        sentences="tatoeba\tنعم.\tYes.\nbroken\tline\n",
        news_llm="S1\tقال الوزير\tThe minister said\n",
        lexicons="names_wd_google\tجينا\tjeanna\n",
    )
    assert [p[:3] for p in read_pairs(tmp_path)] == [
        ("tatoeba", "نعم.", "Yes."),
        ("news_llm", "قال الوزير", "The minister said"),
        ("names_wd_google", "جينا", "Jeanna"),
    ]


def test_absent_data_is_a_coded_error_that_names_the_variable(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"sentences\.tsv\.xz: .*MUJAZ_DATA.*\[read\.missing\]"):
        next(read_pairs(tmp_path))
    with pytest.raises(ReadError, match=r"flores_dev\.ar: .*\[read\.missing\]"):
        next(read_held_out(tmp_path, SEEDS))


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [("قال", "said", False), ("١٢٣", "123", True), ("قال", "...", True), ("", "said", True)],
)
def test_a_side_without_letters_is_empty(arabic: str, english: str, expected: bool) -> None:
    assert is_empty(pair(arabic, english)) is expected


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        ("Security in a Box", "Security in a box.", True),
        ("Slow performance: lower tunnel length. راجع الأدلة المصاحبة", "Slow performance: lower tunnel length", True),
        ("شغّل الأمر kubectl", "Run the command kubectl", False),
        ("خوادم ARMs", "ARM", False),
    ],
)
def test_english_that_stands_in_the_source_is_copied(arabic: str, english: str, expected: bool) -> None:
    assert is_copied(pair(arabic, english)) is expected


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        ("ثبّت واجهة CLI", "Install the CLI", False),
        ("ثبّت CLI عبر npm install -g openclaw", "Install the CLI with npm install -g openclaw", True),
        ("المهمة: بناء أليكس", "任务:构建 Alex,你的播客脚本编写 AI", True),
        ("قال إن π أكبر من ثلاثة", "He said that π is greater than three", False),
    ],
)
def test_a_side_in_another_language_is_dropped(arabic: str, english: str, expected: bool) -> None:
    assert is_of_other_language(pair(arabic, english)) is expected


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        ("قتل 3 أشخاص", "Three people were killed", False),
        ("في عام ١٩٩٣", "in 1993", False),
        ("2.5 مليون نسمة", "2,500,000 people", False),
        ("في عام 1933", "in 1993", True),
        ("قتل أشخاص", "12 people were killed", True),
        ("قتل خمسة أشخاص", "People were killed", False),  # no digits: spelled numbers alone drop no pair
    ],
)
def test_digits_without_their_number_on_the_other_side_drop_a_pair(arabic: str, english: str, expected: bool) -> None:
    assert has_other_numbers(pair(arabic, english)) is expected


def test_duplicates_are_dropped_whatever_their_spelling_and_a_side_may_stand_three_times() -> None:
    is_one_too_many = Duplicates()
    pairs = [
        pair("الى المدينة", "To the city"),
        pair("إلى المَدينة.", "to the city"),
        pair("إلى المدينة", "To town"),
        pair("إلى المدينة", "Into the city"),
        pair("إلى المدينة", "Into town"),
        pair("نحو المدينة", "Into town"),
    ]
    assert [is_one_too_many(p) for p in pairs] == [False, True, False, False, True, False]


def test_each_dropped_pair_is_counted_under_the_first_rule_that_drops_it() -> None:
    tally: Counter[tuple[str, str]] = Counter()
    pairs = [
        pair("قال", "said"),
        pair("قال", "said"),
        pair("2022", "2022", "tatoeba"),
        pair("في عام 1933", "in 1993"),
        pair(HELD_OUT, "whatever"),
    ]
    kept = list(sift(pairs, make_rules(HeldOut([HELD_OUT])), tally))
    assert kept == pairs[:1]
    assert tally == {
        ("news_llm", "duplicate"): 1,
        ("tatoeba", "empty"): 1,
        ("news_llm", "numbers"): 1,
        ("news_llm", "held out"): 1,
    }


@pytest.mark.parametrize(
    ("text", "near"),
    [
        (HELD_OUT, True),
        (HELD_OUT.replace("أ", "ا").replace("98", "٩٨") + "!", True),  # another spelling
        (" ".join(HELD_OUT.split()[:9]), True),  # cut
        ("وقالت الوكالة إن " + HELD_OUT.replace("روسي", "أوكراني"), True),  # longer, and a word changed
        ("أن نحو 98 ألف مواطن", False),  # too short to be known by its words
        ("وأعلنت وزارة الداخلية في بيان أنها ضبطت مخدرات في ميناء بيروت يوم أمس الثلاثاء", False),
        (ENGLISH.upper(), True),
        ("The interior ministry said about half of the entrants had left the country since", False),
    ],
)
def test_a_planted_copy_of_held_out_text_is_found(text: str, near: bool) -> None:
    planted = pair(text, "Nothing of the kind")
    assert HeldOut([HELD_OUT, ENGLISH]).is_near(planted.arabic_words) is near


def test_short_held_out_text_matches_only_as_a_whole() -> None:
    held_out = HeldOut(["نعم، بالطبع"])
    assert held_out.is_near(pair("نعم بالطبع", "").arabic_words)
    assert not held_out.is_near(pair("نعم بالطبع لا", "").arabic_words)


def test_held_out_text_holds_dev_sets_and_seeds_and_a_planted_line_of_each_is_found(data: Path) -> None:
    held_out = HeldOut(read_held_out(data, SEEDS))
    assert len(held_out) > 6_000
    for line in (
        (data / "dev" / "flores_dev.ar").read_text(encoding="utf-8").splitlines()[9],
        (data / "dev" / "news_dev.en").read_text(encoding="utf-8").splitlines()[9],
        next(SEEDS.glob("000_*.txt")).read_text(encoding="utf-8").splitlines()[0],
    ):
        assert held_out.is_near(pair(line, "").arabic_words)


def test_no_source_is_both_used_and_left_out_and_none_is_under_the_gpl() -> None:
    names = [source.name for source in SOURCES]
    assert len(names) == len(set(names))
    assert set(LEFT_OUT) == {"lex_arabeyes", "lex_aramorph", "odoo15_ui"}
    assert not set(names) & set(LEFT_OUT)
    assert not [source.name for source in SOURCES if "GPL" in source.licence]
    assert set(CAPS) <= {source.domain for source in SOURCES}
