"""The rules of the house, as tests (docs/architecture.md)."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.errors import ERRORS
from summarizer.findings import FINDINGS

PACKAGE = Path(__file__).parents[2] / "summarizer"
MODULES = sorted(PACKAGE.rglob("*.py"))
EDGES = {"arguments.py", "cli.py", "command.py", "screen.py", "ui.py", "__main__.py"}
EDGES |= {path.name for path in MODULES if path.name.endswith("_command.py")}
EDGES |= {path.name for path in MODULES if path.name.startswith("cluster_") or path.name == "cluster.py"}
EDGES |= {path.name for path in MODULES if path.parent.name == "web"}
COMMANDS = {"cli.py", "brief_command.py", "eval_command.py"}  # a command declares all of its options
STAGES = {"clean", "split", "summarize", "translate", "check", "brief"}
SCREENS = {"gradio", "typer", "rich", "ray"}
MAX_MODULE, MAX_FUNCTION, MAX_PARAMETERS = 300, 60, 6


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_MODULE
    for function in functions(path):
        assert (function.end_lineno or 0) - function.lineno + 1 <= MAX_FUNCTION, function.name


@pytest.mark.parametrize("path", [m for m in MODULES if m.name not in COMMANDS], ids=name_of)
def test_functions_take_few_parameters(path: Path) -> None:
    for function in functions(path):
        given = function.args.posonlyargs + function.args.args + function.args.kwonlyargs
        assert len([a for a in given if a.arg not in ("self", "cls")]) <= MAX_PARAMETERS, function.name


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_no_stage_imports_another(stage: str) -> None:
    others = {f"summarizer.{other}" for other in STAGES - {stage}}
    assert not others & imports(PACKAGE / f"{stage}.py")


@pytest.mark.parametrize("path", [m for m in MODULES if m.name not in EDGES], ids=name_of)
def test_the_core_knows_no_screen(path: Path) -> None:
    assert not {module.split(".")[0] for module in imports(path)} & SCREENS
    calls = [ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    main_guarded = path.name == "catalogue.py"  # its __main__ prints the digests for models.toml
    assert "sys.exit" not in calls
    assert main_guarded or "print" not in calls


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_broad_except_stands_in_two_places_only(path: Path) -> None:
    broad = [
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
    ]
    assert len(broad) <= (1 if path.name in ("each.py", "runner.py") else 0)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_public_names_are_sorted(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            names = ast.literal_eval(node.value)
            assert names == sorted(names, key=lambda n: (not n.isupper(), not n[0].isupper(), n))


@pytest.mark.parametrize("module", ["summarizer", "summarizer.cli"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    heavy = {"torch", "transformers", "gradio", "ray", "ctranslate2", "trafilatura"}
    code = f"import sys, {module}; print(*(set(sys.modules) & {heavy!r}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    assert run.stdout.split() == []


def test_every_error_code_is_used_and_every_used_code_is_known() -> None:
    nodes = [node for path in MODULES if path.name != "errors.py" for node in ast.walk(tree(path))]
    literals = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert set(ERRORS) <= literals
    given = {
        node.value.value
        for node in nodes
        if isinstance(node, ast.keyword) and node.arg == "code" and isinstance(node.value, ast.Constant)
    }
    assert given <= set(ERRORS)


def test_every_finding_code_is_used() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in MODULES if path.name != "findings.py")
    assert {code for code in FINDINGS if f'"{code}"' not in source} == set()


def test_no_tracked_text_names_the_workplace() -> None:
    root = PACKAGE.parent
    tracked = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    texts = [root / name for name in tracked if name.endswith((".py", ".md", ".toml", ".txt", ".json", "Makefile"))]
    naming = [
        p.name for p in texts if p.exists() and "../" + "shared" in p.read_text(encoding="utf-8", errors="replace")
    ]
    assert naming == []
