"""Find a model and know it by its digest.

A ``Model`` lies in a folder, ready to be loaded: the embedded one, one that ``mujaz models pull`` or ``unpack``
installed, or any folder that the user names. What is known of those that are not here stands in ``entries.py``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

import platformdirs

from summarizer.entries import PACKAGE, Entry, Task, find_entry, read_catalogue
from summarizer.errors import ModelError
from summarizer.manifest import MANIFEST, Manifest, is_plain_name, read_manifest
from summarizer.model_layout import LANGUAGES, Weights, is_weights, read_layout

EMBEDDED = "mujaz-ar-en"
_PULL = "mujaz models pull"
_FETCH = f"connect to the network and run {_PULL}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model in a local folder.

    ``files`` are (name, sha256) of all that the engines read, ``digest`` is the sha256 over them. Token limits leave
    out the end mark. ``caution`` is shown on every page made with the model. Languages are written as the tokenizer
    writes them (``arb_Arab``, ``ar``, ``ar_AR``), "" where it knows none. ``prefix`` stands before every source text
    (``>>eng<< ``, ``<2en> ``), ``text_rule`` prepares it (a key of the engines' table). ``decoding`` are (name, value)
    of the search that its makers advise. ``copies_latin``: Latin letters of the source come through unharmed.
    ``latin_output``: no output has Arabic letters, so that no token with one is searched. ``vocabulary``: its tokens
    where they are so many that they take memory, else 0.
    """

    name: str
    folder: Path
    files: tuple[tuple[str, str], ...]
    licence: str
    max_input_tokens: int
    max_output_tokens: int
    caution: str = ""
    task: Task = ""  # "": not known
    architecture: str = "marian"
    source_language: str = ""
    target_language: str = ""
    prefix: str = ""
    text_rule: str = ""
    decoding: tuple[tuple[str, float], ...] = ()
    copies_latin: bool = False
    latin_output: bool = False
    vocabulary: int = 0
    revision: str = ""
    memory_mb: int = 0
    weights: Weights = "safetensors"

    @property
    def digest(self) -> str:
        """One digest for the whole model, in hex."""
        return sha256("".join(f"{digest}  {name}\n" for name, digest in sorted(self.files)).encode()).hexdigest()


def find_model(name: str = "auto", task: Task = "translation") -> Model:
    """The model called ``name``, to be used for ``task``.

    ``name`` is "auto" (the best installed for the task; to translate, there is always the embedded one), a tier, a
    name in models.toml, the id of an installed hub model, or a folder. ModelError: model.missing if there is none,
    model.damaged if a file is missing, model.unsupported if the architecture is not known. The digests of an installed
    model are checked when it is loaded, not here.
    """
    if name == "auto":
        best = best_installed(task)
        if best is None:
            hint = f"{_FETCH} with the name of one"
            raise ModelError("no model for it is installed", code="model.missing", hint=hint, source=task)
        return best
    entry = find_entry(name, task)
    if entry is not None:
        model = _installed(entry)
        if model is None:
            raise ModelError("it is not installed", code="model.missing", hint=f"{_FETCH} {entry.name}", source=name)
        return model
    if _is_folder(name):
        return _folder_model(Path(name), task)
    if is_plain_name(safe_name(name)) and (found := find_installed(safe_name(name), task)) is not None:
        return found
    also = ["auto", "extractive"] if task == "summarization" else ["auto"]
    known = ", ".join([*also, *(entry.name for entry in read_catalogue().values() if entry.task == task)])
    raise ModelError(
        "there is no such model here",
        code="model.missing",
        hint=f"use {known}, a model folder, or an id of the Hugging Face hub that was fetched with {_PULL}",
        source=name,
    )


def best_installed(task: Task) -> Model | None:
    """The first model of the catalogue that does ``task`` and is installed, or None (never so for translation)."""
    entries = (entry for entry in read_catalogue().values() if entry.task == task)
    return next((model for entry in entries if (model := _installed(entry)) is not None), None)


def find_installed(name: str, task: Task = "") -> Model | None:
    """The installed model of that (safe) name, at the revision that the catalogue names if it knows it; or None."""
    entry = read_catalogue().get(name)
    if entry is not None:
        return _installed(entry)
    folder = installed_folder(name)
    return _folder_model(folder, task, read_manifest(folder / MANIFEST)) if folder.is_dir() else None


def installed_names() -> tuple[str, ...]:
    """The names of all models that are installed, whole or damaged, the embedded one too, the catalogue's first."""
    known = [entry.name for entry in read_catalogue().values() if entry.folder or installed_folder(entry.name).is_dir()]
    others = sorted(path.parent.name for path in (cache_folder() / "hub").glob(f"*/{MANIFEST}"))
    return tuple(dict.fromkeys((*known, *filter(is_plain_name, others))))


def require_task(model: Model, task: Task) -> None:
    """Refuse a model that is known to be for another task: ModelError model.unsupported."""
    if model.task not in ("", task):
        raise ModelError(
            f"it is a model for {model.task}, and not for {task}",
            code="model.unsupported",
            hint="see with mujaz models list what each is for",
            source=model.name,
        )


def verify(model: Model, *, weights: bool = True) -> None:
    """Compare every file with its digest: ModelError model.damaged if one is missing or differs.

    ``weights`` False leaves out the weights, which are large: what is left takes milliseconds.
    """
    for name, digest in model.files:
        if not weights and is_weights(name):
            continue
        path = model.folder / name
        found = digest_file(path) if path.is_file() else "no such file"
        if found != digest:
            raise ModelError(
                f"{name} is not the file that was recorded ({found[:12]}, not {digest[:12]})",
                code="model.damaged",
                hint="install the model again",
                source=model.name,
            )


def cache_folder() -> Path:
    """Where models and the translation memory live: ``MUJAZ_CACHE``, or the platform's user cache folder."""
    given = os.environ.get("MUJAZ_CACHE")
    return Path(given) if given else Path(platformdirs.user_cache_dir("mujaz", appauthor=False))


def installed_folder(name: str) -> Path:
    """Where a model of that (safe) name is installed, if it is."""
    return cache_folder() / "hub" / name


def safe_name(hub: str) -> str:
    """A hub id as one file name: ``owner/name`` as ``owner--name``."""
    return hub.replace("/", "--")


def digest_file(path: Path) -> str:
    """The sha256 of a file, in hex. OSError if it cannot be read."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except OSError:  # too long to be a path, or in a folder that may not be read
        return False


def _installed(entry: Entry) -> Model | None:
    """The model of ``entry`` if it is on this machine at the revision that the catalogue names."""
    if entry.folder:
        return _catalogued(entry, PACKAGE / entry.folder, entry.files, entry.revision)
    folder = installed_folder(entry.name)
    if not folder.is_dir():
        return None
    manifest = read_manifest(folder / MANIFEST)
    if entry.revision not in ("", manifest.revision):
        return None  # of an older Mujaz
    return _catalogued(entry, folder, _digests(manifest), manifest.revision)


def _catalogued(entry: Entry, folder: Path, files: tuple[tuple[str, str], ...], revision: str) -> Model:
    sizes = ("max_input_tokens", "max_output_tokens", "memory_mb", "vocabulary")
    same = ("name", "licence", "task", "architecture", "decoding", *sizes)
    conventions = ("source_language", "target_language", "prefix", "text_rule", "copies_latin", "latin_output")
    return Model(
        folder=folder,
        files=files,
        revision=revision,
        weights=read_layout(folder).weights,  # of the files that are here, whatever the entry says of those of the hub
        caution=entry.caution or _unmeasured(entry.name, entry.task),
        **{field: getattr(entry, field) for field in (*same, *conventions)},
    )


def _folder_model(folder: Path, task: Task, manifest: Manifest | None = None) -> Model:
    """A model that the catalogue does not know, by what its files say."""
    layout = read_layout(folder)
    name = manifest.name if manifest else folder.resolve().name
    arabic, english = LANGUAGES.get(layout.architecture, ("", ""))
    return Model(
        name=name,
        folder=folder,
        files=_digests(manifest) if manifest else tuple((n, digest_file(folder / n)) for n in layout.files),
        licence=manifest.licence if manifest else "not stated",
        max_input_tokens=layout.max_input_tokens,
        max_output_tokens=layout.max_output_tokens,
        caution=_unmeasured(name, task),
        task=task,
        architecture=layout.architecture,
        source_language=arabic,
        target_language=arabic if task == "summarization" else english,
        revision=manifest.revision if manifest else "",
        weights=layout.weights,
    )


def _digests(manifest: Manifest) -> tuple[tuple[str, str], ...]:
    return tuple((file.name, file.sha256) for file in manifest.files)


def _unmeasured(name: str, task: Task) -> str:
    done = "Summarised" if task in ("summarization", "direct") else "Translated"
    return f"{done} by {name}, a model that Mujaz has not measured."


if __name__ == "__main__":  # the digests for models.toml
    import sys

    directory = Path(sys.argv[1])
    for item in read_layout(directory).files:
        print(f'"{item}" = "{digest_file(directory / item)}"')  # noqa: T201
