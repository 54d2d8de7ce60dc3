"""How the words of a number add up, in either language: the language says which term may follow which.

    read     the terms of a text, each with its link to the term before
    group    "مئة وخمسة وعشرون ألفا": a count below a thousand, then its scale
    join     "11 ألفا و200", "مليون ونصف": amounts that are one number
    spread   "3 to 5 million", "بين 30 و40%": what is said once of both ends of a range

Every step looks at one amount and the next, so that the work is linear in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from summarizer.normalize import Normalized, normalize
from summarizer.numerals import Kind, Number, Role, Term, Token, read_digits, read_tokens

Step = Literal["add", "times", "divide", "scale", "maybe_scale", "decimals", "decade"]
Rules = Mapping[tuple[Role, Role], tuple[Step, frozenset[str]]]

_LONGEST_LINK = 10  # characters between two terms that may belong together
_HYPHENS = str.maketrans("-\u2010\u2011", "   ")
_RANGE = frozenset({"-", "–", "—", "to", "or", "and", "إلى", "الى", "أو", "او", "و", "حتى"})
_MAX_PERCENT = 100  # a larger number next to a percentage is a year or an amount of its own
_CENTURY = 100
_RECENT = (19, 20)  # centuries whose decades are named without them
_THOUSAND = 1000
_LENGTHS = frozenset({"km", "m", "cm", "كم", "م", "سم"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What the grammar must know of a language.

    ``read_word`` gives the term that begins at a word token (None if no number does) and the count of tokens read.
    ``links`` names what may stand between two terms of one number. ``rules`` maps (role before, role) to what is to be
    done, over which links. ``lax`` is the largest count in words that the other language need not show. For
    ``signs_vary`` see ``read_digits``.
    """

    read_word: Callable[[list[Token], int], tuple[Term | None, int]]
    links: Mapping[str, str]
    rules: Rules
    lax: int
    signs_vary: bool


@dataclass(slots=True, kw_only=True)
class _Amount:
    """A number while it is being added up: ``total``, and ``count`` times ``scale`` in hand."""

    start: int
    end: int
    link: str | None
    count: Fraction
    first: Role
    last: Role
    kind: Kind
    scale: Fraction | None = None
    total: Fraction = Fraction(0)
    others: tuple[Fraction, ...] = ()
    is_part: bool = False
    terms: int = 1

    @property
    def value(self) -> Fraction:
        """What it comes to."""
        return self.total + self.count * (self.scale or 1)

    def is_firm(self, lax: int) -> bool:
        """Whether the other language must show it too: not a bare half, nor one, first and second in words."""
        if self.first == "hint":
            return False
        if self.kind in ("percent", "month", "weekday", "date") or self.first == "digits" or self.scale:
            return True
        if self.is_part or self.first == "parts" or (self.last == "dozen" and self.terms == 1):
            return False
        return self.value > (2 if self.kind == "ordinal" else lax)


def find_numbers(text: str, language: Language) -> tuple[Number, ...]:
    """The numbers of ``text``, sorted by their start; offsets are code points of ``text``. Takes any text."""
    normalized = normalize(text)
    amounts: list[_Amount] = []
    for amount in _group(_read_terms(normalized.text, language), language.rules):
        if not (amounts and _join(amounts[-1], amount)):
            amounts.append(amount)
    _spread(amounts, normalized.text)
    return tuple(_make_number(amount, text, normalized, language.lax) for amount in amounts)


def _read_terms(plain: str, language: Language) -> Iterator[tuple[Term, str | None]]:
    """The terms of normalised text, each with the name of its link to the term before: None where there is none."""
    tokens = read_tokens(plain)
    last, index = 0, 0
    while index < len(tokens):
        token, taken = tokens[index], 1
        terms: list[Term] = []
        if token.type == "word":
            term, taken = language.read_word(tokens, index)
            terms = [term] if term else []
        elif token.type == "percent":
            terms = [Term(role="percent", value=Fraction(0), start=token.start, end=token.end)]
        elif not _is_power(tokens, index):
            terms = read_digits(token, signs_vary=language.signs_vary)
        for term in terms:
            between = plain[last : term.start] if last and term.start - last <= _LONGEST_LINK else "?"
            yield term, language.links.get(" ".join(between.translate(_HYPHENS).lower().split()))
            last = term.end
        index += taken


def _is_power(tokens: list[Token], index: int) -> bool:
    """Whether the digit is the power of a unit: km2."""
    token, before = tokens[index], tokens[index - 1] if index else None
    return before is not None and before.end == token.start and token.text in "23" and before.text in _LENGTHS


def _group(terms: Iterator[tuple[Term, str | None]], rules: Rules) -> list[_Amount]:
    amounts: list[_Amount] = []
    sign_before = -1  # where a percent sign ended that no number stood before: "%25"
    for term, link in terms:
        if term.role == "percent":
            if amounts and link == "" and amounts[-1].kind == "number":
                amounts[-1].kind, amounts[-1].end = "percent", term.end
            else:
                sign_before = term.end
        elif not (amounts and _extend(amounts[-1], term, link, rules)):
            amounts.append(_start(term, link))
            if sign_before == term.start and term.kind == "number":
                amounts[-1].kind = "percent"
    return amounts


def _start(term: Term, link: str | None) -> _Amount:
    amount = _Amount(
        start=term.start,
        end=term.end,
        link=link,
        count=term.value,
        first=term.role,
        last=term.role,
        kind=term.kind,
        others=term.others,
        is_part=term.role == "part",
    )
    if term.role in ("scale", "dual"):
        amount.count, amount.scale, amount.last = Fraction(2 if term.role == "dual" else 1), term.value, "scale"
    return amount


def _extend(amount: _Amount, term: Term, link: str | None, rules: Rules) -> bool:
    """Take ``term`` into ``amount`` where the rules let it; whether they did."""
    step, links = rules.get((amount.last, term.role), (None, frozenset[str]()))
    if step is None or link not in links or amount.kind in ("percent", "date"):
        return False
    others: tuple[Fraction, ...] = ()
    if step in ("scale", "maybe_scale"):
        if amount.kind == "ordinal" or (amount.scale and term.value <= amount.scale):
            return False
        others = (amount.count,) if step == "maybe_scale" else ()
        if step == "scale" and term.value == _THOUSAND:  # in "2.557 مليار" the point is a decimal point
            others = tuple(other * term.value for other in amount.others)
        amount.scale = (amount.scale or 1) * term.value
    elif step == "add":
        amount.count += term.value
    elif step == "times":
        amount.count *= term.value
    elif step == "divide":
        amount.count /= term.value
        amount.is_part = True
    elif step == "decimals":
        amount.count += term.value / 10 ** len(str(term.value))
    else:
        others = (amount.count % _CENTURY,) if amount.count // _CENTURY in _RECENT else ()
    amount.others = others
    amount.kind = "ordinal" if term.kind == "ordinal" else amount.kind
    amount.last = "scale" if "scale" in step else term.role
    amount.end, amount.terms = term.end, amount.terms + 1
    return True


def _join(amount: _Amount, following: _Amount) -> bool:
    """Take ``following`` into ``amount`` where they are one number; whether they are."""
    if amount.kind not in ("number", "ordinal") or following.kind not in ("number", "percent") or amount.is_part:
        return False
    bare_part = following.is_part and not (following.scale and amount.scale)
    if not (_join_part(amount, following) if bare_part else _join_lower(amount, following)):
        return False
    amount.end, amount.last, amount.terms = following.end, following.last, amount.terms + following.terms
    if following.kind == "percent":
        amount.kind = "percent"
    return True


def _join_part(amount: _Amount, part: _Amount) -> bool:
    """A number and a half. Half an hour may be meant ("السابعة والنصف"), so that the number alone stays a reading."""
    if part.link not in ("and", "and a") or amount.first == "hint":
        return False
    if amount.kind == "ordinal":
        amount.others = (amount.value + part.count,)
    elif amount.scale:
        amount.total, amount.count = amount.value, part.count
    else:
        amount.others = () if part.scale else (amount.value,)
        amount.count, amount.scale = amount.count + part.count, part.scale
    return True


def _join_lower(amount: _Amount, lower: _Amount) -> bool:
    """Millions and what comes below them: "2 million three hundred thousand", "11 ألفا و200"."""
    if not amount.scale or amount.kind == "ordinal" or lower.first == "hint":
        return False
    if lower.link != "and" and (lower.link != "" or (lower.first == "digits" and not lower.scale)):
        return False
    if lower.value.denominator != 1 and lower.others:
        lower.count = lower.others[0]  # "6 ملايين و212.109": the point groups
    if lower.value.denominator != 1 or lower.value >= amount.scale:
        return False
    amount.total, amount.count, amount.scale, amount.others = amount.value, lower.count, lower.scale, ()
    return True


def _spread(amounts: list[_Amount], plain: str) -> None:
    """Give the first end of a range what only its second end says: the scale as another reading, the percent sign."""
    for first, second in zip(reversed(amounts[:-1]), reversed(amounts[1:]), strict=True):
        if first.kind != "number" or first.scale or second.start - first.end > _LONGEST_LINK:
            continue
        if plain[first.end : second.start].strip().lower() not in _RANGE:
            continue
        if second.kind == "percent" and max(first.value, second.value) <= _MAX_PERCENT:
            first.kind = "percent"
        if second.scale:
            first.others = (*first.others, first.value * second.scale)


def _make_number(amount: _Amount, text: str, normalized: Normalized, lax: int) -> Number:
    start, end = normalized.offsets[amount.start], normalized.offsets[amount.end - 1] + 1
    return Number(
        value=amount.value,
        start=start,
        end=end,
        text=text[start:end],
        kind=amount.kind,
        others=amount.others,
        firm=amount.is_firm(lax),
    )
