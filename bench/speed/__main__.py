"""Rows a second from CSV to outcomes on disk, and memory: ``python -m bench.speed``.

Every list of the development folder, full matching; in the same run what RapidFuzz takes to score
the same rows against the same names, on as many rows as it does in half a minute.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from bench.marked import write_marked
from bench.speed.measuring import Measured, measured
from bench.speed.stage import COMMAND, Stage, asked, rows_file, staged
from sanctionscreen.index import open_index

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
_WORKERS = 2
_PEER_ROWS = {"token_sort_ratio": 2_000, "WRatio": 60}


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; 2 where the list files are missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=3, help="of each size; the median counts")
    options = asked(parser, arguments)
    if options is None:
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        stage = staged(options.folder or Path(temporary))
        table = "\n".join(_table(stage, options.rows, options.runs))
    print(table)
    if options.write:
        write_marked(_PAGE, "rows a second", table)
    return 0


def _table(stage: Stage, sizes: Sequence[int], runs: int) -> list[str]:
    index = open_index(store=stage.folder / "store", cache_dir=stage.folder / "cache")
    names = index.name_texts()
    lines = [
        f"{len(index.refs)} lists, {len(index):,} parties, {len(names):,} names; two processes; "
        f"median of {runs}.",
        "",
        "| rows | distinct tokens | seconds | rows a second | memory, MB |",
        "|--:|--:|--:|--:|--:|",
    ]
    best = 0.0
    for count in sizes:
        path, tokens = rows_file(stage.folder, count)
        taken = [_screened(stage, path) for _ in range(runs)]
        seconds = statistics.median(each.seconds for each in taken)
        memory = max(each.memory for each in taken)
        best = max(best, count / seconds)
        lines.append(
            f"| {count:,} | {tokens:,} | {seconds:.1f} | {count / seconds:,.0f} | {memory:.0f} |"
        )
    queries = _queries(rows_file(stage.folder, sizes[0])[0])
    lines += ["", "| RapidFuzz, two workers | rows a second | sanctionscreen is |", "|---|--:|--:|"]
    for scorer in (fuzz.token_sort_ratio, fuzz.WRatio):
        rate = _rate(scorer, queries, names)
        lines.append(f"| `cdist({scorer.__name__})` | {rate:,.1f} | {best / rate:,.0f} × |")
    return lines


def _screened(stage: Stage, path: Path) -> Measured:
    out = stage.folder / "outcomes.csv"
    command = [
        *COMMAND, "check", str(path), "--quiet", "--output", str(out),
        "--workers", str(_WORKERS), "--max-age", "100000",
    ]  # fmt: skip
    return measured(command, stage.environment)


def _queries(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row["name"] for row in csv.DictReader(file)]


def _rate(scorer: Callable[..., float], queries: Sequence[str], names: Sequence[str]) -> float:
    """Rows a second of a peer that scores every name."""
    some = queries[: _PEER_ROWS[scorer.__name__]]
    started = time.perf_counter()
    for at in range(0, len(some), 100):
        cdist(some[at : at + 100], names, scorer=scorer, workers=_WORKERS, score_cutoff=70)
    return len(some) / (time.perf_counter() - started)


if __name__ == "__main__":
    sys.exit(main())
