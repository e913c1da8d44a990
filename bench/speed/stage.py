"""What the speed benchmarks run on: every list of the development folder in a store, and rows."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.lists_io import LISTS, SHARED, ListFiles, read_lists
from bench.speed.rows import sources, write_rows

COMMAND = (sys.executable, "-m", "sanctionscreen.cli")
_DATED = frozenset({"wb-debarred", "un-sc", "ofac-sdn", "uk-sl", "eu-fsf"})
"""Lists whose files say when they were published."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A folder with a store, its compiled index, and rows to screen."""

    folder: Path

    @property
    def environment(self) -> Mapping[str, str]:
        """That of the commands: a store and a cache of their own."""
        return os.environ | {
            "SANCTIONSCREEN_STORE": str(self.folder / "store"),
            "SANCTIONSCREEN_CACHE": str(self.folder / "cache"),
        }

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """The command as a whole process.

        Raises:
            SystemExit: it ended in neither of the codes of a complete run.
        """
        done = subprocess.run(
            [*COMMAND, *map(str, arguments)],
            env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(map(str, arguments))}: {done.returncode}\n{done.stderr}")
        return done


def asked(
    parser: argparse.ArgumentParser, arguments: Sequence[str] | None
) -> argparse.Namespace | None:
    """The options of a command, with those of all; None, saying so, without the list files."""
    parser.add_argument("--folder", type=Path, help="to keep store and rows in for another run")
    parser.add_argument("--write", action="store_true", help="put the table into the page")
    options = parser.parse_args(arguments)
    if (SHARED / "lists").is_dir():
        return options
    print(f"{SHARED / 'lists'}: no list files there", file=sys.stderr)
    return None


def staged(folder: Path, ids: Sequence[str] | None = None) -> Stage:
    """Imports lists (all by default) into a store, where they are not yet, and compiles them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "store").mkdir(exist_ok=True)
    stage = Stage(folder)
    for item in LISTS:
        is_there = (folder / "store" / item.id).is_dir() or (folder / f"{item.id}.done").exists()
        if not is_there and (ids is None or item.id in ids):
            _imported(stage, item)
            (folder / f"{item.id}.done").touch()
    stage.run("lookup", "Ri Yong Gil")
    return stage


def _imported(stage: Stage, item: ListFiles) -> None:
    files = [SHARED / "lists" / name for name in item.files]
    dated = [] if item.id in _DATED or item.published is None else [str(_day(item))]
    stage.run("lists", "import", *files, *(["--published", *dated] if dated else []))


def _day(item: ListFiles) -> str:
    date = item.published
    assert date is not None
    return f"{date.year}-{date.month or 1:02}-{date.day or 1:02}"


def rows_file(folder: Path, count: int) -> tuple[Path, int]:
    """A CSV of so many rows, made where it is not there yet, and its distinct tokens."""
    path, told = folder / f"rows-{count}.csv", folder / f"rows-{count}.tokens"
    if not told.exists():
        parties = [party for item in read_lists(SHARED / "lists") for party in item.parties]
        told.write_text(str(write_rows(path, count, sources(parties))), encoding="ascii")
    return path, int(told.read_text(encoding="ascii"))
