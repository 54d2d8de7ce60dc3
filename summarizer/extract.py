"""The sentences of an article that tell it best, word for word.

    stand alone   body sentences that need no other: no half of a quotation, no scrap, no "as follows:"
    rank          from the front, as news is written, those that lean on the sentence before them a little later; a long
                  text without a lead by how common its words are in it
    take          the first that say something new and fit the length, shown in the order of the article

Nothing here is fitted: a regression over twenty features of a sentence (place, words, title, centrality ...), fitted on
5,000 of the training articles, was no better than the front on the others (two sentences, ROUGE-1: 34.0 against 34.2).
What ships is scored in benchmarks/results/summarize.json.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from summarizer.normalize import fold
from summarizer.quotes import find_outermost, find_quotations
from summarizer.types import Document, Sentence

# Chosen on articles of the training summaries (6,900, with human standfirsts), ROUGE-1 F1 of tokens as in rouge.py.
_ENOUGH = 2  # sentences below which even a repeat of the headline is welcome
_MIN_WORDS = 4  # a shorter body sentence is a scrap: a cry, a place, a left-over of a list
_FRONT = 5  # places in which the first sentence is looked for under a length: in 20 words 24.3, with 10 places 21.6
_REPEAT = 0.7  # share of words told already from which a sentence adds nothing: at 0.5 leads go (-0.6), above no change
_NO_LEAD_WORDS = 800  # below it there is a lead; for 182 without one, worth gives 14.1, the front 11.6 (60 words)
_TITLE_BONUS = 0.3  # what standing in the title adds to a word's share: opinion pieces 13.2, without 12.6, front 10.9
_LONG_WORD = 4  # letters; shorter words are mostly grammar
_FEW_WORDS = 8  # a sentence with fewer long words is judged as if it had so many
_BRACKETS = frozenset("()[]{}")


def _fold_all(listed: str) -> tuple[str, ...]:
    return tuple(fold(words) for words in listed.split("،"))


_SPEECH = frozenset(
    conjunction + verb
    for conjunction in ("", "و")
    for verb in _fold_all(
        "قال، قالت، قالوا، أكد، أكدت، ذكر، ذكرت، أوضح، أوضحت، صرح، صرحت، اعتبر، اعتبرت، رأى، رأت، شدد، شددت، أشار،"
        "أشارت، لفت، لفتت، كشف، كشفت، أعلن، أعلنت، بين، بينت، حذر، حذرت"
    )
)
_THAT = frozenset(_fold_all("أن، إن، أنه، إنه، أنها، إنها، أنهم، إنهم، بأن، بأنه، بأنها، إلى"))
_LEANING = tuple(
    opening + " "
    for opening in _fold_all(
        "أضاف، وأضاف، أضافت، وأضافت، وأضافوا، وتابع، وتابعت، وأردف، وأردفت، واستطرد، واستطردت، واستدرك، وختم، وختمت،"
        "واختتم، من جانبه، من جانبها، من جانبهم، من جهته، من جهتها، من ناحيته، من ناحيتها، بدوره، بدورها، وهو، وهي،"
        "وهم، وهذا، وهذه، وذلك، وتلك، كما، كذلك، لكن، ولكن، إلا أن، مع ذلك، ومع ذلك، لذا، لذلك، ولذلك، وبذلك، وبالتالي،"
        "وهكذا، ثم، في المقابل، وفي المقابل، في الوقت نفسه، وفي الوقت نفسه، في غضون ذلك، وفي غضون ذلك، إلى ذلك،"
        "وإلى ذلك، يذكر أن، ويذكر أن، يشار إلى"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A sentence that may be taken.

    ``index`` counts the document's sentences, ``place`` the candidates. ``leans_on`` is the index of the body sentence
    that this one goes on from, None if it needs none; the first candidate never does, whatever it begins with.
    """

    index: int
    place: int
    text: str
    words: frozenset[str]
    length: int
    leans_on: int | None


def extract(document: Document, *, sentences: int, max_words: int | None = None) -> tuple[int, ...]:
    """The indexes of the best body sentences, in the order of the article; empty only if there is no body.

    No sentence is cut: where none of the best fits ``max_words``, the best is given whole.
    """
    torn = _find_torn(document)
    alone = [i for i in document.body if i not in torn and _stands_alone(document.sentences[i])]
    candidates = _make_candidates(document, alone or document.body)
    title = _words(document.title or "")
    ranked = _rank(candidates, title)
    if max_words is not None:
        ranked = _start_within(ranked, max_words)
    taken = _take(ranked, [title], sentences, max_words)
    if len(taken) < min(_ENOUGH, sentences):
        taken = _take(ranked, [], sentences, max_words)
    return tuple(sorted(c.index for c in taken))


def _stands_alone(sentence: Sentence) -> bool:
    """Whether it is a sentence: no scrap, no "as follows:", no item of a list, no end of a torn one."""
    words = fold(sentence.plain)
    return len(words.split()) >= _MIN_WORDS and not words[0].isdigit() and not sentence.plain.endswith(":")


def _find_torn(document: Document) -> frozenset[int]:
    """The indexes of sentences that begin or end inside a quotation, or hold a quotation mark without its partner.

    A mark that merely lost its partner does not cost an article its first sentence, which is most of its gist.
    """
    lead = document.body[:1]
    torn: set[int] = set()
    for _, group in groupby(enumerate(document.sentences), key=lambda numbered: numbered[1].paragraph):
        indexes, members = zip(*group, strict=True)
        starts = [sentence.start for sentence in members]
        line = document.article.text[starts[0] : members[-1].end]
        quotations = find_quotations(line)
        paired = {place for pair in quotations.pairs for place in pair}
        lone = [p for p in quotations.opening | quotations.closing if p not in paired and line[p] not in _BRACKETS]
        for opening, closing in (*find_outermost(quotations.pairs, len(line)), *zip(lone, lone, strict=True)):
            first, last = (bisect_right(starts, starts[0] + place) - 1 for place in (opening, closing))
            if first < last or (opening == closing and indexes[first] not in lead):
                torn.update(indexes[first : last + 1])
    return frozenset(torn)


def _make_candidates(document: Document, indexes: Sequence[int]) -> list[_Candidate]:
    before = {after: first for first, after in pairwise(document.body)}
    candidates = []
    for place, index in enumerate(indexes):
        text = document.sentences[index].plain
        candidates.append(
            _Candidate(
                index=index,
                place=place,
                text=text,
                words=_words(text),
                length=len(text.split()),
                leans_on=before.get(index) if place and leans(text) else None,
            )
        )
    return candidates


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


def leans(text: str) -> bool:
    """Whether a sentence goes on from the one before it: a linking word, a speaker left out, a question."""
    first, second = (*text.split(maxsplit=2), "")[:2]
    speaker_left_out = fold(first) in _SPEECH and (first.endswith(":") or fold(second) in _THAT)
    return speaker_left_out or fold(text).startswith(_LEANING) or text.endswith(("؟", "?"))


def _rank(candidates: Sequence[_Candidate], title: frozenset[str]) -> list[_Candidate]:
    """The best candidate first: from the front, or without a lead by worth, ties to the one further in front."""
    worth = _weigh(candidates, title)
    if _has_lead(candidates, worth):
        return list(candidates)
    return sorted(candidates, key=lambda c: (c.leans_on is not None, -worth[c.place]))


def _has_lead(candidates: Sequence[_Candidate], worth: Sequence[float]) -> bool:
    """Whether the text begins with its gist: all do but long ones whose first sentence has rarer words than most."""
    return sum(c.length for c in candidates) < _NO_LEAD_WORDS or worth[0] >= median(worth)


def _weigh(candidates: Sequence[_Candidate], title: frozenset[str]) -> list[float]:
    """For each candidate, how common its long words are: the mean of the share of candidates that hold them."""
    long_words = [{word for word in c.words if len(word) >= _LONG_WORD} for c in candidates]
    holders = Counter(word for words in long_words for word in words)
    return [
        sum(holders[word] / len(candidates) + _TITLE_BONUS * (word in title) for word in words)
        / max(_FEW_WORDS, len(words))
        for words in long_words
    ]


def _start_within(ranked: list[_Candidate], max_words: int) -> list[_Candidate]:
    """``ranked`` from the first of the front that fits by itself: all of it if none does."""
    starts = (i for i, c in enumerate(ranked[:_FRONT]) if c.length <= max_words and c.leans_on is None)
    return ranked[next(starts, 0) :]


def _take(
    ranked: Sequence[_Candidate], told: Sequence[frozenset[str]], sentences: int, max_words: int | None
) -> list[_Candidate]:
    """The first ``sentences`` of ``ranked`` that repeat neither ``told`` nor one another, as far as ``max_words`` goes.

    The first is taken whatever its length. One that leans is taken only after the one that it leans on: "he added" must
    not get another speaker.
    """
    taken: dict[int, _Candidate] = {}
    for candidate in ranked:
        known = (*told, *(c.words for c in taken.values()))
        if any(repeats(candidate.words, words) for words in known):
            continue
        if candidate.leans_on is not None and candidate.leans_on not in taken:
            continue
        length = candidate.length + sum(c.length for c in taken.values())
        if len(taken) == sentences or (taken and max_words is not None and length > max_words):
            break
        taken[candidate.index] = candidate
    return list(taken.values())


def repeats(words: frozenset[str], told: frozenset[str]) -> bool:
    """Whether nearly all of ``words`` is in ``told``. A sentence may tell it again if it adds enough."""
    return len(words & told) >= _REPEAT * len(words)
