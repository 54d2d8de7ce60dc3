"""A figure in English by rule: "more than 98,000 Russian citizens", "5,000 to 6,000 people a day", "30%"."""

from __future__ import annotations

from summarizer.figure_amounts import Amount
from summarizer.figure_counted import Counted

_MILLION, _BILLION = 10**6, 10**9
_SCALES = ((10**12, "trillion"), (_BILLION, "billion"), (_MILLION, "million"))
_MAX_DECIMALS = 3


def say_figure(amount: Amount, counted: Counted | None, rate: str) -> str:
    """The figure in English, "" where what is counted has no entry in the tables."""
    if not amount.percent and not (counted and counted.unit):
        return ""
    low = say_value(amount.low)
    number = f"{low} to {say_value(amount.high)}" if amount.high is not None else low
    if amount.percent:
        number += "%"
    thing = "" if amount.percent or not counted else _say_thing(counted, is_one=amount.low == 1 and amount.high is None)
    return " ".join(word for word in (amount.hedge, number, thing, f"a {rate}" if rate else "") if word)


def say_value(value: int | float) -> str:
    """A number as an English page writes it: 98,000; 2.5 million; 0.75."""
    for scale, name in _SCALES:
        if abs(value) >= scale and round(value / scale, _MAX_DECIMALS) == value / scale:
            return f"{value / scale:,.{_MAX_DECIMALS}f}".rstrip("0").rstrip(".") + f" {name}"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.{_MAX_DECIMALS}f}".rstrip("0").rstrip(".")


def _say_thing(counted: Counted, *, is_one: bool) -> str:
    noun, nation = counted.noun, counted.nation
    if noun is None:
        return nation.people if nation and not is_one else nation.adjective if nation else ""
    thing = noun.unit if is_one and noun.kind == "count" else noun.plural
    return " ".join(
        word for word in (nation.adjective if nation and noun.kind == "count" else "", counted.adjective, thing) if word
    )
