"""Try a model out before its work is believed: a broken checkpoint loads as well as a good one, and writes nonsense.

The questions are so easy, and the answers taken so many, that any usable model passes; what is known to fail is a wrong
revision, a model for other languages, a damaged conversion and weights that were never trained.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from summarizer.catalogue import cache_folder
from summarizer.engines.base import Card, Decoding, Engine
from summarizer.errors import ModelError
from summarizer.repetition import find_loop
from summarizer.types import Generation

_RULES = "1"  # raised when the questions or their judging change


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """A text for the model, and a pattern that a sensible answer has in ``times`` different forms."""

    text: str
    expects: str
    times: int = 1


_SENTENCES = (
    _Question(text="قال الرئيس إن الحرب انتهت.", expects=r"\b(president|war|ended|over)"),
    _Question(text="ذهب الرجل إلى المدينة أمس.", expects=r"\b(man|city|town|yesterday|went)\b"),
    _Question(text="وصل الوزير إلى القاهرة يوم الأحد.", expects=r"\b(minister|cairo|sunday|arriv)"),
    _Question(text="يعيش كثير من الناس في هذه القرية.", expects=r"\b(people|many|lives?|living|village)\b"),
    _Question(text="الماء ضروري للحياة.", expects=r"\b(water|life|live|necess|essential|need)"),
)
_ARTICLE = (
    _Question(
        text="أعلنت الحكومة المصرية اليوم أنها ستبني ثلاث مدارس جديدة في القاهرة. وقال وزير التعليم إن المدارس ستفتح"
        " أبوابها للطلاب في العام القادم. وأضاف الوزير أن الحكومة ستدفع مئة مليون جنيه لبناء المدارس. ورحب سكان القاهرة"
        " بالقرار، وقالوا إن أولادهم يحتاجون إلى مدارس قريبة من بيوتهم.",
        expects="مدارس|مدرس|حكوم|وزير|تعليم|القاهر|مصر|طلاب|school|government|minister|education|cairo|egypt|student",
        times=2,
    ),
)
_QUESTIONS: dict[str, tuple[_Question, ...]] = {
    "translation": _SENTENCES,
    "summarization": _ARTICLE,
    "direct": _ARTICLE,
}
_PASS_MARK = 0.6  # of the questions: 3 of 5 sentences, or the one article
# Mean log-probability per token: the embedded model has -0.1 to -0.5 here; random weights of few pieces have -2 to -5.
_LEAST_SCORE = -2.5
_TIMES_THE_SOURCE, _BESIDES = 3, 5  # more words than that are no translation
_LIKELY_CAUSES = {
    "marian": "a wrong revision, as the main one of Helsinki-NLP/opus-mt-tc-big-ar-en is, or other languages",
    "mbart": "a model that was only pre-trained, as moussaKam/AraBART is: take one that was trained to summarise",
    "mt5": "a model that was only pre-trained, as google/mt5-base is",
    "t5": "a model that was only pre-trained, as UBC-NLP/AraT5-base is",
}
_ANY_CAUSE = "a wrong revision, other languages, or weights that do not belong to its configuration"


def require_sense(engine: Engine) -> None:
    """Refuse a model that writes nonsense: ModelError model.garbage. What passed once is not asked again.

    An engine whose card names no task is not tried.
    """
    card = engine.card
    questions = _QUESTIONS.get(card.task)
    if questions is None:
        return
    name = f"{_RULES} {card.digest} {card.engine} {card.task}"
    seal = cache_folder() / "selftests" / sha256(name.encode()).hexdigest()
    if seal.exists():
        return
    said = engine.generate([question.text for question in questions], Decoding())
    good = sum(_makes_sense(question, answer) for question, answer in zip(questions, said, strict=True))
    if good < _PASS_MARK * len(questions):
        raise _garbage(card, max((answer.text for answer in said), key=len))
    try:
        seal.parent.mkdir(parents=True, exist_ok=True)
        seal.touch()
    except OSError:
        pass  # a cache that cannot be written costs a second at each start, and no more


def _makes_sense(question: _Question, said: Generation) -> bool:
    expected = {word.casefold() for word in re.findall(question.expects, said.text, re.IGNORECASE)}
    return (
        len(expected) >= question.times
        and len(said.text.split()) <= _TIMES_THE_SOURCE * len(question.text.split()) + _BESIDES
        and said.score >= _LEAST_SCORE
        and find_loop(said.text, question.text) is None
    )


def _garbage(card: Card, said: str) -> ModelError:
    cause = _LIKELY_CAUSES.get(card.architecture, _ANY_CAUSE)
    return ModelError(
        f"it fails its self-test: asked for plain news, it writes {said[:60]!r}",
        code="model.garbage",
        hint=f"likely causes: {cause}",
        source=card.name,
    )
