"""The number of every token: what transformers computes with, and what the converter hands to CTranslate2.

transformers' own tokenizers would tell too, but from some folders version 5 reads numbers that are off by one, or none
for the languages, without a word (docs/engines.md). So the files are read here, by the rule of the architecture.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.engines.conventions import END, PAD, START, UNKNOWN, Convention, find_convention
from summarizer.errors import ModelError
from summarizer.normalize import has_arabic

if TYPE_CHECKING:
    from summarizer.catalogue import Model


def read_vocabulary(model: Model) -> dict[str, int]:
    """Token -> number. ModelError model.damaged if the files are missing, unreadable or lack a mark of the model."""
    convention = find_convention(model.architecture)
    try:
        numbers = _read(model.folder, convention)
    except (OSError, RuntimeError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise ModelError(
            f"its vocabulary cannot be read ({error})", code="model.damaged", source=str(model.folder)
        ) from error
    languages = (model.source_language, model.target_language) if convention.language else ()
    marks = {END, UNKNOWN, PAD, convention.first, *(convention.language.format(code) for code in languages)} - {""}
    missing = sorted(marks - numbers.keys())
    if missing:
        raise ModelError(f"its vocabulary lacks {', '.join(missing)}", code="model.damaged", source=str(model.folder))
    return numbers


def latin_tokens(tokens: Iterable[str]) -> list[str]:
    """Those without Arabic letters: all that is searched for a model of ``latin_output``."""
    return [token for token in tokens if not has_arabic(token)]


def _read(folder: Path, convention: Convention) -> dict[str, int]:
    if convention.numbering == "vocab.json":
        numbers: dict[str, int] = dict(json.loads((folder / "vocab.json").read_text(encoding="utf-8")))
        return numbers | (_m2m100_languages(len(numbers)) if convention.language else {})
    if (folder / "tokenizer.json").is_file():
        return _from_tokenizer_json(folder / "tokenizer.json")
    if convention.numbering == "pieces":
        return _sentencepiece_numbers(folder / convention.source)
    if convention.numbering == "fairseq":
        return _fairseq_numbers(folder / convention.source)
    raise FileNotFoundError("there is no tokenizer.json")


def _from_tokenizer_json(path: Path) -> dict[str, int]:
    from tokenizers import Tokenizer as Backend

    content = path.read_text(encoding="utf-8")
    json.loads(content)  # the library raises a bare Exception for what is no JSON
    numbers: dict[str, int] = Backend.from_str(content).get_vocab(with_added_tokens=True)
    return numbers


def _sentencepiece_numbers(path: Path) -> dict[str, int]:
    from sentencepiece import SentencePieceProcessor

    processor = SentencePieceProcessor(model_file=str(path))
    return {processor.id_to_piece(i): i for i in range(processor.get_piece_size())}


def _fairseq_numbers(path: Path) -> dict[str, int]:
    """mBART-50: four marks, the pieces after sentencepiece's own three marks, the languages, the mask."""
    from transformers.models.mbart50.tokenization_mbart50 import FAIRSEQ_LANGUAGE_CODES

    pieces = list(_sentencepiece_numbers(path))[3:]
    return {token: i for i, token in enumerate((START, PAD, END, UNKNOWN, *pieces, *FAIRSEQ_LANGUAGE_CODES, "<mask>"))}


def _m2m100_languages(start: int) -> dict[str, int]:
    """M2M-100's languages have the numbers after its vocabulary, and stand in no file of numbers."""
    from transformers.models.m2m_100.tokenization_m2m_100 import FAIRSEQ_LANGUAGE_CODES

    return {f"__{code}__": start + i for i, code in enumerate(FAIRSEQ_LANGUAGE_CODES["m2m100"])}
