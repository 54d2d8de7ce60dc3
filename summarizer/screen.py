"""What a person at a terminal sees while a command runs. All of it goes to stderr.

On a terminal a rich progress bar: how many of the inputs are done where that is known, then of the sentences read so
far those that are translated, and the time for the rest of these. Elsewhere (logs, cron, CI) plain lines.
"""

from __future__ import annotations

import shlex
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from summarizer.errors import SET_ASIDE
from summarizer.types import SEVERITIES, Brief, Failure, Finding

if TYPE_CHECKING:
    from rich.progress import Progress


class Screen:
    """The stderr of one command. Use it in a ``with``."""

    def __init__(self) -> None:
        """A screen with nothing on it."""
        self._progress: Progress | None = None
        self._done = self._total = self._told = self._kept = 0
        self._inputs = ""  # how many are done, in words
        self._failed_before = [0, 0]  # inputs: those that failed, those set aside

    def note(self, message: str) -> None:
        """One line of information, shown on a terminal only: a log does not need it."""
        if sys.stderr.isatty():
            self.error(message)

    def error(self, message: str) -> None:
        """One line, whatever happens."""
        if self._progress is not None:
            self._progress.console.print(message, markup=False, highlight=False, soft_wrap=True)
        else:
            sys.stderr.write(f"{message}\n")
            sys.stderr.flush()

    def kept(self, articles: int) -> None:
        """So many more articles are as an earlier run left them; the last line tells how many in all."""
        self._kept += articles

    def failed(self, failure: Failure) -> None:
        """An input that could not be read, told at once."""
        self.error(say_failure(failure))

    def failed_before(self, failure: Failure) -> None:
        """An input that an earlier run told of, and that was not tried again; all of them become one line."""
        self._failed_before[failure.code in SET_ASIDE] += 1

    def tell_failed_before(self, folder: str) -> None:
        """That line, if there is anything to tell: how many these are, and where they are listed."""
        failed, set_aside = self._failed_before
        told = [f"{failed} failed"] * bool(failed) + [f"{set_aside} set aside"] * bool(set_aside)
        if told:
            again = "; --retry-failed tries them again" if failed else ""
            listed = f"mujaz status {shlex.quote(folder)} lists them"
            self.error(f"As before: {', '.join(told)}. {listed}{again}.")

    def inputs(self, done: int, total: int) -> None:
        """So many of all inputs are done by now: finished, failed or set aside."""
        self._inputs = f"{done:,} of {total:,} inputs done"
        if self._progress is not None:
            self._progress.update(self._progress.task_ids[0], description=self._describe())

    def window(self, articles: int, sentences: int) -> None:
        """So many more articles were read and are now being translated."""
        self._total += sentences
        if sys.stderr.isatty():
            self._bar().update(self._bar().task_ids[0], total=self._total)
        else:
            read = f"{_say(articles, 'article')} read; {_say(sentences, 'sentence')} to translate, summaries included."
            self.error(read + (f" {self._inputs}." if self._inputs else ""))

    def done(self, sentences: int) -> None:
        """So many more sentences are done."""
        self._done += sentences
        if self._progress is not None:
            self._progress.update(self._progress.task_ids[0], completed=self._done)
        elif self._total and self._done * 10 // self._total > self._told:  # a plain line every tenth
            self._told = self._done * 10 // self._total
            self.error(f"{self._done} of {self._total} sentences translated.")

    def findings(self, brief: Brief) -> None:
        """Every finding of a run whose output has no place for them."""
        for article in brief.articles:
            for finding in article.findings:
                part = ", summary" if finding.about == "summary" else ""
                place = part if finding.where is None else f"{part or ','} sentence {finding.where + 1}"
                self.error(f"{article.document.article.source.name}{place}: {_said(finding)}")

    def line_findings(self, findings: Sequence[Finding], worst: str | None) -> str | None:
        """The findings of one line (their ``where`` is the line's index); the worst severity so far."""
        for finding in findings:
            self.error(f"line {(finding.where or 0) + 1}: {_said(finding)}")
            if worst is None or SEVERITIES.index(finding.severity) > SEVERITIES.index(worst):
                worst = finding.severity
        return worst

    def counts(self, brief: Brief, tally: Mapping[str, int]) -> None:
        """The last line: what was done and how much of it is in doubt; ``tally`` is that of the brief."""
        doubts = ", ".join(_say(tally[s], s) for s in reversed(SEVERITIES) if tally[s])
        set_aside = sum(failure.code in SET_ASIDE for failure in brief.failures)
        failed = len(brief.failures) - set_aside
        self.error(
            f"{_say(len(brief.articles), 'article')} done"
            + (f" ({self._kept} unchanged since the last run)" if self._kept else "")
            + (f", {failed} failed" if failed else "")
            + (f", {set_aside} set aside" if set_aside else "")
            + f"; findings: {doubts or 'none'}."
        )

    @staticmethod
    def tally(brief: Brief) -> dict[str, int]:
        """The number of findings of each severity; reads all articles."""
        found = Counter(finding.severity for finding in brief.findings)
        for article in brief.articles:
            found.update(finding.severity for finding in article.findings)
        return {severity: found[severity] for severity in SEVERITIES}

    @staticmethod
    def reaches(severity: str | None, strict: str) -> bool:
        """Whether ``severity`` is at or above ``strict`` ("" is above all)."""
        names: tuple[str, ...] = SEVERITIES
        return bool(severity and strict) and names.index(str(severity)) >= names.index(strict)

    def close(self) -> None:
        """Take the bar away, if there is one, and give the terminal its cursor back."""
        if self._progress is not None:
            self._progress.stop()

    def __enter__(self) -> Screen:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _bar(self) -> Progress:
        if self._progress is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
            self._progress.add_task(self._describe(), total=None)
            self._progress.start()
        return self._progress

    def _describe(self) -> str:
        return f"{self._inputs}; sentences" if self._inputs else "Translating"


def say_failure(failure: Failure) -> str:
    """Which input failed, why, and the code, on one line."""
    return f"{failure.source}: {failure.message.rstrip('.')}. [{failure.code}]"


def _said(finding: Finding) -> str:
    return f"{finding.severity}: {finding.message} [{finding.code}]"


def _say(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
