"""The tokenizer reads every spelling of the same Arabic as the same pieces."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sentencepiece import SentencePieceProcessor

from training.tokenizer import learn_tokenizer, make_normalization

CORPUS = [
    "لا يزال 98 ألف مواطن في المدينة، وقال المتحدث إن 12.5% منهم غادروا",
    "هذا هو الطريق الى مدينة كبيرة بلغ سكانها 1,234,567 نسمة في عام 2022",
    'قال الوزير: "لا سلام مع الاحتلال"، وأضاف أن الأمل في الشعب كله',
    "About 98 thousand citizens are still in the city, and the spokesman said that 12.5% of them had left",
    'The minister said: "No peace with the occupation", it\'s in 2022, 1,234,567 people',
] * 20
SPELLINGS = [
    ("percent", "12.5٪", "12.5%"),
    ("decimal sign", "12٫5", "12.5"),
    ("thousands sign", "1٬234٬567", "1,234,567"),
    ("Arabic-Indic digits", "٠١٢٣٤٥٦٧٨٩", "0123456789"),
    ("Persian digits", "۰۱۲۳۴۵۶۷۸۹", "0123456789"),
    ("full-width digits", "\uff12\uff10\uff12\uff12", "2022"),
    ("presentation forms", "\ufefb \ufeb3\ufefc\ufee1", "لا سلام"),
    ("tatweel", "المـــدينة", "المدينة"),
    ("vowel signs", "قَالَ الوَزِيرُ", "قال الوزير"),
    ("dagger alef", "هٰذا", "هذا"),
    ("bidi marks", "\u200f98\u200e \u2067ألف\u2069 \u061c%\u202c", "98 ألف %"),
    ("zero-widths", "الم\u200bدي\u2060نة\ufeff", "المدينة"),
    ("alefs", "أحمد إلى آمال ٱلشعب", "احمد الي امال الشعب"),
    ("alef maksura", "الى مدى", "الي مدي"),
    ("quotes", "«لا» “سلام” ‘مع’", '"لا" "سلام" \'مع\''),
    ("spaces", "لا\u00a0سلام\u202fمع", "لا سلام مع"),
    ("Persian kaf and ya", "کبیرة", "كبيرة"),
]


@pytest.fixture(scope="module")
def processor(folder: Path) -> SentencePieceProcessor:
    return SentencePieceProcessor(model_file=str(folder / "source.spm"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tokenizer")
    learn_tokenizer(CORPUS, out, size=100)
    return out


@pytest.mark.parametrize(("spelling", "plain"), [case[1:] for case in SPELLINGS], ids=[case[0] for case in SPELLINGS])
def test_a_spelling_gives_the_pieces_of_the_plain_form(
    processor: SentencePieceProcessor, spelling: str, plain: str
) -> None:
    assert processor.encode(spelling, out_type=str) == processor.encode(plain, out_type=str)
    assert processor.unk_id() not in processor.encode(plain)


def test_each_digit_is_a_piece(processor: SentencePieceProcessor) -> None:
    assert [piece.strip("▁") for piece in processor.encode("in 2022", out_type=str)][-4:] == list("2022")


def test_english_comes_back_as_it_went_in(processor: SentencePieceProcessor) -> None:
    text = 'The minister said: "No peace in 2022", it\'s 12.5% of 1,234,567 people'
    assert processor.decode(processor.encode(text)) == text


def test_the_vocabulary_numbers_the_pieces_in_order_and_the_pad_last(folder: Path) -> None:
    ids = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    assert list(ids.values()) == list(range(101))
    assert (ids["</s>"], ids["<unk>"], ids["<pad>"]) == (0, 1, 100)
    assert (folder / "source.spm").read_bytes() == (folder / "target.spm").read_bytes()


@pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")
def test_transformers_loads_the_folder(folder: Path, processor: SentencePieceProcessor) -> None:
    from transformers import AutoTokenizer

    tokens = AutoTokenizer.from_pretrained(folder).tokenize("٩٨٪ لا")
    assert tokens == processor.encode("98% لا", out_type=str)


def test_words_stay_apart_and_letters_that_tell_words_apart_stay() -> None:
    rules = make_normalization()
    assert rules["\u200c"] == " "
    assert not set("ةهؤئءabc,،؛؟") & set(rules)


def test_no_rule_gives_what_another_rule_would_change() -> None:
    rules = make_normalization()
    assert [plain for plain in rules.values() if any(c in rules for c in plain)] == []
