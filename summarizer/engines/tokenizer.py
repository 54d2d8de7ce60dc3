"""Text to tokens and back, for every architecture, with sentencepiece itself.

The tokenizers of transformers take ``</s>`` or ``arb_Arab`` in an article for control tokens and lose the text after
them; sentencepiece takes them for the text they are. Both engines use this one class, so they read the same tokens.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from summarizer.engines.conventions import CONTROL, END, TEXT_RULES, UNKNOWN, find_convention
from summarizer.errors import ModelError

if TYPE_CHECKING:
    from summarizer.catalogue import Model


class Pieces(Protocol):
    """What turns text into pieces and pieces into text."""

    def encode(self, text: str) -> list[str]:
        """The pieces of ``text``, nothing added."""

    def decode(self, pieces: list[str]) -> str:
        """The text of ``pieces``."""


class Tokenizer:
    """The tokens that a model reads and writes.

    ``forced`` are the tokens that every output must begin with, ``start`` is the token that the decoder starts from
    where that is not the model's own choice ("" for the latter).
    """

    def __init__(self, model: Model) -> None:
        """Load what the architecture of ``model`` names. ModelError model.damaged, model.unsupported."""
        convention = find_convention(model.architecture)
        self._source = open_pieces(model.folder, convention.source)
        self._target = (
            self._source if convention.target == convention.source else open_pieces(model.folder, convention.target)
        )
        self._prepare = TEXT_RULES[model.text_rule]
        marks = [convention.language.format(model.source_language)] if convention.language else []
        marks += [convention.first] if convention.first else []
        self._before = [*marks, *self._prefix_tokens(model.prefix)]
        self.forced = (convention.language.format(model.target_language),) if convention.language else ()
        self.start = _start_token(model) if convention.starts_with_language and model.target_language else ""

    def encode(self, text: str) -> list[str]:
        """The tokens of ``text`` with the model's marks around them. No mark comes from the text itself."""
        return [*self._before, *self.pieces(text), END]

    @property
    def marks(self) -> int:
        """The number of tokens that ``encode`` puts around those of the text."""
        return len(self._before) + 1

    def pieces(self, text: str) -> list[str]:
        """The tokens of ``text`` alone."""
        found = self._source.encode(self._prepare(text))
        return [UNKNOWN if CONTROL.fullmatch(piece) else piece for piece in found]

    def _prefix_tokens(self, prefix: str) -> list[str]:
        """The tokens of the catalogue's prefix; a mark that is no piece is a token by itself."""
        tokens: list[str] = []
        for part in prefix.split():
            found = self._source.encode(part)
            tokens += [part] if CONTROL.fullmatch(part) and part not in found else found
        return tokens

    def decode(self, pieces: Iterable[str]) -> str:
        """The text of an output, marks left out."""
        return " ".join(self._target.decode([piece for piece in pieces if not CONTROL.fullmatch(piece)]).split())


def open_pieces(folder: Path, name: str) -> Pieces:
    """The sentencepiece model ``name`` of ``folder``, or its tokenizer.json. ModelError model.damaged."""
    try:
        if (folder / name).is_file():
            return _SentencePieces(folder / name)
        return _TokenizerJson(folder / "tokenizer.json")
    except (OSError, RuntimeError, ValueError) as error:
        raise ModelError(f"its tokenizer cannot be read ({error})", code="model.damaged", source=str(folder)) from error


class _SentencePieces:
    """A sentencepiece model."""

    def __init__(self, path: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor = SentencePieceProcessor(model_file=str(path))

    def encode(self, text: str) -> list[str]:
        pieces: list[str] = self._processor.encode(text, out_type=str)
        return pieces

    def decode(self, pieces: list[str]) -> str:
        text: str = self._processor.decode(pieces)
        return text


class _TokenizerJson:
    """The file of the ``tokenizers`` library, read by that library: transformers would put its own normaliser in."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer as Backend

        content = path.read_text(encoding="utf-8")
        json.loads(content)  # the library raises a bare Exception for what is no JSON
        self._backend = Backend.from_str(content)
        self._backend.encode_special_tokens = True

    def encode(self, text: str) -> list[str]:
        pieces: list[str] = self._backend.encode(text, add_special_tokens=False).tokens
        return pieces

    def decode(self, pieces: list[str]) -> str:
        text: str = self._backend.decoder.decode(pieces)
        return text


def _start_token(model: Model) -> str:
    """The decoder's start mark for the target language, as a model of many (CrossSum) tells in its configuration."""
    try:
        config = json.loads((model.folder / "config.json").read_text(encoding="utf-8"))
        return str(config["task_specific_params"]["langid_map"][model.target_language][1])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ModelError(
            f"its configuration names no start token for {model.target_language!r}",
            code="model.unsupported",
            source=model.name,
        ) from error
