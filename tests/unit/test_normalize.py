from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.normalize import Normalized, fold, normalize

ARABIC_SOUP = st.text(
    alphabet="اأآإويىةهكکیۀپگﻻﷲﷺ﷼ﱞ\u0653\u0654\u0655ًـ ٠۹٫٬٪،.؛:؟!\u00a0\u200b\u200c\u200d\u200f\ufeff\n２ab5²"
)

NORMALIZED = [
    ("ﻻ إله إلا ﷲ", "لا إله إلا الله"),
    ("ﷺ", "صلى الله عليه وسلم"),
    ("السَّلامُ عَلَيْكُم", "السلام عليكم"),
    ("ٱلرَّحْمَٰنِ ۚ ٱلرَّحِيمِ", "ٱلرحمن ٱلرحيم"),
    ("مـــوجز", "موجز"),
    ("آخر أمر إلى مؤتمر سائد", "آخر أمر إلى مؤتمر سائد"),
    ("ا\u0653خر ا\u0654مر ا\u0655لى مو\u0654تمر سايد", "آخر أمر إلى مؤتمر سايد"),
    ("ا\u064e\u0654مر", "أمر"),
    ("\u200fقال\u200e \u202bإن\u202c \u2067ذلك\u2069\u061c", "قال إن ذلك"),
    ("\ufeffخبر\u00ad جد\u200bيد\u2060", "خبر جديد"),
    ("من\u200cقبل", "من قبل"),
    ("هـ\u200d 1436", "ه 1436"),
    ("  سطر\r\nثان\u2028ثالث\u00a0\u3000رابع\t", "سطر ثان ثالث رابع"),
    ("١٢٫٥٪ و۱۲٬۳۴۵", "12.5% و12,345"),
    ("ＡＢＣ１２", "ABC12"),
    ("کرة القدم فی الیوم", "كرة القدم في اليوم"),
    ("ک", "ك"),
    ("سعر ﷼ أمس", "سعر ريال أمس"),
    ("احتياط ، مما ؛ ثم ؟ نعم ! قال : لا .", "احتياط، مما؛ ثم؟ نعم! قال: لا."),
    ("انتهى ...", "انتهى..."),
    ("لغة .net بسعر .5", "لغة .net بسعر .5"),
    ("", ""),
    (" \u200f\n", ""),
]


@pytest.mark.parametrize(("text", "expected"), NORMALIZED)
def test_normalize_gives_one_spelling(text: str, expected: str) -> None:
    assert normalize(text).text == expected


@pytest.mark.parametrize(
    "text",
    ["10²", "½ كوب", "① ™ … ℃", "👍🏽 ❤️ 🇰🇿", "Il-76 (TASS)", "«قال» “لا” 'نعم'", "x<y>&z", "\x00", "گفت که زیاد", "ﬁ"],
)
def test_normalize_keeps_what_its_list_does_not_name(text: str) -> None:
    assert normalize(text).text == text


def test_normalize_keeps_persian_letters_only_where_no_letter_is_arabic() -> None:
    assert normalize("پدر کی").text == "پدر کی"
    assert normalize("زار پاکستان أمس").text == "زار پاكستان أمس"


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("ﻻ", (0, 0)),
        ("مـو", (0, 2)),
        (" أ  ب ", (1, 2, 4)),
        ("نعم .", (0, 1, 2, 4)),
        ("ا\u0654ب", (0, 2)),
    ],
)
def test_offsets_lead_back_to_the_input(text: str, offsets: tuple[int, ...]) -> None:
    assert normalize(text).offsets == offsets


@given(st.one_of(st.text(), ARABIC_SOUP))
def test_normalizing_twice_equals_once(text: str) -> None:
    once = normalize(text)
    assert normalize(once.text) == Normalized(text=once.text, offsets=tuple(range(len(once.text))))


@given(st.one_of(st.text(), ARABIC_SOUP))
def test_offsets_are_one_each_in_order_and_inside_the_input(text: str) -> None:
    normalized = normalize(text)
    assert len(normalized.offsets) == len(normalized.text)
    assert list(normalized.offsets) == sorted(normalized.offsets)
    assert all(0 <= offset < len(text) for offset in normalized.offsets)


@given(st.text(alphabet=st.characters(whitelist_categories=["Lu", "Ll", "Nd", "Sc", "So"], max_codepoint=0x05FF)))
def test_ordinary_characters_are_all_kept(text: str) -> None:
    assert normalize(text).text == text


@given(st.one_of(st.text(), ARABIC_SOUP))
def test_no_space_is_left_but_single_ones_between_words(text: str) -> None:
    plain = normalize(text).text
    assert plain == " ".join(plain.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("إعلانٌ: «المدرسةُ الأُولى»!", "اعلان المدرسه الاولي"),
        ("اقرأ أيضاً:", "اقرا ايضا"),
        ("إل-76 / IL-76", "ال 76 il 76"),
        ("٧٫٩ مليارات", "7 9 مليارات"),
        ("…!؟", ""),
        ("آمن وأمن وإمن", "امن وامن وامن"),
    ],
)
def test_fold_keeps_words_only(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.one_of(st.text(), ARABIC_SOUP))
def test_fold_gives_words_with_single_spaces_and_no_punctuation(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert not any(unicodedata.category(c)[0] in "PSC" for c in folded)


@given(ARABIC_SOUP)
def test_fold_does_not_see_what_normalize_takes_out(text: str) -> None:
    assert fold(normalize(text).text) == fold(text)
