"""What a folder of model files holds: which files matter, which architecture they are, how long a text may be.

It knows the habits of the Hugging Face hub, and no model by name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from summarizer.errors import ModelError

Weights = Literal["safetensors", "pickle", "ctranslate2"]

_CONFIGS = ("config.json", "generation_config.json", "tokenizer_config.json", "special_tokens_map.json")
_TOKENIZERS = (
    *("tokenizer.json", "vocab.json", "source.spm", "target.spm", "sentencepiece.bpe.model", "spiece.model"),
    *("src.spm.model", "tgt.spm.model", "source_vocabulary.json", "target_vocabulary.json", "vmap.txt"),
)
# The first kind that is there is taken: safetensors cannot run code when loaded, pickles could.
_WEIGHTS: tuple[tuple[Weights, str], ...] = (
    ("safetensors", r"model(-\d{5}-of-\d{5})?\.safetensors(\.index\.json)?"),
    ("pickle", r"pytorch_model(-\d{5}-of-\d{5})?\.bin(\.index\.json)?"),
    ("ctranslate2", r"model\.bin"),
)
_ANY_TOKENIZER = ("tokenizer.json", "sentencepiece.bpe.model", "spiece.model")
_QUICKMT = ("model.bin", "src.spm.model", "tgt.spm.model", "source_vocabulary.json", "target_vocabulary.json")

_ARCHITECTURES = ("m2m100", "marian", "mbart", "mbart50", "mt5", "nllb", "quickmt", "t5")  # keys of the engines' table
_FEWEST_TOKENS = 4  # so that, marks left out, there is one
_SAID_BY_THE_TOKENIZER = ("m2m_100", "mbart")

# (Arabic, English) as the tokenizer of each architecture writes them; the others know no languages.
LANGUAGES: dict[str, tuple[str, str]] = {
    "m2m100": ("ar", "en"),
    "mbart50": ("ar_AR", "en_XX"),
    "nllb": ("arb_Arab", "eng_Latn"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A model folder as it was understood. ``files`` are names in it; token limits leave out marks of the model."""

    architecture: str
    weights: Weights
    files: tuple[str, ...]
    max_input_tokens: int
    max_output_tokens: int


def choose_files(names: Collection[str]) -> tuple[str, ...]:
    """Those of a repository's file ``names`` that are needed, sorted: none in folders, one kind of weights."""
    weights = next((found for _, pattern in _WEIGHTS if (found := _matching(pattern, names))), [])
    return tuple(sorted({*weights, *(name for name in (*_CONFIGS, *_TOKENIZERS) if name in names)}))


def read_architecture(folder: Path, names: Collection[str]) -> str:
    """The architecture of a model with the files ``names``, of which ``folder`` holds at least the configuration.

    ModelError model.damaged if the configuration is missing or no JSON, model.unsupported if it is of no known kind or
    needs code of its own, which is never run.
    """
    if set(_QUICKMT) <= set(names):
        return "quickmt"
    config = _read_json(folder / "config.json")
    if "auto_map" in config:
        raise _unsupported(folder, "it needs code of its own, which Mujaz does not run")
    kind = str(config.get("model_type"))
    if kind in _SAID_BY_THE_TOKENIZER:
        kind = _by_tokenizer(kind, _tokenizer_class(folder, config, names), names)
    if kind not in _ARCHITECTURES:
        raise _unsupported(folder, f"its architecture is {config.get('model_type')!r}")
    return kind


def read_layout(folder: Path) -> Layout:
    """What ``folder`` holds. ModelError: model.damaged if a file is missing, model.unsupported as above."""
    names = choose_files([path.name for path in folder.iterdir() if path.is_file()])
    architecture = read_architecture(folder, names)
    weights = next((kind for kind, pattern in _WEIGHTS if _matching(pattern, names)), None)
    missing = [name for name in _required(architecture, names) if name not in names]
    if missing or weights is None:
        raise ModelError(f"it lacks {', '.join(missing) or 'its weights'}", code="model.damaged", source=str(folder))
    longest_input, longest_output = _limits(folder, architecture)
    return Layout(
        architecture=architecture,
        weights=weights,
        files=names,
        max_input_tokens=longest_input,
        max_output_tokens=longest_output,
    )


def is_weights(name: str) -> bool:
    """Whether the file of that name holds weights, of whichever kind."""
    return any(re.fullmatch(pattern, name) for _, pattern in _WEIGHTS)


def _matching(pattern: str, names: Collection[str]) -> list[str]:
    return [name for name in names if re.fullmatch(pattern, name)]


def _tokenizer_class(folder: Path, config: dict[str, Any], names: Collection[str]) -> str:
    said = _read_json(folder / "tokenizer_config.json") if "tokenizer_config.json" in names else {}
    return str(said.get("tokenizer_class") or config.get("tokenizer_class") or "")


def _by_tokenizer(kind: str, tokenizer: str, names: Collection[str]) -> str:
    """The architecture where ``model_type`` names a family of them; "" for the one that the engines do not know."""
    if kind == "m2m_100":  # NLLB says that it is M2M-100; only the latter has a vocabulary beside its pieces
        return "m2m100" if "vocab.json" in names and not tokenizer.startswith("Nllb") else "nllb"
    if tokenizer.startswith("MBart50"):
        return "mbart50"
    # AraBART has its own tokenizer and no languages; mBART of 25 languages, with codes at other places, is not known.
    return "" if tokenizer == "MBartTokenizer" else "mbart"


def _required(architecture: str, names: Collection[str]) -> tuple[str, ...]:
    """The files without which the architecture cannot be loaded, weights apart."""
    if architecture == "marian":
        return ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json")
    if architecture == "m2m100":
        return ("vocab.json", "sentencepiece.bpe.model")
    if architecture == "quickmt":
        return _QUICKMT
    return () if set(_ANY_TOKENIZER) & set(names) else _ANY_TOKENIZER[:1]


def _limits(folder: Path, architecture: str) -> tuple[int, int]:
    """The longest input and output in tokens, without the end mark and a language's code."""
    config = _read_json(folder / "config.json")
    # quickmt's library decodes 256 tokens at most; T5 has relative places and was trained on 512.
    unsaid = 256 if architecture == "quickmt" else 512
    positions = _count(folder, config.get("max_position_embeddings") or config.get("n_positions") or unsaid)
    path = folder / "generation_config.json"
    generation = config | (_read_json(path) if path.is_file() else {})
    longest = _count(folder, generation.get("max_length") or positions)
    marks = 2 if architecture in (*LANGUAGES, "mbart") else 1  # the end, and what stands before the text
    led = 2 if architecture in LANGUAGES else 1  # the end, and the language that leads the output
    return positions - marks, min(positions - led, longest - 1)


def _count(folder: Path, said: object) -> int:
    if type(said) is not int or said < _FEWEST_TOKENS:
        raise ModelError(f"{said!r} tokens is no limit", code="model.damaged", source=str(folder))
    return said


def _read_json(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise ModelError(f"it lacks {path.name}", code="model.damaged", source=str(path.parent))
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(
            f"{path.name} cannot be read ({error})", code="model.damaged", source=str(path.parent)
        ) from error


def _unsupported(folder: Path, why: str) -> ModelError:
    known = "marian, m2m_100, mbart, t5, mt5, or the files of a quickmt model"
    return ModelError(why, code="model.unsupported", hint=f"give a model of the types {known}", source=str(folder))
