"""What the readers of collections give: the articles in one file, one by one, each as far as it could be got.

A collection is a file of many articles: a table, an archive, a feed, a list of addresses. Its reader has one function
``open_members(file, name, choices) -> Iterator[Member]``, which raises ReadError when the collection as a whole, or the
rest of it, cannot be read. A fault of one member is that member's content, and the others go on.
"""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.errors import ReadError
from summarizer.types import Article, Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A page that is still to be fetched."""

    url: str


Content = Article | Address | Failure | bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One article of a collection: ``name`` is its place in it (``row-12``, ``sub/a.txt``), unique and printable.

    ``content`` is the article, not yet looked at for language; the bytes of a file of the kind that ``name`` ends in;
    the address of a page; or why there is none of these.
    """

    name: str
    content: Content


def failed_member(collection: str, member: str, error: ReadError) -> Member:
    """The member of that name that could not be had."""
    return Member(name=member, content=to_failure(f"{collection}/{member}", error))


def to_failure(name: str, error: ReadError) -> Failure:
    """``error`` as a value, remedy and all."""
    said = error.message + (f". {error.hint}" if error.hint else "")
    return Failure(source=name, code=error.code, message=said)
