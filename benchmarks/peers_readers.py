"""What readers make of web pages and PDFs: Mujaz and libraries that do the same.

Pages: the two real ones of the development data, and the five sample articles, their lines as paragraphs of a page with
nothing else in it, so that what is not the article can be told by its words alone. PDFs: tests/data/pdf, one article
in three fonts and layouts by two programs. All is counted in words, punctuation and vowel signs aside.
"""

from __future__ import annotations

import html
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from peers_turns import ROUNDS, Answer, Peer, Running, compare_times, make_environment, read_versions, take_turns
from results import ROOT, data_folder, sign
from scans import FILES, FOLDER, count, plain_words

from summarizer.evaluation.reports import share

OURS = "Mujaz"
_BODY = "//div[contains(@class, 'field-name-body')]"  # of the page of Assabah, which comes without expected text
_TEXT_ROLES = ("body", "subhead")
_FURNITURE_ROLES = ("boilerplate", "duplicate")  # the rest, such as a title, may come or not
_SEED_ROLES = ROOT / "tests" / "data" / "seed_roles.json"
Figures = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A web page as a file, the words of its article, and those that may come with it: title, byline, captions."""

    path: Path
    article: Counter[str]
    allowed: Counter[str]


def measure_pages() -> tuple[Figures, Figures]:
    """Figures and signature.

    ``text_kept``: the share of the article's words that come out; ``boilerplate_kept``: of the words that come out, the
    share that is none of the article's. Means over the pages, and the worst page's ``text_kept``. No times: there are
    too few pages for rounds of their own, and Mujaz remembers what it has cleaned.
    """
    python = make_environment("texts")
    peers = [Peer(name=OURS, program="mujaz_texts", arguments=("page",))]
    peers += [
        Peer(name=name, program="readers", arguments=(name,), python=python) for name in ("trafilatura", "newspaper4k")
    ]
    with tempfile.TemporaryDirectory() as work:
        pages = [*_real_pages(), *_seed_pages(Path(work))]
        systems = {}
        for peer in peers:
            with Running(peer) as running:
                systems[peer.name] = score_pages(pages, running.ask([str(page.path) for page in pages]))
    files = [*sorted((data_folder() / "dev" / "pages").iterdir()), *sorted((ROOT / "seeds").glob("*.txt")), _SEED_ROLES]
    return {"pages": len(pages), "systems": systems}, sign("", files=files) | {"peers": read_versions("texts")}


def measure_pdf() -> tuple[Figures, Figures]:
    """Figures and signature. ``text_right``: the share of the article's words that come out in their place."""
    python = make_environment("texts")
    peers = [Peer(name=OURS, program="mujaz_texts", arguments=("pdf",))]
    peers += [
        Peer(name=name, program="readers", arguments=(name,), python=python)
        for name in ("pypdfium2", "pypdf", "pdfplumber")
    ]
    paths = [str(FOLDER / name) for name in FILES]
    answers = take_turns(peers, paths, [paths] * ROUNDS)  # Mujaz remembers sentences, which reading does not make
    written = plain_words((FOLDER / "article.txt").read_text(encoding="utf-8"))
    systems = compare_times(answers, OURS)
    for name, said in answers.items():
        counts: Counter[str] = Counter()
        for text in said[0].said:
            counts.update(count(written, plain_words(text)))
        numbers = [counts[f"western numbers, {what}"] + counts[f"arabic numbers, {what}"] for what in ("right", "all")]
        systems[name] |= {
            "text_right": share(counts["words, right"], counts["words, all"]),
            "numbers_right": share(*numbers),
        }
    files = [FOLDER / name for name in (*FILES, "article.txt")]
    return {"files": len(FILES), "systems": systems}, sign("", files=files) | {"peers": read_versions("texts")}


def _real_pages() -> Iterator[Page]:
    from lxml import html as parser

    folder = data_folder() / "dev" / "pages"
    cnn, assabah = folder / "newspaper4k_arabic_article.html", folder / "assabah.html"
    (body,) = parser.fromstring(assabah.read_bytes()).xpath(_BODY)
    for path, text in ((cnn, cnn.with_suffix(".txt").read_text(encoding="utf-8")), (assabah, body.text_content())):
        title = parser.fromstring(path.read_bytes()).findtext(".//title") or ""
        yield Page(path=path, article=Counter(plain_words(text)), allowed=Counter(plain_words(title)))


def _seed_pages(work: Path) -> Iterator[Page]:
    roles = json.loads(_SEED_ROLES.read_text(encoding="utf-8"))
    for seed in sorted((ROOT / "seeds").glob("*.txt")):
        lines = list(enumerate(seed.read_text(encoding="utf-8").split("\n"), 1))
        role = {number: roles[seed.stem].get(str(number), "body") for number, _ in lines}
        path = work / f"{seed.stem}.html"
        body = "\n".join(f"<p>{html.escape(line)}</p>" for _, line in lines)
        path.write_text(
            f'<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><body>{body}</body></html>',
            encoding="utf-8",
        )
        article = Counter(word for n, line in lines if role[n] in _TEXT_ROLES for word in plain_words(line))
        unwanted = (*_TEXT_ROLES, *_FURNITURE_ROLES)
        allowed = Counter(word for n, line in lines if role[n] not in unwanted for word in plain_words(line))
        yield Page(path=path, article=article, allowed=allowed)


def score_pages(pages: list[Page], answer: Answer) -> dict[str, float]:
    kept, wrong = [], []
    for page, text in zip(pages, answer.said, strict=True):
        words = Counter(plain_words(text))
        kept.append((words & page.article).total() / page.article.total())
        wrong.append((words - page.article - page.allowed).total() / max(words.total(), 1))
    return {
        "text_kept": round(fmean(kept), 4),
        "boilerplate_kept": round(fmean(wrong), 4),
        "text_kept_worst": round(min(kept), 4),
    }
