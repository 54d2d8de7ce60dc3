"""Fetch a model from the Hugging Face hub: the needed files of one commit, each verified, all or none installed.

Only this module calls out, and only when the user asks for it by name (``mujaz models pull``).
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.catalogue import Model, cache_folder, digest_file, find_installed, find_model, safe_name
from summarizer.entries import Task, find_entry
from summarizer.errors import ModelError
from summarizer.installation import (
    NOT_STATED,
    Ask,
    alone,
    disk_faults,
    install,
    known_manifest,
    require_consent,
    require_space,
)
from summarizer.manifest import Manifest, ModelFile, is_plain_name
from summarizer.model_layout import choose_files, read_architecture

Progress = Callable[[int, int], None]  # (bytes that are here, bytes of all files)

_TIMEOUT = 20.0  # seconds without an answer to the first question; a slow line may take 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What to fetch. ``revision`` is a commit, a branch, or "" for the newest; ``licence`` "" where the hub says it."""

    name: str
    hub: str
    revision: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listing:
    """A commit of a repository: its hash, its licence, its needed files as (name, bytes, sha256 or "")."""

    commit: str
    licence: str
    files: tuple[tuple[str, int, str], ...]

    @property
    def size(self) -> int:
        return sum(size for _, size, _ in self.files)


def pull(name: str, *, task: Task = "translation", ask: Ask, progress: Progress) -> Model:
    """The model called ``name``, fetched if it is not here yet.

    ``name`` is a name of the catalogue, a tier for ``task``, or ``owner/name`` with ``@revision`` or without. A
    transfer that broke off is taken up where it stopped. ModelError: model.network, model.space, model.gated,
    model.not_found, model.digest, model.licence, model.unsupported; WriteError write.failed.
    """
    entry = find_entry(name, task)
    if entry is not None and entry.folder:
        return find_model(entry.name)
    if entry is not None:
        wanted = _Wanted(name=entry.name, hub=entry.hub, revision=entry.revision, licence=entry.licence)
    else:
        wanted = _uncatalogued(name)
    with alone(wanted.name):
        model = find_installed(wanted.name, task)
        if model is not None and wanted.revision in ("", model.revision):
            return model
        listing = _list(wanted)
        require_consent(wanted.name, listing.licence, ask)
        folder = cache_folder() / "hub" / ".partial" / f"{wanted.name}-{listing.commit[:12]}"
        with disk_faults(wanted.name):
            for old in folder.parent.glob(f"{wanted.name}-{'[0-9a-f]' * 12}"):
                if old != folder:  # of another commit: nobody will go on with it
                    shutil.rmtree(old)
            folder.mkdir(parents=True, exist_ok=True)
        here = sum(path.stat().st_size for path in folder.iterdir())
        # Half as much again for the conversion: int8 is half of float16 weights, a quarter of float32 ones.
        require_space(listing.size * 3 // 2 - here, wanted.name)
        _fetch_all(wanted, listing, folder, progress)
        files = tuple(_verified(folder / file, size, digest, wanted.name) for file, size, digest in listing.files)
        manifest = Manifest(
            name=wanted.name, hub=wanted.hub, revision=listing.commit, licence=listing.licence, files=files
        )
        return install(folder, manifest, task)


def _uncatalogued(name: str) -> _Wanted:
    hub, _, revision = name.partition("@")
    if hub.count("/") != 1 or not is_plain_name(safe_name(hub)):
        raise ModelError(
            "the catalogue has no such model",
            code="model.not_found",
            hint="give a name of mujaz models list, or an id of the Hugging Face hub (owner/name)",
            source=name,
        )
    return _Wanted(name=safe_name(hub), hub=hub, revision=revision, licence="")


@contextmanager
def _hub_faults(hub: str) -> Iterator[None]:
    """Give the faults of the hub and of the way there their codes, each with its remedy."""
    import httpx2
    from huggingface_hub import errors

    def fault(message: str, code: str, hint: str) -> ModelError:
        return ModelError(message, code=code, hint=hint, source=hub)

    try:
        yield
    except errors.OfflineModeIsEnabled as error:
        raise fault("HF_HUB_OFFLINE forbids calling out", "model.network", "unset it to pull a model") from error
    except errors.GatedRepoError as error:
        terms = f"accept its terms at https://huggingface.co/{hub}, log in with hf auth login, and pull it again"
        raise fault("its owners give it only to those they know", "model.gated", terms) from error
    except (errors.RepositoryNotFoundError, errors.RevisionNotFoundError, errors.EntryNotFoundError) as error:
        what = "revision" if isinstance(error, errors.RevisionNotFoundError) else "model"
        raise fault(f"the hub has no such {what}", "model.not_found", "check the name; some are private") from error
    except errors.HFValidationError as error:
        raise fault(f"it cannot be an id of the hub ({error})", "model.not_found", "give owner/name") from error
    except errors.HfHubHTTPError as error:
        said = f"the hub answered {error.response.status_code}"
        raise fault(said, "model.network", "try again later") from error
    except httpx2.HTTPError as error:
        said = f"the hub cannot be reached ({error or type(error).__name__})"
        raise fault(
            said, "model.network", "check the connection; on a machine without one, see mujaz models unpack"
        ) from error
    except OSError as error:
        if error.errno is not None:
            raise
        # http_get's own: fewer or more bytes than were announced
        raise fault("the transfer broke off", "model.network", "pull again; it goes on where it stopped") from error


def _list(wanted: _Wanted) -> _Listing:
    """The needed files of the commit that is wanted: the one fetched before where no revision is given."""
    from huggingface_hub import HfApi

    known = known_manifest(wanted.name)
    revision = wanted.revision or (known.revision if known else "main")
    with _hub_faults(wanted.hub):
        info = HfApi().model_info(wanted.hub, revision=revision, files_metadata=True, timeout=_TIMEOUT)
    listed = {item.rfilename: item for item in info.siblings or ()}
    said = getattr(info.card_data, "license", None) or NOT_STATED
    files = []
    for name in choose_files(list(listed)):
        lfs = listed[name].lfs
        files.append((name, int(listed[name].size or 0), lfs.sha256 if lfs else ""))
    return _Listing(commit=str(info.sha), licence=wanted.licence or str(said), files=tuple(files))


def _fetch_all(wanted: _Wanted, listing: _Listing, folder: Path, progress: Progress) -> None:
    """Fetch what is not here yet, the configuration first: a model of unknown kind is refused before its weights."""
    names = [name for name, _, _ in listing.files]
    configuration = [file for file in listing.files if file[0].endswith("config.json")]
    others = [file for file in listing.files if file not in configuration]
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        progress(done, listing.size)

    for some in (configuration, others):
        for name, size, _ in some:
            if (folder / name).is_file():
                count(size)
                continue
            with disk_faults(wanted.name), _hub_faults(wanted.hub):
                _fetch(wanted.hub, listing.commit, folder / name, size, count)
        read_architecture(folder, names)


def _fetch(hub: str, commit: str, path: Path, size: int, count: Callable[[int], None]) -> None:
    """Fetch one file, going on where a ``.part`` of it ends.

    ``hf_hub_download`` would begin again: since version 2 it keeps nothing of a transfer that broke off, and weights
    have gigabytes. Its own ``http_get`` resumes, retries, and compares the size.
    """
    from huggingface_hub import hf_hub_url
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]  # documented all the same

    class Counter:
        """What ``http_get`` takes for a progress bar."""

        def __init__(self, *, initial: int = 0, **_: Any) -> None:
            count(initial)

        def update(self, more: float | None = 1) -> None:
            count(int(more or 0))

        def __enter__(self) -> Counter:
            return self

        def __exit__(self, *_: object) -> None:
            return None

    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # a retry is no news: the bar stands still
    part = path.with_name(path.name + ".part")
    if part.is_file() and part.stat().st_size > size:
        part.unlink()
    with part.open("ab") as file:
        http_get(
            hf_hub_url(hub, path.name, revision=commit),
            file,
            resume_size=file.tell(),
            headers=build_hf_headers(),
            expected_size=size,
            tqdm_class=Counter,
        )
    part.rename(path)


def _verified(path: Path, size: int, announced: str, source: str) -> ModelFile:
    """The record of a fetched file. ModelError model.digest, and the file is gone, if the hub announced another one."""
    digest = digest_file(path)
    if announced not in ("", digest):
        path.unlink()
        raise ModelError(
            f"{path.name} is not the file that the hub announced ({digest[:12]}, not {announced[:12]})",
            code="model.digest",
            hint="pull it again",
            source=source,
        )
    return ModelFile(name=path.name, sha256=digest, size=size)
