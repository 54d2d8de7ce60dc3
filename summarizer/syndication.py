"""One text printed in several articles: which sentences are the same, and which articles count as one source.

fold      sentences that are equal letter for letter after folding are one, so 500 copies cost little more than one
find      of the different ones, MinHash signatures find those with many words in common, without comparing all
compare   near-identical are two that share most of their words in order, give the same numbers, deny the same, and do
          not have one word changed for another near their head: a raised toll, a denial, another speaker are new texts
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from summarizer.arabic_words import word_set
from summarizer.features import stem
from summarizer.normalize import fold
from summarizer.numerals_arabic import find_numbers_arabic
from summarizer.partition import Partition
from summarizer.remembering import remember
from summarizer.speech_words import SPEECH_VERBS
from summarizer.types import Citation, Document

# Of 1,283 sentences of silver pairs on different events none is above 0.25; in near-duplicates 65% are above 0.8. From
# 0.6 to 0.7 stand reports of one event in other words (benchmarks/stories.py has the pairs).
_NEAR_IDENTICAL = 0.75  # 2 * words in common, in order / words of both
_LEAST_WORDS = 6  # of a sentence; shorter ones may be alike by chance ("وقال توكاييف إنها قضية سياسية")
# Who does what stands near the head. Changed words count there alone: in whole sentences 17 of 300 silver near
# duplicates more are no longer one source, for "today" or "noble" changed for "yesterday" or "kind".
_HEAD = 10  # words
_LIKE_LETTERS = 0.8  # of two stems, from which they are spellings of one ("السوفيتية", "السوفياتية")
_SHORTEST = 3  # letters of a word that counts
_FILLERS = word_set("علي الي انه انها انهم بان التي الذي الذين وقد كما او ثم مع عن من في")
_DENIALS = word_set("لم لن ليس ليست لا ما عدم غير دون بدون نفي نفت ينفي تنفي رفض رفضت يرفض ترفض")
_DENIALS |= {particle + word for particle in "وفب" for word in _DENIALS}
# Share of the shorter article's words that it has from the other, from which both are one report: so are 69 of 75
# silver near-duplicates (57 at 0.6) and 30 of 150 pairs on one event (49 at 0.2).
_ONE_SOURCE = 0.4
# MinHash bands and rows: sentences with 0.6 of their words in common (about _NEAR_IDENTICAL) meet in 99 of 100 cases,
# with 0.2 in 15.
_BANDS, _ROWS = 20, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Syndication:
    """What the articles of a story have word for word in common. Fields as in ``types.Story``."""

    wires: tuple[tuple[Citation, ...], ...]
    shares: tuple[float, ...]
    sources: tuple[tuple[int, ...], ...]


def find_syndication(documents: Sequence[Document], articles: Sequence[int]) -> Syndication:
    """What ``articles``, rising indexes into ``documents``, have in common; wires in the order of their first place."""
    places = [Citation(article=a, sentence=s) for a in articles for s in told(documents[a])]
    texts = [documents[place.article].sentences[place.sentence].plain for place in places]
    alike = group_same(texts) if len(articles) > 1 else ()
    groups = (tuple(places[i] for i in group) for group in alike)
    wires = tuple(group for group in groups if len({place.article for place in group}) > 1)
    words = {place: len(text.split()) for place, text in zip(places, texts, strict=True)}
    lengths, shared = Counter[int](), Counter[int]()
    for place, count in words.items():
        lengths[place.article] += count
    for wire in wires:
        for place in wire:
            shared[place.article] += words[place]
    return Syndication(
        wires=wires,
        shares=tuple(shared[a] / lengths[a] if lengths[a] else 0.0 for a in articles),
        sources=_find_sources(articles, wires, words, lengths),
    )


def told(document: Document) -> tuple[int, ...]:
    """The indexes of the sentences that tell the article: its body, or its titles where it has no body."""
    return document.body or tuple(i for i, sentence in enumerate(document.sentences) if sentence.role == "title")


def group_same(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The near-identical among ``texts``: groups of rising indexes in the order of their first; every index is in one.

    Equal texts are one group whatever their length, others only from six words on.
    """
    forms = {text: fold(text) or text for text in texts}  # of 500 copies each sentence is folded once
    equal: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        equal[forms[text]].append(index)
    folded = [key.split() for key in equal]
    numbers = [find_values(texts[indexes[0]]) for indexes in equal.values()]
    groups = Partition(len(folded))
    for one, other in _find_like(folded):
        if numbers[one] == numbers[other] and near_identical(folded[one], folded[other]):
            groups.join(one, other)
    members = list(equal.values())
    found = [tuple(sorted(i for member in group for i in members[member])) for group in groups.groups()]
    return tuple(sorted(found))


@remember
def find_values(text: str) -> frozenset[Fraction]:
    """The numbers and percentages that a text gives, but for those that may stand for a word ("one", a dual)."""
    return frozenset(n.value for n in find_numbers_arabic(text) if n.firm and n.kind in ("number", "percent"))


def near_identical(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two sentences, as folded words, are one but for their numbers, which are not compared."""
    from rapidfuzz.distance import Indel

    if Indel.normalized_similarity(one, other) < _NEAR_IDENTICAL:
        return False
    return _find_denials(one) == _find_denials(other) and not _is_word_changed(one, other)


def _find_denials(words: Sequence[str]) -> list[str]:
    return sorted(word.lstrip("وفب") for word in words if word in _DENIALS)


def _is_word_changed(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a single word of the head is changed for another single one; phrases for phrases are mere rewording."""
    from rapidfuzz.distance import Indel

    left: list[str] = []
    right: list[str] = []
    for part in Indel.opcodes(one, other):
        if part.tag != "equal":
            left += one[part.src_start : part.src_end]
            right += other[part.dest_start : part.dest_end]
            continue
        if _is_exchange(left, right):
            return True
        if part.src_end >= _HEAD:
            return False
        left, right = [], []
    return _is_exchange(left, right)


def _is_exchange(left: Sequence[str], right: Sequence[str]) -> bool:
    from rapidfuzz.distance import Indel

    if "".join(left) == "".join(right):
        return False
    one, other = _find_content(left), _find_content(right)
    return len(one) == len(other) == 1 and Indel.normalized_similarity(one[0], other[0]) < _LIKE_LETTERS


def _find_content(words: Sequence[str]) -> list[str]:
    """The stems of the words that say who or what; numbers are compared elsewhere, "said" and "added" are one."""
    bare = (word[1:] if word[0] in "وف" and len(word) > _SHORTEST else word for word in words)
    return [
        stem(word)
        for word in bare
        if len(word) >= _SHORTEST
        and word not in _FILLERS
        and word not in SPEECH_VERBS
        and not word[0].isdigit()
        and not find_numbers_arabic(word)
    ]


def _find_like(folded: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """The pairs of sentences that probably have most of their words in common, each once."""
    long_enough = [index for index, words in enumerate(folded) if len(words) >= _LEAST_WORDS]
    if len(long_enough) < 2:
        return
    from datasketch import MinHash, MinHashLSH

    words = [[word.encode(errors="surrogatepass") for word in folded[i]] for i in long_enough]
    signatures = MinHash.bulk(words, num_perm=_BANDS * _ROWS)
    seen = MinHashLSH(num_perm=_BANDS * _ROWS, params=(_BANDS, _ROWS))
    for index, signature in zip(long_enough, signatures, strict=True):
        for earlier in sorted(seen.query(signature)):
            yield earlier, index
        seen.insert(index, signature)


def _find_sources(
    articles: Sequence[int],
    wires: Sequence[Sequence[Citation]],
    words: Mapping[Citation, int],
    lengths: Mapping[int, int],
) -> tuple[tuple[int, ...], ...]:
    """The articles in groups that count as one source, as rising indexes, in the order of their first."""
    has: dict[int, Counter[int]] = {article: Counter() for article in articles}
    for number, wire in enumerate(wires):
        for place in wire:
            has[place.article][number] += words[place]
    alike: dict[tuple[frozenset[tuple[int, int]], int], list[int]] = defaultdict(list)
    for position, article in enumerate(articles):
        alike[frozenset(has[article].items()), lengths[article]].append(position)
    sources = Partition(len(articles))
    firsts = [positions[0] for positions in alike.values()]
    for positions in alike.values():  # 500 copies are compared once
        if _is_one_source(articles[positions[0]], articles[positions[-1]], has, lengths):
            for position in positions[1:]:
                sources.join(positions[0], position)
    for one, other in combinations(firsts, 2):
        if _is_one_source(articles[one], articles[other], has, lengths):
            sources.join(one, other)
    return tuple(tuple(articles[position] for position in group) for group in sources.groups())


def _is_one_source(one: int, other: int, has: Mapping[int, Counter[int]], lengths: Mapping[int, int]) -> bool:
    shared = (has[one] & has[other]).total()
    return shared > 0 and shared >= _ONE_SOURCE * min(lengths[one], lengths[other])
