"""The pre-commit hook, run by pre-commit itself in a repository of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

pytest.importorskip("pre_commit", reason="pre-commit is not installed")
pytestmark = pytest.mark.skipif(
    os.name == "nt" or shutil.which("git") is None, reason="git and a POSIX shell are needed here"
)

HIT, CLEAR = "Ri Yong Gil", "Zebedee Quux"
PreCommit = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def hook(repository: Path) -> dict[str, Any]:
    """The definition that others get."""
    (found,) = yaml.safe_load((repository / ".pre-commit-hooks.yaml").read_text("utf-8"))
    hook: dict[str, Any] = found
    return hook


@pytest.fixture
def commit(hook: dict[str, Any], checkout: Path, tmp_path: Path) -> PreCommit:
    """Commits everything in the checkout through the hook, without an environment made by pip.

    The definition is that of the repository, as a local hook of this Python.
    """
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    command = bin_folder / "sanctionscreen"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sanctionscreen.cli "$@"\n')
    command.chmod(0o755)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment = kept | {
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
        "SANCTIONSCREEN_CACHE": str(tmp_path / "cache"),
        **{f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER")
           for what in ("NAME", "EMAIL")},
    }  # fmt: skip

    def run(**changes: Any) -> subprocess.CompletedProcess[str]:
        local = {**hook, "language": "system", **changes}
        config = {"repos": [{"repo": "local", "hooks": [local]}]}
        (checkout / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
        for command in (
            ["git", "init", "--quiet"],
            [sys.executable, "-m", "pre_commit", "install"],
            ["git", "add", "--all"],
        ):
            subprocess.run(command, cwd=checkout, env=environment, check=True, capture_output=True)
        return subprocess.run(
            ["git", "commit", "-m", "vendors"],
            cwd=checkout, env=environment, check=False, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    return run


def test_a_commit_with_a_hit_is_stopped(commit: PreCommit, vendors: Callable[..., Path]) -> None:
    """Git makes no commit, and the hook shows which row it is, and why."""
    vendors(CLEAR, HIT)
    done = commit()
    assert done.returncode == 1, done.stdout
    assert "Failed" in done.stdout
    assert "row 2, line 3" in done.stdout
    assert "exit code: 1" in done.stdout


def test_a_clear_file_is_committed(
    commit: PreCommit, vendors: Callable[..., Path], checkout: Path
) -> None:
    """The hook passes, offline, and the commit is there."""
    vendors(CLEAR)
    done = commit()
    assert done.returncode == 0, done.stdout
    assert "Passed" in done.stdout
    log = subprocess.run(
        ["git", "log", "--oneline"], cwd=checkout, capture_output=True, text=True, check=True
    )
    assert "vendors" in log.stdout


def test_other_files_are_not_screened(commit: PreCommit, vendors: Callable[..., Path]) -> None:
    """A file that the pattern does not name passes without being read."""
    vendors(HIT, name="notes.csv")
    done = commit()
    assert done.returncode == 0, done.stdout
    assert "no files to check" in done.stdout


def test_the_example_names_the_hook_and_runs(
    commit: PreCommit, vendors: Callable[..., Path], repository: Path, hook: dict[str, Any]
) -> None:
    """The files and arguments of ``examples/pre-commit-config.yaml`` are those of a real run."""
    example = yaml.safe_load(
        (repository / "examples" / "pre-commit-config.yaml").read_text("utf-8")
    )
    ((given),) = example["repos"][0]["hooks"]
    assert given.pop("id") == hook["id"]
    vendors(HIT, name="data/vendors-2026.csv")
    vendors(HIT, name="vendors.csv")
    done = commit(**given)
    assert done.returncode == 1, done.stdout
    assert "rows=1" in done.stdout


@pytest.mark.parametrize(
    ("path", "is_taken"),
    [("vendors.csv", True), ("data/Suppliers-2026.xlsx", True), ("customers.ndjson", True),
     ("vendors.py", False), ("my-vendors.csv", False), ("vendors/readme.md", False)],
)  # fmt: skip
def test_the_files_that_it_takes_by_itself(hook: dict[str, Any], path: str, is_taken: bool) -> None:
    """Files called after counterparties, in formats that are read."""
    assert (re.search(hook["files"], path) is not None) is is_taken
