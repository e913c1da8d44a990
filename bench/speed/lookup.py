"""How long one look-up takes, cold and warm, with every list: ``python -m bench.speed.lookup``."""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median as _median

from bench.marked import write_marked
from bench.speed.stage import COMMAND, Stage, asked, rows_file, staged
from sanctionscreen import ScreenSettings, lookup, open_index

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
_ROWS = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; 2 where the list files are missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed.lookup", description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="cold ones")
    parser.add_argument("--names", type=int, default=2_000, help="warm ones")
    options = asked(parser, arguments)
    if options is None:
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        stage = staged(options.folder or Path(temporary))
        cold = sorted(_cold(stage) for _ in range(options.runs))
        warm = sorted(_warm(stage, options.names))
    table = "\n".join(
        (
            "| look-up of one name, all lists | |",
            "|---|--:|",
            f"| cold, whole process, median of {len(cold)} | {_median(cold):.2f} s |",
            f"| cold, slowest | {cold[-1]:.2f} s |",
            f"| warm, in Python, median of {len(warm):,} | {_median(warm) * 1e3:.1f} ms |",
            f"| warm, 99th percentile | {warm[len(warm) * 99 // 100] * 1e3:.1f} ms |",
        )
    )
    print(table)
    if options.write:
        write_marked(_PAGE, "look-ups", table)
    return 0


def _cold(stage: Stage) -> float:
    """Seconds of one, in a folder without settings: a file of them loads what reads YAML."""
    started = time.perf_counter()
    done = subprocess.run(
        [*COMMAND, "lookup", "Ri Yong Gil"],
        env=stage.environment, capture_output=True, check=False, cwd=stage.folder,
    )  # fmt: skip
    if done.returncode != 1:
        raise SystemExit(f"the look-up ended in {done.returncode}: {done.stderr.decode()}")
    return time.perf_counter() - started


def _warm(stage: Stage, count: int) -> list[float]:
    """Seconds of each of so many look-ups in one process, after as many others."""
    index = open_index(store=stage.folder / "store", cache_dir=stage.folder / "cache")
    settings = ScreenSettings()
    path, _ = rows_file(stage.folder, _ROWS)
    with path.open(encoding="utf-8", newline="") as file:
        names = [
            row["name"] for row, _ in zip(csv.DictReader(file), range(2 * count), strict=False)
        ]
    found = []
    for name in names:
        started = time.perf_counter()
        lookup(name, index=index, settings=settings)
        found.append(time.perf_counter() - started)
    return found[count:]


if __name__ == "__main__":
    sys.exit(main())
