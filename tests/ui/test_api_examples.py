"""The examples of docs/web.md run as they stand there, on a server of the test's own."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.ui.serving import Server

PAGE = (ROOT / "docs" / "web.md").read_text(encoding="utf-8")
DOCUMENTED = "http://127.0.0.1:7860"
EXAMPLES = re.findall(r"(?ms)^```(python|bash)\n(.*?)^```$", PAGE)
ENDPOINTS = {"extract", "brief_article", "brief_files", "job", "cancel", "resume", "result"}
ENDPOINTS |= {"samples", "models", "pull_model"}
PROVES = {  # what the output of each example must hold
    "python": (
        r"/jobs/[\w-]{22}/files/briefing\.md\n$",
        r"(waiting|running|cancelling|cancelled|done)\n\['000_457.*\n.*'mujaz-ar-en'",
    ),
    "bash": (r'"finished":true', r'(?s)"id":"[\w-]{22}".*"status":"ok".*"openapi":"3'),
}


def run(kind: str, code: str, server: Server) -> str:
    command = [sys.executable, "-c", code] if kind == "python" else ["bash", "-euo", "pipefail", "-c", code]
    run = subprocess.run(command, cwd=ROOT, env={**os.environ}, capture_output=True, text=True, timeout=240)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_does_what_it_says(server: Server, number: int) -> None:
    kind, code = EXAMPLES[number]
    assert DOCUMENTED in code
    output = run(kind, code.replace(DOCUMENTED, server.address), server)
    before = [k for k, _ in EXAMPLES[:number]].count(kind)
    assert re.search(PROVES[kind][before], output), output


def test_every_endpoint_is_in_an_example_or_in_the_table_and_none_else_is_public(server: Server) -> None:
    from gradio_client import Client

    told = Client(server.address, verbose=False).view_api(print_info=False, return_format="dict")
    assert {name.strip("/") for name in told["named_endpoints"]} == ENDPOINTS
    assert {name for name in ENDPOINTS if f"`/{name}`" in PAGE} == ENDPOINTS


def test_every_limit_is_documented() -> None:
    from dataclasses import fields

    from summarizer.web.jobs import Limits

    for limit in fields(Limits):
        assert f"| `MUJAZ_WEB_{limit.name.upper()}` | {limit.default} |" in PAGE
