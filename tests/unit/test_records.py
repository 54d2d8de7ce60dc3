from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.facts import find_facts
from summarizer.records import code_digest, pack, unpack
from summarizer.types import ArticleBrief
from tests.factories import Line, make_article, news_brief

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.from_type(ArticleBrief))
def test_every_article_comes_back_as_it_was(article: ArticleBrief) -> None:
    again = unpack(pack(article))
    assert again == article
    assert repr(again) == repr(article)  # also in the kinds of its numbers: 3 and 3.0 are equal


def test_real_articles_come_back_and_are_small() -> None:
    for article in news_brief().articles:
        article = replace(article, facts=find_facts(article.document))
        assert unpack(pack(article)) == article
        assert len(pack(article)) < 5_000


def test_text_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        pack(make_article("a.txt", [Line("body", "\ud800", None)]))


def test_the_digest_of_the_code_is_one_and_the_same() -> None:
    assert len(code_digest()) == 64
    assert code_digest.__wrapped__() == code_digest.__wrapped__()
