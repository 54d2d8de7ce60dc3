"""``models.md``: what is known of every model in the catalogue. ``python -m summarizer.model_card > models.md``.

Generated from ``models.toml`` and from the figures of ``benchmarks/translate.py``; a test compares page and generator.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from summarizer.entries import PACKAGE, Entry, read_catalogue
from summarizer.installation import needs_consent

_RESULTS = PACKAGE.parent / "benchmarks" / "results" / "translate.json"
_TRAINING = PACKAGE.parent / "training" / "results"
_SETS = ("news_dev", "flores_dev", "seeds", "number_set")
_EXAMPLES = 6  # mistakes shown
_HEAD = """# Models

The models that Mujaz knows; [Choose a model](docs/choose-a-model.md) says which to take. This page is generated
(`python -m summarizer.model_card > models.md`) and a test compares it with its generator.

**Only the embedded model was run for this page.** What is said of the others is what their own pages and public
benchmark repositories said in 2023 to 2026, each score with the harness that made it: scores of different harnesses do
not compare, and none of them is on news written in Arabic. Memory is reckoned for int8, as it is before a model is
loaded ([how](docs/engines.md#memory)), and so are parameters where no page names them. A licence marked † is asked for
once, because it forbids commercial use or is not stated.
"""
_TASKS = {
    "translation": "Arabic to English",
    "summarization": "Arabic article to Arabic summary",
    "direct": "Arabic article to English summary",
}
_TABLE = """
| name | tier | licence | parameters | download | memory | longest input | longest output |
|---|---|---|---|---|---|---|---|
"""
_EMBEDDED = """
Ours: made for this project, and shipped with it, so that a fresh machine, an air-gapped newsroom and our own tests can
translate at all. It is a **draft for triage, not for quotation**: small, little trained, rough in its English, wrong in
names that it does not know, and sometimes in the sense. The checks tell where its numbers and dates went wrong.

- **Architecture** Marian (transformers `MarianMTModel`), 6 encoder and 3 decoder layers, width 384, 16,000 joint
  sentencepiece pieces with Arabic normalisation built in, 24 million parameters, float16 safetensors.
- **Names and large numbers** go in as English where a glossary or the shipped lexicon has them, and mostly come out as
  given ([names](docs/names.md)): a share of its training pairs was code-switched for that.
- **Not known to it** sentences of more than 110 pieces: they are translated in parts.
- **Compute** some {tokens:.0f} million pieces (both sides) in {legs} legs on two CPU cores, less than a day in all;
  curve and scores of each leg: [training](training/README.md).
- **Known blemish** the data of legs 1 and 2 held two of the 200 sentences of `news_dev` word for word and some 13 in
  large part; since then they are filtered out. FLORES and the seeds were never in it.
- **Licence** of the weights CC BY-SA 4.0. Some of the sources state no licence, as listed; none of the data is in this
  repository.
"""
_ABOUT_DATA = """
### Data

Pairs kept after filtering ([how](docs/training-data.md)) and the share of all pieces shown in training; of these,
{switched:.0%} were code-switched copies.

| source | licence as stated | pairs | share |
|---|---|---:|---:|
"""
_ABOUT_KEPT = """
### Numbers, names, loops

Beam 4, int8, through the product's own line with the shipped lexicon; "with a glossary" has the names asked for in one.
Kept is the share of the source's numbers, or of known names, that stand in the English ([how](docs/evaluation.md)).

| set | numbers kept | of the reference | names kept | with a glossary | loops | empty |
|---|---:|---:|---:|---:|---:|---:|
"""
_ABOUT_MISTAKES = """
The English that is furthest from its reference among our own 129 sentences (`mujaz eval translate` scores them all):

| Arabic | should have | says |
|---|---|---|
"""
_ABOUT_SCORES = """
### Scores

On 200 news sentences with references made for this project (`news_dev`) and on FLORES-200 dev, 997 sentences of
Wikipedia-like text (`flores_dev`), where the outputs of other systems are scored the same way for comparison.
"""


_ABOUT_SIZES = """
## Speed and memory at real sizes

Random weights of each model's shape (they do not change the speed), output of fixed length: 48 sentences of 32 tokens
for translators, 4 articles of 400 for summarisers. Output tokens in a second of processor time, one thread; "alone" is
a batch of one, greedy. Peak memory is that of the process, and grows with the batch.

| model | engine | greedy | beam 4 | alone | peak memory | load |
|---|---|---:|---:|---:|---:|---:|
"""


def render_models_page() -> str:
    """The text of models.md."""
    entries = read_catalogue().values()
    parts = [_HEAD]
    for task, title in _TASKS.items():
        some = [entry for entry in entries if entry.task == task]
        parts.append(f"\n## {title}\n{_TABLE}")
        parts += [_row(entry) for entry in some]
        parts += [_facts(entry) for entry in some if entry.hub]
    (embedded,) = (entry for entry in entries if entry.folder)
    legs = _read_legs()
    tokens = sum(leg["tokens"] for leg in legs) / 1e6
    parts.append(f"\n## {embedded.name}, the embedded model\n{_EMBEDDED.format(tokens=tokens, legs=len(legs))}")
    sizes = _read(_RESULTS.with_name("real_sizes.json"))
    parts.insert(-1, _sizes(sizes["figures"], sizes["signature"]))
    parts += [_data(_read(_TRAINING / "data.json")), _scores(_read(_RESULTS)), _kept(legs[-1]), _mistakes(legs[-1])]
    return "".join(parts)


def _read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _read_legs() -> list[dict[str, Any]]:
    return sorted(map(_read, _TRAINING.glob("leg-*.json")), key=lambda leg: int(leg["leg"]))


def _data(report: dict[str, Any]) -> str:
    sources = sorted(report["sources"].items(), key=lambda item: -item[1]["share"])
    rows = [f"| {n} | {s['licence']} | {s['pairs']['kept']:,} | {s['share']:.1%} |\n" for n, s in sources]
    return "".join((_ABOUT_DATA.format(switched=report["switched"]), *rows))


def _sizes(figures: dict[str, Any], signature: dict[str, Any]) -> str:
    rows = [
        f"| {model} | {engine} | {f['greedy_tokens_per_s']:,.0f} | {f['beam_4_tokens_per_s']:,.0f} "
        f"| {f['alone_tokens_per_s']:,.0f} | {f['peak_mb']:,} MB | {f['load_s']} s |\n"
        for model, engines in figures.items()
        for engine, f in engines.items()
    ]
    versions = ", ".join(f"{name} {version}" for name, version in signature["versions"].items())
    return "".join((_ABOUT_SIZES, *rows, f"\n`{signature['command']}`: {versions}.\n"))


def _kept(leg: dict[str, Any]) -> str:
    return "".join((_ABOUT_KEPT, *(_kept_row(name, leg["figures"][name]) for name in _SETS)))


def _kept_row(name: str, systems: dict[str, Any]) -> str:
    def share(system: str, what: str) -> str:
        found = systems.get(system, {}).get(what)
        return f"{found['kept']:.1%}" if found else ""

    faults = systems["beam 4"]["faults"]
    shares = (
        share("beam 4", "numbers"),
        share("reference", "numbers"),
        share("beam 4", "names"),
        share("beam 4, glossary", "names"),
    )
    return f"| {name} | {' | '.join(shares)} | {faults['loops']:.2%} | {faults['empty']:.2%} |\n"


def _mistakes(leg: dict[str, Any]) -> str:
    rows = [f"| {m['arabic']} | {m['english']} | {m['said']} |\n" for m in leg["mistakes"][:_EXAMPLES]]
    return "".join((_ABOUT_MISTAKES, *rows))


def _row(entry: Entry) -> str:
    size = _megabytes(entry.download_mb) if entry.hub else "shipped"
    return (
        f"| {entry.name} | {', '.join(entry.tiers)} | {entry.licence}{' †' if needs_consent(entry.licence) else ''} "
        f"| {entry.parameters} M | {size} | {_megabytes(entry.memory_mb)} "
        f"| {entry.max_input_tokens} tokens | {entry.max_output_tokens} tokens |\n"
    )


def _facts(entry: Entry) -> str:
    """What is known of one model of the hub, as a section."""
    revision = f"`{entry.revision}`" if entry.revision else f"not pinned (`{entry.seen}...` was seen)"
    facts = [
        f"[{entry.hub}](https://huggingface.co/{entry.hub}), revision {revision}",
        f"architecture {entry.architecture}, weights {entry.weights}{_conventions(entry)}",
        "decoding " + ", ".join(f"{name} {value}" for name, value in entry.decoding),
        *(f"{s.on}: {', '.join(f'{name} {value}' for name, value in s.values)} ({s.by})" for s in entry.scores),
    ]
    lines = [f"\n### {entry.name}\n\n{entry.about}.\n\n"]
    lines += [f"- {fact}\n" for fact in facts]
    return "".join(lines + [f"- ⚠ {fault}\n" for fault in entry.faults])


def _conventions(entry: Entry) -> str:
    said = {
        "languages": " to ".join(code for code in (entry.source_language, entry.target_language) if code),
        "before the text": f"`{entry.prefix}`" if entry.prefix else "",
        "text prepared by": entry.text_rule,
    }
    return "".join(f"; {name} {value}" for name, value in said.items() if value)


def _megabytes(size: int) -> str:
    return f"{size / 1000:.1f} GB" if size >= 1000 else f"{size} MB"


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
