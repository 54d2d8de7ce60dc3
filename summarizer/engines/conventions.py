"""What the models of each architecture take for granted: which files hold their pieces, which marks stand where.

One row for each architecture of the catalogue; the engines, the tokenizer and the converter read the row and ask for no
names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from summarizer.errors import ModelError

END, UNKNOWN, PAD, START = "</s>", "<unk>", "<pad>", "<s>"  # spelt alike in all of these architectures

# What no piece of an article may ever be: the marks above, masks and fillers, and the marks for languages.
CONTROL = re.compile(
    r"</?s>|<unk>|<pad>|<mask>|<extra_id_\d+>|madeupword\d+"
    r"|<2[\w-]+>|>>\w+<<|__[a-z]+__|[a-z]{2,3}_[A-Z][A-Za-z]+"
)

Numbering = Literal["vocab.json", "tokenizer.json", "pieces", "fairseq", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """How the models of one architecture want their tokens.

    source, target: the files of the sentencepiece models; ``tokenizer.json`` stands in where they are missing.
    numbering: how tokens get their numbers where there is no ``tokenizer.json``: read from ``vocab.json``, as in the
      sentencepiece model ("pieces"), as fairseq shifts them, or by no rule that can be trusted.
    first: the mark before every source.
    language: how the mark of a language is written, "" for none. The source begins with that of its language, and the
      output is made to begin with that of the target's.
    starts_with_language: the mark of the target language, if the model has one, is what the decoder starts from.
    has_pad: whether CTranslate2 could write ``<pad>``.
    usual_task: what a model of unknown purpose is taken to be for.
    half: the 16-bit format that its weights bear.
    batch_tokens: how many tokens CTranslate2 computes at once.
    """

    source: str
    target: str
    numbering: Numbering
    first: str = ""
    language: str = ""
    starts_with_language: bool = False
    has_pad: bool = True
    usual_task: str = ""
    half: Literal["float16", "bfloat16"] = "float16"
    # For vocabularies of 30,000 to 60,000 pieces: 256 takes a third more time, 4,096 a tenth less but more memory
    # (benchmarks/engines.py).
    batch_tokens: int = 1024


_BPE = "sentencepiece.bpe.model"
# A vocabulary of 250,000 pieces is read once per batch: int8 pays from 48 sentences of 32 tokens on, at twice the speed
# of 16 (random weights of the real sizes, docs/engines.md).
_BIG_VOCABULARY_TOKENS = 2048

CONVENTIONS: dict[str, Convention] = {
    "m2m100": Convention(
        source=_BPE,
        target=_BPE,
        numbering="vocab.json",
        language="__{}__",
        usual_task="translation",
        batch_tokens=_BIG_VOCABULARY_TOKENS,
    ),
    "marian": Convention(
        source="source.spm", target="target.spm", numbering="vocab.json", has_pad=False, usual_task="translation"
    ),
    "mbart": Convention(source=_BPE, target=_BPE, numbering="none", first=START),
    "mbart50": Convention(
        source=_BPE, target=_BPE, numbering="fairseq", language="{}", batch_tokens=_BIG_VOCABULARY_TOKENS
    ),
    "mt5": Convention(
        source="spiece.model",
        target="spiece.model",
        numbering="pieces",
        starts_with_language=True,
        half="bfloat16",  # its activations overflow float16
        batch_tokens=_BIG_VOCABULARY_TOKENS,
    ),
    "nllb": Convention(
        source=_BPE,
        target=_BPE,
        numbering="none",
        language="{}",
        usual_task="translation",
        batch_tokens=_BIG_VOCABULARY_TOKENS,
    ),
    "quickmt": Convention(
        source="src.spm.model", target="tgt.spm.model", numbering="none", has_pad=False, usual_task="translation"
    ),
    "t5": Convention(
        source="spiece.model", target="spiece.model", numbering="pieces", starts_with_language=True, half="bfloat16"
    ),
}


def find_convention(architecture: str) -> Convention:
    """The row of ``architecture``. ModelError model.unsupported if there is none."""
    convention = CONVENTIONS.get(architecture)
    if convention is None:
        known = ", ".join(CONVENTIONS)
        raise ModelError(
            "no engine knows this architecture",
            code="model.unsupported",
            hint=f"known are {known}",
            source=architecture,
        )
    return convention


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _nfkc(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


# How a source is prepared, by the catalogue's ``text_rule``: csebuetnlp's models were trained on text without line
# breaks; transformers 5 drops the NFKC that AraBART was trained with (presentation forms would be unknown pieces).
TEXT_RULES: dict[str, Callable[[str], str]] = {"": str, "nfkc": _nfkc, "whitespace": _one_space}
