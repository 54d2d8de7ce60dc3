"""Tables of articles: a row is an article, with its text in one column and what else is known of it in others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import BinaryIO

from summarizer.columns import Role, choose_columns, say_choice
from summarizer.errors import ReadError
from summarizer.findings import make_finding
from summarizer.readers.csv_rows import open_csv
from summarizer.readers.dates import doubt_date, iso_date
from summarizer.readers.fragments import compose_article
from summarizer.readers.jsonl_rows import open_jsonl
from summarizer.readers.members import Member, failed_member
from summarizer.readers.parquet_rows import open_parquet
from summarizer.readers.rows import Table, bad_row
from summarizer.types import Article, Finding, Source

_MAX_ID = 40  # characters of a row's own id that its name takes up; more is no help to a reader
_SCHEMES = ("http://", "https://")


def open_members(
    file: BinaryIO, name: str, choices: Sequence[str], *, open_table: Callable[[BinaryIO, str], Table]
) -> Iterator[Member]:
    """The rows of the table in ``file``. ``choices`` are the user's columns (``text=body``).

    ReadError read.columns if there is no telling which column is the text, and those of ``open_table``.
    """
    table = open_table(file, name)
    columns = choose_columns(table.header, choices, name=name)
    findings = table.findings
    if len(choices) < len(columns):
        said = f"Columns were told from their names: {say_choice(table.header, columns)}."
        findings = (*findings, make_finding("read.columns", said))
    for number, cells in enumerate(table.rows(tuple(columns.values())), start=1):
        member = f"row-{number}"
        try:
            if isinstance(cells, ReadError):
                raise cells
            row = dict(zip(columns, cells, strict=True))
            member += _own_id(row)
            yield Member(name=member, content=_to_article(row, f"{name}/{member}", findings))
        except ReadError as error:
            yield failed_member(name, member, error)


open_csv_members = partial(open_members, open_table=open_csv)
open_tsv_members = partial(open_members, open_table=partial(open_csv, delimiter="\t"))
open_jsonl_members = partial(open_members, open_table=open_jsonl)
open_parquet_members = partial(open_members, open_table=open_parquet)


def _own_id(row: Mapping[Role, object]) -> str:
    """The end of the name of a row that has an id of its own."""
    own = _said(row.get("id"))
    return "-" + "".join(c if c.isalnum() or c in "-._" else "_" for c in own[:_MAX_ID]) if own else ""


def _to_article(row: Mapping[Role, object], name: str, findings: tuple[Finding, ...]) -> Article:
    """The article of a row. ReadError if its text is missing, or no text."""
    text = row["text"]
    if not isinstance(text, str) and text is not None:
        raise bad_row(f"the text is of another kind ({type(text).__name__})")
    if not text or text.isspace():
        raise bad_row("the row has no text", code="read.empty")
    title, stated, url = (_said(row.get(role)) for role in ("title", "date", "url"))
    given = json.dumps([text, title, stated, url]).encode("ascii")
    link = url if url.startswith(_SCHEMES) else None
    source = Source(name=name, kind="row", sha256=hashlib.sha256(given).hexdigest(), url=link)
    day = iso_date(stated)
    return compose_article(text, title, source, published=day, findings=findings + doubt_date(stated, day))


def _said(cell: object) -> str:
    """A cell that should hold a short text, a number or a date; "" for anything else."""
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip() if isinstance(cell, str | int) else ""
