"""A model in CTranslate2's form: made once on this machine, kept in the user's cache folder, checked ever after."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from summarizer.catalogue import Model, cache_folder, digest_file, verify
from summarizer.errors import ModelError
from summarizer.hardware import conversion_need, free_memory, require_memory
from summarizer.installation import OUT_OF_SPACE, alone

MAP = "vmap.txt"  # of tokens that are searched, in CTranslate2's words a vocabulary map
_DIGESTS = "digests.json"
CONVERSION = "5"  # raised when what is made changes, so that no older form is taken up, nor what it translated


def converted_folder(model: Model, compute_type: str) -> Path:
    """The CTranslate2 form of ``model``, made on first use and checked by digest on every later one.

    So are the files of the model itself that are read beside it: its configuration and its tokenizer. A model that was
    published in that form is checked and used as it is. ModelError if the model is damaged, does not fit into memory or
    cannot be converted. A conversion that was interrupted leaves nothing: it is made in a folder beside and renamed.
    """
    import ctranslate2

    if model.weights == "ctranslate2":
        verify(model)
        return model.folder
    form = compute_type + "-latin" * model.latin_output
    name = f"{model.name}-{model.digest[:16]}-{form}-{CONVERSION}-ct2-{ctranslate2.__version__}"
    folder = cache_folder() / "models" / name
    if _intact(folder):
        verify(model, weights=False)
    else:
        verify(model)
        _convert(model, compute_type, folder)
    return folder


def _convert(model: Model, compute_type: str, folder: Path) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ModelError(
            f"the cache folder cannot be written ({error})",
            code="model.convert",
            hint="set MUJAZ_CACHE to a folder that can be written",
            source=str(folder.parent),
        ) from error
    with alone(model.name):
        if not _intact(folder):  # else another run was quicker
            _convert_alone(model, compute_type, folder)


def _convert_alone(model: Model, compute_type: str, folder: Path) -> None:
    work = folder.with_name(f".converting-{folder.name}")
    try:
        for old in (work, folder):  # what a run that was killed left, and what is damaged
            if old.exists():
                shutil.rmtree(old)
        _run_converter(model, compute_type, work)
        digests = {path.name: digest_file(path) for path in sorted(work.iterdir())}
        (work / _DIGESTS).write_text(json.dumps(digests, indent=1), encoding="utf-8")
        work.rename(folder)
    except ModelError:
        raise
    except (OSError, RuntimeError, ValueError, LookupError, AttributeError) as error:
        full = isinstance(error, OSError) and error.errno in OUT_OF_SPACE
        code = "model.space" if full else "model.convert"
        raise ModelError(f"conversion failed: {error}", code=code, source=model.name) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _run_converter(model: Model, compute_type: str, target: Path) -> None:
    keep_offline()
    import transformers

    from summarizer.engines.converter import make_converter
    from summarizer.engines.vocabulary import latin_tokens, read_vocabulary

    require_memory(conversion_need(model), free_memory("cpu"), source=f"{model.name}, to be converted")
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    make_converter(model).convert(str(target), quantization=compute_type)
    if model.latin_output:
        # One list for all texts, by the rule for a source without tokens, which is part of each: so what a text becomes
        # does not hang on those beside it.
        searched = " ".join(latin_tokens(read_vocabulary(model)))
        (target / MAP).write_text(f"\t{searched}\n", encoding="utf-8")


def keep_offline() -> None:
    """Tell the hub's libraries, before they are imported, that local files are all there is.

    Else a missing file is asked for during 23 s, and pickled weights start a thread that asks for safetensors.
    """
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["DISABLE_SAFETENSORS_CONVERSION"] = "1"


@contextmanager
def reading_weights(model: Model) -> Iterator[None]:
    """Faults of the libraries that read weights as ModelError model.damaged: cut short, of another kind or shape."""
    from pickle import UnpicklingError

    from safetensors import SafetensorError

    try:
        yield
    except (SafetensorError, UnpicklingError, EOFError, RuntimeError) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise ModelError(f"its weights cannot be read ({reason})", code="model.damaged", source=model.name) from error


def _intact(folder: Path) -> bool:
    """Whether ``folder`` holds a finished conversion whose files all have the digests written down with it."""
    try:
        digests = json.loads((folder / _DIGESTS).read_text(encoding="utf-8"))
        return bool(digests) and all(digest_file(folder / name) == digest for name, digest in digests.items())
    except (OSError, ValueError, AttributeError):
        return False
