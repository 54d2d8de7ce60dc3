"""Markdown: the file is the article, and the syntax in it is marked, not removed.

markdown-it-py decides what is syntax, by the rules of CommonMark with tables and strikethrough. It tells the lines of a
block but not the places within them, so its inline rules are wrapped here to note where each found its marks.

A reader who knows no Arabic cannot see that words are missing, so three things differ from CommonMark: a line with
Arabic in it is never syntax as a whole, whether indented, fenced or like a link's definition (comments and front matter
are); HTML counts as syntax tag by tag, not with all that stands between; the numbers of a list are words.
"""

from __future__ import annotations

import functools
import re
import string
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from summarizer.normalize import ARABIC_LETTER
from summarizer.readers.dates import iso_date
from summarizer.readers.encoding import decode
from summarizer.types import Article, Source

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

Span = tuple[int, int]
Rule = Callable[["StateInline", bool], bool]
Marks = Callable[["StateInline", int], Iterable[Span]]

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_TICKS = re.compile(r"`*")
_WORD = re.compile(r"[^\W_]+[.)]?")
_SETTING = re.compile(r"([A-Za-z][\w-]*):(?:\s+(.*))?$")
_NO_PLAIN_VALUE = "|>[{&*!"  # what begins a value of another kind in YAML
_SETTING_CONTINUED = re.compile(r"\s|-\s|#|$")


def read(data: bytes, source: Source) -> Article:
    """The article whose text is ``data`` decoded, character for character, with ``markup`` marking its syntax.

    Title, byline and date are those of a front matter block, where there is one. Raises ReadError as ``decode`` does.
    """
    decoded = decode(data, name=source.name)
    lines = _line_spans(decoded.text)
    front = _front_matter(decoded.text, lines)
    settings = _settings(decoded.text, front)
    return Article(
        source=source,
        text=decoded.text,
        title=settings.get("title"),
        byline=settings.get("author"),
        published=iso_date(settings.get("date", "")),
        markup=_merged((*_front_syntax(decoded.text, front), *_markup(decoded.text, lines, len(front))), decoded.text),
        findings=decoded.findings,
    )


def _line_spans(text: str) -> list[Span]:
    """Start and end of every line of ``text``, its line break left out."""
    breaks = [match.span() for match in _LINE_BREAK.finditer(text)]
    return list(zip([0, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(text)], strict=True))


def _merged(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """The spans sorted, without white space at their ends, those that overlap or touch made one."""
    merged: list[Span] = []
    for start, end in sorted(_trimmed(span, text) for span in spans):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _trimmed(span: Span, text: str) -> Span:
    words = text[span[0] : span[1]]
    return span[0] + len(words) - len(words.lstrip()), span[1] - len(words) + len(words.rstrip())


# --- front matter


def _front_matter(text: str, lines: list[Span]) -> list[Span]:
    """The lines of the block of settings between two ``---`` at the very start, these included; [] if there is none."""
    said = [text[start:end] for start, end in lines]
    if said[0].rstrip() != "---":
        return []
    close = next((i for i, line in enumerate(said) if i and line.rstrip() in ("---", "...")), 0)
    inside = said[1:close]
    is_settings = all(_SETTING.match(line) or _SETTING_CONTINUED.match(line) for line in inside)
    return lines[: close + 1] if is_settings and any(map(_SETTING.match, inside)) else []


def _settings(text: str, front: list[Span]) -> dict[str, str]:
    """The settings with a plain value on their own line, by name in lower case; quotes around a value are left out."""
    found = (_SETTING.match(text[start:end]) for start, end in front)
    pairs = ((match[1].lower(), (match[2] or "").strip()) for match in found if match)
    return {name: _unquoted(value) for name, value in pairs if value and value[0] not in _NO_PLAIN_VALUE}


def _front_syntax(text: str, front: list[Span]) -> Iterator[Span]:
    """All of the front matter but the value of ``title``: the headline is words, and is shown and translated."""
    for start, end in front:
        setting = _SETTING.match(text[start:end])
        value = _unquoted((setting[2] or "").strip()) if setting and setting[1].lower() == "title" else ""
        if value and value[0] not in _NO_PLAIN_VALUE:
            at = text.index(value, start + len("title:"))
            yield from ((start, at), (at + len(value), end))
        else:
            yield start, end


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 2 and value[0] == value[-1] and value[0] in "\"'" else value


# --- blocks: which parts of each line are words


class _Piece(NamedTuple):
    """A line of a block: its words stand at ``start``:``end`` in the text, it at ``offset`` in the block's content.

    An offset plus ``shift`` is a place in the text. The shift is None when the words could not be found, because the
    parser changed them (an escaped bar in a table); then the whole line counts as words.
    """

    line: int
    start: int
    end: int
    offset: int
    shift: int | None


def _markup(text: str, lines: list[Span], front: int) -> Iterator[Span]:
    """The stretches of the lines from ``front`` on that are syntax, in no order."""
    parser = _parser()
    env: dict[str, object] = {}
    source = "\n".join("" if i < front else text[start:end] for i, (start, end) in enumerate(lines))
    words: dict[int, list[Span]] = {}
    in_cell = False
    for token in parser.parse(source, env):
        first = token.map[0] if token.map else 0
        if token.type == "inline":
            cells = words.get(first, [])
            after = (cells[-1][1] if cells else lines[first][0]) if in_cell else None
            pieces = _place(token.content, first, text, lines, after)
            for piece in pieces:
                words.setdefault(piece.line, []).append((piece.start, piece.end))
            yield from _at_source(_inline_marks(token.content, parser, env), pieces)
        elif token.type == "fence" and ARABIC_LETTER.search(token.content):
            words.update((line, [lines[line]]) for line in range(first + 1, first + 1 + token.content.count("\n")))
        in_cell = token.type in ("th_open", "td_open")
    for line in range(front, len(lines)):
        yield from _outside(words.get(line, []), text, lines[line])


def _place(content: str, first: int, text: str, lines: list[Span], after: int | None) -> list[_Piece]:
    """Where the lines of ``content``, the first of which is line ``first``, stand in ``text``.

    They stand at the ends of their lines; the cell of a table (one line) stands next ``after`` the cell before it.
    """
    pieces = []
    offset = 0
    for line, whole in enumerate(content.split("\n"), first):
        said = whole.lstrip(" \t")
        start, end = lines[line]
        place = text.rfind(said, start, end) if after is None else text.find(said, after, end)
        if place >= 0:
            shift = place - (offset + len(whole) - len(said))
            pieces.append(_Piece(line, place, place + len(said), offset, shift))
        else:
            pieces.append(_Piece(line, start, end, offset, None))
        offset += len(whole) + 1
    return pieces


def _at_source(marks: Iterable[Span], pieces: list[_Piece]) -> Iterator[Span]:
    """The marks, offsets into the content of a block, as offsets into the text; one that spans lines comes in parts."""
    offsets = [piece.offset for piece in pieces]
    for start, end in marks:
        for piece in pieces[bisect_right(offsets, start) - 1 : bisect_right(offsets, end)]:
            if piece.shift is not None:
                yield max(start + piece.shift, piece.start), min(end + piece.shift, piece.end)


def _outside(words: list[Span], text: str, line: Span) -> Iterator[Span]:
    """What of a line is no words: bullets, heading marks, bars; all of it if it holds neither words nor Arabic."""
    if not words and ARABIC_LETTER.search(text, *line):
        return
    at = line[0]
    for start, end in (*sorted(words), (line[1], line[1])):
        for word in (
            _WORD.finditer(text, at, start) if words else ()
        ):  # the number of a list, a cell too many in a table
            yield at, word.start()
            at = word.end()
        yield at, start
        at = max(at, end)


# --- inline: marks within the words


def _inline_marks(content: str, parser: MarkdownIt, env: dict[str, object]) -> list[Span]:
    """The stretches of a block's content that are syntax, as offsets into it, in no order."""
    marks: list[Span] = []
    noted = {"references": env.get("references", {}), "marks": marks, "delimiters": []}
    parser.inline.parse(content, parser, noted, [])
    return marks


@functools.cache
def _parser() -> MarkdownIt:
    """The parser, its inline rules wrapped to note in ``state.env`` where they found marks."""
    from markdown_it import MarkdownIt, rules_inline

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["inline", "code", "html_block"])
    rules: dict[str, tuple[Rule, Marks]] = {
        "escape": (rules_inline.escape, _escape_marks),
        "backticks": (rules_inline.backtick, _code_marks),
        "strikethrough": (rules_inline.strikethrough.tokenize, _remember_delimiters),
        "emphasis": (rules_inline.emphasis.tokenize, _remember_delimiters),
        "link": (rules_inline.link, _link_marks),
        "autolink": (rules_inline.autolink, lambda state, start: [(start, start + 1), (state.pos - 1, state.pos)]),
        "html_inline": (rules_inline.html_inline, lambda state, start: [(start, state.pos)]),
    }
    for name, (rule, marks) in rules.items():
        parser.inline.ruler.at(name, _noting(rule, marks))
    parser.inline.ruler.at("image", _image)
    parser.inline.ruler2.before("fragments_join", "note_delimiters", _note_delimiters)
    return parser


def _noting(rule: Rule, marks: Marks) -> Rule:
    """``rule``, which then notes the ``marks`` between where it started and where it stopped."""

    def noting(state: StateInline, silent: bool) -> bool:
        start = state.pos
        found = rule(state, silent)
        if found and not silent:
            state.env["marks"].extend(marks(state, start))
        return found

    return noting


def _image(state: StateInline, silent: bool) -> bool:
    """The rule for pictures: their description stays, as written, if there is Arabic in it."""
    from markdown_it import rules_inline

    start = state.pos
    if not rules_inline.image(state, True):  # silent: else it parses the description with offsets of its own
        return False
    if not silent:
        close = state.md.helpers.parseLinkLabel(state, start + 1, False)
        marks = [(start, start + 2), (close, state.pos)]
        has_words = ARABIC_LETTER.search(state.src, start + 2, close)
        state.env["marks"].extend(marks if has_words else [(start, state.pos)])
    return True


def _escape_marks(state: StateInline, start: int) -> list[Span]:
    escapes = state.src[start + 1] in string.punctuation + "\n"
    return [(start, start + 1)] if escapes else []


def _code_marks(state: StateInline, start: int) -> list[Span]:
    ticks = _TICKS.match(state.src, start)
    opened = ticks.end() if ticks else start
    closing = state.pos - (opened - start)
    return [(start, opened), (closing, state.pos)] if closing >= opened else []  # else they have no partner: text


def _link_marks(state: StateInline, start: int) -> list[Span]:
    return [(start, start + 1), (state.md.helpers.parseLinkLabel(state, start, True), state.pos)]


def _remember_delimiters(state: StateInline, start: int) -> list[Span]:
    """No marks yet: only at the end of the block is it known which delimiters have a partner."""
    end = state.pos
    for token in reversed(state.tokens):
        if end <= start:
            break
        end -= len(token.content)
        state.env["delimiters"].append((end, token, len(token.content)))
    return []


def _note_delimiters(state: StateInline) -> None:
    """Note the delimiters that became emphasis: their tokens lost their text."""
    state.env["marks"].extend((at, at + size) for at, token, size in state.env["delimiters"] if not token.content)
