from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.evaluation.small_sets import read_split_cases
from summarizer.sentences import QUOTATION_LIMIT, split_text
from summarizer.split import split
from summarizer.types import ROLES, Article, Block, CleanArticle, Role, Source

CASES = read_split_cases()
KNOWN_FAILURES = {
    "s100",  # "... إطلالة السيد. عبرها ...": a sentence may end in السيد, and nothing after it says so
    "s326",  # "... ياهو! و خدمات ...": a name that ends in !, in Arabic letters
}
ARABIC_SOUP = st.text(alphabet="أبدوم 10٫.…؟!،:؛«»\"'()[]ـًaZ\n\r\u2028\u0085\u200f\u200b\u00a0\ufeff﷽ﻻ")


def sentences_of(text: str) -> list[str]:
    return [piece.strip() for piece in split_text(text)]


def make_clean(text: str, roles: Sequence[Role], markup: tuple[tuple[int, int], ...] = ()) -> CleanArticle:
    """An article of which each line with text is one block, its role taken from ``roles`` in turn."""
    blocks, offset = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            start = offset + len(line) - len(line.lstrip())
            blocks.append(Block(start=start, end=offset + len(line.rstrip()), role=roles[len(blocks) % len(roles)]))
        offset += len(line)
    article = Article(source=Source(name="a.txt", kind="text", sha256="0"), text=text, markup=markup)
    return CleanArticle(article=article, blocks=tuple(blocks))


@pytest.mark.parametrize("case", [c for c in CASES if c["id"] not in KNOWN_FAILURES], ids=lambda c: c["id"])
def test_a_careful_editor_would_split_so(case: dict[str, object]) -> None:
    assert sentences_of(str(case["text"])) == case["sentences"]


def test_the_known_failures_are_all_and_still_fail() -> None:
    failing = {c["id"] for c in CASES if sentences_of(c["text"]) != c["sentences"]}
    assert failing == KNOWN_FAILURES
    assert len(failing) <= 0.02 * len(CASES)


def test_the_cases_are_well_formed() -> None:
    assert len(CASES) >= 170
    assert len({c["id"] for c in CASES}) == len({c["text"] for c in CASES}) == len(CASES)
    for case in CASES:
        assert "".join("".join(case["sentences"]).split()) == "".join(case["text"].split())


@given(st.text() | ARABIC_SOUP)
def test_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(split_text(text)) == text


@given(st.text() | ARABIC_SOUP)
def test_white_space_belongs_to_the_sentence_before(text: str) -> None:
    pieces = split_text(text)
    assert all(pieces)
    assert not any(piece[0].isspace() for piece in pieces[1:])


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\x0b", "\x0c"])
def test_every_line_break_ends_a_sentence(line_break: str) -> None:
    assert sentences_of(f"قال «نعم{line_break}وغادر» أمس") == ["قال «نعم", "وغادر» أمس"]


def test_a_line_of_nothing_visible_is_no_sentence() -> None:
    assert split_text("نعم\n \u200f\nلا") == ("نعم\n \u200f\n", "لا")
    assert split_text(" \n\u200f") == (" \n\u200f",)
    assert split_text("") == ()


def test_stray_signs_are_no_sentence() -> None:
    assert sentences_of("توقف القتال. * ! وعاد الهدوء. 😀") == ["توقف القتال. * !", "وعاد الهدوء. 😀"]
    assert sentences_of("... نعم. … ثم عاد") == ["... نعم. …", "ثم عاد"]


def test_a_quotation_is_kept_whole_up_to_the_limit_and_no_further() -> None:
    first, second = "كانت الليلة طويلة جدا.", "ونام الأطفال أخيرا"
    padding = QUOTATION_LIMIT - len(f"{first} {second}")
    whole = f"قال: «{first} {second}{'ا' * padding}»."
    longer = f"قال: «{first} {second}{'ا' * (padding + 1)}»."
    assert len(split_text(whole)) == 1
    assert sentences_of(longer) == [f"قال: «{first}", longer[longer.index("ونام") :]]


@pytest.mark.parametrize(
    "text",
    [
        "كلمة " * 20_000,
        "ا" * 100_000,
        "«" * 100_000,
        "." * 100_000,
        ". " * 20_000,
        "أ." * 12_000,
        "أ. " * 4_000,
        '." ' * 20_000,
        "؟»" * 20_000,
        "\n" * 100_000,
        "http://" * 20_000,
        ". \u200f" * 20_000,
        "." + " " * 100_000 + "ا",
    ],
    ids=lambda text: repr(text[:4]),
)
def test_long_monotonous_text_takes_linear_time(text: str) -> None:
    """These would not come back before the night if any step looked at more than its surroundings."""
    assert "".join(split_text(text)) == text


def test_body_and_captions_are_split_and_other_blocks_are_not() -> None:
    text = "هل انتهت؟ نعم.\n\nغادر الوفد. وعاد.\nصورة. (أ.ف.ب)\nصورة أولى. صورة ثانية.\nتابعونا. اشتركوا."
    document = split(make_clean(text, ["title", "body", "caption", "caption", "boilerplate"]))
    assert [(s.text, s.role, s.paragraph) for s in document.sentences] == [
        ("هل انتهت؟ نعم.", "title", 0),
        ("غادر الوفد.", "body", 1),
        ("وعاد.", "body", 1),
        ("صورة. (أ.ف.ب)", "caption", 2),
        ("صورة أولى.", "caption", 3),
        ("صورة ثانية.", "caption", 3),
        ("تابعونا. اشتركوا.", "boilerplate", 4),
    ]


def test_blocks_of_one_line_share_its_paragraph() -> None:
    text = "صورة للحدود غادر الوفد.\nوعاد."
    blocks = (
        Block(start=0, end=11, role="caption"),
        Block(start=12, end=23, role="body"),
        Block(start=24, end=29, role="body"),
    )
    article = Article(source=Source(name="a", kind="text", sha256="0"), text=text)
    document = split(CleanArticle(article=article, blocks=blocks))
    assert [(s.text, s.paragraph) for s in document.sentences] == [
        ("صورة للحدود", 0),
        ("غادر الوفد.", 0),
        ("وعاد.", 1),
    ]


def test_markup_is_looked_through_and_left_out_of_plain() -> None:
    text = "قال **الوزير.** وأضاف [الرابط  هنا](http://a.b). انتهى."
    markup = tuple((text.index(m), text.index(m) + len(m)) for m in ("**ال", "** و", "[", "](http://a.b)"))
    markup = ((markup[0][0], markup[0][0] + 2), (markup[1][0], markup[1][0] + 2), *markup[2:])
    document = split(make_clean(text, ["body"], markup))
    assert [(s.text, s.plain) for s in document.sentences] == [
        ("قال **الوزير.**", "قال الوزير."),
        ("وأضاف [الرابط  هنا](http://a.b).", "وأضاف الرابط هنا."),
        ("انتهى.", "انتهى."),
    ]


def test_plain_keeps_its_spaces_where_no_markup_is() -> None:
    assert split(make_clean("قال  الوزير", ["body"])).sentences[0].plain == "قال  الوزير"


@given(st.text() | ARABIC_SOUP, st.lists(st.sampled_from(ROLES), min_size=1))
def test_offsets_slice_back_and_cover_all_that_is_visible(text: str, roles: list[Role]) -> None:
    document = split(make_clean(text, roles))
    covered = [i for s in document.sentences for i in range(s.start, s.end) if not text[i].isspace()]
    assert covered == [i for i, c in enumerate(text) if not c.isspace()]
    for sentence in document.sentences:
        assert sentence.text == text[sentence.start : sentence.end] == sentence.text.strip() != ""
