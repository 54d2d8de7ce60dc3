"""Assemble the finished record: the articles in the order of the input, what failed, and the signature of it all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

from summarizer.earlier import Earlier
from summarizer.engines.base import Card, make_search
from summarizer.fact_types import StoryFigure
from summarizer.heap import trim_heap
from summarizer.lazy import LazySequence
from summarizer.lexicon import Entry, load_shipped
from summarizer.names import find_names
from summarizer.normalize import fold
from summarizer.options import Options
from summarizer.shelf import keep
from summarizer.since import compare
from summarizer.spellings import find_respellings, report, settle, spell_all
from summarizer.stories import group
from summarizer.story_figures import compare_figures
from summarizer.types import ArticleBrief, Brief, Failure, Language, Signature, Story


def brief(
    articles: Sequence[ArticleBrief],
    failures: Sequence[Failure],
    *,
    signature: Signature,
    page_language: Language = "en",
    earlier: Earlier | None = None,
    glossary: Sequence[Entry] = (),
) -> Brief:
    """The briefing of ``articles``. ``signature`` is that of the run (``run_signature``).

    With ``earlier`` the stories go on from those of that briefing, and say what is new. Names have one spelling where
    that is certain, that of the user's ``glossary`` first. The articles may be made when they are asked for, and are.
    """
    names = find_names(LazySequence(lambda index: articles[index].translation.pairs, len(articles)))
    trim_heap()  # what the finding of all names took
    respellings = find_respellings(names, glossary, load_shipped())
    whole = Brief(
        articles=spell_all(articles, respellings),
        failures=tuple(failures),
        findings=report(respellings),
        stories=_find_stories(articles, earlier),
        names=settle(names, respellings),
        signature=signature,
        page_language=page_language,
    )
    return replace(whole, changes=compare(earlier, whole)) if earlier else whole


def is_settled(article: ArticleBrief, glossary: Sequence[Entry] = ()) -> bool:
    """Whether a briefing of this article alone shows it as it is: no name in it is to be spelt in another way."""
    respellings = find_respellings(find_names([article.translation.pairs]), glossary, load_shipped())
    return spell_all([article], respellings)[0] == article


def _find_stories(articles: Sequence[ArticleBrief], earlier: Earlier | None) -> Sequence[Story]:
    """The stories of ``articles``, each with its figures side by side, which are found when it is asked for."""
    documents = LazySequence(lambda index: articles[index].document, len(articles))
    stories = group(documents, earlier.index if earlier else None)
    trim_heap()

    def add_figures(index: int) -> Story:
        story = stories[index]
        return replace(story, figures=_compare(story, articles))

    return keep(add_figures, len(stories))


def _compare(story: Story, articles: Sequence[ArticleBrief]) -> tuple[StoryFigure, ...]:
    place = {article: index for index, article in enumerate(story.articles)}
    copies = {place[copy]: place[source[0]] for source in story.sources for copy in source[1:]}
    members = [articles[article] for article in story.articles]

    @lru_cache(maxsize=1)  # the figures of a sentence come one after the other
    def words(article: int, sentence: int) -> str:
        return fold(members[article].document.sentences[sentence].plain)

    return compare_figures([article.facts for article in members], copies=copies, words=words)


def run_signature(card: Card, options: Options, summarizer: Card | None = None, *, glossary: str = "") -> Signature:
    """What is needed to make the result again, as (name, value) pairs. No times, no paths: equal runs sign equally.

    ``summarizer`` is the card of the model that wrote the summaries, if one did; ``glossary`` is the glossary's digest.
    """
    return (
        ("mujaz", package_version()),
        ("engine", card.engine),
        ("model", card.name),
        ("model_sha256", card.digest),
        ("model_revision", card.revision),
        ("model_licence", card.licence),
        ("caution", card.caution),
        ("glossary_sha256", glossary),
        ("beam_size", str(make_search(options.decoding, card).beam_size)),
        ("summary", f"{options.summary} {options.summary_sentences} sentences {options.summary_words} words"),
        *((("ocr", "yes"),) if options.ocr else ()),
        *(_sign_summarizer(summarizer, options) if summarizer else ()),
    )


def _sign_summarizer(card: Card, options: Options) -> Signature:
    return (
        ("summary_engine", card.engine),
        ("summary_model", card.name),
        ("summary_model_sha256", card.digest),
        ("summary_model_revision", card.revision),
        ("summary_model_licence", card.licence),
        ("summary_caution", card.caution),
        ("summary_route", options.summary_route),
        ("strict_summary", "yes" if options.strict_summary else "no"),
    )


def package_version() -> str:
    """The version of the installed package, "unknown" when it runs from a bare folder."""
    try:
        return version("mujaz")
    except PackageNotFoundError:
        return "unknown"
