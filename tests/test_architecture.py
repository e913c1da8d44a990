"""The shape of the package: imports go downward, libraries have one home, modules stay small."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOMS = (
    "errors", "strict_yaml", "version", "model", "settings", "names", "fields", "sources", "store",
    "match", "index", "counterparties", "screening", "engines", "ownership", "decisions", "gate",
    "record", "report", "evidence", "review", "api", "cli",
)  # fmt: skip
"""Lowest first: a room may import from those before it."""

HOMES = {
    "pandas": {"counterparties", "api"},
    "openpyxl": {"counterparties", "sources"},
    "rich": {"report", "review", "cli"},
    "textual": {"review"},
    "typer": {"cli"},
    "rapidfuzz": {"match", "index"},
    "scipy": {"index"},
    "numba": {"index"},
    "anyascii": {"names", "sources"},
    "stdnum": {"fields"},
    "platformdirs": {"cli"},
    "httpx": {"store"},
    "jinja2": {"report"},
    "xlsxwriter": {"report"},
    "pyarrow": {"counterparties", "report", "engines"},
    "pyspark": {"engines"},
}


def modules(repository: Path) -> list[Path]:
    """All modules of the package but its own ``__init__``."""
    package = repository / "sanctionscreen"
    return sorted(p for p in package.rglob("*.py") if p != package / "__init__.py")


def room(repository: Path, path: Path) -> str:
    """The room that a module is in."""
    return path.relative_to(repository / "sanctionscreen").parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every imported module with its line, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def test_imports_go_downward(repository: Path) -> None:
    """No room imports from one above it."""
    wrong, seen = [], 0
    for path in modules(repository):
        rank = ROOMS.index(room(repository, path))
        for line, name in imports(path):
            parts = name.split(".")
            if parts[0] == "sanctionscreen" and len(parts) > 1:
                seen += 1
                if ROOMS.index(parts[1]) > rank:
                    wrong.append(f"{path.relative_to(repository)}:{line} imports {name}")
    assert seen > 200
    assert wrong == []


def test_libraries_have_one_home(repository: Path) -> None:
    """Each heavy or replaceable library is used in its own room only."""
    wrong = [
        f"{path.relative_to(repository)}:{line} imports {name}"
        for path in modules(repository)
        for line, name in imports(path)
        if room(repository, path) not in HOMES.get(name.split(".")[0], {room(repository, path)})
    ]
    assert wrong == []


def test_environment_and_clock_are_read_in_the_command_line_only(repository: Path) -> None:
    """Below ``cli`` nothing depends on the machine's environment or the time of day."""
    words = ("os.environ", "getenv", "datetime.now", "date.today", " time.time()")
    wrong = [
        f"{path.relative_to(repository)}: {word}"
        for path in modules(repository)
        if room(repository, path) != "cli"
        for word in words
        if word in path.read_text("utf-8")
    ]
    assert wrong == []


def test_modules_stay_small(repository: Path) -> None:
    """No module is longer than 300 lines, and each begins with a docstring."""
    for path in modules(repository):
        text = path.read_text("utf-8")
        assert text.count("\n") <= 300, path
        assert ast.get_docstring(ast.parse(text)), path


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_hash_seed_changes_no_byte(repository: Path, tmp_path: Path, seed: str) -> None:
    """The same file gives the same CSV and JSON Lines under any hash seed."""
    outputs = []
    for each in ("7", seed):
        folder = tmp_path / each
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-m", "sanctionscreen.cli", "check",
             str(repository / "examples" / "counterparties.csv"), "--quiet",
             "--output", str(folder / "hits.csv"), "--output", str(folder / "hits.jsonl")],
            env={"PYTHONHASHSEED": each, "SANCTIONSCREEN_CACHE": str(folder / "cache"),
                 "SANCTIONSCREEN_STORE": str(folder),
                 "SYSTEMROOT": "C:\\Windows"},
            capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 1, done.stderr
        outputs.append([(folder / f"hits.{s}").read_bytes() for s in ("csv", "jsonl")])
    assert outputs[0] == outputs[1]
    assert all(len(data) > 1000 for data in outputs[0])
