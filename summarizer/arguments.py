"""The arguments and options that the commands share, each declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders; - reads standard input.")]
To = Annotated[
    Path | None, typer.Option("--to", metavar="FOLDER", help="Where to write. [default: briefing/ beside the input]")
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help="html, markdown, docx, jsonl, csv or xlsx; may be given again. [default: all but xlsx]",
    ),
]
PageLanguageOption = Annotated[
    str | None,
    typer.Option(
        "--page-language", metavar="[en|ar]", help="The page's own words; ar is for readers of Arabic. [default: en]"
    ),
]
Summary = Annotated[
    str | None,
    typer.Option(metavar="METHOD", help="auto, extractive, a name in models.md or a model folder. [default: auto]"),
]
SummarySentences = Annotated[
    int | None, typer.Option(metavar="N", help="Sentences in a summary, 1 to 10. [default: 3]")
]
SummaryWords = Annotated[
    int | None, typer.Option(metavar="N", help="At most so many words in a summary. [default: no limit]")
]
SummaryRoute = Annotated[
    str | None,
    typer.Option(
        metavar="[translate|direct]",
        help="direct: a model writes English from the Arabic article. [default: translate]",
    ),
]
StrictSummary = Annotated[
    bool | None,
    typer.Option(
        "--strict-summary/--no-strict-summary",
        help="Replace what a model wrote and the article does not bear out. [default: yes]",
    ),
]
EngineOption = Annotated[str | None, typer.Option(metavar="[ct2|hf|echo]", help="What runs the model. [default: ct2]")]
ModelOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="auto, a name in models.md, or a model folder. [default: auto]")
]
Device = Annotated[
    str | None, typer.Option(metavar="NAME", help="auto, cpu or cuda. [default: auto: cuda if there is one]")
]
ComputeType = Annotated[
    str | None,
    typer.Option(metavar="FORMAT", help="auto, int8, int8_float16, bfloat16, float16 or float32. [default: auto]"),
]
Threads = Annotated[int | None, typer.Option(metavar="N", help="Batches side by side. [default: one for each core]")]
Workers = Annotated[
    int | None, typer.Option(metavar="N", help="Processes that read and prepare articles. [default: 0, a thread]")
]
Glossary = Annotated[
    str | None, typer.Option(metavar="FILE", help="Your own names and terms: a CSV file of Arabic, English, note.")
]
Strict = Annotated[
    str | None,
    typer.Option(
        metavar="[note|warning|error|off]",
        help="End with exit code 3 if there is a finding this severe. [default: off]",
    ),
]
Since = Annotated[str | None, typer.Option(metavar="FOLDER", help="Say what is new since the briefing in this folder.")]
RetryFailed = Annotated[
    bool | None, typer.Option("--retry-failed", help="Try the inputs again that failed and have not changed.")
]
Force = Annotated[bool | None, typer.Option("--force", help="Replace files that Mujaz did not write.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column", metavar="ROLE=NAME", help="A table's column for text, title, date, url or id. [default: by name]"
    ),
]
Fetch = Annotated[bool | None, typer.Option("--fetch", help="Fetch the pages of lists of web addresses.")]
Ocr = Annotated[
    bool | None, typer.Option("--ocr", help="Read pages of PDFs that are pictures, with many wrong numbers.")
]
Offline = Annotated[bool | None, typer.Option("--offline", help="Never touch the network.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Lines = Annotated[bool, typer.Option("--lines", help="One English line for each input line, blank for blank.")]
Watch = Annotated[bool, typer.Option("--watch", help="Go on: brief what arrives in the folders, until Ctrl-C.")]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Do it on this Ray cluster; local starts one here. Writes records, no pages."),
]
