"""How well articles on one event are put together, as pairs of articles.

A row has ``text`` and ``event``, any word that the articles on one event share, and may have ``title`` and
``published`` (ISO date). Pairs hang together, so that no resampling of them says how sure a difference is; none is
offered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import combinations

from summarizer.clean import clean
from summarizer.evaluation.reports import Count, Report, Score
from summarizer.evaluation.rows import Fields, Row, is_text, may_be_date, may_be_text
from summarizer.split import split
from summarizer.stories import group
from summarizer.types import Article, Document, Source

FIELDS: Fields = {"text": is_text, "event": is_text, "title": may_be_text, "published": may_be_date}


def group_rows(rows: Sequence[Row]) -> list[tuple[int, ...]]:
    """The stories of the rows, as indexes of rows."""
    return [story.articles for story in group([make_document(row) for row in rows])]


def make_document(row: Row) -> Document:
    """The article of a row, cleaned and split, with its title on top."""
    title = row.get("title")
    text = f"{title}\n\n{row['text']}" if title else row["text"]
    digest = sha256(text.encode()).hexdigest()
    source = Source(name=digest, kind="text", sha256=digest)
    return split(clean(Article(source=source, text=text, title=title, published=row.get("published"))))


def score_groups(rows: Sequence[Row], groups: Sequence[Sequence[int]]) -> Report:
    """The pairs that ``groups`` join, against those of one event; how many stories and events there are."""
    pairs = combinations(range(len(rows)), 2)
    count = count_pairs(groups, ((one, other, rows[one]["event"] == rows[other]["event"]) for one, other in pairs))
    numbers = {"stories": len(groups), "events": len({row["event"] for row in rows})}
    scores = tuple(Score(name=name, value=value) for name, value in numbers.items())
    return Report(texts=len(rows), scores=scores, counts=(count,))


def count_pairs(groups: Sequence[Sequence[int]], truth: Iterable[tuple[int, int, bool]]) -> Count:
    """Of the pairs (article, article, whether of one event) those that ``groups`` join, and that are rightly joined."""
    where = {article: number for number, members in enumerate(groups) for article in members}
    found = Counter((same, where[one] == where[other]) for one, other, same in truth)
    right = found[True, True]
    return Count(name="pairs", right=right, given=right + found[False, True], wanted=right + found[True, False])
