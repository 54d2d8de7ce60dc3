"""``mujaz status``: how far the run in a folder is, what failed and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.arguments import Json
from summarizer.command import print_json, told
from summarizer.errors import SET_ASIDE
from summarizer.screen import say_failure

if TYPE_CHECKING:
    from summarizer.status import Status

_MOST_TOLD = 20  # failures; --json has them all


def status_command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder that mujaz brief writes to.")],
    as_json: Json = False,
) -> None:
    """Say how far the run in a briefing's folder is, what failed and why. Also while it is at work."""
    with told():
        from summarizer.status import read_status

        status = read_status(folder)
        if as_json:
            print_json(_to_record(status))
        else:
            for line in _say(status):
                typer.echo(line)


def _to_record(status: Status) -> dict[str, Any]:
    from summarizer.writers.jsonl import to_failure_record

    return {
        "running": status.running,
        "ended": status.ended,
        "articles": {
            "total": status.total,
            "done": status.done,
            "failed": status.failed,
            "set_aside": status.set_aside,
            "waiting": status.waiting,
        },
        "at_work": {
            "articles": status.at_work,
            "sentences": status.sentences,
            "translated": status.translated,
        },
        "made_in_this_run": status.made,
        "per_minute": status.per_minute and round(status.per_minute, 1),
        "seconds_left": status.seconds_left and round(status.seconds_left),
        "failures": [
            to_failure_record(failure) | {"attempts": attempts}
            for failure, attempts in zip(status.failures, status.attempts, strict=True)
        ],
        "failed_since": [to_failure_record(failure) for failure in status.failed_since],
    }


def _say(status: Status) -> Iterator[str]:
    yield _say_state(status)
    before = status.done - status.made
    done = f"{status.done:,} done" + (f" ({before:,} of them before this run)" if before else "")
    others = {"failed": status.failed, "set aside": status.set_aside, "waiting": status.waiting}
    told = [done, *(f"{count:,} {what}" for what, count in others.items() if count)]
    yield f"{status.total:,} input{'' if status.total == 1 else 's'}: {', '.join(told)}"
    if status.at_work:
        articles = f"{status.at_work:,} article{'' if status.at_work == 1 else 's'}"
        yield f"at work on {articles}: {status.translated:,} of {status.sentences:,} sentences translated"
    if status.per_minute:
        left = status.seconds_left if status.running and status.waiting else None
        yield f"{status.per_minute:.1f} articles a minute" + (f", {_say_time(left)} left" if left is not None else "")
    tried = sorted(zip(status.failures, status.attempts, strict=True), key=lambda each: each[0].code in SET_ASIDE)
    for failure, attempts in tried[:_MOST_TOLD]:  # what failed, then what was set aside
        times = f" ({attempts} attempts)" if attempts > 1 else ""
        yield f"{say_failure(failure)}{times}"
    if len(status.failures) > _MOST_TOLD:
        yield f"and {len(status.failures) - _MOST_TOLD:,} more: --json has them all"
    if status.failed_since:
        yield "a later run found no article and changed nothing:"
        yield from map(say_failure, status.failed_since[:_MOST_TOLD])


def _say_state(status: Status) -> str:
    if status.running:
        return "at work"
    if status.ended:
        return "finished"
    if not status.done and not status.waiting:
        return "finished without a briefing: no input became an article"
    return "broken off: mujaz brief goes on from there"


def _say_time(seconds: float) -> str:
    minutes = round(seconds / 60)
    if not minutes:
        return "less than a minute"
    return f"about {minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"about {minutes} min"
