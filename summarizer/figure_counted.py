"""What a number counts: the noun after it or before it, its nationality, or a sign of money."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.arabic_words import Reading, look_up, word_set
from summarizer.fact_types import FigureKind
from summarizer.figure_amounts import Amount
from summarizer.figure_scope import is_action
from summarizer.figure_words import ADJECTIVES, DUALS, NOUNS, SIGNS, TIMES, Noun
from summarizer.places import Nation, find_english_nation, find_nation

_NOT_NOUNS = word_set(
    """
    في من الي علي عن مع منذ حتي بعد قبل خلال ان انه انها التي الذي الذين ثم او و لكن كان كانت هذا هذه حيث فيما بينما
    عندما
    وفق حسب بحسب وفقا لان اذا اذ كما بين تم قد لم لن لا ما هو هي هم امام ضد حول عند لدي بسبب مقابل فقط ايضا يوميا سنويا
    شهريا اسبوعيا تقريبا وذلك علما بينهم بينها منهم منها فاكثر دون ضمن عبر سوي نحو حوالي اي كل مما ممن اضعاف بالاضافه
    وهو
    وهي وفي ومن علما اضافه مقارنه بزياده نتيجه اثر جراء عقب امس اليوم غدا هناك فان اما
    عالميا محليا دوليا عربيا افريقيا اخرين اخرون اخري
    """
)
_TANWIN_COUNTS = range(11, 100)  # they take their noun in the accusative: "20 صاروخا"
_SHORTEST_WITH_TANWIN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is counted: its stretch of the sentence, its folded lemma, and what the tables know of it."""

    start: int
    end: int
    lemma: str
    noun: Noun | None = None
    nation: Nation | None = None
    adjective: str = ""

    @property
    def unit(self) -> str:
        """Its English name or code, "" if it is in no table. People known by their country alone are persons."""
        return self.noun.unit if self.noun else "person" if self.nation else ""

    @property
    def kind(self) -> FigureKind:
        """What kind of figure it makes."""
        return self.noun.kind if self.noun else "count"


def find_counted(reading: Reading, amount: Amount) -> Counted | None:
    """What ``amount`` counts as far as the words beside it tell."""
    readers = (_read_dual, _read_sign, _read_before, _read_after)
    return next((found for read in readers if (found := read(reading, amount))), None)


def read_phrase(reading: Reading, index: int) -> Counted | None:
    """The noun of the tables, or the people of a country, at word ``index``, with the nationality that follows."""
    if not 0 <= index < len(reading.words):
        return None
    first, last = reading.words[index], index
    bares = (first.form, first.form.removeprefix("ال"), first.form[1:] if look_up(first.form, DUALS) else "")
    following = reading.form(index + 1).removeprefix("ال")
    noun = next((NOUNS[name] for b in bares if (name := f"{b}_{following}") in NOUNS), None)
    last += noun is not None
    noun = noun or next((NOUNS[bare] for bare in bares if bare in NOUNS), None)
    nation = find_nation(first.form) if noun is None else None
    if noun is None and nation is None:
        return None
    adjective = ""
    for at in (last + 1, last + 2) if noun else ():
        told = find_nation(reading.form(at))
        if told is None and reading.form(at) not in ADJECTIVES:
            break
        nation, last = nation or told, at
        adjective = adjective or ADJECTIVES.get(reading.form(at), "")
    lemma = noun.lemma if noun else nation.arabic if nation else first.form
    end = reading.words[last].end
    return Counted(start=first.start, end=end, lemma=lemma, noun=noun, nation=nation, adjective=adjective)


def _read_dual(reading: Reading, amount: Amount) -> Counted | None:
    """The noun of a dual, which is number and noun in one word: "شخصان"."""
    return read_phrase(reading, reading.after(amount.first.start)) if amount.is_dual else None


def _read_sign(reading: Reading, amount: Amount) -> Counted | None:
    plain, first = reading.plain, amount.first.start
    near = (plain[first - 1 : first], plain[amount.end : amount.end + 2].strip())
    sign = next((SIGNS[sign] for sign in near if sign in SIGNS), None)
    return (
        Counted(start=amount.start, end=amount.end + (near[1] in SIGNS), lemma=sign.lemma, noun=sign) if sign else None
    )


def _read_after(reading: Reading, amount: Amount) -> Counted | None:
    index = reading.after(amount.end)
    if reading.form(index) == "[":  # machine translation leaves what it adds in English
        nation = find_english_nation(reading.form(index + 1))
        word = reading.words[min(index + 2, len(reading.words) - 1)]
        if nation:
            return Counted(start=amount.end, end=word.end, lemma=nation.arabic, nation=nation)
    partitive = reading.form(index) == "من"
    index += partitive
    if amount.percent and not partitive:
        return None
    found = read_phrase(reading, index)
    if found and (partitive or amount.definite or not reading.form(index).startswith("ال")):
        return found
    return _read_unknown(reading, index, amount, partitive=partitive)


def _read_unknown(reading: Reading, index: int, amount: Amount, *, partitive: bool) -> Counted | None:
    """The word after the number as a noun that the tables do not have, if it can be one."""
    form = reading.form(index)
    if is_action(form) and form.endswith("وا") and not amount.percent:
        return Counted(start=amount.start, end=amount.end, lemma="شخص", noun=NOUNS["شخص"])  # only people take this form
    if amount.definite:
        return None
    definite = form.startswith("ال")
    plausible = (
        len(form) > 1 and form[0].isalpha() and form[0] != "و" and form not in _NOT_NOUNS and not is_action(form)
    )
    if not plausible or definite != partitive:
        return None
    word = reading.words[index]
    lemma = form.removeprefix("ال")
    if amount.low in _TANWIN_COUNTS and lemma.endswith("ا") and len(lemma) > _SHORTEST_WITH_TANWIN:
        lemma = lemma[:-1]
    return Counted(start=word.start, end=word.end, lemma=lemma)


def _read_before(reading: Reading, amount: Amount) -> Counted | None:
    """The noun that the number follows as an adjective: "الدول الثلاث", "شخص واحد"."""
    if amount.percent or amount.start != amount.first.start or not (amount.definite or amount.low in (1, 2)):
        return None
    index = reading.before(amount.start)
    for at in (index, index - 1):
        found = read_phrase(reading, at)
        if found and found.end == reading.words[index].end and found.unit not in TIMES:
            return found
    return None
