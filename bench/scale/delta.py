"""A day's list change against a whole book: ``python -m bench.scale.delta [--rows N] [--write]``.

Screens a generated book against one publication of OFAC's list, then against the next: once in
full and once with ``--since``. The reports must be the same, byte for byte, and each outcome that
changed must have a cause. Of OFAC's advanced files none of two days in a row is at hand: the file
of 19 November 2025 is held against itself without what it says was designated on that day, and
against that of May 2024, which is eighteen months and no day's change.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.lists_io import SHARED
from bench.marked import write_marked
from bench.scale.book import write_book
from bench.scale.day_before import write_day_before
from sanctionscreen import open_index

PAGE = Path(__file__).parents[2] / "docs" / "scale.md"
ROWS = 200_000
_NEW_OFTEN = 50


@dataclass(frozen=True, slots=True)
class Pair:
    """Two publications of one list, each a file with its day.

    Where the first has no file, it is the second without what was designated on its day.
    """

    title: str
    before: tuple[str | None, str]
    after: tuple[str, str]


PAIRS = (
    Pair(
        "SDN, 9 → 10 December 2021",
        ("ofac_sdn/sdn_2021-12-09.csv", "2021-12-09"),
        ("ofac_sdn/sdn_2021-12-10.csv", "2021-12-10"),
    ),
    Pair(
        "SDN advanced, 18 → 19 November 2025",
        (None, "2025-11-18"),
        ("ofac_sdn/SDN_ADVANCED_2025-11-19.xml.bz2", "2025-11-19"),
    ),
    Pair(
        "SDN advanced, 28 May 2024 → 19 November 2025",
        ("ofac_sdn/SDN_ADVANCED_2024-05-29.xml.bz2", "2024-05-28"),
        ("ofac_sdn/SDN_ADVANCED_2025-11-19.xml.bz2", "2025-11-19"),
    ),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; 1 where a report differs or a change has no cause."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale.delta", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--write", action="store_true", help="fill the table of docs/scale.md")
    given = parser.parse_args(arguments)
    lines = [
        f"| {given.rows:,} rows | entries new, changed, gone | full run, s | `--since`, s | faster "
        "| rows screened in full | outcomes changed | reports |",
        "|---|--:|--:|--:|--:|--:|--:|---|",
    ]
    print("\n".join(lines), flush=True)
    are_right = []
    for pair in PAIRS:
        line, is_right = _measure(pair, given.rows)
        print(line, flush=True)
        lines.append(line)
        are_right.append(is_right)
    if given.write:
        write_marked(PAGE, "delta", "\n".join(lines))
    return 0 if all(are_right) else 1


def _measure(pair: Pair, rows: int) -> tuple[str, bool]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, day in (pair.before, pair.after):
            path = folder / "before.xml" if file is None else SHARED / "lists" / file
            if file is None:
                write_day_before(SHARED / "lists" / pair.after[0], path)
            stated = ("--published", day) if path.suffix == ".csv" else ()
            given = (*stated, "--accept-drop", "a benchmark")
            _run(folder, "lists", "import", str(path), *given, expected=(0,))
        before, after = (f"ofac-sdn@{day}" for _, day in (pair.before, pair.after))
        write_book(folder / "book.csv", rows, _strewn(folder, before, after))
        _check(folder, before, "--evidence", "before")
        (folder / "one.csv").write_text("id,name\n1,Nobody\n", encoding="utf-8")
        _check(folder, after, name="one.csv")  # Compiles the index, which both runs below need.
        full, _ = _check(folder, after, "--output", "full.jsonl", "--evidence", "full")
        delta, log = _check(
            folder, after, "--output", "delta.jsonl", "--evidence", "delta", "--since", "before",
            "--changes", "changes.jsonl",
        )  # fmt: skip
        is_same = (folder / "full.jsonl").read_bytes() == (folder / "delta.jsonl").read_bytes()
        changes = (folder / "changes.jsonl").read_text(encoding="utf-8").splitlines()
        has_causes = all(json.loads(line)["causes"] == ["list"] for line in changes)
    said = [line.partition("since: ")[2] for line in log.splitlines() if "since: " in line]
    entries = next(line.partition(": ")[2] for line in said if line.startswith("list ofac-sdn"))
    again = next(line for line in said if line.startswith("screened in full"))
    verdict = "identical, each change attributed" if is_same and has_causes else "DIFFER"
    cells = (
        pair.title, entries, f"{full:.1f}", f"{delta:.1f}", f"{full / delta:.1f} ×",
        again.partition(": ")[2].partition(" row")[0], f"{len(changes):,}", verdict,
    )  # fmt: skip
    return f"| {' | '.join(cells)} |", is_same and has_causes


def _strewn(folder: Path, before: str, after: str) -> list[str]:
    """Names to strew into the book: all, and those that are new over and over, so as to be met."""
    old, new = (
        open_index([each], store=folder / "store", cache_dir=folder / "cache").name_texts()
        for each in (before, after)
    )
    known = set(old)
    return [*new, *[name for name in new if name not in known] * _NEW_OFTEN]


def _check(folder: Path, lists: str, *more: str, name: str = "book.csv") -> tuple[float, str]:
    return _run(
        folder, "check", name, "--quiet", "--lists", lists, "--allow-stale", "a benchmark", *more
    )


def _run(folder: Path, *arguments: str, expected: Sequence[int] = (0, 1)) -> tuple[float, str]:
    """One command in a process of its own: seconds, and what it said."""
    places = {
        "SANCTIONSCREEN_CACHE": str(folder / "cache"),
        "SANCTIONSCREEN_STORE": str(folder / "store"),
    }
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "sanctionscreen.cli", *arguments],
        env=os.environ | places, cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    took = time.perf_counter() - started
    said = done.stderr.decode()
    if done.returncode not in expected or "no output file was written" in said:
        raise SystemExit(f"{' '.join(arguments)} ended in {done.returncode}: {said}")
    return took, said


if __name__ == "__main__":
    sys.exit(main())
