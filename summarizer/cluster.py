"""Many machines: the same line on a Ray cluster, ``mujaz brief INPUT --cluster ADDRESS``.

    plan      files that hold many articles are a shard each, single files go together, some hundred to a shard
    brief     one worker for each core or GPU takes shard after shard                       cluster_articles
    tell      the stories of all articles                                                   cluster_stories

Input and output lie on storage that every machine sees under the same path. All that is written is written whole, under
a name that follows from the input: so a run that is killed, or loses machines, is gone on with by starting it again.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from summarizer.cluster_articles import ArticleWorker, Shard, is_window
from summarizer.cluster_stories import find_stories
from summarizer.errors import EngineError, OptionsError, ReadError, WriteError
from summarizer.journal import JOURNAL, take_lock
from summarizer.options import Options
from summarizer.passing import Watcher
from summarizer.types import Signature
from summarizer.walk import find_files, may_hold_many
from summarizer.writers.files import LIST, STAGING, check_folder, claim, put_file
from summarizer.writers.page_names import PageNames

_SHARD_FILES = 500  # single files in a shard: an hour of one core with the embedded model
_ARTICLES, _STORIES, _MANIFEST = "articles", "stories", "run.json"  # what stands in the folder of results
# Unless it is "0", Ray reports its use to its makers, and Ray Data asks http://localhost:9090 for metrics every 10 s.
_TELEMETRY = "RAY_USAGE_STATS_ENABLED"
# Options that say what a briefing for readers looks like, or that a cluster has no use for.
_FOREIGN = ("since", "retry_failed", "force", "workers", "threads", "strict", "formats", "page_language")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterReport:
    """What a run on a cluster came to.

    ``done``, ``failed`` and ``set_aside`` count all articles of the input; ``kept`` are those of them that an earlier
    run had finished. ``stories`` counts stories, ``workers`` the cores or GPUs that were asked.
    """

    done: int
    failed: int
    set_aside: int
    kept: int
    stories: int
    workers: int
    signature: Signature


def brief_on_cluster(
    paths: Sequence[Path], options: Options, folder: Path, address: str, watcher: Watcher | None = None
) -> ClusterReport:
    """Brief all articles at and under ``paths`` on the Ray cluster at ``address``; ``local`` starts one here.

    ``folder`` gets ``articles/`` (Parquet, a row for each article), ``stories/`` (JSON lines) and ``run.json``. Of
    ``watcher`` only ``progress`` is called, with finished articles.
    OptionsError ``cluster.options``, ``options.value`` for input that lies among the results; EngineError
    ``cluster.missing`` without Ray, ``cluster.unreachable``, ``cluster.failed``, ``cluster.differs`` if not all
    machines have the same model and code; ReadError ``read.nothing``; WriteError ``write.exists`` if something else
    than such results stands in the folder, ``write.failed``; SummarizerError ``journal.busy``.
    """
    _refuse_foreign(options)
    _refuse_results(paths, folder)
    check_folder(folder)
    _refuse_taken(folder)
    shards = list(_plan(paths, options))
    if not shards:
        raise ReadError("there is no article in it", code="read.nothing", hint="Give a file", source=str(paths[0]))
    articles, stories = folder.absolute() / _ARTICLES, folder.absolute() / _STORIES
    with _connected(address) as cluster, _held(folder):
        for part in (articles, stories):
            part.mkdir(exist_ok=True)
        counts, signature = _brief(shards, options, articles, cluster, watcher or Watcher())
        windows = _tidy(articles, shards)
        told = find_stories(windows, stories, signature) if windows else 0
        manifest = {**counts, "stories": told, "shards": len(shards), "signature": dict(signature)}
        put_file(folder / _MANIFEST, f"{json.dumps(manifest, ensure_ascii=False, indent=1)}\n".encode())
    return ClusterReport(**counts, stories=told, workers=cluster.workers(options.device), signature=signature)


def _refuse_foreign(options: Options) -> None:
    unasked = Options()
    given = [name for name in _FOREIGN if getattr(options, name) != getattr(unasked, name)]
    if given:
        hint = "Leave it out, or brief a part without --cluster"
        raise OptionsError("it cannot be had on a cluster", code="cluster.options", hint=hint, source=given[0])


def _refuse_results(paths: Sequence[Path], folder: Path) -> None:
    """OptionsError for input that lies where the results go."""
    results = [(folder / part).resolve() for part in (_ARTICLES, _STORIES)]
    for path in paths:
        if any(path.resolve().is_relative_to(part) for part in results):
            hint = "Give another folder to --to"
            raise OptionsError("the results would go there", code="options.value", hint=hint, source=str(path))


def _refuse_taken(folder: Path) -> None:
    """WriteError for a folder with a plain briefing, or with files of these names that Mujaz did not write."""
    is_marked = (folder / LIST).exists()
    names = (JOURNAL,) if is_marked else (_ARTICLES, _STORIES, _MANIFEST)
    if any((folder / name).exists() for name in names) or (is_marked and claim(folder, force=False)):
        fault, hint = "something else than results of a cluster stands in it", "Choose another folder with --to"
        raise WriteError(fault, code="write.exists", hint=hint, source=str(folder))


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """The folder, marked so that it is never taken for input, in which no other run writes meanwhile."""
    claim(folder, force=False)
    lock = take_lock(folder)
    try:
        yield
    finally:
        lock.release()


def _plan(paths: Sequence[Path], options: Options) -> Iterator[Shard]:
    """The shards of the input, each with a folder of its own."""
    names, single, bundles = PageNames(), [], 0
    for item in find_files(paths):
        if may_hold_many(item, fetch=options.fetch):
            yield Shard(folder=names.name(item.name).removesuffix(".html"), inputs=(item,))
            continue
        single.append(item)
        if len(single) == _SHARD_FILES:
            yield Shard(folder=names.name(f"files/{bundles:05}").removesuffix(".html"), inputs=tuple(single))
            single, bundles = [], bundles + 1
    if single:
        yield Shard(folder=names.name(f"files/{bundles:05}").removesuffix(".html"), inputs=tuple(single))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cluster:
    cores: int
    gpus: int

    def workers(self, device: str) -> int:
        """One for each GPU where they are used, else one for each core."""
        return self.gpus if self.on_gpu(device) else self.cores

    def on_gpu(self, device: str) -> bool:
        """Whether the workers use GPUs."""
        return device == "cuda" or (device == "auto" and self.gpus > 0)


@contextmanager
def _connected(address: str) -> Iterator[_Cluster]:
    """The cluster at ``address`` for as long as it is used. EngineError."""
    if find_spec("ray") is None:
        hint = "Install it on every machine: pip install -r requirements-cluster.txt"
        raise EngineError("Ray is not installed", code="cluster.missing", hint=hint, source=address)
    os.environ.setdefault(_TELEMETRY, "0")  # who wants it on has set it already
    import ray
    from ray.data import DataContext
    from ray.exceptions import RayError

    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, RayError, ValueError, RuntimeError) as error:
        hint = "Start it with: ray start --head, and give the address that this prints, or local"
        raise EngineError(str(error), code="cluster.unreachable", hint=hint, source=address) from error
    try:
        DataContext.get_current().enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        have = ray.cluster_resources()  # type: ignore[no-untyped-call]
        yield _Cluster(cores=max(1, int(have.get("CPU", 0))), gpus=int(have.get("GPU", 0)))
    except RayError as error:
        hint = "Start the run again: it goes on where it stopped"
        raise EngineError(_last_line(error), code="cluster.failed", hint=hint, source=address) from error
    finally:
        ray.shutdown()


def _last_line(error: Exception) -> str:
    return str(error).strip().rsplit("\n", 1)[-1]


def _brief(
    shards: Sequence[Shard], options: Options, folder: Path, cluster: _Cluster, watcher: Watcher
) -> tuple[dict[str, int], Signature]:
    """Have all shards briefed: the counts of ``ClusterReport``, and the signature that all workers share."""
    import ray
    from ray.data import ActorPoolStrategy

    workers, on_gpu = cluster.workers(options.device), cluster.on_gpu(options.device)
    source = ray.data.from_items([{"shard": shard} for shard in shards], override_num_blocks=len(shards))
    done = source.map_batches(
        ArticleWorker,
        fn_constructor_args=(replace(options, threads=1), str(folder)),
        batch_size=1,
        # All workers load the model at once; none has a shard in store that another could be at work on.
        compute=ActorPoolStrategy(min_size=1, max_size=workers, initial_size=workers, max_tasks_in_flight_per_actor=1),
        num_cpus=None if on_gpu else 1,
        num_gpus=1 if on_gpu else None,
    )
    return _count(done.iter_rows(), folder, watcher)


def _count(done: Iterable[dict[str, Any]], folder: Path, watcher: Watcher) -> tuple[dict[str, int], Signature]:
    """The sum of what the workers report of the shards, as they come; EngineError as soon as two of them differ."""
    counts: Counter[str] = Counter(done=0, failed=0, set_aside=0, kept=0)
    signatures = set()
    for row in done:
        signatures.add(row.pop("signature"))
        if len(signatures) > 1:
            fault = "the machines differ in code or model"
            hint = "Install the same version and the same models on all of them, and start again"
            raise EngineError(fault, code="cluster.differs", hint=hint, source=str(folder))
        counts.update({name: int(count) for name, count in row.items()})
        watcher.progress(int(row["done"] + row["failed"] + row["set_aside"]))
    (signature,) = signatures
    return dict(counts), tuple((name, value) for name, value in json.loads(signature))


def _tidy(folder: Path, shards: Sequence[Shard]) -> list[Path]:
    """The windows of these shards, in order; those of input that is gone, and what killed workers left, are removed."""
    for left in list(folder.rglob(f"{STAGING}-*")):
        shutil.rmtree(left)
    known = {folder / shard.folder for shard in shards}
    windows = sorted(path for path in folder.rglob("*.parquet") if path.is_file())  # shards may be called so too
    for path in windows:
        if path.parent not in known and is_window(path):
            path.unlink()
    return [path for path in windows if path.parent in known]
