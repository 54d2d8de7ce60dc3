"""The arguments and options that the commands share, each declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class EngineName(StrEnum):
    """The engines that ``--engine`` takes."""

    ct2 = "ct2"
    hf = "hf"
    echo = "echo"


class Severity(StrEnum):
    """The severities that ``--strict`` takes."""

    note = "note"
    warning = "warning"
    error = "error"
    off = "off"


Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders; - reads standard input.")]
To = Annotated[
    Path | None, typer.Option("--to", metavar="FOLDER", help="Where to write. [default: briefing/ beside the input]")
]
Formats = Annotated[
    list[str] | None,
    typer.Option("--format", metavar="NAME", help="html, markdown or jsonl; may be given again. [default: all]"),
]
Summary = Annotated[
    str | None, typer.Option(metavar="METHOD", help="auto, extractive or a model folder. [default: auto]")
]
SummarySentences = Annotated[
    int | None, typer.Option(metavar="N", help="Sentences in a summary, 1 to 10. [default: 3]")
]
SummaryWords = Annotated[
    int | None, typer.Option(metavar="N", help="At most so many Arabic words in a summary. [default: no limit]")
]
EngineOption = Annotated[EngineName | None, typer.Option(help="What runs the model. [default: ct2]")]
ModelOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="auto, a name in models.md, or a model folder. [default: auto]")
]
Strict = Annotated[
    Severity | None, typer.Option(help="End with exit code 3 if there is a finding this severe. [default: off]")
]
Force = Annotated[bool | None, typer.Option("--force", help="Replace files that Mujaz did not write.")]
Offline = Annotated[bool | None, typer.Option("--offline", help="Never touch the network.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Lines = Annotated[bool, typer.Option("--lines", help="One English line for each input line, blank for blank.")]
