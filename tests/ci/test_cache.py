"""What CI keeps between runs: a store and indexes, at whatever place they are restored."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HIT = "Zachary Quillfeather"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command with the store and the cache of a folder."""
    environment = os.environ | {
        "SANCTIONSCREEN_STORE": str(folder / "store"),
        "SANCTIONSCREEN_CACHE": str(folder / "cache"),
    }
    return subprocess.run(
        [sys.executable, "-m", "sanctionscreen.cli", *arguments],
        env=environment, capture_output=True, text=True, check=False, cwd=folder, timeout=120,
    )  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path, sdn_csv: Callable[..., Path]) -> Path:
    """A store with one official list, and the index that a first run compiled."""
    folder = tmp_path / "one"
    (folder / "store").mkdir(parents=True)
    (folder / "cache").mkdir()
    (folder / "vendors.csv").write_text(f"name\n{HIT}\n", encoding="utf-8")
    day = "2026-01-01"
    imported = run(folder, "lists", "import", str(sdn_csv(HIT)), "--published", day)
    assert imported.returncode == 0, imported.stderr
    assert check(folder).returncode == 1
    return folder


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    """Screens the vendors of a folder."""
    return run(folder, "check", "vendors.csv", "--quiet", "--offline", "--allow-stale", "a test")


def state(folder: Path) -> dict[str, int]:
    """Every index file with its inode: one that is made anew is another, one used is touched."""
    return {
        path.name: path.stat().st_ino for path in (folder / "cache").rglob("*") if path.is_file()
    }


def test_restored_elsewhere_nothing_is_compiled_or_fetched_anew(kept: Path) -> None:
    """The two folders under another path, offline: the same hit from the same index files."""
    other = kept.parent / "another runner"
    shutil.copytree(kept, other, copy_function=shutil.copy2)
    before = state(other)
    assert before
    done = check(other)
    assert done.returncode == 1
    assert "ofac-sdn@2026-01-01" in done.stderr
    assert state(other) == before


def test_without_the_indexes_they_are_made_again(kept: Path) -> None:
    """The store alone is enough: what is compiled is only slower to have."""
    shutil.rmtree(kept / "cache")
    assert check(kept).returncode == 1
    assert state(kept)


def test_without_the_store_the_run_says_that_no_official_list_was_there(kept: Path) -> None:
    """A cache that was not restored is never taken for lists that hold nobody."""
    shutil.rmtree(kept / "store")
    missing = check(kept)
    assert missing.returncode == 3
    assert "no store" in missing.stderr
    (kept / "store").mkdir()
    empty = check(kept)
    assert "official lists not loaded" in empty.stderr
    named = run(kept, "check", "vendors.csv", "--quiet", "--lists", "ofac-sdn")
    assert named.returncode in (2, 3)
