"""The pages of the articles, put into the briefing's folder while the run goes on.

What a page shows is known as soon as its article is finished, but for the spelling of names, which the whole briefing
decides: so pages are written as they come, and in the end those that are to differ are written once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

from summarizer.journal import Journal, Page
from summarizer.records import pack
from summarizer.types import ArticleBrief, Language
from summarizer.writers import files, html
from summarizer.writers.page_names import PageNames

_AT_ONCE = 50  # pages that are made, then moved; some 3 MB

_Made = tuple[int, Page, ArticleBrief]  # the number of the article in the briefing, its page, the article itself


class ArticlePages:
    """The pages of a run's articles, in its order; what stands in the folder as it would be made is not made again."""

    def __init__(self, folder: Path, journal: Journal, *, language: Language, force: bool) -> None:
        """Nothing is written yet. ``force``: replace files that Mujaz did not write. WriteError as ``files.claim``."""
        self._folder, self._journal, self._language, self._force = folder, journal, language, force
        self._written = {*files.claim(folder, force=force), *journal.announced()}
        self._begin()

    def catch_up(self) -> None:
        """Write the missing pages of what was finished since; before the last of it, all inputs must be decided.

        WriteError write.exists, write.failed.
        """
        missing = ((number, page) for number, page in self._next_pages() if not page.key)
        for batch in _batched((number, page, self._journal.read_article(page.id)) for number, page in missing):
            self._write(batch)

    def finish(self, articles: Sequence[ArticleBrief]) -> files.Standing:
        """The pages of all ``articles`` of the briefing, once each stands as it is to be.

        WriteError write.exists, write.failed.
        """
        self._begin()
        standing: set[tuple[str, str]] = set()
        made = ((number, page, article) for (number, page), article in zip(self._next_pages(), articles, strict=True))
        for batch in _batched(made):
            digests = {page.path: page.sha256 for _, page, _ in batch}
            standing.update((digests | self._write([each for each in batch if not self._stands(each)])).items())
        known = {page for page in self._written if page in standing}  # the same strings, not their equals once more
        return files.Standing(pages=frozenset(known | standing), announced=frozenset(self._written))

    def _begin(self) -> None:
        self._names, self._number, self._place = PageNames(), 0, -1

    def _next_pages(self) -> Iterator[tuple[int, Page]]:
        """(number, page) of each article finished since; the page with the path that it is to have."""
        for page in self._journal.read_pages(self._place):
            self._number, self._place = self._number + 1, page.place
            path = html.PAGES + self._names.name(page.name)
            yield self._number, page if page.path == path else replace(page, path=path, key="")

    def _stands(self, made: _Made) -> bool:
        _, page, _ = made
        return page.key == self._key(made) and files.stands(self._folder, page.path, page.sha256)

    def _key(self, made: _Made) -> str:
        """What the page is made of, beside the code: when that changes, the journal takes no record for good."""
        number, _, article = made
        return f"{number} {self._language} {sha256(pack(article)).hexdigest()}"

    def _write(self, made: Sequence[_Made]) -> dict[str, str]:
        """The SHA-256 of each page by its path, once they stand."""
        if not made:
            return {}
        texts = ((page.path, html.render_article(article, n, page.path, self._language)) for n, page, article in made)
        digests = files.add(self._folder, texts, self._announce, force=self._force)
        self._journal.settle_pages(replace(each[1], sha256=digests[each[1].path], key=self._key(each)) for each in made)
        return digests

    def _announce(self, digests: Mapping[str, str]) -> Set[tuple[str, str]]:
        self._journal.announce_pages(digests)
        self._written |= digests.items()
        return self._written


def _batched(made: Iterable[_Made]) -> Iterator[list[_Made]]:
    source = iter(made)
    while batch := list(islice(source, _AT_ONCE)):
        yield batch
