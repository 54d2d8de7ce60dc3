"""The stories of all articles of a cluster run, without gathering the articles anywhere.

The steps of ``clusters`` and ``stories`` as passes of Ray Data, articles sent to where their keys are:

    meet     articles with a weighty term in common come together under that term, under one that very many have
             those of some days; each is compared with its neighbours by day, and the pairs that are alike stay
    join     the pairs, as pairs of numbers, become trees: first those of each block, then all of them in one task
    tell     the articles of one tree come together, and their stories are found as those of a folder

An article is known here by a number: that of its file, then that of its row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.brief import brief
from summarizer.cluster_articles import WINDOW, read_column, to_features
from summarizer.clusters import NEIGHBOURS, PAIR, SHARED_KEYS, likeness, weightiest
from summarizer.features import Features
from summarizer.partition import Partition
from summarizer.records import unpack
from summarizer.types import Signature
from summarizer.writers.files import put_file
from summarizer.writers.jsonl import dump
from summarizer.writers.story_records import to_story_records
from summarizer.writers.view import view_articles

if TYPE_CHECKING:
    from ray.data import Dataset

Batch = dict[str, Any]  # column -> values

_ROW_BITS = 20  # of an article's number
# Articles with one term that one task holds: some 400 MB, as they come and as they are compared. Of a term that more
# have, those of 16 days come together, in two rows of slices half over each other: so all within 8 days meet, and for
# each day more than three likeness falls by a tenth anyway (clusters).
_MOST_HOLDERS, _SLICE_DAYS = 10_000, 16
_WINDOWS_PER_SHELF = 10  # files of articles for each file of stories: some thousand articles lie in memory at once


def find_stories(files: Sequence[Path], folder: Path, signature: Signature) -> int:
    """The number of stories of the articles in ``files``, which ``cluster_articles`` wrote.

    They are written to ``folder`` as ``part-00000.jsonl`` and so on, a record as in ``briefing.jsonl`` on each line; a
    file is there whole or not at all.
    """
    import ray

    shelves = -(-len(files) // _WINDOWS_PER_SHELF)
    rows = [{"file": number, "path": str(path)} for number, path in enumerate(files)]
    source = ray.data.from_items(rows, override_num_blocks=len(rows))
    common = _find_common(source) if len(files) * WINDOW > _MOST_HOLDERS else frozenset()
    trees = _find_trees(source.map_batches(partial(_list_terms, common=common), batch_size=1))
    placed = source.map_batches(partial(_place_articles, trees=trees, shelves=shelves), batch_size=1)
    told = placed.groupby("shelf").map_groups(partial(_tell, folder=str(folder), signature=signature))
    counts = {row["shelf"]: row["stories"] for row in told.iter_rows()}
    _remove_others(folder, {_shelf_file(shelf) for shelf in counts})
    return sum(counts.values())


def _find_trees(terms: Dataset) -> Any:
    """A reference to what ``_label`` gives for the whole: the driver never holds it."""
    import ray

    pairs = terms.groupby("term").map_groups(_meet).map_batches(_prune, batch_size=None)
    return ray.remote(_label).remote(*pairs.to_arrow_refs())


def _find_common(source: Dataset) -> frozenset[str]:
    """The terms that more articles have than one task can hold."""
    counted = source.map_batches(_count_terms, batch_size=1).groupby("term").sum("articles")
    common = counted.map_batches(partial(_keep_common, most=_MOST_HOLDERS))
    return frozenset(row["term"] for row in common.iter_rows())


def _count_terms(batch: Batch) -> Batch:
    """A row for each term: how many articles of a file have it."""
    counts = Counter(term for _, told in _read(batch, "features") for term in weightiest(to_features(told).terms))
    return _columns(("term", "articles"), list(counts.items()))


def _keep_common(batch: Batch, most: int) -> Batch:
    counts = zip(batch["term"], batch["sum(articles)"], strict=True)
    return _columns(("term",), [(term,) for term, count in counts if count > most])


def _list_terms(batch: Batch, common: Set[str]) -> Batch:
    """A row for each term of each article by which it meets others; copies meet by their digest."""
    rows = []
    for article, told in _read(batch, "features"):
        features = to_features(told)
        terms = weightiest(features.terms)
        keys = chain.from_iterable(_slices(term, features) if term in common else (term,) for term in terms)
        rows += [(key, article, told) for key in (*keys, features.digest)]
    return _columns(("term", "article", "features"), rows)


def _slices(term: str, text: Features) -> tuple[str, ...]:
    """Where a text meets others by a common term: in two slices of days, or by its digest if it has no day."""
    if text.day is None:
        return (f"{term} {text.digest[:2]}",)
    half = text.day // (_SLICE_DAYS // 2)
    return tuple(f"{term} {row} {(half + row) // 2}" for row in (0, 1))


def _meet(batch: Batch) -> Batch:
    """The pairs that are alike among the articles with one term."""
    texts = [
        (to_features(told), int(article)) for told, article in zip(batch["features"], batch["article"], strict=True)
    ]
    texts.sort(key=lambda text: (text[0].day or 0, text[0].digest, text[1]))
    pairs = [
        (min(article, other_article), max(article, other_article))
        for place, (text, article) in enumerate(texts)
        for other, other_article in texts[place + 1 : place + 1 + NEIGHBOURS]
        if _are_alike(text, other)
    ]
    return _columns(("one", "other"), pairs)


def _are_alike(one: Features, other: Features) -> bool:
    if one.digest == other.digest:
        return True
    shared = set(weightiest(one.terms)).intersection(weightiest(other.terms))
    return len(shared) >= SHARED_KEYS and likeness(one, other) >= PAIR


def _prune(batch: Batch) -> Batch:
    """As few pairs as join the same articles."""
    pairs = zip(map(int, batch["one"]), map(int, batch["other"]), strict=True)
    return _columns(("one", "other"), [(tree[0], article) for tree in _join(pairs) for article in tree[1:]])


def _label(*tables: Any) -> dict[int, int]:
    """The tree of each article that is joined with others, named after the tree's first article."""
    columns = [table.to_pydict() for table in tables if table.num_rows]
    pairs = [pair for column in columns for pair in zip(column["one"], column["other"], strict=True)]
    return {article: tree[0] for tree in _join(pairs) for article in tree}


def _join(pairs: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """The articles of ``pairs`` in groups that no pair leaves, each rising."""
    pairs = list(pairs)
    articles = sorted({article for pair in pairs for article in pair})
    places = {article: place for place, article in enumerate(articles)}
    partition = Partition(len(articles))
    for one, other in pairs:
        partition.join(places[one], places[other])
    return ([articles[place] for place in tree] for tree in partition.groups())


def _place_articles(batch: Batch, trees: Any, shelves: int) -> Batch:
    """Each article with its tree, and the shelf that the stories of that tree will stand on."""
    import ray

    known: dict[int, int] = ray.get(trees)
    rows = []
    for article, record in _read(batch, "article"):
        tree = known.get(article, article)
        rows.append((article, tree, _shelf(tree, shelves), record))
    return _columns(("article", "tree", "shelf", "record"), rows)


def _shelf(tree: int, shelves: int) -> int:
    return (
        tree * 0x9E3779B97F4A7C15 >> 32
    ) % shelves  # Fibonacci hashing: the numbers of one file stand close together


def _tell(batch: Batch, folder: str, signature: Signature) -> Batch:
    """Write the stories of one shelf."""
    trees: dict[int, list[tuple[int, bytes]]] = defaultdict(list)
    for article, tree, record in zip(batch["article"], batch["tree"], batch["record"], strict=True):
        trees[int(tree)].append((int(article), record))
    lines = []
    for _, members in sorted(trees.items()):
        whole = brief([unpack(record) for _, record in sorted(members)], (), signature=signature)
        lines += [f"{dump(story)}\n" for story in to_story_records(whole, view_articles(whole))]
    shelf = int(batch["shelf"][0])
    put_file(Path(folder) / _shelf_file(shelf), "".join(lines).encode())
    return {"shelf": [shelf], "stories": [len(lines)]}


def _shelf_file(shelf: int) -> str:
    return f"part-{shelf:05}.jsonl"


def _remove_others(folder: Path, files: Set[str]) -> None:
    """Remove the shelves of an earlier run that this one has not."""
    for path in folder.glob("part-*.jsonl"):
        if path.name not in files:
            path.unlink()


def _read(batch: Batch, column: str) -> Iterator[tuple[int, Any]]:
    """(article, value) of the articles in the files of ``batch``."""
    for file, path in zip(batch["file"], batch["path"], strict=True):
        for row, value in read_column(Path(path), column):
            yield (int(file) << _ROW_BITS) + row, value


def _columns(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Batch:
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}
