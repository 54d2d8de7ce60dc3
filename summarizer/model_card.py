"""``models.md``: what is known of every model in the catalogue. ``python -m summarizer.model_card > models.md``.

Generated from ``models.toml`` and from the figures of ``benchmarks/translate.py``; a test compares page and generator.
"""

from __future__ import annotations

import json
from typing import Any

from summarizer.catalogue import PACKAGE, read_catalogue

_RESULTS = PACKAGE.parent / "benchmarks" / "results" / "translate.json"
_HEAD = """# Models

The models that Mujaz knows. This page is generated (`python -m summarizer.model_card > models.md`) and a test compares
it with its generator; the scores are those of `benchmarks/translate.py`, whose signature stands below them.
"""
_EMBEDDED = """
Ours: made for this project, and shipped with it, so that a fresh machine, an air-gapped newsroom and our own tests can
translate at all. It is **small and little trained**: its English is rough, it gets names wrong, invents words,
miswrites large numbers, and must not be quoted. It hints at what an article is about; the checks tell where its numbers
and dates went wrong. A better one of the same name and place is being trained.

- **Architecture** Marian (transformers `MarianMTModel`), 6 encoder and 3 decoder layers, width 384, 16,000 joint
  sentencepiece pieces with Arabic normalisation built in, 24 million parameters, float16 safetensors.
- **Data** public sentence pairs (software manuals, exam questions, everyday sentences, Wikipedia, scripture, a safety
  manual for journalists), name lists, and 36,000 Arabic news sentences translated by a large language model for this
  project. Some of the sources state no licence; none of the data is in this repository.
- **Not known to it** sentences of more than 110 pieces: they are translated in parts.
"""
_ABOUT_SCORES = """
### Scores

On 200 news sentences with references made for this project (`news_dev`) and on FLORES-200 dev, 997 sentences of
Wikipedia-like text (`flores_dev`), where the outputs of other systems are scored the same way for comparison.
"""


def render_models_page() -> str:
    """The text of models.md."""
    parts = [_HEAD]
    for name, entry in read_catalogue().items():
        size = (PACKAGE / entry["folder"] / "model.safetensors").stat().st_size / 1e6
        parts.append(
            f"\n## {name}\n\n"
            f"| task | architecture | licence | weights | longest input | longest output |\n|---|---|---|---|---|---|\n"
            f"| {entry['task']} ar-en | {entry['architecture']} | {entry['licence']} | {size:.0f} MB | "
            f"{entry['max_input_tokens']} tokens | {entry['max_output_tokens']} tokens |\n"
        )
        parts.append(_EMBEDDED)
    return "".join(parts) + _scores(json.loads(_RESULTS.read_text(encoding="utf-8")))


def _scores(results: dict[str, Any]) -> str:
    rows, equal = [], []
    for name, figures in results["figures"].items():
        if isinstance(figures, dict):
            rows.append(f"| {name} | {figures['BLEU']} | {figures['chrF']} |")
        else:
            equal.append(f"- {name}: {figures:.1%}")
    signature = results["signature"]
    versions = ", ".join(f"{name} {version}" for name, version in signature["versions"].items())
    return "\n".join(
        (
            _ABOUT_SCORES,
            "| set, system | BLEU | chrF |\n|---|---|---|",
            *rows,
            "",
            *equal,
            "",
            f"`{signature['command']}`: model {signature['model_sha256'][:16]}; {versions};",
            f"BLEU `{signature['BLEU']}`; chrF `{signature['chrF']}`.",
            "",
        )
    )


if __name__ == "__main__":
    import sys

    sys.stdout.write(render_models_page())
