"""The cleaning stage: what every line of an article is. Nothing is deleted and nothing is changed.

A scraped file is the story with pieces of its page around and inside it: the headline (first, last or twice), its deck,
captions, credits, links, calls to subscribe. What is not the story must not enter a summary, yet a sentence of the
story lost is worse than a button kept: each rule needs its reason, and a line that none claims is body.

The rules go from sure to likely, and the first to speak decides:

    the format          a title given by HTML, the headings of Markdown
    the words           ``boilerplate.line_role``, and the headlines under "اقرأ أيضا"
    the closing credit  and what stands below it
    the edges           lines above the first paragraph and below the last, the title among them
    the middle          subheads between paragraphs, second copies
"""

from __future__ import annotations

import re
from collections import Counter

from summarizer.boilerplate import (
    edge_role,
    line_role,
    names_editor,
    names_helpers,
    names_person,
    opens_related,
    opens_sentence,
)
from summarizer.normalize import fold
from summarizer.page import LONG, Line, Page, kinship
from summarizer.types import Article, Block, CleanArticle

_TITLE_WORDS = range(4, LONG + 1)  # 99.5 % of 6,490 titles; shorter first lines are names, places and sections
_REPEATED_TITLE_WORDS = range(3, 31)  # what stands twice need not be doubted by its length
_KINSHIP = 0.2  # share of a line's words that the text has too: all but 1 of 726 titles, 9 to 24 % of foreign titles
_TAIL_KINSHIP = 0.6  # the same for a lone line below the text: 90 % of 726 titles, 0.9 % of foreign ones
_STRANGER = 0.1  # 1 to 5 of 100 last paragraphs share less with their article (mayadeen_dev, SaudiNewsNet)
_SUFFIX_WORDS = 4  # " - name of the site" behind a copy of the title
_LABEL_WORDS = 4  # a section, an office, a name, a tag
_SUBHEAD_WORDS = 9  # of the lines of this form in SaudiNewsNet, those up to here read as headings
_PICTURE_LINES = 2  # a picture's lines may stand between a subhead and its paragraph
_EDGE_LINES = 8  # more lines than that above or below the text are a list, a poem or a recipe
_CLOSING_LINES = 4
_COPY_WORDS = 8  # a shorter sentence that comes back may be a refrain

_PICTURE = re.compile(r"\[?!\[")
_HEADING = re.compile(r"(#{1,6})\s")
_LIST_MARK = re.compile(r"[(\[\-–—*•·▪●■◆>+]|\(?\d+\)?\s?[-–—.)/](?!\d)|\(\d+\)")
_HANGING = re.compile(
    r"(?:[:،؛,;(\[«“]"
    r"|(?:^| )(?:و|ف?[إا]ن[ّه]?ا?|ب?[أا]ن[ّه]?ا?|في|من|عن|على|إلى|الى|التي|الذي|الذين|أو|حيث|مع|بين|كما|هو|هي))$"
)


def clean(article: Article) -> CleanArticle:
    """``article`` with a role for every stretch: one block a line, or two where a line plainly holds two things.

    Blocks are sorted and apart, hold no line break, have no white space at their ends, and cover every other character
    of ``article.text``. Nothing is raised; time is linear in the text.
    """
    page = Page(article)
    _label_format(page, article)
    _label_words(page)
    _label_closing_credit(page)
    _label_edge_words(page)
    _label_title(page)
    _label_head(page)
    _label_tail(page)
    _label_middle(page)
    labelled = zip(page.lines, page.roles, strict=True)
    blocks = tuple(Block(start=line.start, end=line.end, role=role or "body") for line, role in labelled)
    return CleanArticle(article=article, blocks=blocks)


def _label_format(page: Page, article: Article) -> None:
    """The title that the format gives, what it sets apart from the article, and the headings of Markdown."""
    furniture = {start for start, _ in article.furniture}
    for i in page.open():
        page.roles[i] = "boilerplate" if page.lines[i].start in furniture else None
    if article.title:
        _set_title(page, fold(article.title))
    if article.source.kind != "markdown":
        return
    above, _ = page.edges()
    starts = {start for start, _ in article.markup}
    levels: dict[int, int] = {}
    for i in (i for i in page.open() if page.lines[i].start in starts and page.lines[i].key):
        line = page.lines[i]
        heading = _HEADING.match(article.text, line.start)
        if heading:
            page.roles[i] = "boilerplate" if line_role(line) == "boilerplate" else "subhead"
            levels[i] = len(heading[1])
        elif _PICTURE.match(article.text, line.start):
            page.roles[i] = "caption"
    first = [i for i in levels if i in above and page.roles[i] == "subhead"]
    if first and "title" not in page.roles:
        _set_title(page, page.lines[min(first, key=lambda i: (levels[i] > 1, i))].key)


def _set_title(page: Page, title: str) -> None:
    """Label the first line with these folded words title and the others duplicate.

    Copies above and below the text may have the name of the site behind them.
    """
    same = [i for i, line in enumerate(page.lines) if line.key == title and title]
    for i in same:
        page.roles[i] = "title" if i == same[0] else "duplicate"
    if title.count(" ") + 1 not in _TITLE_WORDS:
        return
    for i in (i for edge in page.edges() for i in page.open(edge)):
        longer, shorter = sorted((page.lines[i].key, title), key=len, reverse=True)
        if longer.startswith(f"{shorter} ") and longer.count(" ") - shorter.count(" ") <= _SUFFIX_WORDS:
            page.roles[i] = "duplicate"


def _label_words(page: Page) -> None:
    """Lines that say what they are, and the headlines of other articles under a line that announces them.

    These are all lines down to the end of the page, or the next one only where the story goes on below.
    """
    for i in page.open():
        page.roles[i] = line_role(page.lines[i])
    story = [i for i in page.open() if page.lines[i].size >= LONG or page.lines[i].plain.endswith((".", ":"))]
    for i, line in enumerate(page.lines[:-1]):
        if page.roles[i] == "boilerplate" and opens_related(line):
            to_the_end = not story or i > story[-1]
            headlines = range(i + 1, len(page.lines)) if to_the_end else range(i + 1, i + 2)
            for k in page.open(headlines):
                if to_the_end or not page.lines[k].paragraph:
                    page.roles[k] = "boilerplate"
            if to_the_end:
                return


def _label_closing_credit(page: Page) -> None:
    """Thanks to helpers in one of the last lines, and what stands below them but shares no word with the story."""
    last = page.open()[-_CLOSING_LINES:]
    credit = next((i for i in last if i > 0 and names_helpers(page.lines[i])), None)
    if credit is None:
        return
    page.roles[credit] = "byline"
    below = page.open(range(credit + 1, len(page.lines)))
    story = page.vocabulary(range(credit))
    for i in below:
        if kinship(page.lines[i], story) < _STRANGER:
            page.roles[i] = "boilerplate"


def _label_edge_words(page: Page) -> None:
    """Dates, offices, buttons and datelines above and below the text, and the name under an editor's office."""
    for edge in page.edges():
        lines = page.open(edge)
        for i in lines if len(lines) <= _EDGE_LINES else ():
            line = page.lines[i]
            under_office = i > 0 and page.roles[i - 1] == "boilerplate" and names_editor(page.lines[i - 1])
            is_name = under_office and line.size <= _LABEL_WORDS and not line.finished
            page.roles[i] = "boilerplate" if is_name else edge_role(line)


def _label_title(page: Page) -> None:
    """The title where no format gave one: above the text, else below it, else none."""
    if "title" in page.roles:
        return
    above, below = page.edges()
    head, tail = page.open(above)[:_EDGE_LINES], page.open(below)[-_EDGE_LINES:]
    story = page.vocabulary()
    copies = Counter(page.lines[i].key for i in head + tail)
    likely = [i for i in head if _may_be_title(page.lines[i], copies)]
    akin = [i for i in likely if kinship(page.lines[i], story) >= _KINSHIP]
    last = max((i for i in below if page.roles[i] == "boilerplate"), default=-1)
    lowest = [
        i
        for i in tail
        if _may_be_title(page.lines[i], copies)
        and (copies[page.lines[i].key] > 1 or (i < last and kinship(page.lines[i], story) >= _TAIL_KINSHIP))
    ]
    chosen = (akin or likely or lowest)[:1]
    for i in chosen:
        _set_title(page, page.lines[i].key)


def _may_be_title(line: Line, copies: Counter[str]) -> bool:
    """Whether a line above or below the text has the form of a title."""
    if not _stands_alone(line):
        return False
    return line.size in _TITLE_WORDS or (copies[line.key] > 1 and line.size in _REPEATED_TITLE_WORDS)


def _stands_alone(line: Line) -> bool:
    """Whether nothing says that the line belongs to a sentence, a list or a speech."""
    joined = _HANGING.search(line.plain) or _LIST_MARK.match(line.plain) or line.quoted
    return bool(line.key) and not joined and not opens_sentence(line)


def _label_head(page: Page) -> None:
    """What else stands above the text: section, deck, names, and a picture's text that comes twice."""
    above, _ = page.edges()
    head = page.open(above)
    copies = Counter(page.lines[i].key for i in head)
    title = page.roles.index("title") if "title" in page.roles[: above.stop] else -1
    for i in head if len(head) <= _EDGE_LINES else ():
        line = page.lines[i]
        if i > 0 and line.key == page.lines[i - 1].key:
            page.roles[i] = "duplicate"
        elif copies[line.key] > 1:
            page.roles[i] = "caption"
        elif names_person(line):
            page.roles[i] = "byline"
        elif i < title and line.size <= _LABEL_WORDS:
            page.roles[i] = "boilerplate"
        elif _stands_alone(line):
            page.roles[i] = "subhead"


def _label_tail(page: Page) -> None:
    """What else stands below the text: the deck of a title there, and stray words that belong to nothing."""
    _, below = page.edges()
    tail = page.open(below)
    story = page.vocabulary()
    for i in tail if len(tail) <= _EDGE_LINES else ():
        line = page.lines[i]
        if line.key == page.lines[i - 1].key:
            page.roles[i] = "duplicate"
        elif page.roles[i - 1] == "title" and kinship(line, story) >= _KINSHIP:
            page.roles[i] = "subhead"
        elif names_person(line):
            page.roles[i] = "byline"
        elif line.size <= _LABEL_WORDS and _is_stray(line) and kinship(line, story) < _KINSHIP:
            page.roles[i] = "boilerplate"


def _is_stray(line: Line) -> bool:
    """Whether the line is a heading over nothing; "who: what" is rather a sentence."""
    return _is_heading(line) and ":" not in line.plain


def _label_middle(page: Page) -> None:
    """Between the paragraphs: subheads, and lines that stood there before."""
    above, below = page.edges()
    seen: set[str] = set()
    for i in page.open(range(above.stop, below.start)):
        line = page.lines[i]
        again = line.key == page.lines[i - 1].key if i > 0 else False
        if (again and not line.finished) or (line.key in seen and line.size >= _COPY_WORDS):
            page.roles[i] = "duplicate"
        elif _is_subhead(page, i):
            page.roles[i] = "subhead"
        seen.add(line.key)


def _is_subhead(page: Page, i: int) -> bool:
    """Whether line i is a heading that stands after a finished paragraph and has one below it."""
    line = page.lines[i]
    if line.paragraph or line.size > _SUBHEAD_WORDS or not _is_heading(line):
        return False
    closed = page.lines[i - 1].finished or page.roles[i - 1] is not None
    below = page.open(range(i + 1, min(i + 2 + _PICTURE_LINES, len(page.lines))))[:1]
    return closed and any(page.lines[k].paragraph and page.lines[k].size > line.size for k in below)


def _is_heading(line: Line) -> bool:
    """Whether the line stands alone and does not go on from the sentence before with "and"."""
    return _stands_alone(line) and not opens_sentence(line, and_too=True)
