"""Assemble the finished record: the articles in the order of the input, what failed, and the signature of it all."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from summarizer.engines.base import Card
from summarizer.options import Options
from summarizer.types import ArticleBrief, Brief, Failure, Signature


def brief(articles: Sequence[ArticleBrief], failures: Sequence[Failure], *, card: Card, options: Options) -> Brief:
    """The briefing of ``articles``."""
    return Brief(
        articles=tuple(articles), failures=tuple(failures), findings=(), signature=run_signature(card, options)
    )


def run_signature(card: Card, options: Options) -> Signature:
    """What is needed to make the result again, as (name, value) pairs. No times, no paths: equal runs sign equally."""
    return (
        ("mujaz", package_version()),
        ("engine", card.engine),
        ("model", card.name),
        ("model_sha256", card.digest),
        ("model_licence", card.licence),
        ("caution", card.caution),
        ("beam_size", str(options.beam_size)),
        ("summary", f"{options.summary} {options.summary_sentences} sentences {options.summary_words} words"),
    )


def package_version() -> str:
    """The version of the installed package, "unknown" when it runs from a bare folder."""
    try:
        return version("mujaz")
    except PackageNotFoundError:
        return "unknown"
