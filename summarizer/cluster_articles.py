"""The articles of a cluster run: each worker takes a shard of the input and writes what it finished, window by window.

A window is one Parquet file, there whole or not at all. It bears the digest of what it was made from: a worker that
meets a window whose articles and signature are unchanged leaves it as it is. So a shard that another worker began, in
this run or an earlier one, is gone on with, and nothing is done or kept twice, whoever was killed when.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import Any

from summarizer.each import brief_each, prepare_each, read_each
from summarizer.errors import SET_ASIDE
from summarizer.features import Features, describe
from summarizer.inputs import Input
from summarizer.options import Options
from summarizer.pipeline import Pipeline
from summarizer.records import code_digest, pack
from summarizer.types import Article, ArticleBrief, Failure
from summarizer.walk import open_members
from summarizer.writers.files import put_file
from summarizer.writers.jsonl import dump, to_record

# What a worker that is killed can lose: some minutes of one core with the embedded model.
WINDOW = 100
_MADE_FROM = b"made_from"
# Text but for "article", the record by which Mujaz reads an article again; null are all but the first three in a row
# of a failure, and these two in a row of an article.
_COLUMNS = ("source", "code", "message", "published", "title", "title_english", "record", "features", "article")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A part of the input that one worker takes.

    ``folder`` is where its windows go, below the folder of results. ``inputs`` are files, each an article or a
    collection of articles.
    """

    folder: str
    inputs: tuple[Input, ...]


class ArticleWorker:
    """What runs on one core or one GPU: the model is loaded once, then shards come."""

    def __init__(self, options: Options, results: str) -> None:
        """``results`` is the folder on shared storage that holds all windows. ModelError, EngineError."""
        self._pipeline = Pipeline(options)
        self._results = Path(results)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Of each shard how many articles are ``done``, ``failed``, ``set_aside``, and how many of these were ``kept``.

        With them the ``signature`` of this worker as JSON: all workers of a run must have one.
        """
        counts = [self._brief_shard(shard) for shard in batch["shard"]]
        columns = {name: [count[name] for count in counts] for name in ("done", "failed", "set_aside", "kept")}
        return columns | {"signature": [json.dumps([*self._pipeline.signature, ("code", code_digest())])] * len(counts)}

    def _brief_shard(self, shard: Shard) -> Counter[str]:
        folder, options = self._results / shard.folder, self._pipeline.options
        folder.mkdir(parents=True, exist_ok=True)
        members = chain.from_iterable(
            open_members(item, columns=options.columns, fetch=options.fetch) for item in shard.inputs
        )
        counts: Counter[str] = Counter()
        number = 0
        while window := list(islice(members, WINDOW)):
            counts += self._brief_window(window, folder / f"{number:05}.parquet")
            number += 1
        for stale in sorted(filter(is_window, folder.glob("*.parquet")))[number:]:  # it was longer in an earlier run
            stale.unlink()
        return counts

    def _brief_window(self, window: Sequence[Input], path: Path) -> Counter[str]:
        """Make the window's file, unless it is there and was made from the same."""
        articles = read_each(window, self._pipeline.options)
        made_from = self._digest(articles)
        if _read_made_from(path) == made_from:
            return _count(read_codes(path)) + Counter(kept=len(window))
        rows = [_row(item) for item in brief_each(prepare_each(articles, self._pipeline), self._pipeline)]
        put_file(path, _to_parquet(rows, made_from))
        return _count([row["code"] for row in rows])

    def _digest(self, articles: Sequence[Article | Failure]) -> str:
        """What decides a window's content: the articles and their names, what was not read, the code, the signature."""
        inputs = [
            [item.source, item.code, item.message]
            if isinstance(item, Failure)
            else [item.source.name, item.source.sha256]
            for item in articles
        ]
        return sha256(json.dumps([inputs, self._pipeline.signature, code_digest()]).encode()).hexdigest()


def is_window(path: Path) -> bool:
    """Whether it is a file that a cluster run wrote. OSError if the storage does not give it."""
    return _read_made_from(path) is not None


def read_column(path: Path, name: str) -> Iterator[tuple[int, Any]]:
    """(row, value) of the articles in a window's file, for a column that failures leave empty."""
    import pyarrow.parquet as pq

    column = pq.read_table(path, columns=[name]).column(name)
    return ((row, value) for row, value in enumerate(column.to_pylist()) if value is not None)


def read_codes(path: Path) -> list[str | None]:
    """The error code of each row of a window's file, None for articles."""
    import pyarrow.parquet as pq

    codes: list[str | None] = pq.read_table(path, columns=["code"]).column("code").to_pylist()
    return codes


def to_features(told: str) -> Features:
    """The features of an article from the column of that name."""
    values = json.loads(told)
    return Features(**values | {"months": frozenset(values["months"])})


def _count(codes: Iterable[str | None]) -> Counter[str]:
    return Counter("done" if code is None else "set_aside" if code in SET_ASIDE else "failed" for code in codes)


def _row(item: ArticleBrief | Failure) -> Row:
    row: Row = dict.fromkeys(_COLUMNS)
    if isinstance(item, Failure):
        return row | asdict(item)
    record, features = to_record(item), describe(item.document)
    shown = {name: record[name] for name in ("source", "published", "title", "title_english")}
    told = json.dumps(asdict(features) | {"months": sorted(features.months)}, ensure_ascii=False)
    return row | shown | {"record": dump(record), "features": told, "article": pack(item)}


def _to_parquet(rows: Sequence[Row], made_from: str) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = [(name, pa.binary() if name == "article" else pa.string()) for name in _COLUMNS]
    table = pa.Table.from_pylist(list(rows), schema=pa.schema(types, metadata={_MADE_FROM: made_from}))
    file = io.BytesIO()
    pq.write_table(table, file, compression="zstd")
    return file.getvalue()


def _read_made_from(path: Path) -> str | None:
    """The digest in a window's file, None where there is none, for any other file and for a folder."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not path.is_file():
        return None
    try:
        metadata: dict[bytes, bytes] = pq.read_schema(path).metadata or {}
    except (pa.ArrowInvalid, OSError) as error:
        if getattr(error, "errno", None) is not None:  # the storage is at fault, not the file
            raise
        return None
    digest = metadata.get(_MADE_FROM)
    return None if digest is None else digest.decode()
