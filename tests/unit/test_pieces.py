from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.pieces import fit

ARABIC_SOUP = st.text(alphabet="أبدوم  10.…؟!،:؛«»\"'()aZ\n\u200fً")


def count_words(text: str) -> int:
    return len(text.split())


def count_letters(text: str) -> int:
    return len(text)


CUTS = [
    # (why, limit in words, the pieces with | between them)
    ("fits", 9, "غادر الوفد القاهرة صباح اليوم."),
    ("؛ before ،", 9, "فشلت المحادثات في جنيف، أمس؛ |لأن الطرفين، كما قيل، تمسكا بشروطهما القديمة"),
    (": before ،", 8, "وقال المتحدث باسم الجيش: |الوضع، منذ الفجر، تحت السيطرة تماما"),
    ("، before a conjunction", 8, "وصل الرئيس إلى مدينة الدوحة مساء، |حيث التقى الأمير ثم غادر القصر"),
    ("before a conjunction", 8, "وصل الرئيس إلى مدينة الدوحة مساء |ثم توجه مع الوزير إلى الرياض"),
    ("before و", 8, "تراجعت أسعار النفط الخام تراجعا حادا |وارتفعت أسعار الذهب ارتفاعا طفيفا جدا"),
    ("before a preposition, not after it", 6, "اجتمع الوزراء السبعة صباحا |في قصر الرئاسة الجديد بالعاصمة"),
    ("not beside a number", 6, "قتل جنود كثيرون |نحو 98 ألف جندي روسي هناك"),
    (
        "sentence end in a quotation",
        10,
        "وقال: «يأتي كثيرون إلينا من روسيا. |معظمهم مرغمون على المغادرة بسبب وضع ميؤوس منه»",
    ),
    ("abbreviation is no sentence end", 8, "حضر الجلسة الأولى الأستاذ د. محمد علي |وغاب عنها زملاؤه كلهم"),
    ("glued comma", 7, "حصل مادورو على أصوات كثيرة،|متقدما على منافسه مرشح المعارضة"),
    ("quotation left whole", 8, "أعلن الوزير أمس إنشاء |«مركز تعبئة، جديد» قرب الحدود مع جورجيا"),
]


@pytest.mark.parametrize(("limit", "marked"), [case[1:] for case in CUTS], ids=[case[0] for case in CUTS])
def test_cuts_at_the_best_pause(limit: int, marked: str) -> None:
    assert fit(marked.replace("|", ""), count_words, limit) == tuple(marked.split("|"))


def test_numbers_addresses_and_words_survive_where_a_space_is_near() -> None:
    text = "كلفت 1,234,567.89 دولارا وانظر https://example.org/a/b,c;d?e=1 لمزيد من التفاصيل 192.168.100.200 هناك"
    for limit in range(34, len(text)):
        assert [word for piece in fit(text, count_letters, limit) for word in piece.split()] == text.split()


def test_words_are_cut_only_when_longer_than_a_piece_and_numbers_last() -> None:
    assert fit("ا" * 10, count_letters, 5) == ("ااا", "ااا", "اااا")
    assert all(piece[0] != "ً" for piece in fit("بً" * 20, count_letters, 7))
    assert (
        "1234"
        in fit("ابتثجحخدذرزس1234شصضطظعغفقكلمنه", count_letters, 16)[0]
        + fit("ابتثجحخدذرزس1234شصضطظعغفقكلمنه", count_letters, 16)[1].split("ش")[0]
    )


def test_pieces_are_of_like_length() -> None:
    sizes = [count_words(piece) for piece in fit("كلمة " * 1000, count_words, 100)]
    assert max(sizes) <= 100
    assert min(sizes) >= 50


def test_a_single_character_may_exceed_the_limit() -> None:
    assert fit("ابت", lambda text: 7 * len(text), 3) == ("ا", "ب", "ت")


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="0 tokens"):
        fit("ا", count_words, 0)


@given(st.text() | ARABIC_SOUP, st.integers(1, 40))
def test_pieces_joined_are_the_text_and_each_fits(text: str, limit: int) -> None:
    pieces = fit(text, count_letters, limit)
    assert "".join(pieces) == text
    assert all(len(piece) <= limit for piece in pieces)


@given(ARABIC_SOUP, st.integers(1, 9))
def test_any_way_of_counting_ends(text: str, limit: int) -> None:
    pieces = fit(text, lambda part: 3 * part.count(" ") + part.count("«") ** 2 + 2, limit)
    assert "".join(pieces) == text


@pytest.mark.parametrize(
    "text", ["كلمة " * 40_000, "ا" * 200_000, "«" * 200_000, '" ' * 100_000, "." * 200_000, "9" * 200_000]
)
def test_counting_stays_linear_in_the_text(text: str) -> None:
    counted = 0

    def count(part: str) -> int:
        nonlocal counted
        counted += len(part)
        return len(part) // 4 + 1

    assert "".join(fit(text, count, 100)) == text
    assert counted <= 4 * len(text)
