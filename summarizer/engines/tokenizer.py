"""Text to pieces and back for Marian models, with sentencepiece itself.

The tokenizers of transformers take ``</s>`` or ``<pad>`` in an article for control tokens and lose the text after them;
sentencepiece treats them as the text they are. Both engines use this one class, so they read the same pieces.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from summarizer.errors import ModelError

END = "</s>"
UNKNOWN = "<unk>"
PAD = "<pad>"
_CONTROL = frozenset({END, UNKNOWN, PAD})


class MarianTokenizer:
    """The two sentencepiece models and the vocabulary of a Marian folder."""

    def __init__(self, folder: Path) -> None:
        """Load ``source.spm``, ``target.spm`` and ``vocab.json`` (piece -> id). ModelError model.damaged."""
        from sentencepiece import SentencePieceProcessor

        try:
            self._source = SentencePieceProcessor(model_file=str(folder / "source.spm"))
            self._target = SentencePieceProcessor(model_file=str(folder / "target.spm"))
            self.ids: dict[str, int] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
        except (OSError, RuntimeError, ValueError) as error:
            raise ModelError(
                f"its tokenizer cannot be read ({error})", code="model.damaged", source=str(folder)
            ) from error
        self._pieces = {number: piece for piece, number in self.ids.items()}

    def encode(self, text: str) -> list[str]:
        """The source pieces of ``text``, end mark last. No piece is a control token, whatever the text holds."""
        pieces: list[str] = self._source.encode(text, out_type=str)
        return [UNKNOWN if piece in _CONTROL else piece for piece in pieces] + [END]

    def encode_ids(self, text: str) -> list[int]:
        """The ids of ``encode(text)``."""
        unknown = self.ids[UNKNOWN]
        return [self.ids.get(piece, unknown) for piece in self.encode(text)]

    def pieces(self, ids: Iterable[int]) -> list[str]:
        """The pieces of ``ids``."""
        return [self._pieces[number] for number in ids]

    def decode(self, pieces: Iterable[str]) -> str:
        """The text of target pieces, control tokens left out."""
        text: str = self._target.decode([piece for piece in pieces if piece not in _CONTROL])
        return " ".join(text.split())
