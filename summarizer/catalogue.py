"""Find a model, know it by its digest, and keep its CTranslate2 form in the user's cache folder."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import tomllib
import warnings
from dataclasses import dataclass
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

import platformdirs

from summarizer.errors import ModelError

PACKAGE = Path(__file__).parent
EMBEDDED = "mujaz-ar-en"
_MARIAN_FILES = ("config.json", "model.safetensors", "source.spm", "target.spm", "vocab.json", "tokenizer_config.json")
_DIGESTS = "digests.json"
_CONVERSION = "2"  # raised when _run_converter changes, so that no older form is taken up


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model in a local folder.

    ``files`` are (name, sha256) of all that the engines read, ``digest`` is the sha256 over them. Token limits leave
    out the end mark. ``caution`` is shown on every page made with the model.
    """

    name: str
    folder: Path
    files: tuple[tuple[str, str], ...]
    licence: str
    max_input_tokens: int
    max_output_tokens: int
    caution: str = ""
    task: str = ""  # "translation" or "summarization"; of a local folder it is not known

    @property
    def digest(self) -> str:
        """One digest for the whole model, in hex."""
        return sha256("".join(f"{digest}  {name}\n" for name, digest in sorted(self.files)).encode()).hexdigest()


def find_model(name: str = "auto") -> Model:
    """The model called ``name``: "auto", a name in models.toml, or a folder in Hugging Face Marian layout.

    ModelError if there is none (model.missing), a file is missing (model.damaged) or the architecture is not known
    (model.unsupported). The digests of a catalogued model are checked when it is converted, not here.
    """
    name = EMBEDDED if name == "auto" else name
    entry = read_catalogue().get(name)
    if entry is not None:
        return Model(
            name=name,
            folder=PACKAGE / entry["folder"],
            files=tuple(entry["files"].items()),
            licence=entry["licence"],
            max_input_tokens=entry["max_input_tokens"],
            max_output_tokens=entry["max_output_tokens"],
            caution=entry["caution"],
            task=entry["task"],
        )
    folder = Path(name)
    if folder.is_dir():
        return _local_model(folder)
    known = ", ".join(sorted(read_catalogue()))
    raise ModelError(
        "there is no such model here", code="model.missing", hint=f"use {known} or a model folder", source=name
    )


@cache
def read_catalogue() -> dict[str, dict]:  # type: ignore[type-arg]
    """The entries of models.toml by name."""
    with (PACKAGE / "models.toml").open("rb") as file:
        return tomllib.load(file)


def verify(model: Model) -> None:
    """Compare every file with its digest: ModelError model.damaged if one is missing or differs."""
    for name, digest in model.files:
        path = model.folder / name
        found = _digest(path) if path.is_file() else "no such file"
        if found != digest:
            raise ModelError(
                f"{name} is not the file that the catalogue names ({found[:12]}, not {digest[:12]})",
                code="model.damaged",
                hint="install the model again",
                source=model.name,
            )


def cache_folder() -> Path:
    """Where converted models and the translation memory live: ``MUJAZ_CACHE``, or the platform's user cache folder."""
    given = os.environ.get("MUJAZ_CACHE")
    return Path(given) if given else Path(platformdirs.user_cache_dir("mujaz", appauthor=False))


def converted_folder(model: Model, compute_type: str) -> Path:
    """The CTranslate2 form of ``model``, made on first use and checked by digest on every later one.

    ModelError if the model is damaged or the conversion fails. A conversion that was interrupted leaves nothing: it is
    made in a folder beside and renamed.
    """
    import ctranslate2

    name = f"{model.name}-{model.digest[:16]}-{compute_type}-{_CONVERSION}-ct2-{ctranslate2.__version__}"
    folder = cache_folder() / "models" / name
    if not _intact(folder):
        verify(model)
        _convert(model, compute_type, folder)
    return folder


def _convert(model: Model, compute_type: str, folder: Path) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".converting-", dir=folder.parent))
    except OSError as error:
        raise ModelError(
            f"the cache folder cannot be written ({error})",
            code="model.convert",
            hint="set MUJAZ_CACHE to a folder that can",
            source=str(folder.parent),
        ) from error
    try:
        made = work / "model"
        _run_converter(model, compute_type, made)
        digests = {path.name: _digest(path) for path in sorted(made.iterdir())}
        (made / _DIGESTS).write_text(json.dumps(digests, indent=1), encoding="utf-8")
        if folder.exists() and not _intact(folder):
            shutil.rmtree(folder)
        try:
            made.rename(folder)
        except OSError:  # another run was quicker; its model is as good as ours
            if not _intact(folder):
                raise
    except ModelError:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        raise ModelError(f"conversion failed: {error}", code="model.convert", source=model.name) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _run_converter(model: Model, compute_type: str, target: Path) -> None:
    # Before any import of the hub library: a local folder needs no network, and must not wait 23 s for one.
    os.environ["HF_HUB_OFFLINE"] = "1"
    import torch
    import transformers
    from ctranslate2.converters import TransformersConverter
    from safetensors import SafetensorError

    class Float32Converter(TransformersConverter):  # type: ignore[misc]
        """Loads float16 weights as float32, or the table of positions is rounded to float16 and the engines differ."""

        def load_model(self, model_class: Any, path: str, **given: Any) -> Any:
            return super().load_model(model_class, path, **given | {"dtype": torch.float32})

    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "pip install sacremoses": its normaliser is never called here
        try:
            Float32Converter(str(model.folder)).convert(str(target), quantization=compute_type)
        except SafetensorError as error:
            raise damaged_weights(model, error) from error


def damaged_weights(model: Model, error: Exception) -> ModelError:
    """The error for weights that their library cannot read."""
    return ModelError(f"model.safetensors cannot be read ({error})", code="model.damaged", source=model.name)


def _intact(folder: Path) -> bool:
    """Whether ``folder`` holds a finished conversion whose files all have the digests written down with it."""
    try:
        digests = json.loads((folder / _DIGESTS).read_text(encoding="utf-8"))
        return bool(digests) and all(_digest(folder / name) == digest for name, digest in digests.items())
    except (OSError, ValueError, AttributeError):
        return False


def _local_model(folder: Path) -> Model:
    missing = [name for name in _MARIAN_FILES if not (folder / name).is_file()]
    if missing:
        raise ModelError(f"it lacks {', '.join(missing)}", code="model.damaged", source=str(folder))
    config = _read_config(folder)
    if config.get("model_type") != "marian":
        raise ModelError(
            f"its architecture is {config.get('model_type')!r}",
            code="model.unsupported",
            hint="give a Marian model",
            source=str(folder),
        )
    positions = int(str(config.get("max_position_embeddings", 512)))
    return Model(
        name=folder.resolve().name,
        folder=folder,
        files=tuple((name, _digest(folder / name)) for name in _MARIAN_FILES),
        licence="not stated",
        max_input_tokens=positions - 1,  # the end mark takes one
        max_output_tokens=positions - 1,
        caution=f"Translated by {folder.resolve().name}, a model that Mujaz has not measured.",
    )


def _read_config(folder: Path) -> dict[str, object]:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return dict(config)
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(f"config.json cannot be read ({error})", code="model.damaged", source=str(folder)) from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":  # the digests for models.toml
    import sys

    for item in sorted(Path(sys.argv[1]).iterdir()):
        if item.name in (*_MARIAN_FILES, "generation_config.json"):
            print(f'"{item.name}" = "{_digest(item)}"')  # noqa: T201
