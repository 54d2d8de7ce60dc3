from __future__ import annotations

import pytest

from summarizer.columns import choose_columns, say_choice, split_choice
from summarizer.errors import ReadError


@pytest.mark.parametrize(
    ("header", "choices", "chosen"),
    [
        (["id", "headline", "body", "date", "link"], [], {"text": 2, "title": 1, "date": 3, "url": 4, "id": 0}),
        (["العنوان", "النص", "تاريخ النشر", "الرابط"], [], {"text": 1, "title": 0, "date": 2, "url": 3}),
        (["Full_Text", "Published At", "URL"], [], {"text": 0, "date": 1, "url": 2}),
        (["a", "b"], ["text=b"], {"text": 1}),
        (["text", "body", "title"], ["text=body"], {"text": 1, "title": 2}),
        (["text", "summary"], ["title=summary"], {"text": 0, "title": 1}),
        (["text", "headline", "title"], [], {"text": 0, "title": 2}),
        ([" text "], ["text=text"], {"text": 0}),
    ],
)
def test_columns_are_chosen_by_the_user_or_by_name(
    header: list[str], choices: list[str], chosen: dict[str, int]
) -> None:
    assert choose_columns(header, choices, name="a.csv") == chosen


@pytest.mark.parametrize(
    ("header", "choices", "said"),
    [
        (["x", "y"], [], "no column looks like the text of an article; the columns are “x”, “y”"),
        (["text", "body"], [], "more than one column looks like the text of an article"),
        (["text", "text"], [], "more than one column looks like the text of an article"),
        (["text"], ["text=body"], "no column is called body; the columns are “text”"),
        (["text", "a", "a"], ["title=a"], "more than one column is called a"),
        (["x\u202e\udc80"], [], "the columns are “x\ufffd\ufffd”"),
    ],
)
def test_no_clear_choice_is_an_error_that_lists_the_columns(header: list[str], choices: list[str], said: str) -> None:
    with pytest.raises(ReadError) as caught:
        choose_columns(header, choices, name="a.csv")
    assert (caught.value.code, caught.value.source) == ("read.columns", "a.csv")
    assert said in caught.value.message
    assert "--column text=NAME" in caught.value.hint


def test_a_choice_is_a_role_and_a_column() -> None:
    assert split_choice("text= my=column ") == ("text", "my=column")
    assert say_choice(["a", "b"], {"text": 1, "title": 0}) == "text from “b”, title from “a”"
    for wrong in ("", "text", "text=", "author=a", "=a"):
        with pytest.raises(ValueError, match="is not ROLE=COLUMN"):
            split_choice(wrong)
